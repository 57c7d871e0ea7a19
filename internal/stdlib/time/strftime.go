package time

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/d95905aa/gilded/internal/ctier"
)

// strftime as the GNU C library has it in the locale C: flags, widths and all. It knows no object.

var (
	weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	months   = [...]string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	}
)

// composed are the directives that stand for several others.
var composed = map[rune]string{
	'c': "%a %b %e %H:%M:%S %Y", 'D': "%m/%d/%y", 'F': "%Y-%m-%d", 'r': "%I:%M:%S %p", 'R': "%H:%M", 'T': "%H:%M:%S", 'x': "%m/%d/%y",
	'X': "%H:%M:%S",
}

// noE and noO are the directives that the modifiers E and O make unknown.
const (
	noE = "aAbBDdeFhHIjklmMSUVgGwW"
	noO = "aAcDFxXY"
)

// formatter writes a time.
type formatter struct {
	t     ctier.BrokenDown
	out   []rune
	limit int  // at which it gives up
	full  bool // it has given up
}

// directive is one % with what stands between it and its letter.
type directive struct {
	pad          rune // _ - or 0; 0 for the usual
	width        int
	upper, lower bool
	change       bool // the flag #
	modifier     rune
	text         []rune // as it stands in the format
}

// Strftime formats a time; ok is false if the text would not be shorter than limit characters.
func Strftime(format []rune, t ctier.BrokenDown, limit int) (text []rune, ok bool) {
	f := formatter{t: t, limit: limit}
	f.format(format, false)
	return f.out, !f.full
}

func (f *formatter) format(format []rune, upper bool) {
	for i := 0; i < len(format) && !f.full; i++ {
		if format[i] != '%' {
			f.addRunes(directive{upper: upper}, format[i:i+1])
			continue
		}
		d := directive{width: -1, upper: upper}
		start := i
		for i++; i < len(format) && d.flag(format[i]); i++ {
		}
		for ; i < len(format) && '0' <= format[i] && format[i] <= '9'; i++ {
			d.width = min(max(d.width, 0)*10+int(format[i]-'0'), math.MaxInt32)
		}
		if i < len(format) && (format[i] == 'E' || format[i] == 'O') {
			d.modifier = format[i]
			i++
		}
		d.text = format[start:min(i+1, len(format))]
		letter := rune(0)
		if i < len(format) {
			letter = format[i]
		}
		f.directive(d, letter)
	}
}

func (d *directive) flag(c rune) bool {
	switch c {
	case '_', '-', '0':
		d.pad = c
	case '^':
		d.upper = true
	case '#':
		d.change = true
	default:
		return false
	}
	return true
}

func (d directive) known(letter rune) bool {
	switch d.modifier {
	case 'E':
		return !strings.ContainsRune(noE, letter)
	case 'O':
		return !strings.ContainsRune(noO, letter)
	}
	return true
}

func (f *formatter) directive(d directive, letter rune) {
	t := &f.t
	year := t.Year + 1900
	switch {
	case !d.known(letter):
		f.addRunes(d, d.text)
		return
	case composed[letter] != "":
		part := formatter{t: f.t, limit: f.limit}
		part.format([]rune(composed[letter]), d.upper)
		f.full = f.full || part.full
		f.addRunes(d, part.out)
		return
	}
	switch letter {
	case '%':
		f.add(d, "%")
	case 'n':
		f.add(d, "\n")
	case 't':
		f.add(d, "\t")
	case 'a', 'A', 'b', 'B', 'h':
		d.upper = d.upper || d.change
		f.add(d, nameFor(letter, t))
	case 'P', 'p':
		d.lower = letter == 'P' || d.change
		if t.Hour > 11 {
			f.add(d, "PM")
		} else {
			f.add(d, "AM")
		}
	case 'C':
		f.number(d, 1, floorDiv(year, 100))
	case 'd':
		f.number(d, 2, t.Day)
	case 'e':
		f.spaced(d, t.Day)
	case 'H':
		f.number(d, 2, t.Hour)
	case 'I':
		f.number(d, 2, (t.Hour+11)%12+1)
	case 'k':
		f.spaced(d, t.Hour)
	case 'l':
		f.spaced(d, (t.Hour+11)%12+1)
	case 'j':
		f.number(d, 3, t.Yearday+1)
	case 'M':
		f.number(d, 2, t.Min)
	case 'm':
		f.number(d, 2, t.Month+1)
	case 'S':
		f.number(d, 2, t.Sec)
	case 's':
		seconds, _ := ctier.MakeTime(*t)
		f.number(d, 1, int(seconds))
	case 'u':
		f.number(d, 1, (t.Weekday+6)%7+1)
	case 'w':
		f.number(d, 1, t.Weekday)
	case 'U':
		f.number(d, 2, (t.Yearday-t.Weekday+7)/7)
	case 'W':
		f.number(d, 2, (t.Yearday-(t.Weekday+6)%7+7)/7)
	case 'V', 'G', 'g':
		f.iso(d, letter)
	case 'Y':
		f.number(d, 1, year)
	case 'y':
		f.number(d, 2, (year%100+100)%100)
	case 'Z':
		f.zone(d)
	case 'z':
		f.offset(d)
	default:
		f.addRunes(d, d.text)
	}
}

