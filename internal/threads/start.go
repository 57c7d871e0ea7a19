package threads

import (
	"context"
	"runtime"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/tls"
)

// Start runs f inside, on an OS thread of its own that ends with it, and returns the number of its thread state. The caller is
// inside. Close waits for f; a daemon it does not wait for: one that has given up the GIL then never gets it again, and one
// that did not begin never does.
func (g *Group) Start(daemon bool, f func()) uint64 {
	ts := object.NewThread(g.Interp)
	ts.GilstateCounter = 1
	if !daemon {
		g.calls++
	}
	id := ts.ID
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends, and with it what C libraries keep for it
		if !daemon {
			_ = g.Lock.Acquire(context.Background()) // a context that never ends
		} else if g.acquire(context.Background()) != nil {
			return // the thread state went with the interpreter
		} else {
			g.calls-- // which acquire counted
		}
		ts.ThreadID = uint(tls.Attach(unsafe.Pointer(ts)))
		f()
		g.end(ts, daemon)
	}()
	return id
}

// end takes a thread out that Start began. It may run code: what the thread state holds dies.
func (g *Group) end(ts *abi.ThreadState, daemon bool) {
	object.ClearThread(ts)
	object.DeleteThread(ts)
	tls.Detach()
	if !daemon {
		g.calls--
	}
	last := g.calls == 0 && g.closing.Load()
	g.Lock.Release()
	if last {
		g.tell()
	}
}
