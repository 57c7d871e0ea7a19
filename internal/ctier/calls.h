// Calls, as the other chapters use them.
#ifndef GL_CALLS_H
#define GL_CALLS_H

#include "hot.h"

// The vectorcall function of a built-in function for a definition; NULL if its flags make no sense or need a class.
GL_HIDDEN vectorcallfunc gl_function_vectorcall(const PyMethodDef *def);

// Calls an object with positional arguments.
GL_HIDDEN PyObject *gl_call(PyObject *callable, PyObject *const *args, Py_ssize_t n);

// Counts a nested call; 0 when too many are nested, for the Go twin to raise.
static inline int gl_enter(PyThreadState *ts) {
  if (GL_LIKELY(--ts->recursion_remaining >= 0)) return 1;
  ts->recursion_remaining++;
  return 0;
}

static inline void gl_leave(PyThreadState *ts) { ts->recursion_remaining++; }

// Holds a C function to its contract: a result and no exception, or none and one.
static inline PyObject *gl_checked(PyThreadState *ts, PyObject *callable, PyObject *result) {
  if (GL_LIKELY((result == NULL) == (ts->curexc_type != NULL))) return result;
  return gl_check_result(callable, result);
}

static inline vectorcallfunc gl_vectorcall_of(PyObject *callable) {
  PyTypeObject *type = Py_TYPE(callable);
  if (!(type->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL)) return NULL;
  return *(vectorcallfunc *)((char *)callable + type->tp_vectorcall_offset);
}

#endif
