// The error indicator, as long as nothing has to be made, chained or normalised.
#include "formatted.h"
#include "hot.h"
#include "str.h"

// Benchmark: PyErr_Occurred. The result is borrowed.
GL_EXPORT PyObject *PyErr_Occurred(void) { return GL_LIKELY(gl_tstate != NULL) ? gl_tstate->curexc_type : NULL; }

// Benchmark: PyErr_Fetch PyErr_Restore. Takes over three references; releasing the old ones may run code.
GL_EXPORT void PyErr_Restore(PyObject *type, PyObject *value, PyObject *traceback) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(traceback != NULL && !Py_IS_TYPE(traceback, &PyTraceBack_Type))) {
    gl_decref(traceback);
    traceback = NULL;
  }
  PyObject *old_type = ts->curexc_type, *old_value = ts->curexc_value, *old_traceback = ts->curexc_traceback;
  ts->curexc_type = type;
  ts->curexc_value = value;
  ts->curexc_traceback = traceback;
  gl_xdecref(old_type);
  gl_xdecref(old_value);
  gl_xdecref(old_traceback);
}

// Benchmark: PyErr_Fetch PyErr_Restore. Gives away three references.
GL_EXPORT void PyErr_Fetch(PyObject **type, PyObject **value, PyObject **traceback) {
  PyThreadState *ts = gl_tstate;
  *type = ts->curexc_type;
  *value = ts->curexc_value;
  *traceback = ts->curexc_traceback;
  ts->curexc_type = ts->curexc_value = ts->curexc_traceback = NULL;
}

// Benchmark: PyErr_SetString PyErr_Clear.
GL_EXPORT void PyErr_Clear(void) {
  if (gl_tstate->curexc_type != NULL) PyErr_Restore(NULL, NULL, NULL);
}

// Whether setting an exception is a matter of two fields: its type is a class, its value no exception yet, and no
// exception is being handled, which would become its context.
static inline int simple(PyThreadState *ts, PyObject *type, PyObject *value) {
  if (type == NULL || !PyExceptionClass_Check(type) || (value != NULL && PyExceptionInstance_Check(value))) return 0;
  for (_PyErr_StackItem *item = ts->exc_info; item != NULL; item = item->previous_item)
    if (item->exc_value != NULL && item->exc_value != Py_None) return 0;
  return 1;
}

GL_HIDDEN int gl_raise(PyObject *type, PyObject *value) {
  for (_PyErr_StackItem *item = gl_tstate->exc_info; item != NULL; item = item->previous_item)
    if (item->exc_value != NULL && item->exc_value != Py_None) return 0;
  PyErr_Restore(gl_newref(type), value, NULL);
  return 1;
}

// Benchmark: PyErr_SetObject PyErr_Clear.
GL_EXPORT void PyErr_SetObject(PyObject *type, PyObject *value) {
  if (GL_UNLIKELY(!simple(gl_tstate, type, value))) {
    gl_up_PyErr_SetObject(type, value);
    return;
  }
  if (value != NULL) value->ob_refcnt++;
  PyErr_Restore(gl_newref(type), value, NULL);
}

// Benchmark: PyErr_SetNone PyErr_Clear.
GL_EXPORT void PyErr_SetNone(PyObject *type) { PyErr_SetObject(type, NULL); }

// Benchmark: PyErr_SetString PyErr_Clear.
GL_EXPORT void PyErr_SetString(PyObject *type, const char *text) {
  PyObject *value = simple(gl_tstate, type, NULL) ? gl_ascii_from(text, strlen(text)) : NULL;
  if (GL_LIKELY(value != NULL))
    PyErr_Restore(gl_newref(type), value, NULL);
  else
    gl_up_PyErr_SetString(type, (void *)text);
}

// Benchmark: PyErr_GivenExceptionMatches.
GL_EXPORT int PyErr_GivenExceptionMatches(PyObject *error, PyObject *type) {
  if (GL_UNLIKELY(error == NULL || type == NULL)) return 0;
  PyObject *class = PyExceptionInstance_Check(error) ? (PyObject *)Py_TYPE(error) : error;
  if (GL_LIKELY(PyExceptionClass_Check(class) && PyExceptionClass_Check(type)))
    return PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)type);
  return gl_up_PyErr_GivenExceptionMatches(error, type);
}

// Benchmark: PyErr_ExceptionMatches.
GL_EXPORT int PyErr_ExceptionMatches(PyObject *type) { return PyErr_GivenExceptionMatches(gl_tstate->curexc_type, type); }
