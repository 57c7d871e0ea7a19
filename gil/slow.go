package gil

import (
	"context"
	"sync/atomic"
	"time"
)

// This file is the slow path. Everything that changes the queue, Waiters or DropRequest runs under Lock.mu; the word's
// Locked may change at any moment, by the fast paths.

// Wake is the second half of a release whose first half was Locked = 0: it sees to it that a waiter gets to try.
// The C tier calls it when it finds Waiters set after a release.
func (l *Lock) Wake() {
	raceRelease(l)
	l.mu.Lock()
	l.wakeFirst()
	l.mu.Unlock()
}

// wakeFirst gives the free lock to the first waiter if that one is overdue, and otherwise tells it to try.
func (l *Lock) wakeFirst() {
	w := l.queue.first
	if w == nil || l.woken || atomic.LoadUint32(&l.word.Locked) != 0 {
		return // if somebody holds the lock, that one's release finds Waiters set
	}
	if atomic.LoadUint32(&l.word.DropRequest) != 0 {
		if atomic.CompareAndSwapUint32(&l.word.Locked, 0, w.id) {
			l.grant(w)
		}
		return
	}
	l.woken = true
	l.publish()
	w.signal()
}

// publish writes what the next release has to know.
func (l *Lock) publish() {
	n := l.queue.len
	if l.woken {
		n = 0
	}
	atomic.StoreUint32(&l.word.Waiters, n)
}

// wait is the long way to the lock.
func (l *Lock) wait(ctx context.Context, id uint32) error {
	start := time.Now()
	l.mu.Lock()
	w := l.queue.push(id)
	if l.queue.first == w {
		l.since = start
		l.schedule(l.interval)
	}
	l.publish()
	for !l.attempt(w) {
		l.mu.Unlock()
		cancelled := w.park(ctx)
		l.mu.Lock()
		if cancelled && !w.granted {
			l.abandon(w, time.Since(start))
			l.mu.Unlock()
			return context.Cause(ctx)
		}
	}
	l.stats.count(time.Since(start))
	l.queue.recycle(w)
	l.mu.Unlock()
	raceAcquire(l)
	return nil
}

// attempt reports whether w holds the lock: because it was handed over, or because w is the first and finds it free.
func (l *Lock) attempt(w *waiter) bool {
	if w.granted {
		return true
	}
	if l.queue.first != w {
		return false
	}
	l.woken = false
	l.publish() // before the look at Locked: the waiter's half of Dekker's pattern
	if !atomic.CompareAndSwapUint32(&l.word.Locked, 0, w.id) {
		return false
	}
	l.leave(w)
	return true
}

// grant makes w, the first waiter, the holder; the word's Locked carries its id already.
func (l *Lock) grant(w *waiter) {
	w.granted = true
	l.leave(w)
	w.signal()
}

// leave takes the new holder out of the queue and begins a new interval for those that are left.
func (l *Lock) leave(w *waiter) {
	l.queue.remove(w)
	l.woken = false
	atomic.StoreUint32(&l.word.DropRequest, 0)
	l.publish()
	if l.queue.first == nil {
		l.unschedule()
		return
	}
	l.since = time.Now()
	if !l.ticking {
		l.schedule(l.interval)
	}
}

// abandon takes w out of the queue without the lock. If w was the one who had to look at the word, the next one has to now.
func (l *Lock) abandon(w *waiter, waited time.Duration) {
	first := l.queue.first == w
	l.queue.remove(w)
	l.stats.Cancelled++
	l.stats.Wait += waited
	l.queue.recycle(w)
	if first {
		l.woken = false
	}
	if l.queue.first == nil {
		atomic.StoreUint32(&l.word.DropRequest, 0)
		l.unschedule()
	}
	l.publish()
	l.wakeFirst()
}

// handOver is the release by a holder that was asked to drop the lock: the first waiter becomes the holder.
func (l *Lock) handOver() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if atomic.LoadUint32(&l.word.Locked) == 0 {
		panicNotHeld()
	}
	w := l.queue.first
	if w == nil { // the waiter gave up in the meantime; the next one looks at Locked under mu
		atomic.StoreUint32(&l.word.Locked, 0)
		return
	}
	atomic.StoreUint32(&l.word.Locked, w.id)
	l.grant(w)
}

// yield hands the lock to the first waiter and queues up behind the last.
func (l *Lock) yield() bool {
	raceRelease(l)
	l.mu.Lock()
	next := l.queue.first
	if next == nil {
		l.mu.Unlock()
		return false
	}
	start := time.Now()
	self := l.queue.push(atomic.LoadUint32(&l.word.Locked))
	atomic.StoreUint32(&l.word.Locked, next.id)
	l.grant(next)
	l.stats.Switches++
	for !l.attempt(self) {
		l.mu.Unlock()
		self.park(context.Background())
		l.mu.Lock()
	}
	l.stats.count(time.Since(start))
	l.queue.recycle(self)
	l.mu.Unlock()
	raceAcquire(l)
	return true
}

// schedule lets tick run after d.
func (l *Lock) schedule(d time.Duration) {
	l.ticking = true
	if l.timer == nil {
		l.timer = time.AfterFunc(d, l.tick)
		return
	}
	l.timer.Reset(d)
}

func (l *Lock) unschedule() {
	l.ticking = false
	l.timer.Stop()
}

// tick asks the holder to drop the lock if no waiter got it for an interval. It may come late, after its reason is gone.
func (l *Lock) tick() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ticking = false
	if l.queue.first == nil {
		return
	}
	if left := l.interval - time.Since(l.since); left > 0 {
		l.schedule(left)
		return
	}
	if atomic.SwapUint32(&l.word.DropRequest, 1) == 0 {
		l.stats.DropRequests++
	}
}
