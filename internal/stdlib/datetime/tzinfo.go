package datetime

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The abstract zone, and how a zone of any class is asked.

// isZone checks an argument that must be a zone or None.
func isZone(o *Object) bool {
	if o == object.None || object.Is(o, TZInfoType) {
		return true
	}
	object.Raise(object.TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '%s'", object.TypeName(o.Type))
	return false
}

// zoneOf is the zone of a time or datetime, borrowed, or None; a date has none.
func zoneOf(o *Object) *Object {
	switch {
	case isDateTime(o) && object.As[*abi.DateTime](o).HasTZInfo != 0:
		return object.As[*abi.DateTime](o).TZInfo
	case isTime(o) && object.As[*abi.Time](o).HasTZInfo != 0:
		return object.As[*abi.Time](o).TZInfo
	}
	return object.None
}

// askZone calls a zone's utcoffset or dst, and checks what it says: a timedelta, or None. The zone may be None. It may run
// code.
func askZone(zone *Object, method string, about *Object) *Object {
	if zone == object.None {
		return object.NewRef(object.None)
	}
	f := object.GetAttrString(zone, method)
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	if !object.Callable(f) {
		return object.Raise(object.TypeError, "attribute of type '%.200s' is not callable", object.TypeName(f.Type))
	}
	v := object.CallArgs(f, about)
	if v == nil || v == object.None {
		return v
	}
	switch {
	case !isDelta(v):
		object.Raise(object.TypeError, "tzinfo.%s() must return None or timedelta, not '%.200s'", method, object.TypeName(v.Type))
	case !spanOf(v).isZoneOffset():
		object.Raise(object.ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")
	default:
		return v
	}
	object.Decref(v)
	return nil
}

// offsetOf is a zone's offset from UTC as a span; known is false where it says None. It may run code.
func offsetOf(zone, about *Object) (s span, known, ok bool) {
	return spanFrom(askZone(zone, "utcoffset", about))
}

// spanFrom is what a zone said as a span. It takes the reference over.
func spanFrom(v *Object) (s span, known, ok bool) {
	if v == nil {
		return s, false, false
	}
	if known = v != object.None; known {
		s = spanOf(v)
	}
	object.Decref(v)
	return s, known, true
}

// nameOf is a zone's name: a str or None. It may run code.
func nameOf(zone, about *Object) *Object {
	if zone == object.None {
		return object.NewRef(object.None)
	}
	v := object.CallMethod(zone, "tzname", about)
	if v == nil || v == object.None || object.IsStr(v) {
		return v
	}
	object.Raise(object.TypeError, "tzinfo.tzname() must return None or a string, not '%s'", object.TypeName(v.Type))
	object.Decref(v)
	return nil
}

// about is what the zone of o is asked about: a datetime itself, or None for a time.
func about(o *Object) *Object {
	if isTime(o) {
		return object.None
	}
	return o
}

func methodUTCOffset(o *Object) *Object { return askZone(zoneOf(o), "utcoffset", about(o)) }
func methodDST(o *Object) *Object       { return askZone(zoneOf(o), "dst", about(o)) }
func methodTZName(o *Object) *Object    { return nameOf(zoneOf(o), about(o)) }

// reprOfZone is how a repr shows the zone of a time or datetime: nothing where it has none. It may run code.
func reprOfZone(zone *Object) (text string, ok bool) {
	if zone == object.None {
		return "", true
	}
	r := object.Repr(zone)
	if r == nil {
		return "", false
	}
	defer object.Decref(r)
	return ", tzinfo=" + object.StrOf(r), true
}

// reprOfFold is how a repr shows a fold.
func reprOfFold(fold byte) string {
	if fold == 0 {
		return ""
	}
	return ", fold=1"
}

func abstract(method string) object.Method {
	return object.Method{Name: method, Doc: "What a subclass has to say about a datetime.", O: func(_, _ *Object) *Object {
		return object.Raise(object.NotImplementedError, "a tzinfo subclass must implement %s()", method)
	}}
}

// zoneFromUTC is tzinfo.fromutc: the local time of a moment in UTC, by the zone's own utcoffset and dst.
func zoneFromUTC(zone, moment *Object) *Object {
	switch {
	case !isDateTime(moment):
		return object.Raise(object.TypeError, "fromutc: argument must be a datetime")
	case zoneOf(moment) != zone:
		return object.Raise(object.ValueError, "fromutc: dt.tzinfo is not self")
	}
	offset, known, ok := offsetOf(zone, moment)
	switch {
	case !ok:
		return nil
	case !known:
		return object.Raise(object.ValueError, "fromutc: non-None utcoffset() result required")
	}
	dst, known, ok := spanFrom(askZone(zone, "dst", moment))
	switch {
	case !ok:
		return nil
	case !known:
		return object.Raise(object.ValueError, "fromutc: non-None dst() result required")
	}
	standard := momentShiftWithin(moment, offset.minus(dst))
	if standard == nil {
		return nil
	}
	dst, known, ok = spanFrom(askZone(zone, "dst", standard))
	switch {
	case ok && !known:
		object.Raise(object.ValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert")
	case ok && dst.isZero():
		return standard
	case ok:
		defer object.Decref(standard)
		return momentShift(standard, dst)
	}
	object.Decref(standard)
	return nil
}

func zoneReduce(o *Object) *Object {
	init, ok := object.LookupAttrString(o, "__getinitargs__")
	if !ok {
		return nil
	}
	args := object.Pack()
	if init != nil {
		object.Decref(args)
		args = object.CallArgs(init)
		object.Decref(init)
	}
	if args == nil {
		return nil
	}
	state := object.CallMethod(o, "__getstate__")
	return object.OwnedTuple(object.NewRef(object.Head(o.Type)), args, state)
}

func init() {
	object.Define(TZInfoType, func() object.Spec {
		return object.Spec{
			Name: "datetime.tzinfo", Doc: "What a zone has to say; subclasses say it.", Basicsize: unsafe.Sizeof(abi.Object{}), Flags: abi.TPFlagsBasetype,
			New: object.GenericNew,
			Methods: []object.Method{
				abstract("tzname"), abstract("utcoffset"), abstract("dst"),
				{Name: "fromutc", Doc: "The time in the zone at a time in UTC.", O: zoneFromUTC},
				{Name: "__reduce__", Doc: "What a pickle holds.", NoArgs: zoneReduce},
			},
		}
	})
}
