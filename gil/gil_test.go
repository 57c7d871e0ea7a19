package gil

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var bg = context.Background()

func TestWordMirrorsC(t *testing.T) {
	var w Word
	assert.EqualValues(t, 16, unsafe.Sizeof(w))
	assert.EqualValues(t, 0, unsafe.Offsetof(w.Locked))
	assert.EqualValues(t, 4, unsafe.Offsetof(w.Waiters))
	assert.EqualValues(t, 8, unsafe.Offsetof(w.DropRequest))
}

func TestFreeLock(t *testing.T) {
	var w Word
	l := New(&w, 0)
	assert.Equal(t, DefaultInterval, l.Interval())
	assert.Zero(t, l.Holder())

	require.NoError(t, l.AcquireAs(bg, 7))
	assert.EqualValues(t, 7, l.Holder())
	assert.False(t, l.TryAcquire(), "a held lock can't be taken again")
	l.SetHolder(8)
	assert.EqualValues(t, 8, l.Holder())
	assert.False(t, l.Yield(), "nobody waits")
	l.Release()
	assert.Zero(t, l.Holder())

	assert.True(t, l.TryAcquire())
	assert.EqualValues(t, 1, w.Locked)
	l.Release()
	assert.PanicsWithValue(t, "gil: release of a lock that nobody holds", l.Release)
	assert.Zero(t, l.Stats(), "nobody ever waited")
	assert.Nil(t, l.timer, "no timer without a waiter")

	ended, cancel := context.WithCancel(bg)
	cancel()
	require.NoError(t, l.Acquire(ended), "a free lock is taken whatever the context says")
	l.Release()
}

func TestInterval(t *testing.T) {
	l := New(new(Word), time.Second)
	l.SetInterval(time.Millisecond)
	assert.Equal(t, time.Millisecond, l.Interval())
	l.SetInterval(-1)
	assert.Equal(t, DefaultInterval, l.Interval())
}

// now reads the word.
func (l *Lock) now() Word {
	return Word{
		Locked:      atomic.LoadUint32(&l.word.Locked),
		Waiters:     atomic.LoadUint32(&l.word.Waiters),
		DropRequest: atomic.LoadUint32(&l.word.DropRequest),
	}
}

// timerRuns says whether the switch interval is being measured.
func (l *Lock) timerRuns() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ticking
}

// queueUp starts a goroutine for each id that acquires, reports its id, and releases when it is told to. It returns when the last
// is parked; the queue is in the order of ids.
func queueUp(l *Lock, got chan<- uint32, release <-chan struct{}, ids ...uint32) {
	for _, id := range ids {
		go func() {
			_ = l.AcquireAs(bg, id)
			got <- id
			<-release
			l.Release()
		}()
		synctest.Wait()
	}
}

func TestFirstInFirstOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(new(Word), 0)
		require.NoError(t, l.Acquire(bg))
		got, release := make(chan uint32), make(chan struct{})
		queueUp(l, got, release, 11, 12, 13)
		assert.Equal(t, 3, l.Stats().Waiting)
		l.Release()
		for _, want := range []uint32{11, 12, 13} {
			assert.Equal(t, want, <-got)
			assert.Equal(t, want, l.Holder())
			release <- struct{}{}
		}
		synctest.Wait()
		assert.Zero(t, l.now())
		assert.EqualValues(t, 3, l.Stats().Contended)
	})
}

func TestDropRequestAfterInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(new(Word), 0)
		require.NoError(t, l.AcquireAs(bg, 1))
		got, release := make(chan uint32, 2), make(chan struct{})
		queueUp(l, got, release, 2, 3)

		time.Sleep(DefaultInterval - time.Nanosecond)
		synctest.Wait()
		assert.Zero(t, l.now().DropRequest)
		assert.False(t, l.Yield(), "too early")
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		assert.EqualValues(t, 1, l.now().DropRequest)
		assert.False(t, l.timerRuns(), "one request is enough")

		yielded := make(chan bool)
		go func() { yielded <- l.Yield() }()
		synctest.Wait()
		assert.EqualValues(t, 2, <-got, "the lock goes to the first waiter")
		assert.EqualValues(t, 2, l.Holder())
		assert.Zero(t, l.now().DropRequest, "a new holder has a whole interval")
		assert.Equal(t, 2, l.Stats().Waiting, "the yielder waits behind 3")

		release <- struct{}{}
		assert.EqualValues(t, 3, <-got)
		release <- struct{}{}
		assert.True(t, <-yielded)
		assert.EqualValues(t, 1, l.Holder(), "the yielder has its id back")
		l.Release()

		synctest.Wait()
		assert.Zero(t, l.now())
		assert.False(t, l.timerRuns(), "nobody waits: no timer runs")
		s := l.Stats()
		assert.EqualValues(t, 1, s.DropRequests)
		assert.EqualValues(t, 1, s.Switches)
		assert.EqualValues(t, 3, s.Contended)
		assert.Equal(t, DefaultInterval, s.LongestWait)
		assert.Equal(t, 2*DefaultInterval, s.Wait)
	})
}

