package datetime

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

func isTime(o *Object) bool { return object.Is(o, TimeType) }

func clockFrom(b []byte) clock {
	return clock{int(b[0]), int(b[1]), int(b[2]), int(b[3])<<16 | int(b[4])<<8 | int(b[5])}
}

func putClock(to []byte, c clock) {
	to[0], to[1], to[2] = byte(c.hour), byte(c.minute), byte(c.second)
	to[3], to[4], to[5] = byte(c.us>>16), byte(c.us>>8), byte(c.us)
}

// clockOf is the time of day of a time or datetime; a date begins with its day.
func clockOf(o *Object) clock {
	switch {
	case isDateTime(o):
		return clockFrom(object.As[*abi.DateTime](o).Data[4:])
	case isTime(o):
		return clockFrom(object.As[*abi.Time](o).Data[:])
	}
	return clock{}
}

// timeSpace makes a time of type t that is still midnight.
func timeSpace(t *Type, zone *Object) *Object {
	size := unsafe.Offsetof(abi.Time{}.TZInfo)
	if zone != object.None {
		size = unsafe.Sizeof(abi.Time{})
	}
	o := allocate(t, TimeType, size)
	if o == nil {
		return nil
	}
	p := object.As[*abi.Time](o)
	p.Hash = -1
	if zone != object.None {
		p.HasTZInfo, p.TZInfo = 1, object.NewRef(zone)
	}
	return o
}

// newTime makes a time of type t; ValueError if it is out of range.
func newTime(t *Type, c clock, zone *Object, fold int) *Object {
	if f := c.check(fold); f != "" {
		return raised(f)
	}
	if !isZone(zone) {
		return nil
	}
	o := timeSpace(t, zone)
	if o != nil {
		putClock(object.As[*abi.Time](o).Data[:], c)
		object.As[*abi.Time](o).Fold = byte(fold)
	}
	return o
}

// stateArgs are the arguments by which a pickle calls the type of a time or datetime: a state and maybe a zone. data is nil
// where they are other arguments.
func stateArgs(args *Object, size, at int, sane func(b byte) bool, what string) (data []byte, zone *Object, ok bool) {
	items := object.TupleItems(args)
	if len(items) < 1 || len(items) > 2 {
		return nil, nil, true
	}
	data, ok = stateOf(items[0], size, at, sane, what)
	zone = object.None
	if len(items) == 2 {
		zone = items[1]
	}
	if data != nil && zone != object.None && !object.Is(zone, TZInfoType) {
		object.Raise(object.TypeError, "bad tzinfo state arg")
		return nil, nil, false
	}
	return data, zone, ok
}

// foldBit marks the first byte of an hour, or a month, in the pickle of a time or datetime whose fold is 1.
const foldBit = 1 << 7

var timeParams = object.NewSignature("|iiiiO$i", "hour", "minute", "second", "microsecond", "tzinfo", "fold")

func timeNew(t *Type, args, kwargs *Object) *Object {
	data, zone, ok := stateArgs(args, 6, 0, func(b byte) bool { return b&^foldBit < 24 }, "time")
	if !ok {
		return nil
	}
	if data != nil {
		o := timeSpace(t, zone)
		if o != nil {
			p := object.As[*abi.Time](o)
			p.Fold = data[0] / foldBit
			data[0] &^= foldBit
			copy(p.Data[:], data)
		}
		return o
	}
	var hour, minute, second, us, fold int32
	zone = object.None
	if !timeParams.Parse(args, kwargs, unsafe.Pointer(&hour), unsafe.Pointer(&minute), unsafe.Pointer(&second), unsafe.Pointer(&us),
		unsafe.Pointer(&zone), unsafe.Pointer(&fold)) {
		return nil
	}
	return newTime(t, clock{int(hour), int(minute), int(second), int(us)}, zone, int(fold))
}

// zoneFrom is the zone of an offset that a text had; None for nil.
func zoneFrom(offset *span) *Object {
	switch {
	case offset == nil:
		return object.NewRef(object.None)
	case offset.seconds == 0:
		return object.NewRef(utc)
	}
	d := newDelta(DeltaType, offset.normalized())
	if d == nil {
		return nil
	}
	defer object.Decref(d)
	return timezoneOf(d, nil)
}

