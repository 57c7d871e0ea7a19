package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// memoryview. What an exporter lends is held once, by a managed buffer, however many views there are of it: slices, casts
// and memoryviews of memoryviews share the managed buffer and describe its memory each in their own way. The exporter
// gets its buffer back when the last view is released. A view that itself lends its memory on (exports > 0) can't be
// released before it has that back.

// MemoryviewType is the type memoryview.
var (
	MemoryviewType     = ctier.Type("PyMemoryView_Type")
	managedBufferType  = NewType()
	memoryviewIterType = NewType()
)

// Flags of managed buffers and memoryviews, as CPython's headers have them.
const (
	released             = int32(1) // of both
	managedFreeFormat    = int32(2)
	memoryviewC          = int32(2)
	memoryviewFortran    = int32(4)
	memoryviewContiguous = memoryviewC | memoryviewFortran
	memoryviewScalar     = int32(8)
	memoryviewIndirect   = int32(16)
)

const maxDimensions = 64 // PyBUF_MAX_NDIM

// managedBuffer is _PyManagedBufferObject.
type managedBuffer struct {
	abi.Object
	Flags   int32
	Exports int // views that are not released
	Master  abi.Buffer
}

// memoryView is PyMemoryViewObject. View.Obj is borrowed from the managed buffer; shape, strides and suboffsets are in
// Array.
type memoryView struct {
	abi.VarObject
	Mbuf        *managedBuffer
	Hash        int // -1: not known
	Flags       int32
	Exports     int
	View        abi.Buffer
	Weakreflist *Object
	Array       [1]int
}

func newManagedBuffer() *managedBuffer {
	o := New(managedBufferType)
	if o == nil {
		return nil
	}
	GCTrack(o)
	return As[*managedBuffer](o)
}

// release gives the exporter its buffer back. It may run code.
func (m *managedBuffer) release() {
	if m.Flags&released != 0 {
		return
	}
	m.Flags |= released
	GCUntrack(Head(m))
	ReleaseBuffer(&m.Master)
}

// viewOf makes a memoryview of this description of a managed buffer's memory.
func (m *managedBuffer) viewOf(src *abi.Buffer) *Object {
	if int(src.Ndim) > maxDimensions {
		return Raise(ValueError, "memoryview: number of dimensions must not exceed 64")
	}
	v := m.newView(src, int(src.Ndim))
	if v == nil {
		return nil
	}
	copy(viewShape(&v.View), viewShape(src))
	copy(viewStrides(&v.View), viewStrides(src))
	if src.Suboffsets != nil {
		v.View.Suboffsets = v.array(2)
		copy(viewSuboffsets(&v.View), viewSuboffsets(src))
	}
	v.setFlags()
	return Head(v)
}

// newView makes a memoryview whose shape, strides and flags the caller must fill.
func (m *managedBuffer) newView(src *abi.Buffer, ndim int) *memoryView {
	o := NewVar(MemoryviewType, 3*ndim)
	if o == nil {
		return nil
	}
	v := As[*memoryView](o)
	v.Hash = -1
	v.View = abi.Buffer{
		Buf: src.Buf, Obj: src.Obj, Len: src.Len, Itemsize: src.Itemsize, Readonly: src.Readonly, Ndim: int32(ndim), Format: src.Format,
		Internal: src.Internal,
	}
	if v.View.Format == nil {
		v.View.Format = byteFormat
	}
	if ndim > 0 {
		v.View.Shape, v.View.Strides = v.array(0), v.array(1)
	}
	Incref(Head(m))
	v.Mbuf = m
	m.Exports++
	GCTrack(o)
	return v
}

// array is the i-th of the three arrays behind the head.
func (v *memoryView) array(i int) *int {
	return (*int)(unsafe.Add(unsafe.Pointer(&v.Array), uintptr(i*int(v.View.Ndim))*unsafe.Sizeof(int(0))))
}

