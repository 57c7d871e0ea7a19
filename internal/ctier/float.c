// Floats: made, read, computed with.
#include "float.h"
#include "hot.h"
#include "long.h"

// Benchmark: PyFloat_FromDouble.
GL_EXPORT PyObject *PyFloat_FromDouble(double v) {
  PyFloatObject *op = GL_NEW(PyFloatObject, &PyFloat_Type);
  if (GL_UNLIKELY(op == NULL)) return gl_up_PyFloat_FromDouble(v);
  op->ob_fval = v;
  return (PyObject *)op;
}

// Benchmark: PyFloat_AsDouble, PyFloat_AsDouble int.
GL_EXPORT double PyFloat_AsDouble(PyObject *op) {
  double v;
  if (GL_LIKELY(op != NULL && gl_float_value(op, &v))) return v;
  return gl_up_PyFloat_AsDouble(op);
}

// Slots of float. Both operands have to be exact floats, or one an exact int that a double holds exactly.
#define OPERANDS(a, b) \
  double x, y;         \
  if (GL_LIKELY(gl_float_value(a, &x) && gl_float_value(b, &y)))

// Benchmark: PyNumber_Add float.
GL_HIDDEN PyObject *gl_float_nb_add(PyObject *a, PyObject *b) {
  OPERANDS(a, b) return PyFloat_FromDouble(x + y);
  return gl_twin_p_pp(GL_TWIN_gl_float_nb_add, a, b);
}

GL_HIDDEN PyObject *gl_float_nb_subtract(PyObject *a, PyObject *b) {
  OPERANDS(a, b) return PyFloat_FromDouble(x - y);
  return gl_twin_p_pp(GL_TWIN_gl_float_nb_subtract, a, b);
}

// Benchmark: PyNumber_Multiply float.
GL_HIDDEN PyObject *gl_float_nb_multiply(PyObject *a, PyObject *b) {
  OPERANDS(a, b) return PyFloat_FromDouble(x * y);
  return gl_twin_p_pp(GL_TWIN_gl_float_nb_multiply, a, b);
}

// Benchmark: PyNumber_TrueDivide float. Division by zero raises, in Go.
GL_HIDDEN PyObject *gl_float_nb_true_divide(PyObject *a, PyObject *b) {
  OPERANDS(a, b) {
    if (y != 0) return PyFloat_FromDouble(x / y);
  }
  return gl_twin_p_pp(GL_TWIN_gl_float_nb_true_divide, a, b);
}

// Benchmark: PyObject_RichCompareBool float. A NaN is neither less nor equal nor greater.
GL_HIDDEN PyObject *gl_float_richcompare(PyObject *a, PyObject *b, int op) {
  OPERANDS(a, b) return gl_bool(gl_float_satisfies(x, y, op));
  return gl_twin_p_ppi(GL_TWIN_gl_float_richcompare, a, b, op);
}

// Benchmark: PyFloat_FromDouble. Frees the block without a look at its page: a float's class is known.
GL_HIDDEN void gl_float_dealloc(PyObject *op) {
  if (GL_LIKELY(Py_IS_TYPE(op, &PyFloat_Type)))
    gl_push(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(PyFloatObject)), op);
  else
    Py_TYPE(op)->tp_free(op);
}

// Benchmark: PyComplex_FromDoubles.
GL_EXPORT PyObject *PyComplex_FromDoubles(double real, double imag) {
  PyComplexObject *op = GL_NEW(PyComplexObject, &PyComplex_Type);
  if (GL_UNLIKELY(op == NULL)) return gl_up_PyComplex_FromDoubles(real, imag);
  op->cval.real = real;
  op->cval.imag = imag;
  return (PyObject *)op;
}

// Benchmark: PyComplex_RealAsDouble.
GL_EXPORT double PyComplex_RealAsDouble(PyObject *op) {
  if (GL_LIKELY(PyComplex_Check(op))) return ((PyComplexObject *)op)->cval.real;
  return gl_up_PyComplex_RealAsDouble(op);
}

GL_EXPORT double PyComplex_ImagAsDouble(PyObject *op) {
  if (GL_LIKELY(PyComplex_Check(op))) return ((PyComplexObject *)op)->cval.imag;
  return gl_up_PyComplex_ImagAsDouble(op);
}

GL_HIDDEN void gl_complex_dealloc(PyObject *op) {
  if (GL_LIKELY(Py_IS_TYPE(op, &PyComplex_Type)))
    gl_push(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(PyComplexObject)), op);
  else
    Py_TYPE(op)->tp_free(op);
}
