package object

import (
	"math"

	"github.com/d95905aa/gilded/internal/abi"
)

// Ints to C integers, with the error of each: what PyLong_As… says differs by function, and extensions' users see it.

// longArgument returns an int for an object by __index__, as a new reference: it may run code.
func longArgument(o *Object) *Object {
	if o == nil {
		return BadInternalCall()
	}
	return IndexRaw(o)
}

// AsInt64 returns an int's value, or OverflowError: PyLong_AsLong. It may run code (__index__).
func AsInt64(o *Object) (v int64, ok bool) {
	v, overflow, ok := AsInt64Overflow(o)
	if overflow != 0 {
		Raise(OverflowError, "Python int too large to convert to C long")
		return -1, false
	}
	return v, ok
}

// AsInt is AsInt64 for what Go counts with.
func AsInt(o *Object) (int, bool) {
	v, ok := AsInt64(o)
	return int(v), ok
}

// AsInt64Overflow returns an int's value; one that is too large sets no error but overflow, to its sign. It may run code
// (__index__).
func AsInt64Overflow(o *Object) (v int64, overflow int, ok bool) {
	if o != nil && IsLong(o) {
		v, overflow = int64OrOverflow(o)
		return v, overflow, overflow == 0
	}
	n := longArgument(o)
	if n == nil {
		return -1, 0, false
	}
	v, overflow = int64OrOverflow(n)
	Decref(n)
	return v, overflow, overflow == 0
}

func int64OrOverflow(o *Object) (v int64, overflow int) {
	if v, ok := int64Of(o); ok {
		return v, 0
	}
	return -1, LongSign(o)
}

// AsInt32 is AsInt64 for a C int: _PyLong_AsInt.
func AsInt32(o *Object) (int32, bool) {
	v, overflow, ok := AsInt64Overflow(o)
	if overflow != 0 || ok && v != int64(int32(v)) {
		Raise(OverflowError, "Python int too large to convert to C int")
		return -1, false
	}
	return int32(v), ok
}

// AsLongLong is PyLong_AsLongLong. It may run code (__index__).
func AsLongLong(o *Object) (int64, bool) {
	v, overflow, ok := AsInt64Overflow(o)
	if overflow != 0 {
		Raise(OverflowError, "int too big to convert")
		return -1, false
	}
	return v, ok
}

// AsSsize is PyLong_AsSsize_t: unlike AsInt64 it takes ints only.
func AsSsize(o *Object) (int, bool) {
	if !requireLong(o) {
		return -1, false
	}
	v, ok := int64Of(o)
	if !ok {
		Raise(OverflowError, "Python int too large to convert to C ssize_t")
		return -1, false
	}
	return int(v), true
}

func requireLong(o *Object) bool {
	if o == nil {
		BadInternalCall()
		return false
	}
	if !IsLong(o) {
		Raise(TypeError, "an integer is required")
		return false
	}
	return true
}

// AsUint64 is PyLong_AsUnsignedLong. It takes ints only.
func AsUint64(o *Object) (uint64, bool) {
	return asUnsigned(o, "can't convert negative value to unsigned int", "Python int too large to convert to C unsigned long")
}

// AsSize is PyLong_AsSize_t. It takes ints only.
func AsSize(o *Object) (uint64, bool) {
	return asUnsigned(o, "can't convert negative value to size_t", "Python int too large to convert to C size_t")
}

// AsUnsignedLongLong is PyLong_AsUnsignedLongLong. It takes ints only.
func AsUnsignedLongLong(o *Object) (uint64, bool) {
	return asUnsigned(o, "can't convert negative int to unsigned", "int too big to convert")
}

func asUnsigned(o *Object, negative, tooLarge string) (uint64, bool) {
	if !requireLong(o) {
		return math.MaxUint64, false
	}
	if LongSign(o) < 0 {
		Raise(OverflowError, "%s", negative)
		return math.MaxUint64, false
	}
	m, ok := magnitudeOf(o)
	if !ok {
		Raise(OverflowError, "%s", tooLarge)
		return math.MaxUint64, false
	}
	return m, true
}

