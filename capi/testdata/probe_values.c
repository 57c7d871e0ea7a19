// Namespaces, pickle buffers, arenas, paths, IDs, places in files, interrupts, texts of the operating system.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include "probe.h"

// CPython has these in its internal headers.
#ifndef GILDED_INTERNALS_H
typedef struct _arena PyArena;
typedef enum { _Py_ERROR_OF_CPYTHON } _Py_error_handler;
PyArena *_PyArena_New(void);
void _PyArena_Free(PyArena *);
void *_PyArena_Malloc(PyArena *, size_t);
int _PyArena_AddPyObject(PyArena *, PyObject *);
PyObject *_PyNamespace_New(PyObject *);
int _Py_Uid_Converter(PyObject *, uid_t *);
int _Py_Gid_Converter(PyObject *, gid_t *);
char *const *_PySequence_BytesToCharpArray(PyObject *);
void _Py_FreeCharPArray(char *const *);
int _PyOS_URandomNonblock(void *, Py_ssize_t);
Py_ssize_t _Py_UTF8_Edit_Cost(PyObject *, PyObject *, Py_ssize_t);
wchar_t *_Py_normpath(wchar_t *, Py_ssize_t);
int _Py_DecodeLocaleEx(const char *, wchar_t **, size_t *, const char **, int, _Py_error_handler);
int _Py_EncodeLocaleEx(const wchar_t *, char **, size_t *, const char **, int, _Py_error_handler);
_Py_error_handler _Py_GetErrorHandler(const char *);
void PyErr_RangedSyntaxLocationObject(PyObject *, int, int, int, int);
void PyErr_SyntaxLocationObject(PyObject *, int, int);
#endif

METHOD(namespace) { // namespace(dict), or namespace(None)
  PyObject *dict;
  if (!PyArg_ParseTuple(args, "O", &dict)) return NULL;
  return _PyNamespace_New(dict == Py_None ? NULL : dict);
}

METHOD(pickle_buffer) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  return PyPickleBuffer_FromObject(o);
}

METHOD(pickle_view) { // what PyPickleBuffer_GetBuffer says of a buffer
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  const Py_buffer *view = PyPickleBuffer_GetBuffer(o);
  if (view == NULL) return NULL;
  return Py_BuildValue("ninis", view->len, view->ndim, view->itemsize, view->readonly, view->format);
}

METHOD(pickle_release) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o) || PyPickleBuffer_Release(o) < 0) return NULL;
  return PyLong_FromLong(PyPickleBuffer_Check(o));
}

METHOD(arena) { // arena(objects): they die with it
  PyObject *objects;
  if (!PyArg_ParseTuple(args, "O", &objects)) return NULL;
  PyArena *a = _PyArena_New();
  if (a == NULL) return NULL;
  size_t misaligned = 0;
  for (size_t n = 0; n < 3000; n += 37) {
    char *p = _PyArena_Malloc(a, n);
    memset(p, 0x55, n);
    misaligned |= (size_t)p % 8;
  }
  for (Py_ssize_t i = 0; i < PySequence_Size(objects); i++)
    if (_PyArena_AddPyObject(a, PySequence_GetItem(objects, i)) < 0) return NULL;
  _PyArena_Free(a);
  return PyLong_FromSize_t(misaligned);
}

METHOD(ids) { // ids(o, group)
  PyObject *o;
  int group;
  uid_t id = 77;
  if (!PyArg_ParseTuple(args, "Oi", &o, &group)) return NULL;
  if (!(group ? _Py_Gid_Converter(o, &id) : _Py_Uid_Converter(o, &id))) return NULL;
  return PyLong_FromUnsignedLong(id);
}

METHOD(char_array) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  char *const *all = _PySequence_BytesToCharpArray(o);
  if (all == NULL) return NULL;
  PyObject *list = PyList_New(0);
  for (char *const *p = all; *p != NULL; p++) {
    PyObject *s = PyBytes_FromString(*p);
    PyList_Append(list, s);
    Py_DECREF(s);
  }
  _Py_FreeCharPArray(all);
  return list;
}

METHOD(random_bytes) {
  Py_ssize_t n;
  unsigned char out[64] = {0};
  if (!PyArg_ParseTuple(args, "n", &n)) return NULL;
  if (_PyOS_URandomNonblock(out, n) < 0) return NULL;
  int zeros = 0;
  for (int i = 0; i < 64; i++) zeros += out[i] == 0;
  return Py_BuildValue("ii", zeros < 32, zeros == 64);
}

METHOD(edit_cost) {
  PyObject *a, *b;
  Py_ssize_t limit;
  if (!PyArg_ParseTuple(args, "OOn", &a, &b, &limit)) return NULL;
  Py_ssize_t cost = _Py_UTF8_Edit_Cost(a, b, limit);
  return cost < 0 && PyErr_Occurred() ? NULL : PyLong_FromSsize_t(cost);
}

METHOD(normal_path) { // normal_path(s, n)
  PyObject *o;
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "On", &o, &n)) return NULL;
  wchar_t *path = PyUnicode_AsWideCharString(o, NULL);
  if (path == NULL) return NULL;
  PyObject *r = PyUnicode_FromWideChar(_Py_normpath(path, n), -1);
  PyMem_Free(path);
  return r;
}

METHOD(decoded) { // decoded(bytes, errors)
  const char *text, *errors, *reason = NULL;
  wchar_t *w = NULL;
  size_t n = 99;
  if (!PyArg_ParseTuple(args, "yz", &text, &errors)) return NULL;
  int r = _Py_DecodeLocaleEx(text, &w, &n, &reason, 0, _Py_GetErrorHandler(errors));
  if (r != 0) return Py_BuildValue("in", r, r == -2 ? (Py_ssize_t)n : 0);
  PyObject *s = PyUnicode_FromWideChar(w, -1);
  PyMem_RawFree(w);
  w = Py_DecodeLocale(text, &n);
  PyObject *plain = PyUnicode_FromWideChar(w, -1);
  PyMem_RawFree(w);
  return Py_BuildValue("NNn", s, plain, (Py_ssize_t)n);
}

