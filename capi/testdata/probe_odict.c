// OrderedDict as C sees it, with a subtype that logs what is called on it, and keys that run something when compared.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include "probe.h"

METHOD(new_odict) { return PyODict_New(); }

METHOD(set_item) {
  PyObject *o, *key, *value;
  if (!PyArg_ParseTuple(args, "OOO", &o, &key, &value)) return NULL;
  return PyODict_SetItem(o, key, value) < 0 ? NULL : PyLong_FromLong(0);
}

METHOD(del_item) {
  PyObject *o, *key;
  if (!PyArg_ParseTuple(args, "OO", &o, &key)) return NULL;
  return PyODict_DelItem(o, key) < 0 ? NULL : PyLong_FromLong(0);
}

METHOD(get_item) {
  PyObject *o, *key;
  if (!PyArg_ParseTuple(args, "OO", &o, &key)) return NULL;
  PyObject *v = PyODict_GetItemWithError(o, key);
  if (v == NULL && PyErr_Occurred()) return NULL;
  return Py_BuildValue("Oin", v ? v : Py_Ellipsis, PyODict_Contains(o, key), PyODict_Size(o));
}

METHOD(checks) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  return Py_BuildValue("iiii", PyODict_Check(o), PyODict_CheckExact(o), PyDict_Check(o), PyDict_CheckExact(o));
}

METHOD(walked) { // what PyDict_Next sees: the dict's order
  PyObject *o, *key, *value, *list = PyList_New(0);
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  for (Py_ssize_t pos = 0; PyDict_Next(o, &pos, &key, &value);) {
    PyObject *pair = PyTuple_Pack(2, key, value);
    PyList_Append(list, pair);
    Py_DECREF(pair);
  }
  return list;
}

METHOD(of_dict) { // the dict's own functions on any dict
  PyObject *o;
  int which;
  if (!PyArg_ParseTuple(args, "Oi", &o, &which)) return NULL;
  switch (which) {
  case 0: return PyDict_Keys(o);
  case 1: return PyDict_Values(o);
  case 2: return PyDict_Items(o);
  case 3: return PyDict_Copy(o);
  case 4: return PyMapping_Keys(o);
  case 5: return PyMapping_Items(o);
  case 6: return PySequence_List(o);
  case 7: PyDict_Clear(o); Py_RETURN_NONE;
  }
  Py_RETURN_NOTIMPLEMENTED;
}

static PyObject *log_list;

METHOD(take_log) {
  PyObject *r = PyList_GetSlice(log_list, 0, PyList_GET_SIZE(log_list));
  PyList_SetSlice(log_list, 0, PyList_GET_SIZE(log_list), NULL);
  return r;
}

static int note(const char *what, PyObject *key) {
  PyObject *text = key ? PyUnicode_FromFormat("%s %R", what, key) : PyUnicode_FromString(what);
  if (text == NULL) return -1;
  int r = PyList_Append(log_list, text);
  Py_DECREF(text);
  return r;
}

static int logged_set(PyObject *o, PyObject *key, PyObject *value) {
  if (note(value ? "set" : "del", key) < 0) return -1;
  return PyODict_Type.tp_as_mapping->mp_ass_subscript(o, key, value);
}

static PyObject *logged_get(PyObject *o, PyObject *key) {
  if (note("get", key) < 0) return NULL;
  return PyDict_Type.tp_as_mapping->mp_subscript(o, key);
}

static int logged_contains(PyObject *o, PyObject *key) { return note("contains", key) < 0 ? -1 : PyDict_Contains(o, key); }
static PyObject *logged_iter(PyObject *o) { return note("iter", NULL) < 0 ? NULL : PyODict_Type.tp_iter(o); }

static PyObject *inherited(PyObject *o, const char *name) {
  return note(name, NULL) < 0 ? NULL : PyObject_CallMethod((PyObject *)&PyODict_Type, name, "O", o);
}
static PyObject *logged_keys(PyObject *o, PyObject *none) { return inherited(o, "keys"); }
static PyObject *logged_items(PyObject *o, PyObject *none) { return inherited(o, "items"); }
static PyObject *logged_values(PyObject *o, PyObject *none) { return inherited(o, "values"); }
static PyObject *logged_missing(PyObject *o, PyObject *key) { return note("missing", key) < 0 ? NULL : PyLong_FromLong(77); }

