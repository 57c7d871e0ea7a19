// Package soak calls one module from many goroutines and native threads at once.
package soak

import (
	"context"
	"flag"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

var duration = flag.Duration("soak", 2*time.Second, "how long to call")

const workers = 16

// 16 goroutines and 16 native threads: right answers, no deadlock, and nothing left alive (hosttest.New checks that).
func TestGoroutinesAndNativeThreads(t *testing.T) {
	ctx := context.Background()
	rt := hosttest.New(t)
	mod, err := rt.Load(ctx, hosttest.BuildFile(t, "soak", "testdata/soak.c", "-lpthread"))
	require.NoError(t, err)
	f, err := mod.Func(ctx, "total")
	require.NoError(t, err)
	total := host.Func1[[]byte, int](f)
	end := time.Now().Add(*duration)

	var group sync.WaitGroup
	var calls, wrong atomic.Int64
	for range workers {
		group.Go(func() {
			for time.Now().Before(end) {
				n, err := total(ctx, []byte("abcdefgh"))
				if err != nil || n != 804 {
					wrong.Add(1)
				}
				calls.Add(1)
			}
		})
	}
	native := int64(0)
	group.Go(func() {
		for time.Now().Before(end) {
			v, err := mod.Call(ctx, "threads", f, workers, 200)
			if err != nil {
				wrong.Add(1)
				return
			}
			n, err := v.Int()
			if err != nil || n != 0 {
				wrong.Add(1)
			}
			v.Release()
			native += workers * 200
		}
	})
	group.Wait()
	require.Zero(t, wrong.Load())
	t.Logf("%d calls from goroutines, %d from native threads in %v", calls.Load(), native, *duration)
}
