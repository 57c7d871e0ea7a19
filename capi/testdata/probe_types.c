// Types made from specs.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define METHOD(name) static PyObject *name(PyObject *self, PyObject *args)

typedef struct {
  PyObject_HEAD
  int n;
} Thing;

static PyType_Slot no_slots[] = {{0, NULL}};
static PyType_Spec thing_spec = {"probe_types.Thing", sizeof(Thing), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, no_slots};
static PyType_Spec plain_spec = {"probe_types.Plain", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, no_slots};
static PyType_Spec nowhere_spec = {"Nowhere", sizeof(Thing), 0, Py_TPFLAGS_DEFAULT, no_slots};

METHOD(thing) { return PyType_FromSpec(&thing_spec); }
METHOD(nowhere) { return PyType_FromSpec(&nowhere_spec); }

METHOD(plain) { // plain(bases): of their size, and what they have
  PyObject *bases;
  if (!PyArg_ParseTuple(args, "O", &bases)) return NULL;
  return PyType_FromSpecWithBases(&plain_spec, bases);
}

METHOD(in_module) { // in_module(module, bases)
  PyObject *module, *bases;
  if (!PyArg_ParseTuple(args, "OO", &module, &bases)) return NULL;
  PyObject *type = PyType_FromModuleAndSpec(module, &plain_spec, bases);
  if (type == NULL) return NULL;
  PyObject *of = PyType_GetModule((PyTypeObject *)type);
  return Py_BuildValue("NO", type, of ? of : Py_None);
}

METHOD(slotted) { // slotted(base or bases): given by a slot
  PyObject *bases;
  if (!PyArg_ParseTuple(args, "O", &bases)) return NULL;
  PyType_Slot slots[] = {{PyTuple_Check(bases) ? Py_tp_bases : Py_tp_base, bases}, {0, NULL}};
  PyType_Spec spec = {"probe_types.Slotted", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
  return PyType_FromSpec(&spec);
}

METHOD(invalid) { // invalid(slot number)
  int number;
  if (!PyArg_ParseTuple(args, "i", &number)) return NULL;
  PyType_Slot slots[] = {{number, (void *)args}, {0, NULL}};
  PyType_Spec spec = {"probe_types.Invalid", 0, 0, Py_TPFLAGS_DEFAULT, slots};
  return PyType_FromSpec(&spec);
}

METHOD(never) {
  PyErr_SetString(PyExc_RuntimeError, "it was called");
  return NULL;
}

static PyMethodDef methods[] = {
    {"thing", thing, METH_NOARGS, NULL}, {"nowhere", nowhere, METH_NOARGS, NULL}, {"plain", plain, METH_VARARGS, NULL},
    {"in_module", in_module, METH_VARARGS, NULL}, {"slotted", slotted, METH_VARARGS, NULL}, {"invalid", invalid, METH_VARARGS, NULL},
    {"never", never, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe_types", NULL, -1, methods};
PyMODINIT_FUNC PyInit_probe_types(void) { return PyModule_Create(&module); }
