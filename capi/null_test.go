package capi_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// nulls calls functions with what a caller has in hand that did not look whether its last call failed.
const nulls = `
#include <Python.h>
#define PTR(name, ...) void *null_##name(PyObject *o) { return __VA_ARGS__; }
#define INT(name, ...) void *null_##name(PyObject *o) { return (void *)(intptr_t)((__VA_ARGS__) < 0 ? 0 : 1); }
PTR(getattr, PyObject_GetAttr(NULL, o))
PTR(getattrstring, PyObject_GetAttrString(NULL, "x"))
INT(setattr, PyObject_SetAttr(NULL, o, o))
INT(setattrstring, PyObject_SetAttrString(NULL, "x", o))
PTR(call, PyObject_Call(NULL, o, NULL))
PTR(callobject, PyObject_CallObject(NULL, NULL))
PTR(callnoargs, PyObject_CallNoArgs(NULL))
PTR(callonearg, PyObject_CallOneArg(NULL, o))
PTR(callmethod, PyObject_CallMethod(NULL, "x", NULL))
PTR(callfunction, PyObject_CallFunction(NULL, NULL))
PTR(iter, PyObject_GetIter(NULL))
INT(dictvalue, PyDict_SetItemString(o, "x", NULL))
INT(dictkey, PyDict_SetItem(o, NULL, o))
INT(moduledict, PyModule_AddObjectRef(NULL, "x", o))
PTR(typefromspec, PyType_FromSpec(NULL))
INT(ready, PyType_Ready(NULL))
`

// TestNullArguments: a function that gets NULL where it may have none raises, or leaves the error that is set alone.
func TestNullArguments(t *testing.T) {
	dir := t.TempDir()
	source, file := filepath.Join(dir, "nulls.c"), filepath.Join(dir, "nulls.so")
	require.NoError(t, os.WriteFile(source, []byte(nulls), 0o644))
	out, err := exec.Command("gcc", "-shared", "-fPIC", "-w", "-I../include", source, "-o", file).CombinedOutput()
	require.NoError(t, err, "%s", out)
	library, err := purego.Dlopen(file, purego.RTLD_NOW|purego.RTLD_LOCAL)
	require.NoError(t, err)
	inside(t)
	dict := object.NewDict()
	defer object.Decref(dict)
	for _, name := range []string{
		"getattr", "getattrstring", "setattr", "setattrstring", "call", "callobject", "callnoargs", "callonearg", "callmethod",
		"callfunction", "iter", "dictvalue", "dictkey", "moduledict", "typefromspec", "ready",
	} {
		fn, err := purego.Dlsym(library, "null_"+name)
		require.NoError(t, err)
		call := func() {
			result, _, _ := purego.SyscallN(fn, uintptr(unsafe.Pointer(dict)))
			require.Zero(t, result, name)
			require.NotNil(t, object.Occurred(), name)
		}
		call()
		raised := pyeval.TakeRaised()
		require.Equal(t, "SystemError", object.TypeName(raised.Value.Type), "%s: %v", name, pyeval.Describe(raised.Value))
		raised.Release()

		object.Raise(object.KeyError, "the first")
		call()
		raised = pyeval.TakeRaised()
		require.Contains(t, []string{"KeyError", "SystemError"}, object.TypeName(raised.Value.Type), name)
		raised.Release()
	}
}
