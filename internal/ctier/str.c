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

// No text is as long as this: Go raises for one that is said to be, before anybody reads it.
#define MOST ((Py_ssize_t)1 << 46)

GL_HIDDEN PyObject *gl_ascii_from(const char *text, Py_ssize_t n) {
  if (GL_UNLIKELY(n > MOST) || !gl_is_ascii(text, n)) return NULL;
  if (n <= 1) {
    PyObject *shared = n == 0 ? gl_known.empty_str : gl_known.latin1[(unsigned char)text[0]];
    return shared == NULL ? NULL : gl_newref(shared);
  }
  PyObject *op = gl_ascii_new(n);
  if (GL_LIKELY(op != NULL)) memcpy(gl_ascii_data(op), text, n);
  return op;
}

// Reads one character of two or three bytes; 0 for anything else, and for what is not valid UTF-8.
static inline Py_UCS4 read_utf8(const uint8_t *p, const uint8_t *end, int *size) {
  if (p[0] < 0xc2 || p[0] > 0xef || end - p < 2 || (p[1] & 0xc0) != 0x80) return 0;
  if (p[0] < 0xe0) return *size = 2, (Py_UCS4)((p[0] & 0x1f) << 6 | (p[1] & 0x3f));
  if (end - p < 3 || (p[2] & 0xc0) != 0x80) return 0;
  Py_UCS4 c = (Py_UCS4)((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
  *size = 3;
  return c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 0 : c;
}

// Benchmark: PyUnicode_FromString accents. The str of UTF-8 with characters of up to three bytes; NULL, and no exception,
// where only Go can make it.
static PyObject *utf8_from(const char *text, Py_ssize_t n) {
  if (GL_UNLIKELY(n > MOST)) return NULL;
  const uint8_t *p = (const uint8_t *)text, *end = p + n;
  Py_UCS4 all = 0;
  Py_ssize_t length = 0;
  int size = 0;
  for (; p < end; length++) {
    Py_UCS4 c = *p;
    if (c < 0x80)
      p++;
    else if ((c = read_utf8(p, end, &size)) != 0)
      p += size;
    else
      return NULL;
    all |= c;
  }
  if (length < 2) return NULL;
  int kind = all < 256 ? PyUnicode_1BYTE_KIND : PyUnicode_2BYTE_KIND;
  size_t bytes = sizeof(PyCompactUnicodeObject) + ((size_t)length + 1) * (size_t)kind;
  PyCompactUnicodeObject *op = (PyCompactUnicodeObject *)gl_init(gl_alloc(GL_OBJECT, bytes), &PyUnicode_Type);
  if (GL_UNLIKELY(op == NULL)) return NULL;
  memset((char *)op + sizeof(PyObject), 0, sizeof *op - sizeof(PyObject));
  op->_base.length = length;
  op->_base.hash = -1;
  op->_base.state.kind = kind;
  op->_base.state.compact = op->_base.state.ready = 1;
  uint8_t *ones = (uint8_t *)(op + 1);
  Py_UCS2 *twos = (Py_UCS2 *)(op + 1);
  p = (const uint8_t *)text;
  for (Py_ssize_t i = 0; i < length; i++) {
    Py_UCS4 c = *p;
    if (c < 0x80)
      p++;
    else
      c = read_utf8(p, end, &size), p += size;
    if (kind == PyUnicode_1BYTE_KIND)
      ones[i] = (uint8_t)c;
    else
      twos[i] = (Py_UCS2)c;
  }
  if (kind == PyUnicode_1BYTE_KIND)
    ones[length] = 0;
  else
    twos[length] = 0;
  return (PyObject *)op;
}

// Benchmark: PyUnicode_FromString ASCII.
GL_EXPORT PyObject *PyUnicode_FromString(const char *text) {
  Py_ssize_t n = strlen(text);
  PyObject *op = gl_ascii_from(text, n);
  if (GL_UNLIKELY(op == NULL)) op = utf8_from(text, n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_FromString((void *)text);
}

// Benchmark: PyUnicode_FromStringAndSize ASCII, 1 char.
GL_EXPORT PyObject *PyUnicode_FromStringAndSize(const char *text, Py_ssize_t n) {
  PyObject *op = text == NULL || n < 0 ? NULL : gl_ascii_from(text, n);
  if (GL_UNLIKELY(op == NULL && text != NULL && n > 0)) op = utf8_from(text, n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_FromStringAndSize((void *)text, n);
}

// Benchmark: PyUnicode_DecodeUTF8.
GL_EXPORT PyObject *PyUnicode_DecodeUTF8(const char *text, Py_ssize_t n, const char *errors) {
  PyObject *op = n < 0 ? NULL : gl_ascii_from(text, n);
  if (GL_UNLIKELY(op == NULL && n > 0)) op = utf8_from(text, n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_DecodeUTF8((void *)text, n, (void *)errors);
}

// Benchmark: PyUnicode_New 8. The characters are the caller's to write.
GL_EXPORT PyObject *PyUnicode_New(Py_ssize_t n, Py_UCS4 largest) {
  PyObject *op = largest > 127 || n <= 0 || n > PY_SSIZE_T_MAX - 1024 ? NULL : gl_ascii_new(n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyUnicode_New(n, largest);
}

// Benchmark: PyUnicode_FromKindAndData UCS2. Two-byte characters one of which needs two bytes.
GL_EXPORT PyObject *PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t n) {
  if (kind == PyUnicode_1BYTE_KIND && n > 0) {
    PyObject *op = gl_ascii_from(data, n);
    if (op != NULL) return op;
  }
  if (GL_LIKELY(kind == PyUnicode_2BYTE_KIND && n > 1 && n < PY_SSIZE_T_MAX / 4)) {
    const Py_UCS2 *from = data;
    Py_UCS2 all = 0;
    for (Py_ssize_t i = 0; i < n; i++) all |= from[i];
    size_t size = sizeof(PyCompactUnicodeObject) + ((size_t)n + 1) * sizeof *from;
    PyCompactUnicodeObject *op =
        all < 256 ? NULL : (PyCompactUnicodeObject *)gl_init(gl_alloc(GL_OBJECT, size), &PyUnicode_Type);
    if (GL_LIKELY(op != NULL)) {
      memset((char *)op + sizeof(PyObject), 0, sizeof *op - sizeof(PyObject));
      op->_base.length = n;
      op->_base.hash = -1;
      op->_base.state.kind = PyUnicode_2BYTE_KIND;
      op->_base.state.compact = op->_base.state.ready = 1;
      memcpy(op + 1, from, (size_t)n * sizeof *from);
      ((Py_UCS2 *)(op + 1))[n] = 0;
      return (PyObject *)op;
    }
  }
  return gl_up_PyUnicode_FromKindAndData(kind, (void *)data, n);
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

// Whether a run of bytes has a part. Candidates are found by their first byte; where that is too common, by the C library's
// search, which is slow to start and linear for any input.
static inline int has_part(const char *s, size_t n, const char *part, size_t m) {
  enum { CANDIDATES = 16 };
  if (m == 0) return 1;
  for (int i = 0; i < CANDIDATES; i++) {
    if (m > n) return 0;
    const char *at = memchr(s, *part, n - m + 1);
    if (at == NULL) return 0;
    if (memcmp(at, part, m) == 0) return 1;
    n -= (size_t)(at + 1 - s);
    s = at + 1;
  }
  return memmem(s, n, part, m) != NULL;
}

// Benchmark: PyUnicode_Contains.
GL_EXPORT int PyUnicode_Contains(PyObject *op, PyObject *part) {
  if (GL_LIKELY(PyUnicode_Check(op) && PyUnicode_Check(part) && gl_str_ascii(op) && gl_str_ascii(part)))
    return has_part(gl_ascii_data(op), gl_str_length(op), gl_ascii_data(part), gl_str_length(part));
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
