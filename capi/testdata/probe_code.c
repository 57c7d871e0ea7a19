// A module that calls the C API for cells, functions, code objects, frames and generators with what it is told, and hands
// back what came out. The same file is loaded by CPython, which recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#define Py_BUILD_CORE 1
#include <frameobject.h>
#include "internal/pycore_frame.h"

#include "probe.h"
#include "sink.h"

METHOD(cell_new) {
  PyObject *o;
  return PyArg_ParseTuple(args, "O", &o) ? PyCell_New(NULLED(o)) : NULL;
}
METHOD(cell_get) {
  PyObject *o;
  return PyArg_ParseTuple(args, "O", &o) ? came(PyCell_Get(o)) : NULL;
}
METHOD(cell_set) {
  PyObject *o, *v;
  return PyArg_ParseTuple(args, "OO", &o, &v) ? number(PyCell_Set(o, NULLED(v))) : NULL;
}
METHOD(cell_macros) { // PyCell_Check, PyCell_GET
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  PyObject *in = PyCell_GET(o);
  return Py_BuildValue("iO", PyObject_TypeCheck(o, &PyCell_Type), in ? in : Py_None);
}

METHOD(empty) {
  const char *file, *name;
  int line;
  return PyArg_ParseTuple(args, "ssi", &file, &name, &line) ? (PyObject *)PyCode_NewEmpty(file, name, line) : NULL;
}
METHOD(function) {
  PyObject *code, *globals, *qualname = NULL;
  if (!PyArg_ParseTuple(args, "OO|O", &code, &globals, &qualname)) return NULL;
  return qualname ? PyFunction_NewWithQualName(code, globals, qualname) : PyFunction_New(code, globals);
}
METHOD(function_get) {
  PyObject *f;
  int what;
  if (!PyArg_ParseTuple(args, "Oi", &f, &what)) return NULL;
  switch (what) {
  case 0: return borrowed(PyFunction_GetCode(f));
  case 1: return borrowed(PyFunction_GetGlobals(f));
  case 2: return borrowed(PyFunction_GetModule(f));
  case 3: return borrowed(PyFunction_GetDefaults(f));
  case 4: return borrowed(PyFunction_GetKwDefaults(f));
  case 5: return borrowed(PyFunction_GetClosure(f));
  case 6: return borrowed(PyFunction_GetAnnotations(f));
  }
  Py_RETURN_NONE;
}
METHOD(function_set) {
  PyObject *f, *v;
  int what;
  if (!PyArg_ParseTuple(args, "OiO", &f, &what, &v)) return NULL;
  switch (what) {
  case 3: return number(PyFunction_SetDefaults(f, NULLED(v)));
  case 4: return number(PyFunction_SetKwDefaults(f, NULLED(v)));
  case 5: return number(PyFunction_SetClosure(f, v));
  case 6: return number(PyFunction_SetAnnotations(f, NULLED(v)));
  }
  Py_RETURN_NONE;
}
METHOD(function_check) {
  PyObject *f;
  return PyArg_ParseTuple(args, "O", &f) ? PyLong_FromLong(PyFunction_Check(f)) : NULL;
}

// code(numbers, objects): numbers are (argcount, posonly, kwonly, nlocals, stack, flags, line), objects (code, consts, names,
// varnames, freevars, cellvars, filename, name, qualname, linetable, exceptiontable).
METHOD(code) {
  int n[7], plain = 0;
  PyObject *o[11];
  if (!PyArg_ParseTuple(args, "(iiiiiii)(OOOOOOOOOOO)|p", n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, o, o + 1, o + 2, o + 3, o + 4, o + 5,
                        o + 6, o + 7, o + 8, o + 9, o + 10, &plain))
    return NULL;
  for (int i = 0; i < 11; i++) o[i] = NULLED(o[i]);
  if (plain)
    return (PyObject *)PyCode_New(n[0], n[2], n[3], n[4], n[5], o[0], o[1], o[2], o[3], o[4], o[5], o[6], o[7], o[8], n[6], o[9], o[10]);
  return (PyObject *)PyCode_NewWithPosOnlyArgs(n[0], n[1], n[2], n[3], n[4], n[5], o[0], o[1], o[2], o[3], o[4], o[5], o[6], o[7], o[8], n[6],
                                               o[9], o[10]);
}
METHOD(code_parts) { // the fields that no attribute shows
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  PyCodeObject *c = (PyCodeObject *)o;
  PyObject *code = PyCode_GetCode(c), *vars = PyCode_GetVarnames(c), *cells = PyCode_GetCellvars(c), *free = PyCode_GetFreevars(c);
  return Py_BuildValue("nNNNNiiiiiOO", PyCode_GetNumFree(c), code, vars, cells, free, c->co_nlocalsplus, c->co_nlocals, c->co_nplaincellvars,
                       c->co_ncellvars, c->co_nfreevars, c->co_localsplusnames, c->co_localspluskinds);
}
METHOD(where) { // where(code, offset): PyCode_Addr2Line, PyCode_Addr2Location
  PyObject *o;
  int offset, a = -9, b = -9, c = -9, d = -9;
  if (!PyArg_ParseTuple(args, "Oi", &o, &offset)) return NULL;
  int line = PyCode_Addr2Line((PyCodeObject *)o, offset);
  int r = PyCode_Addr2Location((PyCodeObject *)o, offset, &a, &b, &c, &d);
  return Py_BuildValue("iiiiii", line, r, a, b, c, d);
}

