package host_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

// guardSource checks in C what guards and views do; each function returns None, or raises AssertionError with its line.
const guardSource = `
#define Py_LIMITED_API 0x030f0000
#include <Python.h>
#include <pthread.h>
#include <unistd.h>
#define CHECK(x) do { if (!(x)) return PyErr_Format(PyExc_AssertionError, "line %d: %s", __LINE__, #x); } while (0)

static PyObject *nested(PyObject *m, PyObject *ignored) {
  PyThreadState *mine = PyThreadState_Get();
  PyInterpreterGuard *g = PyInterpreterGuard_FromCurrent();
  CHECK(g != NULL);
  PyThreadStateToken *a = PyThreadState_Ensure(g), *b = PyThreadState_Ensure(g);
  CHECK(a != NULL && b != NULL && PyThreadState_Get() == mine);
  PyThreadState_Release(b);
  PyThreadState_Release(a);
  CHECK(PyThreadState_Get() == mine);
  PyThreadState *saved = PyEval_SaveThread();
  PyThreadStateToken *c = PyThreadState_Ensure(g);
  int back = PyThreadState_Get() == mine;
  PyThreadState_Release(c);
  PyEval_RestoreThread(saved);
  CHECK(c != NULL && back);
  PyInterpreterGuard_Close(g);
  PyInterpreterView *v = PyInterpreterView_FromCurrent(), *main = PyInterpreterView_FromMain();
  CHECK(v != NULL && main != NULL);
  g = PyInterpreterGuard_FromView(v);
  CHECK(g != NULL);
  PyInterpreterGuard_Close(g);
  PyThreadStateToken *d = PyThreadState_EnsureFromView(v);
  CHECK(d != NULL && PyThreadState_Get() == mine);
  PyThreadState_Release(d);
  PyInterpreterView_Close(v);
  PyInterpreterView_Close(main);
  Py_RETURN_NONE;
}

// A thread that comes from outside, by a guard or by a view, calls a function and says how it went.
struct start { PyInterpreterGuard *guard; PyInterpreterView *view; PyObject *f; int ok, delay; };

static void *run(void *p) {
  struct start *s = p;
  if (s->delay) usleep(s->delay);
  PyThreadStateToken *t = s->guard ? PyThreadState_Ensure(s->guard) : PyThreadState_EnsureFromView(s->view);
  if (t == NULL) return NULL;
  PyObject *r = PyObject_CallNoArgs(s->f);
  if (r == NULL) PyErr_Clear();
  s->ok = r != NULL;
  Py_XDECREF(r);
  if (s->delay) Py_DECREF(s->f);
  PyThreadState_Release(t);
  if (s->guard && s->delay) {
    PyInterpreterGuard_Close(s->guard);
    free(s);
  }
  return NULL;
}

static PyObject *start(PyObject *m, PyObject *f) {
  struct start s = {PyInterpreterGuard_FromCurrent(), PyInterpreterView_FromCurrent(), f, 0, 0};
  PyInterpreterGuard *guard = s.guard;
  for (int by_view = 0; by_view < 2; by_view++) {
    pthread_t t;
    s.guard = by_view ? NULL : guard;
    s.ok = 0;
    CHECK(pthread_create(&t, NULL, run, &s) == 0);
    Py_BEGIN_ALLOW_THREADS
    pthread_join(t, NULL);
    Py_END_ALLOW_THREADS
    CHECK(s.ok);
  }
  PyInterpreterGuard_Close(guard);
  PyInterpreterView_Close(s.view);
  Py_RETURN_NONE;
}

// A thread that holds a guard and comes in while the runtime closes.
static PyObject *linger(PyObject *m, PyObject *f) {
  struct start *s = calloc(1, sizeof *s);
  s->guard = PyInterpreterGuard_FromCurrent();
  s->f = f;
  Py_INCREF(f);
  s->delay = 100000;
  pthread_t t;
  CHECK(pthread_create(&t, NULL, run, s) == 0);
  pthread_detach(t);
  Py_RETURN_NONE;
}

// What a view says after its interpreter has ended, told to another one.
static PyObject *view(PyObject *m, PyObject *ignored) { return PyLong_FromVoidPtr(PyInterpreterView_FromCurrent()); }
static PyObject *ended(PyObject *m, PyObject *address) {
  PyInterpreterView *v = PyLong_AsVoidPtr(address);
  CHECK(PyInterpreterGuard_FromView(v) == NULL && !PyErr_Occurred());
  CHECK(PyThreadState_EnsureFromView(v) == NULL && !PyErr_Occurred());
  PyInterpreterView_Close(v);
  Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"nested", nested, METH_NOARGS}, {"start", start, METH_O}, {"linger", linger, METH_O},
  {"view", view, METH_NOARGS}, {"ended", ended, METH_O}, {NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "guards", NULL, 0, methods};
PyMODINIT_FUNC PyInit_guards(void) { return PyModuleDef_Init(&def); }
`

func TestGuards(t *testing.T) {
	rt := hosttest.New(t)
	mod, err := rt.Load(ctx, hosttest.Build(t, "guards", guardSource))
	require.NoError(t, err)
	_, err = mod.Call(ctx, "nested")
	require.NoError(t, err)
	called := 0
	_, err = mod.Call(ctx, "start", func() { called++ })
	require.NoError(t, err)
	require.Equal(t, 2, called)
}

// TestGuardKeepsOpen closes a runtime while a thread of C holds a guard: the thread comes in once more before the end.
func TestGuardKeepsOpen(t *testing.T) {
	file := hosttest.Build(t, "guards", guardSource)
	rt, err := host.New(ctx, host.Config{})
	require.NoError(t, err)
	mod, err := rt.Load(ctx, file)
	require.NoError(t, err)
	called := false
	_, err = mod.Call(ctx, "linger", func() { called = true })
	require.NoError(t, err)
	began := time.Now()
	require.NoError(t, rt.Close())
	require.True(t, called, "the thread came in")
	require.GreaterOrEqual(t, time.Since(began), 50*time.Millisecond)
}

// TestViewOutlives asks a view for its interpreter when that has ended.
func TestViewOutlives(t *testing.T) {
	file := hosttest.Build(t, "guards", guardSource)
	rt, err := host.New(ctx, host.Config{})
	require.NoError(t, err)
	mod, err := rt.Load(ctx, file)
	require.NoError(t, err)
	v, err := mod.Call(ctx, "view")
	require.NoError(t, err)
	address, err := v.Int()
	require.NoError(t, err)
	v.Release()
	require.NoError(t, rt.Close())
	second := hosttest.New(t)
	mod, err = second.Load(ctx, file)
	require.NoError(t, err)
	_, err = mod.Call(ctx, "ended", address)
	require.NoError(t, err)
}
