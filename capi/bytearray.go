package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// PyByteArray_FromStringAndSize: without a source the bytes are the caller's to write.
func PyByteArray_FromStringAndSize(s *byte, n int) *abi.Object {
	if n < 0 {
		return object.Raise(object.SystemError, "Negative size passed to PyByteArray_FromStringAndSize")
	}
	o := object.NewBytearray(nil)
	if o == nil {
		return nil
	}
	if !object.BytearrayResize(o, n) {
		object.Decref(o)
		return nil
	}
	if s != nil {
		copy(object.BytearrayOf(o), unsafe.Slice(s, n))
	}
	return o
}

func PyByteArray_FromObject(o *abi.Object) *abi.Object { return object.BytearrayFromObject(o) }
func PyByteArray_Concat(a, b *abi.Object) *abi.Object  { return object.BytearrayConcat(a, b) }

// PyByteArray_Resize: what is new at the end is the caller's to write, and zero until then.
func PyByteArray_Resize(o *abi.Object, n int) int32 {
	before := len(object.BytearrayOf(o))
	if !object.BytearrayResize(o, n) {
		return -1
	}
	if n > before {
		clear(object.BytearrayOf(o)[before:])
	}
	return 0
}
