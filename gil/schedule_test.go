package gil

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// This file runs the lock under schedules that are written down as bytes, so that the fuzzer can look for a bad one, and checks
// after every step what must hold. Steps that are two operations in C (release: store, then Wake) are two steps here.

const actors = 5

type state int

const (
	outside state = iota
	waiting       // inside Acquire or Yield
	holding
	storedZero // released in C, has not called Wake yet
)

// schedule is one run: every actor is a goroutine that does one operation when it is told to.
type schedule struct {
	t      *testing.T
	l      *Lock
	state  [actors]atomic.Int32
	do     [actors]chan func()
	cancel [actors]context.CancelFunc
	log    []string
}

func (s *schedule) is(a int, want state) bool { return state(s.state[a].Load()) == want }

// run executes the schedule in a bubble; each byte is an actor and an operation that the actor's state allows.
func runSchedule(t *testing.T, bytes []byte) {
	synctest.Test(t, func(t *testing.T) {
		s := &schedule{t: t, l: New(new(Word), 0)}
		for a := range actors {
			s.do[a] = make(chan func())
			go func() {
				for f := range s.do[a] {
					f()
				}
			}()
		}
		for _, b := range bytes {
			s.step(int(b)%actors, int(b)/actors)
			s.check()
		}
		s.drain()
		for a := range actors {
			close(s.do[a])
		}
	})
}

func (s *schedule) step(a, op int) {
	set := func(to state) { s.state[a].Store(int32(to)) }
	id := uint32(a + 1)
	name, f := "", func() {}
	switch state(s.state[a].Load()) {
	case outside:
		switch op % 4 {
		case 0, 1:
			ctx, cancel := context.WithCancel(context.Background())
			s.cancel[a] = cancel
			set(waiting)
			name, f = "Acquire", func() {
				if s.l.AcquireAs(ctx, id) == nil {
					set(holding)
				} else {
					set(outside)
				}
			}
		case 2:
			name, f = "take in C", func() {
				if atomic.CompareAndSwapUint32(&s.l.word.Locked, 0, id) {
					set(holding)
				}
			}
		case 3:
			s.log = append(s.log, "time passes")
			time.Sleep(time.Duration(1+op) * DefaultInterval / 8)
			synctest.Wait()
			return
		}
	case waiting:
		if s.cancel[a] != nil && op%2 == 0 {
			s.log = append(s.log, fmt.Sprintf("%d: cancel", a))
			s.cancel[a]()
			synctest.Wait()
		}
		return
	case holding:
		if s.cancel[a] != nil {
			s.cancel[a]()
			s.cancel[a] = nil
		}
		switch op % 3 {
		case 0:
			name, f = "Release", func() { set(outside); s.l.Release() }
		case 1:
			name, f = "store 0 in C", func() { set(storedZero); atomic.StoreUint32(&s.l.word.Locked, 0) }
		case 2:
			name, f = "Yield", func() { set(waiting); s.l.Yield(); set(holding) }
		}
	case storedZero:
		name, f = "second half in C", func() {
			if atomic.LoadUint32(&s.l.word.Waiters) != 0 {
				s.l.Wake()
			}
			set(outside)
		}
	}
	s.log = append(s.log, fmt.Sprintf("%d: %s", a, name))
	s.do[a] <- f
	synctest.Wait()
}

// check states what holds when every goroutine is parked.
func (s *schedule) check() {
	holders, parked, releasing := 0, 0, 0
	for a := range actors {
		switch state(s.state[a].Load()) {
		case holding:
			holders++
			if got := s.l.Holder(); got != uint32(a+1) {
				s.fail("actor %d holds the lock, the word says %d", a, got)
			}
		case waiting:
			parked++
		case storedZero:
			releasing++
		}
	}
	w, stats := s.l.now(), s.l.Stats()
	switch {
	case holders > 1:
		s.fail("%d holders", holders)
	case (w.Locked != 0) != (holders == 1):
		s.fail("Locked is %d with %d holders", w.Locked, holders)
	case parked > 0 && holders == 0 && releasing == 0:
		s.fail("lost wake-up: %d waiters beside a free lock", parked)
	case stats.Waiting != parked:
		s.fail("%d queued, %d parked", stats.Waiting, parked)
	case (w.Waiters != 0) != (parked > 0):
		s.fail("Waiters is %d with %d parked", w.Waiters, parked)
	case parked == 0 && (w.DropRequest != 0 || s.l.timerRuns()):
		s.fail("a drop request (%d) or a timer (%v) without a waiter", w.DropRequest, s.l.timerRuns())
	case parked > 0 && w.DropRequest == 0 && !s.l.timerRuns():
		s.fail("waiters, and nothing that will ask the holder to drop")
	}
}

// drain lets everybody finish; each must get its turn.
func (s *schedule) drain() {
	for range 3 * actors {
		for a := range actors {
			switch {
			case s.is(a, storedZero), s.is(a, holding):
				s.step(a, 0)
				s.check()
			}
		}
	}
	for a := range actors {
		if !s.is(a, outside) {
			s.fail("actor %d never finished", a)
		}
		if s.cancel[a] != nil {
			s.cancel[a]()
		}
	}
	if w := s.l.now(); w != (Word{}) {
		s.fail("at the end the word is %+v", w)
	}
}

func (s *schedule) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s after\n%q", fmt.Sprintf(format, args...), s.log)
}

func TestSchedules(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		bytes := make([]byte, 10+r.IntN(120))
		for i := range bytes {
			bytes[i] = byte(r.Uint32())
		}
		runSchedule(t, bytes)
	}
}

func FuzzSchedules(f *testing.F) {
	f.Add([]byte{0, 1, 2, 5, 0, 6, 1, 7, 2})
	f.Add([]byte{0, 1, 18, 18, 10, 5, 0, 1, 11, 1})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		if len(bytes) > 300 {
			return
		}
		runSchedule(t, bytes)
	})
}
