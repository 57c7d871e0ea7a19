// Tokens of types and modules (3.14, 3.15), the slot arrays of PEP 820 that make both, and what says which ABI a module has.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>

#include "probe.h"

static char one, two; // tokens
static PyType_Slot spec_slots[] = {{Py_tp_token, Py_TP_USE_SPEC}, {0, NULL}};
static PyType_Spec spec = {"later_tokens.Spec", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, spec_slots};
static PyType_Slot other_slots[] = {{Py_tp_token, &one}, {0, NULL}};
static PyType_Spec other = {"later_tokens.Other", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, other_slots};
static PyType_Slot plain_slots[] = {{0, NULL}};
static PyType_Spec plain = {"later_tokens.Plain", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, plain_slots};
static struct PyModuleDef module;

static void *token_of(int which) {
  switch (which) {
  case 0: return &spec;
  case 1: return &one;
  case 2: return &two;
  case 3: return &module;
  }
  return NULL;
}

METHOD(based) { // based(type, which): the result and the base, and whether the check without one and that of the collector agree
  PyObject *o;
  int which;
  PyTypeObject *base = (PyTypeObject *)Py_None, *during;
  if (!PyArg_ParseTuple(args, "Oi", &o, &which)) return NULL;
  int r = PyType_GetBaseByToken((PyTypeObject *)o, token_of(which), &base);
  int in_gc = PyType_GetBaseByToken_DuringGC((PyTypeObject *)o, token_of(which), &during);
  if (r < 0) return base == NULL && in_gc < 0 && during == NULL ? NULL : Py_None;
  int same = in_gc == r && during == base && PyType_GetBaseByToken((PyTypeObject *)o, token_of(which), NULL) == r;
  return Py_BuildValue("iNi", r, base ? (PyObject *)base : Py_NewRef(Py_None), same);
}

METHOD(own_token) { // own_token(type): which token the type itself has
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  void *token = PyType_GetSlot((PyTypeObject *)o, Py_tp_token);
  for (int i = 0; i < 3; i++) if (token != NULL && token == token_of(i)) return PyLong_FromLong(i);
  return PyErr_Occurred() ? NULL : PyBool_FromLong(token != NULL);
}

METHOD(module_by) {
  PyObject *o;
  int which;
  if (!PyArg_ParseTuple(args, "Oi", &o, &which)) return NULL;
  PyObject *in_gc = PyType_GetModuleByToken_DuringGC((PyTypeObject *)o, token_of(which));
  if (PyErr_Occurred()) return NULL;
  PyObject *m = PyType_GetModuleByToken((PyTypeObject *)o, token_of(which));
  if (in_gc != m) PyErr_SetString(PyExc_AssertionError, "they differ");
  return m;
}

METHOD(told) { // told(o): token and size of state of a module, and whether it has a definition
  PyObject *o;
  void *token = &two, *during = &two;
  Py_ssize_t size = 5;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  int r = PyModule_GetToken_DuringGC(o, &during);
  if (PyErr_Occurred()) return NULL;
  if (r < 0) {
    if (PyModule_GetStateSize(o, &size) != -1 || size != -1 || during != NULL) return Py_None;
    PyErr_Clear();
    if (PyModule_GetToken(o, &token) != -1 || token != NULL) return Py_None;
    return NULL;
  }
  if (PyModule_GetToken(o, &token) < 0 || PyModule_GetStateSize(o, &size) < 0 || token != during) return NULL;
  int which = 0;
  while (which < 4 && token != token_of(which)) which++;
  return Py_BuildValue("ini", which, size, PyModule_GetDef(o) != NULL);
}

// Types from slots.

typedef struct {
  PyObject_HEAD
  int n;
} counter;

