// Marshal: to and from bytes and files.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <marshal.h>

#include "probe.h"

METHOD(dumps) { // dumps(o, version): a container of o's copies nothing, so that o has a reference besides
  PyObject *o;
  int version;
  if (!PyArg_ParseTuple(args, "Oi", &o, &version)) return NULL;
  return PyMarshal_WriteObjectToString(o, version);
}

METHOD(loads) {
  const char *data;
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "y#", &data, &n)) return NULL;
  return PyMarshal_ReadObjectFromString(data, n);
}

METHOD(through_file) { // through_file(o, version): an int, o, a short, o again as the last
  PyObject *o;
  int version;
  if (!PyArg_ParseTuple(args, "Oi", &o, &version)) return NULL;
  FILE *fp = tmpfile();
  PyMarshal_WriteLongToFile(-123456789, fp, version);
  PyMarshal_WriteObjectToFile(o, fp, version);
  fwrite("\xfe\xff", 1, 2, fp);
  PyMarshal_WriteObjectToFile(o, fp, version);
  fputs("rest", fp);
  rewind(fp);
  long n = PyMarshal_ReadLongFromFile(fp);
  PyObject *first = PyMarshal_ReadObjectFromFile(fp);
  if (first == NULL) {
    fclose(fp);
    return NULL;
  }
  int s = PyMarshal_ReadShortFromFile(fp);
  PyObject *last = PyMarshal_ReadLastObjectFromFile(fp);
  long at_end = fgetc(fp) == EOF;
  fclose(fp);
  if (last == NULL) return NULL;
  return Py_BuildValue("lNiNl", n, first, s, last, at_end);
}

METHOD(from_file) { // from_file(data, what)
  const char *data;
  Py_ssize_t n;
  int what;
  if (!PyArg_ParseTuple(args, "y#i", &data, &n, &what)) return NULL;
  FILE *fp = tmpfile();
  fwrite(data, 1, (size_t)n, fp);
  rewind(fp);
  PyObject *r = NULL;
  switch (what) {
  case 0: r = PyMarshal_ReadObjectFromFile(fp); break;
  case 1: r = PyMarshal_ReadLastObjectFromFile(fp); break;
  case 2: r = PyLong_FromLong(PyMarshal_ReadLongFromFile(fp)); break;
  case 3: r = PyLong_FromLong(PyMarshal_ReadShortFromFile(fp)); break;
  }
  fclose(fp);
  if (r != NULL && PyErr_Occurred()) Py_CLEAR(r);
  return r;
}

METHOD(nested) { // nested(depth, version): how a list in a list in a list ... is written
  int depth, version;
  if (!PyArg_ParseTuple(args, "ii", &depth, &version)) return NULL;
  PyObject *o = PyList_New(0);
  for (int i = 0; i < depth; i++) {
    PyObject *outer = PyList_New(1);
    PyList_SET_ITEM(outer, 0, o);
    o = outer;
  }
  PyObject *r = PyMarshal_WriteObjectToString(o, version);
  Py_DECREF(o);
  if (r == NULL) return NULL;
  PyObject *back = PyMarshal_ReadObjectFromString(PyBytes_AS_STRING(r), PyBytes_GET_SIZE(r));
  Py_ssize_t n = PyBytes_GET_SIZE(r);
  Py_DECREF(r);
  if (back == NULL) return NULL;
  Py_DECREF(back);
  return PyLong_FromSsize_t(n);
}

static PyMethodDef methods[] = {
    {"dumps", dumps, METH_VARARGS, NULL}, {"loads", loads, METH_VARARGS, NULL}, {"through_file", through_file, METH_VARARGS, NULL},
    {"from_file", from_file, METH_VARARGS, NULL}, {"nested", nested, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe_marshal", NULL, -1, methods};
PyMODINIT_FUNC PyInit_probe_marshal(void) { return PyModule_Create(&module); }
