// Package pythread holds the locks behind PyThread_allocate_lock: plain locks, not reentrant, that any thread may release.
// It knows nothing of the GIL or of objects; whoever may wait gives up the GIL before.
package pythread

import (
	"sync"
	"sync/atomic"
	"time"
)

// Status is C's PyLockStatus.
type Status int32

const (
	Failure  Status = 0 // not acquired within the time
	Acquired Status = 1
	// Intr, PY_LOCK_INTR, is never returned: there are no signal handlers to run in the middle of a wait.
	Intr Status = 2
)

// MaxTimeout is PY_TIMEOUT_MAX: the longest wait that C can ask for, in microseconds.
const MaxTimeout = int64(1<<63-1) / 1000

// lock is held while a token is in the channel; waiters are served in the order in which they came.
type lock chan struct{}

// Table maps the handles that C holds to locks. The zero value is empty and ready. All methods may be called at the same
// time. Handles are not used again, so a stale one is found out.
type Table struct {
	last  atomic.Uintptr
	locks sync.Map // uintptr -> lock
}

// Allocate makes a lock, not held, and returns its handle, which is never 0. It is the caller's to free.
func (t *Table) Allocate() uintptr {
	h := t.last.Add(1)
	t.locks.Store(h, make(lock, 1))
	return h
}

// Free ends the handle, whether the lock is held or not, as C may do. Who waits for the lock then waits on.
// It reports whether there was such a lock.
func (t *Table) Free(h uintptr) bool {
	_, ok := t.locks.LoadAndDelete(h)
	return ok
}

// Acquire is PyThread_acquire_lock_timed: it takes the lock within so many microseconds; 0 does not wait and less waits for
// ever. A handle of no lock is a Failure.
func (t *Table) Acquire(h uintptr, microseconds int64) Status {
	v, ok := t.locks.Load(h)
	if !ok {
		return Failure
	}
	l := v.(lock)
	select {
	case l <- struct{}{}:
		return Acquired
	default:
	}
	if microseconds == 0 {
		return Failure
	}
	if microseconds < 0 {
		l <- struct{}{}
		return Acquired
	}
	timer := time.NewTimer(time.Duration(min(microseconds, MaxTimeout)) * time.Microsecond)
	defer timer.Stop()
	select {
	case l <- struct{}{}:
		return Acquired
	case <-timer.C:
		return Failure
	}
}

// Release gives the lock back; any thread may, not only the one that acquired. It reports whether the lock was held: C gives
// no meaning to the release of a free lock, and here it changes nothing.
func (t *Table) Release(h uintptr) bool {
	v, ok := t.locks.Load(h)
	if !ok {
		return false
	}
	select {
	case <-v.(lock):
		return true
	default:
		return false
	}
}

// Len returns how many locks are allocated.
func (t *Table) Len() int {
	n := 0
	t.locks.Range(func(any, any) bool { n++; return true })
	return n
}
