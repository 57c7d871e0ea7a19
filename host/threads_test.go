package host_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

// threadSource checks in C what C sees of threads; each function returns None, or raises AssertionError with its line.
const threadSource = `
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <pthread.h>
#define CHECK(x) do { if (!(x)) return PyErr_Format(PyExc_AssertionError, "line %d: %s", __LINE__, #x); } while (0)

static PyObject *nested(PyObject *m, PyObject *ignored) {
  PyThreadState *mine = PyThreadState_Get();
  PyGILState_STATE a = PyGILState_Ensure(), b = PyGILState_Ensure();
  CHECK(a == PyGILState_LOCKED && b == PyGILState_LOCKED && PyThreadState_Get() == mine);
  PyGILState_Release(b);
  PyGILState_Release(a);
  CHECK(PyThreadState_Get() == mine && PyGILState_GetThisThreadState() == mine);
  PyThreadState *saved = PyEval_SaveThread();
  int none = _PyThreadState_UncheckedGet() == NULL, own = PyGILState_GetThisThreadState() == mine;
  PyGILState_STATE c = PyGILState_Ensure();
  int back = _PyThreadState_UncheckedGet() == mine;
  PyGILState_Release(c);
  int gone = _PyThreadState_UncheckedGet() == NULL;
  PyEval_RestoreThread(saved);
  CHECK(saved == mine && none && own && c == PyGILState_UNLOCKED && back && gone);
  PyEval_ReleaseThread(mine);
  PyEval_AcquireThread(mine);
  CHECK(PyThreadState_Swap(NULL) == mine && PyThreadState_Swap(mine) == NULL);
  CHECK(PyThreadState_GetInterpreter(mine) == PyInterpreterState_Get());
  CHECK(PyThreadState_GetDict() != NULL && PyThreadState_GetDict() == PyThreadState_GetDict());
  Py_RETURN_NONE;
}

static PyObject *extra(PyObject *m, PyObject *ignored) {
  PyThreadState *mine = PyThreadState_Get(), *other = PyThreadState_New(mine->interp);
  CHECK(other != NULL && other != mine && PyThreadState_GetID(other) != PyThreadState_GetID(mine));
  CHECK(PyThreadState_Swap(other) == mine);
  PyErr_SetString(PyExc_ValueError, "in the other");
  PyThreadState_Swap(mine);
  CHECK(!PyErr_Occurred());
  PyThreadState_Clear(other);
  PyThreadState_Delete(other);
  for (PyThreadState *t = PyInterpreterState_ThreadHead(mine->interp); t; t = PyThreadState_Next(t)) CHECK(t != other);
  Py_RETURN_NONE;
}

static PyObject *locks(PyObject *m, PyObject *ignored) {
  PyThread_type_lock l = PyThread_allocate_lock();
  CHECK(l != NULL);
  CHECK(PyThread_acquire_lock(l, NOWAIT_LOCK) == 1);
  CHECK(PyThread_acquire_lock(l, NOWAIT_LOCK) == 0);
  CHECK(PyThread_acquire_lock_timed(l, 2000, 0) == PY_LOCK_FAILURE);
  PyThread_release_lock(l);
  CHECK(PyThread_acquire_lock_timed(l, PY_TIMEOUT_MAX, 0) == PY_LOCK_ACQUIRED);
  PyThread_release_lock(l);
  CHECK(PyThread_acquire_lock(l, WAIT_LOCK) == 1);
  PyThread_free_lock(l);
  Py_RETURN_NONE;
}

static Py_tss_t key = Py_tss_NEEDS_INIT;

static PyObject *storage(PyObject *m, PyObject *ignored) {
  CHECK(!PyThread_tss_is_created(&key) && PyThread_tss_create(&key) == 0 && PyThread_tss_create(&key) == 0);
  CHECK(PyThread_tss_is_created(&key) && PyThread_tss_get(&key) == NULL);
  CHECK(PyThread_tss_set(&key, m) == 0 && PyThread_tss_get(&key) == m);
  PyThread_tss_delete(&key);
  CHECK(!PyThread_tss_is_created(&key));
  Py_tss_t *made = PyThread_tss_alloc();
  CHECK(made != NULL && PyThread_tss_create(made) == 0);
  PyThread_tss_free(made);
  int old = PyThread_create_key();
  CHECK(old >= 0 && PyThread_set_key_value(old, m) == 0 && PyThread_get_key_value(old) == m);
  PyThread_delete_key_value(old);
  CHECK(PyThread_get_key_value(old) == NULL);
  PyThread_delete_key(old);
  CHECK(PyThread_get_thread_ident() == (unsigned long)pthread_self());
  Py_RETURN_NONE;
}

struct start { PyObject *f; PyThread_type_lock done; int ok; };

static void run(void *p) {
  struct start *s = p;
  s->ok = _PyThreadState_UncheckedGet() == NULL && PyGILState_GetThisThreadState() == NULL;
  PyGILState_STATE g = PyGILState_Ensure();
  PyObject *r = PyObject_CallNoArgs(s->f);
  if (r == NULL) PyErr_Clear();
  s->ok = s->ok && r != NULL && g == PyGILState_UNLOCKED;
  Py_XDECREF(r);
  PyGILState_Release(g);
  s->ok = s->ok && PyGILState_GetThisThreadState() == NULL;
  PyThread_release_lock(s->done);
}

static PyObject *start(PyObject *m, PyObject *f) {
  struct start s = {f, PyThread_allocate_lock(), 0};
  PyThread_acquire_lock(s.done, WAIT_LOCK);
  CHECK(PyThread_start_new_thread(run, &s) != PYTHREAD_INVALID_THREAD_ID);
  Py_BEGIN_ALLOW_THREADS
  PyThread_acquire_lock(s.done, WAIT_LOCK);
  Py_END_ALLOW_THREADS
  PyThread_free_lock(s.done);
  CHECK(s.ok);
  Py_RETURN_NONE;
}

static int ran;
static int add(void *n) { ran += (int)(long)n; return 0; }
static int fail(void *n) { PyErr_SetString(PyExc_ValueError, "pending"); return -1; }

static PyObject *pending(PyObject *m, PyObject *ignored) {
  ran = 0;
  for (long i = 1; i <= 32; i++) CHECK(Py_AddPendingCall(add, (void *)i) == 0);
  CHECK(Py_AddPendingCall(add, (void *)1) == -1);
  CHECK(Py_MakePendingCalls() == 0 && ran == 528 && Py_MakePendingCalls() == 0);
  CHECK(Py_AddPendingCall(fail, NULL) == 0 && Py_MakePendingCalls() == -1 && PyErr_ExceptionMatches(PyExc_ValueError));
  PyErr_Clear();
  CHECK(Py_AddPendingCall(add, (void *)1000) == 0);
  Py_RETURN_NONE;
}
static PyObject *later(PyObject *m, PyObject *ignored) { return PyLong_FromLong(ran); }

static PyMethodDef methods[] = {{"nested", nested, METH_NOARGS}, {"extra", extra, METH_NOARGS}, {"locks", locks, METH_NOARGS},
  {"storage", storage, METH_NOARGS}, {"start", start, METH_O}, {"pending", pending, METH_NOARGS}, {"later", later, METH_NOARGS}, {NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "threads", NULL, 0, methods};
PyMODINIT_FUNC PyInit_threads(void) { return PyModuleDef_Init(&def); }
`

