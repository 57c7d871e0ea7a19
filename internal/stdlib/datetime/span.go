package datetime

import (
	"fmt"
	"math/big"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

const (
	secondsPerDay = 24 * 3600
	maxDeltaDays  = 999999999
)

// span is the value of a timedelta. Normalized, only the days can be negative.
type span struct{ days, seconds, us int }

func (s span) normalized() span {
	s.seconds += floorDiv(s.us, 1e6)
	s.us = floorMod(s.us, 1e6)
	s.days += floorDiv(s.seconds, secondsPerDay)
	s.seconds = floorMod(s.seconds, secondsPerDay)
	return s
}

func (s span) plus(t span) span {
	return span{s.days + t.days, s.seconds + t.seconds, s.us + t.us}.normalized()
}

func (s span) negated() span { return span{-s.days, -s.seconds, -s.us}.normalized() }

func (s span) minus(t span) span { return s.plus(t.negated()) }

func (s span) isZero() bool { return s == span{} }

// compare is -1, 0 or 1. Both are normalized.
func (s span) compare(t span) int {
	for _, d := range [...]int{s.days - t.days, s.seconds - t.seconds, s.us - t.us} {
		if d != 0 {
			return sign(d)
		}
	}
	return 0
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// total counts microseconds: they may be too many for 64 bits.
func (s span) total() *big.Int {
	n := big.NewInt(int64(s.days)*secondsPerDay + int64(s.seconds))
	return n.Add(n.Mul(n, big.NewInt(1e6)), big.NewInt(int64(s.us)))
}

// isZoneOffset tells whether a span is less than a day, in either direction.
func (s span) isZoneOffset() bool {
	return s.days == 0 || s.days == -1 && (s.seconds > 0 || s.us > 0)
}

// offsetText is a zone's offset as ISO 8601 has it: "+01:00", with seconds and microseconds where there are some.
func (s span) offsetText(separator string) string {
	mark := "+"
	if s.days < 0 {
		mark, s = "-", s.negated()
	}
	text := fmt.Sprintf("%s%02d%s%02d", mark, s.seconds/3600, separator, s.seconds/60%60)
	if s.seconds%60 != 0 || s.us != 0 {
		text += fmt.Sprintf("%s%02d", separator, s.seconds%60)
	}
	if s.us != 0 {
		text += fmt.Sprintf(".%06d", s.us)
	}
	return text
}

// spanOf is a timedelta's value.
func spanOf(o *Object) span {
	d := object.As[*abi.Delta](o)
	return span{int(d.Days), int(d.Seconds), int(d.Microseconds)}
}

func isDelta(o *Object) bool { return object.Is(o, DeltaType) }

// newDelta makes a timedelta of a normalized span; OverflowError if it is too long.
func newDelta(t *Type, s span) *Object {
	if s.days < -maxDeltaDays || s.days > maxDeltaDays {
		return object.Raise(object.OverflowError, "days=%d; must have magnitude <= %d", s.days, maxDeltaDays)
	}
	o := allocate(t, DeltaType, uintptr(DeltaType.Basicsize))
	if o == nil {
		return nil
	}
	d := object.As[*abi.Delta](o)
	d.Hash = -1
	d.Days, d.Seconds, d.Microseconds = int32(s.days), int32(s.seconds), int32(s.us)
	return o
}

// deltaOfTotal makes a timedelta of so many microseconds.
func deltaOfTotal(t *Type, total *big.Int) *Object {
	us, rest := new(big.Int), new(big.Int).Set(total)
	rest.DivMod(rest, big.NewInt(1e6), us)
	seconds := new(big.Int)
	rest.DivMod(rest, big.NewInt(secondsPerDay), seconds)
	days := object.NewBig(rest)
	if days == nil {
		return nil
	}
	defer object.Decref(days)
	n, ok := object.AsInt32(days)
	if !ok {
		return nil
	}
	return newDelta(t, span{int(n), int(seconds.Int64()), int(us.Int64())})
}
