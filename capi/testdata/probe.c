// A module that calls the C API for errors, arguments and formats with what it is told, and hands back what came out.
// The same file is loaded by CPython, which recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>
#include <structseq.h>
#include <errno.h>

#include "probe.h"
#include "sink.h"

extern int plain_ParseTuple(PyObject *, const char *, ...) __asm__("PyArg_ParseTuple");
extern int plain_Parse(PyObject *, const char *, ...) __asm__("PyArg_Parse");

enum { SLOTS = 12 };
typedef union slot {
  char bytes[96];
  void *p;
  Py_ssize_t n;
  Py_buffer view;
} slot;

typedef struct parse {
  slot slots[SLOTS];
  void *out[SLOTS];
  const char *kind[SLOTS]; // the unit, at the slot of its first pointer
  int n;
} parse;

static int converter(PyObject *o, void *to) {
  if (o == NULL) { // the cleanup
    *(void **)to = NULL;
    return 1;
  }
  if (!PyLong_Check(o)) {
    if (PyUnicode_Check(o)) return 0;
    PyErr_SetString(PyExc_ValueError, "the converter wants an int");
    return 0;
  }
  *(void **)to = o;
  return Py_CLEANUP_SUPPORTED;
}

// Lays out the pointers that a format takes: O! wants a list, O& the converter above, e the encoding utf-16-le or latin-1.
static void prepare(parse *p, const char *f, const char *encoding) {
  memset(p, 0, sizeof *p);
  int i = 0;
#define SLOT(unit) (p->kind[i] = (unit), p->out[i] = &p->slots[i], i++)
  for (; *f && *f != ':' && *f != ';'; f++) {
    const char *unit = f;
    if (!strchr("bBhHiIlkLKnfdDcCpSYUOszyuZwe", *f)) continue;
    if (*f == 'e') {
      p->out[i++] = (void *)encoding;
      f++;
      SLOT(unit);
      if (f[1] == '#') SLOT(NULL), f++;
    } else if (*f == 'O' && f[1] == '!') {
      p->out[i++] = &PyList_Type;
      SLOT(unit);
      f++;
    } else if (*f == 'O' && f[1] == '&') {
      p->out[i++] = (void *)converter;
      SLOT(unit);
      f++;
    } else {
      SLOT(unit);
      if (f[1] == '#') SLOT(NULL), f++;
    }
  }
  p->n = i;
}

static PyObject *text_of(const char *s, Py_ssize_t n) {
  if (s == NULL) Py_RETURN_NONE;
  return PyBytes_FromStringAndSize(s, n < 0 ? (Py_ssize_t)strlen(s) : n);
}

static PyObject *shown(parse *p, int i) {
  slot *s = &p->slots[i];
  const char *unit = p->kind[i];
  PyObject *r;
  switch (*unit) {
  case 'b':
  case 'B': return PyLong_FromLong(*(unsigned char *)s);
  case 'h': return PyLong_FromLong(*(short *)s);
  case 'H': return PyLong_FromLong(*(unsigned short *)s);
  case 'i':
  case 'p':
  case 'C': return PyLong_FromLong(*(int *)s);
  case 'I': return PyLong_FromUnsignedLong(*(unsigned *)s);
  case 'l':
  case 'L':
  case 'n': return PyLong_FromLong(*(long *)s);
  case 'k':
  case 'K': return PyLong_FromUnsignedLong(*(unsigned long *)s);
  case 'f': return PyFloat_FromDouble(*(float *)s);
  case 'd': return PyFloat_FromDouble(*(double *)s);
  case 'D': return PyComplex_FromCComplex(*(Py_complex *)s);
  case 'c': return PyLong_FromLong(*(char *)s);
  case 'S':
  case 'Y':
  case 'U':
  case 'O':
    if (s->p == NULL) Py_RETURN_NONE;
    Py_INCREF((PyObject *)s->p);
    return s->p;
  case 's':
  case 'z':
  case 'y':
    if (unit[1] == '*') {
      r = s->view.buf == NULL ? text_of(NULL, 0) : PyBytes_FromStringAndSize(s->view.buf, s->view.len);
      PyBuffer_Release(&s->view);
      return r;
    }
    return unit[1] == '#' ? text_of(s->p, p->slots[i + 1].n) : text_of(s->p, -1);
  case 'w':
    r = PyBytes_FromStringAndSize(s->view.buf, s->view.len);
    PyBuffer_Release(&s->view);
    return r;
  case 'e':
    r = unit[2] == '#' ? text_of(s->p, p->slots[i + 1].n) : text_of(s->p, -1);
    PyMem_Free(s->p);
    return r;
  }
  Py_RETURN_NONE;
}

