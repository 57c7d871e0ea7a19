// Package pyformat reads CPython's formatting languages (the format specification mini language, replacement fields, % and
// the C API's own) and formats numbers and strings by them. It works on Go values and code points; objects stay out.
package pyformat

import (
	"fmt"
	"math"
)

// Error is a failure as Python sees it: the name of the exception class and its text.
type Error struct {
	Class string
	Text  string
}

func (e *Error) Error() string { return e.Class + ": " + e.Text }

func valueError(format string, args ...any) *Error {
	return &Error{"ValueError", fmt.Sprintf(format, args...)}
}

// Spec is a format specification: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
type Spec struct {
	Fill      rune
	Align     rune // '<', '>', '^' or '='
	Sign      rune // 0 where none was given
	NoNeg0    bool
	Alternate bool
	Width     int  // -1 where none was given
	Grouping  rune // ',', '_' or 0
	Precision int  // -1 where none was given
	Type      rune // 0 where none was given
}

func isAlign(c rune) bool { return c == '<' || c == '>' || c == '^' || c == '=' }

// number reads the decimal digits at text[at:]. next is at where there are none.
func number(text []rune, at int) (n, next int, err *Error) {
	for next = at; next < len(text); next++ {
		c := text[next]
		if c < '0' || c > '9' {
			break
		}
		if n > (math.MaxInt-int(c-'0'))/10 {
			return 0, 0, valueError("Too many decimal digits in format string")
		}
		n = n*10 + int(c-'0')
	}
	return n, next, nil
}

// ParseSpec reads a format specification. typeName is the type of the object that is formatted, for error texts; defaultType and
// defaultAlign are what that type uses where the text says nothing.
func ParseSpec(text []rune, typeName string, defaultType, defaultAlign rune) (*Spec, *Error) {
	s := &Spec{Fill: ' ', Align: defaultAlign, Width: -1, Precision: -1, Type: defaultType}
	at := 0
	is := func(c rune) bool { return at < len(text) && text[at] == c }
	filled, aligned := false, false
	if len(text) >= 2 && isAlign(text[1]) {
		s.Fill, s.Align = text[0], text[1]
		filled, aligned = true, true
		at = 2
	} else if len(text) >= 1 && isAlign(text[0]) {
		s.Align = text[0]
		aligned = true
		at = 1
	}
	if is('+') || is('-') || is(' ') {
		s.Sign = text[at]
		at++
	}
	if is('z') {
		s.NoNeg0 = true
		at++
	}
	if is('#') {
		s.Alternate = true
		at++
	}
	if !filled && is('0') {
		s.Fill = '0'
		if !aligned && defaultAlign == '>' {
			s.Align = '='
		}
		at++
	}
	width, next, err := number(text, at)
	if err != nil {
		return nil, err
	}
	if next > at {
		s.Width, at = width, next
	}
	if is(',') {
		s.Grouping = ','
		at++
	}
	if is('_') {
		if s.Grouping != 0 {
			return nil, bothGroupings()
		}
		s.Grouping = '_'
		at++
	}
	if is(',') && s.Grouping == '_' {
		return nil, bothGroupings()
	}
	if is('.') {
		at++
		precision, next, err := number(text, at)
		if err != nil {
			return nil, err
		}
		if next == at {
			return nil, valueError("Format specifier missing precision")
		}
		s.Precision, at = precision, next
	}
	if len(text)-at > 1 {
		return nil, valueError("Invalid format specifier '%s' for object of type '%s'", string(text), typeName)
	}
	if at < len(text) {
		s.Type = text[at]
	}
	return s, s.checkGrouping()
}

func bothGroupings() *Error { return valueError("Cannot specify both ',' and '_'.") }

func (s *Spec) checkGrouping() *Error {
	if s.Grouping == 0 {
		return nil
	}
	switch s.Type {
	case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		return nil
	case 'b', 'o', 'x', 'X':
		if s.Grouping == '_' {
			return nil
		}
	}
	return valueError("Cannot specify '%c' with '%s'.", s.Grouping, typeText(s.Type))
}

func typeText(c rune) string {
	if c > 32 && c < 128 {
		return string(c)
	}
	return fmt.Sprintf("\\x%x", c)
}

// UnknownType is the error for a presentation type that the object doesn't have.
func UnknownType(c rune, typeName string) *Error {
	return valueError("Unknown format code '%s' for object of type '%s'", typeText(c), typeName)
}

// pad puts body into a field of the width of the specification.
func (s *Spec) pad(body []rune) []rune {
	missing := s.Width - len(body)
	if missing <= 0 {
		return body
	}
	left := 0
	switch s.Align {
	case '>', '=':
		left = missing
	case '^':
		left = missing / 2
	}
	out := make([]rune, 0, s.Width)
	out = repeat(out, s.Fill, left)
	out = append(out, body...)
	return repeat(out, s.Fill, missing-left)
}

func repeat(to []rune, c rune, n int) []rune {
	for range n {
		to = append(to, c)
	}
	return to
}

// Str formats a string, as str.__format__ does.
func Str(value, text []rune, typeName string) ([]rune, *Error) {
	s, err := ParseSpec(text, typeName, 's', '<')
	if err != nil {
		return nil, err
	}
	if s.Type != 's' {
		return nil, UnknownType(s.Type, typeName)
	}
	switch {
	case s.Sign == ' ':
		return nil, valueError("Space not allowed in string format specifier")
	case s.Sign != 0:
		return nil, valueError("Sign not allowed in string format specifier")
	case s.NoNeg0:
		return nil, valueError("Negative zero coercion (z) not allowed in string format specifier")
	case s.Alternate:
		return nil, valueError("Alternate form (#) not allowed in string format specifier")
	case s.Align == '=':
		return nil, valueError("'=' alignment not allowed in string format specifier")
	}
	if s.Precision >= 0 && s.Precision < len(value) {
		value = value[:s.Precision]
	}
	return s.pad(value), nil
}
