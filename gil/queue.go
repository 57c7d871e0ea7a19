package gil

import "context"

// waiter is one goroutine in the queue, or spare.
type waiter struct {
	prev, next *waiter
	id         uint32
	granted    bool          // it was made the holder; written under Lock.mu
	wake       chan struct{} // one token: look again
}

// signal lets the waiter look again; a token that is already there is enough.
func (w *waiter) signal() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// park sleeps until the next signal, or until ctx ends, which it reports.
func (w *waiter) park(ctx context.Context) (cancelled bool) {
	done := ctx.Done()
	if done == nil {
		<-w.wake
		return false
	}
	select {
	case <-w.wake:
		return false
	case <-done:
		return true
	}
}

// queue is first in, first out, with removal anywhere. It keeps spare waiters, so that waiting does not allocate.
type queue struct {
	first, last *waiter
	len         uint32
	spare       *waiter
}

func (q *queue) push(id uint32) *waiter {
	w := q.spare
	if w == nil {
		w = &waiter{wake: make(chan struct{}, 1)}
	} else {
		q.spare = w.next
	}
	w.id, w.granted = id, false
	w.prev, w.next = q.last, nil
	if q.last != nil {
		q.last.next = w
	} else {
		q.first = w
	}
	q.last = w
	q.len++
	return w
}

func (q *queue) remove(w *waiter) {
	if w.prev != nil {
		w.prev.next = w.next
	} else {
		q.first = w.next
	}
	if w.next != nil {
		w.next.prev = w.prev
	} else {
		q.last = w.prev
	}
	w.prev, w.next = nil, nil
	q.len--
}

// recycle keeps w, which was removed, for the next push. A token that nobody read is dropped.
func (q *queue) recycle(w *waiter) {
	select {
	case <-w.wake:
	default:
	}
	w.next = q.spare
	q.spare = w
}
