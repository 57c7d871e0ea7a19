package datetime

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

func isDate(o *Object) bool { return object.Is(o, DateType) }

// dayOf is the date of a date or datetime.
func dayOf(o *Object) day {
	d := object.As[*abi.Date](o).Data
	return day{int(d[0])<<8 | int(d[1]), int(d[2]), int(d[3])}
}

func putDay(to []byte, d day) {
	to[0], to[1], to[2], to[3] = byte(d.year>>8), byte(d.year), byte(d.month), byte(d.day)
}

// newDate makes a date of type t; ValueError if it is out of range.
func newDate(t *Type, d day) *Object {
	if f := d.check(); f != "" {
		return raised(f)
	}
	o := allocate(t, DateType, uintptr(DateType.Basicsize))
	if o == nil {
		return nil
	}
	p := object.As[*abi.Date](o)
	p.Hash = -1
	putDay(p.Data[:], d)
	return o
}

// newDateOf makes a date of a class that may be a subclass, or datetime: those are called. It may run code.
func newDateOf(class *Object, d day) *Object {
	switch class {
	case object.Head(DateType):
		return newDate(DateType, d)
	case object.Head(DateTimeType):
		return newDateTime(DateTimeType, d, clock{}, object.None, 0)
	}
	return called(class, []int{d.year, d.month, d.day})
}

var dateParams = object.NewSignature("iii", "year", "month", "day")

// stateOf is the state that a pickle has for an object, size bytes of which one tells whether it is sane: what __reduce__
// gives comes back as the only argument. ok is false where an exception is set. A str is taken for what Python 2 wrote.
func stateOf(state *Object, size, at int, sane func(b byte) bool, what string) (data []byte, ok bool) {
	switch {
	case object.IsBytes(state):
		if b := object.BytesOf(state); len(b) == size && sane(b[at]) {
			return append([]byte(nil), b...), true
		}
	case object.IsStr(state) && object.StrLen(state) == size && object.StrAt(state, at) < 256 && sane(byte(object.StrAt(state, at))):
		for _, c := range object.StrRunes(state) {
			if c > 255 {
				object.Raise(object.ValueError, "Failed to encode latin1 string when unpickling a %s object. "+
					"pickle.load(data, encoding='latin1') is assumed.", what)
				return nil, false
			}
			data = append(data, byte(c))
		}
		return data, true
	}
	return nil, true
}

func saneMonth(b byte) bool { return b-1 < 12 }

func dateNew(t *Type, args, kwargs *Object) *Object {
	if items := object.TupleItems(args); len(items) == 1 {
		data, ok := stateOf(items[0], 4, 2, saneMonth, "date")
		if !ok {
			return nil
		}
		if data != nil {
			o := allocate(t, DateType, uintptr(DateType.Basicsize))
			if o != nil {
				object.As[*abi.Date](o).Hash = -1
				copy(object.As[*abi.Date](o).Data[:], data)
			}
			return o
		}
	}
	var year, month, dom int32
	if !dateParams.Parse(args, kwargs, unsafe.Pointer(&year), unsafe.Pointer(&month), unsafe.Pointer(&dom)) {
		return nil
	}
	return newDate(t, day{int(year), int(month), int(dom)})
}

// dateFromTimestamp is date.fromtimestamp. It may run code.
func dateFromTimestamp(class, timestamp *Object) *Object {
	seconds, _, ok := object.SecondsOf(timestamp, 0, object.RoundFloor)
	if !ok {
		return nil
	}
	b, ok := brokenDown(ctier.LocalTime, seconds)
	if !ok {
		return nil
	}
	return newDateOf(class, day{b.Year + 1900, b.Month + 1, b.Day})
}

func dateToday(class *Object) *Object {
	module := object.Import("time")
	if module == nil {
		return nil
	}
	defer object.Decref(module)
	now := object.CallMethod(module, "time")
	if now == nil {
		return nil
	}
	defer object.Decref(now)
	return object.CallMethod(class, "fromtimestamp", now)
}

var ordinalParam = object.NewSignature("i:fromordinal")

func dateFromOrdinal(class, args *Object) *Object {
	var n int32
	switch {
	case !ordinalParam.Parse(args, nil, unsafe.Pointer(&n)):
		return nil
	case n < 1:
		return object.Raise(object.ValueError, "ordinal must be >= 1")
	}
	return newDateOf(class, fromOrdinal(int(n)))
}

