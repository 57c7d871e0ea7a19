package datetime

import (
	"syscall"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// The zone that the process is in. Moments are counted in seconds since the beginning of year 1, of local time or of UTC.

const (
	epochSeconds = 719163 * secondsPerDay // 1970-01-01, whose ordinal that is
	foldSpan     = 24 * 3600              // no clock is put back by more
)

// secondsOf counts the seconds up to a date and time.
func secondsOf(d day, c clock) int64 { return int64(d.ordinal())*secondsPerDay + int64(c.seconds()) }

// brokenDown is a time since 1970 by localtime or gmtime; ok is false, and OSError set, if C can't tell.
func brokenDown(by func(int64) (ctier.BrokenDown, syscall.Errno), seconds int64) (ctier.BrokenDown, bool) {
	b, errno := by(seconds)
	if errno != 0 {
		object.RaiseErrno(object.Head(object.OSError), errno, nil, nil)
		return b, false
	}
	return b, true
}

// localOf is the local time, in seconds, of a moment in UTC.
func localOf(utcSeconds int64) (int64, bool) {
	b, ok := brokenDown(ctier.LocalTime, utcSeconds-epochSeconds)
	if !ok {
		return 0, false
	}
	d := day{b.Year + 1900, b.Month + 1, b.Day}
	if d.year < minYear || d.year > maxYear {
		raised(d.check())
		return 0, false
	}
	return secondsOf(d, clock{b.Hour, b.Min, b.Sec, 0}), true
}

// utcOf is the moment in UTC, in seconds, of a local time, which fold chooses where there are two. In a gap there is none: fold
// chooses which side's offset is meant.
func utcOf(local int64, fold byte) (int64, bool) {
	ok := true
	at := func(t int64) int64 {
		if !ok {
			return 0
		}
		var v int64
		v, ok = localOf(t)
		return v
	}
	a := at(local) - local
	first := local - a
	var b int64
	there := at(first)
	if there == local {
		// One solution; the other one, if there is any, is earlier or later.
		probe := first - foldSpan
		if fold != 0 {
			probe = first + foldSpan
		}
		if b = at(probe) - probe; a == b {
			return first, ok
		}
	} else {
		b = there - first
	}
	second := local - b
	switch {
	case at(second) == local:
		return second, ok
	case there == local:
		return first, ok
	case fold != 0:
		return min(first, second), ok
	}
	return max(first, second), ok
}

// localZone is the zone of the process at a time since 1970, as a fixed one.
func localZone(seconds int64) *Object {
	b, ok := brokenDown(ctier.LocalTime, seconds)
	if !ok {
		return nil
	}
	offset := newDelta(DeltaType, span{seconds: b.Offset}.normalized())
	if offset == nil {
		return nil
	}
	defer object.Decref(offset)
	name := object.DecodeFS([]byte(b.Zone))
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	return timezoneOf(offset, name)
}
