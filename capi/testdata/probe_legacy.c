// A module that makes strs without characters and fills those in, as was done before PEP 393. The same file is loaded by CPython, which
// recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "probe.h"

static PyObject *filled(PyObject *codes, int by_text) {
  Py_ssize_t n = PyTuple_Size(codes);
  PyObject *s = by_text ? PyUnicode_FromStringAndSize(NULL, n) : PyUnicode_FromUnicode(NULL, n);
  for (Py_ssize_t i = 0; s != NULL && i < n; i++)
    PyUnicode_AS_UNICODE(s)[i] = (wchar_t)PyLong_AsUnsignedLong(PyTuple_GetItem(codes, i));
  return s;
}
METHOD(make) { // make(code, ...)
  return filled(args, 0);
}
METHOD(make_text) { return filled(args, 1); }
METHOD(ready) { // ready(code, ...): what the str is like before and after
  PyObject *s = filled(args, 0);
  if (s == NULL) return NULL;
  int before = PyUnicode_IS_READY(s);
  Py_ssize_t wide = PyUnicode_WSTR_LENGTH(s);
  if (PyUnicode_READY(s) < 0) {
    Py_DECREF(s);
    return NULL;
  }
  return Py_BuildValue("iniiinN", before, wide, PyUnicode_IS_READY(s), (int)PyUnicode_KIND(s), (int)PyUnicode_IS_ASCII(s), PyUnicode_GET_LENGTH(s), s);
}
METHOD(dropped) { // dropped(code, ...): never looked at
  PyObject *s = filled(args, 0);
  Py_XDECREF(s);
  return PyLong_FromLong(s != NULL);
}
METHOD(sized) { // sized(how, n): of no characters, of too many
  int how;
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "in", &how, &n)) return NULL;
  return how == 0 ? PyUnicode_FromUnicode(NULL, n) : how == 1 ? PyUnicode_FromStringAndSize(NULL, n) : PyUnicode_FromUnicode(L"abc", n);
}
METHOD(chars) { // chars(str): PyUnicode_AsUnicode
  PyObject *o, *list = PyList_New(0);
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  Py_UNICODE *w = PyUnicode_AsUnicodeAndSize(o, &n);
  for (Py_ssize_t i = 0; w != NULL && i <= n; i++) {
    PyObject *v = PyLong_FromLong(w[i]);
    PyList_Append(list, v);
    Py_DECREF(v);
  }
  return list;
}
METHOD(resized) { // resized(n, code, ...)
  Py_ssize_t n = PyLong_AsSsize_t(PyTuple_GetItem(args, 0));
  PyObject *codes = PyTuple_GetSlice(args, 1, PyTuple_Size(args)), *s = filled(codes, 0);
  Py_DECREF(codes);
  if (s != NULL && PyUnicode_Resize(&s, n) < 0) Py_CLEAR(s);
  return s;
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(make), M(make_text), M(ready), M(dropped), M(sized), M(chars), M(resized), {NULL, NULL, 0, NULL}};

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "probe_legacy", NULL, -1, methods};

PyMODINIT_FUNC PyInit_probe_legacy(void) { return PyModule_Create(&def); }
