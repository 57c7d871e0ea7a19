// Package datetime is the module datetime: dates, times, spans of time and zones, in the structures that CPython 3.11 gives
// them, and the capsule through which C uses them. What a zone says may be anybody's code, so most of what asks one may run
// code.
package datetime

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Object and Type are those of package object.
type (
	Object = object.Object
	Type   = object.Type
)

// The types of the module.
var (
	DateType     = object.NewType()
	TimeType     = object.NewType()
	DateTimeType = object.NewType()
	DeltaType    = object.NewType()
	TZInfoType   = object.NewType()
	TimezoneType = object.NewType()
	isoDateType  = object.NewType()
)

// Shared objects, made when the process starts.
var (
	utc     *Object // timezone.utc
	epoch   *Object // 1970-01-01T00:00:00 UTC
	capsule = ctier.CString("datetime.datetime_CAPI")
)

const doc = "Dates, times, spans of time and time zones."

func init() {
	for _, name := range []string{"datetime", "_datetime"} {
		empty := object.GoModule(name, doc, &[]object.Method{})
		object.DefineModule(name, func() *Object {
			m := empty()
			if m != nil && !fillModule(m) {
				object.Decref(m)
				return nil
			}
			return m
		})
	}
	object.AtBoot(func() {
		utc = newTimezone(newDelta(DeltaType, span{}), nil)
		epoch = newDateTime(DateTimeType, day{1970, 1, 1}, clock{}, utc, 0)
		second := span{us: 1}
		last, end := day{maxYear, 12, 31}, clock{23, 59, 59, 999999}
		limits(DeltaType, newDelta(DeltaType, span{days: -maxDeltaDays}),
			newDelta(DeltaType, span{maxDeltaDays, secondsPerDay - 1, 999999}), newDelta(DeltaType, second))
		limits(DateType, newDate(DateType, day{1, 1, 1}), newDate(DateType, last), newDelta(DeltaType, span{days: 1}))
		limits(TimeType, newTime(TimeType, clock{}, object.None, 0), newTime(TimeType, end, object.None, 0), newDelta(DeltaType, second))
		limits(DateTimeType, newDateTime(DateTimeType, day{1, 1, 1}, clock{}, object.None, 0),
			newDateTime(DateTimeType, last, end, object.None, 0), newDelta(DeltaType, second))
		almost := span{0, secondsPerDay - 60, 0}
		limits(TimezoneType, newTimezone(newDelta(DeltaType, almost.negated()), nil), newTimezone(newDelta(DeltaType, almost), nil), nil)
		share(TimezoneType, "utc", utc)
		object.Hash(epoch)
		fillCapsule()
	})
}

// limits puts what min, max and resolution of a type are into it.
func limits(t *Type, min, max, resolution *Object) {
	share(t, "min", min)
	share(t, "max", max)
	share(t, "resolution", resolution)
}

// share puts an object into a type that all runtimes share. Its hash is known before, since nobody may write to it later.
func share(t *Type, name string, o *Object) {
	if o == nil {
		return
	}
	object.Hash(o)
	if !object.DictSetString(t.Dict, name, o) {
		panic("datetime: " + name + " can't be set")
	}
}

func fillModule(m *Object) bool {
	ok := true
	put := func(name string, v *Object) {
		ok = ok && v != nil && object.SetAttrString(m, name, v)
		object.XDecref(v)
	}
	for name, t := range map[string]*Type{
		"date": DateType, "time": TimeType, "datetime": DateTimeType, "timedelta": DeltaType, "tzinfo": TZInfoType, "timezone": TimezoneType,
	} {
		put(name, object.NewRef(object.Head(t)))
	}
	put("MINYEAR", object.NewInt(minYear))
	put("MAXYEAR", object.NewInt(maxYear))
	put("UTC", object.NewRef(utc))
	put("datetime_CAPI", object.NewCapsule(unsafe.Pointer(ctier.DatetimeCapsule()), capsule, nil))
	return ok
}

