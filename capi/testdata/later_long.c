// Ints through the functions of CPython 3.14 and 3.15.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "probe.h"

METHOD(as_native) { // as_native(o, n, flags): how many bytes it needs, and what was written
  PyObject *o;
  Py_ssize_t n;
  int flags;
  char out[32];
  if (!PyArg_ParseTuple(args, "Oni", &o, &n, &flags)) return NULL;
  memset(out, 0xaa, sizeof out);
  Py_ssize_t r = PyLong_AsNativeBytes(o, out, n, flags);
  if (r < 0) return NULL;
  return Py_BuildValue("ny#", r, out, n + 1); // one byte more than was asked for
}

METHOD(from_native) {
  PyObject *o;
  int flags, unsigned_;
  if (!PyArg_ParseTuple(args, "Oii", &o, &flags, &unsigned_)) return NULL;
  char *in = NULL;
  Py_ssize_t n = 0;
  if (o != Py_None && PyBytes_AsStringAndSize(o, &in, &n) < 0) return NULL;
  return unsigned_ ? PyLong_FromUnsignedNativeBytes(in, n, flags) : PyLong_FromNativeBytes(in, n, flags);
}

METHOD(sized) { // sized(o, which)
  PyObject *o;
  int which;
  if (!PyArg_ParseTuple(args, "Oi", &o, &which)) return NULL;
  int32_t i32 = 7;
  uint32_t u32 = 7;
  int64_t i64 = 7;
  uint64_t u64 = 7;
  switch (which) {
  case 0: return PyLong_AsInt32(o, &i32) < 0 ? NULL : PyLong_FromLong(i32);
  case 1: return PyLong_AsUInt32(o, &u32) < 0 ? NULL : PyLong_FromUnsignedLong(u32);
  case 2: return PyLong_AsInt64(o, &i64) < 0 ? NULL : PyLong_FromLongLong(i64);
  case 3: return PyLong_AsUInt64(o, &u64) < 0 ? NULL : PyLong_FromUnsignedLongLong(u64);
  }
  return PyLong_AsInt32(NULL, &i32) < 0 ? NULL : PyLong_FromLong(i32);
}

METHOD(layout) {
  const PyLongLayout *l = PyLong_GetNativeLayout();
  return Py_BuildValue("iiii", l->bits_per_digit, l->digit_size, l->digits_order, l->digit_endianness);
}

METHOD(exported) { // exported(o): (value,) or (negative, [digits])
  PyObject *o;
  PyLongExport e;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  if (PyLong_Export(o, &e) < 0) return NULL;
  PyObject *r;
  if (e.digits == NULL) {
    r = Py_BuildValue("(L)", (long long)e.value);
  } else {
    PyObject *list = PyList_New(0);
    for (Py_ssize_t i = 0; i < e.ndigits; i++) {
      PyObject *d = PyLong_FromUnsignedLong(((const uint32_t *)e.digits)[i]);
      PyList_Append(list, d);
      Py_DECREF(d);
    }
    r = Py_BuildValue("iN", e.negative, list);
  }
  PyLong_FreeExport(&e);
  PyLong_FreeExport(&e);
  return r;
}

METHOD(written) { // written(negative, digits, discard)
  int negative, discard;
  PyObject *list;
  void *digits;
  if (!PyArg_ParseTuple(args, "iOi", &negative, &list, &discard)) return NULL;
  Py_ssize_t n = PySequence_Size(list);
  PyLongWriter *w = PyLongWriter_Create(negative, n, &digits);
  if (w == NULL) return digits == NULL ? NULL : PyLong_FromLong(-1);
  for (Py_ssize_t i = 0; i < n; i++) {
    PyObject *d = PySequence_GetItem(list, i);
    ((uint32_t *)digits)[i] = (uint32_t)PyLong_AsUnsignedLong(d);
    Py_DECREF(d);
  }
  if (discard) {
    PyLongWriter_Discard(w);
    PyLongWriter_Discard(NULL);
    Py_RETURN_NONE;
  }
  return PyLongWriter_Finish(w);
}

static PyMethodDef methods[] = {
    {"as_native", as_native, METH_VARARGS, NULL}, {"from_native", from_native, METH_VARARGS, NULL}, {"sized", sized, METH_VARARGS, NULL},
    {"layout", layout, METH_NOARGS, NULL}, {"exported", exported, METH_VARARGS, NULL}, {"written", written, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "later_long", NULL, -1, methods};
PyMODINIT_FUNC PyInit_later_long(void) { return PyModule_Create(&module); }
