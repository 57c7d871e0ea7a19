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

static inline void gl_trash_end(PyThreadState *ts) {
  if (GL_UNLIKELY(--ts->trash_delete_nesting == 0 && ts->trash_delete_later != NULL)) gl_trash_empty(ts);
}

#endif