static PyObject *counter_repr(PyObject *o) { return PyUnicode_FromFormat("<counter %d>", ((counter *)o)->n); }
static PyObject *counter_count(PyObject *o, PyObject *unused) { return PyLong_FromLong(++((counter *)o)->n); }
static Py_ssize_t counter_len(PyObject *o) { return ((counter *)o)->n; }
static void counter_dealloc(PyObject *o) {
  PyTypeObject *t = Py_TYPE(o);
  PyObject_Free(o);
  Py_DECREF(t);
}
static PyMethodDef counter_methods[] = {{"count", counter_count, METH_NOARGS, "count()\n--\n\nCount."}, {NULL}};
static PyMemberDef counter_members[] = {{"n", 1 /* T_INT */, offsetof(counter, n), 0}, {NULL}};
static const PySlot counter_slots[] = {
    PySlot_STATIC_DATA(Py_tp_name, "later_tokens.Counter"), PySlot_SIZE(Py_tp_basicsize, sizeof(counter)),
    PySlot_UINT64(Py_tp_flags, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE), PySlot_FUNC(Py_tp_repr, counter_repr),
    PySlot_FUNC(Py_tp_dealloc, counter_dealloc), PySlot_STATIC_DATA(Py_tp_methods, counter_methods),
    PySlot_STATIC_DATA(Py_tp_members, counter_members), PySlot_DATA(Py_tp_token, &two), PySlot_FUNC(91, counter_len), PySlot_END};
static PyType_Slot old_slots[] = {{Py_tp_repr, counter_repr}, {Py_mp_length, counter_len}, {0, NULL}};
static PySlot self_slots[] = {PySlot_DATA(Py_slot_subslots, self_slots), PySlot_END};

METHOD(type_of) { // type_of(what, o): a type from the slots of a case
  int what;
  PyObject *o = NULL;
  char name[] = "later_tokens.Passing", doc[] = "A text that goes.";
  if (!PyArg_ParseTuple(args, "i|O", &what, &o)) return NULL;
  PySlot named = PySlot_DATA(Py_tp_name, name), flags = PySlot_UINT64(Py_tp_flags, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE);
  PySlot end = PySlot_END, more = end, more2 = end;
  switch (what) {
  case 0: named = (PySlot)PySlot_STATIC_DATA(Py_slot_subslots, counter_slots); flags = (PySlot)PySlot_DATA(Py_tp_module, o); break;
  case 1: more = (PySlot)PySlot_DATA(Py_tp_doc, doc); break;
  case 2: more = (PySlot)PySlot_DATA(Py_tp_base, o); more2 = (PySlot)PySlot_SIZE(Py_tp_extra_basicsize, 16); break;
  case 3: named = flags; flags = end; break;
  case 4: more = (PySlot)PySlot_DATA(Py_tp_name, name); break;
  case 5: more = (PySlot)PySlot_DATA(Py_slot_invalid, 0); break;
  case 6: more = (PySlot){.sl_id = Py_slot_invalid, .sl_flags = PySlot_OPTIONAL}; break;
  case 7: more = (PySlot)PySlot_DATA(Py_tp_methods, counter_methods); break;
  case 8: more = (PySlot)PySlot_FUNC(Py_tp_repr, NULL); break;
  case 9: more = (PySlot)PySlot_SIZE(Py_tp_basicsize, 32); more2 = (PySlot)PySlot_SIZE(Py_tp_extra_basicsize, 16); break;
  case 10: more = (PySlot)PySlot_SIZE(Py_tp_basicsize, 0); break;
  case 11: more = (PySlot)PySlot_SIZE(Py_tp_itemsize, (Py_ssize_t)1 << 40); break;
  case 12: more = (PySlot)PySlot_DATA(Py_tp_token, NULL); break;
  case 13: more = (PySlot)PySlot_DATA(Py_tp_module, o); break;
  case 14: more = (PySlot)PySlot_DATA(Py_tp_metaclass, o); break;
  case 15: named = (PySlot)PySlot_DATA(Py_slot_subslots, self_slots); break;
  case 16: more = (PySlot)PySlot_STATIC_DATA(Py_tp_slots, old_slots); more2 = (PySlot)PySlot_SIZE(Py_tp_basicsize, sizeof(counter)); break;
  case 17: more = (PySlot)PySlot_DATA(Py_mod_name, name); break;
  case 18: more = (PySlot)PySlot_DATA(Py_tp_slots, NULL); more2 = (PySlot)PySlot_DATA(Py_slot_subslots, NULL); break;
  case 19: more = (PySlot)PySlot_UINT64(Py_tp_flags, 1ull << 40); flags = more; break;
  }
  PySlot slots[] = {named, flags, more, more2, PySlot_END};
  PyObject *t = PyType_FromSlots(slots);
  memset(slots, 0xaa, sizeof slots);
  memset(name, 'x', sizeof name - 1);
  memset(doc, 'x', sizeof doc - 1);
  return t;
}

