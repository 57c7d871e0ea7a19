package datetime

import "fmt"

// The proleptic Gregorian calendar: it knows no object.

const (
	minYear    = 1
	maxYear    = 9999
	maxOrdinal = 3652059 // of the last day of the last year
)

// day is a date. It may be out of range until check has been asked.
type day struct{ year, month, day int }

// clock is a time of day.
type clock struct{ hour, minute, second, us int }

// fault is the text of a ValueError, or empty.
type fault string

func (d day) check() fault {
	switch {
	case d.year < minYear || d.year > maxYear:
		return fault(fmt.Sprintf("year %d is out of range", d.year))
	case d.month < 1 || d.month > 12:
		return "month must be in 1..12"
	case d.day < 1 || d.day > daysInMonth(d.year, d.month):
		return "day is out of range for month"
	}
	return ""
}

func (c clock) check(fold int) fault {
	switch {
	case c.hour < 0 || c.hour > 23:
		return "hour must be in 0..23"
	case c.minute < 0 || c.minute > 59:
		return "minute must be in 0..59"
	case c.second < 0 || c.second > 59:
		return "second must be in 0..59"
	case c.us < 0 || c.us > 999999:
		return "microsecond must be in 0..999999"
	case fold != 0 && fold != 1:
		return "fold must be either 0 or 1"
	}
	return ""
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysInMonth(year, month int) int {
	switch month {
	case 2:
		if isLeap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// daysBeforeMonth is how many days of the year are over when the month begins.
func daysBeforeMonth(year, month int) int {
	n := 0
	for m := 1; m < month; m++ {
		n += daysInMonth(year, m)
	}
	return n
}

func daysBeforeYear(year int) int {
	y := year - 1
	return y*365 + y/4 - y/100 + y/400
}

// ordinal counts days, from 1 for January 1 of year 1.
func (d day) ordinal() int { return daysBeforeYear(d.year) + daysBeforeMonth(d.year, d.month) + d.day }

// fromOrdinal is the day with an ordinal, which is at least 1.
func fromOrdinal(n int) day {
	const in400, in100, in4, in1 = 146097, 36524, 1461, 365
	n--
	year := n/in400*400 + 1
	n %= in400
	hundreds := n / in100
	n %= in100
	fours := n / in4
	n %= in4
	ones := n / in1
	n %= in1
	year += hundreds*100 + fours*4 + ones
	if hundreds == 4 || ones == 4 { // the last day of a leap year
		return day{year - 1, 12, 31}
	}
	month := 1
	for n >= daysInMonth(year, month) {
		n -= daysInMonth(year, month)
		month++
	}
	return day{year, month, n + 1}
}

// weekday is 0 for Monday.
func (d day) weekday() int { return (d.ordinal() + 6) % 7 }

// firstISODay is the ordinal of the Monday that the year's first week begins with.
func firstISODay(year int) int {
	first := daysBeforeYear(year) + 1
	weekday := (first + 6) % 7
	monday := first - weekday
	if weekday > 3 { // the week with the first Thursday is the first
		monday += 7
	}
	return monday
}

// isoCalendar is the year, week and weekday of ISO 8601.
func (d day) isoCalendar() (year, week, weekday int) {
	year = d.year
	today := d.ordinal()
	days := today - firstISODay(year)
	switch {
	case days < 0:
		year--
		days = today - firstISODay(year)
	case today >= firstISODay(year+1):
		year++
		days = today - firstISODay(year)
	}
	return year, days/7 + 1, days%7 + 1
}

// fromISO is the day of a year, from 1, week and weekday, which may lie in a year out of range.
func fromISO(year, week, weekday int) (day, fault) {
	switch {
	case week < 1 || week > 53 || week == 53 && firstISODay(year+1)-firstISODay(year) < 53*7:
		return day{}, fault(fmt.Sprintf("Invalid week: %d", week))
	case weekday < 1 || weekday > 7:
		return day{}, fault(fmt.Sprintf("Invalid day: %d (range is [1, 7])", weekday))
	}
	return fromOrdinal(firstISODay(year) + (week-1)*7 + weekday - 1), ""
}

// shifted is the moment so much later; ok is false if its date is out of range.
func shifted(d day, c clock, by span) (day, clock, bool) {
	us := c.us + by.us
	seconds := c.hour*3600 + c.minute*60 + c.second + by.seconds + floorDiv(us, 1e6)
	n := d.ordinal() + by.days + floorDiv(seconds, secondsPerDay)
	if n < 1 || n > maxOrdinal {
		return day{}, clock{}, false
	}
	seconds = floorMod(seconds, secondsPerDay)
	return fromOrdinal(n), clock{seconds / 3600, seconds / 60 % 60, seconds % 60, floorMod(us, 1e6)}, true
}

// seconds counts the seconds of the day.
func (c clock) seconds() int { return c.hour*3600 + c.minute*60 + c.second }

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }

var (
	weekdayNames = [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	monthNames   = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

// cTime is the form that C's ctime has: "Sat Jan  1 00:00:00 2000".
func cTime(d day, c clock) string {
	return fmt.Sprintf("%s %s %2d %02d:%02d:%02d %04d", weekdayNames[d.weekday()], monthNames[d.month-1], d.day, c.hour, c.minute, c.second, d.year)
}

func (d day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }
