// Objects with a GC header: allocation and tracking. Collecting is Go's.
#include "hot.h"

// The header of a block before the object in it; NULL, and MemoryError, if memory is out. A full youngest generation is
// collected at the next allocation that finds it so, which is where CPython does it too.
static PyObject *gc_alloc(size_t size) {
  PyInterpreterState *interp = gl_tstate->interp;
  gl_count_gc(interp);
  gl_gchead *g = size > PY_SSIZE_T_MAX - sizeof *g ? NULL : gl_alloc(GL_GC, sizeof *g + size);
  if (g == NULL) {
    PyErr_NoMemory();
    return NULL;
  }
  g->next = NULL;
  g->prev = 0;
  return GL_FROM_GC(g);
}

GL_EXPORT PyObject *_PyObject_GC_New(PyTypeObject *type) {
  PyObject *op = gc_alloc(type->tp_basicsize);
  return op == NULL ? NULL : PyObject_Init(op, type);
}

GL_EXPORT PyVarObject *_PyObject_GC_NewVar(PyTypeObject *type, Py_ssize_t n) {
  if (n < 0) {
    PyErr_BadInternalCall();
    return NULL;
  }
  PyObject *op = gc_alloc((type->tp_basicsize + n * type->tp_itemsize + 7) & ~(size_t)7);
  return op == NULL ? NULL : PyObject_InitVar((PyVarObject *)op, type, n);
}

// Benchmark: PyObject_GC_UnTrack PyObject_GC_Track.
GL_EXPORT void PyObject_GC_Track(void *p) {
  if (GL_AS_GC(p)->next == NULL) gl_track(gl_tstate->interp, p);
}

GL_EXPORT void PyObject_GC_UnTrack(void *p) { gl_untrack(p); }

GL_EXPORT int PyObject_GC_IsTracked(PyObject *op) {
  return _PyObject_IS_GC(op) && GL_AS_GC(op)->next != NULL;
}

GL_EXPORT int PyObject_GC_IsFinalized(PyObject *op) {
  return _PyObject_IS_GC(op) && (GL_AS_GC(op)->prev & GL_GC_FINALIZED) != 0;
}

GL_EXPORT void PyObject_GC_Del(void *p) {
  gl_gchead *g = GL_AS_GC(p);
  PyObject_GC_UnTrack(p);
  PyInterpreterState *interp = gl_tstate->interp;
  if (interp->gc[0].count > 0) interp->gc[0].count--;
  gl_free(g);
}

GL_EXPORT PyVarObject *_PyObject_GC_Resize(PyVarObject *op, Py_ssize_t n) {
  PyTypeObject *type = Py_TYPE((PyObject *)op);
  size_t size = (type->tp_basicsize + n * type->tp_itemsize + 7) & ~(size_t)7;
  gl_gchead *g = n < 0 ? NULL : gl_resize(GL_GC, GL_AS_GC(op), sizeof *g + size);
  if (g == NULL) return (PyVarObject *)PyErr_NoMemory();
  op = (PyVarObject *)GL_FROM_GC(g);
  op->ob_size = n;
  return op;
}
