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
	Subs   Subs

	closing atomic.Bool
	guards  atomic.Int64       // guards that are open
	waiting atomic.Int64       // goroutines that may be in the lock's queue
	calls   int                // goroutines that have entered and not left; under the GIL
	native  int                // thread states that native threads have; under the GIL
	spare   []*abi.ThreadState // under the GIL
	left    chan struct{}      // a token: calls, guards or waiting went down while Close waits
}

// groups holds the open ones, the oldest first, and for each library that was loaded which group it was loaded by, also when
// that is closed.
var groups = struct {
	sync.Mutex
	list   []*Group
	images map[unsafe.Pointer]*Group
}{images: map[unsafe.Pointer]*Group{}}

// Open makes an interpreter with a lock that switches after so long, and lets threads in. The caller is not inside one.
func Open(lockFor func(*gil.Word) *gil.Lock) (*Group, *object.InterpState) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before, own := tls.Get(), tls.Own()
	state := object.NewInterp()
	ts := object.Thread()
	ts.GilstateCounter = 1
	g := &Group{Interp: state.Interp, left: make(chan struct{}, 1), spare: []*abi.ThreadState{ts}}
	g.Lock = lockFor((*gil.Word)(unsafe.Pointer(&state.Interp.GIL)))
	state.Allow, state.Start = g.Allow, g.Start
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

// Main is the oldest interpreter. Nil if none is open.
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

// Pass is what Enter returns and Leave takes. It fits into registers: it is made and taken back in every call from Go.
type Pass struct {
	ts     *abi.ThreadState // what this pass is in with; nil if the goroutine was inside already
	within *within          // where the goroutine came from, if it was not outside of everything
}

// within is what a goroutine that comes from inside a call goes back to.
type within struct {
	own    bool             // ts belongs to a call further up, which gave up the GIL
	outer  *abi.ThreadState // the state in another interpreter that this goroutine is in with, further up, and gave up
	before unsafe.Pointer   // the thread's own state in that other interpreter
}

// Nested tells whether the goroutine was inside already.
func (p Pass) Nested() bool { return p.ts == nil }

// Inside tells whether the calling goroutine holds this interpreter's GIL.
func (g *Group) Inside() bool {
	ts := (*abi.ThreadState)(tls.Get())
	return ts != nil && ts.Interp == g.Interp
}

// Enter locks the goroutine to its OS thread, takes the GIL and attaches a thread state. A goroutine that is inside already
// stays as it is. It waits until ctx ends, and fails with its cause, or with ErrClosed. Each success needs a Leave.
func (g *Group) Enter(ctx context.Context) (Pass, error) {
	runtime.LockOSThread()
	holding, own := tls.Words()
	outer := (*abi.ThreadState)(holding)
	if outer != nil && outer.Interp == g.Interp {
		g.Lock.Yield()
		return Pass{}, nil
	}
	if ctx.Done() != nil && ctx.Err() != nil {
		runtime.UnlockOSThread()
		return Pass{}, context.Cause(ctx)
	}
	if outer != nil || own != nil {
		return g.enterFromWithin(ctx, outer, (*abi.ThreadState)(own))
	}
	if err := g.acquire(ctx); err != nil {
		runtime.UnlockOSThread()
		return Pass{}, err
	}
	ts := g.take()
	ts.ThreadID = uint(tls.Attach(unsafe.Pointer(ts)))
	return Pass{ts: ts}, nil
}

// acquire takes the GIL and counts a call in, unless the interpreter is closing.
//
// The lock's word stays mapped after the end, and taken (see mem.FreeInterp), so that trying it is always allowed. Who has
// to wait says so before it looks at closing, and Close looks the other way round: it goes on to the end only when nobody
// waits, so nobody who does is forgotten.
func (g *Group) acquire(ctx context.Context) error {
	if !g.Lock.TryAcquire() {
		g.waiting.Add(1)
		if g.closing.Load() {
			g.stopWaiting()
			return ErrClosed
		}
		err := g.Lock.Acquire(ctx)
		g.stopWaiting()
		if err != nil {
			return err
		}
	}
	if g.closing.Load() {
		g.Lock.Release()
		return ErrClosed
	}
	g.calls++
	return nil
}

func (g *Group) stopWaiting() {
	if g.waiting.Add(-1) == 0 && g.closing.Load() {
		g.tell()
	}
}

// tell lets Close look again.
func (g *Group) tell() {
	select {
	case g.left <- struct{}{}:
	default:
	}
}

// enterFromWithin is Enter below a call into this or another interpreter.
func (g *Group) enterFromWithin(ctx context.Context, outer, own *abi.ThreadState) (Pass, error) {
	p := Pass{within: &within{outer: outer, before: unsafe.Pointer(own)}}
	var other *Group
	if outer != nil {
		// Whoever waits holds no other GIL: two goroutines that go opposite ways must not wait for each other.
		other = Of(outer.Interp)
		tls.Set(nil)
		other.Lock.Release()
	}
	if err := g.acquire(ctx); err != nil {
		if outer != nil {
			other.reenter(outer)
		}
		runtime.UnlockOSThread()
		return Pass{}, err
	}
	if own != nil && own.Interp == g.Interp {
		p.ts, p.within.own = own, true
	} else {
		p.ts = g.take()
		p.ts.ThreadID = uint(tls.Self())
		tls.SetOwn(unsafe.Pointer(p.ts))
	}
	tls.Set(unsafe.Pointer(p.ts))
	return p, nil
}

// reenter goes on with a call that gave up the GIL. The interpreter cannot have ended: the call is counted.
func (g *Group) reenter(ts *abi.ThreadState) {
	_ = g.Lock.Acquire(context.Background()) // a context that never ends
	tls.Set(unsafe.Pointer(ts))
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
func (g *Group) Leave(p Pass) {
	switch {
	case p.ts == nil:
		runtime.UnlockOSThread()
		return
	case p.within == nil:
		tls.Detach()
		g.spare = append(g.spare, p.ts)
	case p.within.own:
		tls.Set(nil)
	default:
		tls.Set(nil)
		tls.SetOwn(p.within.before)
		g.spare = append(g.spare, p.ts)
	}
	g.calls--
	last := g.calls == 0 && g.closing.Load()
	g.Lock.Release()
	if last {
		g.tell()
	}
	if p.within != nil && p.within.outer != nil {
		Of(p.within.outer.Interp).reenter(p.within.outer)
	}
	runtime.UnlockOSThread()
}

// Allow gives up the GIL while f runs. The caller is inside.
func (g *Group) Allow(f func()) {
	ts := (*abi.ThreadState)(tls.Get())
	tls.Set(nil)
	g.Lock.Release()
	defer g.reenter(ts)
	f()
}

// Native is how many thread states native threads have that did not release their last PyGILState_Ensure. The GIL is held.
func (g *Group) Native() int { return g.native }

// Close refuses new calls and waits for those under way. It returns inside, on a thread that is locked: the caller ends the
// interpreter and then calls Closed. False means that it was closed before.
func (g *Group) Close() bool {
	if g.closing.Swap(true) {
		return false
	}
	runtime.LockOSThread()
	for {
		_ = g.Lock.Acquire(context.Background()) // a context that never ends
		if g.calls == 0 && g.waiting.Load() == 0 && g.guards.Load() == 0 {
			break
		}
		g.Lock.Release()
		<-g.left
	}
	ts := g.take()
	ts.ThreadID = uint(tls.Attach(unsafe.Pointer(ts)))
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
	tls.Detach()
	runtime.UnlockOSThread()
}