static PyObject *result(parse *p) {
  PyObject *list = PyList_New(0);
  for (int i = 0; i < p->n; i++) {
    if (p->kind[i] == NULL) continue;
    PyObject *v = shown(p, i);
    if (v == NULL || PyList_Append(list, v) < 0) return NULL;
    Py_DECREF(v);
  }
  return list;
}

#define OUT p.out[0], p.out[1], p.out[2], p.out[3], p.out[4], p.out[5], p.out[6], p.out[7], p.out[8], p.out[9], p.out[10], p.out[11]

static PyObject *parsed(int ok, parse *p) {
  if (ok) {
    if (PyErr_Occurred()) return NULL;
    return result(p);
  }
  if (!PyErr_Occurred()) PyErr_SetString(PyExc_AssertionError, "failed without an exception");
  return NULL;
}

METHOD(tuple) {
  const char *format, *encoding = "latin-1";
  PyObject *inner;
  if (!PyArg_ParseTuple(args, "sO|s", &format, &inner, &encoding)) return NULL;
  parse p;
  prepare(&p, format, encoding);
  return parsed(PyArg_ParseTuple(inner, format, OUT), &p);
}

METHOD(unclean) {
  const char *format;
  PyObject *inner;
  if (!PyArg_ParseTuple(args, "sO", &format, &inner)) return NULL;
  parse p;
  prepare(&p, format, "latin-1");
  return parsed(plain_ParseTuple(inner, format, OUT), &p);
}

METHOD(old) {
  const char *format;
  PyObject *inner = NULL;
  if (!PyArg_ParseTuple(args, "s|O", &format, &inner)) return NULL;
  parse p;
  prepare(&p, format, "latin-1");
  return parsed(plain_Parse(inner, format, OUT), &p);
}

METHOD(filled) { // es# into a buffer of the caller's
  PyObject *arg;
  Py_ssize_t room;
  if (!PyArg_ParseTuple(args, "On", &arg, &room)) return NULL;
  char memory[64], *buffer = memory;
  if (!PyArg_Parse(arg, "es#", "latin-1", &buffer, &room)) return NULL;
  return PyBytes_FromStringAndSize(buffer, room);
}

// Names are kept: CPython keeps pointers to them.
static char **names_of(PyObject *list) {
  Py_ssize_t n = PyList_Size(list);
  char **names = calloc((size_t)n + 1, sizeof *names);
  for (Py_ssize_t i = 0; i < n; i++) names[i] = strdup(PyUnicode_AsUTF8(PyList_GetItem(list, i)));
  return names;
}

METHOD(keywords) {
  const char *format;
  PyObject *inner, *kwargs, *list;
  if (!PyArg_ParseTuple(args, "sOOO", &format, &inner, &kwargs, &list)) return NULL;
  parse p;
  prepare(&p, format, "latin-1");
  return parsed(PyArg_ParseTupleAndKeywords(inner, kwargs == Py_None ? NULL : kwargs, format, names_of(list), OUT), &p);
}

METHOD(parser) { // _PyArg_ParseStackAndKeywords
  const char *format;
  PyObject *inner, *kwargs, *list;
  if (!PyArg_ParseTuple(args, "sOOO", &format, &inner, &kwargs, &list)) return NULL;
  struct _PyArg_Parser *a = calloc(1, sizeof *a);
  a->format = strdup(format);
  a->keywords = (const char *const *)names_of(list);
  PyObject *stack[16], *names = NULL, *k, *v;
  Py_ssize_t n = PyTuple_Size(inner), at = n, pos = 0;
  for (Py_ssize_t i = 0; i < n; i++) stack[i] = PyTuple_GetItem(inner, i);
  if (kwargs != Py_None) {
    names = PyTuple_New(PyDict_Size(kwargs));
    while (PyDict_Next(kwargs, &pos, &k, &v)) {
      Py_INCREF(k); // the tuple's
      PyTuple_SetItem(names, at - n, k);
      stack[at++] = v;
    }
  }
  parse p;
  prepare(&p, format, "latin-1");
  PyObject *r = parsed(_PyArg_ParseStackAndKeywords(stack, n, names, a, OUT), &p);
  Py_XDECREF(names);
  return r;
}

