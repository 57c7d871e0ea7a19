package host_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/d95905aa/gilded/host"
)

type inner struct {
	N int `py:"n"`
}

type outer struct {
	inner
	Name  string         `py:"name"`
	List  []inner        `py:"list"`
	Map   map[string]int `py:"map"`
	Empty *int           `py:"empty,omitempty"`
	Skip  chan int       `py:"-"`
}

// TestRoundTrip sends Go values through an extension and wants the same ones back.
func TestRoundTrip(t *testing.T) {
	_, mod := load(t)
	check := func(x any) {
		v, err := mod.Call(ctx, "echo", x)
		require.NoError(t, err)
		defer v.Release()
		back := reflect.New(reflect.TypeOf(x))
		switch x.(type) {
		case int8:
			*back.Interface().(*int8), err = host.As[int8](v)
		case uint64:
			*back.Interface().(*uint64), err = host.As[uint64](v)
		case float32:
			*back.Interface().(*float32), err = host.As[float32](v)
		case complex128:
			*back.Interface().(*complex128), err = host.As[complex128](v)
		case string:
			*back.Interface().(*string), err = host.As[string](v)
		case []byte:
			*back.Interface().(*[]byte), err = host.As[[]byte](v)
		case *big.Int:
			*back.Interface().(**big.Int), err = host.As[*big.Int](v)
		case [3]int:
			*back.Interface().(*[3]int), err = host.As[[3]int](v)
		case [2]byte:
			*back.Interface().(*[2]byte), err = host.As[[2]byte](v)
		case map[string][]float64:
			*back.Interface().(*map[string][]float64), err = host.As[map[string][]float64](v)
		case map[int]string:
			*back.Interface().(*map[int]string), err = host.As[map[int]string](v)
		case outer:
			*back.Interface().(*outer), err = host.As[outer](v)
		default:
			t.Fatalf("no case for %T", x)
		}
		require.NoError(t, err)
		require.Equal(t, x, back.Elem().Interface())
	}
	for _, x := range []any{
		int8(-128), uint64(math.MaxUint64), float32(1.5), 3 - 4i, "Ünïcödé 🐍\x00", []byte{0, 255}, new(big.Int).Lsh(big.NewInt(-3), 200),
		[3]int{1, 2, 3}, [2]byte{7, 8}, map[string][]float64{"a": {1}, "b": {}}, map[int]string{-1: "x"},
		outer{inner: inner{1}, Name: "o", List: []inner{{2}, {3}}, Map: map[string]int{"k": 4}},
	} {
		check(x)
	}
	rapid.Check(t, func(r *rapid.T) {
		check(rapid.String().Draw(r, "string"))
		check(rapid.Uint64().Draw(r, "uint64"))
		check(rapid.SliceOf(rapid.Byte()).Draw(r, "bytes"))
	})
}

func TestNatural(t *testing.T) {
	_, mod := load(t)
	for _, c := range []struct{ in, out any }{
		{nil, nil}, {true, true}, {uint8(3), int64(3)}, {"s", "s"}, {2.5, 2.5}, {2i, 2i}, {[]byte("b"), []byte("b")},
		{[]int{1}, []any{int64(1)}}, {map[string]bool{"k": false}, map[string]any{"k": false}}, {map[int]any{1: nil}, map[any]any{int64(1): nil}},
		{uint64(math.MaxUint64), new(big.Int).SetUint64(math.MaxUint64)},
	} {
		v, err := mod.Call(ctx, "echo", c.in)
		require.NoError(t, err)
		out, err := host.As[any](v)
		require.NoError(t, err)
		require.Equal(t, c.out, out)
	}
}

