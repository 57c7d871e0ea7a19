package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/codec"
)

// Charmap codecs whose table is an object.

const undefinedChar = 0xfffe

// DecodeCharmap decodes by a mapping: a str with a character for each byte, or anything that gives an int, a str or None
// for the number of a byte. Without one it decodes Latin-1. It may run code.
func DecodeCharmap(data []byte, mapping *Object, errors string) *Object {
	if mapping == nil {
		return NewStrLatin1(data)
	}
	if mapping.Type == StrType {
		return DecodeWith(codec.DecodeMapped(func(b byte) ([]rune, error) {
			if int(b) >= StrLen(mapping) || StrAt(mapping, int(b)) == undefinedChar {
				return nil, codec.ErrUnmapped
			}
			return []rune{StrAt(mapping, int(b))}, nil
		}), data, errors)
	}
	return DecodeWith(codec.DecodeMapped(func(b byte) ([]rune, error) { return mappedText(mapping, b) }), data, errors)
}

// mappedItem is what a mapping has for a number; codec.ErrUnmapped if it has nothing.
func mappedItem(mapping *Object, n int) (*Object, error) {
	key := NewInt(int64(n))
	if key == nil {
		return nil, errRaised
	}
	v := GetItem(mapping, key)
	Decref(key)
	switch {
	case v == nil && Matches(LookupError):
		ClearErr()
		return nil, codec.ErrUnmapped
	case v == nil:
		return nil, errRaised
	case v == None:
		Decref(v)
		return nil, codec.ErrUnmapped
	}
	return v, nil
}

func mappedText(mapping *Object, b byte) ([]rune, error) {
	v, err := mappedItem(mapping, int(b))
	if err != nil {
		return nil, err
	}
	defer Decref(v)
	switch {
	case HasFlag(v.Type, abi.TPFlagsLongSubclass):
		n, overflow, ok := AsInt64Overflow(v)
		if !ok && overflow == 0 {
			return nil, errRaised
		}
		if overflow != 0 || n < 0 || n > maxRune {
			Raise(TypeError, "character mapping must be in range(0x%x)", maxRune+1)
			return nil, errRaised
		}
		if n == undefinedChar {
			return nil, codec.ErrUnmapped
		}
		return []rune{rune(n)}, nil
	case IsStr(v):
		if StrLen(v) == 1 && StrAt(v, 0) == undefinedChar {
			return nil, codec.ErrUnmapped
		}
		return append([]rune(nil), StrRunes(v)...), nil
	}
	Raise(TypeError, "character mapping must return integer, None or str")
	return nil, errRaised
}

// EncodeCharmap encodes by a mapping that gives an int, bytes or None for the number of a character. It may run code.
func EncodeCharmap(o, mapping *Object, errors string) *Object {
	return EncodeWith(codec.EncodeMapped(func(out []byte, c rune) ([]byte, error) {
		v, err := mappedItem(mapping, int(c))
		if err != nil {
			return out, err
		}
		defer Decref(v)
		switch {
		case HasFlag(v.Type, abi.TPFlagsLongSubclass):
			n, overflow, ok := AsInt64Overflow(v)
			if !ok && overflow == 0 {
				return out, errRaised
			}
			if overflow != 0 || n < 0 || n > 255 {
				Raise(TypeError, "character mapping must be in range(256)")
				return out, errRaised
			}
			return append(out, byte(n)), nil
		case IsBytes(v):
			return append(out, BytesOf(v)...), nil
		}
		Raise(TypeError, "character mapping must return integer, bytes or None, not %.400s", TypeName(v.Type))
		return out, errRaised
	}), o, errors)
}

// BuildEncodingMap turns a table for decoding, a str of up to 256 characters, into a mapping for encoding.
func BuildEncodingMap(table *Object) *Object {
	if !IsStr(table) || StrLen(table) == 0 {
		BadArgument()
		return nil
	}
	d := NewDict()
	if d == nil {
		return nil
	}
	n := min(StrLen(table), 256)
	spare := sparesUndefined(StrRunes(table)[:n])
	for i := range n {
		c := StrAt(table, i)
		if c == undefinedChar && spare {
			continue
		}
		v := NewInt(int64(i))
		ok := putChar(d, c, v)
		XDecref(v)
		if !ok {
			Decref(d)
			return nil
		}
	}
	return d
}

// sparesUndefined tells whether a table maps U+FFFE to nothing. In one that CPython can't pack it stands for itself: a table packs
// where zero is the first character and nowhere else, none is beyond 16 bits, and there are less than 255 of the groups that the
// upper bits make.
func sparesUndefined(table []rune) bool {
	if len(table) != 256 || table[0] != 0 {
		return false
	}
	coarse, fine := map[rune]bool{}, map[rune]bool{}
	for _, c := range table[1:] {
		if c == 0 || c > 0xffff {
			return false
		}
		if c != undefinedChar {
			coarse[c>>11], fine[c>>7] = true, true
		}
	}
	return len(coarse) < 0xff && len(fine) < 0xff
}
