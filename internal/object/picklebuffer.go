package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// PickleBufferType is pickle.PickleBuffer: a buffer that pickling may hand over instead of copying it.
var PickleBufferType = ctier.Type("PyPickleBuffer_Type")

type pickleBuffer struct {
	Object
	view     abi.Buffer // Obj is nil once it is released
	weakrefs *Object
}

// NewPickleBuffer takes hold of an object's buffer.
func NewPickleBuffer(base *Object) *Object {
	o := New(PickleBufferType)
	if o == nil {
		return nil
	}
	if !GetBuffer(base, &As[*pickleBuffer](o).view, BufferFullRO) {
		As[*pickleBuffer](o).view.Obj = nil
		Decref(o)
		return nil
	}
	GCTrack(o)
	return o
}

// PickleBufferView is the buffer that is held: borrowed, nil with an exception for another object or a released one.
func PickleBufferView(o *Object) *abi.Buffer {
	if !isPickleBuffer(o) {
		return nil
	}
	view := &As[*pickleBuffer](o).view
	if view.Obj == nil {
		Raise(ValueError, "operation forbidden on released PickleBuffer object")
		return nil
	}
	return view
}

// PickleBufferRelease lets go of the buffer. It does nothing the second time.
func PickleBufferRelease(o *Object) bool {
	if !isPickleBuffer(o) {
		return false
	}
	ReleaseBuffer(&As[*pickleBuffer](o).view)
	return true
}

func isPickleBuffer(o *Object) bool {
	if o.Type != PickleBufferType {
		Raise(TypeError, "expected PickleBuffer, %.200s found", TypeName(o.Type))
		return false
	}
	return true
}

// pickleBufferRaw is a memoryview of the same memory as plain bytes.
func pickleBufferRaw(o *Object) *Object {
	view := PickleBufferView(o)
	if view == nil {
		return nil
	}
	if view.Suboffsets != nil || !IsContiguous(view, 'A') {
		return Raise(BufferError, "cannot extract raw buffer from non-contiguous buffer")
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
	flat, n, one := m.Master, m.Master.Len, 1
	flat.Format, flat.Ndim, flat.Itemsize, flat.Shape, flat.Strides = pickleBufferFormat, 1, 1, &n, &one
	return m.viewOf(&flat)
}

var pickleBufferFormat = ctier.CString("B")

var pickleBufferParams = Params{Func: "PickleBuffer", Names: []string{""}, Required: 1, Positional: 1}

func init() {
	Define(PickleBufferType, func() Spec {
		return Spec{
			Name: "pickle.PickleBuffer", Doc: "A buffer that may be pickled apart from the rest.",
			Basicsize: unsafe.Sizeof(pickleBuffer{}), Flags: abi.TPFlagsHaveGC,
			Weaklistoffset: int(unsafe.Offsetof(pickleBuffer{}.weakrefs)),
			New: func(_ *Type, args, kwargs *Object) *Object {
				out := make([]*Object, 1)
				if !pickleBufferParams.UnpackTuple(args, kwargs, out) {
					return nil
				}
				return NewPickleBuffer(out[0])
			},
			Dealloc: func(o *Object) {
				GCUntrack(o)
				ClearWeakrefs(o)
				ReleaseBuffer(&As[*pickleBuffer](o).view)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*pickleBuffer](o).view.Obj)
			},
			Clear: func(o *Object) int32 {
				ReleaseBuffer(&As[*pickleBuffer](o).view)
				return 0
			},
			Buffer: &BufferProcs{
				Get: func(o *Object, view *abi.Buffer, flags int32) int32 {
					own := PickleBufferView(o)
					return Status(own != nil && GetBuffer(own.Obj, view, flags))
				},
			},
			Methods: []Method{
				{Name: "raw", NoArgs: pickleBufferRaw, Doc: "raw($self, /)\n--\n\nA memoryview of the same memory as plain bytes.\n\nBufferError unless it is contiguous."},
				{Name: "release", NoArgs: func(o *Object) *Object { return NoneIf(PickleBufferRelease(o)) },
					Doc: "release($self, /)\n--\n\nLet go of the buffer."},
			},
		}
	})
}
