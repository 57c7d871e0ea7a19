// What the probes share. A probe includes it behind Python.h.
#include <string.h>

#define METHOD(name) static PyObject *name(PyObject *self, PyObject *args)
#define NULLED(o) ((o) == Py_Ellipsis ? NULL : (o)) // ... stands for NULL

// What a function that returns an object returned: (NULL,) where that was NULL without an exception.
static inline PyObject *came(PyObject *o) {
  if (o == NULL && !PyErr_Occurred()) return Py_BuildValue("(s)", "NULL");
  return o;
}
static inline PyObject *borrowed(PyObject *o) {
  Py_XINCREF(o);
  return came(o);
}
static inline PyObject *number(long n) { return PyErr_Occurred() ? NULL : PyLong_FromLong(n); }
