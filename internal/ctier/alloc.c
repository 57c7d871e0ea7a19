// Objects whose memory extensions ask for themselves: PyObject_New, PyObject_Init and what they rest on.
#include "hot.h"

GL_EXPORT void _Py_NewReference(PyObject *op) { Py_SET_REFCNT(op, 1); }

static PyObject *begin(PyObject *op, PyTypeObject *type) {
  Py_SET_TYPE(op, type);
  if (type->tp_flags & Py_TPFLAGS_HEAPTYPE) Py_INCREF(type);
  Py_SET_REFCNT(op, 1);
  return op;
}

static PyObject *no_memory(void) {
  PyErr_NoMemory();
  return NULL;
}

GL_EXPORT PyObject *PyObject_Init(PyObject *op, PyTypeObject *type) { return op == NULL ? no_memory() : begin(op, type); }

GL_EXPORT PyVarObject *PyObject_InitVar(PyVarObject *op, PyTypeObject *type, Py_ssize_t size) {
  if (op == NULL) return (PyVarObject *)no_memory();
  op->ob_size = size;
  begin((PyObject *)op, type);
  return op;
}

static size_t var_size(PyTypeObject *type, Py_ssize_t n) {
  return (type->tp_basicsize + n * type->tp_itemsize + 7) & ~(size_t)7;
}

GL_EXPORT PyObject *_PyObject_New(PyTypeObject *type) {
  return PyObject_Init(gl_alloc(GL_OBJECT, type->tp_basicsize), type);
}

GL_EXPORT PyVarObject *_PyObject_NewVar(PyTypeObject *type, Py_ssize_t n) {
  return PyObject_InitVar(gl_alloc(GL_OBJECT, var_size(type, n)), type, n);
}
