package object

import (
	"math/bits"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Ints as bytes of a size that the caller chose (PyLong_AsNativeBytes and its family), and as arrays of digits.

// Flags of LongNativeBytes and LongFromNativeBytes. -1, all of them, means the defaults.
const (
	nativeDefaults  = -1
	nativeLittle    = 1
	nativeEndian    = 2 // with or without nativeLittle
	nativeUnsigned  = 4
	nativeNonnegate = 8
	nativeIndex     = 16
)

func nativeIsLittle(flags int) bool { return flags&(nativeLittle|nativeEndian) != 0 }

// LongNativeBytes writes the low bytes of an int's two's complement and returns how many bytes the int needs, which may be
// more than there are: the exact number for an int of several digits; for smaller ones len(out) if that is enough, and
// otherwise 8. -1 if an error is set. It may run code, if the flags allow __index__.
func LongNativeBytes(o *Object, out []byte, flags int) int {
	if !IsLong(o) {
		if flags == nativeDefaults || flags&nativeIndex == 0 {
			Raise(TypeError, "expect int, got %.200s", TypeName(o.Type))
			return -1
		}
		if o = IndexRaw(o); o == nil {
			return -1
		}
		defer Decref(o)
	}
	negative := LongSign(o) < 0
	if flags != nativeDefaults && flags&nativeNonnegate != 0 && negative {
		Raise(ValueError, "Cannot convert negative int")
		return -1
	}
	longLowBytes(o, out, nativeIsLittle(flags))
	n, width := len(out), LongNumBits(o)
	needed := width/8 + 1 // with a bit for the sign
	if n > 0 && needed == n+1 && width%8 == 0 {
		if negative && longIsPowerOfTwo(o) || !negative && flags&nativeUnsigned != 0 {
			needed = n
		}
	}
	if len(longDigits(o)) <= 1 {
		switch {
		case n == 0 || n > 8:
			return 8
		case needed <= n:
			return n
		case needed > n+1 || negative || width%8 != 0:
			return 8
		}
	}
	return needed
}

func longIsPowerOfTwo(o *Object) bool {
	set := 0
	for _, d := range longDigits(o) {
		set += bits.OnesCount32(d)
	}
	return set == 1
}

// longLowBytes fills out with the low bytes of an int in two's complement.
func longLowBytes(o *Object, out []byte, little bool) {
	digits, negative, carry := longDigits(o), LongSign(o) < 0, uint64(1)
	for i := range out {
		d, shift := i*8/longShift, i*8%longShift
		var b uint64
		if d < len(digits) {
			b = uint64(digits[d])
		}
		if d+1 < len(digits) {
			b |= uint64(digits[d+1]) << longShift
		}
		b = b >> shift & 0xff
		if negative {
			b = b ^ 0xff + carry
			carry = b >> 8
		}
		if little {
			out[i] = byte(b)
		} else {
			out[len(out)-1-i] = byte(b)
		}
	}
}

// LongFromNativeBytes is the int that bytes stand for; unsigned overrules the flags.
func LongFromNativeBytes(in []byte, flags int, unsigned bool) *Object {
	unsigned = unsigned || flags != nativeDefaults && flags&nativeUnsigned != 0
	return LongFromBytes(in, nativeIsLittle(flags), !unsigned)
}

// LongAsSized stores an int in out, which is a C integer: TypeError, OverflowError or, where there is no room for a sign,
// ValueError. typeName is for the message.
func LongAsSized(o *Object, out []byte, unsigned bool, typeName string) bool {
	flags := nativeEndian | nativeLittle | nativeIndex
	if unsigned {
		flags |= nativeUnsigned | nativeNonnegate
	}
	n := LongNativeBytes(o, out, flags)
	if n > len(out) {
		Raise(OverflowError, "Python int too large to convert to %s", typeName)
		return false
	}
	return n >= 0
}

// LongExport fills export with an int's value, or if an int64 can't hold it, with the address of its digits, which stay
// where they are until LongFreeExport.
func LongExport(o *Object, export *abi.LongExport) bool {
	*export = abi.LongExport{}
	if !IsLong(o) {
		Raise(TypeError, "expected int, got %.200s", TypeName(o.Type))
		return false
	}
	if v, ok := int64Of(o); ok {
		export.Value = v
		return true
	}
	digits := longDigits(o)
	if LongSign(o) < 0 {
		export.Negative = 1
	}
	export.Ndigits, export.Digits, export.Reserved = len(digits), unsafe.Pointer(&digits[0]), NewRef(o)
	return true
}

// LongFreeExport lets go of an exported int. It does nothing the second time.
func LongFreeExport(export *abi.LongExport) {
	Clear(&export.Reserved)
}

// NewLongDigits makes an int of n digits that the caller fills in before LongFinish: they have any value until then.
func NewLongDigits(negative bool, n int) *Object {
	if n <= 0 {
		return Raise(ValueError, "ndigits must be positive")
	}
	o := LongNew(n)
	if o != nil && negative {
		As[*abi.Long](o).Size = -n
	}
	return o
}

// LongFinish makes an int of what NewLongDigits returned, taking it over: the shared one for a small value.
func LongFinish(o *Object) *Object {
	LongNormalize(o)
	v, ok := compact(o)
	if !ok {
		return o
	}
	Decref(o)
	return NewInt(v)
}