func (v *memoryView) setFlags() {
	v.Flags &= released
	view := &v.View
	switch view.Ndim {
	case 0:
		v.Flags |= memoryviewScalar | memoryviewContiguous
	case 1:
		if *view.Shape == 1 || *view.Strides == view.Itemsize {
			v.Flags |= memoryviewContiguous
		}
	default:
		if contiguous(view, false) {
			v.Flags |= memoryviewC
		}
		if contiguous(view, true) {
			v.Flags |= memoryviewFortran
		}
	}
	if view.Suboffsets != nil {
		v.Flags = v.Flags&^memoryviewContiguous | memoryviewIndirect
	}
}

// alive tells whether a view is not released; it raises ValueError otherwise.
func (v *memoryView) alive() bool {
	if v.Flags&released != 0 || v.Mbuf.Flags&released != 0 {
		Raise(ValueError, "operation forbidden on released memoryview object")
		return false
	}
	return true
}

func (v *memoryView) format() string { return ctier.GoString(v.View.Format) }

// code is the native character of the view's format; 0, and NotImplementedError, if it has none.
func (v *memoryView) code() byte {
	code := nativeCode(v.format())
	if code == 0 {
		Raise(NotImplementedError, "memoryview: unsupported format %s", v.format())
	}
	return code
}

// release ends a view, unless its memory is lent on. It may run code.
func (v *memoryView) release() bool {
	if v.Flags&released != 0 {
		return true
	}
	if v.Exports > 0 {
		Raise(BufferError, "memoryview has %d exported buffer%s", v.Exports, plural(v.Exports))
		return false
	}
	v.Flags |= released
	if v.Mbuf.Exports--; v.Mbuf.Exports == 0 {
		v.Mbuf.release()
	}
	return true
}

// IsMemoryview tells whether an object is a memoryview.
func IsMemoryview(o *Object) bool { return o.Type == MemoryviewType }

// MemoryviewOf is memoryview(o): it is PyMemoryView_FromObject. It may run code.
func MemoryviewOf(o *Object) *Object {
	if IsMemoryview(o) {
		v := As[*memoryView](o)
		if !v.alive() {
			return nil
		}
		return v.Mbuf.viewOf(&v.View)
	}
	if !CheckBuffer(o) {
		return Raise(TypeError, "memoryview: a bytes-like object is required, not '%.200s'", TypeName(o.Type))
	}
	m := newManagedBuffer()
	if m == nil {
		return nil
	}
	defer Decref(Head(m))
	if !GetBuffer(o, &m.Master, BufferFullRO) {
		m.Master.Obj = nil
		return nil
	}
	return m.viewOf(&m.Master)
}

// MemoryviewOfMemory is PyMemoryView_FromMemory: nobody owns the memory.
func MemoryviewOfMemory(data unsafe.Pointer, n int, readonly bool) *Object {
	m := newManagedBuffer()
	if m == nil {
		return nil
	}
	defer Decref(Head(m))
	FillBuffer(&m.Master, nil, data, n, readonly, BufferFullRO)
	return m.viewOf(&m.Master)
}

// MemoryviewOfBuffer is PyMemoryView_FromBuffer: the buffer's owner, if it has one, is not kept alive.
func MemoryviewOfBuffer(info *abi.Buffer) *Object {
	if info.Buf == nil {
		return Raise(ValueError, "PyMemoryView_FromBuffer(): info->buf must not be NULL")
	}
	m := newManagedBuffer()
	if m == nil {
		return nil
	}
	defer Decref(Head(m))
	m.Master = *info
	m.Master.Obj = nil
	return m.viewOf(&m.Master)
}