METHOD(unpack_keywords) {
  PyObject *inner, *kwargs, *list;
  const char *name;
  int minpos, maxpos, minkw;
  if (!PyArg_ParseTuple(args, "OOOsiii", &inner, &kwargs, &list, &name, &minpos, &maxpos, &minkw)) return NULL;
  struct _PyArg_Parser *a = calloc(1, sizeof *a);
  a->keywords = (const char *const *)names_of(list);
  a->fname = strdup(name);
  PyObject *buf[16] = {NULL};
  PyObject *const *r = _PyArg_UnpackKeywords(&PyTuple_GET_ITEM(inner, 0), PyTuple_Size(inner), kwargs == Py_None ? NULL : kwargs, NULL, a,
                                             minpos, maxpos, minkw, buf);
  if (r == NULL) return NULL;
  PyObject *out = PyList_New(0);
  Py_ssize_t n = r == buf ? PyList_Size(list) : PyTuple_Size(inner);
  for (Py_ssize_t i = 0; i < n; i++) PyList_Append(out, r[i] == NULL ? Py_Ellipsis : r[i]);
  return out;
}

METHOD(unpack) {
  PyObject *inner, *a = NULL, *b = NULL, *c = NULL;
  const char *name;
  Py_ssize_t low, high;
  if (!PyArg_ParseTuple(args, "Oznn", &inner, &name, &low, &high)) return NULL;
  if (!PyArg_UnpackTuple(inner, name, low, high, &a, &b, &c)) return NULL;
  return Py_BuildValue("[OOO]", a ? a : Py_None, b ? b : Py_None, c ? c : Py_None);
}

static PyObject *make_seven(void *p) { return PyLong_FromLong(*(int *)p); }
static PyObject *make_error(void *p) {
  (void)p;
  PyErr_SetString(PyExc_KeyError, "made");
  return NULL;
}

METHOD(build) {
  int which, seven = 7;
  if (!PyArg_ParseTuple(args, "i", &which)) return NULL;
  Py_complex z = {1.5, -2};
  switch (which) {
  case 0: return Py_BuildValue("");
  case 1: return Py_BuildValue("i", -3);
  case 2: return Py_BuildValue("(i)", 3);
  case 3: return Py_BuildValue("ii", 1, 2);
  case 4: return Py_BuildValue("bBhHiIlkLKn", -1, 255, -2, 65535, -3, 4000000000u, -5l, ~0ul, -7ll, ~0ull, (Py_ssize_t)-9);
  case 5: return Py_BuildValue("fdD", 1.5f, 2.25, &z);
  case 6: return Py_BuildValue("cC", 'x', 0x20ac);
  case 7: return Py_BuildValue("szUy", "s\xc3\xa9", NULL, "U", "y\xff");
  case 8: return Py_BuildValue("s#z#y#U#", "s\0t", (Py_ssize_t)3, NULL, (Py_ssize_t)3, "\0\1", (Py_ssize_t)2, "abc", (Py_ssize_t)2);
  case 9: return Py_BuildValue("u", L"w\x20ac");
  case 10: return Py_BuildValue("OSN", Py_None, Py_True, PyLong_FromLong(12345));
  case 11: return Py_BuildValue("O&", make_seven, &seven);
  case 12: return Py_BuildValue("(O&O)", make_error, NULL, Py_None);
  case 13: return Py_BuildValue("[i,[ii],()]", 1, 2, 3);
  case 14: return Py_BuildValue("{s:i,s:(ii)}", "a", 1, "b", 2, 3);
  case 15: return Py_BuildValue("{}");
  case 16: return Py_BuildValue("[]");
  case 17: return Py_BuildValue("()");
  case 18: return Py_BuildValue("{i}", 1);
  case 19: return Py_BuildValue("(i", 1);
  case 20: return Py_BuildValue("(i]", 1);
  case 21: return Py_BuildValue("q", 1);
  case 22: return Py_BuildValue("O", NULL);
  case 23: return Py_BuildValue("(sO)", "x", NULL);
  case 24: return Py_BuildValue("s", "\xff");
  case 25: return Py_BuildValue("C", 0x110000);
  case 26: return Py_BuildValue("i)", 1);
  case 27: return Py_BuildValue("{[]:i}", 1);
  case 28: return Py_BuildValue("((()))");
  case 29: return Py_BuildValue("  i\t,i ", 1, 2);
  case 30: return Py_BuildValue("N", NULL);
  case 31: return Py_BuildValue("(ON)", NULL, PyLong_FromLong(99999));
  }
  Py_RETURN_NOTIMPLEMENTED;
}