var isoParams = object.NewSignature("iii:fromisocalendar", "year", "week", "day")

func dateFromISOCalendar(class, args, kwargs *Object) *Object {
	var year, week, weekday int32
	if !isoParams.Parse(args, kwargs, unsafe.Pointer(&year), unsafe.Pointer(&week), unsafe.Pointer(&weekday)) {
		if object.Matches(object.OverflowError) {
			object.Raise(object.ValueError, "ISO calendar component out of range")
		}
		return nil
	}
	if year < minYear || year > maxYear {
		return object.Raise(object.ValueError, "Year is out of range: %d", year)
	}
	d, f := fromISO(int(year), int(week), int(weekday))
	if f != "" {
		return raised(f)
	}
	return newDateOf(class, d)
}

// badISO is the ValueError of a text that is no ISO 8601.
func badISO(text *Object) *Object {
	return object.Raise(object.ValueError, "Invalid isoformat string: %s", object.ReprOf(text))
}

// isoText is the argument of a fromisoformat in UTF-8.
func isoText(text *Object) (string, bool) {
	if !object.IsStr(text) {
		object.Raise(object.TypeError, "fromisoformat: argument must be str")
		return "", false
	}
	if _, _, ok := object.UTF8(text); !ok {
		object.ClearErr()
		badISO(text)
		return "", false
	}
	return object.StrOf(text), true
}

func dateFromISOFormat(class, text *Object) *Object {
	s, ok := isoText(text)
	if !ok {
		return nil
	}
	if n := len(s); n != 7 && n != 8 && n != 10 {
		return badISO(text)
	}
	d, ok := parseDay(s)
	if !ok {
		return badISO(text)
	}
	return newDateOf(class, d)
}

var replaceDate = object.NewSignature("|iii:replace", "year", "month", "day")

func dateReplace(o, args, kwargs *Object) *Object {
	d := dayOf(o)
	year, month, dom := int32(d.year), int32(d.month), int32(d.day)
	if !replaceDate.Parse(args, kwargs, unsafe.Pointer(&year), unsafe.Pointer(&month), unsafe.Pointer(&dom)) {
		return nil
	}
	return newDate(o.Type, day{int(year), int(month), int(dom)})
}

// dateShift is a date so many days later, in its own class.
func dateShift(o *Object, days int) *Object {
	d, _, ok := shifted(dayOf(o), clock{}, span{days: days})
	if !ok {
		return object.Raise(object.OverflowError, "date value out of range")
	}
	return newDateOf(object.Head(o.Type), d)
}

func dateAdd(a, b *Object) *Object {
	switch {
	case isDateTime(a) || isDateTime(b):
		return notImplemented()
	case isDate(a) && isDelta(b):
		return dateShift(a, spanOf(b).days)
	case isDate(b) && isDelta(a):
		return dateShift(b, spanOf(a).days)
	}
	return notImplemented()
}

func dateSubtract(a, b *Object) *Object {
	switch {
	case isDateTime(a) || isDateTime(b) || !isDate(a):
		return notImplemented()
	case isDate(b):
		return newDelta(DeltaType, span{days: dayOf(a).ordinal() - dayOf(b).ordinal()})
	case isDelta(b):
		return dateShift(a, -spanOf(b).days)
	}
	return notImplemented()
}

func compareBytes(a, b []byte) int {
	for i := range a {
		if a[i] != b[i] {
			return sign(int(a[i]) - int(b[i]))
		}
	}
	return 0
}

func dateCompare(a, b *Object, op int32) *Object {
	if !isDate(b) {
		return notImplemented()
	}
	return ordered(compareBytes(object.As[*abi.Date](a).Data[:], object.As[*abi.Date](b).Data[:]), op)
}

func hashOfBytes(data []byte) int { return ctier.HashKey.Bytes(unsafe.Pointer(&data[0]), len(data)) }

func dateHash(o *Object) int {
	d := object.As[*abi.Date](o)
	if d.Hash == -1 {
		d.Hash = hashOfBytes(d.Data[:])
	}
	return d.Hash
}

