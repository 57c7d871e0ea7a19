package capi

import (
	"math"
	"math/big"
	"unicode/utf8"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

func PyLong_FromLong(v int64) *abi.Object              { return object.NewInt(v) }
func PyLong_FromUnsignedLongLong(v uint64) *abi.Object { return object.NewUint(v) }
func PyLong_FromInt32(v int32) *abi.Object             { return object.NewInt(int64(v)) }
func PyLong_FromInt64(v int64) *abi.Object             { return object.NewInt(v) }
func PyLong_FromUInt32(v uint32) *abi.Object           { return object.NewUint(uint64(v)) }
func PyLong_FromUInt64(v uint64) *abi.Object           { return object.NewUint(v) }
func PyLong_FromDouble(v float64) *abi.Object          { return object.NewLongFromFloat(v) }
func _PyLong_FromTime_t(v int64) *abi.Object           { return object.NewInt(v) }

func PyLong_FromVoidPtr(p unsafe.Pointer) *abi.Object { return object.NewUint(uint64(uintptr(p))) }

// _PyLong_FromGid: the group that stands for none is -1.
func _PyLong_FromGid(gid uint32) *abi.Object {
	if gid == ^uint32(0) {
		return object.NewInt(-1)
	}
	return object.NewUint(uint64(gid))
}

// PyLong_FromString reads a whole C string; end, if it is wanted, is set to where the digits ended.
func PyLong_FromString(text *byte, end **byte, base int32) *abi.Object {
	o, n := object.LongFromString(ctier.GoString(text), int(base))
	if o == nil && n >= 0 && !utf8.ValidString(ctier.GoString(text)) { // the message quotes it
		object.ClearErr()
		valid(text)
	}
	if end != nil && n >= 0 {
		abi.Store(end, (*byte)(unsafe.Add(unsafe.Pointer(text), n)))
	}
	return o
}

func PyLong_FromUnicodeObject(o *abi.Object, base int32) *abi.Object {
	return object.LongFromStr(o, int(base))
}

func PyLong_AsLong(o *abi.Object) int64 {
	v, _ := object.AsInt64(o)
	return v
}

// PyLong_AsLongAndOverflow sets no error for an int that is too large, but *overflow to its sign.
func PyLong_AsLongAndOverflow(o *abi.Object, overflow *int32) int64 {
	v, sign, _ := object.AsInt64Overflow(o)
	*overflow = int32(sign)
	return v
}

func PyLong_AsLongLongAndOverflow(o *abi.Object, overflow *int32) int64 {
	return PyLong_AsLongAndOverflow(o, overflow)
}

func PyLong_AsLongLong(o *abi.Object) int64 {
	v, _ := object.AsLongLong(o)
	return v
}

func PyLong_AsSsize_t(o *abi.Object) int {
	v, _ := object.AsSsize(o)
	return v
}

func PyLong_AsSize_t(o *abi.Object) uint64 {
	v, _ := object.AsSize(o)
	return v
}

func PyLong_AsUnsignedLong(o *abi.Object) uint64 {
	v, _ := object.AsUint64(o)
	return v
}

func PyLong_AsUnsignedLongLong(o *abi.Object) uint64 {
	v, _ := object.AsUnsignedLongLong(o)
	return v
}

func PyLong_AsUnsignedLongMask(o *abi.Object) uint64 {
	v, _ := object.AsMask(o)
	return v
}

func PyLong_AsUnsignedLongLongMask(o *abi.Object) uint64 { return PyLong_AsUnsignedLongMask(o) }

func PyLong_AsDouble(o *abi.Object) float64 {
	v, _ := object.AsDouble(o)
	return v
}

func _PyLong_AsInt(o *abi.Object) int32 {
	v, _ := object.AsInt32(o)
	return v
}

func PyLong_AsInt(o *abi.Object) int32 { return _PyLong_AsInt(o) }

// PyLong_AsVoidPtr takes what PyLong_FromVoidPtr made, or a negative int as an address from the upper end.
func PyLong_AsVoidPtr(o *abi.Object) unsafe.Pointer {
	var address uint64
	if o != nil && object.IsLong(o) && object.LongSign(o) < 0 {
		v, ok := object.AsInt64(o)
		if !ok {
			return nil
		}
		address = uint64(v)
	} else {
		v, ok := object.AsUint64(o)
		if !ok {
			return nil
		}
		address = v
	}
	return *(*unsafe.Pointer)(unsafe.Pointer(&address))
}

func _PyLong_AsTime_t(o *abi.Object) int64 {
	v, ok := object.AsLongLong(o)
	if !ok && object.Matches(object.OverflowError) {
		object.Raise(object.OverflowError, "timestamp out of range for platform time_t")
	}
	return v
}

func _PyLong_Sign(o *abi.Object) int32 { return int32(object.LongSign(o)) }

func _PyLong_NumBits(o *abi.Object) uint64 { return uint64(object.LongNumBits(o)) }

func _PyLong_New(n int) *abi.Object { return object.LongNew(n) }

// _PyLong_Copy is another int with the same value.
func _PyLong_Copy(o *abi.Object) *abi.Object { return object.NewBig(object.BigOf(o)) }

func _PyLong_GCD(a, b *abi.Object) *abi.Object { return object.LongGCD(a, b) }

func _PyLong_Format(o *abi.Object, base int32) *abi.Object {
	if o == nil || !object.IsLong(o) || base < 2 || base > 36 {
		return object.BadInternalCall()
	}
	return object.LongFormat(o, int(base))
}

func _PyLong_DivmodNear(a, b *abi.Object) *abi.Object { return object.LongDivmodNear(a, b) }

func _PyLong_Lshift(o *abi.Object, n uint64) *abi.Object { return object.LongLshift(o, uint(n)) }

func _PyLong_Rshift(o *abi.Object, n uint64) *abi.Object { return object.LongRshift(o, uint(n)) }

// _PyLong_Frexp returns x in [0.5, 1) with o near x * 2**exponent, rounded to 53 bits, half to even.
func _PyLong_Frexp(o *abi.Object, exponent *int) float64 {
	f := new(big.Float).SetPrec(53).SetInt(object.BigOf(o))
	mantissa := new(big.Float)
	*exponent = f.MantExp(mantissa)
	x, _ := mantissa.Float64()
	return x
}

func _PyLong_AsByteArray(o *abi.Object, out *byte, n uint64, littleEndian, signed int32) int32 {
	return status(object.LongToBytes(o, unsafe.Slice(out, n), littleEndian != 0, signed != 0))
}

func _PyLong_FromByteArray(in *byte, n uint64, littleEndian, signed int32) *abi.Object {
	if n > (math.MaxInt-30)/8 {
		return object.Raise(object.OverflowError, "byte array too long to convert to int")
	}
	return object.LongFromBytes(unsafe.Slice(in, n), littleEndian != 0, signed != 0)
}

// The converters store an unsigned C integer for PyArg_Parse's O& and return 1, or 0 with an error set.

func unsignedConverter(o *abi.Object, read func(*abi.Object) (uint64, bool)) (uint64, bool) {
	if object.IsLong(o) && object.LongSign(o) < 0 {
		object.Raise(object.ValueError, "value must be positive")
		return 0, false
	}
	return read(o)
}

func wideConverter(o *abi.Object, p unsafe.Pointer, read func(*abi.Object) (uint64, bool)) int32 {
	v, ok := unsignedConverter(o, read)
	if !ok {
		return 0
	}
	*(*uint64)(p) = v
	return 1
}

func _PyLong_UnsignedShort_Converter(o *abi.Object, p unsafe.Pointer) int32 {
	v, ok := unsignedConverter(o, object.AsUint64)
	if !ok {
		return 0
	}
	if v > math.MaxUint16 {
		object.Raise(object.OverflowError, "Python int too large for C unsigned short")
		return 0
	}
	*(*uint16)(p) = uint16(v)
	return 1
}

func _PyLong_UnsignedInt_Converter(o *abi.Object, p unsafe.Pointer) int32 {
	v, ok := unsignedConverter(o, object.AsUint64)
	if !ok {
		return 0
	}
	if v > math.MaxUint32 {
		object.Raise(object.OverflowError, "Python int too large for C unsigned int")
		return 0
	}
	*(*uint32)(p) = uint32(v)
	return 1
}

func _PyLong_UnsignedLong_Converter(o *abi.Object, p unsafe.Pointer) int32 {
	return wideConverter(o, p, object.AsUint64)
}

func _PyLong_UnsignedLongLong_Converter(o *abi.Object, p unsafe.Pointer) int32 {
	return wideConverter(o, p, object.AsUnsignedLongLong)
}

func _PyLong_Size_t_Converter(o *abi.Object, p unsafe.Pointer) int32 {
	return wideConverter(o, p, object.AsSize)
}
