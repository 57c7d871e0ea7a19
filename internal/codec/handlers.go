package codec

import (
	"fmt"
	"strings"
)

// The error handlers that CPython has built in.

// DecodeHandlers are those of decoding, by name.
var DecodeHandlers = map[string]DecodeHandler{
	"strict":           func(e *DecodeError) ([]rune, int, error) { return nil, 0, e },
	"ignore":           func(e *DecodeError) ([]rune, int, error) { return nil, e.End, nil },
	"replace":          func(e *DecodeError) ([]rune, int, error) { return []rune{0xfffd}, e.End, nil },
	"backslashreplace": backslashDecode,
	"surrogateescape":  escapeDecode,
	"surrogatepass":    passDecode,
}

// EncodeHandlers are those of encoding, by name.
var EncodeHandlers = map[string]EncodeHandler{
	"strict": func(e *EncodeError) ([]rune, []byte, int, error) { return nil, nil, 0, e },
	"ignore": func(e *EncodeError) ([]rune, []byte, int, error) { return nil, nil, e.End, nil },
	"replace": func(e *EncodeError) ([]rune, []byte, int, error) {
		return []rune(strings.Repeat("?", e.End-e.Start)), nil, e.End, nil
	},
	"backslashreplace":  each(func(c rune) string { return string(appendEscape(nil, c)) }),
	"xmlcharrefreplace": each(func(c rune) string { return fmt.Sprintf("&#%d;", c) }),
	"namereplace": each(func(c rune) string {
		if name := CharacterName(c); name != "" {
			return "\\N{" + name + "}"
		}
		return string(appendEscape(nil, c))
	}),
	"surrogateescape": escapeEncode,
	"surrogatepass":   passEncode,
}

func each(write func(c rune) string) EncodeHandler {
	return func(e *EncodeError) ([]rune, []byte, int, error) {
		var b strings.Builder
		for _, c := range e.Text[e.Start:e.End] {
			b.WriteString(write(c))
		}
		return []rune(b.String()), nil, e.End, nil
	}
}

func backslashDecode(e *DecodeError) ([]rune, int, error) {
	var out []byte
	for _, c := range e.Data[e.Start:e.End] {
		out = fmt.Appendf(out, "\\x%02x", c)
	}
	return []rune(string(out)), e.End, nil
}

// escapeDecode hides up to four bytes in low surrogates, so that escapeEncode finds them again.
func escapeDecode(e *DecodeError) ([]rune, int, error) {
	var out []rune
	for _, c := range e.Data[e.Start:min(e.End, e.Start+4)] {
		if c < 0x80 {
			break
		}
		out = append(out, 0xdc00+rune(c))
	}
	if out == nil {
		return nil, 0, e
	}
	return out, e.Start + len(out), nil
}

func escapeEncode(e *EncodeError) ([]rune, []byte, int, error) {
	var out []byte
	for i, c := range e.Text[e.Start:e.End] {
		if c < 0xdc80 || c > 0xdcff {
			switch e.Encoding { // they take what can be escaped before they complain
			case "utf-8", "latin-1", "ascii":
				e.Start += i
			}
			return nil, nil, 0, e
		}
		out = append(out, byte(c-0xdc00))
	}
	return nil, out, e.End, nil
}

// passUnit says how an encoding writes a surrogate that is let through: in how many bytes, and in which order.
func passUnit(encoding string) (unit int, order Order) {
	name := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(encoding))
	switch {
	case name == "utf8" || name == "cputf8" || encoding == "CP_UTF8":
		return 3, Unknown
	case strings.HasPrefix(name, "utf16"):
		unit = 2
	case strings.HasPrefix(name, "utf32"):
		unit = 4
	default:
		return 0, Unknown
	}
	switch name[5:] {
	case "be":
		return unit, Big
	case "le", "":
		return unit, Little
	}
	return 0, Unknown
}

func passEncode(e *EncodeError) ([]rune, []byte, int, error) {
	unit, order := passUnit(e.Encoding)
	if unit == 0 {
		return nil, nil, 0, e
	}
	var out []byte
	for _, c := range e.Text[e.Start:e.End] {
		if !isSurrogate(c) {
			return nil, nil, 0, e
		}
		switch unit {
		case 2:
			out = order.bytes().AppendUint16(out, uint16(c))
		case 3:
			out = putUTF8(out, c)
		case 4:
			out = order.bytes().AppendUint32(out, uint32(c))
		}
	}
	return nil, out, e.End, nil
}

func passDecode(e *DecodeError) ([]rune, int, error) {
	unit, order := passUnit(e.Encoding)
	s := e.Data[e.Start:]
	var c rune
	switch {
	case unit == 0 || len(s) < unit:
		return nil, 0, e
	case unit == 2:
		c = rune(order.get().Uint16(s))
	case unit == 3:
		if s[0]&0xf0 != 0xe0 || s[1]&0xc0 != 0x80 || s[2]&0xc0 != 0x80 {
			return nil, 0, e
		}
		c = rune(s[0]&0xf)<<12 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f)
	case unit == 4:
		c = rune(order.get().Uint32(s))
	}
	if !isSurrogate(c) {
		return nil, 0, e
	}
	return []rune{c}, e.Start + unit, nil
}
