// Floats, as the other chapters use them.
#ifndef GL_FLOAT_H
#define GL_FLOAT_H

#include "long.h"

// The value of an exact float, or of an exact int that a double holds without rounding.
static inline int gl_float_value(PyObject *op, double *v) {
  if (GL_LIKELY(PyFloat_CheckExact(op))) {
    *v = ((PyFloatObject *)op)->ob_fval;
    return 1;
  }
  int64_t i;
  if (PyLong_CheckExact(op) && gl_long_value(op, &i) && i >= -((int64_t)1 << 53) && i <= (int64_t)1 << 53) {
    *v = (double)i;
    return 1;
  }
  return 0;
}

static inline int gl_float_satisfies(double x, double y, int op) {
  switch (op) {
  case Py_LT: return x < y;
  case Py_LE: return x <= y;
  case Py_EQ: return x == y;
  case Py_NE: return x != y;
  case Py_GT: return x > y;
  }
  return x >= y;
}

#endif
