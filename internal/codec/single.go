package codec

// The encodings of one byte for each character that need no table.

// DecodeLatin1 decodes Latin-1, where every byte is the character of its number.
func DecodeLatin1(data []byte, _ DecodeHandler, _ bool) ([]rune, int, error) {
	out := make([]rune, len(data))
	for i, c := range data {
		out[i] = rune(c)
	}
	return out, len(data), nil
}

// DecodeASCII decodes ASCII.
func DecodeASCII(data []byte, handle DecodeHandler, _ bool) ([]rune, int, error) {
	d := decoding{name: "ascii", data: data, handle: handle, out: make([]rune, 0, len(data))}
	for d.at < len(d.data) {
		if c := d.data[d.at]; c < 0x80 {
			d.out = append(d.out, rune(c))
			d.at++
		} else if err := d.fail(d.at+1, "ordinal not in range(128)"); err != nil {
			return nil, 0, err
		}
	}
	return d.out, d.at, nil
}

// EncodeLatin1 encodes Latin-1.
func EncodeLatin1(text []rune, handle EncodeHandler) ([]byte, error) {
	return encodeSingle("latin-1", 0x100, "ordinal not in range(256)", text, handle)
}

// EncodeASCII encodes ASCII.
func EncodeASCII(text []rune, handle EncodeHandler) ([]byte, error) {
	return encodeSingle("ascii", 0x80, "ordinal not in range(128)", text, handle)
}

func encodeSingle(name string, limit rune, reason string, text []rune, handle EncodeHandler) ([]byte, error) {
	e := encoding{
		name: name, text: text, handle: handle, unit: 1, out: make([]byte, 0, len(text)),
		put: func(out []byte, c rune) []byte { return append(out, byte(c)) },
		can: func(c rune) bool { return c < limit },
	}
	for e.at < len(text) {
		if text[e.at] < limit {
			e.out = append(e.out, byte(text[e.at]))
			e.at++
			continue
		}
		end := e.at
		for end < len(text) && text[end] >= limit {
			end++
		}
		if err := e.fail(end, reason); err != nil {
			return nil, err
		}
	}
	return e.out, nil
}
