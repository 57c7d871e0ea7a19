package object

import (
	"github.com/d95905aa/gilded/internal/pyformat"
)

// The % operator of bytes and bytearray.

func bytesRemainder(v, w *Object) *Object {
	if !IsBytes(v) && !isBytearray(v) {
		return notImplementedResult()
	}
	p := percent{what: "bytes", convert: bytesConversion, args: w}
	out, ok := p.format(widen(rawOf(v)))
	if !ok {
		return nil
	}
	return newRaw(v, narrow(out))
}

func bytesConversion(p *pyformat.Percent, v *Object) ([]rune, bool) {
	switch p.Verb {
	case 's', 'b':
		return percentBytes(p, v)
	case 'r', 'a':
		s := ASCII(v)
		if s == nil {
			return nil, false
		}
		defer Decref(s)
		return p.Field(p.Cut(StrRunes(s))), true
	case 'c':
		return percentByte(p, v)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		if _, ok := FloatOf(v); !ok && Matches(TypeError) {
			ClearErr()
			Raise(TypeError, "float argument required, not %.200s", TypeName(v.Type))
			return nil, false
		}
	}
	return numberConversion(p, v)
}

func percentBytes(p *pyformat.Percent, v *Object) ([]rune, bool) {
	if !CheckBuffer(v) {
		o, found := special(v, "__bytes__")
		if found {
			if o = checkDunderBytes(o); o == nil {
				return nil, false
			}
			defer Decref(o)
			return p.Field(p.Cut(widen(BytesOf(o)))), true
		}
		Raise(TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%.100s'", TypeName(v.Type))
		return nil, false
	}
	data, done, ok := BufferData(v)
	if !ok {
		return nil, false
	}
	defer done()
	return p.Field(p.Cut(widen(data))), true
}

func percentByte(p *pyformat.Percent, v *Object) ([]rune, bool) {
	const wrong = "%c requires an integer in range(256) or a single byte"
	if IsBytes(v) || isBytearray(v) {
		if data := rawOf(v); len(data) == 1 {
			return p.Field([]rune{rune(data[0])}), true
		}
		Raise(TypeError, "%s", wrong)
		return nil, false
	}
	if !IndexCheck(v) {
		Raise(TypeError, "%s", wrong)
		return nil, false
	}
	n, ok := AsIndex(v, nil)
	if !ok {
		return nil, false
	}
	if n < 0 || n > 255 {
		Raise(OverflowError, "%s", "%c arg not in range(256)")
		return nil, false
	}
	return p.Field([]rune{rune(n)}), true
}
