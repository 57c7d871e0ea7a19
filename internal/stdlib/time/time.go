// Package time is the module time: the clocks, the local zone, and times broken down into their fields.
package time

import (
	gotime "time"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Object is that of package object.
type Object = object.Object

var functions = []object.Method{
	{Name: "clock_gettime", Doc: "clock_gettime(clk_id) -> float\n\nThe time of a clock in seconds.",
		Varargs: clockGet("clock_gettime", inSeconds)},
	{Name: "clock_gettime_ns", Doc: "clock_gettime_ns(clk_id) -> int\n\nThe time of a clock in nanoseconds.",
		Varargs: clockGet("clock_gettime_ns", object.NewInt)},
	{Name: "clock_settime", Doc: "clock_settime(clk_id, time)\n\nSet a clock to a time in seconds.",
		Varargs: clockSet(func(o *Object) (int64, bool) {
			return object.TimeOf(o, 1e9, object.RoundFloor)
		})},
	{Name: "clock_settime_ns", Doc: "clock_settime_ns(clk_id, time)\n\nSet a clock to a time in nanoseconds.",
		Varargs: clockSet(object.NanosecondsOf)},
	{Name: "clock_getres", Doc: "clock_getres(clk_id) -> floating point number\n\nThe resolution of a clock in seconds.",
		Varargs: clockResolution},
	{Name: "get_clock_info", Doc: "get_clock_info($module, name, /)\n--\n\nWhat there is to know of the clock with that function.",
		Varargs: clockInfo},
	{Name: "sleep", Doc: "sleep(seconds)\n\nWait so long; other threads run meanwhile.", O: sleep},
	{Name: "gmtime", Doc: "gmtime([seconds]) -> struct_time\n\nA time, now by default, in UTC.",
		Varargs: breakDown(gmtimeParams, ctier.GMTime)},
	{Name: "localtime", Doc: "localtime([seconds]) -> struct_time\n\nA time, now by default, in the local zone.",
		Varargs: breakDown(localtimeParams, ctier.LocalTime)},
	{Name: "mktime", Doc: "mktime(tuple) -> floating point number\n\nThe seconds since 1970 of a local time.", O: mktime},
	{Name: "asctime", Doc: "asctime([tuple]) -> string\n\nA time as 'Sat Jun 06 16:26:11 1998'; local time now by default.",
		Varargs: asctime},
	{Name: "ctime", Doc: "ctime(seconds) -> string\n\nA time, now by default, as asctime() writes the local one.", Varargs: ctime},
	{Name: "strftime", Doc: "strftime(format[, tuple]) -> string\n\nA time, the local one now by default, in a format.",
		Varargs: strftime},
	{Name: "strptime", Doc: "strptime(string, format) -> struct_time\n\nThe time that a string stands for in a format.",
		Varargs: strptime},
	{Name: "tzset", Doc: "tzset()\n\nRead the local zone from the environment variable TZ.", NoArgs: tzset},
}

func init() {
	for _, c := range clocks {
		id := int32(clockIDs[c.id])
		functions = append(functions,
			object.Method{Name: c.name, Doc: c.name + "() -> float\n\nThe time of the clock in seconds.", NoArgs: func(*Object) *Object {
				return read(id, inSeconds)
			}},
			object.Method{Name: c.name + "_ns", Doc: c.name + "_ns() -> int\n\nThe time of the clock in nanoseconds.", NoArgs: func(*Object) *Object {
				return read(id, object.NewInt)
			}})
	}
	empty := object.GoModule("time", "Clocks, the local zone, and times in fields.", &functions)
	object.DefineModule("time", func() *Object {
		m := empty()
		if m != nil && !fill(m) {
			object.Decref(m)
			return nil
		}
		return m
	})
}

func put(m *Object, name string, v *Object) bool {
	if v == nil {
		return false
	}
	defer object.Decref(v)
	return object.SetAttrString(m, name, v)
}

func fill(m *Object) bool {
	for name, id := range clockIDs {
		if !put(m, name, object.NewInt(int64(id))) {
			return false
		}
	}
	return put(m, "struct_time", object.NewRef(object.Head(structTimeType))) && put(m, "_STRUCT_TM_ITEMS", object.NewInt(int64(len(fields)))) && setZone(m)
}

func sleep(_, o *Object) *Object {
	ns, ok := object.TimeOf(o, 1e9, object.RoundUp)
	switch {
	case !ok:
		return nil
	case ns < 0:
		return object.Raise(object.ValueError, "sleep length must be non-negative")
	}
	object.WithoutGIL(func() { gotime.Sleep(gotime.Duration(ns)) })
	return object.NewRef(object.None)
}
