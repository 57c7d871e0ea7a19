// Argument parsing: the variadic functions, and the ordinary formats over arguments of the very types they ask for.
// A format says how many pointers follow it; Go gets them as an array and decides all the rest (object/argparse.go).
#include "abstract.h"
#include "long.h"
#include "str.h"
#include "zup.h"
#include <alloca.h>
#include <stdarg.h>

enum { WITH_SIZE = 1, OLD_STYLE = 2 }; // FLAG_SIZE_T and FLAG_COMPAT; object/argparse.go has the same

// How many pointers a format takes. An unknown unit ends it: Go will complain about it before it gets that far.
static int format_pointers(const char *f) {
  int n = 0;
  for (;; f++) {
    switch (*f) {
    case '\0':
    case ':':
    case ';':
      return n;
    case 'e':
      n += 2;
      if (f[1] == 's' || f[1] == 't') f++;
      if (f[1] == '#') n++, f++;
      break;
    case 'O':
      n++;
      if (f[1] == '!' || f[1] == '&') n++, f++;
      break;
    case 's':
    case 'z':
    case 'y':
    case 'u':
    case 'Z':
    case 'w':
      n++;
      if (f[1] == '*') f++;
      if (f[1] == '#') n++, f++;
      break;
    default:
      if ((*f >= 'a' && *f <= 'z') || (*f >= 'A' && *f <= 'Z')) n++;
    }
  }
}

#define TAKE_POINTERS(out, format, va)                                                                                             \
  int count_ = format_pointers(format);                                                                                            \
  void **out = alloca((size_t)(count_ + 1) * sizeof(void *));                                                                      \
  for (int i_ = 0; i_ < count_; i_++) out[i_] = va_arg(va, void *)

enum { MAX_VIEWS = 4, MAX_DEPTH = 4 };

// Passes over one unit and its pointers.
static const char *skip_unit(const char *f, va_list va) {
  char unit = *f++;
  (void)va_arg(va, void *);
  if (unit == 'e' && (*f == 's' || *f == 't')) (void)va_arg(va, void *), f++;
  if (*f == '!' || *f == '&' || *f == '#') (void)va_arg(va, void *);
  return strchr("!&#*", *f) != NULL && *f != 0 ? f + 1 : f;
}

