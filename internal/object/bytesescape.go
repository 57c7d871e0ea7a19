package object

import "fmt"

// BytesDecodeEscape is the bytes that the text of a bytes literal, without its quotes, stands for. badEscape is where the
// first backslash stands that has no meaning, -1 if there is none. errors is "", strict, replace or ignore.
func BytesDecodeEscape(s []byte, errors string) (o *Object, badEscape int) {
	out := make([]byte, 0, len(s))
	badEscape = -1
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			out = append(out, s[i])
			i++
			continue
		}
		if i+1 == len(s) {
			return Raise(ValueError, "Trailing \\ in string"), -1
		}
		start, c := i, s[i+1]
		i += 2
		switch c {
		case '\n':
		case '\\', '\'', '"':
			out = append(out, c)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 't':
			out = append(out, '\t')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 'v':
			out = append(out, '\v')
		case 'a':
			out = append(out, '\a')
		case '0', '1', '2', '3', '4', '5', '6', '7':
			n := int(c - '0')
			for j := 0; j < 2 && i < len(s) && '0' <= s[i] && s[i] <= '7'; j++ {
				n = n<<3 | int(s[i]-'0')
				i++
			}
			out = append(out, byte(n))
		case 'x':
			if i+1 < len(s) && hexValue(s[i]) < 16 && hexValue(s[i+1]) < 16 {
				out = append(out, byte(hexValue(s[i])<<4|hexValue(s[i+1])))
				i += 2
				continue
			}
			if i < len(s) && hexValue(s[i]) < 16 {
				i++
			}
			switch errors {
			case "", "strict":
				return Raise(ValueError, "invalid \\x escape at position %d", start), -1
			case "replace":
				out = append(out, '?')
			case "ignore":
			default:
				return Raise(ValueError, "decoding error; unknown error handling code: %.400s", errors), -1
			}
		default:
			if badEscape < 0 {
				badEscape = start
			}
			out = append(out, '\\', c)
		}
	}
	return NewBytes(out), badEscape
}

// BytesUnescape is BytesDecodeEscape with a warning for a backslash that has no meaning. It may run code.
func BytesUnescape(s []byte, errors string) *Object {
	o, bad := BytesDecodeEscape(s, errors)
	if o != nil && bad >= 0 && !Warn(DeprecationWarning, fmt.Sprintf("invalid escape sequence '\\%c'", s[bad+1]), 1) {
		Decref(o)
		return nil
	}
	return o
}
