// Values built by format, for formats without conversions that call back, and calls with arguments by format. What may
// fail half way with references in hand (N beside a text), wrong formats, and rare units are Go's.
#include "attr.h"
#include "building.h"
#include "calls.h"
#include "known.h"
#include "str.h"
#include "tuple.h"
#include <alloca.h>

enum { DEPTH = 8, MANY = 8 };

GL_HIDDEN int gl_can_build(const char *format, int with_size) {
  char open[DEPTH];
  int depth = 0, owned = 0, text = 0;
  if (format == NULL) return 0;
  for (const char *f = format; *f != 0; f++) {
    switch (*f) {
    case 'N': owned++; break;
    case 's':
    case 'z':
    case 'U': text = 1; // fall through
    case 'y':
      if (f[1] == '#' && !with_size) return 0;
      break;
    case '#':
      if (f == format || strchr("szUy", f[-1]) == NULL) return 0;
      break;
    case 'i':
    case 'I':
    case 'l':
    case 'k':
    case 'n':
    case 'L':
    case 'K':
    case 'd': break;
    case 'O':
    case 'S':
      if (f[1] == '&') return 0;
      text = 1; // it may be NULL
      break;
    case '(':
    case '[':
    case '{':
      if (depth == DEPTH) return 0;
      open[depth++] = *f;
      break;
    case ')':
    case ']':
    case '}':
      if (depth == 0 || open[--depth] != (*f == ')' ? '(' : *f == ']' ? '[' : '{')) return 0;
      break;
    case ',':
    case ':':
    case ' ':
    case '\t':
      if (f[1] == 0 || strchr(")]}", f[1]) != NULL) return 0; // an error
      break;
    default: return 0;
    }
  }
  return depth == 0 && !(owned && text) && owned < 2;
}

static int is_gap(char c) { return c == ',' || c == ':' || c == ' ' || c == '\t' || c == '#'; }

// How many items a format has on its outermost level, up to the bracket that ends it.
static Py_ssize_t count(const char *f) {
  Py_ssize_t n = 0;
  for (int depth = 0; *f != 0; f++) {
    if (is_gap(*f)) continue;
    if (*f == ')' || *f == ']' || *f == '}') {
      if (depth-- == 0) return n;
    } else {
      if (depth == 0) n++;
      if (*f == '(' || *f == '[' || *f == '{') depth++;
    }
  }
  return n;
}

static PyObject *build_one(const char **format, gl_values *v);

static void end_bracket(const char **format) {
  while (is_gap(**format)) ++*format;
  if (**format != 0) ++*format;
}

static PyObject *build_tuple(const char **format, Py_ssize_t n, gl_values *v) {
  PyObject *tuple = PyTuple_New(n);
  for (Py_ssize_t i = 0; tuple != NULL && i < n; i++) {
    PyObject *item = build_one(format, v);
    if (item == NULL) {
      gl_decref(tuple);
      return NULL;
    }
    ((PyTupleObject *)tuple)->ob_item[i] = item;
  }
  return tuple;
}

static PyObject *build_list(const char **format, Py_ssize_t n, gl_values *v) {
  PyObject *list = PyList_New(n);
  for (Py_ssize_t i = 0; list != NULL && i < n; i++) {
    PyObject *item = build_one(format, v);
    if (item == NULL) {
      gl_decref(list);
      return NULL;
    }
    ((PyListObject *)list)->ob_item[i] = item;
  }
  return list;
}

static PyObject *build_dict(const char **format, Py_ssize_t n, gl_values *v) {
  if (n % 2 != 0) {
    PyErr_SetString(PyExc_SystemError, "Bad dict format");
    return NULL;
  }
  PyObject *dict = PyDict_New();
  for (Py_ssize_t i = 0; dict != NULL && i < n; i += 2) {
    PyObject *key = build_one(format, v), *value = key == NULL ? NULL : build_one(format, v);
    int failed = value == NULL || PyDict_SetItem(dict, key, value) < 0;
    gl_xdecref(key);
    gl_xdecref(value);
    if (failed) {
      gl_decref(dict);
      return NULL;
    }
  }
  return dict;
}

