package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

const (
	bufWrite = 0x200 // PyBUF_WRITE
)

func PyMemoryView_FromObject(o *abi.Object) *abi.Object { return object.MemoryviewOf(o) }

func PyMemoryView_FromMemory(data unsafe.Pointer, n int, flags int32) *abi.Object {
	return object.MemoryviewOfMemory(data, n, flags != bufWrite)
}

func PyMemoryView_FromBuffer(info *abi.Buffer) *abi.Object { return object.MemoryviewOfBuffer(info) }

func PyMemoryView_GetContiguous(o *abi.Object, kind int32, order int8) *abi.Object {
	return object.MemoryviewContiguous(o, kind == bufWrite, byte(order))
}
