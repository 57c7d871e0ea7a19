package datetime

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The methods of a datetime.

func momentTimetuple(o *Object) *Object {
	dst := -1
	if zone := zoneOf(o); zone != object.None {
		s, known, ok := spanFrom(askZone(zone, "dst", o))
		switch {
		case !ok:
			return nil
		case known && s.isZero():
			dst = 0
		case known:
			dst = 1
		}
	}
	return structTime(dayOf(o), clockOf(o), dst)
}

func momentUTCTimetuple(o *Object) *Object {
	offset, known, ok := offsetOf(zoneOf(o), o)
	if !ok {
		return nil
	}
	d, c := dayOf(o), clockOf(o)
	if known {
		if d, c, ok = shifted(d, c, span{-offset.days, -offset.seconds, -offset.us}); !ok {
			return object.Raise(object.OverflowError, "date value out of range")
		}
	}
	return structTime(d, c, 0)
}

func momentTimestamp(o *Object) *Object {
	if zoneOf(o) != object.None {
		s, ok := between(o, epoch)
		if !ok {
			return nil
		}
		d := newDelta(DeltaType, s)
		if d == nil {
			return nil
		}
		defer object.Decref(d)
		return totalSeconds(d)
	}
	seconds, ok := utcOf(secondsOf(dayOf(o), clockOf(o)), object.As[*abi.DateTime](o).Fold)
	if !ok {
		return nil
	}
	return object.NewFloat(float64(seconds-epochSeconds) + float64(clockOf(o).us)/1e6)
}

var replaceMoment = object.NewSignature("|iiiiiiiO$i:replace", "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold")

func momentReplace(o, args, kwargs *Object) *Object {
	d, c := dayOf(o), clockOf(o)
	v := [...]int32{int32(d.year), int32(d.month), int32(d.day), int32(c.hour), int32(c.minute), int32(c.second), int32(c.us)}
	zone, fold := zoneOf(o), int32(object.As[*abi.DateTime](o).Fold)
	if !replaceMoment.Parse(args, kwargs, unsafe.Pointer(&v[0]), unsafe.Pointer(&v[1]), unsafe.Pointer(&v[2]), unsafe.Pointer(&v[3]),
		unsafe.Pointer(&v[4]), unsafe.Pointer(&v[5]), unsafe.Pointer(&v[6]), unsafe.Pointer(&zone), unsafe.Pointer(&fold)) {
		return nil
	}
	if fold != 0 && fold != 1 {
		return raised("fold must be either 0 or 1")
	}
	return newDateTime(o.Type, day{int(v[0]), int(v[1]), int(v[2])}, clock{int(v[3]), int(v[4]), int(v[5]), int(v[6])}, zone, int(fold))
}

var zoneParams = object.NewSignature("|O:astimezone", "tz")

func momentAsTimezone(o, args, kwargs *Object) *Object {
	target := object.None
	if !zoneParams.Parse(args, kwargs, unsafe.Pointer(&target)) || !isZone(target) {
		return nil
	}
	own, offset, ok := ownZone(o)
	if !ok {
		return nil
	}
	defer object.Decref(own)
	if own == target { // a conversion to its own zone leaves it as it is
		return object.NewRef(o)
	}
	inUTC, ok := utcMoment(o, offset)
	if !ok {
		return nil
	}
	if target == object.None {
		s := clockDifference(inUTC, epoch)
		if target = localZone(int64(s.days)*secondsPerDay + int64(s.seconds)); target == nil {
			object.Decref(inUTC)
			return nil
		}
	} else {
		object.Incref(target)
	}
	defer object.Decref(target)
	asTarget := inZone(inUTC, target)
	if asTarget == nil {
		return nil
	}
	defer object.Decref(asTarget)
	return object.CallMethod(target, "fromutc", asTarget)
}

