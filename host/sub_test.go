package host_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

// subSource makes interpreters in C; each function returns None, or raises AssertionError with its line.
const subSource = `
#include <Python.h>
#define CHECK(x) do { if (!(x)) return PyErr_Format(PyExc_AssertionError, "line %d: %s", __LINE__, #x); } while (0)

// Runs statements in the current interpreter, and returns the int that they bind to r; -1 for an exception.
static long run(const char *source) {
  PyObject *d = PyDict_New(), *r = PyRun_String(source, Py_file_input, d, d);
  long n = r == NULL ? -1 : PyLong_AsLong(PyDict_GetItemString(d, "r"));
  if (r == NULL) PyErr_Clear();
  Py_XDECREF(r);
  Py_DECREF(d);
  return n;
}

static PyObject *make(PyObject *m, PyObject *ignored) {
  PyThreadState *mine = PyThreadState_Get();
  CHECK(run("import sys\nsys.probe = 1\nr = sys.probe") == 1);
  PyThreadState *sub = Py_NewInterpreter();
  if (sub == NULL) Py_RETURN_NOTIMPLEMENTED;
  int current = PyThreadState_Get() == sub && sub->interp != mine->interp;
  int64_t id = PyInterpreterState_GetID(sub->interp);
  long apart = run("import sys\nr = 1 if hasattr(sys, 'probe') else 2");
  long set = run("import sys\nsys.probe = 5\nr = sys.probe");
  PyErr_SetString(PyExc_ValueError, "of the other");
  PyThreadState *back = PyThreadState_Swap(mine);
  CHECK(back == sub && !PyErr_Occurred() && PyThreadState_Get() == mine);
  CHECK(current && id != PyInterpreterState_GetID(mine->interp) && apart == 2 && set == 5);
  CHECK(run("import sys\nr = sys.probe") == 1);
  PyThreadState_Swap(sub);
  int pending = PyErr_ExceptionMatches(PyExc_ValueError);
  PyErr_Clear();
  long kept = run("import sys\nr = sys.probe");
  Py_EndInterpreter(sub);
  int none = _PyThreadState_UncheckedGet() == NULL;
  PyThreadState_Swap(mine);
  CHECK(pending && kept == 5 && none);
  CHECK(run("import sys\nr = sys.probe\ndel sys.probe") == 1);
  Py_RETURN_NONE;
}

static PyObject *by_hand(PyObject *m, PyObject *ignored) {
  PyThreadState *mine = PyThreadState_Get();
  PyInterpreterState *interp = PyInterpreterState_New();
  CHECK(interp != NULL && PyThreadState_Get() == mine);
  PyThreadState *ts = PyThreadState_New(interp);
  CHECK(PyThreadState_Swap(ts) == mine);
  long n = run("r = 6 * 7");
  PyObject *kept = PyInterpreterState_GetDict(interp), *list = PyList_New(0);
  int ok = PyDict_SetItemString(kept, "list", list) == 0;
  Py_DECREF(list);
  PyInterpreterState_Clear(interp);
  PyThreadState_Clear(ts);
  CHECK(PyThreadState_Swap(mine) == ts);
  PyThreadState_Delete(ts);
  PyInterpreterState_Delete(interp);
  CHECK(n == 42 && ok);
  Py_RETURN_NONE;
}

static PyObject *leave(PyObject *m, PyObject *ignored) { // one that nobody ends
  PyThreadState *mine = PyThreadState_Get(), *sub = Py_NewInterpreter();
  CHECK(sub != NULL && run("r = 1") == 1);
  PyThreadState_Swap(mine);
  Py_RETURN_NONE;
}

static PyObject *lock(PyObject *m, PyObject *ignored) { // the lock without a thread state
  PyThreadState *mine = PyThreadState_Swap(NULL);
  PyEval_ReleaseLock();
  PyEval_AcquireLock();
  CHECK(PyThreadState_Swap(mine) == NULL && run("r = 3") == 3);
  Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"make", make, METH_NOARGS}, {"by_hand", by_hand, METH_NOARGS}, {"leave", leave, METH_NOARGS},
  {"lock", lock, METH_NOARGS}, {NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "subs", NULL, 0, methods};
PyMODINIT_FUNC PyInit_subs(void) { return PyModuleDef_Init(&def); }
`

func TestSubInterpreters(t *testing.T) {
	rt := hosttest.New(t)
	mod, err := rt.Load(ctx, hosttest.Build(t, "subs", subSource))
	require.NoError(t, err)
	for _, name := range []string{"make", "by_hand", "lock", "make"} {
		v, err := mod.Call(ctx, name)
		require.NoError(t, err, name)
		require.Equal(t, "None", v.String(), name)
		v.Release()
	}
}

// An interpreter that C made and did not end ends with the runtime that it was made in.
func TestSubInterpreterIsLeft(t *testing.T) {
	rt, err := host.New(ctx, host.Config{})
	require.NoError(t, err)
	mod, err := rt.Load(ctx, hosttest.Build(t, "subs", subSource))
	require.NoError(t, err)
	_, err = mod.Call(ctx, "leave")
	require.NoError(t, err)
	require.NoError(t, rt.Close())
}
