// A module that compiles and runs source text by the C API, and hands back what came out. The same file is loaded by CPython,
// which recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdio.h>

#include "probe.h"
#include "sink.h"

METHOD(compile) { // compile(source, filename, mode, how)
  const char *source, *filename;
  int mode, how = 0;
  if (!PyArg_ParseTuple(args, "ysi|i", &source, &filename, &mode, &how)) return NULL;
  PyCompilerFlags flags = _PyCompilerFlags_INIT;
  if (how == 0) return Py_CompileString(source, filename, mode);
  if (how == 1) return Py_CompileStringExFlags(source, filename, mode, &flags, -1);
  PyObject *name = PyUnicode_FromString(filename);
  PyObject *code = Py_CompileStringObject(source, name, mode, &flags, 0);
  Py_DECREF(name);
  return code;
}

// run(source, mode, globals, locals): PyRun_StringFlags; the source is bytes in UTF-8.
METHOD(run) {
  const char *source;
  int mode;
  PyObject *globals, *locals;
  if (!PyArg_ParseTuple(args, "yiOO", &source, &mode, &globals, &locals)) return NULL;
  return PyRun_StringFlags(source, mode, NULLED(globals), NULLED(locals), NULL);
}

static PyObject *without_builtins(PyObject *dict) {
  if (PyDict_GetItemString(dict, "__builtins__") != NULL) PyDict_DelItemString(dict, "__builtins__");
  return dict;
}

// names(source): what statements bind, or the exception and the lines of its traceback.
METHOD(names) {
  const char *source;
  if (!PyArg_ParseTuple(args, "s", &source)) return NULL;
  PyObject *dict = PyDict_New();
  PyObject *r = PyRun_StringFlags(source, Py_file_input, dict, dict, NULL);
  if (r != NULL) {
    Py_DECREF(r);
    return without_builtins(dict);
  }
  Py_DECREF(dict);
  PyObject *t, *v, *tb, *lines = PyList_New(0);
  PyErr_Fetch(&t, &v, &tb);
  PyErr_NormalizeException(&t, &v, &tb);
  for (PyTracebackObject *e = (PyTracebackObject *)tb; e != NULL; e = e->tb_next) {
    PyObject *line = PyLong_FromLong(e->tb_lineno);
    PyList_Append(lines, line);
    Py_DECREF(line);
  }
  PyObject *context = PyException_GetContext(v), *cause = PyException_GetCause(v);
  Py_DECREF(t);
  Py_XDECREF(tb);
  return Py_BuildValue("NNNN", v, lines, context ? context : Py_NewRef(Py_None), cause ? cause : Py_NewRef(Py_None));
}

// syntax(source, mode): what a SyntaxError says.
METHOD(syntax) {
  const char *source;
  int mode = Py_file_input;
  if (!PyArg_ParseTuple(args, "s|i", &source, &mode)) return NULL;
  PyObject *code = Py_CompileString(source, "file.py", mode);
  if (code != NULL) {
    Py_DECREF(code);
    Py_RETURN_NONE;
  }
  PyObject *t, *v, *tb;
  PyErr_Fetch(&t, &v, &tb);
  PyErr_NormalizeException(&t, &v, &tb);
  PyObject *result = Py_BuildValue("ONNN", t, PyObject_GetAttrString(v, "msg"), PyObject_GetAttrString(v, "filename"), PyObject_GetAttrString(v, "lineno"));
  Py_DECREF(t);
  Py_DECREF(v);
  Py_XDECREF(tb);
  return result;
}

