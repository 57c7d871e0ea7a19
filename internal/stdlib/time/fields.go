package time

import (
	"fmt"
	"math"
	"syscall"
	gotime "time"
	"unsafe"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Times in fields: struct_time and the functions that make and take it.

var structTimeType = object.NewType()

var fields = []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"}

const indexed = 9 // of the fields, those that are items too

func init() {
	object.DefineStruct(structTimeType, "time.struct_time", "A time in fields, as gmtime(), localtime() and strptime() return it.", indexed, fields...)
}

// structTime makes a struct_time.
func structTime(b ctier.BrokenDown) *Object {
	o := object.NewStruct(structTimeType)
	if o == nil {
		return nil
	}
	for i, n := range []int{b.Year + 1900, b.Month + 1, b.Day, b.Hour, b.Min, b.Sec, (b.Weekday + 6) % 7, b.Yearday + 1, b.DST} {
		object.SetStructItem(o, i, object.NewInt(int64(n)))
	}
	object.SetStructItem(o, indexed, object.DecodeFS([]byte(b.Zone)))
	object.SetStructItem(o, indexed+1, object.NewInt(int64(b.Offset)))
	if object.Occurred() != nil {
		object.Decref(o)
		return nil
	}
	return o
}

// seconds is a time that may be left out or None: now.
func seconds(o *Object) (int64, bool) {
	if o == nil || o == object.None {
		return gotime.Now().Unix(), true
	}
	s, _, ok := object.SecondsOf(o, 0, object.RoundFloor)
	return s, ok
}

var (
	gmtimeParams    = object.NewSignature("|O:gmtime")
	localtimeParams = object.NewSignature("|O:localtime")
	ctimeParams     = object.NewSignature("|O:ctime")
)

type breaker = func(seconds int64) (ctier.BrokenDown, syscall.Errno)

// broken is the time that a function was given, in fields.
func broken(params *object.Signature, args *Object, by breaker) (b ctier.BrokenDown, ok bool) {
	var when *Object
	if !params.Parse(args, nil, unsafe.Pointer(&when)) {
		return b, false
	}
	s, ok := seconds(when)
	if !ok {
		return b, false
	}
	b, errno := by(s)
	if errno != 0 {
		osError(errno)
		return b, false
	}
	return b, true
}

func breakDown(params *object.Signature, by breaker) func(_, args *Object) *Object {
	return func(_, args *Object) *Object {
		b, ok := broken(params, args, by)
		if !ok {
			return nil
		}
		return structTime(b)
	}
}

func tupleParams(function string) *object.Signature {
	return object.NewSignature("iiiiiiiii;" + function + "(): illegal time tuple argument")
}

var (
	mktimeTuple   = tupleParams("mktime")
	asctimeTuple  = tupleParams("asctime")
	strftimeTuple = tupleParams("strftime")
)

// fromTuple takes a tuple or struct_time apart. It may run code.
func fromTuple(o *Object, params *object.Signature) (b ctier.BrokenDown, ok bool) {
	items := o
	switch o.Type {
	case object.TupleType:
		object.Incref(items)
	case structTimeType:
		items = object.Pack(object.TupleItems(o)...)
	default:
		object.Raise(object.TypeError, "Tuple or struct_time argument required")
		return b, false
	}
	if items == nil {
		return b, false
	}
	defer object.Decref(items)
	var n [indexed]int32
	var out [indexed]unsafe.Pointer
	for i := range n {
		out[i] = unsafe.Pointer(&n[i])
	}
	if !params.Parse(items, nil, out[:]...) {
		return b, false
	}
	if int(n[0]) < math.MinInt32+1900 {
		object.Raise(object.OverflowError, "year out of range")
		return b, false
	}
	b = ctier.BrokenDown{
		Year: int(n[0]) - 1900, Month: int(n[1]) - 1, Day: int(n[2]), Hour: int(n[3]), Min: int(n[4]), Sec: int(n[5]),
		Weekday: (int(n[6]) + 1) % 7, Yearday: int(n[7]) - 1, DST: int(n[8]),
	}
	return b, o.Type != structTimeType || zoneOf(o, &b)
}

// zoneOf adds what a struct_time says of its zone.
func zoneOf(o *Object, b *ctier.BrokenDown) bool {
	if zone := object.StructItem(o, indexed); zone != nil && zone != object.None {
		if !object.IsStr(zone) {
			object.BadArgument()
			return false
		}
		if _, _, ok := object.UTF8(zone); !ok {
			return false
		}
		b.Zone = object.StrOf(zone)
	}
	offset := object.StructItem(o, indexed+1)
	if offset == nil || offset == object.None {
		return true
	}
	n, ok := object.AsInt(offset)
	b.Offset = n
	return ok
}

// check sees to it that a time can be formatted. Month, day and day of the year may be 0 for 1.
func check(b *ctier.BrokenDown) bool {
	for _, first := range []struct {
		field *int
		none  int
	}{{&b.Month, -1}, {&b.Day, 0}, {&b.Yearday, -1}} {
		if *first.field == first.none {
			*first.field++
		}
	}
	for _, c := range []struct {
		value, min, max int
		what            string
	}{
		{b.Month, 0, 11, "month"}, {b.Day, 0, 31, "day of month"}, {b.Hour, 0, 23, "hour"}, {b.Min, 0, 59, "minute"}, {b.Sec, 0, 61, "seconds"},
		{b.Weekday, 0, 6, "day of week"}, {b.Yearday, 0, 365, "day of year"},
	} {
		if c.value < c.min || c.value > c.max {
			object.Raise(object.ValueError, "%s out of range", c.what)
			return false
		}
	}
	return true
}

func mktime(_, tuple *Object) *Object {
	b, ok := fromTuple(tuple, mktimeTuple)
	if !ok {
		return nil
	}
	s, errno := ctier.MakeTime(b)
	if errno != 0 {
		return object.Raise(object.OverflowError, "mktime argument out of range")
	}
	return object.NewFloat(float64(s))
}

func ascText(b ctier.BrokenDown) *Object {
	return object.NewStr(fmt.Sprintf("%s %s%3d %02d:%02d:%02d %d",
		weekdays[b.Weekday][:3], months[b.Month][:3], b.Day, b.Hour, b.Min, b.Sec, 1900+b.Year))
}

func asctime(_, args *Object) *Object {
	items := object.TupleItems(args)
	if !object.CheckPositional("asctime", len(items), 0, 1) {
		return nil
	}
	b, ok := givenOrNow(items, asctimeTuple)
	if !ok {
		return nil
	}
	return ascText(b)
}

// givenOrNow is the tuple among the items, checked, or the local time.
func givenOrNow(items []*Object, params *object.Signature) (b ctier.BrokenDown, ok bool) {
	if len(items) == 0 || items[0] == nil {
		b, errno := ctier.LocalTime(gotime.Now().Unix())
		if errno != 0 {
			osError(errno)
		}
		return b, errno == 0
	}
	b, ok = fromTuple(items[0], params)
	return b, ok && check(&b)
}

func ctime(_, args *Object) *Object {
	b, ok := broken(ctimeParams, args, ctier.LocalTime)
	if !ok {
		return nil
	}
	return ascText(b)
}

var strftimeParams = object.NewSignature("U|O:strftime")

func strftime(_, args *Object) *Object {
	var format, tuple *Object
	if !strftimeParams.Parse(args, nil, unsafe.Pointer(&format), unsafe.Pointer(&tuple)) {
		return nil
	}
	b, ok := givenOrNow([]*Object{tuple}, strftimeTuple)
	if !ok {
		return nil
	}
	b.DST = min(max(b.DST, -1), 1)
	runes := object.StrRunes(format)
	for _, c := range runes {
		if c == 0 {
			return object.Raise(object.ValueError, "embedded null character")
		}
	}
	// CPython doubles its buffer until it holds 256 characters for each of the format, and then takes what is there: nothing.
	limit := 1024
	for limit < 256*len(runes) {
		limit *= 2
	}
	text, ok := Strftime(runes, b, limit)
	if !ok {
		text = nil
	}
	return object.NewStrRunes(text)
}

func strptime(_, args *Object) *Object {
	m := object.Import("_strptime")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	f := object.GetAttrString(m, "_strptime_time")
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	return object.Call(f, args, nil)
}

func tzset(m *Object) *Object {
	ctier.TZSet()
	if !setZone(m) {
		return nil
	}
	return object.NewRef(object.None)
}

// setZone puts into the module what there is to know of the local zone: its offsets in January and in July, of which one may be
// that of summer time.
func setZone(m *Object) bool {
	const year = (365*24 + 6) * 3600
	start := gotime.Now().Unix() / year * year
	winter, e1 := ctier.LocalTime(start)
	summer, e2 := ctier.LocalTime(start + year/2)
	if e1 != 0 || e2 != 0 {
		osError(max(e1, e2))
		return false
	}
	if winter.Offset > summer.Offset { // summer is in January
		winter, summer = summer, winter
	}
	daylight := 0
	if winter.Offset != summer.Offset {
		daylight = 1
	}
	first, second := object.DecodeFS([]byte(winter.Zone)), object.DecodeFS([]byte(summer.Zone))
	defer object.XDecref(first)
	defer object.XDecref(second)
	return first != nil && second != nil &&
		put(m, "timezone", object.NewInt(int64(-winter.Offset))) && put(m, "altzone", object.NewInt(int64(-summer.Offset))) &&
		put(m, "daylight", object.NewInt(int64(daylight))) && put(m, "tzname", object.Pack(first, second))
}
