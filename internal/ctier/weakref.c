// Weak references without callbacks: the one that an object has, made, and freed.
#include "hot.h"
#include "known.h"

// Where a type's objects keep the list of their weak references; NULL if they have none.
static inline PyWeakReference **list_of(PyObject *op) {
  Py_ssize_t offset = Py_TYPE(op)->tp_weaklistoffset;
  return offset > 0 ? (PyWeakReference **)((char *)op + offset) : NULL;
}

// Benchmark: PyWeakref_NewRef. All that ask for a plain reference share one, the first of the list.
GL_EXPORT PyObject *PyWeakref_NewRef(PyObject *op, PyObject *callback) {
  PyWeakReference **list = list_of(op);
  if (GL_LIKELY(list != NULL && (callback == NULL || callback == Py_None))) {
    PyWeakReference *first = *list;
    if (first != NULL) {
      if (Py_IS_TYPE((PyObject *)first, &_PyWeakref_RefType) && first->wr_callback == NULL) return gl_newref((PyObject *)first);
    } else if (gl_known.weakref_vectorcall != NULL) {
      PyWeakReference *r = GL_NEW_GC(PyWeakReference, &_PyWeakref_RefType);
      if (GL_LIKELY(r != NULL)) {
        r->wr_object = op;
        r->wr_callback = NULL;
        r->hash = -1;
        r->wr_prev = r->wr_next = NULL;
        r->vectorcall = gl_known.weakref_vectorcall;
        *list = r;
        gl_track(gl_tstate->interp, (PyObject *)r);
        return (PyObject *)r;
      }
    }
  }
  return gl_up_PyWeakref_NewRef(op, callback);
}

// Benchmark: PyWeakref_NewRef.
GL_HIDDEN void gl_ReferenceType_dealloc(PyObject *op) {
  PyWeakReference *r = (PyWeakReference *)op;
  if (GL_UNLIKELY(!Py_IS_TYPE(op, &_PyWeakref_RefType) || r->wr_callback != NULL)) {
    gl_twin_v_p(GL_TWIN_gl_ReferenceType_dealloc, op);
    return;
  }
  gl_untrack(op);
  if (r->wr_object != NULL && r->wr_object != Py_None) {
    PyWeakReference **list = list_of(r->wr_object);
    if (*list == r) *list = r->wr_next;
    if (r->wr_prev != NULL) r->wr_prev->wr_next = r->wr_next;
    if (r->wr_next != NULL) r->wr_next->wr_prev = r->wr_prev;
  }
  gl_free_gc(gl_tstate->interp, sizeof *r, op);
}