// AsMask returns an int modulo 2**64: PyLong_AsUnsignedLongMask. It may run code (__index__).
func AsMask(o *Object) (uint64, bool) {
	n := longArgument(o)
	if n == nil {
		return math.MaxUint64, false
	}
	m := lowBits(n)
	Decref(n)
	return m, true
}

// AsDouble is PyLong_AsDouble. It takes ints only.
func AsDouble(o *Object) (float64, bool) {
	if !requireLong(o) {
		return -1, false
	}
	return floatOfLong(o)
}

// LongToBytes writes an int in two's complement to all of out. Whether it fits is checked as _PyLong_AsByteArray does.
func LongToBytes(o *Object, out []byte, littleEndian, signed bool) bool {
	negative := As[*abi.Long](o).Size < 0
	if negative && !signed {
		Raise(OverflowError, "can't convert negative int to unsigned")
		return false
	}
	// Digits are cut into bytes from the low end; for a negative number they are complemented, and 1 is added, on the way.
	var window uint64
	have, n, carry := 0, 0, uint64(1)
	put := func(b byte) {
		if littleEndian {
			out[n] = b
		} else {
			out[len(out)-1-n] = b
		}
		n++
	}
	flip := func(b byte) byte {
		if !negative {
			return b
		}
		v := uint64(^b) + carry
		carry = v >> 8
		return byte(v)
	}
	tooBig := func() bool {
		Raise(OverflowError, "int too big to convert")
		return false
	}
	for _, d := range longDigits(o) {
		window |= uint64(d) << have
		for have += longShift; have >= 8; have -= 8 {
			if n == len(out) {
				if window != 0 {
					return tooBig()
				}
				break
			}
			put(flip(byte(window)))
			window >>= 8
		}
		have &= 7
	}
	for window != 0 {
		if n == len(out) {
			return tooBig()
		}
		put(flip(byte(window)))
		window >>= 8
	}
	if n == len(out) && signed && n > 0 {
		top := out[n-1]
		if !littleEndian {
			top = out[0]
		}
		if (top >= 0x80) != negative {
			return tooBig()
		}
	}
	for n < len(out) {
		put(flip(0))
	}
	return true
}

// LongFromBytes reads an int in two's complement, or without a sign.
func LongFromBytes(in []byte, littleEndian, signed bool) *Object {
	at := func(i int) byte {
		if littleEndian {
			return in[i]
		}
		return in[len(in)-1-i]
	}
	n := len(in)
	negative := signed && n > 0 && at(n-1) >= 0x80
	filler := byte(0)
	if negative {
		filler = 0xff
	}
	for n > 0 && at(n-1) == filler {
		n--
	}
	// One more byte where all bits that remain are zeros of a negative number: its magnitude needs it.
	if negative && n < len(in) {
		n++
	}
	if n <= 8 {
		var v uint64
		for i := range n {
			v |= uint64(at(i)) << (8 * i)
		}
		if !negative {
			return NewUint(v)
		}
		if n < 8 {
			v |= ^uint64(0) << (8 * n)
		}
		if v>>63 == 1 {
			return NewInt(int64(v))
		}
	}
	o := LongNew((n*8 + longShift - 1) / longShift)
	if o == nil {
		return nil
	}
	digits := longDigits(o)
	var window, carry uint64 = 0, 1
	have, k := 0, 0
	for i := range n {
		b := uint64(at(i))
		if negative {
			b = (b ^ 0xff) + carry
			carry = b >> 8
			b &= 0xff
		}
		window |= b << have
		if have += 8; have >= longShift {
			digits[k] = uint32(window & longMask)
			k++
			window >>= longShift
			have -= longShift
		}
	}
	if k < len(digits) {
		digits[k] = uint32(window)
	}
	if negative {
		As[*abi.Long](o).Size = -As[*abi.Long](o).Size
	}
	LongNormalize(o)
	return o
}

// IntValue returns an exact int that fits; it raises nothing and runs no code.
func IntValue(o *Object) (int64, bool) {
	if o.Type != LongType {
		return 0, false
	}
	return int64Of(o)
}
