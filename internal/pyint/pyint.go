// Package pyint reads and writes integers as int() and repr do, in every base from 2 to 36. It knows Go values
// only; objects and the texts of errors, which quote the repr of an object, stay out.
package pyint

import (
	"math/big"
	"strings"
)

// MaxStrDigits is how many decimal digits a text may have before int() and str() refuse the quadratic work;
// DigitsThreshold is the length that nobody checks.
const (
	MaxStrDigits    = 4300
	DigitsThreshold = 640
)

// Result of Parse.
type Result int

// Parse has found a number, no number, or so many digits that the limit forbids it.
const (
	OK Result = iota
	Invalid
	TooLong
)

// Parse reads s as int(s, base) does: white space around, a sign, the prefix of the base (which chooses it where
// base is 0), underscores between digits. maxDigits limits the digits where the work is quadratic; 0 is no limit.
// digits counts them where the limit was exceeded. base must be 0 or 2 to 36.
func Parse(s string, base, maxDigits int) (n *big.Int, digits int, result Result) {
	s = trim(s)
	negative := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		negative = s[0] == '-'
		s = s[1:]
	}
	prefixed := 0
	if len(s) > 1 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			prefixed = 16
		case 'o':
			prefixed = 8
		case 'b':
			prefixed = 2
		}
	}
	zerosOnly := false
	switch {
	case prefixed != 0 && (base == 0 || base == prefixed):
		base = prefixed
		s = strings.TrimPrefix(s[2:], "_") // one underscore may follow the prefix
		if strings.HasPrefix(s, "_") {
			return nil, 0, Invalid
		}
	case base == 0:
		base = 10
		zerosOnly = strings.HasPrefix(s, "0") // "010" means nothing any more
	}
	clean, ok := digitsOf(s, base)
	if !ok || zerosOnly && strings.Trim(clean, "0") != "" {
		return nil, 0, Invalid
	}
	if base&(base-1) != 0 && maxDigits > 0 && len(clean) > DigitsThreshold && len(clean) > maxDigits {
		return nil, len(clean), TooLong
	}
	n, _ = new(big.Int).SetString(clean, base)
	if negative {
		n.Neg(n)
	}
	return n, len(clean), OK
}

// digitsOf checks that s is digits of the base with single underscores between them, and drops these.
func digitsOf(s string, base int) (string, bool) {
	if s == "" {
		return "", false
	}
	underscore := true // as if one stood in front: it may not come first
	var clean []byte
	for i := range len(s) {
		c := s[i]
		if c == '_' {
			if underscore {
				return "", false
			}
			if clean == nil {
				clean = append(make([]byte, 0, len(s)), s[:i]...)
			}
			underscore = true
			continue
		}
		underscore = false
		if DigitValue(c) >= base {
			return "", false
		}
		if clean != nil {
			clean = append(clean, c)
		}
	}
	if underscore {
		return "", false
	}
	if clean != nil {
		return string(clean), true
	}
	return s, true
}

// DigitValue is the value of the digit c in bases that have it, 37 where c is no digit.
func DigitValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'z':
		return int(c|0x20-'a') + 10
	}
	return 37
}

func trim(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// Text writes n in the base, with the prefix 0b, 0o or 0x where one is asked for and the base has one.
func Text(n *big.Int, base int, prefix bool) string {
	s := n.Text(base)
	if !prefix {
		return s
	}
	var p string
	switch base {
	case 2:
		p = "0b"
	case 8:
		p = "0o"
	case 16:
		p = "0x"
	}
	if s[0] == '-' {
		return "-" + p + s[1:]
	}
	return p + s
}

// TransformDecimals replaces, as int() and float() do before they read, every decimal digit of any script by the ASCII digit and
// every other space by a blank. What is neither becomes '?', which no number contains.
func TransformDecimals(s []rune, isSpace func(rune) bool, toDecimal func(rune) int) string {
	b := make([]byte, len(s))
	for i, c := range s {
		switch {
		case c < 0x80:
			b[i] = byte(c)
		case isSpace(c):
			b[i] = ' '
		default:
			b[i] = '?'
			if d := toDecimal(c); d >= 0 {
				b[i] = '0' + byte(d)
			}
		}
	}
	return string(b)
}
