package structs

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/d95905aa/gilded/internal/object"
)

// packValue writes one value. It may run code: the value's own.
func packValue(out []byte, v *Object, field object.StructRun, big bool) bool {
	switch field.Code {
	case 'c':
		if !object.IsBytes(v) || len(object.BytesOf(v)) != 1 {
			return wrong("char format requires a bytes object of length 1")
		}
		out[0] = object.BytesOf(v)[0]
		return true
	case 's', 'p':
		return packBytes(out, v, field.Code)
	case '?':
		truth := object.IsTrue(v)
		if truth >= 0 {
			out[0] = byte(truth)
		}
		return truth >= 0
	case 'e', 'f', 'd':
		x, ok := object.FloatOf(v)
		if !ok {
			return wrong("required argument is not a float")
		}
		if field.Code == 'f' && field.Native { // which becomes infinite without complaint
			binary.LittleEndian.PutUint32(out, math.Float32bits(float32(x)))
			return true
		}
		return object.PackFloat(x, out, !big)
	}
	return packInt(out, v, field, big)
}

func wrong(text string) bool {
	object.Raise(object.StructError, "%s", text)
	return false
}

func packBytes(out []byte, v *Object, code byte) bool {
	var data []byte
	switch {
	case object.IsBytes(v):
		data = object.BytesOf(v)
	case object.IsBytearray(v):
		data = object.BytearrayOf(v)
	default:
		object.Raise(object.StructError, "argument for '%c' must be a bytes object", code)
		return false
	}
	if code == 's' {
		copy(out, data)
	} else if len(out) > 0 {
		n := copy(out[1:], data)
		out[0] = byte(min(n, 255))
	}
	return true
}

// limits of the codes that are checked against them; those of the others are those of C's long and unsigned long.
var limits = map[byte]struct {
	name     string // in the message, where it is a native value
	min, max int64
}{
	'b': {"byte", math.MinInt8, math.MaxInt8}, 'B': {"ubyte", 0, math.MaxUint8}, 'h': {"short", math.MinInt16, math.MaxInt16},
	'H': {"ushort", 0, math.MaxUint16}, 'i': {"'i'", math.MinInt32, math.MaxInt32}, 'I': {"'I'", 0, math.MaxUint32},
	'l': {"'l'", math.MinInt32, math.MaxInt32}, 'L': {"'L'", 0, math.MaxUint32},
}

// packInt writes an int. It may run code.
func packInt(out []byte, v *Object, field object.StructRun, big bool) bool {
	n := v
	switch {
	case object.IsLong(v):
		object.Incref(n)
	case object.IndexCheck(v):
		if n = object.NumberIndex(v); n == nil {
			return false
		}
	default:
		return wrong("required argument is not an integer")
	}
	defer object.Decref(n)
	code := field.Code
	if len(out) == 8 && !field.Native {
		return object.LongToBytes(n, out, !big, code == 'q')
	}
	bits, ok := cInteger(n, code, field.Native)
	if !ok {
		if code != 'P' && object.Matches(object.OverflowError) {
			wrong("argument out of range")
		}
		return false
	}
	if l, limited := limits[code]; limited && len(out) < 8 {
		if value := int64(bits); value < l.min || value > l.max {
			name := l.name
			if !field.Native && len(out) > 1 {
				name = fmt.Sprintf("'%c'", code)
			}
			object.Raise(object.StructError, "%s format requires %d <= number <= %d", name, l.min, l.max)
			return false
		}
	}
	var word [8]byte
	if big {
		binary.BigEndian.PutUint64(word[:], bits)
		copy(out, word[8-len(out):])
	} else {
		binary.LittleEndian.PutUint64(word[:], bits)
		copy(out, word[:])
	}
	return true
}

// cInteger is an int as C's long or unsigned long, as CPython converts it first. What is beyond an unsigned code's limit comes
// back negative.
func cInteger(n *Object, code byte, native bool) (bits uint64, ok bool) {
	switch code {
	case 'I', 'L', 'Q', 'N':
		return object.AsUint64(n)
	case 'H':
		if !native {
			return object.AsUint64(n)
		}
	case 'P':
		if object.LongSign(n) > 0 {
			return object.AsUint64(n)
		}
	}
	i, ok := object.AsInt64(n)
	return uint64(i), ok
}
