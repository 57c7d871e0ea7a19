// Strs: made from ASCII, read, compared, put together. Anything that is not ASCII, and every error, is Go's.
#include "long.h"
#include "str.h"

enum { ASCII_HEAD = sizeof(PyASCIIObject) };

GL_HIDDEN PyObject *gl_ascii_new(Py_ssize_t n) {
  PyASCIIObject *op = (PyASCIIObject *)gl_init(gl_alloc(GL_OBJECT, ASCII_HEAD + (size_t)n + 1), &PyUnicode_Type);
  if (GL_UNLIKELY(op == NULL)) return NULL;
  op->length = n;
  op->hash = -1;
  op->wstr = NULL;
  memset(&op->state, 0, sizeof op->state);
  op->state.kind = PyUnicode_1BYTE_KIND;
  op->state.compact = op->state.ascii = op->state.ready = 1;
  ((char *)(op + 1))[n] = 0;
  return (PyObject *)op;
}

GL_HIDDEN PyObject *gl_ascii_from(const char *text, Py_ssize_t n) {
  if (!gl_is_ascii(text, n)) return NULL;
  if (n <= 1) {
    PyObject *shared = n == 0 ? gl_known.empty_str : gl_known.latin1[(unsigned char)text[0]];
    return shared == NULL ? NULL : gl_newref(shared);
  }
  PyObject *op = gl_ascii_new(n);
  if (GL_LIKELY(op != NULL)) memcpy(gl_ascii_data(op), text, n);
  return op;
}

// Benchmark: PyUnicode_FromString ASCII.
GL_EXPORT PyObject *PyUnicode_FromString(const char *text) {
  PyObject *op = gl_ascii_from(text, strlen(text));
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_FromString((void *)text);
}

