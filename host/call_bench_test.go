package host_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

// BenchmarkFunc1 is the fastest call from Go: a bytes argument, an int result.
func BenchmarkFunc1(b *testing.B) {
	rt := hosttest.New(b)
	mod, err := rt.Load(ctx, hosttest.Build(b, "sum", `
#include <Python.h>
static PyObject *total(PyObject *self, PyObject *arg) {
  return PyLong_FromSsize_t(PyBytes_GET_SIZE(arg));
}
static PyMethodDef methods[] = {{"total", total, METH_O, NULL}, {NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "sum", NULL, 0, methods};
PyMODINIT_FUNC PyInit_sum(void) { return PyModuleDef_Init(&def); }
`))
	require.NoError(b, err)
	v, err := mod.Attr(ctx, "total")
	require.NoError(b, err)
	f, err := v.Func()
	require.NoError(b, err)
	total := host.Func1[[]byte, int](f)
	data := []byte("sixteen bytes ok")
	for b.Loop() {
		if _, err := total(ctx, data); err != nil {
			b.Fatal(err)
		}
	}
}
