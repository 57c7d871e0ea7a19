package gil

import "time"

// Stats counts what the slow path did since the lock was made. Acquisitions that did not wait are not counted: they cost a
// compare-and-swap and nothing else.
type Stats struct {
	Contended    uint64        // acquisitions that had to queue, a yielder's way back included
	Cancelled    uint64        // waits that ended because their context ended
	DropRequests uint64        // how often a waiter had waited for an interval
	Switches     uint64        // how often Yield handed the lock over
	Wait         time.Duration // time that all waiters spent in the queue
	LongestWait  time.Duration // the longest wait that ended with the lock
	Waiting      int           // waiters in the queue right now
}

func (s *Stats) count(waited time.Duration) {
	s.Contended++
	s.Wait += waited
	s.LongestWait = max(s.LongestWait, waited)
}

// Stats returns the counters.
func (l *Lock) Stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.stats
	s.Waiting = int(l.queue.len)
	return s
}
