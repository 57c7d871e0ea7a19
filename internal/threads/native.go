package threads

import (
	"context"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/tls"
)

// This file is what C calls when it cannot go on alone: see internal/ctier/gil.c.

// Acquire takes the GIL for a thread of C; false if the interpreter is closed.
func Acquire(interp *abi.Interp) bool {
	g := Of(interp)
	if g == nil {
		return false
	}
	_ = g.Lock.Acquire(context.Background()) // a context that never ends
	return true
}

// Release gives back the GIL that a thread of C holds.
func Release(interp *abi.Interp) {
	if g := Of(interp); g != nil {
		g.Lock.Release()
	}
}

// Wake is the second half of a release by C.
func Wake(interp *abi.Interp) {
	if g := Of(interp); g != nil {
		g.Lock.Wake()
	}
}

// Owns says that the library which code is in was loaded by this interpreter: its threads belong here.
func (g *Group) Owns(code unsafe.Pointer) {
	image := ctier.ImageOf(code)
	groups.Lock()
	defer groups.Unlock()
	groups.images[image] = g
}

// groupOf chooses an interpreter for a thread that calls from an address: the one that loaded the library it is in (each has a
// copy of its own, see package loader), or the oldest where that says nothing. Nil if there is none.
func groupOf(caller unsafe.Pointer) *Group {
	image := ctier.ImageOf(caller)
	groups.Lock()
	defer groups.Unlock()
	if g := groups.images[image]; g != nil {
		return g
	}
	if len(groups.list) == 0 {
		return nil
	}
	return groups.list[0]
}

// NativeEnter attaches a thread that no interpreter knows to the one that its caller belongs to, until NativeLeave; nil if that
// is closed.
func NativeEnter(caller unsafe.Pointer) *abi.ThreadState {
	g := groupOf(caller)
	if g == nil || g.closing.Load() {
		return nil
	}
	_ = g.Lock.Acquire(context.Background()) // a context that never ends
	if g.closing.Load() {
		g.Lock.Release()
		return nil
	}
	g.native++
	ts := object.NewThread(g.Interp)
	ts.GilstateCounter = 1
	ts.ThreadID = uint(tls.Attach(unsafe.Pointer(ts)))
	return ts
}

// NativeLeave ends what NativeEnter began. It may run code: what the thread state holds dies.
func NativeLeave(ts *abi.ThreadState) {
	g := Of(ts.Interp)
	ts.GilstateCounter = 1 // code that runs now may ensure and release again
	object.ClearThread(ts)
	object.DeleteThread(ts)
	tls.Detach()
	if g != nil {
		g.native--
		g.Lock.Release()
	}
}
