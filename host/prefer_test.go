package host_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

// TestPreferFiles: a compiled module of the standard library is chosen over the one that is built in when that is asked for, and
// only then.
func TestPreferFiles(t *testing.T) {
	file := hosttest.Build(t, "gc", `
#include <Python.h>
static PyObject *spam(PyObject *m, PyObject *none) { return PyLong_FromLong(5); }
static PyMethodDef methods[] = {{"spam", spam, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "gc", NULL, -1, methods};
PyMODINIT_FUNC PyInit_gc(void) { return PyModule_Create(&def); }`)
	for _, c := range []struct {
		prefer []string
		own    bool
	}{{nil, false}, {[]string{"io"}, false}, {[]string{"gc"}, true}, {[]string{"*"}, true}} {
		ctx := context.Background()
		rt, err := host.New(ctx, host.Config{Path: []string{filepath.Dir(file)}, PreferFiles: c.prefer})
		require.NoError(t, err)
		m, err := rt.Import(ctx, "gc")
		require.NoError(t, err)
		_, err = m.Func(ctx, "spam")
		require.Equal(t, c.own, err == nil, "%v: %v", c.prefer, err)
		_, err = rt.Import(ctx, "numbers") // there is no such file
		require.NoError(t, err)
		require.NoError(t, rt.Close())
	}
}
