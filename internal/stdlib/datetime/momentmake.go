package datetime

import (
	"syscall"
	"unicode/utf8"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// The class methods of datetime.

type breaker = func(seconds int64) (ctier.BrokenDown, syscall.Errno)

// momentAt is the moment so long after 1970, in local time or UTC. It may run code, a subclass's.
func momentAt(class *Object, by breaker, local bool, seconds, us int64, zone *Object) *Object {
	b, ok := brokenDown(by, seconds)
	if !ok {
		return nil
	}
	d, c := day{b.Year + 1900, b.Month + 1, b.Day}, clock{b.Hour, b.Min, min(b.Sec, 59), int(us)}
	fold := 0
	if local && zone == object.None {
		if fold, ok = foldAt(secondsOf(d, c), seconds); !ok {
			return nil
		}
	}
	return newMomentOf(class, d, c, zone, fold)
}

// foldAt tells whether a local time has come for the second time.
func foldAt(local, seconds int64) (fold int, ok bool) {
	before, ok := localOf(epochSeconds + seconds - foldSpan)
	if !ok {
		return 0, false
	}
	back := local - before - foldSpan
	if back >= 0 {
		return 0, true
	}
	first, ok := localOf(epochSeconds + seconds + back)
	if ok && first == local {
		fold = 1
	}
	return fold, ok
}

// momentOf is momentAt followed by the zone's own conversion, where there is a zone.
func momentOf(class, zone *Object, seconds, us int64) *Object {
	if zone == object.None {
		return momentAt(class, ctier.LocalTime, true, seconds, us, zone)
	}
	o := momentAt(class, ctier.GMTime, false, seconds, us, zone)
	if o == nil {
		return nil
	}
	defer object.Decref(o)
	return object.CallMethod(zone, "fromutc", o)
}

var nowParams = object.Params{Func: "now", Names: []string{"tz"}, Positional: 1}

func momentNow(class *Object, args **Object, n int, names *Object) *Object {
	var a [1]*Object
	if !nowParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	zone := object.None
	if a[0] != nil {
		zone = a[0]
	}
	if !isZone(zone) {
		return nil
	}
	seconds, us := now()
	return momentOf(class, zone, seconds, us)
}

func now() (seconds, us int64) {
	return object.TimeSplit(object.SystemClock(), 1000, object.RoundFloor)
}

var (
	fromTimestampParams = object.NewSignature("O|O:fromtimestamp", "timestamp", "tz")
	utcTimestampParams  = object.NewSignature("O:utcfromtimestamp")
	combineParams       = object.NewSignature("O!O!|O:combine", "date", "time", "tzinfo")
	strptimeParams      = object.NewSignature("UU:strptime")
)

// dateTimeFromTimestamp is datetime.fromtimestamp. It may run code.
func dateTimeFromTimestamp(class, args, kwargs *Object) *Object {
	var timestamp *Object
	zone := object.None
	if !fromTimestampParams.Parse(args, kwargs, unsafe.Pointer(&timestamp), unsafe.Pointer(&zone)) || !isZone(zone) {
		return nil
	}
	seconds, us, ok := object.SecondsOf(timestamp, 1e6, object.RoundHalfEven)
	if !ok {
		return nil
	}
	return momentOf(class, zone, seconds, us)
}

func momentFromUTCTimestamp(class, args *Object) *Object {
	var timestamp *Object
	if !utcTimestampParams.Parse(args, nil, unsafe.Pointer(&timestamp)) {
		return nil
	}
	seconds, us, ok := object.SecondsOf(timestamp, 1e6, object.RoundHalfEven)
	if !ok {
		return nil
	}
	return momentAt(class, ctier.GMTime, false, seconds, us, object.None)
}

func momentCombine(class, args, kwargs *Object) *Object {
	var date, time, zone *Object
	if !combineParams.Parse(args, kwargs, unsafe.Pointer(DateType), unsafe.Pointer(&date),
		unsafe.Pointer(TimeType), unsafe.Pointer(&time), unsafe.Pointer(&zone)) {
		return nil
	}
	if zone == nil {
		zone = zoneOf(time)
	}
	return newMomentOf(class, dayOf(date), clockOf(time), zone, int(object.As[*abi.Time](time).Fold))
}

func momentStrptime(class, args *Object) *Object {
	var text, format *Object
	if !strptimeParams.Parse(args, nil, unsafe.Pointer(&text), unsafe.Pointer(&format)) {
		return nil
	}
	module := object.Import("_strptime")
	if module == nil {
		return nil
	}
	defer object.Decref(module)
	return object.CallMethod(module, "_strptime_datetime", class, text, format)
}

// separable is a text in whose date's end a lone surrogate may stand: it is put into UTF-8 as another character.
func separable(text *Object) (string, bool) {
	if !object.IsStr(text) {
		object.Raise(object.TypeError, "fromisoformat: argument must be str")
		return "", false
	}
	if object.StrLen(text) < 7 { // nothing shorter is a date
		badISO(text)
		return "", false
	}
	runes := object.StrRunes(text)
	for _, at := range []int{7, 8, 10} {
		if at < len(runes) && runes[at] >= 0xd800 && runes[at] < 0xe000 {
			runes = append([]rune(nil), runes...)
			runes[at] = 'T'
			break
		}
	}
	for _, c := range runes {
		if c >= 0xd800 && c < 0xe000 {
			badISO(text)
			return "", false
		}
	}
	return string(runes), true
}

func momentFromISOFormat(class, text *Object) *Object {
	s, ok := separable(text)
	if !ok {
		return nil
	}
	end := separatorAt(s)
	if end < 0 || end > len(s) {
		return badISO(text)
	}
	d, ok := parseDay(s[:end])
	if !ok {
		return badISO(text)
	}
	var c clock
	var offset *span
	if len(s) > end {
		_, separator := utf8.DecodeRuneInString(s[end:])
		if c, offset, ok = parseTime(s[end+separator:]); !ok {
			return badISO(text)
		}
	}
	zone := zoneFrom(offset)
	if zone == nil {
		return nil
	}
	defer object.Decref(zone)
	return newMomentOf(class, d, c, zone, 0)
}

var momentClassMethods = []object.Method{
	{Name: "now", Doc: "now($type, /, tz=None)\n--\n\nThe current time: local time, or that of the zone tz.", Flags: abi.MethClass,
		FastKeys: momentNow},
	{Name: "utcnow", Doc: "The current time in UTC, without a zone.", Flags: abi.MethClass,
		NoArgs: func(class *Object) *Object {
			seconds, us := now()
			return momentAt(class, ctier.GMTime, false, seconds, us, object.None)
		}},
	{Name: "fromtimestamp", Doc: "The local time at a POSIX timestamp, or that of the zone tz.", Flags: abi.MethClass,
		Keywords: dateTimeFromTimestamp},
	{Name: "utcfromtimestamp", Doc: "The time in UTC at a POSIX timestamp, without a zone.", Flags: abi.MethClass,
		Varargs: momentFromUTCTimestamp},
	{Name: "strptime", Doc: "The datetime that a string stands for in a format.", Flags: abi.MethClass,
		Varargs: momentStrptime},
	{Name: "combine", Doc: "The datetime that a date and a time are together.", Flags: abi.MethClass, Keywords: momentCombine},
	{Name: "fromisoformat", Doc: "The datetime that a text in ISO 8601 stands for.", Flags: abi.MethClass, O: momentFromISOFormat},
}