METHOD(format) {
  int which;
  PyObject *o = Py_None;
  if (!PyArg_ParseTuple(args, "i|O", &which, &o)) return NULL;
  switch (which) {
  case 0: return PyUnicode_FromFormat("%d %i %u %x %c %%", -1, -2, 3u, 255, 0x20ac);
  case 1: return PyUnicode_FromFormat("%ld %lu %lld %llu %zd %zu", -1l, 1ul, -2ll, 2ull, (Py_ssize_t)-3, (size_t)3);
  case 2: return PyUnicode_FromFormat("[%5d|%05d|%-5d]", 42, 42, 42);
  case 3: return PyUnicode_FromFormat("[%s|%.2s|%5s|%5.1s]", "abc", "abc", "abc", "abc");
  case 4: return PyUnicode_FromFormat("%S %R %A", o, o, o);
  case 5: return PyUnicode_FromFormat("%U %V %V", PyUnicode_Check(o) ? o : NULL, o, "x", NULL, "y\xc3\xa9");
  case 6: return PyUnicode_FromFormat("%s\xe9", "x");
  case 7: return PyUnicode_FromFormat("%k %s", 1, "x");
  case 8: return PyUnicode_FromFormat("%s", "\xff\xfe z");
  case 9: return PyUnicode_FromFormat("%.3R|%8R", o, o);
  case 10: return PyBytes_FromFormat("%d %i %u %x %c %s %.2s %%", -1, -2, 3u, 255, 'c', "abc", "abc");
  case 11: return PyBytes_FromFormat("%ld %lu %zd %zu", -1l, 1ul, (Py_ssize_t)-3, (size_t)3);
  case 12: return PyBytes_FromFormat("%c", 256);
  case 13: return PyBytes_FromFormat("%q %s", 1, "x");
  case 14: return PyUnicode_FromFormat("%c", 0x110000);
  case 15: return PyErr_Format(PyExc_ValueError, "%s is %R", "it", o);
  case 16: return PyErr_Format(PyExc_KeyError, "%d", 3);
  }
  Py_RETURN_NOTIMPLEMENTED;
}

METHOD(from_errno) {
  int number;
  PyObject *type, *name = NULL, *second = NULL;
  if (!PyArg_ParseTuple(args, "Oi|OO", &type, &number, &name, &second)) return NULL;
  errno = number;
  if (second != NULL) return PyErr_SetFromErrnoWithFilenameObjects(type, name, second);
  if (name != NULL && PyBytes_Check(name)) return PyErr_SetFromErrnoWithFilename(type, PyBytes_AsString(name));
  if (name != NULL) return PyErr_SetFromErrnoWithFilenameObject(type, name);
  return PyErr_SetFromErrno(type);
}

METHOD(new_exception) {
  const char *name, *doc = NULL;
  PyObject *base = NULL, *dict = NULL;
  if (!PyArg_ParseTuple(args, "s|zOO", &name, &doc, &base, &dict)) return NULL;
  if (base == Py_None) base = NULL;
  return PyErr_NewExceptionWithDoc(name, doc, base, dict);
}

METHOD(raise_object) { // raise(type, value): what is left in the indicator once it is normalized
  PyObject *type, *value = NULL;
  if (!PyArg_ParseTuple(args, "O|O", &type, &value)) return NULL;
  PyErr_SetObject(type, value);
  return NULL;
}

// chain(outer, inner): raises inner while outer is being handled, and returns inner.
METHOD(chain) {
  PyObject *outer, *inner;
  if (!PyArg_ParseTuple(args, "OO", &outer, &inner)) return NULL;
  PyObject *t, *v, *tb, *before = PyErr_GetHandledException();
  PyErr_SetHandledException(outer);
  PyErr_SetObject((PyObject *)Py_TYPE(inner), inner);
  PyErr_Fetch(&t, &v, &tb);
  PyErr_NormalizeException(&t, &v, &tb);
  PyErr_SetHandledException(before);
  Py_XDECREF(before);
  Py_XDECREF(t);
  Py_XDECREF(tb);
  return v;
}

