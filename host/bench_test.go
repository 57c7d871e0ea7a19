package host_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/internal/ctier"
)

// BenchmarkBytesToInt is the call that the README speaks of: one bytes argument in, one int out.
func BenchmarkBytesToInt(b *testing.B) {
	_, mod := load(b)
	f, err := mod.Func(ctx, "size")
	require.NoError(b, err)
	size := host.Func1[[]byte, int](f)
	data := []byte("sixteen bytes ok")
	b.ReportAllocs()
	for b.Loop() {
		if n, err := size(ctx, data); n != 16 || err != nil {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkBareCgo is what no call into C can do without.
func BenchmarkBareCgo(b *testing.B) {
	for b.Loop() {
		ctier.FreeStatic(nil)
	}
}

// BenchmarkEnter is the way in and out alone.
func BenchmarkEnter(b *testing.B) {
	rt, _ := load(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := rt.Do(ctx, nothing); err != nil {
			b.Fatal(err)
		}
	}
}

func nothing(*host.Thread) error { return nil }

func BenchmarkCall(b *testing.B) {
	_, mod := load(b)
	f, err := mod.Func(ctx, "echo")
	require.NoError(b, err)
	echo := host.Func1[int, int](f)
	b.ReportAllocs()
	for b.Loop() {
		if n, err := echo(ctx, 7); n != 7 || err != nil {
			b.Fatal(n, err)
		}
	}
}