func fillCapsule() {
	c := ctier.DatetimeCapsule()
	c.DateType, c.DateTimeType, c.TimeType, c.DeltaType, c.TZInfoType = DateType, DateTimeType, TimeType, DeltaType, TZInfoType
	c.UTC = utc
	integer := func(w *ctier.Words, i int) int { return int(w.I(i)) }
	pointer := func(w *ctier.Words, i int) *Object { return (*Object)(w.P(i)) }
	typ := func(w *ctier.Words, i int) *Type { return (*Type)(w.P(i)) }
	clockAt := func(w *ctier.Words, i int) clock {
		return clock{integer(w, i), integer(w, i+1), integer(w, i+2), integer(w, i+3)}
	}
	ctier.DatetimeAPI = [...]func(*ctier.Words) *Object{
		ctier.DateFromDate: func(w *ctier.Words) *Object {
			return newDate(typ(w, 3), day{integer(w, 0), integer(w, 1), integer(w, 2)})
		},
		ctier.DateTimeFromDateAndTimeAndFold: func(w *ctier.Words) *Object {
			return newDateTime(typ(w, 9), day{integer(w, 0), integer(w, 1), integer(w, 2)}, clockAt(w, 3), pointer(w, 7), integer(w, 8))
		},
		ctier.TimeFromTimeAndFold: func(w *ctier.Words) *Object {
			return newTime(typ(w, 6), clockAt(w, 0), pointer(w, 4), integer(w, 5))
		},
		ctier.DeltaFromDelta: func(w *ctier.Words) *Object {
			s := span{integer(w, 0), integer(w, 1), integer(w, 2)}
			if integer(w, 3) != 0 {
				s = s.normalized()
			}
			return newDelta(typ(w, 4), s)
		},
		ctier.TimeZoneFromTimeZone: func(w *ctier.Words) *Object { return timezoneOf(pointer(w, 0), pointer(w, 1)) },
		ctier.DateTimeFromTimestamp: func(w *ctier.Words) *Object {
			return dateTimeFromTimestamp(pointer(w, 0), pointer(w, 1), pointer(w, 2))
		},
		ctier.DateFromTimestamp: func(w *ctier.Words) *Object {
			var timestamp *Object
			if !timestampOnly.Parse(pointer(w, 1), nil, unsafe.Pointer(&timestamp)) {
				return nil
			}
			return dateFromTimestamp(pointer(w, 0), timestamp)
		},
	}
}

var timestampOnly = object.NewSignature("O:fromtimestamp")

// allocate makes an object of a type of this module, so many bytes long, or of a subtype, as long as that says.
func allocate(t, base *Type, size uintptr) *Object {
	if t == base {
		return object.NewSized(t, size, 0)
	}
	return ctier.CallAlloc(t.Alloc, t, 0)
}

// raised raises the ValueError that a fault is.
func raised(f fault) *Object { return object.Raise(object.ValueError, "%s", string(f)) }

// ints makes a tuple of ints.
func ints(values ...int) *Object {
	items := make([]*Object, len(values))
	for i, v := range values {
		items[i] = object.NewInt(int64(v))
	}
	return object.OwnedTuple(items...)
}

// called calls a type with ints and more arguments, all borrowed.
func called(class *Object, values []int, more ...*Object) *Object {
	args := make([]*Object, 0, len(values)+len(more))
	for _, v := range values {
		n := object.NewInt(int64(v))
		if n == nil {
			break
		}
		args = append(args, n)
	}
	defer func() {
		for _, n := range args[:min(len(args), len(values))] {
			object.Decref(n)
		}
	}()
	if len(args) < len(values) {
		return nil
	}
	return object.CallArgs(class, append(args, more...)...)
}

// ordered answers a comparison from a three-way comparison.
func ordered(order int, op int32) *Object { return object.NewBool(object.OrderedBy(order, op)) }

// notEqual answers a comparison of what can only be equal or not, and is not; false for the other operators.
func notEqual(op int32) (*Object, bool) {
	switch op {
	case abi.EQ:
		return object.NewBool(false), true
	case abi.NE:
		return object.NewBool(true), true
	}
	return nil, false
}
