// The functions of 3.15 that tp_traverse and tp_clear may call: they set no exception.
#include <Python.h>

static PyObject *looked(PyObject *self, PyObject *args) { // looked(o): what they say of an object or a type
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  if (PyType_Check(o)) {
    PyObject *m = PyType_GetModule_DuringGC((PyTypeObject *)o);
    void *state = PyType_GetModuleState_DuringGC((PyTypeObject *)o);
    return PyErr_Occurred() ? NULL : Py_BuildValue("Oi", m ? m : Py_None, state != NULL);
  }
  void *state = PyModule_GetState_DuringGC(o);
  return PyErr_Occurred() ? NULL : PyLong_FromLong(state != NULL && state == PyModule_GetState(o));
}

static PyObject *kept(PyObject *self, PyObject *args) { // an exception that is set stays
  PyErr_SetString(PyExc_KeyError, "mine");
  PyType_GetModule_DuringGC(&PyLong_Type);
  PyModule_GetState_DuringGC(Py_None);
  return NULL;
}

static PyObject *data_of(PyObject *self, PyObject *args) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  char *data = PyObject_GetTypeData_DuringGC(o, Py_TYPE(o));
  return PyLong_FromLong(data == PyObject_GetTypeData(o, Py_TYPE(o)) && data > (char *)o);
}

static PyMethodDef methods[] = {{"looked", looked, METH_VARARGS, NULL}, {"kept", kept, METH_NOARGS, NULL}, {"data_of", data_of, METH_VARARGS, NULL}, {NULL}};
static PyType_Slot slots[] = {{0, NULL}};
static PyType_Spec spec = {"later_duringgc.Own", -16, 0, Py_TPFLAGS_DEFAULT, slots};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "later_duringgc", NULL, 8, methods};
PyMODINIT_FUNC PyInit_later_duringgc(void) {
  PyObject *m = PyModule_Create(&module);
  if (m != NULL) PyModule_Add(m, "Own", PyType_FromModuleAndSpec(m, &spec, NULL));
  return m;
}
