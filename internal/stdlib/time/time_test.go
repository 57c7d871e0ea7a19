package time_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	_ "github.com/d95905aa/gilded/capi" // whose functions the C tier calls
	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// TestSleepLetsOthersIn sleeps inside a runtime until somebody else has been in it, who can't get in otherwise.
func TestSleepLetsOthersIn(t *testing.T) {
	in := interp.New(interp.Options{})
	pass, err := in.Threads.Enter(context.Background())
	require.NoError(t, err)
	been := make(chan error)
	go func() {
		other, err := in.Threads.Enter(context.Background())
		if err == nil {
			in.Threads.Leave(other)
		}
		been <- err
	}()
	m := object.Import("time")
	require.NotNil(t, m)
	names := pyeval.NewNamespace()
	names.Bind("m", m)
	object.Decref(m)
	let := false
	for range 100 {
		v, err := names.Eval("m.sleep(0.02)")
		require.NoError(t, err)
		object.Decref(v)
		select {
		case err := <-been:
			require.NoError(t, err)
			let = true
		default:
			continue
		}
		break
	}
	assert.True(t, let, "nobody came in while time.sleep slept")
	names.Close()
	in.Threads.Leave(pass)
	if !let {
		<-been
	}
	in.Close(func() {}, nil)
}
