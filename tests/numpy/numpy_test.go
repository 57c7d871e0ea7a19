// Package numpy_test uses numpy's core from Go: the extension module of Debian's package, as it is. The Python code around it is
// not run, so what numpy writes in Python (printing arrays, ndarray.sum) is not there; the arrays and ufuncs are.
package numpy_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/tests/debs"
)

var ctx = context.Background()

// openNumpy loads numpy's core out of the packages, which are fetched if need be.
func openNumpy(t *testing.T) (*host.Runtime, *host.Module) {
	t.Helper()
	tree := debs.ForTest(t, "python3-numpy", "libblas3", "liblapack3")
	rt, err := host.New(ctx, host.Config{
		Path: []string{tree("python3-numpy", "usr/lib/python3/dist-packages")},
		LibraryDirs: []string{
			tree("libblas3", "usr/lib/x86_64-linux-gnu/blas"), tree("liblapack3", "usr/lib/x86_64-linux-gnu/lapack"),
		},
	})
	require.NoError(t, err)
	np, err := rt.Import(ctx, "numpy.core._multiarray_umath")
	require.NoError(t, err)
	return rt, np
}

func TestNumpy(t *testing.T) {
	rt, np := openNumpy(t)
	defer rt.Close()
	must := func(v *host.Value, err error) *host.Value {
		t.Helper()
		require.NoError(t, err)
		return v
	}
	floats := func(v *host.Value) []float64 {
		t.Helper()
		out, err := host.As[[]float64](v)
		require.NoError(t, err)
		return out
	}
	rows := func(v *host.Value) [][]float64 {
		t.Helper()
		out, err := host.As[[][]float64](v)
		require.NoError(t, err)
		return out
	}

	data := []float64{6, 5, 4, 3, 2, 1}
	a := must(np.Call(ctx, "frombuffer", host.LendWritable(data), "d"))
	must(a.CallMethod(ctx, "itemset", 0, 7.5))
	require.Equal(t, 7.5, data[0], "the array has Go's memory, not a copy")

	m := must(a.CallMethod(ctx, "reshape", 2, 3))
	require.Equal(t, "(2, 3)", must(m.Attr(ctx, "shape")).String())
	require.Equal(t, []float64{15, 10, 8, 6, 4, 2}, floats(must(np.Call(ctx, "add", a, a))))
	require.Equal(t, [][]float64{{75, 50, 40}, {30, 20, 10}}, rows(must(np.Call(ctx, "multiply", m, 10))))

	add := must(np.Attr(ctx, "add"))
	require.Equal(t, []float64{10.5, 7, 5}, floats(must(add.CallMethod(ctx, "reduce", m, host.Kwargs{"axis": 0}))))
	require.Equal(t, []float64{16.5, 6}, floats(must(add.CallMethod(ctx, "reduce", m, host.Kwargs{"axis": 1}))))

	require.Equal(t, [][]float64{{97.25, 36.5}, {36.5, 14}}, rows(must(np.Call(ctx, "dot", m, must(m.Attr(ctx, "T"))))))
	builtins, err := rt.Import(ctx, "builtins")
	require.NoError(t, err)
	slice := func(bounds ...any) *host.Value { return must(builtins.Call(ctx, "slice", bounds...)) }
	require.Equal(t, []float64{5, 3, 1}, floats(must(a.CallMethod(ctx, "__getitem__", slice(1, nil, 2)))))
	corner := must(builtins.Call(ctx, "tuple", []any{slice(nil), slice(1, nil)}))
	require.Equal(t, [][]float64{{5, 4}, {2, 1}}, rows(must(m.CallMethod(ctx, "__getitem__", corner))))

	must(a.CallMethod(ctx, "sort"))
	require.Equal(t, []float64{1, 2, 3, 4, 5, 7.5}, data, "sorted where it lies")
	whole := must(a.CallMethod(ctx, "astype", "i4"))
	ints, err := host.As[[]int32](whole)
	require.NoError(t, err)
	require.Equal(t, []int32{1, 2, 3, 4, 5, 7}, ints)

	_, err = np.Call(ctx, "add", a, must(np.Call(ctx, "array", []float64{1, 2})))
	require.ErrorIs(t, err, host.ValueError)
	require.EqualError(t, err, "ValueError: operands could not be broadcast together with shapes (6,) (2,) ")
	_, err = np.Call(ctx, "frombuffer", host.Lend(data), "no type")
	require.ErrorIs(t, err, host.TypeError)
}
