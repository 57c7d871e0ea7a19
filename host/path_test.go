package host_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

// sys.path starts as Config.Path, and modules are looked for where it says after code has changed it.
func TestSysPath(t *testing.T) {
	source := `
#include <Python.h>
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "x", NULL, -1};
PyMODINIT_FUNC PyInit_first(void) { return PyModule_Create(&def); }
PyMODINIT_FUNC PyInit_second(void) { return PyModule_Create(&def); }`
	first := filepath.Dir(hosttest.Build(t, "first", source))
	second := filepath.Dir(hosttest.Build(t, "second", source))
	rt := hosttest.New(t, first)
	_, err := rt.Import(ctx, "first")
	require.NoError(t, err)
	sys, err := rt.Import(ctx, "sys")
	require.NoError(t, err)
	path, err := sys.Attr(ctx, "path")
	require.NoError(t, err)
	require.Equal(t, "['"+first+"']", path.String())
	_, err = rt.Import(ctx, "second")
	require.ErrorIs(t, err, host.ModuleNotFoundError)
	_, err = path.CallMethod(ctx, "append", 5) // no name of a folder
	require.NoError(t, err)
	_, err = path.CallMethod(ctx, "append", second)
	require.NoError(t, err)
	_, err = rt.Import(ctx, "second")
	require.NoError(t, err)
}
