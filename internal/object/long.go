package object

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// An int is a sign and digits of 30 bits, least significant first, without leading zeros. ob_size is the number of
// digits, negative for a negative int, 0 for zero. The ints from -5 to 256 exist once. A value of up to two digits is
// "compact": it fits a machine word with room for a carry, and nothing about it needs math/big.

// LongType is int.
var LongType = ctier.Type("PyLong_Type")

const (
	longShift = 30
	longMask  = 1<<longShift - 1
	digitSize = unsafe.Sizeof(uint32(0))
	longHead  = unsafe.Offsetof(abi.Long{}.Digit)
)

// IsLong tells whether an object is an int or of a subclass.
func IsLong(o *Object) bool { return HasFlag(o.Type, abi.TPFlagsLongSubclass) }

// LongNew allocates an int of n digits, which the caller fills. It serves _PyLong_New.
func LongNew(n int) *Object {
	if n > (math.MaxInt-int(longHead))/int(digitSize) {
		return Raise(OverflowError, "too many digits in integer")
	}
	return NewSized(LongType, (longHead+uintptr(max(n, 1))*digitSize+7)&^7, n)
}

// NewInt returns an int.
func NewInt(v int64) *Object {
	if v >= ctier.SmallIntMin && v <= ctier.SmallIntMax {
		return NewRef(ctier.SmallInt(v))
	}
	if v < 0 {
		return longOfMagnitude(-uint64(v), true)
	}
	return longOfMagnitude(uint64(v), false)
}

// NewUint returns an int.
func NewUint(v uint64) *Object {
	if v <= ctier.SmallIntMax {
		return NewRef(ctier.SmallInt(int64(v)))
	}
	return longOfMagnitude(v, false)
}

func longOfMagnitude(m uint64, negative bool) *Object {
	n := (bits.Len64(m) + longShift - 1) / longShift
	o := LongNew(n)
	if o == nil {
		return nil
	}
	for i := range longDigits(o) {
		longDigits(o)[i] = uint32(m & longMask)
		m >>= longShift
	}
	if negative {
		As[*abi.Long](o).Size = -n
	}
	return o
}

// longDigits views an int's digits.
func longDigits(o *Object) []uint32 {
	l := As[*abi.Long](o)
	n := l.Size
	if n < 0 {
		n = -n
	}
	return unsafe.Slice(&l.Digit[0], n)
}

// LongSign is -1, 0 or 1.
func LongSign(o *Object) int {
	switch n := As[*abi.Long](o).Size; {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// compact returns the value of an int of up to two digits.
func compact(o *Object) (v int64, ok bool) {
	l := As[*abi.Long](o)
	switch l.Size {
	case 0:
		return 0, true
	case 1:
		return int64(l.Digit[0]), true
	case -1:
		return -int64(l.Digit[0]), true
	}
	d := (*[2]uint32)(unsafe.Pointer(&l.Digit))
	switch l.Size {
	case 2:
		return int64(d[0]) | int64(d[1])<<longShift, true
	case -2:
		return -(int64(d[0]) | int64(d[1])<<longShift), true
	}
	return 0, false
}

// int64Of returns the value of an int that fits.
func int64Of(o *Object) (v int64, ok bool) {
	if v, ok = compact(o); ok {
		return v, true
	}
	m, ok := magnitudeOf(o)
	if !ok {
		return 0, false
	}
	if As[*abi.Long](o).Size < 0 {
		return -int64(m), m <= 1<<63
	}
	return int64(m), m < 1<<63
}

// magnitudeOf returns an int's absolute value, if 64 bits hold it.
func magnitudeOf(o *Object) (m uint64, ok bool) {
	d := longDigits(o)
	switch len(d) {
	case 3:
		if d[2] >= 1<<4 {
			return 0, false
		}
		m = uint64(d[2]) << (2 * longShift)
		fallthrough
	case 2:
		m |= uint64(d[1]) << longShift
		fallthrough
	case 1:
		return m | uint64(d[0]), true
	case 0:
		return 0, true
	}
	return 0, false
}

// lowBits returns an int modulo 2**64.
func lowBits(o *Object) uint64 {
	var m uint64
	for i, d := range longDigits(o) {
		if i == 3 {
			break
		}
		m |= uint64(d) << (i * longShift)
	}
	if As[*abi.Long](o).Size < 0 {
		return -m
	}
	return m
}

// BigOf copies an int's value.
func BigOf(o *Object) *big.Int {
	digits := longDigits(o)
	words := make([]big.Word, (len(digits)*longShift+63)/64+1)
	bit := 0
	for _, d := range digits {
		i, s := bit/64, bit%64
		words[i] |= big.Word(d) << s
		if s > 64-longShift {
			words[i+1] |= big.Word(d) >> (64 - s)
		}
		bit += longShift
	}
	x := new(big.Int).SetBits(words)
	if As[*abi.Long](o).Size < 0 {
		x.Neg(x)
	}
	return x
}

// NewBig returns an int of x's value; x is not kept.
func NewBig(x *big.Int) *Object {
	if x.IsInt64() {
		return NewInt(x.Int64())
	}
	n := (x.BitLen() + longShift - 1) / longShift
	o := LongNew(n)
	if o == nil {
		return nil
	}
	words, digits := x.Bits(), longDigits(o)
	for i := range digits {
		bit := i * longShift
		w, s := bit/64, bit%64
		d := uint64(words[w]) >> s
		if s > 64-longShift && w+1 < len(words) {
			d |= uint64(words[w+1]) << (64 - s)
		}
		digits[i] = uint32(d & longMask)
	}
	if x.Sign() < 0 {
		As[*abi.Long](o).Size = -n
	}
	return o
}

// NewLongFromFloat returns the int that v is without its fraction.
func NewLongFromFloat(v float64) *Object {
	switch {
	case math.IsInf(v, 0):
		return Raise(OverflowError, "cannot convert float infinity to integer")
	case math.IsNaN(v):
		return Raise(ValueError, "cannot convert float NaN to integer")
	case math.Abs(v) < 1<<62:
		return NewInt(int64(v))
	}
	x, _ := big.NewFloat(v).Int(nil)
	return NewBig(x)
}

// LongCopy returns an int of exactly type int with the value of an int or of an instance of a subclass.
func LongCopy(o *Object) *Object {
	if o.Type == LongType {
		return NewRef(o)
	}
	if v, ok := compact(o); ok {
		return NewInt(v)
	}
	c := LongNew(len(longDigits(o)))
	if c != nil {
		copy(longDigits(c), longDigits(o))
		As[*abi.Long](c).Size = As[*abi.Long](o).Size
	}
	return c
}

// LongNormalize drops leading zero digits of an int that the caller is filling.
func LongNormalize(o *Object) {
	d := longDigits(o)
	n := len(d)
	for n > 0 && d[n-1] == 0 {
		n--
	}
	if As[*abi.Long](o).Size < 0 {
		n = -n
	}
	As[*abi.Long](o).Size = n
}

// longText is an int in decimal, without the limit on digits.
func longText(o *Object) string {
	if v, ok := compact(o); ok {
		return strconv.FormatInt(v, 10)
	}
	return BigOf(o).String()
}

// LongNumBits is the number of bits of an int's absolute value.
func LongNumBits(o *Object) int {
	d := longDigits(o)
	if len(d) == 0 {
		return 0
	}
	return (len(d)-1)*longShift + bits.Len32(d[len(d)-1])
}