// ownZone is the zone of a moment and its offset, or the zone of the process where it knows none. It may run code.
func ownZone(o *Object) (zone *Object, offset span, ok bool) {
	if zone = zoneOf(o); zone != object.None {
		object.Incref(zone)
		offset, known, ok := offsetOf(zone, o)
		if ok && known {
			return zone, offset, true
		}
		object.Decref(zone)
		if !ok {
			return nil, offset, false
		}
	}
	seconds, ok := utcOf(secondsOf(dayOf(o), clockOf(o)), object.As[*abi.DateTime](o).Fold)
	if !ok {
		return nil, offset, false
	}
	if zone = localZone(seconds - epochSeconds); zone == nil {
		return nil, offset, false
	}
	return zone, spanOf(object.As[*timezone](zone).offset), true
}

// utcMoment is the moment in UTC, of the class of o. It may run code.
func utcMoment(o *Object, offset span) (*Object, bool) {
	m := momentShiftWithin(o, span{-offset.days, -offset.seconds, -offset.us})
	if m != nil {
		m = inZone(m, utc)
	}
	return m, m != nil
}

// momentShiftWithin is momentShift for a result that must be a datetime: a subclass's __new__ may return anything. It may run
// code.
func momentShiftWithin(o *Object, by span) *Object {
	m := momentShift(o, by)
	if m != nil && !isDateTime(m) {
		object.Raise(object.TypeError, "%s() should have returned a datetime, not %.200s", object.TypeName(o.Type), object.TypeName(m.Type))
		object.Decref(m)
		return nil
	}
	return m
}

// inZone puts a moment, whose reference it takes over, into another zone. What nobody else holds is changed in place: a
// subclass may have given it attributes.
func inZone(o, zone *Object) *Object {
	if p := object.As[*abi.DateTime](o); p.HasTZInfo != 0 && o.Refcnt == 1 {
		p.Hash = -1
		object.Replace(&p.TZInfo, object.NewRef(zone))
		return o
	}
	m := momentSpace(o.Type, zone)
	if m != nil {
		object.As[*abi.DateTime](m).Data = object.As[*abi.DateTime](o).Data
		object.As[*abi.DateTime](m).Fold = object.As[*abi.DateTime](o).Fold
	}
	object.Decref(o)
	return m
}

var momentMethods = []object.Method{
	{Name: "date", Doc: "The date with the same year, month and day.",
		NoArgs: func(o *Object) *Object { return newDate(DateType, dayOf(o)) }},
	{Name: "time", Doc: "The time without zone.", NoArgs: func(o *Object) *Object {
		return newTime(TimeType, clockOf(o), object.None, int(object.As[*abi.DateTime](o).Fold))
	}},
	{Name: "timetz", Doc: "The time in the same zone.", NoArgs: func(o *Object) *Object {
		return newTime(TimeType, clockOf(o), zoneOf(o), int(object.As[*abi.DateTime](o).Fold))
	}},
	{Name: "ctime", Doc: "The moment as C's ctime() writes it.",
		NoArgs: func(o *Object) *Object { return object.NewStr(cTime(dayOf(o), clockOf(o))) }},
	{Name: "timetuple", Doc: "The fields as a time.struct_time.", NoArgs: momentTimetuple},
	{Name: "timestamp", Doc: "The POSIX timestamp as a float.", NoArgs: momentTimestamp},
	{Name: "utctimetuple", Doc: "The fields in UTC as a time.struct_time.", NoArgs: momentUTCTimetuple},
	{Name: "isoformat", Doc: "The moment in ISO 8601, with a separator before the time, which is as precise as timespec says.",
		Keywords: momentISOFormat},
	{Name: "utcoffset", Doc: "The offset that the zone has then.", NoArgs: methodUTCOffset},
	{Name: "tzname", Doc: "The name that the zone has then.", NoArgs: methodTZName},
	{Name: "dst", Doc: "How much of the offset is summer time.", NoArgs: methodDST},
	{Name: "replace", Doc: "A datetime with some fields replaced.", Keywords: momentReplace},
	{Name: "astimezone", Doc: "The same moment in the zone tz, or in the local one.", Keywords: momentAsTimezone},
}
