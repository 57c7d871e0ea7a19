package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Requests of the buffer protocol, as in pybuffer.h.
const (
	BufferSimple      = int32(0)
	BufferWritable    = int32(0x0001)
	BufferFormat      = int32(0x0004)
	BufferND          = int32(0x0008)
	BufferStrides     = int32(0x0010) | BufferND
	BufferCContiguous = int32(0x0020) | BufferStrides
	BufferFContiguous = int32(0x0040) | BufferStrides
	BufferAContiguous = int32(0x0080) | BufferStrides
	BufferIndirect    = int32(0x0100) | BufferStrides
	BufferFullRO      = BufferIndirect | BufferFormat
)

// CheckBuffer tells whether an object supports the buffer protocol.
func CheckBuffer(o *Object) bool { return o.Type.AsBuffer != nil && o.Type.AsBuffer.Getbuffer != nil }

// GetBuffer is PyObject_GetBuffer. The view must be C memory: foreign code keeps its address. It may run code.
func GetBuffer(o *Object, view *abi.Buffer, flags int32) bool {
	if !CheckBuffer(o) {
		Raise(TypeError, "a bytes-like object is required, not '%.100s'", TypeName(o.Type))
		return false
	}
	return ctier.CallGetbuffer(o.Type.AsBuffer.Getbuffer, o, view, flags) == 0
}

// ReleaseBuffer is PyBuffer_Release: a second one does nothing. It may run code.
func ReleaseBuffer(view *abi.Buffer) {
	o := view.Obj
	if o == nil {
		return
	}
	if procs := o.Type.AsBuffer; procs != nil && procs.Releasebuffer != nil {
		ctier.CallReleasebuffer(procs.Releasebuffer, o, view)
	}
	view.Obj = nil
	Decref(o)
}

// OpenBuffer is GetBuffer with a view of its own, to be closed with CloseBuffer; nil on failure.
func OpenBuffer(o *Object, flags int32) *abi.Buffer {
	view := (*abi.Buffer)(RawAlloc(unsafe.Sizeof(abi.Buffer{})))
	if view == nil {
		NoMemory()
		return nil
	}
	*view = abi.Buffer{}
	if !GetBuffer(o, view, flags) {
		RawFree(unsafe.Pointer(view))
		return nil
	}
	return view
}

// CloseBuffer ends what OpenBuffer began. It may run code.
func CloseBuffer(view *abi.Buffer) {
	ReleaseBuffer(view)
	RawFree(unsafe.Pointer(view))
}

// ViewBytes is the memory of a contiguous view.
func ViewBytes(view *abi.Buffer) []byte { return unsafe.Slice((*byte)(view.Buf), view.Len) }

// ViewFormat is the format of a view's items; a view without one has bytes.
func ViewFormat(view *abi.Buffer) string {
	if view.Format == nil {
		return "B"
	}
	return ctier.GoString(view.Format)
}
