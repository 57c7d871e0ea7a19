package ctier

/*
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

// A struct tm and where its zone's name is copied to before another thread can change the zone.
struct gl_tm { struct tm tm; char zone[64]; };

static int gl_keep(struct gl_tm *to, struct tm *from) {
  if (from == NULL) return errno == 0 ? EINVAL : errno;
  to->zone[0] = 0;
  if (from->tm_zone != NULL) strncat(to->zone, from->tm_zone, sizeof to->zone - 1);
  return 0;
}

static int gl_localtime(int64_t t, struct gl_tm *to) {
  time_t when = t;
  errno = 0;
  return gl_keep(to, localtime_r(&when, &to->tm));
}

static int gl_gmtime(int64_t t, struct gl_tm *to) {
  time_t when = t;
  errno = 0;
  return gl_keep(to, gmtime_r(&when, &to->tm));
}

static int gl_mktime(struct gl_tm *in, int64_t *t) {
  errno = 0;
  in->tm.tm_wday = -1; // mktime sets it when it succeeds: -1 is also the last second of 1969
  *t = mktime(&in->tm);
  return *t == -1 && in->tm.tm_wday == -1 ? EOVERFLOW : 0;
}
*/
import "C"

import "syscall"

// BrokenDown is a struct tm with C's own numbers: months from 0, years from 1900, the week from Sunday.
type BrokenDown struct {
	Sec, Min, Hour, Day, Month, Year, Weekday, Yearday, DST int
	Offset                                                  int    // seconds east of Greenwich
	Zone                                                    string // the zone's abbreviation
}

// The C library alone knows the zone that the process is in as all other C code of the process sees it.

// LocalTime is localtime: the local time of so many seconds since 1970, or the error that C set.
func LocalTime(seconds int64) (BrokenDown, syscall.Errno) {
	var tm C.struct_gl_tm
	e := C.gl_localtime(C.int64_t(seconds), &tm)
	return brokenDown(&tm), syscall.Errno(e)
}

// GMTime is gmtime: the same in UTC.
func GMTime(seconds int64) (BrokenDown, syscall.Errno) {
	var tm C.struct_gl_tm
	e := C.gl_gmtime(C.int64_t(seconds), &tm)
	return brokenDown(&tm), syscall.Errno(e)
}

// MakeTime is mktime: the seconds since 1970 of a local time. Weekday, Yearday, Offset and Zone are not looked at.
func MakeTime(b BrokenDown) (int64, syscall.Errno) {
	var tm C.struct_gl_tm
	t := &tm.tm
	t.tm_sec, t.tm_min, t.tm_hour = C.int(b.Sec), C.int(b.Min), C.int(b.Hour)
	t.tm_mday, t.tm_mon, t.tm_year, t.tm_isdst = C.int(b.Day), C.int(b.Month), C.int(b.Year), C.int(b.DST)
	var seconds C.int64_t
	e := C.gl_mktime(&tm, &seconds)
	return int64(seconds), syscall.Errno(e)
}

// TZSet reads the zone of the process from its environment again.
func TZSet() { C.tzset() }

// ZoneName is what tzname has for times without and with summer time.
func ZoneName(dst bool) string {
	if dst {
		return C.GoString(C.tzname[1])
	}
	return C.GoString(C.tzname[0])
}

func brokenDown(tm *C.struct_gl_tm) BrokenDown {
	t := &tm.tm
	return BrokenDown{
		Sec: int(t.tm_sec), Min: int(t.tm_min), Hour: int(t.tm_hour), Day: int(t.tm_mday), Month: int(t.tm_mon), Year: int(t.tm_year),
		Weekday: int(t.tm_wday), Yearday: int(t.tm_yday), DST: int(t.tm_isdst), Offset: int(t.tm_gmtoff), Zone: C.GoString(&tm.zone[0]),
	}
}