// Modules from slots.

static int freed, cleared;
static PyABIInfo bad_abi = {1, 0, PyABIInfo_STABLE | PyABIInfo_FREETHREADED, 0, 0x030f0000};
PyABIInfo_VAR(abi);

static int made_exec(PyObject *m) {
  PyObject **state = PyModule_GetState(m);
  *state = PyList_New(0);
  return *state == NULL || PyList_Append(*state, m) < 0 ? -1 : PyModule_AddIntConstant(m, "executed", 1);
}
static int failing_exec(PyObject *m) {
  PyErr_SetString(PyExc_KeyError, "mine");
  return -1;
}
static int made_traverse(PyObject *m, visitproc visit, void *arg) {
  Py_VISIT(*(PyObject **)PyModule_GetState(m));
  return 0;
}
static int made_clear(PyObject *m) {
  cleared++;
  Py_CLEAR(*(PyObject **)PyModule_GetState(m));
  return 0;
}
static void made_free(void *m) {
  freed++;
  Py_CLEAR(*(PyObject **)PyModule_GetState(m));
}
static PyObject *made_create(PyObject *spec, PyModuleDef *def) { return def == NULL ? PyList_New(0) : PyLong_FromLong(1); }
static PyObject *other_create(PyObject *spec, PyModuleDef *def) { return PyModule_New("other"); }
static PyObject *made_call(PyObject *m, PyObject *unused) { return PyUnicode_FromString("called"); }
static PyMethodDef made_methods[] = {{"call", made_call, METH_NOARGS, NULL}, {NULL}};
static PySlot made_slots[] = {
    PySlot_STATIC_DATA(Py_mod_name, "ignored"), PySlot_STATIC_DATA(Py_mod_abi, &abi), PySlot_STATIC_DATA(Py_mod_doc, "Made of slots."),
    PySlot_SIZE(Py_mod_state_size, sizeof(PyObject *)), PySlot_STATIC_DATA(Py_mod_methods, made_methods), PySlot_FUNC(85, made_exec),
    PySlot_FUNC(Py_mod_state_traverse, made_traverse), PySlot_FUNC(Py_mod_state_clear, made_clear),
    PySlot_FUNC(Py_mod_state_free, made_free), PySlot_DATA(Py_mod_token, &one), PySlot_DATA(87, Py_MOD_GIL_NOT_USED), PySlot_END};

