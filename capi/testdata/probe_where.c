// A module that asks the C API where things are and what the program was called, and for lines from a file and from a terminal.
// The same file is loaded by CPython, which recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "probe.h"
#include <pty.h>
#include <stdlib.h>
#include <unistd.h>

void Py_GetArgcArgv(int *argc, wchar_t ***argv);

static PyObject *text(const wchar_t *w) {
  if (w == NULL) Py_RETURN_NONE;
  return PyUnicode_FromWideChar(w, -1);
}
METHOD(places) {
  return Py_BuildValue("{sNsNsNsNsNsN}", "name", text(Py_GetProgramName()), "full", text(Py_GetProgramFullPath()), "home",
                       text(Py_GetPythonHome()), "path", text(Py_GetPath()), "prefix", text(Py_GetPrefix()), "exec_prefix",
                       text(Py_GetExecPrefix()));
}
METHOD(set) { // set(what, text or None)
  const char *what;
  PyObject *o;
  if (!PyArg_ParseTuple(args, "sO", &what, &o)) return NULL;
  wchar_t *w = o == Py_None ? NULL : PyUnicode_AsWideCharString(o, NULL);
  if (!strcmp(what, "name")) Py_SetProgramName(w);
  if (!strcmp(what, "home")) Py_SetPythonHome(w);
  if (!strcmp(what, "path")) Py_SetPath(w);
  PyMem_Free(w);
  return places(NULL, NULL);
}
METHOD(arguments) {
  int argc = -1;
  wchar_t **argv = NULL;
  Py_GetArgcArgv(&argc, &argv);
  PyObject *list = PyList_New(0);
  for (int i = 0; i < argc; i++) {
    PyObject *s = text(argv[i]);
    PyList_Append(list, s);
    Py_DECREF(s);
  }
  return list;
}
METHOD(sys) {
  const char *name;
  if (!PyArg_ParseTuple(args, "s", &name)) return NULL;
  PyObject *o = PySys_GetObject(name);
  Py_XINCREF(o);
  return o;
}

// What is written to stderr meanwhile goes to a file.
static int real_stderr, caught;
static void catch_stderr(void) {
  char name[] = "/tmp/probe_where.XXXXXX";
  fflush(stderr);
  real_stderr = dup(2);
  caught = mkstemp(name);
  unlink(name);
  dup2(caught, 2);
}
static PyObject *caught_stderr(void) {
  char said[256];
  fflush(stderr);
  dup2(real_stderr, 2);
  close(real_stderr);
  ssize_t n = pread(caught, said, sizeof said, 0);
  close(caught);
  return PyBytes_FromStringAndSize(said, n);
}

static PyObject *line_of(char *line) {
  if (line == NULL) {
    if (PyErr_Occurred()) return NULL;
    Py_RETURN_NONE;
  }
  PyObject *o = PyBytes_FromString(line);
  PyMem_Free(line);
  return o;
}
METHOD(lines) { // lines(data, prompt, n): what a file gives, n times, and what was said meanwhile
  const char *data, *prompt;
  Py_ssize_t size;
  int n;
  if (!PyArg_ParseTuple(args, "y#zi", &data, &size, &prompt, &n)) return NULL;
  FILE *in = tmpfile(), *out = tmpfile();
  fwrite(data, 1, (size_t)size, in);
  rewind(in);
  catch_stderr();
  PyObject *list = PyList_New(0);
  while (n-- > 0) {
    PyObject *o = line_of(PyOS_Readline(in, out, prompt));
    if (o == NULL) break;
    PyList_Append(list, o);
    Py_DECREF(o);
  }
  fclose(in);
  fclose(out);
  return Py_BuildValue("NN", list, caught_stderr());
}

static int hooked;
static int input_hook(void) { return ++hooked; }

static FILE *terminal_in, *terminal_out;
static char *(*before)(FILE *, FILE *, const char *);
static PyObject *inner;

static char *copied(const char *s) {
  char *copy = PyMem_RawMalloc(strlen(s) + 1);
  return strcpy(copy, s);
}
static char *editing(FILE *in, FILE *out, const char *prompt) { return copied(in == terminal_in && out == terminal_out ? prompt : "other"); }
static char *interrupted(FILE *in, FILE *out, const char *prompt) { return NULL; }
static char *raising(FILE *in, FILE *out, const char *prompt) {
  PyGILState_STATE g = PyGILState_Ensure();
  PyErr_SetString(PyExc_KeyError, "raised");
  PyGILState_Release(g);
  return NULL;
}
static char *again(FILE *in, FILE *out, const char *prompt) {
  PyGILState_STATE g = PyGILState_Ensure();
  char *line = PyOS_Readline(in, out, prompt);
  if (line == NULL && PyErr_ExceptionMatches(PyExc_RuntimeError)) {
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    inner = value;
    Py_XDECREF(type);
    Py_XDECREF(trace);
  }
  PyGILState_Release(g);
  return copied("outer");
}
METHOD(terminal) { // terminal(typed, how): what is typed at a terminal, read as the function that is registered does it
  const char *typed;
  Py_ssize_t size;
  int how, master, slave;
  if (!PyArg_ParseTuple(args, "y#i", &typed, &size, &how)) return NULL;
  if (openpty(&master, &slave, NULL, NULL, NULL) < 0) return PyErr_SetFromErrno(PyExc_OSError);
  terminal_in = fdopen(slave, "r");
  terminal_out = fdopen(dup(slave), "w");
  if (write(master, typed, (size_t)size) != size) return PyErr_SetFromErrno(PyExc_OSError);
  char *(*readers[])(FILE *, FILE *, const char *) = {NULL, editing, interrupted, raising, again};
  before = PyOS_ReadlineFunctionPointer;
  PyOS_ReadlineFunctionPointer = readers[how];
  PyOS_InputHook = input_hook;
  hooked = 0;
  inner = NULL;
  catch_stderr();
  PyObject *o = line_of(PyOS_Readline(terminal_in, terminal_out, "prompt "));
  PyObject *said = caught_stderr();
  int registered = PyOS_ReadlineFunctionPointer != NULL;
  PyOS_InputHook = NULL;
  PyOS_ReadlineFunctionPointer = before;
  fclose(terminal_in);
  fclose(terminal_out);
  close(master);
  if (o == NULL) {
    Py_DECREF(said);
    return NULL;
  }
  return Py_BuildValue("NNiiN", o, said, hooked, registered, inner == NULL ? Py_NewRef(Py_None) : inner);
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(places), M(set), M(arguments), M(sys), M(lines), M(terminal), {NULL, NULL, 0, NULL}};

static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "probe_where", NULL, -1, methods};

PyMODINIT_FUNC PyInit_probe_where(void) { return PyModule_Create(&def); }
