package datetime

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The type datetime. Its objects are called moments here, as the module has its name.

func isDateTime(o *Object) bool { return object.Is(o, DateTimeType) }

// momentSpace makes a datetime of type t without date.
func momentSpace(t *Type, zone *Object) *Object {
	size := unsafe.Offsetof(abi.DateTime{}.TZInfo)
	if zone != object.None {
		size = unsafe.Sizeof(abi.DateTime{})
	}
	o := allocate(t, DateTimeType, size)
	if o == nil {
		return nil
	}
	p := object.As[*abi.DateTime](o)
	p.Hash = -1
	if zone != object.None {
		p.HasTZInfo, p.TZInfo = 1, object.NewRef(zone)
	}
	return o
}

// newDateTime makes a datetime of type t; ValueError if it is out of range.
func newDateTime(t *Type, d day, c clock, zone *Object, fold int) *Object {
	f := d.check()
	if f == "" {
		f = c.check(fold)
	}
	if f != "" {
		return raised(f)
	}
	if !isZone(zone) {
		return nil
	}
	o := momentSpace(t, zone)
	if o != nil {
		p := object.As[*abi.DateTime](o)
		putDay(p.Data[:], d)
		putClock(p.Data[4:], c)
		p.Fold = byte(fold)
	}
	return o
}

// newMomentOf makes a datetime of a class that may be a subclass, which is called and learns nothing of the fold. It may run
// code.
func newMomentOf(class *Object, d day, c clock, zone *Object, fold int) *Object {
	if class == object.Head(DateTimeType) {
		return newDateTime(DateTimeType, d, c, zone, fold)
	}
	return called(class, []int{d.year, d.month, d.day, c.hour, c.minute, c.second, c.us}, zone)
}

var momentParams = object.NewSignature("iii|iiiiO$i", "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold")

func momentNew(t *Type, args, kwargs *Object) *Object {
	data, zone, ok := stateArgs(args, 10, 2, func(b byte) bool { return saneMonth(b &^ foldBit) }, "datetime")
	if !ok {
		return nil
	}
	if data != nil {
		o := momentSpace(t, zone)
		if o != nil {
			p := object.As[*abi.DateTime](o)
			p.Fold = data[2] / foldBit
			data[2] &^= foldBit
			copy(p.Data[:], data)
		}
		return o
	}
	var d, c [4]int32
	var fold int32
	zone = object.None
	if !momentParams.Parse(args, kwargs, unsafe.Pointer(&d[0]), unsafe.Pointer(&d[1]), unsafe.Pointer(&d[2]), unsafe.Pointer(&c[0]),
		unsafe.Pointer(&c[1]), unsafe.Pointer(&c[2]), unsafe.Pointer(&c[3]), unsafe.Pointer(&zone), unsafe.Pointer(&fold)) {
		return nil
	}
	return newDateTime(t, day{int(d[0]), int(d[1]), int(d[2])}, clock{int(c[0]), int(c[1]), int(c[2]), int(c[3])}, zone, int(fold))
}

// momentShift is a moment so much later, of its own class and in its own zone, with a fold of 0. It may run code.
func momentShift(o *Object, by span) *Object {
	d, c, ok := shifted(dayOf(o), clockOf(o), by)
	if !ok {
		return object.Raise(object.OverflowError, "date value out of range")
	}
	return newMomentOf(object.Head(o.Type), d, c, zoneOf(o), 0)
}

func momentAdd(a, b *Object) *Object {
	switch {
	case isDateTime(a) && isDelta(b):
		return momentShift(a, spanOf(b))
	case isDateTime(b) && isDelta(a):
		return momentShift(b, spanOf(a))
	}
	return notImplemented()
}

func momentSubtract(a, b *Object) *Object {
	switch {
	case !isDateTime(a):
		return notImplemented()
	case isDelta(b):
		by := spanOf(b)
		return momentShift(a, span{-by.days, -by.seconds, -by.us})
	case !isDateTime(b):
		return notImplemented()
	}
	s, ok := between(a, b)
	if !ok {
		return nil
	}
	return newDelta(DeltaType, s)
}

// between is a - b; ok is false, and an exception set, where only one of them is aware of its zone. It may run code.
func between(a, b *Object) (s span, ok bool) {
	s = clockDifference(a, b)
	if zoneOf(a) == zoneOf(b) {
		return s, true
	}
	x, xKnown, ok := offsetOf(zoneOf(a), a)
	if !ok {
		return s, false
	}
	y, yKnown, ok := offsetOf(zoneOf(b), b)
	switch {
	case !ok:
		return s, false
	case xKnown != yKnown:
		object.Raise(object.TypeError, "can't subtract offset-naive and offset-aware datetimes")
		return s, false
	}
	return s.minus(x.minus(y)), true
}

// clockDifference is a - b where they are in the same zone.
func clockDifference(a, b *Object) span {
	x, y := clockOf(a), clockOf(b)
	return span{dayOf(a).ordinal() - dayOf(b).ordinal(), x.seconds() - y.seconds(), x.us - y.us}.normalized()
}