// Parses n arguments when nothing has to be decided: each is exactly of the type its unit is for, with a value that fits.
// Otherwise it answers -1 if it has raised, or 0, and Go starts anew: what was stored is overwritten, the views that were opened are closed.
// names is how many names are left when all arguments are parsed, -1 if arguments have none: with some
// left the format may not end yet, and with names | may come only once.
static int parse_exact(PyObject *const *args, Py_ssize_t n, const char *f, va_list va, int flags, int names) {
  Py_buffer *views[MAX_VIEWS];
  struct {
    PyObject *const *args;
    Py_ssize_t n, i;
  } outer[MAX_DEPTH];
  int opened = 0, optional = 0, depth = 0;
  for (Py_ssize_t i = 0;;) {
    if (i == n) { // the end of the arguments, or of a tuple among them
      if (depth == 0) break;
      if (*f++ != ')') goto decide;
      depth--;
      args = outer[depth].args, n = outer[depth].n, i = outer[depth].i;
      continue;
    }
    PyObject *o = args[i++];
    if (*f == '|' && depth == 0) {
      if (optional && names >= 0) goto decide;
      optional = 1;
      f++;
    }
    if (o == NULL) { // a keyword that was not given
      if (!optional || *f == 0 || strchr("bBhHiIlkLKnfdDcCpSYUOszyuZwe", *f) == NULL) goto decide;
      f = skip_unit(f, va);
      continue;
    }
    int64_t v;
    char unit = *f++;
    switch (unit) {
    case '(':
      if (depth == MAX_DEPTH || !PyTuple_CheckExact(o)) goto decide;
      outer[depth].args = args, outer[depth].n = n, outer[depth].i = i;
      depth++;
      args = ((PyTupleObject *)o)->ob_item, n = Py_SIZE(o), i = 0;
      break;
    case 'O':
      if (*f == '!') {
        if (Py_TYPE(o) != va_arg(va, PyTypeObject *)) goto decide;
        f++;
      } else if (*f == '&') {
        goto decide;
      }
      *va_arg(va, PyObject **) = o;
      break;
    case 'i':
    case 'l':
    case 'n':
    case 'L':
      if (!PyLong_CheckExact(o) || !gl_long_value(o, &v)) {
        // Benchmark: PyArg_ParseTuple wrong type. The last argument, when nothing but its type is wrong.
        if (i == n && depth == 0 && opened == 0 && names <= 0 && strchr(":;", *f) != NULL && !PyIndex_Check(o)) {
          PyErr_Format(PyExc_TypeError, "'%.200s' object cannot be interpreted as an integer", Py_TYPE(o)->tp_name);
          return -1;
        }
        goto decide;
      }
      if (GL_UNLIKELY(v == -1 && gl_tstate->curexc_type != NULL)) goto decide;
      if (unit == 'i') {
        if (v != (int)v) goto decide;
        *va_arg(va, int *) = (int)v;
      } else {
        *va_arg(va, int64_t *) = v;
      }
      break;
    case 'I':
    case 'k':
    case 'K':
      if (!PyLong_CheckExact(o) || !gl_long_value(o, &v)) goto decide;
      if (unit == 'I')
        *va_arg(va, unsigned int *) = (unsigned int)v;
      else
        *va_arg(va, uint64_t *) = (uint64_t)v;
      break;
    case 'd':
      if (!PyFloat_CheckExact(o) || GL_UNLIKELY(gl_tstate->curexc_type != NULL)) goto decide;
      *va_arg(va, double *) = ((PyFloatObject *)o)->ob_fval;
      break;
    case 'f':
      if (!PyFloat_CheckExact(o) || GL_UNLIKELY(gl_tstate->curexc_type != NULL)) goto decide;
      *va_arg(va, float *) = (float)((PyFloatObject *)o)->ob_fval;
      break;
    case 'p':
      if (o != Py_True && o != Py_False) goto decide;
      *va_arg(va, int *) = o == Py_True;
      break;
    case 'U':
    case 'S':
      if (unit == 'U' ? !PyUnicode_CheckExact(o) || !gl_str_ready(o) : !PyBytes_CheckExact(o)) goto decide;
      *va_arg(va, PyObject **) = o;
      break;
    case 's':
    case 'z':
    case 'y': {
      const char *text;
      Py_ssize_t size;
      if (PyBytes_CheckExact(o) && (unit == 'y' || *f == '*' || *f == '#')) {
        text = PyBytes_AS_STRING(o);
        size = Py_SIZE(o);
      } else if (unit != 'y' && PyUnicode_CheckExact(o) && gl_str_ascii(o)) {
        text = gl_ascii_data(o);
        size = gl_str_length(o);
      } else {
        goto decide;
      }
      if (*f == '*') {
        if (opened == MAX_VIEWS) goto decide;
        Py_buffer *view = va_arg(va, Py_buffer *);
        *view = (Py_buffer){.buf = (void *)text, .obj = gl_newref(o), .len = size, .itemsize = 1, .readonly = 1, .ndim = 1};
        views[opened++] = view;
        f++;
      } else if (*f == '#') {
        if (!(flags & WITH_SIZE)) goto decide;
        *va_arg(va, const char **) = text;
        *va_arg(va, Py_ssize_t *) = size;
        f++;
      } else {
        if (memchr(text, 0, (size_t)size) != NULL) goto decide;
        *va_arg(va, const char **) = text;
      }
      break;
    }
    default:
      goto decide;
    }
  }
  if (*f == '\0' || *f == ':' || *f == ';' ? names <= 0 : optional || *f == '|') return 1;
decide:
  while (opened > 0) {
    Py_buffer *view = views[--opened];
    view->obj->ob_refcnt--; // the caller of the function holds another
    view->obj = NULL;
  }
  return 0;
}

