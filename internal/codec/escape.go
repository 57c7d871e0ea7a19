package codec

import "fmt"

// The encodings that write characters as escapes: of Python's literals, and of its raw literals of old.

// DecodeUnicodeEscape decodes the escapes of a str literal; other bytes are Latin-1. badEscape is where a backslash stands before
// a character that it has no meaning for, -1 if there is none: that is kept, and worth a warning.
func DecodeUnicodeEscape(data []byte, handle DecodeHandler, final bool) (text []rune, consumed, badEscape int, err error) {
	d := decoding{name: "unicodeescape", data: data, handle: handle, out: make([]rune, 0, len(data))}
	badEscape = -1
	for d.at < len(d.data) {
		if c := d.data[d.at]; c != '\\' {
			d.out = append(d.out, rune(c))
			d.at++
			continue
		}
		text, n, reason, incomplete := escape(d.data[d.at:])
		if reason == "" {
			if n == 2 && len(text) == 2 && badEscape < 0 {
				badEscape = d.at
			}
			d.out = append(d.out, text...)
			d.at += n
			continue
		}
		if incomplete && !final {
			break
		}
		if err := d.fail(d.at+n, reason); err != nil {
			return nil, 0, -1, err
		}
	}
	return d.out, d.at, badEscape, nil
}

var simpleEscapes = map[byte]rune{'\\': '\\', '\'': '\'', '"': '"', 'b': '\b', 'f': '\f', 't': '\t', 'n': '\n', 'r': '\r', 'v': '\v', 'a': '\a'}

// escape reads one escape. incomplete tells that more data could make it right.
func escape(s []byte) (text []rune, n int, reason string, incomplete bool) {
	if len(s) == 1 {
		return nil, 1, "\\ at end of string", true
	}
	c := s[1]
	if r, ok := simpleEscapes[c]; ok {
		return []rune{r}, 2, "", false
	}
	switch c {
	case '\n':
		return nil, 2, "", false
	case '0', '1', '2', '3', '4', '5', '6', '7':
		r, n := rune(0), 1
		for ; n < 4 && n < len(s) && '0' <= s[n] && s[n] <= '7'; n++ {
			r = r<<3 | rune(s[n]-'0')
		}
		return []rune{r}, n, "", false
	case 'x':
		return hexEscape(s, 2, "truncated \\xXX escape")
	case 'u':
		return hexEscape(s, 4, "truncated \\uXXXX escape")
	case 'U':
		return hexEscape(s, 8, "truncated \\UXXXXXXXX escape")
	case 'N':
		return namedEscape(s)
	}
	return []rune{'\\', rune(c)}, 2, "", false
}

func hexEscape(s []byte, digits int, reason string) ([]rune, int, string, bool) {
	var r uint32
	n := 2
	for ; n < 2+digits; n++ {
		if n == len(s) {
			return nil, n, reason, true
		}
		v := hexDigit(s[n])
		if v < 0 {
			return nil, n, reason, false
		}
		r = r<<4 | uint32(v)
	}
	if r > 0x10ffff {
		return nil, n, "illegal Unicode character", false
	}
	return []rune{rune(r)}, n, "", false
}

func namedEscape(s []byte) ([]rune, int, string, bool) {
	const malformed = "malformed \\N character escape"
	if len(s) == 2 {
		return nil, 2, malformed, true
	}
	if s[2] != '{' {
		return nil, 2, malformed, false
	}
	n := 3
	for n < len(s) && s[n] != '}' {
		n++
	}
	if n == len(s) {
		return nil, n, malformed, true
	}
	if n == 3 {
		return nil, n, malformed, false
	}
	r, ok := CharacterByName(string(s[3:n]))
	if !ok {
		return nil, n + 1, "unknown Unicode character name", false
	}
	return []rune{r}, n + 1, "", false
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// EncodeUnicodeEscape writes characters as in a str literal, without the quotes.
func EncodeUnicodeEscape(text []rune, _ EncodeHandler) ([]byte, error) {
	out := make([]byte, 0, len(text))
	for _, c := range text {
		switch {
		case c == '\\':
			out = append(out, '\\', '\\')
		case c == '\t':
			out = append(out, '\\', 't')
		case c == '\n':
			out = append(out, '\\', 'n')
		case c == '\r':
			out = append(out, '\\', 'r')
		case c >= ' ' && c < 0x7f:
			out = append(out, byte(c))
		default:
			out = appendEscape(out, c)
		}
	}
	return out, nil
}

func appendEscape(out []byte, c rune) []byte {
	switch {
	case c > 0xffff:
		return fmt.Appendf(out, "\\U%08x", c)
	case c > 0xff:
		return fmt.Appendf(out, "\\u%04x", c)
	}
	return fmt.Appendf(out, "\\x%02x", c)
}

// DecodeRawUnicodeEscape decodes \u and \U escapes; other bytes are Latin-1.
func DecodeRawUnicodeEscape(data []byte, handle DecodeHandler, final bool) ([]rune, int, error) {
	d := decoding{name: "rawunicodeescape", data: data, handle: handle, out: make([]rune, 0, len(data))}
	for d.at < len(d.data) {
		s := d.data[d.at:]
		if s[0] != '\\' {
			d.out = append(d.out, rune(s[0]))
			d.at++
			continue
		}
		if len(s) == 1 {
			if !final {
				break
			}
			d.out = append(d.out, '\\')
			d.at++
			continue
		}
		if s[1] != 'u' && s[1] != 'U' {
			d.out = append(d.out, '\\', rune(s[1]))
			d.at += 2
			continue
		}
		digits, reason := 4, "truncated \\uXXXX escape"
		if s[1] == 'U' {
			digits, reason = 8, "truncated \\UXXXXXXXX escape"
		}
		text, n, reason, incomplete := hexEscape(s, digits, reason)
		if reason == "" {
			d.out = append(d.out, text...)
			d.at += n
			continue
		}
		if incomplete && !final {
			break
		}
		if reason == "illegal Unicode character" {
			reason = "\\Uxxxxxxxx out of range"
		}
		if err := d.fail(d.at+n, reason); err != nil {
			return nil, 0, err
		}
	}
	return d.out, d.at, nil
}

// EncodeRawUnicodeEscape writes characters beyond Latin-1 as \u and \U escapes.
func EncodeRawUnicodeEscape(text []rune, _ EncodeHandler) ([]byte, error) {
	out := make([]byte, 0, len(text))
	for _, c := range text {
		if c < 0x100 {
			out = append(out, byte(c))
		} else {
			out = appendEscape(out, c)
		}
	}
	return out, nil
}
