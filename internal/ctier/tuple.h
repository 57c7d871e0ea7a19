// Tuples, as the other chapters use them.
#ifndef GL_TUPLE_H
#define GL_TUPLE_H

#include "hot.h"

// A new tuple of n items (not 0), all NULL; NULL and an exception if memory is out.
GL_HIDDEN PyObject *gl_tuple_new(Py_ssize_t n);

// A new tuple of n items, whose references it adds.
GL_HIDDEN PyObject *gl_tuple_from(PyObject *const *items, Py_ssize_t n);

#endif
