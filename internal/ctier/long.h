// Ints, as the other chapters use them.
#ifndef GL_LONG_H
#define GL_LONG_H

#include "state.h"

// A new int; NULL, and no exception, if memory is out.
GL_HIDDEN PyObject *gl_long_new(int64_t v);

// The value of an int (or of an instance of a subtype), if an int64_t can hold it.
static inline int gl_long_value(PyObject *op, int64_t *v) {
  const digit *d = ((PyLongObject *)op)->ob_digit;
  switch (Py_SIZE(op)) {
  case 0: *v = 0; return 1;
  case 1: *v = d[0]; return 1;
  case -1: *v = -(int64_t)d[0]; return 1;
  case 2: *v = d[0] | (int64_t)d[1] << PyLong_SHIFT; return 1;
  case -2: *v = -(int64_t)(d[0] | (int64_t)d[1] << PyLong_SHIFT); return 1;
  case 3:
  case -3:
    if (d[2] >> 3) return 0; // 2**63 and above; -2**63 is left to Go
    *v = (int64_t)(d[0] | (uint64_t)d[1] << PyLong_SHIFT | (uint64_t)d[2] << 2 * PyLong_SHIFT);
    if (Py_SIZE(op) < 0) *v = -*v;
    return 1;
  }
  return 0;
}

// How two ints compare (-1, 0, 1), when their lengths or words tell.
static inline int gl_long_order(PyObject *a, PyObject *b, int *order) {
  Py_ssize_t m = Py_SIZE(a), n = Py_SIZE(b);
  if (m != n) {
    *order = m < n ? -1 : 1;
    return 1;
  }
  int64_t x, y;
  if (!gl_long_value(a, &x) || !gl_long_value(b, &y)) return 0;
  *order = (x > y) - (x < y);
  return 1;
}

// Whether an order satisfies a comparison.
static inline int gl_satisfies(int order, int op) {
  switch (op) {
  case Py_LT: return order < 0;
  case Py_LE: return order <= 0;
  case Py_EQ: return order == 0;
  case Py_NE: return order != 0;
  case Py_GT: return order > 0;
  }
  return order >= 0;
}

static inline PyObject *gl_bool(int v) {
  PyObject *op = v ? Py_True : Py_False;
  op->ob_refcnt++;
  return op;
}

static inline PyObject *gl_compared(int order, int op) { return gl_bool(gl_satisfies(order, op)); }

#endif