METHOD(new_frame) {
  PyObject *code, *globals, *locals;
  if (!PyArg_ParseTuple(args, "OOO", &code, &globals, &locals)) return NULL;
  return (PyObject *)PyFrame_New(PyThreadState_Get(), (PyCodeObject *)code, globals, NULLED(locals));
}
METHOD(frame_parts) {
  PyObject *o;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  PyFrameObject *f = (PyFrameObject *)o;
  PyObject *back = (PyObject *)PyFrame_GetBack(f), *generator = PyFrame_GetGenerator(f);
  return Py_BuildValue("NNNNNNii", back ? back : Py_NewRef(Py_None), (PyObject *)PyFrame_GetCode(f), PyFrame_GetGlobals(f), PyFrame_GetBuiltins(f),
                       PyFrame_GetLocals(f), generator ? generator : Py_NewRef(Py_None), PyFrame_GetLasti(f), PyFrame_GetLineNumber(f));
}

// raised(exc, code, globals, line): exc with a traceback entry of a frame of that code; a line of 0 is left to the code.
METHOD(raised) {
  PyObject *exc, *code, *globals;
  int line;
  if (!PyArg_ParseTuple(args, "OOOi", &exc, &code, &globals, &line)) return NULL;
  PyFrameObject *f = PyFrame_New(PyThreadState_Get(), (PyCodeObject *)code, globals, NULL);
  if (f == NULL) return NULL;
  if (line) f->f_lineno = line;
  PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
  int r = PyTraceBack_Here(f);
  Py_DECREF(f);
  PyObject *t, *v, *tb;
  PyErr_Fetch(&t, &v, &tb);
  PyErr_NormalizeException(&t, &v, &tb);
  PyObject *result = Py_BuildValue("iiiN", r, ((PyTracebackObject *)tb)->tb_lineno, ((PyTracebackObject *)tb)->tb_lasti, tb);
  Py_DECREF(t);
  Py_DECREF(v);
  return result;
}

METHOD(printed) { // printed(traceback): what PyTraceBack_Print writes
  PyObject *tb;
  if (!PyArg_ParseTuple(args, "O", &tb)) return NULL;
  sink *k = sink_new();
  if (PyTraceBack_Print(NULLED(tb), (PyObject *)k) == 0) return sink_take(k);
  Py_DECREF(k);
  return NULL;
}

METHOD(instance_method) { // PyInstanceMethod_New, PyInstanceMethod_Function
  PyObject *o;
  int get = 0;
  if (!PyArg_ParseTuple(args, "O|p", &o, &get)) return NULL;
  return get ? borrowed(PyInstanceMethod_Function(o)) : PyInstanceMethod_New(o);
}

METHOD(evaluated) { // evaluated(code, globals, locals): PyEval_EvalCode
  PyObject *code, *globals, *locals;
  return PyArg_ParseTuple(args, "OOO", &code, &globals, &locals) ? PyEval_EvalCode(code, NULLED(globals), NULLED(locals)) : NULL;
}
METHOD(evaluated_ex) { // evaluated_ex(code, globals, args, {name: value}): PyEval_EvalCodeEx
  PyObject *code, *globals, *positional, *keywords, *kws[8];
  if (!PyArg_ParseTuple(args, "OOO!O!", &code, &globals, &PyTuple_Type, &positional, &PyDict_Type, &keywords)) return NULL;
  PyObject *key, *value;
  int n = 0;
  for (Py_ssize_t i = 0; n < 4 && PyDict_Next(keywords, &i, &key, &value); n++) kws[2 * n] = key, kws[2 * n + 1] = value;
  return PyEval_EvalCodeEx(code, globals, NULL, &PyTuple_GET_ITEM(positional, 0), (int)PyTuple_GET_SIZE(positional), kws, n, NULL, 0, NULL, NULL);
}

