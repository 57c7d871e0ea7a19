package threads

import (
	"context"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
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

// NativeEnter attaches a thread that no interpreter knows to the oldest one, until NativeLeave; nil if there is none.
func NativeEnter() *abi.ThreadState {
	groups.Lock()
	var g *Group
	if len(groups.list) > 0 {
		g = groups.list[0]
	}
	groups.Unlock()
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
	ts.ThreadID = uint(tls.Self())
	tls.Set(unsafe.Pointer(ts))
	tls.SetOwn(unsafe.Pointer(ts))
	return ts
}

// NativeLeave ends what NativeEnter began. It may run code: what the thread state holds dies.
func NativeLeave(ts *abi.ThreadState) {
	g := Of(ts.Interp)
	ts.GilstateCounter = 1 // code that runs now may ensure and release again
	object.ClearThread(ts)
	object.DeleteThread(ts)
	tls.Set(nil)
	tls.SetOwn(nil)
	if g != nil {
		g.native--
		g.Lock.Release()
	}
}