func TestDoesNotFit(t *testing.T) {
	rt, _ := load(t)
	value := func(x any) *host.Value {
		v, err := rt.Value(ctx, x)
		require.NoError(t, err)
		return v
	}
	_, err := host.As[uint8](value(300))
	require.EqualError(t, err, "value: 300 overflows uint8")
	_, err = host.As[uint](value(-1))
	require.EqualError(t, err, "value: -1 overflows uint")
	_, err = host.As[int64](value(uint64(math.MaxUint64)))
	require.EqualError(t, err, "value: 18446744073709551615 overflows int64")
	_, err = host.As[map[string][]int](value(map[string]any{"k": []any{1, "x"}}))
	require.EqualError(t, err, `value["k"][1]: str is not a int`)
	_, err = host.As[[]string](value("text"))
	require.EqualError(t, err, "value: str is not a []string")
	_, err = host.As[[2]int](value([]int{1}))
	require.EqualError(t, err, "value: 1 items, a [2]int has 2")
	_, err = host.As[outer](value(map[string]any{"list": []any{map[string]any{"n": "x"}}}))
	require.EqualError(t, err, "value.list[0].n: str is not a int")
	_, err = host.As[chan int](value(1))
	require.EqualError(t, err, "value: chan int is no type for a Python value")
}

func TestLend(t *testing.T) {
	_, mod := load(t)
	data := make([]byte, 1000)
	v, err := mod.Call(ctx, "size", host.Lend(data))
	require.NoError(t, err)
	require.Equal(t, "1000", v.String())
	_, err = mod.Call(ctx, "fill", host.Lend(data))
	require.ErrorIs(t, err, host.BufferError, "lent to read only")
	_, err = mod.Call(ctx, "fill", host.LendWritable(data[:10]))
	require.NoError(t, err)
	require.Equal(t, "xxxxxxxxxx\x00", string(data[:11]))
	_, err = mod.Call(ctx, "size", host.Lend([]byte(nil)))
	require.NoError(t, err)
	_, err = mod.Call(ctx, "keep", host.LendWritable(data)) // stays pinned until the extension lets go
	require.NoError(t, err)
	runtime.GC()
	_, err = mod.Call(ctx, "drop")
	require.NoError(t, err)
}

func TestLendNumbers(t *testing.T) {
	rt, _ := load(t)
	builtins, err := rt.Import(ctx, "builtins")
	require.NoError(t, err)
	view := func(l host.Lender) *host.Value {
		v, err := builtins.Call(ctx, "memoryview", l)
		require.NoError(t, err)
		return v
	}
	floats := []float64{1.5, -2, 3}
	v := view(host.LendWritable(floats))
	for attr, want := range map[string]string{"format": "d", "itemsize": "8", "shape": "(3,)", "strides": "(8,)", "readonly": "False"} {
		got, err := v.Attr(ctx, attr)
		require.NoError(t, err)
		require.Equal(t, want, got.String(), attr)
	}
	_, err = v.CallMethod(ctx, "__setitem__", 1, 7.25)
	require.NoError(t, err)
	require.Equal(t, []float64{1.5, 7.25, 3}, floats, "the memory is Go's")
	back, err := host.As[[]float64](v)
	require.NoError(t, err)
	require.Equal(t, floats, back)
	_, err = host.As[[2]float64](v)
	require.EqualError(t, err, "value: 3 items, a [2]float64 has 2")
	narrow, err := host.As[[]float32](v) // another format: item by item
	require.NoError(t, err)
	require.Equal(t, []float32{1.5, 7.25, 3}, narrow)
	_, err = host.As[[]int](v)
	require.EqualError(t, err, "value[0]: float is not a int")

	require.Equal(t, "[True, False]", listed(t, view(host.Lend([]bool{true, false}))))
	require.Equal(t, "[-1, 2]", listed(t, view(host.Lend([]int16{-1, 2}))))
	require.Equal(t, "[18446744073709551615]", listed(t, view(host.Lend([]uint64{math.MaxUint64}))))
	require.Equal(t, "[]", listed(t, view(host.Lend([]int32(nil)))))
}

func listed(t *testing.T, v *host.Value) string {
	t.Helper()
	list, err := v.CallMethod(ctx, "tolist")
	require.NoError(t, err)
	return list.String()
}