static PyObject *build_text(const char *text, const char **format, int is_bytes, gl_values *v) {
  Py_ssize_t n = -1;
  if (**format == '#') {
    ++*format;
    n = va_arg(v->va, Py_ssize_t);
  }
  if (text == NULL) return gl_newref(Py_None);
  if (n < 0) n = (Py_ssize_t)strlen(text);
  return is_bytes ? PyBytes_FromStringAndSize(text, n) : PyUnicode_FromStringAndSize(text, n);
}

static PyObject *build_one(const char **format, gl_values *v) {
  while (is_gap(**format)) ++*format;
  char unit = *(*format)++;
  PyObject *op;
  switch (unit) {
  case 'i': return PyLong_FromLong(va_arg(v->va, int));
  case 'I': return PyLong_FromLong(va_arg(v->va, unsigned int));
  case 'l':
  case 'n':
  case 'L': return PyLong_FromLong(va_arg(v->va, long));
  case 'k':
  case 'K': return PyLong_FromUnsignedLong(va_arg(v->va, unsigned long));
  case 'd': return PyFloat_FromDouble(va_arg(v->va, double));
  case 's':
  case 'z':
  case 'U': return build_text(va_arg(v->va, const char *), format, 0, v);
  case 'y': return build_text(va_arg(v->va, const char *), format, 1, v);
  case 'O':
  case 'S':
  case 'N':
    op = va_arg(v->va, PyObject *);
    if (op == NULL) {
      if (gl_tstate->curexc_type == NULL) PyErr_SetString(PyExc_SystemError, "NULL object passed to Py_BuildValue");
      return NULL;
    }
    return unit == 'N' ? op : gl_newref(op);
  case '(': op = build_tuple(format, count(*format), v); break;
  case '[': op = build_list(format, count(*format), v); break;
  default: op = build_dict(format, count(*format), v); break;
  }
  end_bracket(format);
  return op;
}

// Benchmark: Py_BuildValue i, (ii), s, y#, {s:i}, [sdO].
GL_HIDDEN PyObject *gl_build_value(const char *format, gl_values *v) {
  Py_ssize_t n = count(format);
  if (n == 0) return gl_newref(Py_None);
  return n == 1 ? build_one(&format, v) : build_tuple(&format, n, v);
}

// Benchmark: PyObject_CallFunction ii, PyObject_CallMethod i. self, if not NULL, is the first argument. A format that makes
// one tuple gives the arguments. Returns 0 where the format has too many.
GL_HIDDEN int gl_call_with(PyObject *callable, PyObject *self, const char *format, gl_values *v, PyObject **result) {
  PyObject *args[MANY + 2];
  Py_ssize_t n = format == NULL ? 0 : count(format), first = self != NULL;
  if (n > MANY) return 0;
  args[1] = self;
  for (Py_ssize_t i = 0; i < n; i++) {
    args[1 + first + i] = build_one(&format, v);
    if (args[1 + first + i] != NULL) continue;
    while (i-- > 0) gl_decref(args[1 + first + i]);
    *result = NULL;
    return 1;
  }
  PyObject *only = args[1 + first];
  if (n == 1 && PyTuple_Check(only)) {
    PyObject **items = ((PyTupleObject *)only)->ob_item;
    n = Py_SIZE(only);
    if (self != NULL) {
      items = alloca((size_t)(n + 1) * sizeof *items);
      items[0] = self;
      memcpy(items + 1, ((PyTupleObject *)only)->ob_item, (size_t)n * sizeof *items);
    }
    *result = gl_call(callable, items, n + first);
    gl_decref(only);
    return 1;
  }
  *result = PyObject_Vectorcall(callable, args + 1, (size_t)(n + first) | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
  for (Py_ssize_t i = 0; i < n; i++) gl_decref(args[1 + first + i]);
  return 1;
}