METHOD(module_of) { // module_of(what, spec)
  int what;
  PyObject *o;
  char name[] = "passing", doc[] = "A text that goes.";
  if (!PyArg_ParseTuple(args, "iO", &what, &o)) return NULL;
  PySlot end = PySlot_END, info = PySlot_DATA(Py_mod_abi, &abi), more = end, more2 = end;
  switch (what) {
  case 0: info = (PySlot)PySlot_STATIC_DATA(Py_slot_subslots, made_slots); break;
  case 1: more = (PySlot)PySlot_DATA(Py_mod_name, name); more2 = (PySlot)PySlot_DATA(Py_mod_doc, doc); break;
  case 2: info = (PySlot)PySlot_DATA(Py_mod_name, name); break;
  case 3: info = (PySlot)PySlot_DATA(Py_mod_name, name); more = (PySlot)PySlot_DATA(Py_mod_abi, &bad_abi); break;
  case 4: more = (PySlot)PySlot_FUNC(Py_mod_create, made_create); break;
  case 5: more = (PySlot)PySlot_FUNC(Py_mod_create, made_create); more2 = (PySlot)PySlot_DATA(Py_mod_token, &one); break;
  case 6: more = (PySlot)PySlot_FUNC(Py_mod_create, made_create); more2 = (PySlot)PySlot_FUNC(Py_mod_exec, made_exec); break;
  case 7: more = (PySlot)PySlot_FUNC(Py_mod_exec, made_exec); more2 = (PySlot)PySlot_FUNC(85, made_exec); break;
  case 8: more = (PySlot)PySlot_DATA(Py_mod_methods, made_methods); break;
  case 9: more = (PySlot)PySlot_SIZE(Py_mod_state_size, -1); break;
  case 10: more = (PySlot)PySlot_FUNC(Py_mod_exec, NULL); break;
  case 11: more = (PySlot)PySlot_SIZE(Py_tp_basicsize, 16); break;
  case 12: more = (PySlot)PySlot_FUNC(Py_mod_exec, failing_exec); break;
  case 13: more = (PySlot)PySlot_FUNC(Py_mod_create, other_create); more2 = (PySlot)PySlot_DATA(Py_mod_token, &two); break;
  case 14: info = (PySlot)PySlot_DATA(Py_slot_subslots, self_slots); break;
  }
  PySlot slots[] = {info, more, more2, PySlot_END};
  PyObject *m = PyModule_FromSlotsAndSpec(slots, o);
  memset(slots, 0xaa, sizeof slots);
  memset(name, 'x', sizeof name - 1);
  memset(doc, 'x', sizeof doc - 1);
  return m;
}

METHOD(run) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  int r = PyModule_Exec(o);
  return r < 0 ? NULL : PyLong_FromLong(r);
}

METHOD(collect) { return PyLong_FromSsize_t(PyGC_Collect()); }

METHOD(gone) { // gone(): whether modules were cleared and freed since the last time
  PyObject *r = Py_BuildValue("ii", cleared, freed);
  cleared = freed = 0;
  return r;
}

METHOD(fits) { // fits(name, major, flags, version)
  const char *name;
  int major, flags;
  unsigned int version;
  if (!PyArg_ParseTuple(args, "ziiI", &name, &major, &flags, &version)) return NULL;
  PyABIInfo info = {(uint8_t)major, 0, (uint16_t)flags, 0, version};
  int r = PyABIInfo_Check(major < 0 ? NULL : &info, name);
  return r < 0 ? NULL : PyLong_FromLong(r);
}

static PyMethodDef methods[] = {
    {"based", based, METH_VARARGS, NULL}, {"own_token", own_token, METH_VARARGS, NULL}, {"module_by", module_by, METH_VARARGS, NULL},
    {"told", told, METH_VARARGS, NULL}, {"type_of", type_of, METH_VARARGS, NULL}, {"module_of", module_of, METH_VARARGS, NULL},
    {"run", run, METH_VARARGS, NULL}, {"gone", gone, METH_NOARGS, NULL}, {"collect", collect, METH_NOARGS, NULL}, {"fits", fits, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "later_tokens", NULL, 24, methods};
PyMODINIT_FUNC PyInit_later_tokens(void) {
  PyObject *m = PyModule_Create(&module);
  if (m == NULL) return NULL;
  PyModule_Add(m, "Spec", PyType_FromModuleAndSpec(m, &spec, NULL));
  PyModule_Add(m, "Other", PyType_FromSpec(&other));
  PyModule_Add(m, "Plain", PyType_FromModuleAndSpec(m, &plain, NULL));
  return m;
}