func TestCallbacks(t *testing.T) {
	_, mod := load(t)
	apply := func(f any, args ...any) (*host.Value, error) {
		return mod.Call(ctx, "apply", append([]any{f}, args...)...)
	}
	v, err := apply(func(a int, b string, rest ...float64) (string, int) { return fmt.Sprint(a, b, rest), a }, 1, "b", 2, 3.5)
	require.NoError(t, err)
	require.Equal(t, "('1b[2 3.5]', 1)", v.String())
	v, err = apply(func() {})
	require.NoError(t, err)
	require.True(t, v.IsNone())
	_, err = apply(func(int) {})
	require.ErrorIs(t, err, host.TypeError)
	require.ErrorContains(t, err, "takes 1 argument (0 given)")
	_, err = apply(func(map[string]int) {}, map[string]any{"k": "v"})
	require.ErrorIs(t, err, host.TypeError)
	require.ErrorContains(t, err, `args[0]["k"]: str is not a int`)
	_, err = apply(func() chan int { return make(chan int) })
	require.ErrorContains(t, err, "result: chan int has no Python form")

	own := errors.New("my own")
	_, err = apply(func() (int, error) { return 0, fmt.Errorf("wrapped: %w", own) })
	require.ErrorIs(t, err, own, "a Go error comes back through C")
	require.ErrorIs(t, err, host.RuntimeError)
	require.EqualError(t, err, "RuntimeError: wrapped: my own")
	_, err = apply(func() error { return host.KeyError.Errorf("k") })
	require.ErrorIs(t, err, host.KeyError)
	require.ErrorIs(t, err, host.LookupError)
	require.NotErrorIs(t, err, host.IndexError)
	_, first := mod.Call(ctx, "apply", 5)
	_, err = apply(func() error { return first })
	var a, b *host.Exception
	require.ErrorAs(t, first, &a)
	require.ErrorAs(t, err, &b)
	require.Equal(t, a.Message, b.Message, "an exception that a Go func returns is raised again")

	var f *host.Value
	f, err = mod.Runtime().Value(ctx, func(n int, named host.Kwargs) any { return []any{n, named["x"]} })
	require.NoError(t, err)
	v, err = f.Call(ctx, 1, host.Kwargs{"x": "y"})
	require.NoError(t, err)
	require.Equal(t, "[1, 'y']", v.String())
	_, err = mod.Call(ctx, "call", func() error { // from Go to C to Go to C
		_, err := mod.Call(ctx, "call", func() error { panic("deep") })
		return err
	})
	require.ErrorContains(t, err, "Go panic: deep")
}

// TestForgotten drops values without a Release: the Go collector's word reaches the runtime at the next call.
func TestForgotten(t *testing.T) {
	rt, mod := load(t)
	before, err := rt.Live(ctx)
	require.NoError(t, err)
	for range 100 {
		_, err := mod.Call(ctx, "echo", []string{"a list that is forgotten"})
		require.NoError(t, err)
	}
	for end := time.Now().Add(10 * time.Second); ; {
		runtime.GC()
		now, err := rt.Live(ctx)
		require.NoError(t, err)
		if now["list"] == before["list"] {
			return
		}
		require.True(t, time.Now().Before(end), "%d lists are still alive", now["list"]-before["list"])
		runtime.Gosched()
	}
}

func TestDoReleases(t *testing.T) {
	rt, mod := load(t)
	var kept, gone *host.Value
	require.NoError(t, rt.Do(ctx, func(*host.Thread) (err error) {
		if gone, err = mod.Call(ctx, "echo", []int{1}); err != nil {
			return err
		}
		v, err := mod.Call(ctx, "echo", []int{2})
		if err != nil {
			return err
		}
		kept, err = v.Keep()
		return err
	}))
	_, err := gone.Text()
	require.ErrorIs(t, err, host.ErrReleased)
	require.Equal(t, "[2]", kept.String())
	kept.Release()
	kept.Release()
	_, err = kept.Text()
	require.ErrorIs(t, err, host.ErrReleased)
}
