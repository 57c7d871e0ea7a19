// Package object is the object runtime: every built-in type with its slots and methods, the protocols (attributes,
// numbers, sequences, calls, comparison, buffers), exceptions, and the state of an interpreter. It works on C memory
// through the mirrors of package abi and calls foreign slots through package ctier. It knows neither the GIL's policy
// nor shared libraries, and nothing of the Go API that hosts use.
//
// Conventions, which are CPython's:
//
//   - The caller holds the GIL of the interpreter that tls.Get leads to.
//   - A nil *Object (or -1) as a result means that the thread's error indicator is set. Raise sets it and returns nil.
//   - A result is a new reference and arguments are borrowed, unless the first line of a function's comment says
//     otherwise.
//   - A function "may run code" when it can call foreign C: after it, anything borrowed may be gone.
package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/mem"
	"github.com/d95905aa/gilded/internal/tls"
)

// Object is PyObject, Type is PyTypeObject.
type (
	Object = abi.Object
	Type   = abi.Type
)

// Thread returns the calling thread's state: not nil while it holds the GIL.
func Thread() *abi.ThreadState { return (*abi.ThreadState)(tls.Get()) }

// Counting is out of the race detector's sight: runtimes that work side by side count what they share without a lock, which is
// why that is immortal (see Immortal).

// Incref takes a reference.
//
//go:norace
func Incref(o *Object) { o.Refcnt++ }

// Decref gives a reference back. The object dies at once if it was the last: it may run code.
//
//go:norace
func Decref(o *Object) {
	if o.Refcnt--; o.Refcnt == 0 {
		ctier.CallDestructor(o.Type.Dealloc, o)
	}
}

// XDecref is Decref for what may be nil.
func XDecref(o *Object) {
	if o != nil {
		Decref(o)
	}
}

// XIncref is Incref for what may be nil.
//
//go:norace
func XIncref(o *Object) {
	if o != nil {
		o.Refcnt++
	}
}

// NewRef takes a reference and returns the object.
//
//go:norace
func NewRef(o *Object) *Object {
	o.Refcnt++
	return o
}

// XNewRef is NewRef for what may be nil.
//
//go:norace
func XNewRef(o *Object) *Object {
	if o != nil {
		o.Refcnt++
	}
	return o
}

// Clear empties a field and releases what was in it: it may run code, when the field is nil already.
func Clear(field **Object) {
	if o := *field; o != nil {
		*field = nil
		Decref(o)
	}
}

// Replace stores a new reference that it takes over in a field and releases what was there: it may run code.
func Replace(field **Object, o *Object) {
	old := *field
	*field = o
	XDecref(old)
}

// ReleaseAll releases references, of which any may be nil.
func ReleaseAll(objects []*Object) {
	for _, o := range objects {
		XDecref(o)
	}
}

// As views an object's memory as the structure of its type: P is a pointer to it. (The structure itself can't be a type argument,
// because it can't be in Go's heap.)
func As[P any](o *Object) P { return *(*P)(unsafe.Pointer(&o)) }

// Head views a structure that begins with an object's head as the object: P is a pointer to it.
func Head[P any](p P) *Object { return *(**Object)(unsafe.Pointer(&p)) }

// Is tells whether an object's type is t or a subtype of it. It runs no code.
func Is(o *Object, t *Type) bool { return o.Type == t || IsSubtype(o.Type, t) }

// HasFlag tells whether a type has a Py_TPFLAGS_ bit, for instance abi.TPFlagsListSubclass.
func HasFlag(t *Type, flag uint) bool { return t.Flags&flag != 0 }

// HasGC tells whether a type's objects have a GC header.
func HasGC(t *Type) bool { return t.Flags&abi.TPFlagsHaveGC != 0 }

// varSize is the size in bytes of an object with n items.
func varSize(t *Type, n int) uintptr {
	return uintptr(t.Basicsize+n*t.Itemsize+7) &^ 7
}

// New allocates an object of a type, with zeroed fields and one reference, not yet tracked by the collector. A heap type
// gains a reference. Nil, and MemoryError, if memory is out.
func New(t *Type) *Object { return NewSized(t, uintptr(t.Basicsize), 0) }

// NewVar is New for a type with items: n of them, zeroed, and ob_size set to n.
func NewVar(t *Type, n int) *Object {
	if t.Itemsize > 0 && n > (1<<62)/t.Itemsize {
		return NoMemory()
	}
	return NewSized(t, varSize(t, n), n)
}

// NewSized is NewVar for a type whose size in bytes is not Basicsize + n*Itemsize.
func NewSized(t *Type, size uintptr, n int) *Object {
	interp := Thread().Interp
	kind, head := uintptr(abi.KindObject), uintptr(0)
	if t.Flags&abi.TPFlagsHaveGC != 0 {
		kind, head = abi.KindGC, uintptr(abi.GCHeadSize)
		countAllocation(interp)
	}
	block := mem.Alloc(interp, kind, size+head)
	if block == nil {
		return NoMemory()
	}
	clear(unsafe.Slice((*byte)(block), size+head))
	o := (*Object)(unsafe.Add(block, head))
	o.Refcnt = 1
	o.Type = t
	if t.Itemsize > 0 || n > 0 {
		As[*abi.VarObject](o).Size = n
	}
	if t.Flags&abi.TPFlagsHeaptype != 0 {
		t.Refcnt++
	}
	return o
}

// Release frees an object's memory: the last thing a tp_dealloc of a built-in type does. It neither looks at the fields
// nor releases the type.
func Release(o *Object) {
	if o.Type.Flags&abi.TPFlagsHaveGC != 0 {
		GCUntrack(o)
		if g := &Thread().Interp.GC[0]; g.Count > 0 {
			g.Count--
		}
		mem.Free(unsafe.Add(unsafe.Pointer(o), -abi.GCHeadSize))
		return
	}
	mem.Free(unsafe.Pointer(o))
}

// RawAlloc returns memory that is not an object; nil, and no error set, if memory is out.
func RawAlloc(size uintptr) unsafe.Pointer { return mem.Alloc(Thread().Interp, abi.KindRaw, size) }

// RawResize is realloc for RawAlloc's memory.
func RawResize(p unsafe.Pointer, size uintptr) unsafe.Pointer {
	return mem.Resize(Thread().Interp, abi.KindRaw, p, size)
}

// RawFree frees RawAlloc's memory.
func RawFree(p unsafe.Pointer) { mem.Free(p) }
