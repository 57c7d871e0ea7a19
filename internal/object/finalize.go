package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Finalized tells whether an object's finalizer has run: PyObject_GC_IsFinalized.
func Finalized(o *Object) bool { return HasHeader(o) && gcHead(o).Prev&abi.GCFinalized != 0 }

// CallFinalizer runs tp_finalize, once for an object with a GC header: it is PyObject_CallFinalizer.
func CallFinalizer(o *Object) {
	f := o.Type.Finalize
	if f == nil || Finalized(o) {
		return
	}
	ctier.CallDestructor(f, o)
	if HasHeader(o) {
		gcHead(o).Prev |= abi.GCFinalized
	}
}

// CallFinalizerFromDealloc runs the finalizer of an object whose count is zero. -1 means that the finalizer brought it
// back to life: the caller must return at once.
func CallFinalizerFromDealloc(o *Object) int32 {
	o.Refcnt = 1
	CallFinalizer(o)
	if o.Refcnt--; o.Refcnt == 0 {
		return 0
	}
	return -1
}