METHOD(simple) { // PyRun_SimpleStringFlags: the status, and what it writes
  const char *source;
  PyObject *before_out, *before_err;
  if (!PyArg_ParseTuple(args, "s", &source)) return NULL;
  sink *out = collect("stdout", &before_out), *err = collect("stderr", &before_err);
  int r = PyRun_SimpleStringFlags(source, NULL);
  PyObject *e = collected("stderr", before_err, err), *o = collected("stdout", before_out, out);
  return Py_BuildValue("iNN", r, o, e);
}
METHOD(interactive) { // Py_single_input: what is shown
  const char *source;
  PyObject *before, *dict = PyDict_New();
  if (!PyArg_ParseTuple(args, "s", &source)) return NULL;
  sink *out = collect("stdout", &before);
  PyObject *r = PyRun_StringFlags(source, Py_single_input, dict, dict, NULL);
  PyObject *text = collected("stdout", before, out);
  Py_DECREF(dict);
  if (r == NULL) {
    Py_DECREF(text);
    return NULL;
  }
  Py_DECREF(r);
  return text;
}
static FILE *written(const char *source) {
  FILE *f = tmpfile();
  fputs(source, f);
  rewind(f);
  return f;
}
METHOD(file) { // PyRun_FileExFlags
  const char *source, *name;
  int mode;
  PyObject *globals;
  if (!PyArg_ParseTuple(args, "ssiO", &source, &name, &mode, &globals)) return NULL;
  return PyRun_FileExFlags(written(source), name, mode, globals, globals, 1, NULL);
}
METHOD(simple_file) { // PyRun_SimpleFileExFlags and PyRun_AnyFileExFlags, and what they write
  const char *source, *name;
  int any;
  PyObject *before;
  if (!PyArg_ParseTuple(args, "szi", &source, &name, &any)) return NULL;
  sink *err = collect("stderr", &before);
  int r = any ? PyRun_AnyFileExFlags(written(source), name, 1, NULL) : PyRun_SimpleFileExFlags(written(source), name, 1, NULL);
  return Py_BuildValue("iN", r, collected("stderr", before, err));
}
METHOD(main_name) { // takes a name out of __main__
  const char *name;
  if (!PyArg_ParseTuple(args, "s", &name)) return NULL;
  PyObject *dict = PyModule_GetDict(PyImport_AddModule("__main__")), *v = PyDict_GetItemString(dict, name);
  if (v == NULL) Py_RETURN_NOTIMPLEMENTED;
  Py_INCREF(v);
  PyDict_DelItemString(dict, name);
  return v;
}
METHOD(merge) {
  PyCompilerFlags flags = _PyCompilerFlags_INIT;
  if (!PyArg_ParseTuple(args, "i", &flags.cf_flags)) return NULL;
  int r = PyEval_MergeCompilerFlags(&flags);
  return Py_BuildValue("ii", r, flags.cf_flags);
}
METHOD(context) { // seen from C that a program calls: lines and names of the frames, outermost last, up to the one named
  PyObject *list = PyList_New(0);
  PyFrameObject *f = PyEval_GetFrame();
  Py_XINCREF(f);
  while (f != NULL) {
    PyCodeObject *code = PyFrame_GetCode(f);
    PyObject *name = PyObject_GetAttrString((PyObject *)code, "co_filename");
    if (!strcmp(PyUnicode_AsUTF8(name), "<string>")) {
      PyObject *entry = Py_BuildValue("iO", PyFrame_GetLineNumber(f), name);
      PyList_Append(list, entry);
      Py_DECREF(entry);
    }
    Py_DECREF(name);
    Py_DECREF(code);
    PyFrameObject *back = PyFrame_GetBack(f);
    Py_DECREF(f);
    f = back;
  }
  PyObject *globals = PyEval_GetGlobals(), *locals = PyEval_GetLocals();
  PyObject *builtins = PyEval_GetBuiltins();
  return Py_BuildValue("Niii", list, globals == locals, PyDict_GetItemString(globals, "marker") != NULL, PyDict_GetItemString(builtins, "len") != NULL);
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(compile), M(run), M(names), M(syntax), M(simple), M(interactive), M(file), M(simple_file), M(main_name), M(merge), M(context),
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "probe_run", NULL, -1, methods};

PyMODINIT_FUNC PyInit_probe_run(void) {
  return PyModule_Create(&def);
}
