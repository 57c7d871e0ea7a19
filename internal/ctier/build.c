// Values built by format, and calls whose arguments are. C fetches what follows the format; Go builds (object/build.go).
#include "attr.h"
#include "building.h"
#include "words.h"
#include <stdarg.h>

#define PUT(member, type)                                                                                                          \
  do {                                                                                                                             \
    type v_ = va_arg(va, type);                                                                                                    \
    if (words != NULL) words[n].member = v_;                                                                                       \
    n++;                                                                                                                           \
  } while (0)

// The caller has Py_ssize_t for every #, or says so in the flags and gets an error.
GL_HIDDEN int gl_build_words(const char *format, va_list va, gl_word *words) {
  int n = 0;
  for (const char *f = format; *f != '\0'; f++) {
    switch (*f) {
    case 'b':
    case 'B':
    case 'h':
    case 'H':
    case 'i':
    case 'c':
    case 'C':
      PUT(i, int);
      break;
    case 'I':
      PUT(i, unsigned int);
      break;
    case 'l':
    case 'k':
    case 'n':
    case 'L':
    case 'K':
      PUT(i, long);
      break;
    case 'f':
    case 'd':
      PUT(d, double);
      break;
    case 'O':
    case 'N':
    case 'S':
      PUT(p, void *);
      if (f[1] == '&') {
        PUT(p, void *);
        f++;
      }
      break;
    case 's':
    case 'z':
    case 'u':
    case 'U':
    case 'y':
      PUT(p, void *);
      if (f[1] == '#') {
        PUT(i, Py_ssize_t);
        f++;
      }
      break;
    case 'D':
      PUT(p, void *);
      break;
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case ',':
    case ':':
    case ' ':
    case '\t':
      break;
    default:
      return n;
    }
  }
  return n;
}

enum { WITH_SIZE = 1, TUPLE_ONLY = 2 }; // object/build.go has the same

static PyObject *build(const char *format, va_list va, int flags) {
  if (GL_LIKELY(gl_can_build(format, flags & WITH_SIZE))) {
    gl_values values;
    va_copy(values.va, va);
    PyObject *value = gl_build_value(format, &values);
    va_end(values.va);
    return value;
  }
  TAKE_WORDS(words, gl_build_words, format, va);
  return gl_build((void *)format, words, flags);
}

GL_EXPORT PyObject *Py_VaBuildValue(const char *format, va_list va) { return build(format, va, 0); }
GL_EXPORT PyObject *_Py_VaBuildValue_SizeT(const char *format, va_list va) { return build(format, va, WITH_SIZE); }

#define VARIADIC(last, ...)                                                                                                        \
  va_list va;                                                                                                                      \
  va_start(va, last);                                                                                                              \
  PyObject *result = __VA_ARGS__;                                                                                                  \
  va_end(va);                                                                                                                      \
  return result

GL_EXPORT PyObject *Py_BuildValue(const char *format, ...) { VARIADIC(format, build(format, va, 0)); }
GL_EXPORT PyObject *_Py_BuildValue_SizeT(const char *format, ...) { VARIADIC(format, build(format, va, WITH_SIZE)); }

// A call with arguments by format: a format that makes a tuple gives the arguments, any other the only one.
static PyObject *call_self(PyObject *callable, PyObject *self, const char *format, va_list va, int flags, int *done) {
  PyObject *result = NULL;
  int empty = format == NULL || *format == '\0';
  *done = 0;
  if (callable != NULL && !(flags & TUPLE_ONLY) && (empty || gl_can_build(format, flags & WITH_SIZE))) {
    gl_values values;
    va_copy(values.va, va);
    *done = gl_call_with(callable, self, empty ? NULL : format, &values, &result);
    va_end(values.va);
  }
  return result;
}

static PyObject *call(PyObject *callable, const char *format, va_list va, int flags) {
  int done;
  PyObject *result = call_self(callable, NULL, format, va, flags, &done);
  if (GL_LIKELY(done)) return result;
  if (format == NULL || *format == '\0') return gl_call_built(callable, NULL, NULL, flags);
  TAKE_WORDS(words, gl_build_words, format, va);
  return gl_call_built(callable, (void *)format, words, flags);
}

GL_EXPORT PyObject *PyObject_CallFunction(PyObject *callable, const char *format, ...) {
  VARIADIC(format, call(callable, format, va, 0));
}
GL_EXPORT PyObject *_PyObject_CallFunction_SizeT(PyObject *callable, const char *format, ...) {
  VARIADIC(format, call(callable, format, va, WITH_SIZE));
}
GL_EXPORT PyObject *PyEval_CallFunction(PyObject *callable, const char *format, ...) {
  VARIADIC(format, call(callable, format, va, TUPLE_ONLY));
}

