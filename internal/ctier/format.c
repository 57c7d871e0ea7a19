// The functions that take a format for text: PyUnicode_FromFormat and all that are like it. C only fetches what follows
// the format, with the C types the format says; package pyformat does the rest.
#include "formatted.h"
#include "words.h"
#include <stdio.h>
#include <string.h>

#define PUT(member, type)                                                                                                          \
  do {                                                                                                                             \
    type v_ = va_arg(va, type);                                                                                                    \
    if (words != NULL) words[n].member = v_;                                                                                       \
    n++;                                                                                                                           \
  } while (0)

// An unknown conversion ends the list, as it ends pyformat's: what follows it has no known type.
GL_HIDDEN int gl_text_words(const char *format, va_list va, gl_word *words) {
  int n = 0;
  for (const char *f = format; (f = strchr(f, '%')) != NULL;) {
    f++;
    while (*f >= '0' && *f <= '9') f++;
    if (*f == '.') {
      f++;
      while (*f >= '0' && *f <= '9') f++;
    }
    int wide = 0;
    while (*f == 'l' || *f == 'z') wide = 1, f++;
    switch (*f) {
    case '%':
      break;
    case 'c':
      PUT(i, int);
      break;
    case 'd':
    case 'i':
    case 'u':
    case 'x':
      if (wide)
        PUT(i, long);
      else
        PUT(i, int);
      break;
    case 'V':
      PUT(p, void *);
      PUT(p, void *);
      break;
    case 's':
    case 'p':
    case 'U':
    case 'S':
    case 'R':
    case 'A':
      PUT(p, void *);
      break;
    default:
      return n;
    }
    f++;
  }
  return n;
}

#define VARIADIC(last, ...)                                                                                                        \
  va_list va;                                                                                                                      \
  va_start(va, last);                                                                                                              \
  __VA_ARGS__;                                                                                                                     \
  va_end(va)

// Benchmark: PyUnicode_FromFormat.
GL_EXPORT PyObject *PyUnicode_FromFormatV(const char *format, va_list va) {
  va_list again;
  va_copy(again, va);
  PyObject *text = gl_formatted(format, again);
  va_end(again);
  if (GL_LIKELY(text != NULL)) return text;
  TAKE_WORDS(words, gl_text_words, format, va);
  return gl_format_str((void *)format, words);
}
GL_EXPORT PyObject *PyUnicode_FromFormat(const char *format, ...) {
  VARIADIC(format, PyObject *s = PyUnicode_FromFormatV(format, va));
  return s;
}

GL_EXPORT PyObject *PyBytes_FromFormatV(const char *format, va_list va) {
  TAKE_WORDS(words, gl_text_words, format, va);
  return gl_format_bytes((void *)format, words);
}
GL_EXPORT PyObject *PyBytes_FromFormat(const char *format, ...) {
  VARIADIC(format, PyObject *s = PyBytes_FromFormatV(format, va));
  return s;
}

// Benchmark: PyErr_Format PyErr_Clear.
GL_EXPORT PyObject *PyErr_FormatV(PyObject *class, const char *format, va_list va) {
  if (GL_LIKELY(class != NULL && PyExceptionClass_Check(class))) {
    PyErr_Clear();
    va_list again;
    va_copy(again, va);
    PyObject *text = gl_formatted(format, again);
    va_end(again);
    if (GL_LIKELY(text != NULL)) {
      if (gl_raise(class, text)) return NULL;
      gl_decref(text);
    }
  }
  TAKE_WORDS(words, gl_text_words, format, va);
  gl_format_error(class, (void *)format, words, 0);
  return NULL;
}
GL_EXPORT PyObject *PyErr_Format(PyObject *class, const char *format, ...) {
  VARIADIC(format, PyErr_FormatV(class, format, va));
  return NULL;
}

static void format_from_cause(PyObject *class, const char *format, va_list va) {
  TAKE_WORDS(words, gl_text_words, format, va);
  gl_format_error(class, (void *)format, words, 1);
}
GL_EXPORT PyObject *_PyErr_FormatFromCause(PyObject *class, const char *format, ...) {
  VARIADIC(format, format_from_cause(class, format, va));
  return NULL;
}

static int format_warning(PyObject *category, PyObject *source, Py_ssize_t level, const char *format, va_list va) {
  TAKE_WORDS(words, gl_text_words, format, va);
  return gl_format_warning(category, source, level, (void *)format, words);
}
GL_EXPORT int PyErr_WarnFormat(PyObject *category, Py_ssize_t level, const char *format, ...) {
  VARIADIC(format, int r = format_warning(category, NULL, level, format, va));
  return r;
}
GL_EXPORT int PyErr_ResourceWarning(PyObject *source, Py_ssize_t level, const char *format, ...) {
  VARIADIC(format, int r = format_warning(PyExc_ResourceWarning, source, level, format, va));
  return r;
}

static int warn_explicit(PyObject *category, const char *filename, int line, const char *module, PyObject *registry,
                         const char *format, va_list va) {
  PyObject *message = PyUnicode_FromFormatV(format, va), *name = NULL, *module_name = NULL;
  int r = -1;
  if (message != NULL && (name = PyUnicode_DecodeFSDefault(filename)) != NULL &&
      (module == NULL || (module_name = PyUnicode_FromString(module)) != NULL))
    r = PyErr_WarnExplicitObject(category, message, name, line, module_name, registry);
  Py_XDECREF(module_name);
  Py_XDECREF(name);
  Py_XDECREF(message);
  return r;
}
GL_EXPORT int PyErr_WarnExplicitFormat(PyObject *category, const char *filename, int line, const char *module, PyObject *registry,
                                       const char *format, ...) {
  VARIADIC(format, int r = warn_explicit(category, filename, line, module, registry, format, va));
  return r;
}

static void format_stream(const char *name, const char *format, va_list va) {
  TAKE_WORDS(words, gl_text_words, format, va);
  gl_format_stream((void *)name, (void *)format, words);
}
GL_EXPORT void PySys_FormatStdout(const char *format, ...) { VARIADIC(format, format_stream("stdout", format, va)); }
GL_EXPORT void PySys_FormatStderr(const char *format, ...) { VARIADIC(format, format_stream("stderr", format, va)); }

// What is written by these is cut after 1000 bytes, and that is said.
static void write_stream(const char *name, const char *format, va_list va) {
  char text[1001];
  int n = vsnprintf(text, sizeof text, format, va);
  gl_write_stream((void *)name, text);
  if (n < 0 || n >= (int)sizeof text) gl_write_stream((void *)name, "... truncated");
}
GL_EXPORT void PySys_WriteStdout(const char *format, ...) { VARIADIC(format, write_stream("stdout", format, va)); }
GL_EXPORT void PySys_WriteStderr(const char *format, ...) { VARIADIC(format, write_stream("stderr", format, va)); }

// These are the C library's, and always end the text with a zero byte.
GL_EXPORT int PyOS_vsnprintf(char *str, size_t size, const char *format, va_list va) {
  if (size > INT_MAX - 512) {
    if (size > 0) str[0] = '\0';
    return -666;
  }
  int n = vsnprintf(str, size, format, va);
  if (size > 0) str[size - 1] = '\0';
  return n;
}
GL_EXPORT int PyOS_snprintf(char *str, size_t size, const char *format, ...) {
  VARIADIC(format, int n = PyOS_vsnprintf(str, size, format, va));
  return n;
}