// Benchmark: PyUnicode_FromStringAndSize ASCII, 1 char.
GL_EXPORT PyObject *PyUnicode_FromStringAndSize(const char *text, Py_ssize_t n) {
  PyObject *op = text == NULL || n < 0 ? NULL : gl_ascii_from(text, n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_FromStringAndSize((void *)text, n);
}

// Benchmark: PyUnicode_DecodeUTF8.
GL_EXPORT PyObject *PyUnicode_DecodeUTF8(const char *text, Py_ssize_t n, const char *errors) {
  PyObject *op = n < 0 ? NULL : gl_ascii_from(text, n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_DecodeUTF8((void *)text, n, (void *)errors);
}

// Benchmark: PyUnicode_New 8. The characters are the caller's to write.
GL_EXPORT PyObject *PyUnicode_New(Py_ssize_t n, Py_UCS4 largest) {
  PyObject *op = largest > 127 || n <= 0 || n > PY_SSIZE_T_MAX - 1024 ? NULL : gl_ascii_new(n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_New(n, largest);
}

// Benchmark: PyUnicode_AsUTF8AndSize. A str that is not ASCII has its UTF-8 form only after Go made it once.
GL_EXPORT const char *PyUnicode_AsUTF8AndSize(PyObject *op, Py_ssize_t *n) {
  if (GL_LIKELY(PyUnicode_Check(op))) {
    if (GL_LIKELY(gl_str_ascii(op))) {
      if (n != NULL) *n = gl_str_length(op);
      return gl_ascii_data(op);
    }
    PyCompactUnicodeObject *u = (PyCompactUnicodeObject *)op;
    if (gl_str_ready(op) && !u->_base.state.ascii && u->utf8 != NULL) {
      if (n != NULL) *n = u->utf8_length;
      return u->utf8;
    }
  }
  return gl_up_PyUnicode_AsUTF8AndSize(op, n);
}

GL_EXPORT const char *PyUnicode_AsUTF8(PyObject *op) { return PyUnicode_AsUTF8AndSize(op, NULL); }

// Benchmark: PyUnicode_GetLength.
GL_EXPORT Py_ssize_t PyUnicode_GetLength(PyObject *op) {
  if (GL_LIKELY(PyUnicode_Check(op) && gl_str_ready(op))) return gl_str_length(op);
  return gl_up_PyUnicode_GetLength(op);
}

// Benchmark: PyUnicode_ReadChar.
GL_EXPORT Py_UCS4 PyUnicode_ReadChar(PyObject *op, Py_ssize_t i) {
  if (GL_LIKELY(PyUnicode_Check(op) && gl_str_ready(op) && (size_t)i < (size_t)gl_str_length(op)))
    return PyUnicode_READ(PyUnicode_KIND(op), PyUnicode_DATA(op), i);
  return gl_up_PyUnicode_ReadChar(op, i);
}

// Benchmark: PyUnicode_Concat. Two ASCII strs, neither empty.
GL_EXPORT PyObject *PyUnicode_Concat(PyObject *a, PyObject *b) {
  if (GL_LIKELY(PyUnicode_Check(a) && PyUnicode_Check(b) && gl_str_ascii(a) && gl_str_ascii(b))) {
    Py_ssize_t m = gl_str_length(a), n = gl_str_length(b);
    PyObject *op = m == 0 || n == 0 || m > PY_SSIZE_T_MAX / 2 || n > PY_SSIZE_T_MAX / 2 ? NULL : gl_ascii_new(m + n);
    if (GL_LIKELY(op != NULL)) {
      memcpy(gl_ascii_data(op), gl_ascii_data(a), m);
      memcpy(gl_ascii_data(op) + m, gl_ascii_data(b), n);
      return op;
    }
  }
  return gl_up_PyUnicode_Concat(a, b);
}

// Benchmark: PyUnicode_Substring.
GL_EXPORT PyObject *PyUnicode_Substring(PyObject *op, Py_ssize_t from, Py_ssize_t to) {
  if (GL_LIKELY(PyUnicode_CheckExact(op) && gl_str_ascii(op) && from >= 0 && to >= from)) {
    Py_ssize_t n = gl_str_length(op);
    if (to > n) to = n;
    if (from == 0 && to == n) return gl_newref(op);
    PyObject *part = from >= to ? NULL : gl_ascii_from(gl_ascii_data(op) + from, to - from);
    if (GL_LIKELY(part != NULL)) return part;
  }
  return gl_up_PyUnicode_Substring(op, from, to);
}

GL_HIDDEN int gl_str_order(PyObject *a, PyObject *b) {
  if (a == b) return 0;
  Py_ssize_t m = gl_str_length(a), n = gl_str_length(b), least = m < n ? m : n;
  int j = PyUnicode_KIND(a), k = PyUnicode_KIND(b);
  const void *x = PyUnicode_DATA(a), *y = PyUnicode_DATA(b);
  if (j == PyUnicode_1BYTE_KIND && k == PyUnicode_1BYTE_KIND) {
    int order = memcmp(x, y, least);
    if (order != 0) return order < 0 ? -1 : 1;
  } else {
    for (Py_ssize_t i = 0; i < least; i++) {
      Py_UCS4 c = PyUnicode_READ(j, x, i), d = PyUnicode_READ(k, y, i);
      if (c != d) return c < d ? -1 : 1;
    }
  }
  return (m > n) - (m < n);
}

// Benchmark: PyUnicode_Compare.
GL_EXPORT int PyUnicode_Compare(PyObject *a, PyObject *b) {
  if (GL_LIKELY(PyUnicode_Check(a) && PyUnicode_Check(b) && gl_str_ready(a) && gl_str_ready(b))) return gl_str_order(a, b);
  return gl_up_PyUnicode_Compare(a, b);
}

// Benchmark: PyUnicode_CompareWithASCIIString. The text counts as Latin-1.
GL_EXPORT int PyUnicode_CompareWithASCIIString(PyObject *op, const char *text) {
  if (GL_UNLIKELY(!gl_str_ascii(op))) return gl_up_PyUnicode_CompareWithASCIIString(op, (void *)text);
  size_t m = gl_str_length(op), n = strlen(text);
  int order = memcmp(gl_ascii_data(op), text, m < n ? m : n);
  if (order != 0) return order < 0 ? -1 : 1;
  return (m > n) - (m < n);
}

// Benchmark: PyObject_RichCompareBool str.
GL_HIDDEN PyObject *gl_str_richcompare(PyObject *a, PyObject *b, int op) {
  if (GL_LIKELY(PyUnicode_Check(a) && PyUnicode_Check(b) && gl_str_ready(a) && gl_str_ready(b))) {
    int order = op == Py_EQ || op == Py_NE ? !gl_str_equal(a, b) : gl_str_order(a, b);
    return gl_compared(order, op);
  }
  return gl_twin_p_ppi(GL_TWIN_gl_str_richcompare, a, b, op);
}

// Benchmark: PyObject_Hash str.
GL_HIDDEN Py_hash_t gl_str_hash(PyObject *op) {
  if (GL_LIKELY(gl_str_ready(op))) return hash_str(op);
  return gl_twin_i_p(GL_TWIN_gl_str_hash, op);
}

// Benchmark: PyObject_Repr str. Printable ASCII without anything that has to be escaped.
GL_HIDDEN PyObject *gl_str_repr(PyObject *op) {
  if (GL_LIKELY(gl_str_ascii(op))) {
    const char *text = gl_ascii_data(op);
    Py_ssize_t n = gl_str_length(op), i = 0;
    while (i < n && text[i] >= ' ' && text[i] != 127 && text[i] != '\'' && text[i] != '\\') i++;
    PyObject *quoted = i < n ? NULL : gl_ascii_new(n + 2);
    if (GL_LIKELY(quoted != NULL)) {
      char *to = gl_ascii_data(quoted);
      to[0] = to[n + 1] = '\'';
      memcpy(to + 1, text, n);
      return quoted;
    }
  }
  return gl_twin_p_p(GL_TWIN_gl_str_repr, op);
}

GL_HIDDEN Py_ssize_t gl_str_sq_length(PyObject *op) { return gl_str_ready(op) ? gl_str_length(op) : PyUnicode_GetLength(op); }

// Benchmark: PyUnicode_AsUTF8String.
GL_EXPORT PyObject *PyUnicode_AsUTF8String(PyObject *op) {
  if (GL_LIKELY(PyUnicode_Check(op) && gl_str_ascii(op))) return PyBytes_FromStringAndSize(gl_ascii_data(op), gl_str_length(op));
  return gl_up_PyUnicode_AsUTF8String(op);
}

GL_EXPORT PyObject *PyUnicode_AsASCIIString(PyObject *op) {
  if (GL_LIKELY(PyUnicode_Check(op) && gl_str_ascii(op))) return PyBytes_FromStringAndSize(gl_ascii_data(op), gl_str_length(op));
  return gl_up_PyUnicode_AsASCIIString(op);
}

// Benchmark: PyUnicode_Contains.
GL_EXPORT int PyUnicode_Contains(PyObject *op, PyObject *part) {
  if (GL_LIKELY(PyUnicode_Check(op) && PyUnicode_Check(part) && gl_str_ascii(op) && gl_str_ascii(part)))
    return memmem(gl_ascii_data(op), gl_str_length(op), gl_ascii_data(part), gl_str_length(part)) != NULL;
  return gl_up_PyUnicode_Contains(op, part);
}

// Benchmark: PyUnicode_Join. A list or tuple of two or more exact ASCII strs, with an ASCII separator.
GL_EXPORT PyObject *PyUnicode_Join(PyObject *separator, PyObject *items) {
  if (GL_LIKELY(separator != NULL && PyUnicode_CheckExact(separator) && gl_str_ascii(separator) &&
                (PyList_CheckExact(items) || PyTuple_CheckExact(items)) && Py_SIZE(items) > 1)) {
    Py_ssize_t count = Py_SIZE(items), gap = gl_str_length(separator), n = 0;
    PyObject **item = PyList_CheckExact(items) ? ((PyListObject *)items)->ob_item : ((PyTupleObject *)items)->ob_item;
    for (Py_ssize_t i = 0; i < count; i++) {
      if (!PyUnicode_CheckExact(item[i]) || !gl_str_ascii(item[i])) goto decide;
      if (__builtin_add_overflow(n, gl_str_length(item[i]) + gap, &n)) goto decide;
    }
    PyObject *joined = n - gap <= 1 ? NULL : gl_ascii_new(n - gap);
    if (joined == NULL) goto decide;
    char *to = gl_ascii_data(joined);
    for (Py_ssize_t i = 0; i < count; i++) {
      if (i > 0) to = mempcpy(to, gl_ascii_data(separator), gap);
      to = mempcpy(to, gl_ascii_data(item[i]), gl_str_length(item[i]));
    }
    return joined;
  }
decide:
  return gl_up_PyUnicode_Join(separator, items);
}

// Benchmark: PyUnicode_FromString ASCII. An interned str, one of the old layout or of a subtype is Go's to take apart.
GL_HIDDEN void gl_str_dealloc(PyObject *op) {
  PyASCIIObject *u = (PyASCIIObject *)op;
  if (GL_UNLIKELY(!PyUnicode_CheckExact(op) || u->state.interned || !u->state.compact || u->wstr != NULL)) {
    gl_twin_v_p(GL_TWIN_gl_str_dealloc, op);
    return;
  }
  if (!u->state.ascii) gl_free(((PyCompactUnicodeObject *)op)->utf8);
  gl_free(op);
}
