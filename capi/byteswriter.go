package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func _PyBytesWriter_Init(w *abi.BytesWriter)    { object.BytesWriterInit(w) }
func _PyBytesWriter_Dealloc(w *abi.BytesWriter) { object.BytesWriterDealloc(w) }

func _PyBytesWriter_Alloc(w *abi.BytesWriter, n int) unsafe.Pointer {
	return object.BytesWriterAlloc(w, n)
}

func _PyBytesWriter_Prepare(w *abi.BytesWriter, at unsafe.Pointer, n int) unsafe.Pointer {
	return object.BytesWriterPrepare(w, at, n)
}

func _PyBytesWriter_Finish(w *abi.BytesWriter, at unsafe.Pointer) *abi.Object {
	return object.BytesWriterFinish(w, at)
}

func _Py_strhex(data *byte, n int) *abi.Object {
	if n < 0 {
		return object.Raise(object.SystemError, "Negative size passed to PyUnicode_New")
	}
	return object.HexOf(bytesAt(data, n), nil, 1)
}

// _Py_strhex_bytes_with_sep is bytes; a separator stands between groups of a size, counted from the end.
func _Py_strhex_bytes_with_sep(data *byte, n int, sep *abi.Object, group int32) *abi.Object {
	if n < 0 {
		return object.Raise(object.SystemError, "Negative size passed to PyBytes_FromStringAndSize")
	}
	return object.HexBytesOf(bytesAt(data, n), sep, int(group))
}
