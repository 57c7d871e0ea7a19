package datetime

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

const deltaDoc = "timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n--\n\n" +
	"A span of time: days, seconds of a day and microseconds of a second. The arguments may be negative and floats; they add up."

var deltaParams = object.NewSignature("|OOOOOOO:__new__", "days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks")

// deltaUnits are the arguments' microseconds, in the order in which they are added up: rounding errors depend on it.
var deltaUnits = [...]struct {
	argument int
	name     string
	us       int64
}{
	{2, "microseconds", 1}, {3, "milliseconds", 1000}, {1, "seconds", 1e6}, {4, "minutes", 60e6}, {5, "hours", 3600e6},
	{0, "days", secondsPerDay * 1e6}, {6, "weeks", 7 * secondsPerDay * 1e6},
}

func deltaNew(t *Type, args, kwargs *Object) *Object {
	var a [7]*Object
	if !deltaParams.Parse(args, kwargs, unsafe.Pointer(&a[0]), unsafe.Pointer(&a[1]), unsafe.Pointer(&a[2]), unsafe.Pointer(&a[3]),
		unsafe.Pointer(&a[4]), unsafe.Pointer(&a[5]), unsafe.Pointer(&a[6])) {
		return nil
	}
	total, left := new(big.Int), 0.0
	for _, u := range deltaUnits {
		if v := a[u.argument]; v != nil && !addUnits(total, &left, u.name, v, u.us) {
			return nil
		}
	}
	if left != 0 {
		whole := math.Round(left)
		if math.Abs(whole-left) == 0.5 {
			// Ties go to the even one of the two sums, not of the two fractions.
			odd := float64(total.Bit(0))
			whole = 2*math.Round((left+odd)*0.5) - odd
		}
		total.Add(total, big.NewInt(int64(whole)))
	}
	return deltaOfTotal(t, total)
}

// addUnits adds a number of units of so many microseconds. What is no whole microsecond goes into left.
func addUnits(total *big.Int, left *float64, name string, number *Object, us int64) bool {
	unit := big.NewInt(us)
	switch {
	case object.IsLong(number):
		n := object.BigOf(number)
		total.Add(total, n.Mul(n, unit))
		return true
	case object.IsFloat(number):
		whole, fraction := modf(object.As[*abi.Float](number).Value)
		o := object.NewLongFromFloat(whole) // which raises for what is no number
		if o == nil {
			return false
		}
		n := object.BigOf(o)
		object.Decref(o)
		total.Add(total, n.Mul(n, unit))
		if fraction != 0 {
			whole, fraction = modf(float64(us) * fraction)
			total.Add(total, big.NewInt(int64(whole)))
			*left += fraction
		}
		return true
	}
	object.Raise(object.TypeError, "unsupported type for timedelta %s component: %s", name, object.TypeName(number.Type))
	return false
}

// modf is C's modf: the whole part of an infinity is itself, and nothing is left of it.
func modf(v float64) (whole, fraction float64) {
	if math.IsInf(v, 0) {
		return v, 0
	}
	return math.Modf(v)
}

func deltaRepr(o *Object) *Object {
	s := spanOf(o)
	var parts []string
	for _, p := range []struct {
		name string
		n    int
	}{{"days", s.days}, {"seconds", s.seconds}, {"microseconds", s.us}} {
		if p.n != 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", p.name, p.n))
		}
	}
	if parts == nil {
		parts = []string{"0"}
	}
	return object.NewStr(object.TypeName(o.Type) + "(" + strings.Join(parts, ", ") + ")")
}

func deltaStr(o *Object) *Object {
	s := spanOf(o)
	text := ""
	if s.days != 0 {
		text = fmt.Sprintf("%d day", s.days)
		if s.days != 1 && s.days != -1 {
			text += "s"
		}
		text += ", "
	}
	text += fmt.Sprintf("%d:%02d:%02d", s.seconds/3600, s.seconds/60%60, s.seconds%60)
	if s.us != 0 {
		text += fmt.Sprintf(".%06d", s.us)
	}
	return object.NewStr(text)
}

// hashOfSpan is the hash of the tuple of its three numbers; -1, and an exception, if memory is out.
func hashOfSpan(s span) int {
	t := ints(s.days, s.seconds, s.us)
	if t == nil {
		return -1
	}
	defer object.Decref(t)
	return object.Hash(t)
}

func deltaHash(o *Object) int {
	d := object.As[*abi.Delta](o)
	if d.Hash == -1 {
		d.Hash = hashOfSpan(spanOf(o))
	}
	return d.Hash
}

func deltaCompare(a, b *Object, op int32) *Object {
	if !isDelta(b) {
		return object.NewRef(object.NotImplemented)
	}
	return ordered(spanOf(a).compare(spanOf(b)), op)
}

func deltaNumber() *object.Number {
	return &object.Number{
		Add:         deltaAdd,
		Subtract:    deltaSubtract,
		Multiply:    deltaMultiply,
		Remainder:   deltaRemainder,
		Divmod:      deltaDivmod,
		FloorDivide: deltaFloorDivide,
		TrueDivide:  deltaTrueDivide,
		Negative:    func(o *Object) *Object { return newDelta(DeltaType, spanOf(o).negated()) },
		Positive:    func(o *Object) *Object { return newDelta(DeltaType, spanOf(o)) },
		Absolute: func(o *Object) *Object {
			s := spanOf(o)
			if s.days < 0 {
				s = s.negated()
			}
			return newDelta(DeltaType, s)
		},
		Bool: func(o *Object) int32 {
			if spanOf(o).isZero() {
				return 0
			}
			return 1
		},
	}
}

func init() {
	object.Define(DeltaType, func() object.Spec {
		return object.Spec{
			Name: "datetime.timedelta", Doc: deltaDoc, Basicsize: unsafe.Sizeof(abi.Delta{}), Flags: abi.TPFlagsBasetype,
			New: deltaNew, Repr: deltaRepr, Str: deltaStr, Hash: deltaHash, Richcompare: deltaCompare, Number: deltaNumber(),
			Members: []object.Member{
				{Name: "days", Doc: "Whole days; only they can be negative.",
					Type: object.TInt, Offset: unsafe.Offsetof(abi.Delta{}.Days), Flags: object.ReadOnly},
				{Name: "seconds", Doc: "Seconds beyond the days, less than a day.",
					Type: object.TInt, Offset: unsafe.Offsetof(abi.Delta{}.Seconds), Flags: object.ReadOnly},
				{Name: "microseconds", Doc: "Microseconds beyond the seconds, less than a second.",
					Type: object.TInt, Offset: unsafe.Offsetof(abi.Delta{}.Microseconds), Flags: object.ReadOnly},
			},
			Methods: []object.Method{
				{Name: "total_seconds", Doc: "The span in seconds.", NoArgs: totalSeconds},
				{Name: "__reduce__", Doc: "What a pickle holds.", NoArgs: func(o *Object) *Object {
					s := spanOf(o)
					return object.OwnedTuple(object.NewRef(object.Head(o.Type)), ints(s.days, s.seconds, s.us))
				}},
			},
		}
	})
}
