// A module that calls the C API for imports, the module sys, audit hooks, interpreters and thread states with what it is told,
// and hands back what came out. The same file is loaded by CPython, which recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <wchar.h>

#include "probe.h"

// Init functions for the table of built-in modules.
static int value(PyObject *m) { return PyModule_AddIntConstant(m, "value", 42); }
static PyModuleDef_Slot slots[] = {{Py_mod_exec, value}, {0, NULL}};
static struct PyModuleDef multi = {PyModuleDef_HEAD_INIT, "multi", "Two phases.", 0, NULL, slots};
static struct PyModuleDef single = {PyModuleDef_HEAD_INIT, "single", "One phase.", -1};
static PyObject *init_multi(void) { return PyModuleDef_Init(&multi); }
static PyObject *init_single(void) {
  PyObject *m = PyModule_Create(&single);
  if (m != NULL) value(m);
  return m;
}
static PyObject *init_raises(void) {
  PyErr_SetString(PyExc_ValueError, "init raises");
  return NULL;
}
static PyObject *init_nothing(void) { return NULL; }

METHOD(append_inittab) {
  const char *name;
  int which;
  if (!PyArg_ParseTuple(args, "si", &name, &which)) return NULL;
  PyObject *(*init[])(void) = {init_multi, init_single, init_raises, init_nothing, NULL};
  return number(PyImport_AppendInittab(strdup(name), init[which]));
}
METHOD(extend_inittab) {
  static struct _inittab table[] = {{"probe_first", init_multi}, {"probe_second", init_single}, {NULL, NULL}};
  return number(PyImport_ExtendInittab(table));
}
METHOD(import) {
  const char *name;
  return PyArg_ParseTuple(args, "s", &name) ? PyImport_ImportModule(name) : NULL;
}
METHOD(forget) { // takes a module out of sys.modules
  PyObject *name;
  if (!PyArg_ParseTuple(args, "O", &name)) return NULL;
  return number(PyDict_DelItem(PyImport_GetModuleDict(), name));
}
METHOD(loaded) {
  PyObject *name;
  if (!PyArg_ParseTuple(args, "O", &name)) return NULL;
  return came(PyImport_GetModule(name));
}
METHOD(frozen) {
  PyObject *name;
  if (!PyArg_ParseTuple(args, "O", &name)) return NULL;
  return PyUnicode_Check(name) ? number(PyImport_ImportFrozenModule(PyUnicode_AsUTF8(name))) : number(PyImport_ImportFrozenModuleObject(name));
}
METHOD(importer) {
  PyObject *path;
  return PyArg_ParseTuple(args, "O", &path) ? came(PyImport_GetImporter(path)) : NULL;
}
METHOD(magic) { return Py_BuildValue("sl", PyImport_GetMagicTag(), PyImport_GetMagicNumber()); }
METHOD(exec_module) { // exec_module(name, code[, path[, cached]]): the function that takes so many
  const char *name, *path = NULL, *cached = NULL;
  PyObject *code;
  if (!PyArg_ParseTuple(args, "sO|zz", &name, &code, &path, &cached)) return NULL;
  switch (PyTuple_Size(args)) {
  case 2: return PyImport_ExecCodeModule(name, code);
  case 3: return PyImport_ExecCodeModuleEx(name, code, path);
  }
  return PyImport_ExecCodeModuleWithPathnames(name, code, path, cached);
}
METHOD(empty) { return (PyObject *)PyCode_NewEmpty("file.py", "name", 1); }
METHOD(compiled) { // the file itself holds the statement
  const char *source;
  return PyArg_ParseTuple(args, "s", &source) ? Py_CompileString(source, "made.py", Py_file_input) : NULL;
}

METHOD(get) {
  const char *name;
  if (!PyArg_ParseTuple(args, "s", &name)) return NULL;
  PyObject *o = PySys_GetObject(name);
  Py_XINCREF(o);
  return came(o);
}
METHOD(set) {
  const char *name;
  PyObject *v;
  return PyArg_ParseTuple(args, "sO", &name, &v) ? number(PySys_SetObject(name, NULLED(v))) : NULL;
}
METHOD(warn_option) {
  PyObject *option;
  int how;
  if (!PyArg_ParseTuple(args, "Oi", &option, &how)) return NULL;
  if (how == 0) PySys_AddWarnOptionUnicode(option);
  if (how == 1) {
    wchar_t *w = PyUnicode_AsWideCharString(option, NULL);
    PySys_AddWarnOption(w);
    PyMem_Free(w);
  }
  return number(PySys_HasWarnOptions());
}
METHOD(reset_warn_options) {
  PySys_ResetWarnOptions();
  return number(PySys_HasWarnOptions());
}
METHOD(x_option) {
  PyObject *option;
  if (!PyArg_ParseTuple(args, "O", &option)) return NULL;
  wchar_t *w = PyUnicode_AsWideCharString(option, NULL);
  PySys_AddXOption(w);
  PyMem_Free(w);
  PyObject *all = PySys_GetXOptions();
  Py_XINCREF(all);
  return all;
}
METHOD(set_argv) { // set_argv(texts, updatepath): sys.argv and sys.path[0] afterwards
  PyObject *texts;
  int update;
  wchar_t *w[8];
  if (!PyArg_ParseTuple(args, "O!i", &PyTuple_Type, &texts, &update)) return NULL;
  int n = (int)PyTuple_Size(texts);
  for (int i = 0; i < n; i++) w[i] = PyUnicode_AsWideCharString(PyTuple_GetItem(texts, i), NULL);
  PyObject *path = PySys_GetObject("path");
  Py_ssize_t before = PyList_Size(path);
  PySys_SetArgvEx(n, w, update);
  for (int i = 0; i < n; i++) PyMem_Free(w[i]);
  PyObject *first = PyList_Size(path) > before ? PyList_GetItem(path, 0) : Py_None;
  PyObject *result = Py_BuildValue("OO", PySys_GetObject("argv"), first);
  if (first != Py_None) PyList_SetSlice(path, 0, 1, NULL);
  return result;
}
METHOD(set_path) {
  PyObject *text, *before = PySys_GetObject("path");
  if (!PyArg_ParseTuple(args, "O", &text)) return NULL;
  Py_INCREF(before);
  wchar_t *w = PyUnicode_AsWideCharString(text, NULL);
  PySys_SetPath(w);
  PyMem_Free(w);
  PyObject *after = PySys_GetObject("path");
  Py_INCREF(after);
  PySys_SetObject("path", before);
  Py_DECREF(before);
  return after;
}
size_t _PySys_GetSizeOf(PyObject *);
METHOD(size_of) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  size_t n = _PySys_GetSizeOf(o);
  return number((long)n);
}

