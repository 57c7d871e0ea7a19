package threads

import (
	"context"
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/tls"
)

// Guards and views, by which threads of C name an interpreter that may be about to end. A view only names it; a guard keeps it
// from ending: Close waits until every guard is closed, and lets threads in that come with one. C holds a block of memory for
// each, which stands for a Go value.

// handle is what C holds of a guard, a view or a token.
type handle struct{ _ uint64 }

var handles = struct {
	sync.Mutex
	values map[*handle]any
}{values: map[*handle]any{}}

// hand makes the handle of a value; nil if memory is out.
func hand(v any) unsafe.Pointer {
	h := (*handle)(ctier.Static(unsafe.Sizeof(handle{})))
	if h == nil {
		return nil
	}
	handles.Lock()
	defer handles.Unlock()
	handles.values[h] = v
	return unsafe.Pointer(h)
}

// held returns what a handle stands for; take ends the handle.
func held(h unsafe.Pointer, take bool) any {
	handles.Lock()
	defer handles.Unlock()
	v := handles.values[(*handle)(h)]
	if take && v != nil {
		delete(handles.values, (*handle)(h))
		ctier.FreeStatic(h)
	}
	return v
}

type (
	view  struct{ group *Group }
	guard struct{ group *Group }
)

// NewView returns a view of the calling thread's interpreter, or of the oldest where main is set; nil if there is none.
func NewView(main bool) unsafe.Pointer {
	interp := Main()
	if !main {
		interp = object.Thread().Interp
	}
	if interp == nil {
		return nil
	}
	if g := Of(interp); g != nil {
		return hand(view{g})
	}
	return nil
}

// CloseView ends a view.
func CloseView(v unsafe.Pointer) { held(v, true) }

// NewGuard returns a guard of the calling thread's interpreter; nil if that is ending.
func NewGuard() unsafe.Pointer { return Of(object.Thread().Interp).newGuard() }

// GuardOf returns a guard of the interpreter that a view names; nil if that is ending or has ended. It needs no thread state.
func GuardOf(v unsafe.Pointer) unsafe.Pointer {
	named, ok := held(v, false).(view)
	if !ok {
		return nil
	}
	return named.group.newGuard()
}

func (g *Group) newGuard() unsafe.Pointer {
	// Counted before closing is looked at, as Close looks the other way round.
	g.guards.Add(1)
	if g.closing.Load() {
		g.unguard()
		return nil
	}
	h := hand(guard{g})
	if h == nil {
		g.unguard()
	}
	return h
}

func (g *Group) unguard() {
	if g.guards.Add(-1) == 0 && g.closing.Load() {
		g.tell()
	}
}

// CloseGuard ends a guard.
func CloseGuard(h unsafe.Pointer) {
	if closed, ok := held(h, true).(guard); ok {
		closed.group.unguard()
	}
}

// token is how a thread came in, for EndEnsure to undo it.
type token struct {
	group  *Group
	ts     *abi.ThreadState
	counts bool             // ts was attached already
	made   bool             // ts is of this call
	outer  *abi.ThreadState // in another interpreter, given up meanwhile
	before unsafe.Pointer   // the thread's own state in that other interpreter
	guard  unsafe.Pointer   // of EnsureView
}

// Ensure attaches the calling thread to the interpreter of a guard until EndEnsure: as it is if it is in there, with its own
// thread state if it gave up the GIL, with a new one otherwise. Nil if memory is out.
func Ensure(h unsafe.Pointer) unsafe.Pointer {
	guarded, ok := held(h, false).(guard)
	if !ok {
		return nil
	}
	t := guarded.group.ensure()
	return hand(t)
}

// EnsureView is Ensure by a view: the interpreter is guarded until EndEnsure. Nil if it is ending or has ended.
func EnsureView(v unsafe.Pointer) unsafe.Pointer {
	h := GuardOf(v)
	if h == nil {
		return nil
	}
	t := held(h, false).(guard).group.ensure()
	t.guard = h
	return hand(t)
}

func (g *Group) ensure() *token {
	current, own := (*abi.ThreadState)(tls.Get()), (*abi.ThreadState)(tls.Own())
	if current != nil && current.Interp == g.Interp {
		current.GilstateCounter++
		return &token{group: g, ts: current, counts: true}
	}
	t := &token{group: g, outer: current, before: unsafe.Pointer(own)}
	if current != nil {
		tls.Set(nil)
		Of(current.Interp).Lock.Release() // who waits holds no other GIL
	}
	_ = g.Lock.Acquire(context.Background()) // a context that never ends
	if own != nil && own.Interp == g.Interp {
		own.GilstateCounter++
		t.ts = own
		tls.Set(unsafe.Pointer(own))
		return t
	}
	g.native++
	t.ts, t.made = object.NewThread(g.Interp), true
	t.ts.GilstateCounter = 1
	t.ts.ThreadID = uint(tls.Attach(unsafe.Pointer(t.ts)))
	return t
}

// EndEnsure undoes Ensure. It may run code: what a thread state holds dies with it.
func EndEnsure(h unsafe.Pointer) {
	t, ok := held(h, true).(*token)
	if !ok {
		return
	}
	g := t.group
	switch {
	case t.counts:
		t.ts.GilstateCounter--
	case t.made:
		object.ClearThread(t.ts)
		object.DeleteThread(t.ts)
		tls.Detach()
		tls.SetOwn(t.before)
		g.native--
		g.Lock.Release()
	default:
		t.ts.GilstateCounter--
		tls.Set(nil)
		g.Lock.Release()
	}
	if t.outer != nil {
		Of(t.outer.Interp).reenter(t.outer)
	}
	if t.guard != nil {
		CloseGuard(t.guard)
	}
}
