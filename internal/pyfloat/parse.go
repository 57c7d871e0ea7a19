package pyfloat

import (
	"math"
	"strconv"
	"strings"
)

// Prefix reads the longest number at the start of s, as PyOS_string_to_double does: an optional sign, then digits with
// point and exponent, or inf, infinity or nan in any case. n is how much of s it took, 0 if there is no number.
// overflow is set where the value is too large to represent; x is then an infinity.
func Prefix(s string) (x float64, n int, overflow bool) {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	negative := i > 0 && s[0] == '-'
	if word := special(s[i:]); word > 0 {
		x = math.Inf(1)
		if s[i]|0x20 == 'n' {
			x = math.Float64frombits(0x7ff8000000000000) // Go's own NaN has another payload
		}
		if negative {
			x = math.Copysign(x, -1)
		}
		return x, i + word, false
	}
	start := i
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	count := i - start
	if i < len(s) && s[i] == '.' {
		i++
		for i < len(s) && isDigit(s[i]) {
			i++
			count++
		}
	}
	if count == 0 {
		return 0, 0, false
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			i = j
		}
	}
	x, err := strconv.ParseFloat(s[:i], 64)
	return x, i, err != nil && math.IsInf(x, 0)
}

func special(s string) int {
	for _, word := range []string{"infinity", "inf", "nan"} {
		if len(s) >= len(word) && strings.EqualFold(s[:len(word)], word) {
			return len(word)
		}
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func trim(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// dropUnderscores removes the underscores between digits; any other makes the text invalid.
func dropUnderscores(s string) (string, bool) {
	if !strings.Contains(s, "_") {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b.WriteByte(s[i])
		} else if i == 0 || !isDigit(s[i-1]) || i+1 == len(s) || !isDigit(s[i+1]) {
			return "", false
		}
	}
	return b.String(), true
}

// Parse reads s as float(s) does, white space around and underscores between digits included. Characters that stand
// for ASCII ones (digits of other scripts, other spaces) have been replaced by the caller.
func Parse(s string) (x float64, ok bool) {
	s, ok = dropUnderscores(trim(s))
	if !ok || s == "" {
		return 0, false
	}
	x, n, _ := Prefix(s) // what overflows is an infinity to float()
	return x, n == len(s)
}

// ParseComplex reads s as complex(s) does.
func ParseComplex(s string) (re, im float64, ok bool) {
	s, ok = dropUnderscores(trim(s))
	if !ok {
		return 0, 0, false
	}
	if strings.HasPrefix(s, "(") {
		if !strings.HasSuffix(s, ")") {
			return 0, 0, false
		}
		s = trim(s[1 : len(s)-1])
	}
	if s == "" {
		return 0, 0, false
	}
	first, n, _ := Prefix(s)
	if n == 0 { // no number, so it must be "j" with an optional sign
		unit := 1.0
		if s[0] == '+' || s[0] == '-' {
			if s[0] == '-' {
				unit = -1
			}
			s = s[1:]
		}
		return 0, unit, s == "j" || s == "J"
	}
	rest := s[n:]
	switch {
	case rest == "":
		return first, 0, true
	case rest == "j" || rest == "J":
		return 0, first, true
	case rest[0] != '+' && rest[0] != '-':
		return 0, 0, false
	}
	second, n, _ := Prefix(rest)
	if n == 0 {
		second, n = 1, 1
		if rest[0] == '-' {
			second = -1
		}
	}
	return first, second, rest[n:] == "j" || rest[n:] == "J"
}
