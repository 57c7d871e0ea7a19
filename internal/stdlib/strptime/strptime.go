// Package strptime is the module _strptime: reading of times in a format, in the locale C. In CPython it is Python code that
// makes a regular expression of the format.
package strptime

import (
	"slices"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/ucd"
)

// Object is that of package object.
type Object = object.Object

var (
	weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	months   = []string{
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	}
	halves = []string{"am", "pm"}
)

// composed are the directives that stand for several others in the locale C.
var composed = map[rune]string{'c': "%a %b %d %H:%M:%S %Y", 'x': "%m/%d/%y", 'X': "%H:%M:%S"}

func short(names []string) []string {
	s := make([]string, len(names))
	for i, name := range names {
		s[i] = name[:3]
	}
	return s
}

// namesOf are the names that a directive can be; nil for one that is none.
func namesOf(directive rune, z *zones) []string {
	switch directive {
	case 'A':
		return weekdays
	case 'a':
		return short(weekdays)
	case 'B':
		return months
	case 'b':
		return short(months)
	case 'p':
		return halves
	case 'Z':
		return z.all()
	}
	return nil
}

// compile reads a format; ok is false, and ValueError set, if it is none.
func compile(format []rune, z *zones) (elements []element, ok bool) {
	seen := map[rune]bool{}
	var read func(format []rune) bool
	read = func(part []rune) bool {
		for i := 0; i < len(part); i++ {
			c := part[i]
			switch {
			case ucd.IsSpace(c):
				for i+1 < len(part) && ucd.IsSpace(part[i+1]) {
					i++
				}
				elements = append(elements, element{directive: ' '})
				continue
			case c != '%':
				elements = append(elements, element{literal: []rune{c}})
				continue
			}
			if i++; i == len(part) {
				object.Raise(object.IndexError, "string index out of range")
				return after(object.ValueError, "stray %% in format '%s'", object.StringOf(format))
			}
			c = part[i]
			if composed[c] != "" {
				if !read([]rune(composed[c])) {
					return false
				}
				continue
			}
			if c == '%' {
				elements = append(elements, element{literal: []rune{'%'}})
				continue
			}
			names := namesOf(c, z)
			if names == nil && c != 'z' && numeric[c] == nil {
				return bad(part[i:], format)
			}
			if seen[c] {
				object.Raise(object.ValueError, "directive '%s' occurs twice in format '%s'", string(c), object.StringOf(format))
				return false
			}
			seen[c] = true
			elements = append(elements, element{directive: c, names: longestFirst(names)})
		}
		return true
	}
	return elements, read(format)
}

// bad raises for an unknown directive, which CPython sees after it has escaped what means something in a regular expression.
func bad(rest, format []rune) bool {
	directive, missing := string(rest[0]), string(rest[0])
	if strings.ContainsRune(`\.^$*+?(){}[]|`, rest[0]) || ucd.IsSpace(rest[0]) {
		directive, missing = "%", `\`
	}
	key := object.NewStr(missing)
	if key == nil {
		return false
	}
	object.SetKeyError(key)
	object.Decref(key)
	return after(object.ValueError, "'%s' is a bad directive in format '%s'", directive, object.StringOf(format))
}

// after raises an exception instead of the one that is set, which stays its context but is not shown. It returns false.
func after(t *object.Type, format string, a ...any) bool {
	before := object.TakeException()
	object.Raise(t, format, a...)
	exc := object.TakeException()
	object.SetContext(exc, before)
	if !object.SetAttrString(exc, "__suppress_context__", object.True) {
		object.Decref(exc)
		return false
	}
	object.GiveException(exc)
	return false
}

func longestFirst(names []string) [][]rune {
	if names == nil {
		return nil
	}
	sorted := make([][]rune, len(names))
	for i, name := range names {
		sorted[i] = []rune(name)
	}
	slices.SortStableFunc(sorted, func(a, b []rune) int { return len(b) - len(a) })
	return sorted
}

// split gives the directives of a format in their order, and the text of each; ok is false, and an exception set, if the text has another form.
func split(text, format *Object, z *zones) (order []rune, found map[rune][]rune, ok bool) {
	for i, o := range []*Object{text, format} {
		if !object.IsStr(o) {
			class := object.ReprOf(object.Head(o.Type))
			object.Raise(object.TypeError, "strptime() argument %d must be str, not %s", i, class)
			return nil, nil, false
		}
	}
	elements, ok := compile(object.StrRunes(format), z)
	if !ok {
		return nil, nil, false
	}
	runes := object.StrRunes(text)
	lengths, ok := match(elements, runes, make([]int, 0, len(elements)))
	if !ok {
		object.Raise(object.ValueError, "time data %s does not match format %s", object.ReprOf(text), object.ReprOf(format))
		return nil, nil, false
	}
	found = map[rune][]rune{}
	at := 0
	for i, n := range lengths {
		if d := elements[i].directive; d != 0 && d != ' ' {
			order = append(order, d)
			found[d] = runes[at : at+n]
		}
		at += n
	}
	if at != len(runes) {
		object.Raise(object.ValueError, "unconverted data remains: %s", object.StringOf(runes[at:]))
		return nil, nil, false
	}
	return order, found, true
}

// zones are the names that %Z knows: those of UTC and of the local zone, without and with summer time.
type zones struct {
	standard, summer []string
	same             bool // the local zone has one name for both, and summer time
}

func (z *zones) all() []string { return append(append([]string{}, z.standard...), z.summer...) }

// localZones asks the module time.
func localZones(time *Object) (z *zones, ok bool) {
	done := object.CallMethod(time, "tzset")
	if done == nil {
		return nil, false
	}
	object.Decref(done)
	names, daylight := object.GetAttrString(time, "tzname"), object.GetAttrString(time, "daylight")
	defer object.XDecref(names)
	defer object.XDecref(daylight)
	if names == nil || daylight == nil {
		return nil, false
	}
	if !object.IsTuple(names) || len(object.TupleItems(names)) != 2 {
		object.Raise(object.TypeError, "time.tzname must be a tuple of two strs")
		return nil, false
	}
	var local [2]string
	for i, name := range object.TupleItems(names) {
		local[i] = strings.ToLower(object.TextOf(name))
	}
	z = &zones{standard: []string{"utc", "gmt"}}
	if !slices.Contains(z.standard, local[0]) {
		z.standard = append(z.standard, local[0])
	}
	switch object.IsTrue(daylight) {
	case -1:
		return nil, false
	case 1:
		z.summer, z.same = []string{local[1]}, local[0] == local[1]
	}
	return z, true
}
