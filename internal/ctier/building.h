// Values built by format.
#ifndef GL_BUILDING_H
#define GL_BUILDING_H

#include "hot.h"
#include <stdarg.h>

// What follows a format; a struct, so that nested functions go on where the last one stopped.
typedef struct {
  va_list va;
} gl_values;

// Whether gl_build_value can build a format. with_size: the caller has Py_ssize_t for every #.
GL_HIDDEN int gl_can_build(const char *format, int with_size);

GL_HIDDEN PyObject *gl_build_value(const char *format, gl_values *values);

GL_HIDDEN int gl_call_with(PyObject *callable, PyObject *self, const char *format, gl_values *values, PyObject **result);

// The interned str of an ASCII text: borrowed; NULL, and no exception, if there is none yet.
GL_HIDDEN PyObject *gl_find_interned(const char *text);

#endif
