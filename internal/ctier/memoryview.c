// A memoryview of bytes or a bytearray, which lend one flat run of bytes, and the end of any memoryview and of the buffer it
// manages: what a view holds was decided when it was made.
//
// Benchmark: PyMemoryView_FromObject.
#include "hot.h"
#include "known.h"
#include <stdlib.h>

enum { RELEASED = 1, FREE_FORMAT = 2 };

static _PyManagedBufferObject *managed_buffer(PyInterpreterState *interp, PyObject *exporter) {
  _PyManagedBufferObject *m = (_PyManagedBufferObject *)gl_new_gc(interp, sizeof *m, gl_known.managed_buffer);
  if (GL_UNLIKELY(m == NULL)) return NULL;
  m->flags = 0;
  m->exports = 1;
  PyObject_GetBuffer(exporter, &m->master, PyBUF_FULL_RO); // these two always lend
  gl_track(interp, (PyObject *)m);
  return m;
}

// A view of all that the buffer has, in one dimension; it takes over the reference.
static PyMemoryViewObject *flat_view(PyInterpreterState *interp, _PyManagedBufferObject *m) {
  PyMemoryViewObject *v =
      (PyMemoryViewObject *)gl_new_gc(interp, offsetof(PyMemoryViewObject, ob_array) + 3 * sizeof(Py_ssize_t), &PyMemoryView_Type);
  if (GL_UNLIKELY(v == NULL)) return NULL;
  ((PyVarObject *)v)->ob_size = 3;
  v->mbuf = m;
  v->hash = -1;
  v->flags = _Py_MEMORYVIEW_C | _Py_MEMORYVIEW_FORTRAN;
  v->exports = 0;
  v->view = m->master;
  v->view.shape = v->ob_array;
  v->view.strides = v->ob_array + 1;
  v->ob_array[0] = m->master.len;
  v->ob_array[1] = 1;
  v->ob_array[2] = 0;
  v->weakreflist = NULL;
  gl_track(interp, (PyObject *)v);
  return v;
}

GL_EXPORT PyObject *PyMemoryView_FromObject(PyObject *op) {
  PyInterpreterState *interp = gl_tstate->interp;
  if (GL_LIKELY(PyBytes_CheckExact(op) || PyByteArray_CheckExact(op))) {
    _PyManagedBufferObject *m = managed_buffer(interp, op);
    if (GL_LIKELY(m != NULL)) {
      PyMemoryViewObject *v = flat_view(interp, m);
      if (GL_LIKELY(v != NULL)) return (PyObject *)v;
      gl_decref((PyObject *)m);
    }
  }
  return gl_up_PyMemoryView_FromObject(op);
}

static void end_buffer(_PyManagedBufferObject *m) {
  if (m->flags & RELEASED) return;
  m->flags |= RELEASED;
  gl_untrack((PyObject *)m);
  PyBuffer_Release(&m->master);
}

static void free_gc(PyObject *op) {
  PyInterpreterState *interp = gl_tstate->interp;
  if (interp->gc[0].count > 0) interp->gc[0].count--;
  gl_free(GL_AS_GC(op));
}

GL_HIDDEN void gl_managedbuffer_dealloc(PyObject *op) {
  _PyManagedBufferObject *m = (_PyManagedBufferObject *)op;
  end_buffer(m);
  if (m->flags & FREE_FORMAT) free(m->master.format);
  gl_untrack(op);
  free_gc(op);
}

GL_HIDDEN void gl_memoryview_dealloc(PyObject *op) {
  PyMemoryViewObject *v = (PyMemoryViewObject *)op;
  gl_untrack(op);
  _PyManagedBufferObject *m = v->mbuf;
  if (m != NULL) {
    if (!(v->flags & RELEASED)) {
      v->flags |= RELEASED;
      if (--m->exports == 0) end_buffer(m);
    }
    v->mbuf = NULL;
    gl_decref((PyObject *)m);
  }
  if (v->weakreflist != NULL) PyObject_ClearWeakRefs(op);
  free_gc(op);
}
