package threads

import (
	"context"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/tls"
)

// Interpreters that C code makes. Each is a runtime like any other, with a lock of its own, and looks for modules where the one
// it was made in does. PyThreadState_Swap (internal/ctier/gil.c) goes from one to another.

// Subs is how a group makes another one and ends it; package interp sets both.
type Subs struct {
	New func() *Group
	End func()
}

// NewSub makes an interpreter from inside another one; nil if that can't. The caller stays where it is.
func NewSub() *abi.Interp {
	current := (*abi.ThreadState)(tls.Get())
	g := Of(current.Interp)
	if g == nil || g.Subs.New == nil {
		return nil
	}
	return g.Subs.New().Interp
}

// EnterSub gives up the GIL that the calling thread holds, and goes into an interpreter that nobody else knows yet, with a
// thread state of its own.
func EnterSub(interp *abi.Interp) *abi.ThreadState {
	current := (*abi.ThreadState)(tls.Get())
	tls.Set(nil)
	Of(current.Interp).Lock.Release()
	g := Of(interp)
	_ = g.Lock.Acquire(context.Background()) // a context that never ends
	ts := g.take()
	ts.ThreadID = uint(tls.Self())
	tls.Set(unsafe.Pointer(ts))
	return ts
}

// EndSub ends the interpreter that the calling thread is in, with all that is alive in it. The thread is in none afterwards.
func EndSub(ts *abi.ThreadState) {
	g := Of(ts.Interp)
	g.spare = append(g.spare, ts)
	tls.Set(nil)
	g.Lock.Release()
	g.endSub()
}

// DeleteSub ends an interpreter that no thread is in.
func DeleteSub(interp *abi.Interp) {
	if g := Of(interp); g != nil {
		g.endSub()
	}
}

func (g *Group) endSub() {
	holding, own := tls.Words()
	g.Subs.End()
	tls.Set(holding)
	tls.SetOwn(own)
}