METHOD(encoded) { // encoded(str, errors)
  PyObject *o;
  const char *errors, *reason = NULL;
  char *text = NULL;
  size_t at = 99;
  if (!PyArg_ParseTuple(args, "Oz", &o, &errors)) return NULL;
  wchar_t *w = PyUnicode_AsWideCharString(o, NULL);
  int r = _Py_EncodeLocaleEx(w, &text, &at, &reason, 0, _Py_GetErrorHandler(errors));
  PyObject *result;
  if (r != 0) {
    result = Py_BuildValue("in", r, r == -2 ? (Py_ssize_t)at : 0);
  } else {
    result = PyBytes_FromString(text);
    PyMem_RawFree(text);
  }
  text = Py_EncodeLocale(w, &at);
  PyMem_Free(w);
  result = Py_BuildValue("Nyn", result, text, (Py_ssize_t)at);
  PyMem_Free(text);
  return result;
}

METHOD(handler_number) {
  const char *name;
  if (!PyArg_ParseTuple(args, "z", &name)) return NULL;
  return PyLong_FromLong(_Py_GetErrorHandler(name));
}

METHOD(located) { // located(class, which, filename, line, column, end line, end column): the exception's fields
  PyObject *class, *filename, *type, *value, *tb;
  int which, line, column, end_line, end_column;
  if (!PyArg_ParseTuple(args, "OiOiiii", &class, &which, &filename, &line, &column, &end_line, &end_column)) return NULL;
  PyErr_SetString(class, "a message");
  if (filename == Py_None) filename = NULL;
  switch (which) {
  case 0: PyErr_SyntaxLocationObject(filename, line, column); break;
  case 1: PyErr_RangedSyntaxLocationObject(filename, line, column, end_line, end_column); break;
  case 2: PyErr_SyntaxLocationEx(filename ? PyUnicode_AsUTF8(filename) : NULL, line, column); break;
  }
  PyErr_Fetch(&type, &value, &tb);
  PyErr_NormalizeException(&type, &value, &tb);
  PyObject *list = PyList_New(0);
  static const char *names[] = {"lineno", "offset", "end_lineno", "end_offset", "filename", "text", "msg", "print_file_and_line"};
  for (int i = 0; i < 8; i++) {
    PyObject *v = PyObject_GetAttrString(value, names[i]);
    if (v == NULL) {
      PyErr_Clear();
      v = Py_NewRef(Py_Ellipsis);
    }
    PyList_Append(list, v);
    Py_DECREF(v);
  }
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(tb);
  return list;
}

METHOD(line) { // line(file, n)
  PyObject *o;
  int n;
  if (!PyArg_ParseTuple(args, "Oi", &o, &n)) return NULL;
  return PyFile_GetLine(n == 99 ? NULL : o, n);
}

METHOD(code_opened) { // code_opened(path): what is no str is refused before anything is opened
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  return PyFile_OpenCodeObject(o);
}

METHOD(interrupted) { // interrupted(signum): what is due afterwards
  int signum;
  if (!PyArg_ParseTuple(args, "i", &signum)) return NULL;
  int r = PyErr_SetInterruptEx(signum), due = PyErr_CheckSignals(), keyboard = due < 0 && PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
  PyErr_Clear();
  return Py_BuildValue("iii", r, keyboard, PyErr_CheckSignals());
}

METHOD(variable) { // variable(name, value): what the environment says of it, with that value and without one
  const char *name, *value;
  if (!PyArg_ParseTuple(args, "ss", &name, &value)) return NULL;
  if (setenv(name, value, 1) < 0) return PyErr_SetFromErrno(PyExc_OSError);
  PyObject *with = PyBytes_FromString(Py_GETENV(name));
  unsetenv(name);
  return Py_BuildValue("Ns", with, Py_GETENV(name));
}

METHOD(interrupt) {
  PyErr_SetInterrupt();
  if (PyErr_CheckSignals() < 0) return NULL;
  Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"namespace", namespace, METH_VARARGS, NULL}, {"pickle_buffer", pickle_buffer, METH_VARARGS, NULL},
    {"pickle_view", pickle_view, METH_VARARGS, NULL}, {"pickle_release", pickle_release, METH_VARARGS, NULL},
    {"arena", arena, METH_VARARGS, NULL}, {"ids", ids, METH_VARARGS, NULL}, {"char_array", char_array, METH_VARARGS, NULL},
    {"random_bytes", random_bytes, METH_VARARGS, NULL}, {"edit_cost", edit_cost, METH_VARARGS, NULL},
    {"normal_path", normal_path, METH_VARARGS, NULL}, {"decoded", decoded, METH_VARARGS, NULL}, {"encoded", encoded, METH_VARARGS, NULL},
    {"handler_number", handler_number, METH_VARARGS, NULL}, {"located", located, METH_VARARGS, NULL},
    {"line", line, METH_VARARGS, NULL}, {"code_opened", code_opened, METH_VARARGS, NULL}, {"interrupted", interrupted, METH_VARARGS, NULL}, {"interrupt", interrupt, METH_NOARGS, NULL},
    {"variable", variable, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe_values", NULL, -1, methods};
PyMODINIT_FUNC PyInit_probe_values(void) {
  PyObject *m = PyModule_Create(&module);
  if (m != NULL) PyModule_AddObjectRef(m, "PickleBuffer", (PyObject *)&PyPickleBuffer_Type);
  return m;
}
