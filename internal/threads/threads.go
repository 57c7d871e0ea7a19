// Package threads says which OS thread may run in which interpreter: it ties the GIL to thread states and both to the
// goroutines and native threads that come and go. It knows no object, and nothing of what callers do once they are in.
//
// Two thread-local words carry it (package tls). Get is not nil exactly while the calling thread holds a GIL. Own is the
// thread state of the calling thread, also while C has given up the GIL in the middle of a call.
//
// A goroutine that enters is locked to its OS thread until it leaves, so that both words are its own. It gets a thread state
// from the interpreter's spare ones, not one that belongs to the OS thread: Go moves goroutines between threads as it likes.
package threads

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/d95905aa/gilded/gil"
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/tls"
)

// ErrClosed is returned by Enter when the interpreter is closing or closed.
var ErrClosed = errors.New("the runtime is closed")

// Group is the threads of one interpreter and their lock.
type Group struct {
	Interp *abi.Interp
	Lock   *gil.Lock

	id     int64
	calls  atomic.Int64 // entered and not left yet; with closing added once Close has begun
	left   chan struct{}
	spare  []*abi.ThreadState // under the GIL
	native int                // thread states that native threads have; under the GIL
}

// closing is added to Group.calls; no number of calls comes near it.
const closing = 1 << 48

// groups holds the open ones by Interp.ID, the oldest first: that is the one of native threads that nobody introduced.
var groups struct {
	sync.Mutex
	list []*Group
}

// Open makes an interpreter with a lock that switches after so long, and lets threads in. The caller is not inside one.
func Open(lockFor func(*gil.Word) *gil.Lock) (*Group, *object.InterpState) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before, own := tls.Get(), tls.Own()
	state := object.NewInterp()
	ts := object.Thread()
	ts.GilstateCounter = 1
	g := &Group{Interp: state.Interp, id: state.Interp.ID, left: make(chan struct{}, 1), spare: []*abi.ThreadState{ts}}
	g.Lock = lockFor((*gil.Word)(unsafe.Pointer(&state.Interp.GIL)))
	tls.Set(before)
	tls.SetOwn(own)
	groups.Lock()
	groups.list = append(groups.list, g)
	groups.Unlock()
	return g, state
}

// Of returns the group of an interpreter, nil when it is closed.
func Of(interp *abi.Interp) *Group {
	groups.Lock()
	defer groups.Unlock()
	for _, g := range groups.list {
		if g.Interp == interp {
			return g
		}
	}
	return nil
}

// Main is the interpreter of native threads that nobody introduced: the oldest. Nil if none is open.
func Main() *abi.Interp {
	groups.Lock()
	defer groups.Unlock()
	if len(groups.list) == 0 {
		return nil
	}
	return groups.list[0].Interp
}

// Newest is the interpreter that was made last, nil if none is open.
func Newest() *abi.Interp {
	groups.Lock()
	defer groups.Unlock()
	if len(groups.list) == 0 {
		return nil
	}
	return groups.list[len(groups.list)-1].Interp
}

// Before is the interpreter that was made before another, nil if none is.
func Before(interp *abi.Interp) *abi.Interp {
	groups.Lock()
	defer groups.Unlock()
	for i, g := range groups.list {
		if g.Interp == interp && i > 0 {
			return groups.list[i-1].Interp
		}
	}
	return nil
}

// Pass is what Enter returns and Leave takes.
type Pass struct {
	nested bool
	ts     *abi.ThreadState // what this pass is in with
	own    bool             // ts belongs to a call further up, which gave up the GIL
	outer  *abi.ThreadState // the state in another interpreter that this goroutine is in with, further up
	gaveUp bool             // and that interpreter's GIL was released, to be taken back
	before unsafe.Pointer   // the thread's own state in that other interpreter
}

// Nested tells whether the goroutine was inside already.
func (p *Pass) Nested() bool { return p.nested }

// Inside tells whether the calling goroutine holds this interpreter's GIL.
func (g *Group) Inside() bool {
	ts := (*abi.ThreadState)(tls.Get())
	return ts != nil && ts.Interp == g.Interp
}

