package codec

// DecodeUTF8 decodes UTF-8.
func DecodeUTF8(data []byte, handle DecodeHandler, final bool) ([]rune, int, error) {
	d := decoding{name: "utf-8", data: data, handle: handle, out: make([]rune, 0, len(data))}
	for d.at < len(d.data) {
		c := d.data[d.at]
		if c < 0x80 {
			d.out = append(d.out, rune(c))
			d.at++
			continue
		}
		r, n, reason := oneUTF8(d.data[d.at:])
		if reason == "" {
			d.out = append(d.out, r)
			d.at += n
			continue
		}
		if reason == endOfData && !final {
			break
		}
		if err := d.fail(d.at+n, reason); err != nil {
			return nil, 0, err
		}
	}
	return d.out, d.at, nil
}

const endOfData = "unexpected end of data"

// oneUTF8 decodes one character of more than a byte; or says what is wrong with the first n bytes.
func oneUTF8(s []byte) (r rune, n int, reason string) {
	c := s[0]
	size, low, high := 0, byte(0x80), byte(0xbf)
	switch {
	case c < 0xc2 || c > 0xf4:
		return 0, 1, "invalid start byte"
	case c < 0xe0:
		size, r = 2, rune(c&0x1f)
	case c < 0xf0:
		size, r = 3, rune(c&0xf)
		if c == 0xe0 {
			low = 0xa0
		} else if c == 0xed {
			high = 0x9f // surrogates are no characters of UTF-8
		}
	default:
		size, r = 4, rune(c&7)
		if c == 0xf0 {
			low = 0x90
		} else if c == 0xf4 {
			high = 0x8f
		}
	}
	for i := 1; i < size; i++ {
		if i == len(s) {
			return 0, len(s), endOfData
		}
		if s[i] < low || s[i] > high {
			return 0, i, "invalid continuation byte"
		}
		r = r<<6 | rune(s[i]&0x3f)
		low, high = 0x80, 0xbf
	}
	return r, size, ""
}

func putUTF8(b []byte, c rune) []byte {
	switch {
	case c < 0x80:
		return append(b, byte(c))
	case c < 0x800:
		return append(b, 0xc0|byte(c>>6), 0x80|byte(c&0x3f))
	case c < 0x10000:
		return append(b, 0xe0|byte(c>>12), 0x80|byte(c>>6&0x3f), 0x80|byte(c&0x3f))
	}
	return append(b, 0xf0|byte(c>>18), 0x80|byte(c>>12&0x3f), 0x80|byte(c>>6&0x3f), 0x80|byte(c&0x3f))
}

const noSurrogates = "surrogates not allowed"

// EncodeUTF8 encodes UTF-8.
func EncodeUTF8(text []rune, handle EncodeHandler) ([]byte, error) {
	e := encoding{name: "utf-8", text: text, handle: handle, put: putUTF8, can: isASCII, unit: 1, out: make([]byte, 0, len(text))}
	for e.at < len(text) {
		if !isSurrogate(text[e.at]) {
			e.out = putUTF8(e.out, text[e.at])
			e.at++
			continue
		}
		end := e.at
		for end < len(text) && isSurrogate(text[end]) {
			end++
		}
		if err := e.fail(end, noSurrogates); err != nil {
			return nil, err
		}
	}
	return e.out, nil
}
