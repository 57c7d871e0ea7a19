// Formats whose result is short and ASCII: %d %i %u %ld %lu %zd %zu %x %c %s %%, with a precision for %s, and %S, %U and
// %R of exact ints and strs. Everything else is Go's.
#include "formatted.h"
#include "str.h"

enum { ROOM = 512 };

typedef struct {
  char *at, *end;
} Out;

static int put(Out *out, const char *text, size_t n) {
  if (n > (size_t)(out->end - out->at) || !gl_is_ascii(text, (Py_ssize_t)n)) return 0;
  memcpy(out->at, text, n);
  out->at += n;
  return 1;
}

static int put_integer(Out *out, int64_t v, int is_unsigned) {
  char digits[24], *end = digits + sizeof digits, *begin;
  if (is_unsigned && v < 0) return 0;
  begin = gl_decimal(v, end);
  return put(out, begin, (size_t)(end - begin));
}

// What %S, %U and %R write of an exact str or int.
static int put_object(Out *out, PyObject *op, char how) {
  if (op == NULL) return 0;
  if (how != 'R' && PyUnicode_CheckExact(op))
    return gl_str_ascii(op) && put(out, gl_ascii_data(op), (size_t)gl_str_length(op));
  if (how == 'U' || !(PyLong_CheckExact(op) || PyUnicode_CheckExact(op))) return 0;
  PyObject *text = Py_TYPE(op)->tp_repr(op);
  if (text == NULL) {
    PyErr_Clear();
    return 0;
  }
  int done = gl_str_ascii(text) && put(out, gl_ascii_data(text), (size_t)gl_str_length(text));
  gl_decref(text);
  return done;
}

static int put_conversion(Out *out, const char **format, va_list va) {
  const char *f = *format;
  long precision = -1;
  int size = 0;
  if (*f == '.') {
    for (precision = 0, f++; *f >= '0' && *f <= '9' && precision < 10000; f++) precision = precision * 10 + (*f - '0');
    if (*f != 's') return 0;
  }
  if (*f == 'l' || *f == 'z') size = *f++;
  char how = *f++;
  *format = f;
  switch (how) {
  case 'd':
  case 'i': return put_integer(out, size ? va_arg(va, long) : va_arg(va, int), 0);
  case 'u': return put_integer(out, size ? (int64_t)va_arg(va, unsigned long) : (int64_t)va_arg(va, unsigned int), 1);
  }
  if (size) return 0;
  switch (how) {
  case 's': {
    const char *text = va_arg(va, const char *);
    return text != NULL && put(out, text, precision < 0 ? strlen(text) : strnlen(text, (size_t)precision));
  }
  case 'c': {
    int v = va_arg(va, int);
    char c = (char)v;
    return v >= 0 && v < 128 && put(out, &c, 1);
  }
  case 'S':
  case 'U':
  case 'R': return put_object(out, va_arg(va, PyObject *), how);
  case '%': return put(out, "%", 1);
  }
  return 0;
}

GL_HIDDEN PyObject *gl_formatted(const char *format, va_list va) {
  char room[ROOM];
  Out out = {room, room + ROOM};
  while (*format != 0) {
    const char *percent = strchrnul(format, '%');
    if (!put(&out, format, (size_t)(percent - format))) return NULL;
    format = percent;
    if (*format == '%') {
      format++;
      if (!put_conversion(&out, &format, va)) return NULL;
    }
  }
  return gl_ascii_from(room, out.at - room);
}
