// Critical sections: under a GIL they hold nothing, so that they nest in any order, and the GIL may be given up inside.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "probe.h"

METHOD(one) { // one(list): what is appended inside, and how many references to the list have come or gone
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  Py_ssize_t before = Py_REFCNT(o);
  PyCriticalSection c, again;
  PyCriticalSection_Begin(&c, o);
  PyCriticalSection_Begin(&again, o); // the same object: no deadlock
  int r = PyList_Append(o, Py_None);
  PyCriticalSection_End(&again);
  Py_BEGIN_ALLOW_THREADS
  Py_END_ALLOW_THREADS
  PyCriticalSection_End(&c);
  return r < 0 ? NULL : PyLong_FromSsize_t(Py_REFCNT(o) - before);
}
METHOD(two) { // two(a, b): the same for a pair, and the pair the other way round inside
  PyObject *a, *b;
  if (!PyArg_ParseTuple(args, "OO", &a, &b)) return NULL;
  Py_ssize_t before = Py_REFCNT(a) + Py_REFCNT(b);
  PyCriticalSection2 c, turned;
  PyCriticalSection2_Begin(&c, a, b);
  PyCriticalSection2_Begin(&turned, b, a);
  int r = PyList_Append(a, Py_True) < 0 || PyList_Append(b, Py_False) < 0;
  PyCriticalSection2_End(&turned);
  Py_BEGIN_ALLOW_THREADS
  Py_END_ALLOW_THREADS
  PyCriticalSection2_End(&c);
  return r ? NULL : PyLong_FromSsize_t(Py_REFCNT(a) + Py_REFCNT(b) - before);
}
METHOD(raising) { // an exception that is set inside is set behind it
  PyCriticalSection c;
  PyCriticalSection_Begin(&c, self);
  PyErr_SetString(PyExc_KeyError, "inside");
  PyCriticalSection_End(&c);
  return NULL;
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(one), M(two), M(raising), {NULL, NULL, 0, NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "later_critical", NULL, -1, methods};
PyMODINIT_FUNC PyInit_later_critical(void) { return PyModule_Create(&def); }
