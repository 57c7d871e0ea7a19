package object

import (
	"github.com/d95905aa/gilded/internal/ucd"
)

// StrRepr is repr(o) of a str.
func StrRepr(o *Object) *Object {
	return NewStrRunes(quoted(StrRunes(o), ucd.IsPrintable))
}

// quoted writes text between quotes, with escapes for what isn't printable.
func quoted(s []rune, printable func(rune) bool) []rune {
	quote := rune('\'')
	single, double := false, false
	for _, c := range s {
		single = single || c == '\''
		double = double || c == '"'
	}
	if single && !double {
		quote = '"'
	}
	out := append(make([]rune, 0, len(s)+2), quote)
	for _, c := range s {
		switch {
		case c == quote || c == '\\':
			out = append(out, '\\', c)
		case c == '\t':
			out = append(out, '\\', 't')
		case c == '\n':
			out = append(out, '\\', 'n')
		case c == '\r':
			out = append(out, '\\', 'r')
		case c >= ' ' && c < 0x7f || c > 0x7f && printable(c):
			out = append(out, c)
		default:
			out = appendEscape(out, c)
		}
	}
	return append(out, quote)
}

// appendEscape writes a character as \x41, \u0041 or \U00000041: the shortest that holds it.
func appendEscape(out []rune, c rune) []rune {
	letter, digits := rune('x'), 2
	switch {
	case c > 0xffff:
		letter, digits = 'U', 8
	case c > 0xff:
		letter, digits = 'u', 4
	}
	out = append(out, '\\', letter)
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		out = append(out, rune("0123456789abcdef"[c>>shift&15]))
	}
	return out
}

// asciiOf is a repr with escapes for every character that is not ASCII: what ascii() makes of it.
func asciiOf(repr *Object) *Object {
	if StrIsASCII(repr) {
		return NewRef(repr)
	}
	var out []rune
	for _, c := range StrRunes(repr) {
		if c < 0x80 {
			out = append(out, c)
		} else {
			out = appendEscape(out, c)
		}
	}
	return NewStrRunes(out)
}

// ASCII is ascii(o): its repr, with escapes for what is not ASCII. It may run code.
func ASCII(o *Object) *Object {
	repr := Repr(o)
	if repr == nil {
		return nil
	}
	defer Decref(repr)
	return asciiOf(repr)
}

// narrow is characters below 256 as bytes.
func narrow(s []rune) []byte {
	out := make([]byte, len(s))
	for i, c := range s {
		out[i] = byte(c)
	}
	return out
}
