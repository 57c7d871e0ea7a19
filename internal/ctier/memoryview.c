// The end of a memoryview and of the buffer it manages. What a view holds was decided when it was made.
//
// Benchmark: PyMemoryView_FromObject.
#include "hot.h"
#include <stdlib.h>

enum { RELEASED = 1, FREE_FORMAT = 2 };

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
