package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// PyLong_AsNativeBytes returns how many bytes the int needs; the buffer gets as many of its low ones as it has room for.
func PyLong_AsNativeBytes(o *abi.Object, out unsafe.Pointer, n int, flags int32) int {
	if o == nil || n < 0 {
		object.BadInternalCall()
		return -1
	}
	if out == nil {
		n = 0
	}
	return object.LongNativeBytes(o, unsafe.Slice((*byte)(out), n), int(flags))
}

func fromNative(in unsafe.Pointer, n uint64, flags int32, unsigned bool) *abi.Object {
	if in == nil {
		return object.BadInternalCall()
	}
	return object.LongFromNativeBytes(unsafe.Slice((*byte)(in), n), int(flags), unsigned)
}

func PyLong_FromNativeBytes(in unsafe.Pointer, n uint64, flags int32) *abi.Object {
	return fromNative(in, n, flags, false)
}

func PyLong_FromUnsignedNativeBytes(in unsafe.Pointer, n uint64, flags int32) *abi.Object {
	return fromNative(in, n, flags, true)
}

func sized(o *abi.Object, out unsafe.Pointer, n int, unsigned bool, typeName string) int32 {
	if o == nil {
		object.BadInternalCall()
		return -1
	}
	return status(object.LongAsSized(o, unsafe.Slice((*byte)(out), n), unsigned, typeName))
}

func PyLong_AsInt32(o *abi.Object, out *int32) int32 {
	return sized(o, unsafe.Pointer(out), 4, false, "C int32_t")
}

func PyLong_AsInt64(o *abi.Object, out *int64) int32 {
	return sized(o, unsafe.Pointer(out), 8, false, "C int64_t")
}

func PyLong_AsUInt32(o *abi.Object, out *uint32) int32 {
	return sized(o, unsafe.Pointer(out), 4, true, "C uint32_t")
}

func PyLong_AsUInt64(o *abi.Object, out *uint64) int32 {
	return sized(o, unsafe.Pointer(out), 8, true, "C uint64_t")
}

// layout is a PyLongLayout: 30 bits in each digit of 4 bytes, low digits first, low bytes first.
var layout = func() *[4]int8 {
	l := (*[4]int8)(ctier.Static(4))
	*l = [4]int8{30, 4, -1, -1}
	return l
}()

func PyLong_GetNativeLayout() unsafe.Pointer { return unsafe.Pointer(layout) }

func PyLong_Export(o *abi.Object, export *abi.LongExport) int32 {
	return status(object.LongExport(o, export))
}

func PyLong_FreeExport(export *abi.LongExport) { object.LongFreeExport(export) }

// PyLongWriter_Create returns the int itself, as a writer; the caller fills the digits.
func PyLongWriter_Create(negative int32, n int, digits *unsafe.Pointer) *abi.Object {
	o := object.NewLongDigits(negative != 0, n)
	var first *uint32
	if o != nil {
		first = &object.As[*abi.Long](o).Digit[0]
	}
	abi.Store((**uint32)(unsafe.Pointer(digits)), first)
	return o
}

// PyLongWriter_Finish takes the writer over.
func PyLongWriter_Finish(writer *abi.Object) *abi.Object { return object.LongFinish(writer) }

// PyLongWriter_Discard takes the writer over; it may be NULL.
func PyLongWriter_Discard(writer *abi.Object) { object.XDecref(writer) }
