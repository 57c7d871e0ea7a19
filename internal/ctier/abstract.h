// Protocol helpers that several chapters use.
#ifndef GL_ABSTRACT_H
#define GL_ABSTRACT_H

#include "hot.h"

// The comparison of two exact ints, floats or strs: 1 and the answer; 0 if the objects are anything else.
GL_HIDDEN int gl_simple_compare(PyObject *a, PyObject *b, int op, int *answer);

// The value under an ASCII text in a dict: borrowed; NULL, and no exception, if it is absent or only Go can tell.
GL_HIDDEN PyObject *gl_dict_get_text(PyObject *dict, const char *key);

#endif
