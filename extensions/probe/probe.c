// The module probe: call(name, operands, raised, errno) calls a C API function, and functions() lists what it can call.
#include "probe.h"
#include <errno.h>

static const probe_function *find(const char *name) {
  for (const probe_function *f = probe_functions; f->name != NULL; f++)
    if (strcmp(f->name, name) == 0 && f->address != NULL) return f;
  PyErr_Format(PyExc_LookupError, "no function %s", name);
  return NULL;
}

// taken is an operand out of the list, which loses its reference: an argument may then be the only owner of its object, as
// functions that change what nobody else has want it. NULL stands for NULL.
static PyObject *taken(PyObject *module, PyObject *list, Py_ssize_t i) {
  PyObject *o = PyList_GET_ITEM(list, i);
  Py_INCREF(Py_None);
  PyList_SET_ITEM(list, i, Py_None);
  if (o != module) return o;
  Py_DECREF(o);
  return NULL;
}

// prepare makes the arguments; *n counts those that must be released.
static int prepare(PyObject *module, const probe_function *f, PyObject *list, operand *a, int *n) {
  size_t kinds = strcspn(f->params, "*");
  Py_ssize_t given = PyList_GET_SIZE(list);
  if ((size_t)given < kinds || given > MAX_ARGS || ((size_t)given > kinds && f->params[kinds] != '*')) {
    PyErr_Format(PyExc_AssertionError, "%s takes %s", f->name, f->params);
    return 0;
  }
  while (*n < given) {
    char kind = (size_t)*n < kinds ? f->params[*n] : 'O';
    PyObject *o = taken(module, list, *n);
    if (!probe_prepare(&a[(*n)++], kind, o)) return 0;
  }
  return 1;
}

// unstolen is what PyModule_AddObject leaves to its caller when it fails.
static int unstolen(const probe_function *f, word r) { return (int)r.n < 0 && strcmp(f->name, "PyModule_AddObject") == 0; }

static PyObject *reported(PyObject *module, const probe_function *f, PyObject *list, PyObject *raised, int number) {
  operand a[MAX_ARGS];
  word words[MAX_ARGS + 4] = {{0}}, r = {0};
  int n = 0;
  PyObject *fields = PyList_New(0);
  int ok = fields != NULL && prepare(module, f, list, a, &n);
  if (ok) {
    for (int i = 0; i < n; i++) {
      words[i] = a[i].w;
      if (f->steals >> i & 1 && a[i].w.p != NULL) Py_INCREF((PyObject *)a[i].w.p);
    }
    if (raised != Py_None) PyErr_SetObject((PyObject *)Py_TYPE(raised), raised);
    errno = number;
    f->call(words, &r);
    if (unstolen(f, r)) Py_DECREF((PyObject *)words[2].p);
    ok = probe_report(fields, f, r, a, n);
  }
  for (int i = 0; i < n; i++) probe_release(&a[i]);
  if (!ok) Py_CLEAR(fields);
  return fields;
}

static PyObject *call(PyObject *module, PyObject *args) {
  const char *name;
  PyObject *list, *raised = Py_None;
  int number = 0;
  if (!PyArg_ParseTuple(args, "sO!|Oi:call", &name, &PyList_Type, &list, &raised, &number)) return NULL;
  const probe_function *f = find(name);
  return f == NULL ? NULL : reported(module, f, list, raised, number);
}

static PyObject *functions(PyObject *module, PyObject *unused) {
  (void)module;
  (void)unused;
  PyObject *dict = PyDict_New();
  for (const probe_function *f = probe_functions; dict != NULL && f->name != NULL; f++) {
    if (f->address == NULL) continue;
    PyObject *params = PyUnicode_FromString(f->params);
    if (params == NULL || PyDict_SetItemString(dict, f->name, params)) Py_CLEAR(dict);
    Py_XDECREF(params);
  }
  return dict;
}

static PyMethodDef module_methods[] = {{"call", call, METH_VARARGS, NULL}, {"functions", functions, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "probe", NULL, -1, module_methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_probe(void) {
  PyObject *module = PyModule_Create(&definition);
  if (module != NULL && probe_add_names(module) < 0) Py_CLEAR(module);
  return module;
}