// MemoryviewContiguous is PyMemoryView_GetContiguous: memoryview(o) if it is contiguous in this order, else one of a copy.
// It may run code.
func MemoryviewContiguous(o *Object, writable bool, order byte) *Object {
	mv := MemoryviewOf(o)
	if mv == nil {
		return nil
	}
	view := &As[*memoryView](mv).View
	if writable && view.Readonly != 0 {
		Decref(mv)
		return Raise(BufferError, "underlying buffer is not writable")
	}
	if IsContiguous(view, order) {
		return mv
	}
	defer Decref(mv)
	if writable {
		return Raise(BufferError, "writable contiguous buffer requested for a non-contiguous object.")
	}
	data := NewBytesSpace(view.Len)
	if data == nil {
		return nil
	}
	defer Decref(data)
	PackView(BytesOf(data), view, order)
	m := newManagedBuffer()
	if m == nil {
		return nil
	}
	defer Decref(Head(m))
	if !GetBuffer(data, &m.Master, BufferFullRO) {
		m.Master.Obj = nil
		return nil
	}
	m.Master.Format = ctier.CString(ctier.GoString(view.Format)) // the original's may die with its exporter
	m.Flags |= managedFreeFormat
	src := m.Master
	src.Itemsize, src.Ndim = view.Itemsize, view.Ndim
	v := m.newView(&src, int(view.Ndim))
	if v == nil {
		return nil
	}
	copy(viewShape(&v.View), viewShape(view))
	FillStrides(viewStrides(&v.View), viewShape(view), view.Itemsize, order == 'F')
	v.setFlags()
	return Head(v)
}

// memoryviewGetBuffer lends a view's memory on, described as the flags ask, or refuses.
func memoryviewGetBuffer(o *Object, view *abi.Buffer, flags int32) int32 {
	v := As[*memoryView](o)
	if !v.alive() {
		return -1
	}
	has := func(f int32) bool { return flags&f == f }
	problem := ""
	switch {
	case has(BufferWritable) && v.View.Readonly != 0:
		problem = "underlying buffer is not writable"
	case has(BufferCContiguous) && v.Flags&memoryviewC == 0:
		problem = "underlying buffer is not C-contiguous"
	case has(BufferFContiguous) && v.Flags&memoryviewFortran == 0:
		problem = "underlying buffer is not Fortran contiguous"
	case has(BufferAContiguous) && v.Flags&memoryviewContiguous == 0:
		problem = "underlying buffer is not contiguous"
	case !has(BufferIndirect) && v.Flags&memoryviewIndirect != 0:
		problem = "underlying buffer requires suboffsets"
	case !has(BufferStrides) && v.Flags&memoryviewC == 0:
		problem = "underlying buffer is not C-contiguous"
	case !has(BufferND) && has(BufferFormat):
		problem = "cannot cast to unsigned bytes if the format flag is present"
	}
	if problem != "" {
		view.Obj = nil
		Raise(BufferError, "memoryview: %s", problem)
		return -1
	}
	*view = v.View
	if !has(BufferFormat) {
		view.Format = nil
	}
	if !has(BufferStrides) {
		view.Strides = nil
	}
	if !has(BufferND) {
		view.Ndim, view.Shape = 1, nil
	}
	view.Obj = NewRef(o)
	v.Exports++
	return 0
}

func memoryviewDealloc(o *Object) {
	GCUntrack(o)
	v := As[*memoryView](o)
	if v.Mbuf != nil {
		v.release()
		m := Head(v.Mbuf)
		v.Mbuf = nil
		Decref(m)
	}
	ClearWeakrefs(o)
	Release(o)
}

func init() {
	Define(managedBufferType, func() Spec {
		return Spec{
			Name: "managedbuffer", Basicsize: unsafe.Sizeof(managedBuffer{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o *Object) {
				m := As[*managedBuffer](o)
				m.release()
				if m.Flags&managedFreeFormat != 0 {
					ctier.FreeStatic(unsafe.Pointer(m.Master.Format))
				}
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*managedBuffer](o).Master.Obj)
			},
			Clear: func(o *Object) int32 {
				As[*managedBuffer](o).release()
				return 0
			},
		}
	})
}