METHOD(catch) { // catch(f, *args): what f raises, or None
  PyObject *f = PyTuple_GetItem(args, 0), *rest = PyTuple_GetSlice(args, 1, PyTuple_Size(args));
  PyObject *r = PyObject_Call(f, rest, NULL);
  Py_DECREF(rest);
  if (r != NULL) {
    Py_DECREF(r);
    Py_RETURN_NONE;
  }
  PyObject *t, *v, *tb;
  PyErr_Fetch(&t, &v, &tb);
  PyErr_NormalizeException(&t, &v, &tb);
  if (tb != NULL) PyException_SetTraceback(v, tb);
  Py_XDECREF(t);
  Py_XDECREF(tb);
  return v;
}

METHOD(cause) {
  PyObject *effect, *cause;
  if (!PyArg_ParseTuple(args, "OO", &effect, &cause)) return NULL;
  Py_INCREF(cause);
  PyException_SetCause(effect, cause);
  Py_INCREF(effect);
  return effect;
}

// traced(exc, (name, file, line), ...): exc with that traceback, innermost first.
METHOD(traced) {
  PyObject *exc = PyTuple_GetItem(args, 0);
  PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
  for (Py_ssize_t i = 1; i < PyTuple_Size(args); i++) {
    const char *name, *file;
    int line;
    PyObject *t, *v, *tb, *globals = PyDict_New();
    PyErr_Fetch(&t, &v, &tb);
    if (!PyArg_ParseTuple(PyTuple_GetItem(args, i), "ssi", &name, &file, &line)) return NULL;
    PyCodeObject *code = PyCode_NewEmpty(file, name, line);
    PyFrameObject *frame = PyFrame_New(PyThreadState_Get(), code, globals, NULL);
    PyErr_Restore(t, v, tb);
    PyTraceBack_Here(frame);
    Py_DECREF(globals);
    Py_DECREF(code);
    Py_DECREF(frame);
  }
  PyObject *t, *v, *tb;
  PyErr_Fetch(&t, &v, &tb);
  PyErr_NormalizeException(&t, &v, &tb);
  PyException_SetTraceback(v, tb);
  Py_DECREF(t);
  Py_DECREF(tb);
  return v;
}

METHOD(printed) { // printed(exc, how): 0 PyErr_Print, 1 PyErr_WriteUnraisable, 2 with an object
  PyObject *exc, *before;
  int how = 0;
  if (!PyArg_ParseTuple(args, "O|i", &exc, &how)) return NULL;
  sink *k = collect("stderr", &before);
  PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
  if (how == 0) PyErr_PrintEx(0);
  if (how == 1) PyErr_WriteUnraisable(NULL);
  if (how == 2) PyErr_WriteUnraisable(Py_Ellipsis);
  return collected("stderr", before, k);
}

METHOD(warned) { // warned(category, text, ...): the texts of the warnings
  PyObject *before;
  sink *k = collect("stderr", &before);
  int failed = 0;
  for (Py_ssize_t i = 0; i + 1 < PyTuple_Size(args); i += 2)
    failed = failed || PyErr_WarnFormat(PyTuple_GetItem(args, i), 1, "%U", PyTuple_GetItem(args, i + 1)) < 0;
  PyObject *text = collected("stderr", before, k);
  if (failed) {
    Py_DECREF(text);
    return NULL;
  }
  return text;
}

METHOD(wrote) {
  PyObject *o, *before;
  if (!PyArg_ParseTuple(args, "O", &o)) return NULL;
  sink *k = collect("stdout", &before);
  PySys_WriteStdout("%s %d %5.2f\n", "plain", 3, 2.5);
  PySys_FormatStdout("%R %d\n", o, 4);
  return collected("stdout", before, k);
}

