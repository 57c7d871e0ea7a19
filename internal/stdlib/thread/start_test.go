package thread_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
	_ "github.com/d95905aa/gilded/internal/stdlib"
)

// run executes statements in a runtime with the module threading as m, closes it, and returns how long that took and what was left.
func run(t *testing.T, statements ...string) (time.Duration, *interp.Left) {
	in := interp.New(interp.Options{})
	pass, err := in.Threads.Enter(context.Background())
	require.NoError(t, err)
	names := pyeval.NewNamespace()
	m := object.Import("threading")
	require.NotNil(t, m)
	names.Bind("m", m)
	object.Decref(m)
	for _, s := range statements {
		v, err := names.Exec(s)
		require.NoError(t, err, s)
		object.Decref(v)
	}
	names.Close()
	in.Threads.Leave(pass)
	begun := time.Now()
	left := in.Close(func() {}, nil)
	return time.Since(begun), left
}

func TestCloseWaitsForThreads(t *testing.T) {
	took, left := run(t, "e = m.Event()", "t = m.Thread(target=e.wait, args=(0.2,))", "t.start()")
	require.Greater(t, took, 100*time.Millisecond)
	require.Empty(t, left.Types)
}

func TestCloseDoesNotWaitForDaemons(t *testing.T) {
	took, _ := run(t, "e = m.Event()", "t = m.Thread(target=e.wait, args=(60,), daemon=True)", "t.start()")
	require.Less(t, took, 10*time.Second)
}

func TestThreadsOfTheirOwn(t *testing.T) {
	_, left := run(t,
		"log = []", "v = m.local()", "v.x = 1",
		"t = [m.Thread(target=setattr, args=(v, 'x', 2)), m.Thread(target=getattr, args=(v, 'y', 3)), m.Thread(target=log.append, args=(m.Thread,))]",
		"t[0].start()", "t[1].start()", "t[2].start()", "t[0].join()", "t[1].join()", "t[2].join()",
		"{1: 0}[v.x]", "{1: 0}[len(log)]", "{1: 0}[m.active_count()]")
	require.Empty(t, left.Types)
}

// Many threads at a time, each of which waits for the one before it.
func TestManyThreads(t *testing.T) {
	statements := []string{"s = m.Semaphore(0)", "done = m.Semaphore(0)", "t = []"}
	for range 50 {
		statements = append(statements, "t.append(m.Thread(target=s.acquire))", "t[-1].start()", "t.append(m.Thread(target=done.release))", "t[-1].start()")
	}
	statements = append(statements, "s.release(50)")
	for range 50 {
		statements = append(statements, "done.acquire()", "t.pop().join()", "t.pop().join()")
	}
	_, left := run(t, append(statements, "{1: 0}[m.active_count()]", "{0: 0}[s._value]")...)
	require.Empty(t, left.Types)
}
