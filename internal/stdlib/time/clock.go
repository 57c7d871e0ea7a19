package time

import (
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// clockIDs are the constants CLOCK_….
var clockIDs = map[string]int{
	"CLOCK_REALTIME": unix.CLOCK_REALTIME, "CLOCK_MONOTONIC": unix.CLOCK_MONOTONIC, "CLOCK_MONOTONIC_RAW": unix.CLOCK_MONOTONIC_RAW,
	"CLOCK_PROCESS_CPUTIME_ID": unix.CLOCK_PROCESS_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID": unix.CLOCK_THREAD_CPUTIME_ID,
	"CLOCK_BOOTTIME": unix.CLOCK_BOOTTIME, "CLOCK_TAI": unix.CLOCK_TAI,
}

// clocks are those that have functions of their own, each with a twin for nanoseconds.
var clocks = []struct {
	name, id   string
	adjustable bool
}{
	{"time", "CLOCK_REALTIME", true}, {"monotonic", "CLOCK_MONOTONIC", false}, {"perf_counter", "CLOCK_MONOTONIC", false},
	{"process_time", "CLOCK_PROCESS_CPUTIME_ID", false}, {"thread_time", "CLOCK_THREAD_CPUTIME_ID", false},
}

func inSeconds(ns int64) *Object { return object.NewFloat(object.TimeSeconds(ns)) }

// read makes an object of what a clock says.
func read(id int32, as func(int64) *Object) *Object {
	var ts unix.Timespec
	if err := unix.ClockGettime(id, &ts); err != nil {
		return osError(err)
	}
	return as(ts.Nano())
}

func osError(err error) *Object {
	errno, _ := err.(unix.Errno)
	return object.RaiseErrno(object.Head(object.OSError), errno, nil, nil)
}

func clockGet(name string, as func(int64) *Object) func(_, args *Object) *Object {
	params := object.NewSignature("i:" + name)
	return func(_, args *Object) *Object {
		var id int32
		if !params.Parse(args, nil, unsafe.Pointer(&id)) {
			return nil
		}
		return read(id, as)
	}
}

var settimeParams = object.NewSignature("iO:clock_settime") // of both functions, by CPython's mistake

func clockSet(of func(o *Object) (int64, bool)) func(_, args *Object) *Object {
	return func(_, args *Object) *Object {
		var id int32
		var o *Object
		if !settimeParams.Parse(args, nil, unsafe.Pointer(&id), unsafe.Pointer(&o)) {
			return nil
		}
		ns, ok := of(o)
		if !ok {
			return nil
		}
		ts := unix.NsecToTimespec(ns)
		if err := unix.ClockSettime(id, &ts); err != nil {
			return osError(err)
		}
		return object.NewRef(object.None)
	}
}

var resolutionParams = object.NewSignature("i:clock_getres")

func clockResolution(_, args *Object) *Object {
	var id int32
	if !resolutionParams.Parse(args, nil, unsafe.Pointer(&id)) {
		return nil
	}
	var ts unix.Timespec
	if err := unix.ClockGetres(id, &ts); err != nil {
		return osError(err)
	}
	return inSeconds(ts.Nano())
}

var infoParams = object.NewSignature("s:get_clock_info")

func clockInfo(_, args *Object) *Object {
	var name *byte
	if !infoParams.Parse(args, nil, unsafe.Pointer(&name)) {
		return nil
	}
	for _, c := range clocks {
		if c.name != ctier.GoString(name) {
			continue
		}
		var ts unix.Timespec
		if err := unix.ClockGetres(int32(clockIDs[c.id]), &ts); err != nil {
			return osError(err)
		}
		namespace := object.NewNamespace(nil)
		if namespace == nil {
			return nil
		}
		if put(namespace, "implementation", object.NewStr("clock_gettime("+c.id+")")) && put(namespace, "monotonic", object.NewBool(!c.adjustable)) &&
			put(namespace, "adjustable", object.NewBool(c.adjustable)) && put(namespace, "resolution", inSeconds(ts.Nano())) {
			return namespace
		}
		object.Decref(namespace)
		return nil
	}
	return object.Raise(object.ValueError, "unknown clock")
}
