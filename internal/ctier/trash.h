// The trashcan: how containers nested a million deep die without a million C frames. A deallocator of a container puts its
// body between gl_trash_begin and gl_trash_end; past a depth, the object is put off until the outermost one is done.
#ifndef GL_TRASH_H
#define GL_TRASH_H

#include "hot.h"

enum { GL_TRASH_DEPTH = 50 };

GL_HIDDEN void gl_trash_put_off(PyThreadState *ts, PyObject *op);
GL_HIDDEN void gl_trash_empty(PyThreadState *ts);

// Whether the (untracked) object may be taken apart now.
static inline int gl_trash_begin(PyThreadState *ts, PyObject *op) {
  if (GL_UNLIKELY(ts->trash_delete_nesting >= GL_TRASH_DEPTH)) {
    gl_trash_put_off(ts, op);
    return 0;
  }
  ts->trash_delete_nesting++;
  return 1;
}

// How a deallocator of one of our own types begins: 0, it was put off; 1, it may go on, and gl_trash_end must follow; 2, it
// may go on, without. A subtype's deallocator had its own turn, and when it calls ours op is half destroyed already: it is
// not put off then, or the subtype's would run again.
static inline int gl_trash_turn(PyThreadState *ts, PyObject *op, PyTypeObject *own) {
  if (GL_UNLIKELY(Py_TYPE(op)->tp_dealloc != own->tp_dealloc)) return 2;
  return gl_trash_begin(ts, op);
}

static inline void gl_trash_end(PyThreadState *ts) {
  if (GL_UNLIKELY(--ts->trash_delete_nesting == 0 && ts->trash_delete_later != NULL)) gl_trash_empty(ts);
}

#endif
