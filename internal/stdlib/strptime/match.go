package strptime

import (
	"slices"

	"github.com/d95905aa/gilded/internal/ucd"
)

// Matching of a text with a format, as the regular expression of CPython's _strptime does it: each directive offers its
// alternatives in order, and what comes later may send it back to try the next one.

// class is a set of characters: a range, or any digit of any script.
type class struct{ low, high rune }

var digit = class{}

func (c class) has(r rune) bool {
	if c == digit {
		return ucd.IsDecimal(r)
	}
	return c.low <= r && r <= c.high
}

// alternatives reads a list like "3[01]|[12]d|0[1-9]", where d is any digit and brackets hold one range.
func alternatives(pattern string) (all [][]class) {
	one := []class{}
	for i := 0; i < len(pattern); i++ {
		switch c := rune(pattern[i]); c {
		case '|':
			all, one = append(all, one), []class{}
		case 'd':
			one = append(one, digit)
		case '[':
			one = append(one, class{rune(pattern[i+1]), rune(pattern[i+3])})
			i += 4
		default:
			one = append(one, class{c, c})
		}
	}
	return append(all, one)
}

const weeks = "5[0-3]|[0-4]d|d"

// numeric are the directives that stand for numbers.
var numeric = func() map[rune][][]class {
	m := map[rune][][]class{}
	for directive, pattern := range map[rune]string{
		'd': "3[0-1]|[1-2]d|0[1-9]|[1-9]| [1-9]", 'H': "2[0-3]|[0-1]d|d", 'I': "1[0-2]|0[1-9]|[1-9]", 'G': "dddd",
		'f': "[0-9][0-9][0-9][0-9][0-9][0-9]|[0-9][0-9][0-9][0-9][0-9]|[0-9][0-9][0-9][0-9]|[0-9][0-9][0-9]|[0-9][0-9]|[0-9]",
		'j': "36[0-6]|3[0-5]d|[1-2]dd|0[1-9]d|00[1-9]|[1-9]d|0[1-9]|[1-9]", 'm': "1[0-2]|0[1-9]|[1-9]", 'M': "[0-5]d|d", 'S': "6[0-1]|[0-5]d|d",
		'U': weeks, 'W': weeks, 'w': "[0-6]", 'u': "[1-7]", 'V': "5[0-3]|0[1-9]|[1-4]d|d", 'y': "dd", 'Y': "dddd",
	} {
		m[directive] = alternatives(pattern)
	}
	return m
}()

// element is a part of a format: a directive, white space, or characters.
type element struct {
	directive rune // ' ' for white space, 0 for the characters of literal
	literal   []rune
	names     [][]rune // what the directive can be, if it is no number: in lower case, the longest first
}

// lengths are how many characters the element may take at the beginning of text, in the order in which to try them.
func (e element) lengths(text []rune) (n []int) {
	switch {
	case e.directive == 0:
		return startsWith(text, e.literal)
	case e.directive == ' ':
		for len(n) < len(text) && ucd.IsSpace(text[len(n)]) {
			n = append(n, len(n)+1)
		}
		slices.Reverse(n)
		return n
	case e.directive == 'z':
		return offsets(text)
	case e.names != nil:
		for _, name := range e.names {
			n = append(n, startsWith(text, name)...)
		}
		return n
	}
	for _, one := range numeric[e.directive] {
		if hasAll(text, one) {
			n = append(n, len(one))
		}
	}
	return n
}

func hasAll(text []rune, classes []class) bool {
	if len(text) < len(classes) {
		return false
	}
	for i, c := range classes {
		if !c.has(text[i]) {
			return false
		}
	}
	return true
}

// startsWith compares without regard to case.
func startsWith(text, prefix []rune) []int {
	if len(text) < len(prefix) {
		return nil
	}
	for i, c := range prefix {
		if ucd.ToLower(text[i]) != ucd.ToLower(c) {
			return nil
		}
	}
	return []int{len(prefix)}
}

// offsets are the lengths of ±HH[:]MM[[:]SS[.ffffff]], the longest first, or of Z.
func offsets(text []rune) (n []int) {
	if len(text) > 0 && text[0] == 'Z' {
		return []int{1}
	}
	minutes := alternatives("[0-5]d")[0]
	if len(text) < 3 || text[0] != '+' && text[0] != '-' || !hasAll(text[1:], []class{digit, digit}) {
		return nil
	}
	colonAnd := func(at int) int {
		if at < len(text) && text[at] == ':' && hasAll(text[at+1:], minutes) {
			return at + 3
		}
		if hasAll(text[at:], minutes) {
			return at + 2
		}
		return 0
	}
	end := colonAnd(3)
	if end == 0 {
		return nil
	}
	n = append(n, end)
	if end = colonAnd(end); end == 0 {
		return n
	}
	n = append(n, end)
	if end < len(text) && text[end] == '.' {
		for i := 1; i <= 6 && end+i < len(text) && ucd.IsDecimal(text[end+i]); i++ {
			n = append(n, end+i+1)
		}
	}
	slices.Reverse(n)
	return n
}

// match matches elements with the beginning of a text: how long each is, or false.
func match(elements []element, text []rune, found []int) ([]int, bool) {
	if len(found) == len(elements) {
		return found, true
	}
	for _, n := range elements[len(found)].lengths(text) {
		if all, ok := match(elements, text[n:], append(found, n)); ok {
			return all, true
		}
	}
	return nil, false
}