static PyObject *call_method(PyObject *method, const char *format, va_list va, int flags) {
  if (method == NULL) return NULL;
  PyObject *result = call(method, format, va, flags);
  Py_DECREF(method);
  return result;
}

static PyObject *null_argument(void) {
  if (PyErr_Occurred() == NULL) PyErr_SetString(PyExc_SystemError, "null argument to internal routine");
  return NULL;
}

static PyObject *method_named(PyObject *o, const char *name) {
  return o == NULL || name == NULL ? null_argument() : gl_method_to_call(o, (void *)name);
}

// Benchmark: PyObject_CallMethod i, no arguments. A method of the type is called without being bound.
static PyObject *call_named(PyObject *o, const char *name, const char *format, va_list va, int flags) {
  PyObject *text = o == NULL || name == NULL ? NULL : gl_find_interned(name);
  if (GL_LIKELY(text != NULL)) {
    int unbound, done;
    PyObject *method = gl_get_method(o, text, &unbound);
    if (method == NULL) return NULL;
    if (GL_LIKELY(Py_TYPE(method)->tp_call != NULL)) {
      PyObject *result = call_self(method, unbound ? o : NULL, format, va, flags, &done);
      Py_DECREF(method);
      if (GL_LIKELY(done)) return result;
    } else {
      Py_DECREF(method);
    }
  }
  return call_method(method_named(o, name), format, va, flags);
}

GL_EXPORT PyObject *PyObject_CallMethod(PyObject *o, const char *name, const char *format, ...) {
  VARIADIC(format, call_named(o, name, format, va, 0));
}
GL_EXPORT PyObject *_PyObject_CallMethod_SizeT(PyObject *o, const char *name, const char *format, ...) {
  VARIADIC(format, call_named(o, name, format, va, WITH_SIZE));
}
GL_EXPORT PyObject *PyEval_CallMethod(PyObject *o, const char *name, const char *format, ...) {
  VARIADIC(format, call_method(method_named(o, name), format, va, TUPLE_ONLY));
}
GL_EXPORT PyObject *_PyObject_CallMethod(PyObject *o, PyObject *name, const char *format, ...) {
  VARIADIC(format, call_method(o == NULL || name == NULL ? null_argument() : gl_bound_method(o, name), format, va, WITH_SIZE));
}
GL_EXPORT PyObject *_PyObject_CallMethodId(PyObject *o, _Py_Identifier *name, const char *format, ...) {
  VARIADIC(format, call_method(o == NULL || name == NULL ? null_argument() : method_named(o, name->string), format, va, 0));
}
GL_EXPORT PyObject *_PyObject_CallMethodId_SizeT(PyObject *o, _Py_Identifier *name, const char *format, ...) {
  VARIADIC(format, call_method(o == NULL || name == NULL ? null_argument() : method_named(o, name->string), format, va, WITH_SIZE));
}

GL_EXPORT PyObject *_PyObject_CallMethodIdObjArgs(PyObject *o, _Py_Identifier *name, ...) {
  if (o == NULL || name == NULL) return null_argument();
  PyObject *text = gl_interned((void *)name->string); // borrowed
  if (text == NULL) return NULL;
  va_list va;
  va_start(va, name);
  va_list again;
  va_copy(again, va);
  size_t n = 0;
  while (va_arg(again, PyObject *) != NULL) n++;
  va_end(again);
  PyObject **args = alloca((n + 1) * sizeof(PyObject *));
  args[0] = o;
  for (size_t i = 0; i < n; i++) args[i + 1] = va_arg(va, PyObject *);
  va_end(va);
  return PyObject_VectorcallMethod(text, args, n + 1, NULL);
}

// PySys_Audit makes the arguments of an event only where somebody listens.
static int audit(const char *event, const char *format, va_list va) {
  if (format == NULL || *format == 0) return PySys_AuditTuple(event, NULL);
  PyObject *args = build(format, va, WITH_SIZE);
  if (args == NULL) return -1;
  if (!PyTuple_Check(args)) {
    PyObject *one = PyTuple_Pack(1, args);
    Py_DECREF(args);
    if (one == NULL) return -1;
    args = one;
  }
  int r = PySys_AuditTuple(event, args);
  Py_DECREF(args);
  return r;
}
GL_EXPORT int PySys_Audit(const char *event, const char *format, ...) {
  if (!gl_auditing()) return 0;
  va_list va;
  va_start(va, format);
  int r = audit(event, format, va);
  va_end(va);
  return r;
}