func timeFromISOFormat(class, text *Object) *Object {
	s, ok := isoText(text)
	if !ok {
		return nil
	}
	if len(s) > 0 && s[0] == 'T' {
		s = s[1:]
	}
	c, offset, ok := parseTime(s)
	if !ok {
		return badISO(text)
	}
	zone := zoneFrom(offset)
	if zone == nil {
		return nil
	}
	defer object.Decref(zone)
	if class == object.Head(TimeType) {
		return newTime(TimeType, c, zone, 0)
	}
	return called(class, []int{c.hour, c.minute, c.second, c.us}, zone)
}

var timeISOParams = object.NewSignature("|s:isoformat", "timespec")

func timeISOFormat(o, args, kwargs *Object) *Object {
	timespec, ok := timespecOf(timeISOParams, args, kwargs)
	if !ok {
		return nil
	}
	text, ok := clockOf(o).clockText(timespec)
	if !ok {
		return nil
	}
	return withOffset(text, o)
}

// timespecOf is the argument timespec, the last one; before it come those that more has room for.
func timespecOf(params *object.Signature, args, kwargs *Object, more ...unsafe.Pointer) (string, bool) {
	text := (*byte)(nil)
	if !params.Parse(args, kwargs, append(more, unsafe.Pointer(&text))...) {
		return "", false
	}
	if text == nil {
		return "auto", true
	}
	return ctier.GoString(text), true
}

func timeStrftime(o, args, kwargs *Object) *Object {
	var format *Object
	if !strftimeParams.Parse(args, kwargs, unsafe.Pointer(&format)) {
		return nil
	}
	c := clockOf(o)
	tuple := ints(1900, 1, 1, c.hour, c.minute, c.second, 0, 1, -1)
	if tuple == nil {
		return nil
	}
	defer object.Decref(tuple)
	return strftime(o, format, tuple)
}

var replaceTime = object.NewSignature("|iiiiO$i:replace", "hour", "minute", "second", "microsecond", "tzinfo", "fold")

func timeReplace(o, args, kwargs *Object) *Object {
	c := clockOf(o)
	hour, minute, second, us := int32(c.hour), int32(c.minute), int32(c.second), int32(c.us)
	zone, fold := zoneOf(o), int32(object.As[*abi.Time](o).Fold)
	if !replaceTime.Parse(args, kwargs, unsafe.Pointer(&hour), unsafe.Pointer(&minute), unsafe.Pointer(&second), unsafe.Pointer(&us),
		unsafe.Pointer(&zone), unsafe.Pointer(&fold)) {
		return nil
	}
	if fold != 0 && fold != 1 {
		return raised("fold must be either 0 or 1")
	}
	return newTime(o.Type, clock{int(hour), int(minute), int(second), int(us)}, zone, int(fold))
}

// stateFor is what __reduce_ex__ has for a protocol: the bytes and the zone. Protocols before the fourth don't know the fold.
func stateFor(data []byte, at int, fold byte, zone *Object, protocol int32) *Object {
	data = append([]byte(nil), data...)
	if protocol > 3 {
		data[at] |= fold * foldBit
	}
	state := object.NewBytes(data)
	if zone == object.None {
		return object.OwnedTuple(state)
	}
	return object.OwnedTuple(state, object.NewRef(zone))
}

var reduceParams = object.NewSignature("i:__reduce_ex__")

// reduceMethods are __reduce_ex__ and __reduce__ of times and datetimes.
func reduceMethods(state func(o *Object, protocol int32) *Object) []object.Method {
	reduce := func(o *Object, protocol int32) *Object {
		return object.OwnedTuple(object.NewRef(object.Head(o.Type)), state(o, protocol))
	}
	return []object.Method{
		{Name: "__reduce_ex__", Doc: "What a pickle of a protocol holds.", Varargs: func(o, args *Object) *Object {
			var protocol int32
			if !reduceParams.Parse(args, nil, unsafe.Pointer(&protocol)) {
				return nil
			}
			return reduce(o, protocol)
		}},
		{Name: "__reduce__", Doc: "What a pickle holds.", NoArgs: func(o *Object) *Object { return reduce(o, 2) }},
	}
}