static int parse_stack(PyObject *const *args, Py_ssize_t n, const char *format, va_list va, int flags) {
  va_list again;
  va_copy(again, va);
  int done = parse_exact(args, n, format, again, flags, -1);
  va_end(again);
  if (GL_LIKELY(done)) return done > 0;
  TAKE_POINTERS(out, format, va);
  return gl_arg_parse((void *)args, n, (void *)format, out, flags) > 0;
}

static int parse_tuple(PyObject *args, const char *format, va_list va, int flags) {
  if (args == NULL || !PyTuple_Check(args)) {
    PyErr_SetString(PyExc_SystemError, "new style getargs format but argument is not a tuple");
    return 0;
  }
  return parse_stack(((PyTupleObject *)args)->ob_item, Py_SIZE(args), format, va, flags);
}

enum { MAX_NAMES = 16 };

// Puts positional and keyword arguments in the order of the names; what was not given is NULL. Returns how many there are,
// up to the last that was given, and in *unused how many names follow that; -1 where Go has to say what is wrong, or look.
static Py_ssize_t order_keywords(PyObject *args, PyObject *kwargs, char **names, PyObject **ordered, int *unused) {
  Py_ssize_t n = Py_SIZE(args), left = PyDict_GET_SIZE(kwargs), i = 0, end = n;
  if (n > MAX_NAMES) return -1;
  for (; names[i] != NULL; i++) {
    if (i == MAX_NAMES || names[i][0] == 0) return -1;
    if (i < n) {
      ordered[i] = ((PyTupleObject *)args)->ob_item[i];
      continue;
    }
    ordered[i] = gl_dict_get_text(kwargs, names[i]); // borrowed: the caller of the function holds the dict
    if (ordered[i] == NULL) continue;
    left--;
    end = i + 1;
  }
  *unused = (int)(i - end);
  return left == 0 && n <= i ? end : -1;
}

static int parse_keywords(PyObject *args, PyObject *kwargs, const char *format, char **names, va_list va, int flags) {
  if (args == NULL || !PyTuple_Check(args) || (kwargs != NULL && !PyDict_Check(kwargs)) || format == NULL || names == NULL) {
    PyErr_BadInternalCall();
    return 0;
  }
  if (kwargs == NULL || PyDict_GET_SIZE(kwargs) == 0) {
    Py_ssize_t known = 0;
    while (names[known] != NULL) known++;
    va_list again;
    va_copy(again, va);
    Py_ssize_t n = Py_SIZE(args);
    int done = n > known ? 0 : parse_exact(((PyTupleObject *)args)->ob_item, n, format, again, flags, (int)(known - n));
    va_end(again);
    if (done) return done > 0;
  } else {
    PyObject *ordered[MAX_NAMES];
    int unused;
    Py_ssize_t n = order_keywords(args, kwargs, names, ordered, &unused);
    va_list again;
    va_copy(again, va);
    int done = n < 0 ? 0 : parse_exact(ordered, n, format, again, flags, unused);
    va_end(again);
    if (done) return done > 0;
  }
  TAKE_POINTERS(out, format, va);
  return gl_arg_parse_keywords(args, kwargs, (void *)format, names, out, flags) > 0;
}

// Benchmark: PyArg_ParseTuple O and so on, PyArg_ParseTupleAndKeywords positional, keyword.
#define VARIADIC(call)                                                                                                             \
  va_list va;                                                                                                                      \
  va_start(va, last);                                                                                                              \
  int ok = call;                                                                                                                   \
  va_end(va);                                                                                                                      \
  return ok

