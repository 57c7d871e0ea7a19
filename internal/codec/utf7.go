package codec

import "strings"

// UTF-7 writes what is not plain ASCII as UTF-16 in base64, between a plus and whatever is no base64. A minus ends it too and
// then stands for nothing.

const (
	base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	notPlain     = "+~\\"
)

func base64Value(c byte) int { return strings.IndexByte(base64Digits, c) }

// plainUTF7 tells whether a character is written as it is.
func plainUTF7(c rune) bool {
	if c == '\t' || c == '\n' || c == '\r' {
		return true
	}
	return c >= ' ' && c < 0x7f && !strings.ContainsRune(notPlain, c)
}

// utf7Shift is what is known of a run of base64.
type utf7Shift struct {
	active bool
	start  int // where the plus stands
	out    int // how many characters there were before
	bits   int
	buffer uint32
	high   rune // a high surrogate that waits for its low one, or 0
}

// digit takes one digit in.
func (s *utf7Shift) digit(out []rune, v int) []rune {
	s.buffer = s.buffer<<6 | uint32(v)
	if s.bits += 6; s.bits < 16 {
		return out
	}
	s.bits -= 16
	c := rune(s.buffer >> s.bits)
	s.buffer &= 1<<s.bits - 1
	if high := s.high; high != 0 {
		s.high = 0
		if c&^0x3ff == 0xdc00 {
			return append(out, 0x10000+(high&0x3ff)<<10+c&0x3ff)
		}
		out = append(out, high)
	}
	if c&^0x3ff == 0xd800 {
		s.high = c
		return out
	}
	return append(out, c)
}

// leftover says what is wrong with the bits that are left at the end of a run.
func (s *utf7Shift) leftover() string {
	switch {
	case s.bits >= 6:
		return "partial character in shift sequence"
	case s.bits > 0 && s.buffer != 0:
		return "non-zero padding bits in shift sequence"
	}
	return ""
}

// DecodeUTF7 decodes UTF-7. Unless final is set, a run of base64 that has not ended is left.
func DecodeUTF7(data []byte, handle DecodeHandler, final bool) ([]rune, int, error) {
	d := decoding{name: "utf7", data: data, handle: handle, out: make([]rune, 0, len(data))}
	var shift utf7Shift
	fail := func(start, end int, reason string) error {
		d.at = start
		return d.fail(end, reason)
	}
	for {
		for d.at < len(d.data) {
			c := d.data[d.at]
			var err error
			switch {
			case shift.active && base64Value(c) >= 0:
				d.out = shift.digit(d.out, base64Value(c))
				d.at++
			case shift.active:
				shift.active = false
				if reason := shift.leftover(); reason != "" {
					err = fail(shift.start, d.at+1, reason)
					break
				}
				if shift.high != 0 && c < 0x80 && c != '+' {
					d.out = append(d.out, shift.high)
				}
				shift.high = 0
				if c == '-' {
					d.at++
				}
			case c == '+':
				d.at, err = d.startShift(&shift, fail)
			case c < 0x80:
				d.out = append(d.out, rune(c))
				d.at++
			default:
				err = fail(d.at, d.at+1, "unexpected special character")
			}
			if err != nil {
				return nil, 0, err
			}
		}
		if !shift.active {
			return d.out, d.at, nil
		}
		if !final {
			return d.out[:min(shift.out, len(d.out))], shift.start, nil
		}
		shift.active = false
		if shift.high == 0 && shift.leftover() == "" {
			return d.out, d.at, nil
		}
		if err := fail(shift.start, len(d.data), "unterminated shift sequence"); err != nil {
			return nil, 0, err
		}
	}
}

// startShift reads a plus and says where to go on.
func (d *decoding) startShift(shift *utf7Shift, fail func(start, end int, reason string) error) (int, error) {
	next := d.at + 1
	switch {
	case next < len(d.data) && d.data[next] == '-':
		d.out = append(d.out, '+')
		return next + 1, nil
	case next < len(d.data) && base64Value(d.data[next]) < 0:
		err := fail(d.at, next+1, "ill-formed sequence")
		return d.at, err
	}
	*shift = utf7Shift{active: true, start: d.at, out: len(d.out)}
	return next, nil
}

// EncodeUTF7 encodes UTF-7, which has a form for every character.
func EncodeUTF7(text []rune, _ EncodeHandler) ([]byte, error) {
	out := make([]byte, 0, len(text))
	active, bits, buffer := false, 0, uint32(0)
	put := func(unit uint32) {
		buffer = buffer<<16 | unit
		for bits += 16; bits >= 6; {
			bits -= 6
			out = append(out, base64Digits[buffer>>bits&63])
		}
	}
	flush := func() {
		if bits > 0 {
			out = append(out, base64Digits[buffer<<(6-bits)&63])
		}
		active, bits, buffer = false, 0, 0
	}
	for _, c := range text {
		if plainUTF7(c) {
			if active {
				flush()
				if base64Value(byte(c)) >= 0 || c == '-' {
					out = append(out, '-')
				}
			}
			out = append(out, byte(c))
			continue
		}
		if !active {
			out = append(out, '+')
			if c == '+' {
				out = append(out, '-')
				continue
			}
			active = true
		}
		if c >= 0x10000 {
			put(0xd800 | uint32(c-0x10000)>>10)
			c = 0xdc00 | (c-0x10000)&0x3ff
		}
		put(uint32(c))
	}
	if active {
		flush()
		out = append(out, '-')
	}
	return out, nil
}