static PyMethodDef logged_methods[] = {
    {"keys", logged_keys, METH_NOARGS, NULL}, {"items", logged_items, METH_NOARGS, NULL}, {"values", logged_values, METH_NOARGS, NULL},
    {"__missing__", logged_missing, METH_O, NULL}, {NULL}};
static PyType_Slot logged_slots[] = {
    {Py_mp_ass_subscript, logged_set}, {Py_mp_subscript, logged_get}, {Py_sq_contains, logged_contains},
    {Py_tp_iter, logged_iter}, {Py_tp_methods, logged_methods}, {0, NULL}};
static PyType_Spec logged_spec = {"probe_odict.Logged", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, logged_slots};

typedef struct {
  PyObject_HEAD
  PyObject *n, *hook;
} Key;

static PyObject *key_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  PyObject *n;
  if (!PyArg_ParseTuple(args, "O", &n)) return NULL;
  Key *k = (Key *)type->tp_alloc(type, 0);
  if (k == NULL) return NULL;
  k->n = Py_NewRef(n);
  return (PyObject *)k;
}

static int key_clear(Key *k) {
  Py_CLEAR(k->n);
  Py_CLEAR(k->hook);
  return 0;
}

static int key_traverse(Key *k, visitproc visit, void *arg) {
  Py_VISIT(k->n);
  Py_VISIT(k->hook);
  Py_VISIT(Py_TYPE(k));
  return 0;
}

static void key_dealloc(Key *k) {
  PyTypeObject *type = Py_TYPE(k);
  PyObject_GC_UnTrack(k);
  key_clear(k);
  type->tp_free(k);
  Py_DECREF(type);
}

static PyObject *key_compare(Key *a, Key *b, int op) {
  if (Py_TYPE(a) != Py_TYPE(b)) Py_RETURN_NOTIMPLEMENTED;
  PyObject *hook = a->hook ? a->hook : b->hook;
  if (hook != NULL) {
    Py_INCREF(hook);
    Py_CLEAR(a->hook);
    Py_CLEAR(b->hook);
    PyObject *r = PyObject_CallNoArgs(hook);
    Py_DECREF(hook);
    if (r == NULL) return NULL;
    Py_DECREF(r);
  }
  return PyObject_RichCompare(a->n, b->n, op);
}

static Py_hash_t key_hash(Key *k) { return 1; }
static PyObject *key_repr(Key *k) { return PyUnicode_FromFormat("Key(%R)", k->n); }
static PyMemberDef key_members[] = {{"hook", T_OBJECT, offsetof(Key, hook), 0, NULL}, {NULL}};
static PyType_Slot key_slots[] = {
    {Py_tp_new, key_new}, {Py_tp_dealloc, key_dealloc}, {Py_tp_traverse, key_traverse}, {Py_tp_clear, key_clear},
    {Py_tp_richcompare, key_compare}, {Py_tp_hash, key_hash}, {Py_tp_repr, key_repr}, {Py_tp_members, key_members}, {0, NULL}};
static PyType_Spec key_spec = {"probe_odict.Key", sizeof(Key), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, key_slots};

static PyMethodDef methods[] = {
    {"new", new_odict, METH_NOARGS, NULL}, {"set", set_item, METH_VARARGS, NULL}, {"delete", del_item, METH_VARARGS, NULL},
    {"get", get_item, METH_VARARGS, NULL}, {"checks", checks, METH_VARARGS, NULL}, {"walked", walked, METH_VARARGS, NULL},
    {"of_dict", of_dict, METH_VARARGS, NULL}, {"log", take_log, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe_odict", NULL, -1, methods};

PyMODINIT_FUNC PyInit_probe_odict(void) {
  PyObject *m = PyModule_Create(&module);
  if (m == NULL) return NULL;
  PyModule_AddObjectRef(m, "OrderedDict", (PyObject *)&PyODict_Type);
  PyObject *logged = PyType_FromSpecWithBases(&logged_spec, (PyObject *)&PyODict_Type);
  PyModule_AddObject(m, "Logged", logged);
  PyModule_AddObject(m, "Key", PyType_FromSpec(&key_spec));
  PyModule_AddObject(m, "log_list", log_list = PyList_New(0));
  Py_INCREF(log_list);
  return m;
}
