package strptime

import (
	gotime "time"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/ucd"
)

// From what the directives say to a date: some of them contradict others, some need others.

// moment is what a text stood for.
type moment struct {
	year, month, day, hour, minute, second, us, weekday, yearday, dst int

	zone     []rune // nil: none
	offset   int    // seconds, if zoned
	offsetUS int
	zoned    bool
}

// unknown is a field that no directive has said.
const unknown = -1 << 30

type fields struct {
	moment
	isoYear, isoWeek, week int
	sunday                 bool // the week is counted from Sunday
}

func number(digits []rune) int {
	n := 0
	for _, c := range digits {
		if ucd.IsDecimal(c) { // a day may have a space before it
			n = n*10 + ucd.ToDecimal(c)
		}
	}
	return n
}

// index is which of the names a text is.
func index(names []string, text []rune) int {
	for i, name := range names {
		if startsWith(text, []rune(name)) != nil && len(name) == len(text) {
			return i
		}
	}
	return -1
}

// parse takes the directives in the order of the format: of two that say the same the later one counts.
func parse(order []rune, found map[rune][]rune, z *zones) (m moment, ok bool) {
	f := fields{
		moment:  moment{year: unknown, month: 1, day: 1, weekday: unknown, yearday: unknown, dst: -1},
		isoYear: unknown, isoWeek: unknown, week: unknown,
	}
	for _, directive := range order {
		if !f.set(directive, found[directive], found, z) {
			return m, false
		}
	}
	if !f.consistent() || !f.complete() {
		return m, false
	}
	return f.moment, true
}

func (f *fields) set(directive rune, text []rune, found map[rune][]rune, z *zones) bool {
	switch directive {
	case 'y':
		if f.year = 1900 + number(text); f.year <= 1968 {
			f.year += 100
		}
	case 'Y':
		f.year = number(text)
	case 'G':
		f.isoYear = number(text)
	case 'm':
		f.month = number(text)
	case 'B':
		f.month = index(months, text) + 1
	case 'b':
		f.month = index(short(months), text) + 1
	case 'd':
		f.day = number(text)
	case 'H':
		f.hour = number(text)
	case 'I':
		f.hour = number(text) % 12
		if half, given := found['p']; given && index(halves, half) == 1 {
			f.hour += 12
		}
	case 'M':
		f.minute = number(text)
	case 'S':
		f.second = number(text)
	case 'f':
		f.us = fraction(text)
	case 'A':
		f.weekday = index(weekdays, text)
	case 'a':
		f.weekday = index(short(weekdays), text)
	case 'w':
		f.weekday = (number(text) + 6) % 7
	case 'u':
		f.weekday = number(text) - 1
	case 'j':
		f.yearday = number(text)
	case 'U', 'W':
		f.week, f.sunday = number(text), directive == 'U'
	case 'V':
		f.isoWeek = number(text)
	case 'z':
		return f.setOffset(text)
	case 'Z':
		f.setZone(text, z)
	}
	return true
}

func fraction(digits []rune) int {
	us := number(digits)
	for range 6 - len(digits) {
		us *= 10
	}
	return us
}

func (f *fields) setZone(text []rune, z *zones) {
	f.zone = text
	switch {
	case z.same && index([]string{"utc", "gmt"}, text) < 0:
	case index(z.standard, text) >= 0:
		f.dst = 0
	case index(z.summer, text) >= 0:
		f.dst = 1
	}
}

func (f *fields) setOffset(text []rune) bool {
	f.zoned = true
	if text[0] == 'Z' {
		return true
	}
	rest := text[1:]
	take := func() int {
		n := number(rest[:2])
		rest = rest[2:]
		return n
	}
	seconds := take() * 3600
	colons := rest[0] == ':'
	if colons {
		rest = rest[1:]
	}
	seconds += take() * 60
	if len(rest) > 0 {
		if colons && rest[0] != ':' {
			object.Raise(object.ValueError, "Inconsistent use of : in %s", object.StringOf(text))
			return false
		}
		if colons {
			rest = rest[1:]
		} else if rest[0] == ':' {
			object.Raise(object.ValueError, "invalid literal for int() with base 10: ':%s'", string(rest[1]))
			return false
		}
		seconds += take()
	}
	us := 0
	if len(rest) > 0 {
		us = fraction(rest[1:])
	}
	if text[0] == '-' {
		seconds, us = -seconds, -us
	}
	f.offset, f.offsetUS = seconds, us
	return true
}

