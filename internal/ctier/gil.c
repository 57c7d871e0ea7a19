// Taking and releasing the GIL, and what extensions ask of thread states, where nothing has to be decided: the lock is
// free, nobody waits, the thread is known. Package gil says why no wake-up is lost; the order of the two atomic
// operations in drop is its half of that. Waiting, handing over and new threads are Go's.
//
// Benchmark: PyGILState_Ensure PyGILState_Release nested; PyEval_SaveThread PyEval_RestoreThread.
#include "gil.h"
#include "hot.h"
#include <errno.h>
#include <unistd.h>

extern GL_HIDDEN void **const gl_current_thread;

__thread PyThreadState *gl_own __attribute__((tls_model("local-exec")));
uint32_t gl_gil_in_go;

// A thread that asks for the GIL of a closed runtime never runs again, as in CPython's later versions: it may hold
// locks and have destructors on its stack, so ending it would be worse.
static _Noreturn void hang(void) {
  for (;;) pause();
}

static _Noreturn void no_thread(const char *function) {
  extern void _Py_FatalErrorFunc(const char *, const char *);
  _Py_FatalErrorFunc(function, "the function must be called with the GIL held, but the GIL is released "
                               "(the current Python thread state is NULL)");
  abort();
}

static inline void take(PyInterpreterState *interp) {
  gl_gil *g = &interp->gil;
  uint32_t expected = 0;
  if (GL_LIKELY(!gl_gil_in_go && atomic_load_explicit(&g->drop_request, memory_order_relaxed) == 0 &&
                atomic_compare_exchange_strong(&g->locked, &expected, 1)))
    return;
  int saved = errno;
  if (!gl_gil_acquire(interp)) hang();
  errno = saved;
}

static inline void drop(PyInterpreterState *interp) {
  gl_gil *g = &interp->gil;
  if (GL_UNLIKELY(gl_gil_in_go || atomic_load_explicit(&g->drop_request, memory_order_relaxed) != 0)) {
    gl_gil_release(interp);
    return;
  }
  atomic_store(&g->locked, 0);
  if (GL_UNLIKELY(atomic_load(&g->waiters) != 0)) gl_gil_wake(interp);
}

// The thread holds the GIL with ts. CPython's own modules look for it in _PyRuntime, too.
static inline void attach(PyThreadState *ts) {
  gl_tstate = ts;
  if (ts != NULL) *gl_current_thread = ts;
}

GL_EXPORT PyThreadState *PyEval_SaveThread(void) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(ts == NULL)) no_thread(__func__);
  gl_tstate = NULL;
  drop(ts->interp);
  return ts;
}

GL_EXPORT void PyEval_RestoreThread(PyThreadState *ts) {
  if (GL_UNLIKELY(ts == NULL)) no_thread(__func__);
  take(ts->interp);
  attach(ts);
}

GL_EXPORT void PyEval_AcquireThread(PyThreadState *ts) {
  PyEval_RestoreThread(ts);
}

GL_EXPORT void PyEval_ReleaseThread(PyThreadState *ts) {
  if (GL_UNLIKELY(ts == NULL || ts != gl_tstate)) no_thread(__func__);
  gl_tstate = NULL;
  drop(ts->interp);
}

// Whose lock the thread holds while it has no thread state.
static __thread PyInterpreterState *kept;

// The lock alone, without a change of the thread state: before 3.2 there was nothing else.
GL_EXPORT void PyEval_AcquireLock(void) {
  PyThreadState *ts = gl_tstate != NULL ? gl_tstate : gl_own;
  if (ts == NULL) no_thread(__func__);
  take(ts->interp);
  if (gl_tstate == NULL) kept = ts->interp;
}

GL_EXPORT void PyEval_ReleaseLock(void) {
  PyThreadState *ts = gl_tstate != NULL ? gl_tstate : gl_own;
  if (ts == NULL && kept == NULL) no_thread(__func__);
  drop(kept != NULL ? kept : ts->interp);
  kept = NULL;
}

GL_EXPORT void PyEval_InitThreads(void) {}

GL_EXPORT int PyEval_ThreadsInitialized(void) { return 1; }

// A thread that is attached stays as it is; one that gave up the GIL takes it again; one that nobody knows becomes a
// thread of the runtime until the matching release.
GL_EXPORT PyGILState_STATE PyGILState_Ensure(void) {
  PyThreadState *ts = gl_tstate;
  if (ts != NULL) {
    ts->gilstate_counter++;
    return PyGILState_LOCKED;
  }
  ts = gl_own;
  if (ts != NULL) {
    take(ts->interp);
    attach(ts);
    ts->gilstate_counter++;
    return PyGILState_UNLOCKED;
  }
  int saved = errno;
  if (gl_native_enter(__builtin_return_address(0)) == NULL) hang();
  errno = saved;
  return PyGILState_UNLOCKED;
}

GL_EXPORT void PyGILState_Release(PyGILState_STATE before) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(ts == NULL)) no_thread(__func__);
  if (--ts->gilstate_counter == 0) {
    gl_native_leave(ts);
  } else if (before == PyGILState_UNLOCKED) {
    gl_tstate = NULL;
    drop(ts->interp);
  }
}

GL_EXPORT PyThreadState *PyGILState_GetThisThreadState(void) { return gl_own; }

GL_EXPORT PyThreadState *_PyThreadState_UncheckedGet(void) { return gl_tstate; }

// Goes to another thread state, and from one lock to another where that is of another interpreter. Without a thread state the
// lock stays the thread's.
GL_EXPORT PyThreadState *PyThreadState_Swap(PyThreadState *ts) {
  PyThreadState *before = gl_tstate;
  PyInterpreterState *held = before != NULL ? before->interp : kept;
  if (GL_UNLIKELY(ts != NULL && ts->interp != held)) {
    gl_tstate = NULL;
    if (held != NULL) drop(held);
    take(ts->interp);
  }
  kept = ts == NULL ? held : NULL;
  attach(ts);
  return before;
}

GL_EXPORT PyInterpreterState *PyInterpreterState_Get(void) {
  if (GL_UNLIKELY(gl_tstate == NULL)) no_thread(__func__);
  return gl_tstate->interp;
}

GL_EXPORT int64_t PyInterpreterState_GetID(PyInterpreterState *interp) { return interp->id; }

GL_EXPORT PyThreadState *PyInterpreterState_ThreadHead(PyInterpreterState *interp) { return interp->threads; }

GL_EXPORT PyThreadState *PyThreadState_Next(PyThreadState *ts) { return ts->next; }

GL_EXPORT PyInterpreterState *PyThreadState_GetInterpreter(PyThreadState *ts) { return ts->interp; }

GL_EXPORT uint64_t PyThreadState_GetID(PyThreadState *ts) { return ts->id; }