func dateRepr(o *Object) *Object {
	d := dayOf(o)
	return object.NewStr(fmt.Sprintf("%s(%d, %d, %d)", object.TypeName(o.Type), d.year, d.month, d.day))
}

// strISO is str() of dates and times: what the method isoformat says. It may run code.
func strISO(o *Object) *Object { return object.CallMethod(o, "isoformat") }

var dateMethods = []object.Method{
	{Name: "fromtimestamp", Doc: "fromtimestamp($type, timestamp, /)\n--\n\nThe local date of a POSIX timestamp.", Flags: abi.MethClass,
		O: dateFromTimestamp},
	{Name: "fromordinal", Doc: "The date with so many days up to it, from 1 for January 1 of year 1.", Flags: abi.MethClass,
		Varargs: dateFromOrdinal},
	{Name: "fromisoformat", Doc: "The date that a text in ISO 8601 stands for.", Flags: abi.MethClass, O: dateFromISOFormat},
	{Name: "fromisocalendar", Doc: "The date of a year, week and weekday of ISO 8601.", Flags: abi.MethClass,
		Keywords: dateFromISOCalendar},
	{Name: "today", Doc: "The current date, by the class's own fromtimestamp.", Flags: abi.MethClass, NoArgs: dateToday},
	{Name: "ctime", Doc: "The date as C's ctime() writes it.",
		NoArgs: func(o *Object) *Object { return object.NewStr(cTime(dayOf(o), clock{})) }},
	{Name: "strftime", Doc: "The date in a format.", Keywords: methodStrftime},
	{Name: "__format__", Doc: "The date by strftime.", Varargs: methodFormat},
	{Name: "timetuple", Doc: "The fields as a time.struct_time.",
		NoArgs: func(o *Object) *Object { return structTime(dayOf(o), clock{}, -1) }},
	{Name: "isocalendar", Doc: "A named tuple of ISO year, week number and weekday.", NoArgs: func(o *Object) *Object {
		year, week, weekday := dayOf(o).isoCalendar()
		return newISODate(isoDateType, year, week, weekday)
	}},
	{Name: "isoformat", Doc: "The date in ISO 8601: YYYY-MM-DD.",
		NoArgs: func(o *Object) *Object { return object.NewStr(dayOf(o).String()) }},
	{Name: "isoweekday", Doc: "The day of the week, from 1 for Monday.",
		NoArgs: func(o *Object) *Object { return object.NewInt(int64(dayOf(o).weekday() + 1)) }},
	{Name: "toordinal", Doc: "How many days there are up to the date, from 1 for January 1 of year 1.",
		NoArgs: func(o *Object) *Object { return object.NewInt(int64(dayOf(o).ordinal())) }},
	{Name: "weekday", Doc: "The day of the week, from 0 for Monday.",
		NoArgs: func(o *Object) *Object { return object.NewInt(int64(dayOf(o).weekday())) }},
	{Name: "replace", Doc: "A date with some fields replaced.", Keywords: dateReplace},
	{Name: "__reduce__", Doc: "What a pickle holds.", NoArgs: func(o *Object) *Object {
		return object.OwnedTuple(object.NewRef(object.Head(o.Type)), object.OwnedTuple(object.NewBytes(object.As[*abi.Date](o).Data[:])))
	}},
}

// field is an attribute that is one number.
func field(name string, get func(o *Object) int) object.GetSet {
	return object.GetSet{Name: name, Get: func(o *Object) *Object { return object.NewInt(int64(get(o))) }}
}

func init() {
	object.Define(DateType, func() object.Spec {
		return object.Spec{
			Name: "datetime.date", Doc: "date(year, month, day)\n--\n\nA day of the Gregorian calendar, which is taken to have been in use always.", Basicsize: unsafe.Sizeof(abi.Date{}), Flags: abi.TPFlagsBasetype,
			New: dateNew, Repr: dateRepr, Str: strISO, Hash: dateHash, Richcompare: dateCompare,
			Number: &object.Number{Add: dateAdd, Subtract: dateSubtract},
			Getset: []object.GetSet{
				field("year", func(o *Object) int { return dayOf(o).year }),
				field("month", func(o *Object) int { return dayOf(o).month }),
				field("day", func(o *Object) int { return dayOf(o).day }),
			},
			Methods: dateMethods,
		}
	})
}
