package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyObject_CheckBuffer(o *abi.Object) int32 { return truth(object.CheckBuffer(o)) }

func PyObject_CopyData(to, from *abi.Object) int32 { return status(object.CopyData(to, from)) }

func PyBuffer_FillInfo(view *abi.Buffer, o *abi.Object, data unsafe.Pointer, n int, readonly, flags int32) int32 {
	return status(object.FillBuffer(view, o, data, n, readonly != 0, flags))
}

func PyBuffer_FillContiguousStrides(ndim int32, shape, strides *int, itemsize int32, order int8) {
	object.FillStrides(unsafe.Slice(strides, ndim), unsafe.Slice(shape, ndim), int(itemsize), order == 'F')
}

func PyObject_GetBuffer(o *abi.Object, view *abi.Buffer, flags int32) int32 {
	return status(object.GetBuffer(o, view, flags))
}

func PyBuffer_IsContiguous(view *abi.Buffer, order int8) int32 {
	return truth(object.IsContiguous(view, byte(order)))
}

func PyBuffer_GetPointer(view *abi.Buffer, indices *int) unsafe.Pointer {
	return object.ItemPointer(view, unsafe.Slice(indices, view.Ndim))
}

func PyBuffer_SizeFromFormat(format *byte) int {
	if format == nil {
		return 1
	}
	s := object.DecodeUTF8([]byte(text(format)), "") // struct.calcsize takes a str
	if s == nil {
		return -1
	}
	object.Decref(s)
	return object.StructSize(text(format))
}

func PyBuffer_ToContiguous(out unsafe.Pointer, view *abi.Buffer, n int, order int8) int32 {
	if n != view.Len {
		object.Raise(object.ValueError, "PyBuffer_ToContiguous: len != view->len")
		return -1
	}
	object.PackView(unsafe.Slice((*byte)(out), n), view, byte(order))
	return 0
}

func PyBuffer_FromContiguous(view *abi.Buffer, data unsafe.Pointer, n int, order int8) int32 {
	object.UnpackView(view, unsafe.Slice((*byte)(data), n), byte(order))
	return 0
}

// The old buffer protocol: the memory is lent without being held, for as long as nothing moves it.

func PyObject_CheckReadBuffer(o *abi.Object) int32 {
	view := object.OpenBuffer(o, object.BufferSimple)
	if view == nil {
		object.ClearErr()
		return 0
	}
	object.CloseBuffer(view)
	return 1
}

func PyObject_AsReadBuffer(o *abi.Object, data *unsafe.Pointer, n *int) int32 {
	return lend(o, data, n, object.BufferSimple)
}

func PyObject_AsCharBuffer(o *abi.Object, data *unsafe.Pointer, n *int) int32 {
	return lend(o, data, n, object.BufferSimple)
}

func PyObject_AsWriteBuffer(o *abi.Object, data *unsafe.Pointer, n *int) int32 {
	r := lend(o, data, n, object.BufferWritable)
	if r < 0 && o != nil && data != nil && n != nil {
		object.Raise(object.TypeError, "expected a writable bytes-like object")
	}
	return r
}

func lend(o *abi.Object, data *unsafe.Pointer, n *int, flags int32) int32 {
	if o == nil || data == nil || n == nil {
		if object.Occurred() == nil {
			object.Raise(object.SystemError, "null argument to internal routine")
		}
		return -1
	}
	view := object.OpenBuffer(o, flags)
	if view == nil {
		return -1
	}
	abi.Store((**byte)(unsafe.Pointer(data)), (*byte)(view.Buf))
	*n = view.Len
	object.CloseBuffer(view)
	return 0
}
