package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// FillBuffer describes memory that an object lends out as one row of bytes.
func FillBuffer(view *abi.Buffer, o *Object, data unsafe.Pointer, n int, readonly bool, flags int32) bool {
	if view == nil {
		Raise(BufferError, "PyBuffer_FillInfo: view==NULL argument is obsolete")
		return false
	}
	if readonly && flags&BufferWritable != 0 {
		Raise(BufferError, "Object is not writable.")
		return false
	}
	clear(unsafe.Slice((*byte)(unsafe.Pointer(view)), unsafe.Sizeof(*view))) // the caller's, which may be anything: see abi.Store
	*view = abi.Buffer{Buf: data, Obj: XNewRef(o), Len: n, Itemsize: 1, Ndim: 1}
	if readonly {
		view.Readonly = 1
	}
	if flags&BufferFormat != 0 {
		view.Format = byteFormat
	}
	if flags&BufferND != 0 {
		view.Shape = &view.Len
	}
	if flags&BufferStrides == BufferStrides {
		view.Strides = &view.Itemsize
	}
	return true
}

var byteFormat = ctier.CString("B")