// Enter locks the goroutine to its OS thread, takes the GIL and attaches a thread state. A goroutine that is inside already
// stays as it is. It waits until ctx ends, and fails with its cause, or with ErrClosed. Each success needs a Leave.
func (g *Group) Enter(ctx context.Context) (Pass, error) {
	runtime.LockOSThread()
	outer := (*abi.ThreadState)(tls.Get())
	if outer != nil && outer.Interp == g.Interp {
		g.Lock.Yield()
		return Pass{nested: true}, nil
	}
	if g.calls.Add(1) >= closing {
		g.exit()
		runtime.UnlockOSThread()
		return Pass{}, ErrClosed
	}
	if ctx.Done() != nil && ctx.Err() != nil {
		g.exit()
		runtime.UnlockOSThread()
		return Pass{}, context.Cause(ctx)
	}
	own := (*abi.ThreadState)(tls.Own())
	if outer == nil && own == nil {
		if err := g.Lock.Acquire(ctx); err != nil {
			g.exit()
			runtime.UnlockOSThread()
			return Pass{}, err
		}
		ts := g.take()
		ts.ThreadID = uint(tls.Self())
		tls.Set(unsafe.Pointer(ts))
		tls.SetOwn(unsafe.Pointer(ts))
		return Pass{ts: ts}, nil
	}
	return g.enterFromWithin(ctx, outer, own)
}

// enterFromWithin is Enter below a call into this or another interpreter.
func (g *Group) enterFromWithin(ctx context.Context, outer, own *abi.ThreadState) (Pass, error) {
	p := Pass{outer: outer, before: unsafe.Pointer(own)}
	if !g.Lock.TryAcquire() {
		// Whoever waits holds no other GIL: two goroutines that go opposite ways must not wait for each other.
		var other *Group
		if outer != nil {
			other = Of(outer.Interp)
			tls.Set(nil)
			other.Lock.Release()
			p.gaveUp = true
		}
		if err := g.Lock.Acquire(ctx); err != nil {
			if p.gaveUp {
				_ = other.Lock.Acquire(context.Background()) // a context that never ends
				tls.Set(unsafe.Pointer(outer))
			}
			g.exit()
			runtime.UnlockOSThread()
			return Pass{}, err
		}
	}
	if own != nil && own.Interp == g.Interp {
		p.ts, p.own = own, true
	} else {
		p.ts = g.take()
		p.ts.ThreadID = uint(tls.Self())
		tls.SetOwn(unsafe.Pointer(p.ts))
	}
	tls.Set(unsafe.Pointer(p.ts))
	return p, nil
}

// take returns a thread state nobody uses; the GIL is held.
func (g *Group) take() *abi.ThreadState {
	if n := len(g.spare); n > 0 {
		ts := g.spare[n-1]
		g.spare = g.spare[:n-1]
		return ts
	}
	ts := object.NewThread(g.Interp)
	ts.GilstateCounter = 1
	return ts
}

// Leave undoes Enter.
func (g *Group) Leave(p *Pass) {
	if p.nested {
		runtime.UnlockOSThread()
		return
	}
	tls.Set(nil)
	if !p.own {
		g.spare = append(g.spare, p.ts)
		tls.SetOwn(p.before)
	}
	g.Lock.Release()
	if p.outer != nil {
		if p.gaveUp {
			_ = Of(p.outer.Interp).Lock.Acquire(context.Background()) // a context that never ends
		}
		tls.Set(unsafe.Pointer(p.outer))
	}
	g.exit()
	runtime.UnlockOSThread()
}

// exit counts a call out and tells Close when it was the last.
func (g *Group) exit() {
	if g.calls.Add(-1) == closing {
		select {
		case g.left <- struct{}{}:
		default:
		}
	}
}

// Allow gives up the GIL while f runs. The caller is inside.
func (g *Group) Allow(f func()) {
	ts := tls.Get()
	tls.Set(nil)
	g.Lock.Release()
	defer func() {
		_ = g.Lock.Acquire(context.Background()) // a context that never ends
		tls.Set(ts)
	}()
	f()
}

// Native is how many thread states native threads have that did not release their last PyGILState_Ensure. The GIL is held.
func (g *Group) Native() int { return g.native }

// Close refuses new calls and waits for those under way. It returns inside, on a thread that is locked: the caller ends the
// interpreter and then calls Closed. False means that it was closed before.
func (g *Group) Close() bool {
	runtime.LockOSThread()
	for {
		n := g.calls.Load()
		if n >= closing {
			runtime.UnlockOSThread()
			return false
		}
		if g.calls.CompareAndSwap(n, n+closing) {
			break
		}
	}
	for g.calls.Load() != closing {
		<-g.left
	}
	_ = g.Lock.Acquire(context.Background()) // a context that never ends
	ts := g.take()
	ts.ThreadID = uint(tls.Self())
	tls.Set(unsafe.Pointer(ts))
	tls.SetOwn(unsafe.Pointer(ts))
	return true
}

// Forget takes the group off the list: from here on native threads that ask for its GIL wait for ever.
func (g *Group) Forget() {
	groups.Lock()
	defer groups.Unlock()
	for i, x := range groups.list {
		if x == g {
			groups.list = append(groups.list[:i:i], groups.list[i+1:]...)
			return
		}
	}
}

// Closed ends what Close began.
func (g *Group) Closed() {
	tls.Set(nil)
	tls.SetOwn(nil)
	runtime.UnlockOSThread()
}