// TestOverdueWaiterIsNotOvertaken: with a drop request neither a newcomer nor the releaser itself gets in before the waiter.
func TestOverdueWaiterIsNotOvertaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(new(Word), 0)
		require.NoError(t, l.Acquire(bg))
		got, release := make(chan uint32, 1), make(chan struct{})
		queueUp(l, got, release, 2)
		time.Sleep(DefaultInterval)
		synctest.Wait()
		l.Release()
		assert.EqualValues(t, 2, l.Holder(), "handed over inside Release, without a moment of freedom")
		assert.False(t, l.TryAcquire())
		<-got
		release <- struct{}{}
		synctest.Wait()
		assert.Zero(t, l.now())
	})
}

// TestReleaseInC: the C tier stores 0 and calls Wake; in between the lock may be taken by somebody else.
func TestReleaseInC(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(new(Word), 0)
		w := l.word
		require.NoError(t, l.Acquire(bg))
		got, release := make(chan uint32, 1), make(chan struct{})
		queueUp(l, got, release, 2)

		atomic.StoreUint32(&w.Locked, 0)
		require.NotZero(t, atomic.LoadUint32(&w.Waiters))
		require.True(t, l.TryAcquire(), "barging in is allowed before the interval is over")
		l.Wake()
		synctest.Wait()
		assert.Empty(t, got)
		assert.NotZero(t, atomic.LoadUint32(&w.Waiters), "the next release has to call Wake again")

		time.Sleep(DefaultInterval)
		synctest.Wait()
		atomic.StoreUint32(&w.Locked, 0)
		assert.False(t, l.TryAcquire(), "an overdue waiter is not overtaken in Go")
		l.Wake()
		assert.EqualValues(t, 2, l.Holder(), "Wake hands over to an overdue waiter")
		<-got
		release <- struct{}{}
		synctest.Wait()
		l.Wake() // a late call does no harm
		assert.Zero(t, l.now())
	})
}

func TestContextEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(new(Word), 0)
		require.NoError(t, l.Acquire(bg))
		because := errors.New("enough")
		ctx, cancel := context.WithCancelCause(bg)
		failed := make(chan error, 1)
		go func() { failed <- l.Acquire(ctx) }()
		synctest.Wait()
		got, release := make(chan uint32, 1), make(chan struct{})
		queueUp(l, got, release, 2)
		time.Sleep(DefaultInterval)
		synctest.Wait()

		cancel(because)
		assert.ErrorIs(t, <-failed, because)
		assert.EqualValues(t, 1, l.now().DropRequest, "the second waiter is overdue as well")
		l.Release()
		assert.EqualValues(t, 2, l.Holder())
		release <- struct{}{}
		synctest.Wait()
		assert.Zero(t, l.now())
		s := l.Stats()
		assert.EqualValues(t, 1, s.Cancelled)
		assert.EqualValues(t, 1, s.Contended)
	})
}

// TestLastWaiterGivesUp: the drop request and the timer go with the last waiter.
func TestLastWaiterGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(new(Word), 0)
		require.NoError(t, l.Acquire(bg))
		ctx, cancel := context.WithTimeout(bg, 2*DefaultInterval)
		defer cancel()
		assert.ErrorIs(t, l.Acquire(ctx), context.DeadlineExceeded)
		assert.Equal(t, Word{Locked: 1}, l.now())
		assert.False(t, l.timerRuns())
		assert.False(t, l.Yield())
		l.Release()
		assert.Zero(t, l.now())
	})
}
