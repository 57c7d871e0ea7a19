package datetime

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The zone with a fixed offset.

type timezone struct {
	abi.Object
	offset *Object
	name   *Object // nil: the name is made of the offset
}

// newTimezone makes a zone; it takes over offset, which may be nil for an exception. The name is borrowed and may be nil.
func newTimezone(offset, name *Object) *Object {
	if offset == nil {
		return nil
	}
	o := object.New(TimezoneType)
	if o == nil {
		object.Decref(offset)
		return nil
	}
	z := object.As[*timezone](o)
	z.offset, z.name = offset, object.XNewRef(name)
	return o
}

// timezoneOf makes a zone of a timedelta and a name or nil: without any, UTC is the same object always.
func timezoneOf(offset, name *Object) *Object {
	s := spanOf(offset)
	switch {
	case name == nil && s.isZero():
		return object.NewRef(utc)
	case !s.isZoneOffset():
		return object.Raise(object.ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "+
			"not %s.", object.ReprOf(offset))
	}
	return newTimezone(object.NewRef(offset), name)
}

var timezoneParams = object.NewSignature("O!|U:timezone", "offset", "name")

func timezoneNew(_ *Type, args, kwargs *Object) *Object {
	var offset, name *Object
	if !timezoneParams.Parse(args, kwargs, unsafe.Pointer(DeltaType), unsafe.Pointer(&offset), unsafe.Pointer(&name)) {
		return nil
	}
	return timezoneOf(offset, name)
}

func timezoneName(o *Object) *Object {
	z := object.As[*timezone](o)
	s := spanOf(z.offset)
	switch {
	case z.name != nil:
		return object.NewRef(z.name)
	case s.isZero():
		return object.NewStr("UTC")
	}
	return object.NewStr("UTC" + s.offsetText(":"))
}

func timezoneRepr(o *Object) *Object {
	if o == utc {
		return object.NewStr("datetime.timezone.utc")
	}
	z := object.As[*timezone](o)
	text := object.TypeName(o.Type) + "(" + object.ReprOf(z.offset)
	if z.name != nil {
		text += ", " + object.ReprOf(z.name)
	}
	return object.NewStr(text + ")")
}

// asked is a method of a timezone that is asked about a datetime or None.
func asked(method string, answer func(o *Object) *Object) object.Method {
	return object.Method{Name: method, Doc: "What the zone has for every datetime.", O: func(o, about *Object) *Object {
		if about != object.None && !isDateTime(about) {
			return object.Raise(object.TypeError, "%s(dt) argument must be a datetime instance or None, not %.200s", method, object.TypeName(about.Type))
		}
		return answer(o)
	}}
}

func timezoneFromUTC(o, moment *Object) *Object {
	switch {
	case !isDateTime(moment):
		return object.Raise(object.TypeError, "fromutc: argument must be a datetime")
	case zoneOf(moment) != o:
		return object.Raise(object.ValueError, "fromutc: dt.tzinfo is not self")
	}
	return momentShift(moment, spanOf(object.As[*timezone](o).offset))
}

func timezoneCompare(a, b *Object, op int32) *Object {
	if op != abi.EQ && op != abi.NE || b.Type != TimezoneType {
		return notImplemented()
	}
	return deltaCompare(object.As[*timezone](a).offset, object.As[*timezone](b).offset, op)
}

func init() {
	object.Define(TimezoneType, func() object.Spec {
		return object.Spec{
			Name: "datetime.timezone", Doc: "A zone that always has the same offset from UTC.", Base: TZInfoType, Basicsize: unsafe.Sizeof(timezone{}),
			New: timezoneNew,
			Dealloc: func(o *Object) {
				z := object.As[*timezone](o)
				offset, name := z.offset, z.name
				object.FreeInstance(o)
				object.Decref(offset)
				object.XDecref(name)
			},
			Repr: timezoneRepr, Str: timezoneName, Richcompare: timezoneCompare,
			Hash: func(o *Object) int { return deltaHash(object.As[*timezone](o).offset) },
			Methods: []object.Method{
				asked("tzname", timezoneName),
				asked("utcoffset", func(o *Object) *Object { return object.NewRef(object.As[*timezone](o).offset) }),
				asked("dst", func(*Object) *Object { return object.NewRef(object.None) }),
				{Name: "fromutc", Doc: "The time in the zone at a time in UTC.", O: timezoneFromUTC},
				{Name: "__getinitargs__", Doc: "What a pickle makes the zone of.", NoArgs: func(o *Object) *Object {
					z := object.As[*timezone](o)
					if z.name == nil {
						return object.Pack(z.offset)
					}
					return object.Pack(z.offset, z.name)
				}},
			},
		}
	})
}
