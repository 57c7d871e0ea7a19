// Capsules, weak references, modules, slices: what reads or makes an object and decides nothing.
#include "hot.h"
#include "long.h"

// abi.Module: extensions see only its address.
typedef struct {
  PyObject ob_base;
  PyObject *md_dict;
  PyModuleDef *md_def;
  void *md_state;
  PyObject *md_weaklist, *md_name;
} gl_module;

// Benchmark: PyModule_GetDict. The result is borrowed.
GL_EXPORT PyObject *PyModule_GetDict(PyObject *op) {
  if (GL_LIKELY(PyModule_Check(op))) return ((gl_module *)op)->md_dict;
  return gl_up_PyModule_GetDict(op);
}

// Benchmark: PyModule_GetDef. The result is borrowed.
GL_EXPORT PyModuleDef *PyModule_GetDef(PyObject *op) {
  if (GL_UNLIKELY(!PyModule_Check(op))) return gl_up_PyModule_GetDef(op);
  PyModuleDef *def = ((gl_module *)op)->md_def;
  return def != NULL && def->m_base.m_index < 0 ? NULL : def; // below 0: ours, for a module that was made from slots
}

GL_EXPORT void *PyModule_GetState(PyObject *op) {
  if (GL_LIKELY(PyModule_Check(op))) return ((gl_module *)op)->md_state;
  return gl_up_PyModule_GetState(op);
}

// Benchmark: PyWeakref_GetObject. The result is borrowed; None when the object is gone.
GL_EXPORT PyObject *PyWeakref_GetObject(PyObject *ref) {
  if (GL_LIKELY(ref != NULL && PyWeakref_Check(ref))) {
    PyObject *o = ((PyWeakReference *)ref)->wr_object;
    return o != NULL && o->ob_refcnt > 0 ? o : Py_None;
  }
  return gl_up_PyWeakref_GetObject(ref);
}

// Benchmark: PySlice_New. NULL stands for None.
GL_EXPORT PyObject *PySlice_New(PyObject *start, PyObject *stop, PyObject *step) {
  PySliceObject *op = GL_NEW_GC(PySliceObject, &PySlice_Type);
  if (GL_UNLIKELY(op == NULL)) return gl_up_PySlice_New(start, stop, step);
  op->start = gl_newref(start == NULL ? Py_None : start);
  op->stop = gl_newref(stop == NULL ? Py_None : stop);
  op->step = gl_newref(step == NULL ? Py_None : step);
  gl_track(gl_tstate->interp, (PyObject *)op);
  return (PyObject *)op;
}

GL_HIDDEN void gl_slice_dealloc(PyObject *op) {
  PySliceObject was = *(PySliceObject *)op;
  gl_untrack(op);
  gl_free_gc(gl_tstate->interp, sizeof(PySliceObject), op);
  gl_decref(was.start);
  gl_decref(was.stop);
  gl_decref(was.step);
}

// An index of a slice: None, or an exact int that fits.
static int slice_index(PyObject *op, Py_ssize_t none, Py_ssize_t *i) {
  int64_t v;
  if (op == Py_None)
    *i = none;
  else if (PyLong_CheckExact(op) && gl_long_value(op, &v))
    *i = v;
  else
    return 0;
  return 1;
}

// Benchmark: PySlice_Unpack PySlice_AdjustIndices. A step of 0 raises, the smallest of all is made one more, by Go.
GL_EXPORT int PySlice_Unpack(PyObject *op, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t *step) {
  PySliceObject *s = (PySliceObject *)op;
  if (GL_LIKELY(slice_index(s->step, 1, step) && *step != 0 && *step > -PY_SSIZE_T_MAX)) {
    int back = *step < 0;
    if (GL_LIKELY(slice_index(s->start, back ? PY_SSIZE_T_MAX : 0, start) &&
                  slice_index(s->stop, back ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX, stop)))
      return 0;
  }
  return gl_up_PySlice_Unpack(op, start, stop, step);
}

static Py_ssize_t clamp(Py_ssize_t i, Py_ssize_t n, int back) {
  if (i < 0) {
    i += n;
    return i >= 0 ? i : back ? -1 : 0;
  }
  return i < n ? i : back ? n - 1 : n;
}

// Benchmark: PySlice_Unpack PySlice_AdjustIndices. Returns how many items the slice has.
GL_EXPORT Py_ssize_t PySlice_AdjustIndices(Py_ssize_t n, Py_ssize_t *start, Py_ssize_t *stop, Py_ssize_t step) {
  int back = step < 0;
  *start = clamp(*start, n, back);
  *stop = clamp(*stop, n, back);
  if (back) return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

// Benchmark: PyThreadState_Get.
GL_EXPORT PyThreadState *PyThreadState_Get(void) {
  if (GL_LIKELY(gl_tstate != NULL)) return gl_tstate;
  return gl_up_PyThreadState_Get();
}

// Benchmark: Py_EnterRecursiveCall Py_LeaveRecursiveCall.
GL_EXPORT int Py_EnterRecursiveCall(const char *where) {
  PyThreadState *ts = gl_tstate;
  if (GL_LIKELY(--ts->recursion_remaining >= 0)) return 0;
  ts->recursion_remaining++;
  return gl_up_Py_EnterRecursiveCall((void *)where);
}

GL_EXPORT void Py_LeaveRecursiveCall(void) { gl_tstate->recursion_remaining++; }

GL_HIDDEN extern _Atomic int gl_interrupted;
GL_HIDDEN int gl_interrupt(void);

// Benchmark: PyErr_CheckSignals. Signals are the host's, but an interrupt may have been asked for (signals.c); a holder of the
// GIL whom others wait for lets them in here.
GL_EXPORT int PyErr_CheckSignals(void) {
  if (GL_UNLIKELY(atomic_load_explicit(&gl_interrupted, memory_order_relaxed)) && gl_interrupt() < 0) return -1;
  if (GL_LIKELY(gl_tstate->interp->gil.drop_request == 0)) return 0;
  return gl_up_PyErr_CheckSignals();
}
