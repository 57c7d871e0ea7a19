package capi

import (
	"math"
	"math/bits"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// timePair is struct timeval and struct timespec.
type timePair struct{ seconds, rest int64 }

func rounding(r int32) object.Rounding { return object.Rounding(r) }

func _PyTime_FromSeconds(n int32) int64     { return int64(n) * 1_000_000_000 }
func _PyTime_FromNanoseconds(n int64) int64 { return n }

func _PyTime_FromNanosecondsObject(t *int64, o *abi.Object) int32 {
	n, ok := object.NanosecondsOf(o)
	if !ok {
		return -1
	}
	*t = n
	return 0
}

func _PyTime_FromSecondsObject(t *int64, o *abi.Object, r int32) int32 {
	return timeOf(t, o, 1_000_000_000, r)
}
func _PyTime_FromMillisecondsObject(t *int64, o *abi.Object, r int32) int32 {
	return timeOf(t, o, 1_000_000, r)
}

func timeOf(t *int64, o *abi.Object, unit int64, r int32) int32 {
	n, ok := object.TimeOf(o, unit, rounding(r))
	if !ok {
		return -1
	}
	*t = n
	return 0
}

func _PyTime_ObjectToTime_t(o *abi.Object, seconds *int64, r int32) int32 {
	n, _, ok := object.SecondsOf(o, 0, rounding(r))
	if !ok {
		return -1
	}
	*seconds = n
	return 0
}

func _PyTime_ObjectToTimeval(o *abi.Object, seconds, micros *int64, r int32) int32 {
	return secondsOf(o, seconds, micros, 1_000_000, r)
}

func _PyTime_ObjectToTimespec(o *abi.Object, seconds, nanos *int64, r int32) int32 {
	return secondsOf(o, seconds, nanos, 1_000_000_000, r)
}

func secondsOf(o *abi.Object, seconds, rest *int64, parts int64, r int32) int32 {
	n, more, ok := object.SecondsOf(o, parts, rounding(r))
	if !ok {
		return -1
	}
	*seconds, *rest = n, more
	return 0
}

func _PyTime_AsSecondsDouble(t int64) float64 { return object.TimeSeconds(t) }
func _PyTime_AsMilliseconds(t int64, r int32) int64 {
	return object.TimeDivide(t, 1_000_000, rounding(r))
}
func _PyTime_AsMicroseconds(t int64, r int32) int64   { return object.TimeDivide(t, 1000, rounding(r)) }
func _PyTime_AsNanosecondsObject(t int64) *abi.Object { return object.NewInt(t) }

// A time of 64 bits in nanoseconds always fits into 64 bits of seconds: the clamping forms have nothing to clamp.

func _PyTime_AsTimeval(t int64, tv unsafe.Pointer, r int32) int32 {
	p := (*timePair)(tv)
	p.seconds, p.rest = object.TimeSplit(t, 1000, rounding(r))
	return 0
}

func _PyTime_AsTimeval_clamp(t int64, tv unsafe.Pointer, r int32) { _PyTime_AsTimeval(t, tv, r) }

func _PyTime_AsTimevalTime_t(t int64, seconds *int64, micros *int32, r int32) int32 {
	whole, rest := object.TimeSplit(t, 1000, rounding(r))
	*seconds, *micros = whole, int32(rest)
	return 0
}

func _PyTime_AsTimespec(t int64, ts unsafe.Pointer) int32 {
	p := (*timePair)(ts)
	p.seconds, p.rest = object.TimeSplit(t, 1, object.RoundFloor)
	return 0
}

func _PyTime_AsTimespec_clamp(t int64, ts unsafe.Pointer) { _PyTime_AsTimespec(t, ts) }

func _PyTime_GetSystemClock() int64    { return object.SystemClock() }
func _PyTime_GetMonotonicClock() int64 { return object.MonotonicClock() }
func _PyTime_GetPerfCounter() int64    { return object.MonotonicClock() }

// _PyDeadline_Init stays at the end of time instead of wrapping around.
func _PyDeadline_Init(timeout int64) int64 {
	now := object.MonotonicClock()
	sum, carry := bits.Add64(uint64(now), uint64(max(timeout, 0)), 0)
	if carry != 0 || sum > math.MaxInt64 {
		return math.MaxInt64
	}
	return now + timeout
}

func _PyDeadline_Get(deadline int64) int64 { return deadline - object.MonotonicClock() }
