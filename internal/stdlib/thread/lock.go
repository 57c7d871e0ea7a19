// Package thread is the modules _thread and threading, as far as extension modules ask for them: locks, values of each thread, and
// who the current thread is, and threads of their own. Others are the host's and the extensions'.
package thread

import (
	"strconv"
	"time"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type (
	obj = *object.Object
	def = object.Def
)

// lockObject is a lock of either kind: the handle leads to its state in Go.
type lockObject struct {
	abi.Object
	weakrefs obj
	handle   uint64
}

// lockState is a lock: whoever has put something into the channel holds it. owner and count are of locks that the same thread may
// take again; they are read and written under the GIL.
type lockState struct {
	held  chan struct{}
	owner uint64
	count int
}

var (
	lockType  = object.NewType()
	rlockType = object.NewType()

	acquireParams = object.Params{Func: "acquire", Names: []string{"blocking", "timeout"}, Positional: 2}
)

func stateOf(o obj) *lockState { return object.Kept(object.As[*lockObject](o).handle).(*lockState) }

func newLock(t *object.Type) obj {
	o := object.NewInstance(t, 0)
	if o != nil {
		object.As[*lockObject](o).handle = object.Keep(&lockState{held: make(chan struct{}, 1)})
	}
	return o
}

// timeoutMax is the longest wait, in seconds.
const timeoutMax = 9223372036.0

// waitOf understands the arguments of acquire: a negative wait is for ever, 0 is not at all.
func waitOf(args *obj, n int, names obj) (time.Duration, bool) {
	var v [2]obj
	if !acquireParams.Unpack(args, n, names, v[:]) {
		return 0, false
	}
	blocking := int32(1)
	if v[0] != nil {
		if blocking = object.IsTrue(v[0]); blocking < 0 {
			return 0, false
		}
	}
	timeout := int64(forEver)
	if v[1] != nil {
		var ok bool
		if timeout, ok = object.TimeOf(v[1], int64(time.Second), object.RoundUp); !ok {
			return 0, false
		}
	}
	switch {
	case blocking == 0 && timeout != forEver:
		object.Raise(object.ValueError, "can't specify a timeout for a non-blocking call")
		return 0, false
	case timeout < 0 && timeout != forEver:
		object.Raise(object.ValueError, "timeout value must be positive")
		return 0, false
	case blocking == 0:
		return 0, true
	}
	return time.Duration(timeout), true
}

// forEver is the timeout that is none.
const forEver = -int64(time.Second)

// take takes the lock, and lets other threads run while it waits.
func (s *lockState) take(wait time.Duration) bool {
	select {
	case s.held <- struct{}{}:
		return true
	default:
	}
	taken := false
	switch {
	case wait == 0:
	case wait < 0:
		object.WithoutGIL(func() { s.held <- struct{}{} })
		taken = true
	default:
		object.WithoutGIL(func() {
			timer := time.NewTimer(wait)
			defer timer.Stop()
			select {
			case s.held <- struct{}{}:
				taken = true
			case <-timer.C:
			}
		})
	}
	return taken
}

func acquire(o obj, args *obj, n int, names obj) obj {
	wait, ok := waitOf(args, n, names)
	if !ok {
		return nil
	}
	return object.NewBool(stateOf(o).take(wait))
}

func release(o obj) obj {
	select {
	case <-stateOf(o).held:
		return object.NewRef(object.None)
	default:
		return object.Raise(object.RuntimeError, "release unlocked lock")
	}
}

func acquireAgain(o obj, args *obj, n int, names obj) obj {
	wait, ok := waitOf(args, n, names)
	if !ok {
		return nil
	}
	s, me := stateOf(o), ident()
	if s.count > 0 && s.owner == me {
		s.count++
		return object.NewBool(true)
	}
	if !s.take(wait) {
		return object.NewBool(false)
	}
	s.owner, s.count = me, 1
	return object.NewBool(true)
}

func releaseAgain(o obj) obj {
	s := stateOf(o)
	if s.count == 0 || s.owner != ident() {
		return object.Raise(object.RuntimeError, "cannot release un-acquired lock")
	}
	if s.count--; s.count == 0 {
		s.owner = 0
		<-s.held
	}
	return object.NewRef(object.None)
}

// releaseAll gives a lock back however often it was taken; what it returns is for acquireAll to take it so often again.
func releaseAll(o obj) obj {
	s := stateOf(o)
	if s.count == 0 {
		return object.Raise(object.RuntimeError, "cannot release un-acquired lock")
	}
	saved := object.OwnedTuple(object.NewInt(int64(s.count)), number(s.owner))
	if saved == nil {
		return nil
	}
	s.owner, s.count = 0, 0
	<-s.held
	return saved
}

func acquireAll(o, saved obj) obj {
	if !object.IsTuple(saved) || len(object.TupleItems(saved)) != 2 {
		return object.Raise(object.TypeError, "_acquire_restore() argument 1 must be sequence of length 2")
	}
	count, ok := object.AsInt64(object.TupleItems(saved)[0])
	if !ok {
		return nil
	}
	owner, ok := object.AsUint64(object.TupleItems(saved)[1])
	if !ok {
		return nil
	}
	s := stateOf(o)
	s.take(-1)
	s.owner, s.count = owner, int(count)
	return object.NewRef(object.None)
}

// ident is the number of the calling thread, as get_ident has it.
func ident() uint64 { return object.Thread().ID }

func lockSpec(name, doc string) object.Spec {
	return object.Spec{
		Name: name, Doc: doc, Basicsize: unsafe.Sizeof(lockObject{}), Weaklistoffset: int(unsafe.Offsetof(lockObject{}.weakrefs)),
		Dealloc: func(o obj) {
			object.ClearWeakrefs(o)
			object.Drop(object.As[*lockObject](o).handle)
			object.FreeInstance(o)
		},
	}
}

// exit is __exit__ by way of release.
func exit(release func(o obj) obj) object.Method {
	return object.Method{Name: "__exit__", Fast: func(o obj, _ *obj, _ int) obj { return release(o) }}
}

func enter(acquire func(o obj, args *obj, n int, names obj) obj) object.Method {
	return object.Method{Name: "__enter__", NoArgs: func(o obj) obj { return acquire(o, nil, 0, nil) }}
}

func shown(o obj, more string) obj {
	state := "unlocked"
	if len(stateOf(o).held) > 0 {
		state = "locked"
	}
	return object.NewStr("<" + state + " " + object.TypeName(o.Type) + " object" + more + " at " + object.HexAddress(o) + ">")
}

func init() {
	object.Define(lockType, func() object.Spec {
		s := lockSpec("_thread.lock", "A lock: allocate_lock() makes one.")
		s.Flags = abi.TPFlagsDisallowInstantiation
		s.Repr = func(o obj) obj { return shown(o, "") }
		locked := func(o obj) obj { return object.NewBool(len(stateOf(o).held) > 0) }
		s.Methods = []object.Method{
			{Name: "acquire", Doc: "acquire(blocking=True, timeout=-1) -> bool\n\nTake the lock.", FastKeys: acquire},
			{Name: "acquire_lock", Doc: "The same as acquire.", FastKeys: acquire},
			{Name: "release", Doc: "release()\n\nGive the lock back.", NoArgs: release},
			{Name: "release_lock", Doc: "The same as release.", NoArgs: release},
			{Name: "locked", Doc: "locked() -> bool\n\nTell whether somebody has the lock.", NoArgs: locked},
			{Name: "locked_lock", Doc: "The same as locked.", NoArgs: locked},
			enter(acquire), exit(release),
		}
		return s
	})
	object.Define(rlockType, func() object.Spec {
		s := lockSpec("_thread.RLock", "A lock that the same thread can take again.")
		s.Flags = abi.TPFlagsBasetype
		s.New = func(t *object.Type, _, _ obj) obj { return newLock(t) }
		s.Repr = func(o obj) obj {
			return shown(o, " owner="+strconv.FormatUint(stateOf(o).owner, 10)+" count="+strconv.Itoa(stateOf(o).count))
		}
		s.Methods = []object.Method{
			{Name: "acquire", Doc: "acquire(blocking=True, timeout=-1) -> bool\n\nTake the lock, or count once more.", FastKeys: acquireAgain},
			{Name: "release", Doc: "release()\n\nGive the lock back, or count once less.", NoArgs: releaseAgain},
			{Name: "_is_owned", NoArgs: func(o obj) obj { return object.NewBool(stateOf(o).count > 0 && stateOf(o).owner == ident()) }},
			{Name: "_release_save", Doc: "Give the lock back wholly.", NoArgs: releaseAll},
			{Name: "_acquire_restore", Doc: "Take the lock as it was.", O: acquireAll},
			enter(acquireAgain), exit(releaseAgain),
		}
		return s
	})
}

func number(n uint64) obj { return object.NewUint(n) }
