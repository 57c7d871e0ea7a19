package binascii

import (
	"bytes"
	"encoding/hex"

	"github.com/d95905aa/gilded/internal/object"
)

// uuencode and quoted-printable.

const uuLine = 45

func toUU(m obj, a []obj) obj {
	return onBytes(a[0], func(data []byte) obj {
		backtick, ok := flag(a[1], false)
		if !ok {
			return nil
		}
		if len(data) > uuLine {
			return complain(m, "At most 45 bytes at once")
		}
		zero := byte(' ')
		if backtick {
			zero = '`'
		}
		character := func(bits byte) byte {
			if bits == 0 {
				return zero
			}
			return bits + ' '
		}
		out := []byte{character(byte(len(data)))}
		for len(data) > 0 {
			var three [3]byte
			data = data[copy(three[:], data):]
			out = append(out, character(three[0]>>2), character(three[0]&3<<4|three[1]>>4), character(three[1]&15<<2|three[2]>>6), character(three[2]&63))
		}
		return object.NewBytes(append(out, '\n'))
	})
}

func fromUU(m, v obj) obj {
	return onText(v, func(data []byte) obj {
		out, problem := unUU(data)
		if problem != "" {
			return complain(m, problem)
		}
		return object.NewBytes(out)
	})
}

// unUU decodes a line. Blanks at its end may have got lost.
func unUU(data []byte) (out []byte, problem string) {
	first := byte(0) // as CPython finds it behind empty data
	if len(data) > 0 {
		first, data = data[0], data[1:]
	}
	n := int((first - ' ') & 63)
	var bits uint
	for have := 0; len(out) < n; {
		var c byte
		if len(data) > 0 && data[0] != '\n' && data[0] != '\r' {
			if data[0] < ' ' || data[0] > ' '+64 {
				return nil, "Illegal char"
			}
			c = (data[0] - ' ') & 63
		}
		data = data[min(1, len(data)):]
		bits = bits<<6 | uint(c)
		if have += 6; have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
		}
	}
	if len(bytes.Trim(data, " `\r\n")) > 0 {
		return nil, "Trailing garbage"
	}
	return out, ""
}

func fromQP(_ obj, a []obj) obj {
	return onText(a[0], func(data []byte) obj {
		header, ok := flag(a[1], false)
		if !ok {
			return nil
		}
		return object.NewBytes(unQP(data, header))
	})
}

func unQP(data []byte, header bool) (out []byte) {
	for i := 0; i < len(data); {
		c := data[i]
		i++
		switch {
		case c == '_' && header:
			out = append(out, ' ')
		case c != '=':
			out = append(out, c)
		case i >= len(data):
		case data[i] == '\n' || data[i] == '\r': // the line goes on
			for i < len(data) && data[i] != '\n' {
				i++
			}
			i++
		case data[i] == '=':
			out = append(out, '=')
			i++
		default:
			var one [1]byte
			if _, err := hex.Decode(one[:], data[i:min(i+2, len(data))]); err != nil {
				out = append(out, '=')
				continue
			}
			out = append(out, one[0])
			i += 2
		}
	}
	return out
}

// qpWriter writes quoted-printable text. What ends lines is what ends the first one of the data.
type qpWriter struct {
	data                      []byte
	quoteTabs, istext, header bool
	end                       string
	out                       []byte
	column                    int
}

// qpLine is how long a line may be.
const qpLine = 76

func toQP(_ obj, a []obj) obj {
	return onBytes(a[0], func(data []byte) obj {
		w := qpWriter{data: data, end: "\n"}
		for i, to := range []*bool{&w.quoteTabs, &w.istext, &w.header} {
			var ok bool
			if *to, ok = flag(a[1+i], i == 1); !ok {
				return nil
			}
		}
		if at := bytes.IndexByte(data, '\n'); at > 0 && data[at-1] == '\r' {
			w.end = "\r\n"
		}
		for i := 0; i < len(data); {
			i += w.write(i)
		}
		return object.NewBytes(w.out)
	})
}

// followed tells whether c stands behind the i-th byte.
func (w *qpWriter) followed(i int, c byte) bool { return i+1 < len(w.data) && w.data[i+1] == c }

// write writes the i-th byte, or the end of a line, and returns how many bytes of the data these are.
func (w *qpWriter) write(i int) int {
	c, last := w.data[i], i+1 == len(w.data)
	switch {
	case w.quoted(i):
		if w.column+3 >= qpLine {
			w.softBreak()
		}
		w.out = append(w.out, '=', upperHex[c>>4], upperHex[c&15])
		w.column += 3
	case w.istext && (c == '\n' || c == '\r' && w.followed(i, '\n')):
		if n := len(w.out); n > 0 && (w.out[n-1] == ' ' || w.out[n-1] == '\t') { // which would get lost
			blank := w.out[n-1]
			w.out = append(w.out[:n-1], '=', upperHex[blank>>4], upperHex[blank&15])
		}
		w.out = append(w.out, w.end...)
		w.column = 0
		if c == '\r' {
			return 2
		}
	default:
		if !last && !w.followed(i, '\n') && w.column+1 >= qpLine {
			w.softBreak()
		}
		w.column++
		if w.header && c == ' ' {
			c = '_'
		}
		w.out = append(w.out, c)
	}
	return 1
}

const upperHex = "0123456789ABCDEF"

func (w *qpWriter) softBreak() {
	w.out = append(append(w.out, '='), w.end...)
	w.column = 0
}

// quoted tells whether the i-th byte has to be written as a number.
func (w *qpWriter) quoted(i int) bool {
	c, last := w.data[i], i+1 == len(w.data)
	switch {
	case c > 126 || c == '=' || c == '_' && w.header:
		return true
	case c == '.' && w.column == 0: // alone in a line it ends a mail
		return last || w.followed(i, '\n') || w.followed(i, '\r') || w.followed(i, 0)
	case c == '\r' || c == '\n':
		return !w.istext
	case c == '\t' || c == ' ':
		return last || w.quoteTabs
	}
	return c < 33
}
