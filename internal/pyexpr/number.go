package pyexpr

import (
	"math/big"
	"strconv"
	"strings"
)

// number reads an int, float or imaginary literal.
func (l *lexer) number() (text string, value any) {
	at := l.at
	rest := l.rest()
	if len(rest) > 1 && rest[0] == '0' {
		if base, digits, known := basePrefix(rest[1]); known {
			return l.based(at, base, digits)
		}
	}
	size := l.digits(rest, 0)
	whole := size
	if size < len(rest) && rest[size] == '.' {
		size = l.digits(rest, size+1)
	}
	if size < len(rest) && (rest[size] == 'e' || rest[size] == 'E') {
		exponent := size + 1
		if exponent < len(rest) && (rest[exponent] == '+' || rest[exponent] == '-') {
			exponent++
		}
		if exponent < len(rest) && isDigit(rest[exponent]) {
			size = l.digits(rest, exponent)
		}
	}
	digits := strings.ReplaceAll(rest[:size], "_", "")
	switch {
	case size < len(rest) && (rest[size] == 'j' || rest[size] == 'J'):
		size++
		value = complex(0, parseFloat(digits))
	case size > whole:
		value = parseFloat(digits)
	default:
		if digits[0] == '0' && strings.Trim(digits, "0") != "" {
			l.fail(at, "", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
		}
		value, _ = new(big.Int).SetString(digits, 10)
	}
	text = l.advance(size)
	l.endOfNumber("decimal")
	return text, value
}

// digits returns the offset behind the digits and single underscores that start at from.
func (l *lexer) digits(text string, from int) int {
	for i := from; ; i++ {
		switch {
		case i < len(text) && isDigit(text[i]):
		case i < len(text) && text[i] == '_' && i > from && i+1 < len(text) && isDigit(text[i+1]):
		default:
			return i
		}
	}
}

func basePrefix(letter byte) (base int, digits string, known bool) {
	switch letter {
	case 'x', 'X':
		return 16, "0123456789abcdefABCDEF", true
	case 'o', 'O':
		return 8, "01234567", true
	case 'b', 'B':
		return 2, "01", true
	}
	return 0, "", false
}

func (l *lexer) based(at, base int, allowed string) (string, any) {
	rest := l.rest()
	size := 2
	for size < len(rest) {
		next := size
		if rest[next] == '_' {
			next++
		}
		if next >= len(rest) || strings.IndexByte(allowed, rest[next]) < 0 {
			break
		}
		size = next + 1
	}
	kind := map[int]string{16: "hexadecimal", 8: "octal", 2: "binary"}[base]
	if size == 2 {
		l.fail(at, "", "invalid %s literal", kind)
	}
	value, _ := new(big.Int).SetString(strings.ReplaceAll(rest[2:size], "_", ""), base)
	text := l.advance(size)
	l.endOfNumber(kind)
	return text, value
}

// endOfNumber refuses a number that runs on, as in 12ab or 1__0.
func (l *lexer) endOfNumber(kind string) {
	rest := l.rest()
	if rest == "" {
		return
	}
	if wordLength(rest) == 0 {
		return
	}
	word := rest[:wordLength(rest)]
	if word == "and" || word == "or" || word == "in" || word == "is" || word == "if" || word == "else" || word == "not" {
		return
	}
	l.fail(l.at, "", "invalid %s literal", kind)
}

// parseFloat cannot fail on what the lexer lets through; a number out of range is an infinity or zero, as in CPython.
func parseFloat(digits string) float64 {
	value, _ := strconv.ParseFloat(digits, 64)
	return value
}