func TestThreadsInC(t *testing.T) {
	rt := hosttest.New(t)
	mod, err := rt.Load(ctx, hosttest.Build(t, "threads", threadSource))
	require.NoError(t, err)
	for _, name := range []string{"nested", "extra", "locks", "storage", "pending"} {
		_, err := mod.Call(ctx, name)
		require.NoError(t, err, name)
	}
	v, err := mod.Call(ctx, "later")
	require.NoError(t, err)
	require.Equal(t, "1528", v.String(), "a call that was left pending runs when Go leaves")
}

// TestNativeThreadsFindTheirRuntime opens two runtimes with the same module: a thread that it starts belongs to the runtime of its
// copy, not to the oldest.
func TestNativeThreadsFindTheirRuntime(t *testing.T) {
	file := hosttest.Build(t, "threads", threadSource)
	for range 2 {
		rt := hosttest.New(t)
		mod, err := rt.Load(ctx, file)
		require.NoError(t, err)
		var inside atomic.Int32
		_, err = mod.Call(ctx, "start", func() error {
			return rt.Do(ctx, func(*host.Thread) error { inside.Add(1); return nil })
		})
		require.NoError(t, err)
		require.EqualValues(t, 1, inside.Load())
	}
}

// TestRuntimesCallEachOther goes both ways at once between two runtimes, which would deadlock if one waited for the other's lock
// while holding its own.
func TestRuntimesCallEachOther(t *testing.T) {
	_, modA := load(t)
	_, modB := load(t)
	var group sync.WaitGroup
	cross := func(from, to *host.Module) {
		for i := range 200 {
			v, err := from.Call(ctx, "call", func() (int, error) {
				v, err := to.Call(ctx, "echo", i)
				if err != nil {
					return 0, err
				}
				n, err := v.Int()
				v.Release()
				return int(n), err
			})
			if !assert.NoError(t, err) {
				return
			}
			n, err := v.Int()
			assert.NoError(t, err)
			assert.EqualValues(t, i, n)
			v.Release()
		}
	}
	for range 2 {
		group.Go(func() { cross(modA, modB) })
		group.Go(func() { cross(modB, modA) })
	}
	done := make(chan bool)
	go func() { group.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("the two runtimes wait for each other")
	}
}

// TestGivesUpTheLock lets C wait without the lock while others call, and Go too.
func TestGivesUpTheLock(t *testing.T) {
	rt, mod := load(t)
	done := make(chan error)
	go func() {
		_, err := mod.Call(ctx, "nap", 500)
		done <- err
	}()
	for calls := 0; ; calls++ {
		select {
		case err := <-done:
			require.NoError(t, err)
			require.Greater(t, calls, 2)
			return
		default:
		}
		require.NoError(t, rt.Do(ctx, func(th *host.Thread) error {
			th.Allow(func() { time.Sleep(time.Millisecond) })
			return nil
		}))
	}
}

func TestCancelledBeforeTheCall(t *testing.T) {
	_, mod := load(t)
	over, cancel := context.WithCancel(ctx)
	cancel()
	_, err := mod.Call(over, "echo", 1)
	require.ErrorIs(t, err, context.Canceled)
}
