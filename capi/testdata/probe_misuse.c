// A module that calls functions with sizes that nothing has. The same file is loaded by CPython, which recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "probe.h"
#include <wchar.h>

METHOD(decode) { // decode(how, size): two bytes that are said to be so many
  int how;
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "in", &how, &n)) return NULL;
  switch (how) {
  case 0: return PyUnicode_DecodeUTF8("ab", n, "strict");
  case 1: return PyUnicode_DecodeASCII("ab", n, "strict");
  case 2: return PyUnicode_DecodeLatin1("ab", n, "strict");
  case 3: return PyUnicode_DecodeFSDefaultAndSize("ab", n);
  case 4: return PyUnicode_DecodeUTF16("ab", n, "strict", NULL);
  case 5: return PyUnicode_DecodeUTF32("ab", n, "strict", NULL);
  case 6: return PyUnicode_DecodeRawUnicodeEscape("ab", n, "strict");
  case 7: return PyBytes_FromStringAndSize(NULL, n);
  case 8: return PyByteArray_FromStringAndSize(NULL, n);
  case 9: return PyUnicode_New(n, 127);
  case 10: return PyList_New(n);
  case 11: return PyTuple_New(n);
  }
  return PyLong_FromLong(how);
}
METHOD(order) { // order(data, order): the order that is left behind
  const char *data;
  Py_ssize_t n;
  int order;
  if (!PyArg_ParseTuple(args, "y#i", &data, &n, &order)) return NULL;
  PyObject *s = PyUnicode_DecodeUTF16(data, n, NULL, &order);
  return s == NULL ? NULL : Py_BuildValue("Ni", s, order);
}
METHOD(wide) { // wide(text, room): into room for so many, of which there are 8
  PyObject *o;
  Py_ssize_t room;
  wchar_t to[8];
  if (!PyArg_ParseTuple(args, "On", &o, &room)) return NULL;
  wmemset(to, L'.', 8);
  Py_ssize_t n = PyUnicode_AsWideChar(o, to, room);
  return n < 0 ? NULL : Py_BuildValue("nN", n, PyUnicode_FromWideChar(to, 8));
}
METHOD(from_bytes) {
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "n", &n)) return NULL;
  return _PyLong_FromByteArray((const unsigned char *)"ab", (size_t)n, 0, 0);
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(decode), M(order), M(wide), M(from_bytes), {NULL, NULL, 0, NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "probe_misuse", NULL, -1, methods};
PyMODINIT_FUNC PyInit_probe_misuse(void) { return PyModule_Create(&def); }
