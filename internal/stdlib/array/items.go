package array

import (
	"encoding/binary"
	"math"

	"github.com/d95905aa/gilded/internal/object"
)

// Values to items and back. Items are as the processor has them, which is little-endian on all that gilded runs on.

var order = binary.LittleEndian

// put writes a value as an item. It may run code.
func (k *kind) put(out []byte, v obj) bool {
	switch k.code {
	case 'u':
		return putCharacter(out, v)
	case 'f', 'd':
		return putFloat(out, v, k.code)
	case 'I', 'L', 'Q':
		return putUnsigned(out, v, k.code)
	}
	var n int64
	var ok bool
	if k.code == 'q' {
		n, ok = object.AsLongLong(v)
	} else {
		n, ok = object.AsInt64(v)
	}
	if !ok || !within(n, k.code) {
		return false
	}
	switch k.itemsize {
	case 1:
		out[0] = byte(n)
	case 2:
		order.PutUint16(out, uint16(n))
	case 4:
		order.PutUint32(out, uint32(n))
	default:
		order.PutUint64(out, uint64(n))
	}
	return true
}

// limits of the codes that CPython checks itself; those that come first are of the C type that it converts to before.
var limits = map[byte][]struct {
	name     string
	min, max int64
}{
	'b': {{"signed short integer", math.MinInt16, math.MaxInt16}, {"signed char", math.MinInt8, math.MaxInt8}},
	'B': {{"unsigned byte integer", 0, math.MaxUint8}},
	'h': {{"signed short integer", math.MinInt16, math.MaxInt16}},
	'H': {{"signed integer", math.MinInt32, math.MaxInt32}, {"unsigned short", 0, math.MaxUint16}},
	'i': {{"signed integer", math.MinInt32, math.MaxInt32}},
}

func within(n int64, code byte) bool {
	for _, l := range limits[code] {
		if n < l.min {
			object.Raise(object.OverflowError, "%s is less than minimum", l.name)
			return false
		}
		if n > l.max {
			object.Raise(object.OverflowError, "%s is greater than maximum", l.name)
			return false
		}
	}
	return true
}

func putUnsigned(out []byte, v obj, code byte) bool {
	n := object.NumberIndex(v)
	if n == nil {
		return false
	}
	defer object.Decref(n)
	if code == 'Q' {
		x, ok := object.AsUnsignedLongLong(n)
		order.PutUint64(out, x)
		return ok
	}
	x, ok := object.AsUint64(n)
	switch {
	case !ok:
		return false
	case code == 'L':
		order.PutUint64(out, x)
		return true
	case x > math.MaxUint32:
		object.Raise(object.OverflowError, "unsigned int is greater than maximum")
		return false
	}
	order.PutUint32(out, uint32(x))
	return true
}

func putFloat(out []byte, v obj, code byte) bool {
	x, ok := object.FloatOf(v)
	switch {
	case !ok:
		return false
	case code == 'f':
		order.PutUint32(out, math.Float32bits(float32(x)))
	default:
		order.PutUint64(out, math.Float64bits(x))
	}
	return true
}

func putCharacter(out []byte, v obj) bool {
	if !object.IsStr(v) || object.StrLen(v) != 1 {
		object.Raise(object.TypeError, "array item must be unicode character")
		return false
	}
	order.PutUint32(out, uint32(object.StrAt(v, 0)))
	return true
}

// value makes the object of an item.
func (k *kind) value(item []byte) obj {
	switch k.code {
	case 'b':
		return object.NewInt(int64(int8(item[0])))
	case 'B':
		return object.NewInt(int64(item[0]))
	case 'h':
		return object.NewInt(int64(int16(order.Uint16(item))))
	case 'H':
		return object.NewInt(int64(order.Uint16(item)))
	case 'i':
		return object.NewInt(int64(int32(order.Uint32(item))))
	case 'I':
		return object.NewInt(int64(order.Uint32(item)))
	case 'l', 'q':
		return object.NewInt(int64(order.Uint64(item)))
	case 'L', 'Q':
		return object.NewUint(order.Uint64(item))
	case 'f':
		return object.NewFloat(float64(math.Float32frombits(order.Uint32(item))))
	case 'd':
		return object.NewFloat(math.Float64frombits(order.Uint64(item)))
	}
	c := order.Uint32(item)
	if c > 0x10ffff {
		return object.Raise(object.ValueError, "chr() arg not in range(0x110000)")
	}
	return object.NewStrRunes([]rune{rune(c)})
}

// text makes the str of items with the code u.
func text(items []byte) obj {
	runes := make([]rune, len(items)/4)
	for i := range runes {
		c := order.Uint32(items[4*i:])
		if c > 0x10ffff {
			return object.Raise(object.ValueError, "character U+%x is not in range [U+0000; U+10ffff]", c)
		}
		runes[i] = rune(c)
	}
	return object.NewStrRunes(runes)
}

// itemOf and setItemOf are the functions that foreign code finds in a kind. setItemOf with -1 only checks the value.
func itemOf(o obj, i int) obj {
	if i < 0 || i >= length(o) {
		return object.Raise(object.IndexError, "array index out of range")
	}
	a := arrayOf(o)
	return a.kind.value(a.at(i))
}

func setItemOf(o obj, i int, v obj) int32 {
	var word [8]byte
	if !arrayOf(o).kind.put(word[:], v) {
		return -1
	}
	if i < 0 {
		return 0
	}
	a := arrayOf(o) // what put ran may have changed its size
	if i >= a.Size {
		object.Raise(object.IndexError, "array assignment index out of range")
		return -1
	}
	copy(a.at(i), word[:])
	return 0
}
