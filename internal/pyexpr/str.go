package pyexpr

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

// stringPrefix returns the letters in front of the quote if the text starts with a string literal.
func stringPrefix(text string) (string, bool) {
	for i := 0; i < len(text) && i <= 2; i++ {
		if text[i] == '\'' || text[i] == '"' {
			switch prefix := strings.ToLower(text[:i]); prefix {
			case "", "r", "u", "b", "br", "rb", "f", "fr", "rf":
				return prefix, true
			}
			return "", false
		}
	}
	return "", false
}

// stringLiteral reads one literal and returns a Text or a []byte.
func (l *lexer) stringLiteral(prefix string) any {
	start, line := l.at, l.lineNumber()
	if strings.Contains(prefix, "f") {
		l.outside(start, "f-strings are not part of the subset")
	}
	l.advance(len(prefix))
	quote := l.rest()[:1]
	if strings.HasPrefix(l.rest(), strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	l.advance(len(quote))
	raw, binary := strings.Contains(prefix, "r"), strings.Contains(prefix, "b")
	text := Text{}
	for !strings.HasPrefix(l.rest(), quote) {
		rest := l.rest()
		if rest == "" || len(quote) == 1 && rest[0] == '\n' {
			l.unterminated(start, line, len(quote) == 3)
		}
		if rest[0] == '\\' && len(rest) > 1 {
			if raw {
				text = append(text, '\\')
				l.advance(1)
				text = append(text, l.character(binary))
			} else {
				text = l.escape(text, binary)
			}
			continue
		}
		text = append(text, l.character(binary))
	}
	l.advance(len(quote))
	if !binary {
		return text
	}
	data := make([]byte, len(text))
	for i, r := range text {
		data[i] = byte(r)
	}
	return data
}

func (l *lexer) unterminated(start, line int, long bool) {
	said := "unterminated string literal"
	if long {
		said = "unterminated triple-quoted string literal"
	}
	if l.layout == nil {
		l.fail(start, "", "%s", said)
	}
	last := l.layout.line
	if long && strings.HasSuffix(l.text, "\n") {
		last-- // there is nothing on the line that the text ends with
	}
	panic(&SyntaxError{Line: line, Column: start, Message: said + " (detected at line " + itoa(last) + ")"})
}

// character takes one character as it stands.
func (l *lexer) character(binary bool) rune {
	r, size := utf8.DecodeRuneInString(l.rest())
	switch {
	case r == utf8.RuneError && size == 1:
		l.fail(l.at, "", "a byte that is not UTF-8: 0x%02x", l.rest()[0])
	case binary && r >= utf8.RuneSelf:
		l.fail(l.at, "", "bytes can only contain ASCII literal characters")
	}
	l.advance(size)
	return r
}

var simpleEscapes = map[byte]rune{
	'\\': '\\', '\'': '\'', '"': '"', 'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11,
}

// escape reads a backslash and what belongs to it. An unknown escape stands for itself, backslash included.
func (l *lexer) escape(text Text, binary bool) Text {
	at := l.at
	rest := l.rest()
	letter := rest[1]
	if simple, known := simpleEscapes[letter]; known {
		l.advance(2)
		return append(text, simple)
	}
	switch {
	case letter == '\n':
		l.advance(2)
		return text
	case '0' <= letter && letter <= '7':
		size := 2
		for size < 4 && size < len(rest) && '0' <= rest[size] && rest[size] <= '7' {
			size++
		}
		value := parseDigits(rest[1:size], 8)
		if binary {
			value &= 0xff
		}
		l.advance(size)
		return append(text, value)
	case letter == 'x':
		return append(text, l.hexEscape(at, 2, `\xXX`))
	case letter == 'u' && !binary:
		return append(text, l.hexEscape(at, 4, `\uXXXX`))
	case letter == 'U' && !binary:
		value := l.hexEscape(at, 8, `\UXXXXXXXX`)
		if value < 0 || value > utf8.MaxRune {
			l.fail(at, "", "illegal Unicode character")
		}
		return append(text, value)
	case letter == 'N' && !binary:
		return append(text, l.namedEscape(at))
	}
	l.advance(1)
	return append(text, '\\')
}

func (l *lexer) hexEscape(at, digits int, form string) rune {
	rest := l.rest()
	if len(rest) < 2+digits || strings.Trim(rest[2:2+digits], "0123456789abcdefABCDEF") != "" {
		l.fail(at, "", "truncated %s escape", form)
	}
	l.advance(2 + digits)
	return parseDigits(rest[2:2+digits], 16)
}

// parseDigits wraps around for numbers that no rune can hold; the caller finds them negative or too large.
func parseDigits(digits string, base int) rune {
	var value uint32
	for _, digit := range strings.ToLower(digits) {
		value = value*uint32(base) + uint32(strings.IndexRune("0123456789abcdef", digit))
	}
	return rune(value)
}

func (l *lexer) namedEscape(at int) rune {
	rest := l.rest()
	closing := strings.IndexByte(rest, '}')
	if len(rest) < 3 || rest[2] != '{' || closing < 0 {
		l.fail(at, "", `malformed \N character escape`)
	}
	wanted := strings.ToUpper(rest[3:closing])
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if runenames.Name(r) == wanted {
			l.advance(closing + 1)
			return r
		}
	}
	l.fail(at, "", "unknown Unicode character name")
	return 0
}
