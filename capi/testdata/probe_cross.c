// Numbers of interpreters, what crosses between interpreters, and arguments of functions that take any number of them.
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "probe.h"

// CPython declares these in a header that Python.h does not include.
PyAPI_DATA(PyTypeObject) _PyInterpreterID_Type;
PyAPI_FUNC(PyObject *) _PyInterpreterID_New(int64_t);
PyAPI_FUNC(PyObject *) _PyInterpreterState_GetIDObject(PyInterpreterState *);
PyAPI_FUNC(PyInterpreterState *) _PyInterpreterID_LookUp(PyObject *);

static PyTypeObject *id_type = &_PyInterpreterID_Type;

METHOD(here) { return _PyInterpreterState_GetIDObject(PyInterpreterState_Get()); }

METHOD(id_of) {
  PyObject *o;
  long long n;
  if (!PyArg_ParseTuple(args, "L", &n)) return NULL;
  return _PyInterpreterID_New(n);
}

METHOD(found) { // found(o): whether it is the interpreter that this runs in
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  PyInterpreterState *interp = _PyInterpreterID_LookUp(o);
  return interp == NULL ? NULL : PyBool_FromLong(interp == PyInterpreterState_Get());
}

METHOD(required) { // required(): a number that is the last one ends no interpreter that it does not have to end
  PyInterpreterState *interp = PyInterpreterState_Get();
  PyObject *o = _PyInterpreterState_GetIDObject(interp);
  _PyInterpreterState_RequireIDRef(interp, 0);
  Py_DECREF(o);
  return PyBool_FromLong(interp == PyInterpreterState_Get());
}

METHOD(crosses) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  int r = _PyObject_CheckCrossInterpreterData(o);
  return r < 0 ? NULL : PyLong_FromLong(r);
}

METHOD(crossed) { // crossed(o): what comes out, and whether the data name this interpreter
  PyObject *o;
  _PyCrossInterpreterData data;
  memset(&data, 0xaa, sizeof data);
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  if (_PyObject_GetCrossInterpreterData(o, &data) < 0) return NULL;
  int own = data.interp == PyInterpreterState_GetID(PyInterpreterState_Get());
  PyObject *made = _PyCrossInterpreterData_NewObject(&data);
  _PyCrossInterpreterData_Release(&data);
  return made == NULL ? NULL : Py_BuildValue("Ni", made, own);
}

METHOD(crossed_over) { // crossed_over(o): what is made of o in a new interpreter, as its repr; it is given up from there
  PyObject *o;
  _PyCrossInterpreterData data;
  char text[64] = "";
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  if (_PyObject_GetCrossInterpreterData(o, &data) < 0) return NULL;
  Py_ssize_t held = Py_REFCNT(o);
  PyThreadState *here = PyThreadState_Get(), *there = Py_NewInterpreter();
  PyObject *made = _PyCrossInterpreterData_NewObject(&data);
  PyObject *shown = made == NULL ? NULL : PyObject_ASCII(made);
  if (shown != NULL) strncpy(text, PyUnicode_AsUTF8(shown), sizeof text - 1);
  int other = made != o || made == Py_None;
  Py_XDECREF(shown);
  Py_XDECREF(made);
  _PyCrossInterpreterData_Release(&data);
  int back = PyThreadState_Get() == there;
  Py_EndInterpreter(there);
  PyThreadState_Swap(here);
  return Py_BuildValue("siin", text, other, back, o == Py_None ? 0 : held - Py_REFCNT(o));
}

static int released;
static void release_own(void *p) {
  released++;
  PyMem_RawFree(p);
}
static PyObject *new_own(_PyCrossInterpreterData *data) { return PyUnicode_FromString(data->data); }
static int cross_own(PyObject *o, _PyCrossInterpreterData *data) {
  PyObject *mode = PyObject_GetAttrString((PyObject *)Py_TYPE(o), "mode");
  long n = mode == NULL ? -1 : PyLong_AsLong(mode);
  Py_XDECREF(mode);
  if (n == 1) PyErr_SetString(PyExc_KeyError, "mine");
  if (n != 0 && n != 2) return -1;
  data->data = PyMem_RawMalloc(8);
  strcpy(data->data, "own");
  data->free = release_own;
  data->obj = Py_NewRef(o);
  data->new_object = n == 2 ? NULL : new_own;
  return 0;
}

METHOD(register_own) { // register_own(type, with): in that type's place
  PyObject *o;
  int with;
  if (!PyArg_ParseTuple(args, "Oi", &o, &with)) return NULL;
  int r = _PyCrossInterpreterData_RegisterClass((PyTypeObject *)o, with ? cross_own : NULL);
  return r < 0 ? NULL : PyLong_FromLong(r);
}

METHOD(released_count) {
  int n = released;
  released = 0;
  return PyLong_FromLong(n);
}

METHOD(with_vararg) { // with_vararg(args, kwargs, names, minpos, maxpos, minkw, vararg)
  PyObject *inner, *kwargs, *list;
  int minpos, maxpos, minkw, vararg;
  if (!PyArg_ParseTuple(args, "OOOiiii", &inner, &kwargs, &list, &minpos, &maxpos, &minkw, &vararg)) return NULL;
  struct _PyArg_Parser *a = calloc(1, sizeof *a); // CPython remembers parsers for ever
  Py_ssize_t n = PyList_Size(list);
  const char **names = calloc(n + 1, sizeof *names);
  for (Py_ssize_t i = 0; i < n; i++) names[i] = strdup(PyUnicode_AsUTF8(PyList_GetItem(list, i)));
  a->keywords = names;
  a->fname = "func";
  PyObject *buf[16] = {NULL};
  PyObject *const *r = _PyArg_UnpackKeywordsWithVararg(&PyTuple_GET_ITEM(inner, 0), PyTuple_Size(inner),
                                                       kwargs == Py_None ? NULL : kwargs, NULL, a, minpos, maxpos, minkw, vararg, buf);
  if (r == NULL) return NULL;
  PyObject *out = PyList_New(0);
  for (Py_ssize_t i = 0; i <= n; i++) PyList_Append(out, r[i] == NULL ? Py_Ellipsis : r[i]);
  Py_DECREF(r[vararg]);
  return out;
}

static PyType_Slot own_slots[] = {{0, NULL}};
static PyType_Spec own_spec = {"probe_cross.Own", 0, 0, Py_TPFLAGS_DEFAULT, own_slots};

static PyMethodDef methods[] = {
    {"here", here, METH_NOARGS, NULL}, {"id_of", id_of, METH_VARARGS, NULL}, {"found", found, METH_VARARGS, NULL},
    {"required", required, METH_NOARGS, NULL}, {"crosses", crosses, METH_VARARGS, NULL}, {"crossed", crossed, METH_VARARGS, NULL},
    {"crossed_over", crossed_over, METH_VARARGS, NULL},
    {"register_own", register_own, METH_VARARGS, NULL}, {"released_count", released_count, METH_NOARGS, NULL},
    {"with_vararg", with_vararg, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe_cross", NULL, -1, methods};
PyMODINIT_FUNC PyInit_probe_cross(void) {
  PyObject *m = PyModule_Create(&module);
  if (m == NULL) return NULL;
  PyModule_AddObjectRef(m, "ID", (PyObject *)id_type);
  PyModule_AddObject(m, "Own", PyType_FromSpec(&own_spec)); // it stays registered
  return m;
}