// Audit hooks: this one keeps the events whose names begin with "probe", and raises at "probe.stop". It is added once.
static PyObject *events;
static int listening;
static int hook(const char *event, PyObject *args, void *data) {
  if (!listening || strncmp(event, "probe", 5)) return 0;
  PyObject *entry = Py_BuildValue("ssO", (const char *)data, event, args);
  PyList_Append(events, entry);
  Py_DECREF(entry);
  if (strcmp(event, "probe.stop")) return 0;
  PyErr_SetString(PyExc_RuntimeError, "stopped");
  return -1;
}
METHOD(listen) {
  static int added;
  if (events == NULL) events = PyList_New(0);
  listening = 1;
  if (!added++) return number(PySys_AddAuditHook(hook, "hook"));
  return number(0);
}
METHOD(heard) {
  PyObject *all = events;
  events = PyList_New(0);
  listening = 0;
  return all;
}
METHOD(audit) { // audit(how, ...): formats with none, one and several values
  int how;
  PyObject *a = Py_None, *b = Py_None;
  if (!PyArg_ParseTuple(args, "i|OO", &how, &a, &b)) return NULL;
  switch (how) {
  case 0: return number(PySys_Audit("probe.none", NULL));
  case 1: return number(PySys_Audit("probe.empty", ""));
  case 2: return number(PySys_Audit("probe.one", "O", a));
  case 3: return number(PySys_Audit("probe.two", "OO", a, b));
  case 4: return number(PySys_Audit("probe.mixed", "sin", "text", 5, (Py_ssize_t)7));
  case 5: return number(PySys_Audit("probe.stop", "O", a));
  case 6: return number(PySys_Audit("probe.sized", "s#", "abc", (Py_ssize_t)2));
  case 7: return number(PySys_Audit("probe.wrong", "?"));
  case 8: return number(PySys_Audit("probe.tuple", "(OO)", a, b));
  }
  Py_RETURN_NONE;
}
METHOD(audit_pending) { // what is set before an event is set after it, unless a hook raises
  PyErr_SetString(PyExc_KeyError, "pending");
  int how;
  if (!PyArg_ParseTuple(args, "i", &how)) return NULL;
  PySys_Audit(how ? "probe.stop" : "probe.go", NULL);
  return NULL;
}

// Interpreters and thread states.
METHOD(interpreter) {
  PyInterpreterState *interp = PyInterpreterState_Get();
  PyObject *dict = PyInterpreterState_GetDict(interp), *again = PyInterpreterState_GetDict(interp);
  return Py_BuildValue("iiOi", interp == PyThreadState_GetInterpreter(PyThreadState_Get()), dict == again, dict, PyInterpreterState_GetID(interp) >= 0);
}
METHOD(keep) { // keep(key, value): in the interpreter's dict
  PyObject *k, *v;
  if (!PyArg_ParseTuple(args, "OO", &k, &v)) return NULL;
  PyObject *dict = PyInterpreterState_GetDict(PyInterpreterState_Get());
  return number(v == Py_Ellipsis ? PyDict_DelItem(dict, k) : PyDict_SetItem(dict, k, v));
}
METHOD(thread_info) {
  PyObject *info = PyThread_GetInfo();
  if (info == NULL) return NULL;
  PyObject *result = Py_BuildValue("OOO", PyStructSequence_GetItem(info, 0), PyStructSequence_GetItem(info, 1), (PyObject *)Py_TYPE(info));
  Py_DECREF(info);
  return result;
}
METHOD(async_exc) { // of a thread that does not exist; of this one, set and taken back
  unsigned long id;
  PyObject *exc;
  if (!PyArg_ParseTuple(args, "kO", &id, &exc)) return NULL;
  return number(PyThreadState_SetAsyncExc(id ? id : PyThread_get_thread_ident(), NULLED(exc)));
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(append_inittab), M(extend_inittab), M(import), M(forget), M(loaded), M(frozen), M(importer), M(magic), M(exec_module), M(empty),
    M(compiled), M(get), M(set), M(warn_option), M(reset_warn_options), M(x_option), M(set_argv), M(set_path), M(size_of), M(listen),
    M(heard), M(audit), M(audit_pending), M(interpreter), M(keep), M(thread_info), M(async_exc), {NULL, NULL, 0, NULL}};

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "probe_sys", NULL, -1, methods};

PyMODINIT_FUNC PyInit_probe_sys(void) { return PyModule_Create(&def); }
