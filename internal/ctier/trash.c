#include "trash.h"

// The objects that are put off are chained through their GC headers, which nobody else uses any more.
GL_HIDDEN void gl_trash_put_off(PyThreadState *ts, PyObject *op) {
  GL_AS_GC(op)->prev = (uintptr_t)ts->trash_delete_later;
  ts->trash_delete_later = op;
}

GL_HIDDEN void gl_trash_empty(PyThreadState *ts) {
  ts->trash_delete_nesting++; // what dies meanwhile is put off here again
  while (ts->trash_delete_later != NULL) {
    PyObject *op = ts->trash_delete_later;
    ts->trash_delete_later = (PyObject *)GL_AS_GC(op)->prev;
    GL_AS_GC(op)->prev = 0;
    Py_TYPE(op)->tp_dealloc(op);
  }
  ts->trash_delete_nesting--;
}

// What the macros Py_TRASHCAN_BEGIN and END of extensions call.
GL_EXPORT int _PyTrash_begin(PyThreadState *ts, PyObject *op) { return !gl_trash_begin(ts, op); }

GL_EXPORT void _PyTrash_end(PyThreadState *ts) { gl_trash_end(ts); }

// A subtype's deallocator that calls this one has begun already.
GL_EXPORT int _PyTrash_cond(PyObject *op, destructor dealloc) { return Py_TYPE(op)->tp_dealloc == dealloc; }