func timeRepr(o *Object) *Object {
	c := clockOf(o)
	text := fmt.Sprintf("%s(%d, %d", object.TypeName(o.Type), c.hour, c.minute)
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
	return object.NewStr(text + zone + reprOfFold(object.As[*abi.Time](o).Fold) + ")")
}

func timeHash(o *Object) int {
	t := object.As[*abi.Time](o)
	if t.Hash != -1 {
		return t.Hash
	}
	// The zone is asked with a fold of 0: times that differ in it only are equal.
	offset, known, ok := offsetOf(zoneOf(o), object.None)
	switch {
	case !ok:
		return -1
	case !known:
		t.Hash = hashOfBytes(t.Data[:])
	default:
		c := clockFrom(t.Data[:])
		t.Hash = hashOfSpan(span{0, c.seconds(), c.us}.minus(offset))
	}
	return t.Hash
}

func timeCompare(a, b *Object, op int32) *Object {
	if !isTime(b) {
		return notImplemented()
	}
	bytes := compareBytes(object.As[*abi.Time](a).Data[:], object.As[*abi.Time](b).Data[:])
	if zoneOf(a) == zoneOf(b) {
		return ordered(bytes, op)
	}
	x, xKnown, ok := offsetOf(zoneOf(a), object.None)
	if !ok {
		return nil
	}
	y, yKnown, ok := offsetOf(zoneOf(b), object.None)
	switch {
	case !ok:
		return nil
	case xKnown == yKnown && x == y:
		return ordered(bytes, op)
	case xKnown && yKnown:
		c, d := clockOf(a), clockOf(b)
		seconds := c.seconds() - x.days*secondsPerDay - x.seconds - d.seconds() + y.days*secondsPerDay + y.seconds
		if seconds == 0 {
			seconds = c.us - d.us
		}
		return ordered(seconds, op)
	}
	if r, is := notEqual(op); is {
		return r
	}
	return object.Raise(object.TypeError, "can't compare offset-naive and offset-aware times")
}

func init() {
	object.Define(TimeType, func() object.Spec {
		return object.Spec{
			Name: "datetime.time", Basicsize: unsafe.Sizeof(abi.Time{}), Flags: abi.TPFlagsBasetype,
			Doc: "time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)\n--\n\nA time of day, in a zone or in none.",
			New: timeNew,
			Dealloc: func(o *Object) {
				zone := zoneOf(o)
				object.FreeInstance(o)
				if zone != object.None {
					object.Decref(zone)
				}
			},
			Repr: timeRepr, Str: strISO, Hash: timeHash, Richcompare: timeCompare,
			Getset: []object.GetSet{
				field("hour", func(o *Object) int { return clockOf(o).hour }),
				field("minute", func(o *Object) int { return clockOf(o).minute }),
				field("second", func(o *Object) int { return clockOf(o).second }),
				field("microsecond", func(o *Object) int { return clockOf(o).us }),
				{Name: "tzinfo", Get: func(o *Object) *Object { return object.NewRef(zoneOf(o)) }},
				field("fold", func(o *Object) int { return int(object.As[*abi.Time](o).Fold) }),
			},
			Methods: append([]object.Method{
				{Name: "isoformat", Doc: "The time in ISO 8601, as precise as timespec says.",
					Keywords: timeISOFormat},
				{Name: "strftime", Doc: "The time in a format.", Keywords: timeStrftime},
				{Name: "__format__", Doc: "The time by strftime.", Varargs: methodFormat},
				{Name: "utcoffset", Doc: "The offset that the zone has for no date.", NoArgs: methodUTCOffset},
				{Name: "tzname", Doc: "The name that the zone has for no date.", NoArgs: methodTZName},
				{Name: "dst", Doc: "The summer time that the zone has for no date.", NoArgs: methodDST},
				{Name: "replace", Doc: "A time with some fields replaced.", Keywords: timeReplace},
				{Name: "fromisoformat", Doc: "The time that a text in ISO 8601 stands for.", Flags: abi.MethClass,
					O: timeFromISOFormat},
			}, reduceMethods(func(o *Object, protocol int32) *Object {
				t := object.As[*abi.Time](o)
				return stateFor(t.Data[:], 0, t.Fold, zoneOf(o), protocol)
			})...),
		}
	})
}