METHOD(call) { // call(i, o): the variadic calls
  int which;
  PyObject *o;
  if (!PyArg_ParseTuple(args, "iO", &which, &o)) return NULL;
  switch (which) {
  case 0: return PyObject_CallFunction(o, NULL);
  case 1: return PyObject_CallFunction(o, "i", 3);
  case 2: return PyObject_CallFunction(o, "(ii)", 3, 4);
  case 3: return PyObject_CallFunction(o, "ii", 3, 4);
  case 4: return PyObject_CallFunctionObjArgs(o, NULL);
  case 5: return PyObject_CallFunctionObjArgs(o, Py_None, Py_True, NULL);
  case 6: return PyObject_CallMethod(o, "append", "i", 5);
  case 7: return PyObject_CallMethod(o, "nothing", NULL);
  case 8: return PyObject_CallMethod(o, "__doc__", NULL);
  case 9:
  case 10: {
    PyObject *extra = which == 9 ? PyUnicode_FromString("index") : PyTuple_Pack(2, Py_None, Py_False);
    PyObject *r = which == 9 ? PyObject_CallMethodObjArgs(o, extra, Py_None, NULL) : PyObject_CallFunction(o, "O", extra);
    Py_DECREF(extra);
    return r;
  }
  }
  Py_RETURN_NOTIMPLEMENTED;
}

METHOD(double_text) {
  double v;
  int precision, flags, kind;
  const char *style;
  if (!PyArg_ParseTuple(args, "dsii", &v, &style, &precision, &flags)) return NULL;
  char *s = PyOS_double_to_string(v, style[0], precision, flags, &kind);
  if (s == NULL) return NULL;
  PyObject *r = Py_BuildValue("si", s, kind);
  PyMem_Free(s);
  return r;
}

METHOD(text_double) {
  const char *s;
  int end;
  PyObject *overflow;
  if (!PyArg_ParseTuple(args, "spO", &s, &end, &overflow)) return NULL;
  char *stop = NULL;
  double v = PyOS_string_to_double(s, end ? &stop : NULL, overflow == Py_None ? NULL : overflow);
  if (v == -1 && PyErr_Occurred()) return NULL;
  return Py_BuildValue("dn", v, stop == NULL ? (Py_ssize_t)-1 : (Py_ssize_t)(stop - s));
}

static PyStructSequence_Field fields[] = {{"first", "the first"}, {"second", NULL}, {NULL, NULL}, {"hidden", "not in the tuple"}, {NULL, NULL}};
static PyStructSequence_Desc desc = {"probe.Pair", "two of them", fields, 3};
static PyObject *pair_type;

METHOD(pair) {
  PyObject *o = PyStructSequence_New((PyTypeObject *)pair_type);
  for (int i = 0; i < 4; i++) PyStructSequence_SetItem(o, i, PyLong_FromLong(10 + i));
  return o;
}

static PyMethodDef methods[] = {
    {"tuple", tuple, METH_VARARGS, NULL}, {"unclean", unclean, METH_VARARGS, NULL}, {"old", old, METH_VARARGS, NULL},
    {"filled", filled, METH_VARARGS, NULL}, {"keywords", keywords, METH_VARARGS, NULL}, {"parser", parser, METH_VARARGS, NULL},
    {"unpack_keywords", unpack_keywords, METH_VARARGS, NULL}, {"unpack", unpack, METH_VARARGS, NULL},
    {"build", build, METH_VARARGS, NULL}, {"format", format, METH_VARARGS, NULL}, {"from_errno", from_errno, METH_VARARGS, NULL},
    {"new_exception", new_exception, METH_VARARGS, NULL}, {"raise_object", raise_object, METH_VARARGS, NULL},
    {"chain", chain, METH_VARARGS, NULL}, {"catch", catch, METH_VARARGS, NULL}, {"cause", cause, METH_VARARGS, NULL},
    {"traced", traced, METH_VARARGS, NULL}, {"printed", printed, METH_VARARGS, NULL}, {"warned", warned, METH_VARARGS, NULL},
    {"wrote", wrote, METH_VARARGS, NULL}, {"call", call, METH_VARARGS, NULL}, {"double_text", double_text, METH_VARARGS, NULL},
    {"text_double", text_double, METH_VARARGS, NULL}, {"pair", pair, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_probe(void) {
  fields[2].name = PyStructSequence_UnnamedField;
  pair_type = (PyObject *)PyStructSequence_NewType(&desc);
  if (pair_type == NULL) return NULL;
  PyObject *m = PyModule_Create(&module);
  if (m != NULL) PyModule_AddObjectRef(m, "Pair", pair_type);
  return m;
}