const (
	needsWeek = "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive ('%A', '%a', '%w', or '%u')."
	needsYear = "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive ('%A', '%a', '%w', or '%u')."
	noYearday = "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead."
	noYear    = "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead."
)

// consistent raises what is wrong with the directives of ISO 8601, which only work together.
func (f *fields) consistent() bool {
	text := ""
	switch {
	case f.year == unknown && f.isoYear != unknown && (f.isoWeek == unknown || f.weekday == unknown):
		text = needsWeek
	case f.year == unknown && f.isoYear != unknown && f.yearday != unknown:
		text = noYearday
	case f.year == unknown && f.isoYear != unknown || f.week != unknown || f.isoWeek == unknown:
		return true
	case f.weekday == unknown:
		text = needsYear
	default:
		text = noYear
	}
	object.Raise(object.ValueError, "%s", text)
	return false
}

// complete works out what was not said: day of the week, of the year and of the month follow from each other.
func (f *fields) complete() bool {
	leapDay := false
	if f.year == unknown {
		f.year = 1900
		if leapDay = f.month == 2 && f.day == 29; leapDay {
			f.year = 1904 // the first of the century that has this day
		}
	}
	if f.yearday == unknown && f.weekday != unknown && !f.fromWeek() {
		return false
	}
	var t gotime.Time
	if f.yearday == unknown {
		if !dayExists(f.year, f.month, f.day) {
			return false
		}
		t = date(f.year, f.month, f.day)
		f.yearday = t.YearDay()
	} else {
		if !dayExists(f.year, 1, 1) {
			return false
		}
		t = date(f.year, 1, f.yearday)
		if !dayExists(t.Year(), 1, 1) {
			return false
		}
		f.year, f.month, f.day = t.Year(), int(t.Month()), t.Day()
	}
	if f.weekday == unknown {
		f.weekday = mondays(t)
	}
	if leapDay {
		f.year = 1900
	}
	return true
}

// fromWeek finds the day of the year by a week and the day in it.
func (f *fields) fromWeek() bool {
	switch {
	case f.week != unknown:
		if !dayExists(f.year, 1, 1) {
			return false
		}
		first, weekday := mondays(date(f.year, 1, 1)), f.weekday
		if f.sunday {
			first, weekday = (first+1)%7, (weekday+1)%7
		}
		if f.week == 0 {
			f.yearday = 1 + weekday - first
		} else {
			f.yearday = 1 + (7-first)%7 + 7*(f.week-1) + weekday
		}
	case f.isoYear != unknown && f.isoWeek != unknown:
		if !dayExists(f.isoYear, 1, 1) {
			return false
		}
		// The first week is the one with January 4. A week 53 is taken also where the year has none.
		f.year, f.yearday = f.isoYear, 7*(f.isoWeek-1)+f.weekday+4-mondays(date(f.isoYear, 1, 4))
	}
	if f.yearday != unknown && f.yearday <= 0 {
		f.year--
		f.yearday += date(f.year, 12, 31).YearDay()
	}
	return true
}

func date(year, month, day int) gotime.Time {
	return gotime.Date(year, gotime.Month(month), day, 0, 0, 0, 0, gotime.UTC)
}

// mondays is the day of the week, 0 for Monday.
func mondays(t gotime.Time) int { return (int(t.Weekday()) + 6) % 7 }

// dayExists raises what date() would.
func dayExists(year, month, day int) bool {
	switch {
	case year < 1 || year > 9999:
		object.Raise(object.ValueError, "year %d is out of range", year)
	case date(year, month, day).Day() != day:
		object.Raise(object.ValueError, "day is out of range for month")
	default:
		return true
	}
	return false
}