static PyObject *as_new_frame(PyObject *code, PyFrameObject **f) {
  PyObject *globals = PyDict_New();
  *f = PyFrame_New(PyThreadState_Get(), (PyCodeObject *)code, globals, NULL);
  Py_DECREF(globals);
  return (PyObject *)*f;
}
METHOD(generator) { // generator(code, kind, name, qualname): PyGen_New, PyGen_NewWithQualName, PyCoro_New
  PyObject *code, *name = NULL, *qualname = NULL;
  int kind;
  PyFrameObject *f;
  if (!PyArg_ParseTuple(args, "Oi|OO", &code, &kind, &name, &qualname)) return NULL;
  if (as_new_frame(code, &f) == NULL) return NULL;
  switch (kind) {
  case 0: return PyGen_New(f);
  case 1: return PyGen_NewWithQualName(f, name, qualname);
  case 2: return PyCoro_New(f, name, qualname);
  }
  Py_RETURN_NONE;
}
METHOD(generator_check) {
  PyObject *g;
  if (!PyArg_ParseTuple(args, "O", &g)) return NULL;
  return Py_BuildValue("iiiii", PyGen_Check(g), PyGen_CheckExact(g), PyCoro_CheckExact(g), PyAsyncGen_CheckExact(g), PyIter_Check(g));
}
METHOD(sent) { // sent(generator, value): PyIter_Send
  PyObject *g, *v, *result = NULL;
  if (!PyArg_ParseTuple(args, "OO", &g, &v)) return NULL;
  int how = PyIter_Send(g, v, &result);
  if (how == PYGEN_ERROR) return NULL;
  return Py_BuildValue("iN", how, result);
}

int _PyGen_SetStopIterationValue(PyObject *);
int _PyGen_FetchStopIterationValue(PyObject **);

// stopped(exc, how): the value that _PyGen_FetchStopIterationValue takes out of the exception: 0 set as it is, 1 as a class
// with the value, 2 by _PyGen_SetStopIterationValue, 3 nothing set.
METHOD(stopped) {
  PyObject *exc, *value = NULL;
  int how;
  if (!PyArg_ParseTuple(args, "Oi", &exc, &how)) return NULL;
  if (how == 0) PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
  if (how == 1) PyErr_SetObject(PyExc_StopIteration, exc);
  if (how == 2) _PyGen_SetStopIterationValue(NULLED(exc));
  if (how == 4) PyErr_SetNone(PyExc_StopIteration);
  int r = _PyGen_FetchStopIterationValue(&value);
  if (r < 0) return PyErr_Occurred() ? NULL : PyLong_FromLong(r);
  return Py_BuildValue("iN", r, value);
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(cell_new), M(cell_get), M(cell_set), M(cell_macros), M(empty), M(function), M(function_get), M(function_set), M(function_check),
    M(code), M(code_parts), M(where), M(new_frame), M(frame_parts), M(raised), M(printed), M(instance_method), M(evaluated),
    M(evaluated_ex), M(generator), M(generator_check), M(sent), M(stopped), {NULL, NULL, 0, NULL}};

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "probe_code", NULL, -1, methods};

PyMODINIT_FUNC PyInit_probe_code(void) {
  PyObject *m = PyModule_Create(&def);
  PyModule_AddObject(m, "instance_type", Py_NewRef((PyObject *)&PyInstanceMethod_Type));
  PyModule_AddObject(m, "cell", Py_NewRef((PyObject *)&PyCell_Type));
  PyModule_AddObject(m, "function_type", Py_NewRef((PyObject *)&PyFunction_Type));
  PyModule_AddObject(m, "code_type", Py_NewRef((PyObject *)&PyCode_Type));
  PyModule_AddObject(m, "frame_type", Py_NewRef((PyObject *)&PyFrame_Type));
  PyModule_AddObject(m, "generator_type", Py_NewRef((PyObject *)&PyGen_Type));
  PyModule_AddObject(m, "coroutine_type", Py_NewRef((PyObject *)&PyCoro_Type));
  PyModule_AddObject(m, "async_generator_type", Py_NewRef((PyObject *)&PyAsyncGen_Type));
  return m;
}
