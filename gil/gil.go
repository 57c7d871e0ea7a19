// Package gil is the global interpreter lock: who may run, in which order, for how long, and the count of it. It knows
// nothing of objects, thread states or C; it shares one [Word] with the C tier and parks goroutines that must wait.
//
// # The protocol
//
// Three parties touch the word: takers and releasers, in C or Go, that get along without a wait, and the slow path here,
// which runs under Lock.mu.
//
//	take:     CAS(locked, 0, id)                          won: hold it; lost: queue up in Go (Acquire)
//	release:  locked = 0; if waiters != 0 { Wake() }      both sequentially consistent, in this order
//	queue up: waiters = n; CAS(locked, 0, id)             both sequentially consistent, in this order; lost: park
//
// # Why no wake-up is lost
//
// This is Dekker's pattern: each side writes its own variable and then reads the other's. In the single total order of the
// four operations, either the releaser's store of locked comes before the waiter's compare-and-swap, which then succeeds (or
// fails because somebody else took the lock in between, who will release it later and goes through the same argument), or
// the waiter's store of waiters comes before the releaser's load of it, and the releaser calls Wake. With anything weaker
// than sequential consistency both could read the old value, and the waiter would sleep beside a free lock.
//
// Wake does not always hand the lock over: it tells the first waiter to try. While that one is on its way (Lock.woken) the
// word's waiters is 0, so that a busy holder does not call up for every release; the woken waiter repeats the "queue up"
// line before it parks again, which is the same pattern once more. So, with mu free, one of these always holds:
//
//   - nobody is queued;
//   - woken: the first waiter is running and will look at the word;
//   - waiters != 0, and the lock is held or its last releaser is on its way into Wake.
//
// A waiter whose context ends leaves the queue under mu and, if the lock is free then, passes the wake-up on.
//
// # Fairness
//
// Between release and the woken waiter's attempt, anybody may take the lock. That is on purpose: a goroutine that makes many
// short calls keeps going at full speed instead of paying a thread switch for each. The bound is the switch interval:
// when no queued waiter got the lock for that long, DropRequest is set, and from then on the lock is handed over, never
// free in between: Release and Yield make the first waiter the holder directly, and newcomers queue. Waiters are served
// first in, first out; whoever yields goes to the end of the queue.
package gil

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultInterval is CPython's switch interval.
const DefaultInterval = 5 * time.Millisecond

// Lock is the Go side of one lock word. Make it with [New]; it must not be copied.
type Lock struct {
	word *Word

	mu       sync.Mutex
	queue    queue
	woken    bool // the first waiter was told to try and has not looked at the word yet
	interval time.Duration
	since    time.Time   // when the last queued waiter got the lock, or the queue began
	timer    *time.Timer // calls tick; scheduled only while somebody waits
	ticking  bool
	stats    Stats
}

// New returns the lock on word, which must stay mapped as long as the lock is used, and must not have another Lock.
// An interval of zero or less means [DefaultInterval].
func New(word *Word, interval time.Duration) *Lock {
	if interval <= 0 {
		interval = DefaultInterval
	}
	return &Lock{word: word, interval: interval}
}

// Acquire takes the lock, and waits for it if it must, until ctx ends; it then returns the cause (see [context.Cause]) and
// the lock is not held. A free lock is taken without a look at ctx.
func (l *Lock) Acquire(ctx context.Context) error {
	return l.AcquireAs(ctx, anonymous)
}

// AcquireAs is Acquire by a holder that says who it is; id is any number but 0, and [Lock.Holder] shows it.
func (l *Lock) AcquireAs(ctx context.Context, id uint32) error {
	if l.TryAcquireAs(id) {
		return nil
	}
	return l.wait(ctx, id)
}

// TryAcquire takes the lock if it is free and nobody has a right to it by now; it never waits.
func (l *Lock) TryAcquire() bool { return l.TryAcquireAs(anonymous) }

// TryAcquireAs is TryAcquire by a holder that says who it is.
func (l *Lock) TryAcquireAs(id uint32) bool {
	if atomic.LoadUint32(&l.word.DropRequest) == 0 && atomic.CompareAndSwapUint32(&l.word.Locked, 0, id) {
		raceAcquire(l)
		return true
	}
	return false
}

// Release gives the lock back. It need not be called by the goroutine that acquired. It panics if nobody holds the lock.
func (l *Lock) Release() {
	raceRelease(l)
	if atomic.LoadUint32(&l.word.DropRequest) != 0 {
		l.handOver()
		return
	}
	if atomic.SwapUint32(&l.word.Locked, 0) == 0 {
		panicNotHeld()
	}
	if atomic.LoadUint32(&l.word.Waiters) != 0 {
		l.Wake()
	}
}

func panicNotHeld() { panic("gil: release of a lock that nobody holds") }

// Yield is called by the holder where arbitrary code may run. If a waiter has waited for a switch interval, it gets the lock,
// and Yield returns when the caller's turn has come again, holding the lock as before. The result says whether others ran.
func (l *Lock) Yield() bool {
	if atomic.LoadUint32(&l.word.DropRequest) == 0 {
		return false
	}
	return l.yield()
}

// Holder returns the id of the holder, 1 if it gave none, 0 if the lock is free. The answer may be old when it arrives.
func (l *Lock) Holder() uint32 { return atomic.LoadUint32(&l.word.Locked) }

// SetHolder changes the id of the holder; only the holder may call it.
func (l *Lock) SetHolder(id uint32) { atomic.StoreUint32(&l.word.Locked, id) }

// Interval returns the switch interval.
func (l *Lock) Interval() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.interval
}

// SetInterval changes the switch interval; zero or less means [DefaultInterval]. A wait under way is measured by the new
// interval when the old one has passed.
func (l *Lock) SetInterval(d time.Duration) {
	if d <= 0 {
		d = DefaultInterval
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.interval = d
}
