// Objects that operands are made with: callables that answer, raise or change something, and types that have no name.
#include "probe.h"

// A helper is a function whose self is what it works with.
static PyObject *helper(PyMethodDef *def, PyObject *self) { return PyCFunction_New(def, self); }

static PyObject *answer(PyObject *self, PyObject *args, PyObject *kwargs) {
  (void)args;
  (void)kwargs;
  Py_INCREF(self);
  return self;
}
static PyMethodDef answer_def = {"answer", (PyCFunction)(void (*)(void))answer, METH_VARARGS | METH_KEYWORDS, NULL};
static PyObject *give(PyObject *module, PyObject *o) {
  (void)module;
  return helper(&answer_def, o);
}

static PyObject *refuse(PyObject *self, PyObject *args, PyObject *kwargs) {
  (void)args;
  (void)kwargs;
  PyErr_SetObject((PyObject *)Py_TYPE(self), self);
  return NULL;
}
static PyMethodDef refuse_def = {"refuse", (PyCFunction)(void (*)(void))refuse, METH_VARARGS | METH_KEYWORDS, NULL};
static PyObject *fail(PyObject *module, PyObject *o) {
  (void)module;
  return helper(&refuse_def, o);
}

static PyObject *clearing(PyObject *self, PyObject *args) {
  (void)args;
  PyObject *r = PyObject_CallMethod(self, "clear", NULL);
  if (r == NULL) return NULL;
  Py_DECREF(r);
  Py_RETURN_FALSE;
}
static PyMethodDef clearing_def = {"clearing", clearing, METH_VARARGS, NULL};
static PyObject *drain(PyObject *module, PyObject *o) {
  (void)module;
  return helper(&clearing_def, o);
}

static PyObject *echo(PyObject *module, PyObject *args, PyObject *kwargs) {
  (void)module;
  return kwargs == NULL ? PyTuple_Pack(1, args) : PyTuple_Pack(2, args, kwargs);
}

// knot puts an object into itself: a list, a dict, an instance.
static PyObject *knot(PyObject *module, PyObject *o) {
  (void)module;
  int bad = PyList_Check(o)   ? PyList_Append(o, o)
            : PyDict_Check(o) ? PyDict_SetItemString(o, "self", o)
                              : PyObject_SetAttrString(o, "self", o);
  if (bad) return NULL;
  Py_INCREF(o);
  return o;
}

static PyObject *attribute(PyObject *module, PyObject *args) { // an object with an attribute that is set: with(o, name, value)
  (void)module;
  PyObject *o, *name, *value;
  if (!PyArg_ParseTuple(args, "OOO", &o, &name, &value) || PyObject_SetAttr(o, name, value)) return NULL;
  Py_INCREF(o);
  return o;
}

static PyObject *capsule(PyObject *module, PyObject *args) {
  (void)module;
  Py_ssize_t address;
  const char *name;
  if (!PyArg_ParseTuple(args, "nz", &address, &name)) return NULL;
  return PyCapsule_New((void *)address, name == NULL ? NULL : strcmp(name, "probe.c") ? "other" : "probe.c", NULL);
}

static PyObject *bound(PyObject *module, PyObject *args) {
  (void)module;
  PyObject *function, *self;
  if (!PyArg_ParseTuple(args, "OO", &function, &self)) return NULL;
  return PyMethod_New(function, self);
}

static PyObject *code(PyObject *module, PyObject *args) {
  (void)module;
  const char *file, *name;
  int line;
  if (!PyArg_ParseTuple(args, "ssi", &file, &name, &line)) return NULL;
  return (PyObject *)PyCode_NewEmpty(file, name, line);
}

PyMethodDef probe_helpers[] = {
    {"give", give, METH_O, "a callable that returns the object, whatever it is given"},
    {"fail", fail, METH_O, "a callable that raises the exception"},
    {"drain", drain, METH_O, "a callable that clears the object"},
    {"echo", (PyCFunction)(void (*)(void))echo, METH_VARARGS | METH_KEYWORDS, "a callable that returns its arguments"},
    {"knot", knot, METH_O, NULL},
    {"having", attribute, METH_VARARGS, NULL},
    {"capsule", capsule, METH_VARARGS, NULL},
    {"bound", bound, METH_VARARGS, NULL},
    {"code", code, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL}};

static int add_type(PyObject *module, const char *name, PyTypeObject *type) {
  return PyModule_AddObjectRef(module, name, (PyObject *)type);
}

int probe_add_names(PyObject *module) {
  PyObject *context = PyContextVar_New("cv", NULL);
  int bad = context == NULL || PyModule_AddObjectRef(module, "NULL", module) || PyModule_AddObjectRef(module, "cv", context) ||
            PyModule_AddFunctions(module, probe_helpers) || add_type(module, "ref", &_PyWeakref_RefType) ||
            add_type(module, "ModuleType", &PyModule_Type) || add_type(module, "mappingproxy", &PyDictProxy_Type);
  Py_XDECREF(context);
  return bad ? -1 : 0;
}
