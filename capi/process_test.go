package capi_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
)

const alone = "GILDED_CAPI_ALONE"

// inProcess runs the rest of a test in a process of its own: first is true here, where what came of it is returned.
func inProcess(t *testing.T) (first bool, said string, err error) {
	if os.Getenv(alone) != "" {
		return false, "", nil
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), alone+"=1", "GOTRACEBACK=none")
	out, err := cmd.CombinedOutput()
	return true, string(out), err
}

// A process has one hook for opening code.
func TestOpenCodeHook(t *testing.T) {
	if first, said, err := inProcess(t); first {
		require.NoError(t, err, "%s", said)
		return
	}
	replayProbe(t, "once_hook")
}

// _Py_NegativeRefcount says of which object it speaks, and ends the process.
func TestNegativeRefcount(t *testing.T) {
	if first, said, err := inProcess(t); first {
		var exit *exec.ExitError
		require.True(t, errors.As(err, &exit), "%v\n%s", err, said)
		status := exit.Sys().(syscall.WaitStatus)
		require.True(t, status.Signaled() && status.Signal() == syscall.SIGABRT || status.ExitStatus() == 2, "%v", err)
		require.Regexp(t, `(?m)^spam\.c:42: _Py_NegativeRefcount: Assertion failed: object has negative ref count$`, said)
		require.Regexp(t, `(?m)^object address  : 0x[0-9a-f]+$`, said)
		require.Regexp(t, `(?m)^object refcount : -1$`, said)
		require.Contains(t, said, "Fatal Python error: _PyObject_AssertFailed: _PyObject_AssertFailed")
		return
	}
	inside(t)
	file := filepath.Join(t.TempDir(), "negative.so")
	source := filepath.Join(t.TempDir(), "negative.c")
	require.NoError(t, os.WriteFile(source, []byte(`
#include <Python.h>
void negative(PyObject *o) {
  o->ob_refcnt = -1;
  _Py_NegativeRefcount("spam.c", 42, o);
}`), 0o644))
	out, err := exec.Command("gcc", "-shared", "-fPIC", "-w", "-I../include", source, "-o", file).CombinedOutput()
	require.NoError(t, err, "%s", out)
	library, err := purego.Dlopen(file, purego.RTLD_NOW|purego.RTLD_LOCAL)
	require.NoError(t, err)
	negative, err := purego.Dlsym(library, "negative")
	require.NoError(t, err)
	purego.SyscallN(negative, uintptr(unsafe.Pointer(object.NewList(0))))
}
