package host_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host/hosttest"
)

var ctx = context.Background()

func TestHello(t *testing.T) {
	rt := hosttest.New(t)
	mod, err := rt.Load(ctx, hosttest.BuildFile(t, "hello", "../extensions/hello/hello.c"))
	require.NoError(t, err)
	v, err := mod.Call(ctx, "greet", "Go")
	require.NoError(t, err)
	require.Equal(t, "Hello, Go!", v.String())
}
