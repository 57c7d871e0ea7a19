package object

import (
	"math"
	"math/bits"
	"time"

	"golang.org/x/sys/unix"

	"github.com/d95905aa/gilded/internal/abi"
)

// Time as CPython's own modules handle it: a count of nanoseconds, converted from and to numbers and C's structures with
// a rounding mode and with an exception for what does not fit.

// Rounding is _PyTime_round_t.
type Rounding int32

// The rounding modes.
const (
	RoundFloor Rounding = iota
	RoundCeiling
	RoundHalfEven
	RoundUp // away from zero
)

const (
	nanoseconds = 1_000_000_000
	maxInt64    = 1 << 63 // as a float
)

func timeOverflow() bool {
	Raise(OverflowError, "timestamp too large to convert to C _PyTime_t")
	return false
}

func secondsOverflow() bool {
	Raise(OverflowError, "timestamp out of range for platform time_t")
	return false
}

func (r Rounding) float(v float64) float64 {
	switch r {
	case RoundHalfEven:
		return math.RoundToEven(v)
	case RoundCeiling:
		return math.Ceil(v)
	case RoundFloor:
		return math.Floor(v)
	}
	if v >= 0 {
		return math.Ceil(v)
	}
	return math.Floor(v)
}

// TimeDivide divides a time by a positive number with rounding.
func TimeDivide(t, by int64, r Rounding) int64 {
	q, rest := t/by, t%by
	switch r {
	case RoundHalfEven:
		abs := rest
		if abs < 0 {
			abs = -abs
		}
		if abs > by/2 || abs == by-abs && q&1 != 0 {
			if t >= 0 {
				return q + 1
			}
			return q - 1
		}
	case RoundCeiling:
		if rest > 0 {
			return q + 1
		}
	case RoundFloor:
		if rest < 0 {
			return q - 1
		}
	default:
		if rest > 0 {
			return q + 1
		}
		if rest < 0 {
			return q - 1
		}
	}
	return q
}

// TimeSplit is a time in whole units of so many nanoseconds, as seconds and the rest, which is not negative.
func TimeSplit(t, unit int64, r Rounding) (seconds, rest int64) {
	n, per := TimeDivide(t, unit, r), nanoseconds/unit
	seconds, rest = n/per, n%per
	if rest < 0 {
		seconds, rest = seconds-1, rest+per
	}
	return seconds, rest
}

// TimeOf is an object, a float or an int, in so many nanoseconds each, as a time. It may run code.
func TimeOf(o *Object, unit int64, r Rounding) (int64, bool) {
	if IsFloat(o) {
		v := As[*abi.Float](o).Value
		if math.IsNaN(v) {
			Raise(ValueError, "Invalid value NaN (not a number)")
			return 0, false
		}
		v = r.float(v * float64(unit))
		if v < -maxInt64 || v >= maxInt64 {
			return 0, timeOverflow()
		}
		return int64(v), true
	}
	n, ok := AsLongLong(o)
	if !ok {
		if Matches(OverflowError) {
			timeOverflow()
		}
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(max(n, -n)), uint64(unit))
	if n == math.MinInt64 && unit > 1 || hi != 0 || lo > math.MaxInt64 && n != math.MinInt64 {
		return 0, timeOverflow()
	}
	return n * unit, true
}

// NanosecondsOf is an int as a time. It runs no code.
func NanosecondsOf(o *Object) (int64, bool) {
	if !IsLong(o) {
		Raise(TypeError, "expect int, got %s", TypeName(o.Type))
		return 0, false
	}
	n, ok := AsLongLong(o)
	if !ok && Matches(OverflowError) {
		timeOverflow()
	}
	return n, ok
}

// SecondsOf is an object in seconds as whole seconds, and what is left in parts, so many to a second; with no parts the
// seconds are rounded. It may run code.
func SecondsOf(o *Object, parts int64, r Rounding) (seconds, rest int64, ok bool) {
	if !IsFloat(o) {
		seconds, ok = AsLongLong(o)
		if !ok && Matches(OverflowError) {
			secondsOverflow()
		}
		return seconds, 0, ok
	}
	v := As[*abi.Float](o).Value
	if math.IsNaN(v) {
		Raise(ValueError, "Invalid value NaN (not a number)")
		return 0, 0, false
	}
	whole, fraction := v, 0.0
	if parts == 0 {
		whole = r.float(v)
	} else {
		whole, fraction = math.Modf(v)
		fraction = r.float(fraction * float64(parts))
		switch {
		case fraction >= float64(parts):
			whole, fraction = whole+1, fraction-float64(parts)
		case fraction < 0:
			whole, fraction = whole-1, fraction+float64(parts)
		}
	}
	if whole < -maxInt64 || whole >= maxInt64 {
		return 0, 0, secondsOverflow()
	}
	return int64(whole), int64(fraction), true
}

// TimeSeconds is a time in seconds.
func TimeSeconds(t int64) float64 {
	if t%nanoseconds == 0 {
		return float64(t / nanoseconds) // exact where t as a float would not be
	}
	return float64(t) / nanoseconds
}

// SystemClock is the time since 1970.
func SystemClock() int64 { return time.Now().UnixNano() }

// MonotonicClock is the system's monotonic clock, the one that C programs see.
func MonotonicClock() int64 {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts); err != nil {
		panic("object: the monotonic clock: " + err.Error()) // there is always one
	}
	return ts.Nano()
}
