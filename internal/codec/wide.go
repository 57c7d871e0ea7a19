package codec

import "encoding/binary"

// Order is the order of the bytes of UTF-16 and UTF-32, with the values that the C API gives it.
type Order int

// Unknown makes a decoder look for a byte order mark, and an encoder write one.
const (
	Little  Order = -1
	Unknown Order = 0
	Big     Order = 1
)

func (o Order) bytes() binary.AppendByteOrder {
	if o == Big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (o Order) get() binary.ByteOrder {
	if o == Big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (o Order) name(base string) string {
	if o == Big {
		return base + "-be"
	}
	return base + "-le"
}

// DecodeUTF16 decodes UTF-16. found is the order of a byte order mark, Unknown if there was none.
func DecodeUTF16(data []byte, order Order, handle DecodeHandler, final bool) (text []rune, consumed int, found Order, err error) {
	d := decoding{data: data, handle: handle, out: make([]rune, 0, len(data)/2)}
	found = order
	if order == Unknown && len(data) >= 2 {
		switch binary.LittleEndian.Uint16(data) {
		case 0xfeff:
			found, d.at = Little, 2
		case 0xfffe:
			found, d.at = Big, 2
		}
	}
	d.name = found.name("utf-16")
	read := found.get()
	for d.at < len(d.data) {
		s := d.data[d.at:]
		if len(s) < 2 {
			if !final {
				break
			}
			if err := d.fail(len(d.data), "truncated data"); err != nil {
				return nil, 0, 0, err
			}
			continue
		}
		c := rune(read.Uint16(s))
		end, reason := d.at+2, ""
		switch {
		case !isSurrogate(c):
			d.out = append(d.out, c)
			d.at += 2
			continue
		case c >= 0xdc00:
			reason = "illegal encoding"
		case len(s) < 4:
			if !final {
				return d.out, d.at, found, nil
			}
			end, reason = len(d.data), endOfData
		default:
			low := rune(read.Uint16(s[2:]))
			if low&^0x3ff == 0xdc00 {
				d.out = append(d.out, 0x10000+(c&0x3ff)<<10+low&0x3ff)
				d.at += 4
				continue
			}
			reason = "illegal UTF-16 surrogate"
		}
		if err := d.fail(end, reason); err != nil {
			return nil, 0, 0, err
		}
	}
	return d.out, d.at, found, nil
}

// DecodeUTF32 decodes UTF-32. found is the order of a byte order mark, Unknown if there was none.
func DecodeUTF32(data []byte, order Order, handle DecodeHandler, final bool) (text []rune, consumed int, found Order, err error) {
	d := decoding{data: data, handle: handle, out: make([]rune, 0, len(data)/4)}
	found = order
	if order == Unknown && len(data) >= 4 {
		switch binary.LittleEndian.Uint32(data) {
		case 0xfeff:
			found, d.at = Little, 4
		case 0xfffe0000:
			found, d.at = Big, 4
		}
	}
	d.name = found.name("utf-32")
	read := found.get()
	for d.at < len(d.data) {
		s := d.data[d.at:]
		end, reason := d.at+4, ""
		if len(s) < 4 {
			if !final {
				break
			}
			end, reason = len(d.data), "truncated data"
		} else {
			c := read.Uint32(s)
			switch {
			case c > 0x10ffff:
				reason = "code point not in range(0x110000)"
			case isSurrogate(rune(c)):
				reason = "code point in surrogate code point range(0xd800, 0xe000)"
			default:
				d.out = append(d.out, rune(c))
				d.at += 4
				continue
			}
		}
		if err := d.fail(end, reason); err != nil {
			return nil, 0, 0, err
		}
	}
	return d.out, d.at, found, nil
}

// EncodeUTF16 encodes UTF-16, behind a byte order mark where the order is Unknown.
func EncodeUTF16(text []rune, order Order, handle EncodeHandler) ([]byte, error) {
	write := order.bytes()
	return encodeWide("utf-16", 2, text, order, handle, func(out []byte, c rune) []byte {
		if c < 0x10000 {
			return write.AppendUint16(out, uint16(c))
		}
		c -= 0x10000
		return write.AppendUint16(write.AppendUint16(out, 0xd800|uint16(c>>10)), 0xdc00|uint16(c&0x3ff))
	})
}

// EncodeUTF32 encodes UTF-32, behind a byte order mark where the order is Unknown.
func EncodeUTF32(text []rune, order Order, handle EncodeHandler) ([]byte, error) {
	write := order.bytes()
	return encodeWide("utf-32", 4, text, order, handle, func(out []byte, c rune) []byte { return write.AppendUint32(out, uint32(c)) })
}

func encodeWide(name string, unit int, text []rune, order Order, handle EncodeHandler, put func([]byte, rune) []byte) ([]byte, error) {
	e := encoding{name: name, text: text, handle: handle, put: put, can: isASCII, unit: unit, out: make([]byte, 0, unit*(len(text)+1))}
	if order == Unknown {
		e.out = put(e.out, 0xfeff)
	} else {
		e.name = order.name(name)
	}
	for e.at < len(text) {
		if !isSurrogate(text[e.at]) {
			e.out = put(e.out, text[e.at])
			e.at++
		} else if err := e.fail(e.at+1, noSurrogates); err != nil {
			return nil, err
		}
	}
	return e.out, nil
}