GL_EXPORT int PyArg_ParseTuple(PyObject *args, const char *last, ...) { VARIADIC(parse_tuple(args, last, va, 0)); }
GL_EXPORT int _PyArg_ParseTuple_SizeT(PyObject *args, const char *last, ...) { VARIADIC(parse_tuple(args, last, va, WITH_SIZE)); }
GL_EXPORT int PyArg_VaParse(PyObject *args, const char *format, va_list va) { return parse_tuple(args, format, va, 0); }
GL_EXPORT int _PyArg_VaParse_SizeT(PyObject *args, const char *format, va_list va) {
  return parse_tuple(args, format, va, WITH_SIZE);
}

static int parse_old(PyObject *arg, const char *format, va_list va, int flags) {
  TAKE_POINTERS(out, format, va);
  return gl_arg_parse(&arg, arg != NULL, (void *)format, out, flags | OLD_STYLE) > 0;
}
GL_EXPORT int PyArg_Parse(PyObject *arg, const char *last, ...) { VARIADIC(parse_old(arg, last, va, 0)); }
GL_EXPORT int _PyArg_Parse_SizeT(PyObject *arg, const char *last, ...) { VARIADIC(parse_old(arg, last, va, WITH_SIZE)); }

GL_EXPORT int _PyArg_ParseStack_SizeT(PyObject *const *args, Py_ssize_t n, const char *last, ...) {
  VARIADIC(parse_stack(args, n, last, va, WITH_SIZE));
}

GL_EXPORT int PyArg_ParseTupleAndKeywords(PyObject *args, PyObject *kwargs, const char *format, char **last, ...) {
  VARIADIC(parse_keywords(args, kwargs, format, last, va, 0));
}
GL_EXPORT int _PyArg_ParseTupleAndKeywords_SizeT(PyObject *args, PyObject *kwargs, const char *format, char **last, ...) {
  VARIADIC(parse_keywords(args, kwargs, format, last, va, WITH_SIZE));
}
GL_EXPORT int PyArg_VaParseTupleAndKeywords(PyObject *args, PyObject *kwargs, const char *format, char **names, va_list va) {
  return parse_keywords(args, kwargs, format, names, va, 0);
}
GL_EXPORT int _PyArg_VaParseTupleAndKeywords_SizeT(PyObject *args, PyObject *kwargs, const char *format, char **names, va_list va) {
  return parse_keywords(args, kwargs, format, names, va, WITH_SIZE);
}

static int parse_parser(PyObject *const *args, Py_ssize_t n, PyObject *names, struct _PyArg_Parser *parser, va_list va) {
  TAKE_POINTERS(out, parser->format, va);
  return gl_arg_parse_parser((void *)args, n, names, parser, out) > 0;
}
GL_EXPORT int _PyArg_ParseStackAndKeywords_SizeT(PyObject *const *args, Py_ssize_t n, PyObject *names, struct _PyArg_Parser *last, ...) {
  VARIADIC(parse_parser(args, n, names, last, va));
}

// Stores borrowed references; what is not there is left alone.
static int unpack(PyObject *const *args, Py_ssize_t n, const char *name, Py_ssize_t min, Py_ssize_t max, va_list va) {
  if (GL_UNLIKELY(n < min || n > max)) {
    gl_arg_count((void *)name, n, min, max);
    return 0;
  }
  for (Py_ssize_t i = 0; i < n; i++) *va_arg(va, PyObject **) = args[i];
  return 1;
}

GL_EXPORT int PyArg_UnpackTuple(PyObject *args, const char *name, Py_ssize_t min, Py_ssize_t last, ...) {
  if (!PyTuple_Check(args)) {
    PyErr_SetString(PyExc_SystemError, "PyArg_UnpackTuple() argument list is not a tuple");
    return 0;
  }
  VARIADIC(unpack(((PyTupleObject *)args)->ob_item, Py_SIZE(args), name, min, last, va));
}
GL_EXPORT int _PyArg_UnpackStack(PyObject *const *args, Py_ssize_t n, const char *name, Py_ssize_t min, Py_ssize_t last, ...) {
  VARIADIC(unpack(args, n, name, min, last, va));
}
