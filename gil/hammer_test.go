package gil

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/sys/unix"
)

// foreignWord is a word in memory that is not Go's, as in the product: the race detector is blind for it.
func foreignWord(t *testing.T) *Word {
	page, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	require.NoError(t, err)
	t.Cleanup(func() { _ = unix.Munmap(page) })
	return (*Word)(unsafe.Pointer(&page[0]))
}

// inC does what the C fast path does. The lock around it tells the race detector, which does not follow C, what the word orders;
// the product has that from cgo itself.
type inC struct {
	l *Lock
}

func (c inC) acquire() {
	if atomic.CompareAndSwapUint32(&c.l.word.Locked, 0, anonymous) {
		raceAcquire(c.l)
		return
	}
	_ = c.l.Acquire(context.Background())
}

func (c inC) release() {
	raceRelease(c.l)
	atomic.StoreUint32(&c.l.word.Locked, 0)
	if atomic.LoadUint32(&c.l.word.Waiters) != 0 {
		c.l.Wake()
	}
}

// TestHammer drives every entry at once; what the lock guards is plain memory.
func TestHammer(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, pinned := range []bool{false, true} {
		l := New(foreignWord(t), 200*time.Microsecond)
		guarded, wanted := 0, new(atomic.Int64)
		add := func() {
			guarded++
			wanted.Add(1)
		}
		rounds := 1500
		if testing.Short() {
			rounds = 400
		}
		var all sync.WaitGroup
		for g := range 16 {
			all.Go(func() {
				if pinned {
					runtime.LockOSThread()
					defer runtime.UnlockOSThread()
				}
				r := rand.New(rand.NewPCG(uint64(g), 2))
				for range rounds {
					hammerOnce(l, r, add)
				}
			})
		}
		all.Wait()
		assert.EqualValues(t, wanted.Load(), guarded)
		assert.Zero(t, l.now())
		assert.Zero(t, l.Stats().Waiting)
		t.Logf("pinned=%v %+v", pinned, l.Stats())
	}
}

func hammerOnce(l *Lock, r *rand.Rand, add func()) {
	switch r.IntN(6) {
	case 0:
		inC{l}.acquire()
		add()
		inC{l}.release()
	case 1:
		_ = l.Acquire(context.Background())
		add()
		l.Release()
	case 2: // taken in one tier, given back in the other
		inC{l}.acquire()
		add()
		l.Release()
	case 3:
		if l.TryAcquire() {
			add()
			inC{l}.release()
		}
	case 4:
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration(r.IntN(300))*time.Microsecond)
		if l.Acquire(ctx) == nil {
			add()
			l.Release()
		}
		cancel()
	case 5:
		_ = l.Acquire(context.Background())
		for range r.IntN(50) {
			add()
			runtime.Gosched()
			l.Yield()
		}
		inC{l}.release()
	}
}

// TestNobodyStarves: one goroutine takes and releases in a tight loop, as calls of a short function do; another one gets its
// turns all the same.
func TestNobodyStarves(t *testing.T) {
	l := New(foreignWord(t), time.Millisecond)
	stop := new(atomic.Bool)
	var greedy sync.WaitGroup
	for range 3 {
		greedy.Go(func() {
			for !stop.Load() {
				_ = l.Acquire(context.Background())
				l.Release()
			}
		})
	}
	for range 20 {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		require.NoError(t, l.Acquire(ctx))
		l.Release()
		cancel()
	}
	stop.Store(true)
	greedy.Wait()
}

// TestHolderThatOnlyYields: the same with a holder that only ever yields.
func TestHolderThatOnlyYields(t *testing.T) {
	l := New(foreignWord(t), time.Millisecond)
	stop := new(atomic.Bool)
	var holder sync.WaitGroup
	require.NoError(t, l.Acquire(context.Background()))
	holder.Go(func() {
		for !stop.Load() {
			l.Yield()
		}
		l.Release()
	})
	for range 20 {
		require.NoError(t, l.Acquire(context.Background()))
		l.Release()
	}
	stop.Store(true)
	holder.Wait()
	assert.NotZero(t, l.Stats().Switches)
	assert.Zero(t, l.now())
}

// BenchmarkUncontended is two locked instructions and little else; they alone are [BenchmarkFloor].
func BenchmarkUncontended(b *testing.B) {
	l := New(new(Word), 0)
	ctx := context.Background()
	for b.Loop() {
		_ = l.Acquire(ctx)
		l.Release()
	}
}

func BenchmarkFloor(b *testing.B) {
	w := new(Word)
	for b.Loop() {
		atomic.CompareAndSwapUint32(&w.Locked, 0, 1)
		atomic.SwapUint32(&w.Locked, 0)
	}
}

func BenchmarkContended(b *testing.B) {
	l := New(new(Word), 0)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_ = l.Acquire(context.Background())
			l.Release()
		}
	})
}

// BenchmarkForcedSwitch is one hand-over by Yield and one back, goroutines on threads of their own.
func BenchmarkForcedSwitch(b *testing.B) {
	l := New(new(Word), time.Nanosecond)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	_ = l.Acquire(context.Background())
	stop := new(atomic.Bool)
	var other sync.WaitGroup
	other.Go(func() {
		runtime.LockOSThread()
		for !stop.Load() {
			_ = l.Acquire(context.Background())
			l.Release()
		}
	})
	for b.Loop() {
		for !l.Yield() {
			runtime.Gosched()
		}
	}
	stop.Store(true)
	l.Release()
	other.Wait()
}