func momentCompare(a, b *Object, op int32) *Object {
	switch {
	case isDateTime(b):
	case isDate(b):
		if r, is := notEqual(op); is {
			return r
		}
		return object.Raise(object.TypeError, "can't compare %s to %s", object.TypeName(a.Type), object.TypeName(b.Type))
	default:
		return notImplemented()
	}
	order := compareBytes(object.As[*abi.DateTime](a).Data[:], object.As[*abi.DateTime](b).Data[:])
	if zoneOf(a) == zoneOf(b) {
		return ordered(order, op)
	}
	x, xKnown, ok := offsetOf(zoneOf(a), a)
	if !ok {
		return nil
	}
	y, yKnown, ok := offsetOf(zoneOf(b), b)
	switch {
	case !ok:
		return nil
	case xKnown == yKnown && x == y:
	case xKnown && yKnown:
		// The zones are asked again, as subtraction does.
		s, ok := between(a, b)
		if !ok {
			return nil
		}
		order = s.compare(span{})
	default:
		if r, is := notEqual(op); is {
			return r
		}
		return object.Raise(object.TypeError, "can't compare offset-naive and offset-aware datetimes")
	}
	if order == 0 && (op == abi.EQ || op == abi.NE) {
		problem, ok := ambiguous(a, b, x, y, xKnown, yKnown)
		if !ok {
			return nil
		}
		if problem {
			order = 1
		}
	}
	return ordered(order, op)
}

// ambiguous tells whether one of two moments in different zones has another offset with the other fold: such a moment equals
// none of another zone.
func ambiguous(a, b *Object, x, y span, xKnown, yKnown bool) (problem, ok bool) {
	for _, m := range []struct {
		o      *Object
		offset span
		known  bool
	}{{a, x, xKnown}, {b, y, yKnown}} {
		flipped, known, ok := flippedOffset(m.o)
		switch {
		case !ok:
			return false, false
		case flipped != m.offset || known != m.known:
			return true, true
		}
	}
	return false, true
}

// withFold is a plain datetime that differs from o only in its fold.
func withFold(o *Object, fold int) *Object {
	return newDateTime(DateTimeType, dayOf(o), clockOf(o), zoneOf(o), fold)
}

func flippedOffset(o *Object) (span, bool, bool) {
	flipped := withFold(o, 1-int(object.As[*abi.DateTime](o).Fold))
	if flipped == nil {
		return span{}, false, false
	}
	defer object.Decref(flipped)
	return offsetOf(zoneOf(flipped), flipped)
}

func momentHash(o *Object) int {
	p := object.As[*abi.DateTime](o)
	if p.Hash != -1 {
		return p.Hash
	}
	asked := object.NewRef(o)
	if p.Fold != 0 { // moments that differ in it only are equal
		object.Decref(asked)
		if asked = withFold(o, 0); asked == nil {
			return -1
		}
	}
	offset, known, ok := offsetOf(zoneOf(asked), asked)
	object.Decref(asked)
	switch {
	case !ok:
		return -1
	case !known:
		p.Hash = hashOfBytes(p.Data[:])
	default:
		c := clockOf(o)
		p.Hash = hashOfSpan(span{dayOf(o).ordinal(), c.seconds(), c.us}.minus(offset))
	}
	return p.Hash
}

func momentRepr(o *Object) *Object {
	d, c := dayOf(o), clockOf(o)
	text := fmt.Sprintf("%s(%d, %d, %d, %d, %d", object.TypeName(o.Type), d.year, d.month, d.day, c.hour, c.minute)
	if c.second != 0 || c.us != 0 {
		text += fmt.Sprintf(", %d", c.second)
	}
	if c.us != 0 {
		text += fmt.Sprintf(", %d", c.us)
	}
	zone, ok := reprOfZone(zoneOf(o))
	if !ok {
		return nil
	}
	return object.NewStr(text + reprOfFold(object.As[*abi.DateTime](o).Fold) + zone + ")")
}

func momentStr(o *Object) *Object {
	space := object.NewStr(" ")
	if space == nil {
		return nil
	}
	defer object.Decref(space)
	return object.CallMethod(o, "isoformat", space)
}

var momentISOParams = object.NewSignature("|Cs:isoformat", "sep", "timespec")

func momentISOFormat(o, args, kwargs *Object) *Object {
	separator := int32('T')
	timespec, ok := timespecOf(momentISOParams, args, kwargs, unsafe.Pointer(&separator))
	if !ok {
		return nil
	}
	text, ok := clockOf(o).clockText(timespec)
	if !ok {
		return nil
	}
	return withOffset(dayOf(o).String()+object.StringOf([]rune{separator})+text, o)
}

func init() {
	object.Define(DateTimeType, func() object.Spec {
		return object.Spec{
			Name: "datetime.datetime", Base: DateType, Basicsize: unsafe.Sizeof(abi.DateTime{}), Flags: abi.TPFlagsBasetype,
			Doc: "A date and a time, in a zone or in none.",
			New: momentNew,
			Dealloc: func(o *Object) {
				zone := zoneOf(o)
				object.FreeInstance(o)
				if zone != object.None {
					object.Decref(zone)
				}
			},
			Repr: momentRepr, Str: momentStr, Hash: momentHash, Richcompare: momentCompare,
			Number: &object.Number{Add: momentAdd, Subtract: momentSubtract},
			Getset: []object.GetSet{
				field("hour", func(o *Object) int { return clockOf(o).hour }),
				field("minute", func(o *Object) int { return clockOf(o).minute }),
				field("second", func(o *Object) int { return clockOf(o).second }),
				field("microsecond", func(o *Object) int { return clockOf(o).us }),
				{Name: "tzinfo", Get: func(o *Object) *Object { return object.NewRef(zoneOf(o)) }},
				field("fold", func(o *Object) int { return int(object.As[*abi.DateTime](o).Fold) }),
			},
			Methods: append(append(momentClassMethods, momentMethods...), reduceMethods(func(o *Object, protocol int32) *Object {
				p := object.As[*abi.DateTime](o)
				return stateFor(p.Data[:], 2, p.Fold, zoneOf(o), protocol)
			})...),
		}
	})
}