func nameFor(letter rune, t *ctier.BrokenDown) string {
	name := months[t.Month]
	if letter == 'a' || letter == 'A' {
		name = weekdays[t.Weekday]
	}
	if letter != 'A' && letter != 'B' {
		name = name[:3]
	}
	return name
}

// iso writes the week of ISO 8601, or the year it belongs to.
func (f *formatter) iso(d directive, letter rune) {
	t := &f.t
	year := t.Year + 1900
	days := isoDays(t.Yearday, t.Weekday)
	if days < 0 {
		year--
		days = isoDays(t.Yearday+yearLength(year), t.Weekday)
	} else if next := isoDays(t.Yearday-yearLength(year), t.Weekday); next >= 0 {
		year++
		days = next
	}
	switch letter {
	case 'G':
		f.number(d, 1, year)
	case 'g':
		f.number(d, 2, (year%100+100)%100)
	default:
		f.number(d, 2, days/7+1)
	}
}

// isoDays counts the days since the Monday of the year's first week, the one with the first Thursday.
func isoDays(yearday, weekday int) int {
	const thursday = 4
	const several = 378 // weeks, more days than any difference below
	return yearday - (yearday-weekday+thursday+several)%7 + thursday - 1
}

func yearLength(year int) int {
	if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 366
	}
	return 365
}

func (f *formatter) zone(d directive) {
	name := f.t.Zone
	if name == "" && f.t.DST >= 0 {
		name = ctier.ZoneName(f.t.DST != 0)
	}
	if d.change {
		d.upper, d.lower = false, true
	}
	f.add(d, name)
}

func (f *formatter) offset(d directive) {
	if f.t.DST < 0 {
		return
	}
	minutes, mark := f.t.Offset/60, "+"
	if f.t.Offset < 0 {
		minutes, mark = -minutes, "-"
	}
	f.add(d, mark)
	f.number(d, 4, minutes/60*100+minutes%60)
}

func floorDiv(a, b int) int {
	if a%b < 0 {
		return a/b - 1
	}
	return a / b
}

// spaced writes a number of two digits that is padded with spaces.
func (f *formatter) spaced(d directive, n int) {
	if d.pad == 0 {
		d.pad = '_'
	}
	f.number(d, 2, n)
}

func (f *formatter) number(d directive, digits, n int) {
	text, mark := strconv.Itoa(n), ""
	if n < 0 {
		text, mark = text[1:], "-"
	}
	digits = max(digits, d.width)
	if missing := digits - len(mark) - len(text); missing > 0 && d.pad != '-' {
		if missing >= f.limit {
			f.full = true
			return
		}
		if d.pad == '_' {
			mark = strings.Repeat(" ", missing) + mark
		} else {
			text = strings.Repeat("0", missing) + text
		}
	}
	f.add(d, mark+text)
}

func (f *formatter) add(d directive, text string) { f.addRunes(d, []rune(text)) }

// addRunes writes a text in the directive's width and case.
func (f *formatter) addRunes(d directive, text []rune) {
	missing := max(d.width-len(text), 0)
	if f.full || len(f.out)+missing+len(text) >= f.limit {
		f.full = true
		return
	}
	fill := ' '
	if d.pad == '0' {
		fill = '0'
	}
	for range missing {
		f.out = append(f.out, fill)
	}
	for _, c := range text {
		switch {
		case d.lower:
			c = unicode.ToLower(c)
		case d.upper:
			c = unicode.ToUpper(c)
		}
		f.out = append(f.out, c)
	}
}
