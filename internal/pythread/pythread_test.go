package pythread

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestLock(t *testing.T) {
	var locks Table
	a, b := locks.Allocate(), locks.Allocate()
	assert.NotZero(t, a)
	assert.NotEqual(t, a, b)
	assert.Equal(t, 2, locks.Len())

	assert.Equal(t, Acquired, locks.Acquire(a, 0))
	assert.Equal(t, Failure, locks.Acquire(a, 0), "not reentrant")
	assert.Equal(t, Acquired, locks.Acquire(b, -1), "locks are apart")
	assert.True(t, locks.Release(a))
	assert.False(t, locks.Release(a), "it was free")
	assert.Equal(t, Acquired, locks.Acquire(a, 0), "a second release doesn't let two in")
	assert.Equal(t, Failure, locks.Acquire(a, 0))

	assert.True(t, locks.Free(a))
	assert.False(t, locks.Free(a))
	assert.Equal(t, Failure, locks.Acquire(a, -1))
	assert.False(t, locks.Release(a))
	assert.Equal(t, 1, locks.Len())
}

func TestTimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var locks Table
		h := locks.Allocate()
		locks.Acquire(h, 0)
		start := time.Now()
		assert.Equal(t, Failure, locks.Acquire(h, 1500))
		assert.Equal(t, 1500*time.Microsecond, time.Since(start))

		time.AfterFunc(time.Second, func() { locks.Release(h) }) // not the owner
		assert.Equal(t, Acquired, locks.Acquire(h, MaxTimeout+1), "clamped, not overflowed")
		assert.Equal(t, 1500*time.Microsecond+time.Second, time.Since(start))

		time.AfterFunc(time.Second, func() { locks.Release(h) })
		assert.Equal(t, Acquired, locks.Acquire(h, -5), "waits for ever")
	})
}

func TestMutualExclusion(t *testing.T) {
	var locks Table
	h := locks.Allocate()
	var all sync.WaitGroup
	guarded := 0
	for range 8 {
		all.Go(func() {
			for range 1000 {
				locks.Acquire(h, -1)
				guarded++
				locks.Release(h)
			}
		})
	}
	all.Wait()
	assert.Equal(t, 8000, guarded)
}

func BenchmarkUncontended(b *testing.B) {
	var locks Table
	h := locks.Allocate()
	for b.Loop() {
		locks.Acquire(h, 0)
		locks.Release(h)
	}
}
