// Short formatted texts.
#ifndef GL_FORMATTED_H
#define GL_FORMATTED_H

#include "hot.h"
#include <stdarg.h>

// The str that a format of PyUnicode_FromFormat makes; NULL, and no exception, where only Go can make it.
GL_HIDDEN PyObject *gl_formatted(const char *format, va_list va);

// The decimal digits of a word, written before end, where 20 bytes are free; returns where they begin.
GL_HIDDEN char *gl_decimal(int64_t v, char *end);

// Sets an exception whose value is a str or a NULL, if nothing has to be chained to it; takes over the value. 0: not done,
// and the value is still the caller's.
GL_HIDDEN int gl_raise(PyObject *type, PyObject *value);

#endif
