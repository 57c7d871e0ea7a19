package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The trashcan keeps the stack flat when something deeply nested dies. Containers count how many of their destructors
// are on the stack; from trashLimit on an object is put aside instead, and destroyed when the outermost one ends. Objects
// put aside are untracked, have no references, and are linked through their GC heads.

const trashLimit = 50

// TrashBegin is how a destructor begins: true means that o, which is untracked, was put aside, and the destructor must
// return at once. It will be called again.
func TrashBegin(ts *abi.ThreadState, o *Object) bool {
	if ts.TrashDeleteNesting < trashLimit {
		ts.TrashDeleteNesting++
		return false
	}
	g := gcHead(o)
	setPrev(g, (*abi.GCHead)(unsafe.Pointer(ts.TrashDeleteLater)))
	ts.TrashDeleteLater = o
	return true
}

// TrashEnd is how a destructor ends for which TrashBegin was false. The outermost one runs what was put aside.
func TrashEnd(ts *abi.ThreadState) {
	ts.TrashDeleteNesting--
	if ts.TrashDeleteNesting > 0 {
		return
	}
	for ts.TrashDeleteLater != nil {
		o := ts.TrashDeleteLater
		g := gcHead(o)
		ts.TrashDeleteLater = (*Object)(prevOf(g))
		setPrev(g, nil)
		ts.TrashDeleteNesting++
		ctier.CallDestructor(o.Type.Dealloc, o)
		ts.TrashDeleteNesting--
	}
}

// Trash runs body, the destructor of built-in type t, on o, at once or later. The destructor of a subtype has its
// own turn at the trashcan: when that one calls ours, o is half destroyed already and body runs at once.
func Trash(o *Object, t *Type, body func(*Object)) {
	if o.Type.Dealloc != t.Dealloc {
		body(o)
		return
	}
	ts := Thread()
	if TrashBegin(ts, o) {
		return
	}
	body(o)
	TrashEnd(ts)
}

// isShared tells a built-in type, which never dies, from the types of extensions and those made at run time.
func isShared(t *Type) bool { return t.Refcnt >= Immortal/2 }

// FreeInstance gives an object's memory back in the way its type wants it: the last thing a destructor does.
func FreeInstance(o *Object) {
	if !isShared(o.Type) {
		ctier.CallFree(o.Type.Free, unsafe.Pointer(o))
		return
	}
	Release(o)
}

// NewInstance allocates an object of a type that may be a subtype, in the way that type wants it: zeroed, tracked if
// it has a GC head.
func NewInstance(t *Type, n int) *Object {
	if !isShared(t) {
		return ctier.CallAlloc(t.Alloc, t, n)
	}
	var o *Object
	if t.Itemsize > 0 {
		o = NewVar(t, n)
	} else {
		o = New(t)
	}
	if o != nil && HasGC(t) {
		GCTrack(o)
	}
	return o
}
