// Bytes and bytearrays: made, read, lent.
#include "hot.h"
#include "known.h"

enum { BYTES_HEAD = offsetof(PyBytesObject, ob_sval) };

static inline PyObject *bytes_new(Py_ssize_t n) {
  PyBytesObject *op = (PyBytesObject *)gl_init(gl_alloc(GL_OBJECT, BYTES_HEAD + (size_t)n + 1), &PyBytes_Type);
  if (GL_UNLIKELY(op == NULL)) return NULL;
  op->ob_base.ob_size = n;
  op->ob_shash = -1;
  op->ob_sval[n] = 0;
  return (PyObject *)op;
}

// Benchmark: PyBytes_FromStringAndSize, PyBytes_FromStringAndSize 1 KiB. Without a source the bytes are the caller's to
// write; the empty bytes and those of one byte are shared.
GL_EXPORT PyObject *PyBytes_FromStringAndSize(const char *source, Py_ssize_t n) {
  if (GL_LIKELY(n > 1 || (n == 1 && source == NULL))) {
    if (GL_LIKELY(n < PY_SSIZE_T_MAX - 4096)) {
      PyObject *op = bytes_new(n);
      if (GL_LIKELY(op != NULL)) {
        if (source != NULL) memcpy(((PyBytesObject *)op)->ob_sval, source, n);
        return op;
      }
    }
  } else if (n >= 0) {
    PyObject *shared = n == 0 ? gl_known.empty_bytes : gl_known.byte[(unsigned char)source[0]];
    if (shared != NULL) return gl_newref(shared);
  }
  return gl_up_PyBytes_FromStringAndSize((void *)source, n);
}

// Benchmark: PyBytes_FromString.
GL_EXPORT PyObject *PyBytes_FromString(const char *source) { return PyBytes_FromStringAndSize(source, strlen(source)); }

// Benchmark: PyBytes_AsString.
GL_EXPORT char *PyBytes_AsString(PyObject *op) {
  if (GL_LIKELY(PyBytes_Check(op))) return ((PyBytesObject *)op)->ob_sval;
  return gl_up_PyBytes_AsString(op);
}

// Benchmark: PyBytes_Size.
GL_EXPORT Py_ssize_t PyBytes_Size(PyObject *op) {
  if (GL_LIKELY(PyBytes_Check(op))) return Py_SIZE(op);
  return gl_up_PyBytes_Size(op);
}

// Benchmark: PyBytes_AsStringAndSize. Without a place for the size, embedded null bytes are an error, which Go looks for.
GL_EXPORT int PyBytes_AsStringAndSize(PyObject *op, char **data, Py_ssize_t *n) {
  if (GL_LIKELY(op != NULL && data != NULL && n != NULL && PyBytes_Check(op))) {
    *data = ((PyBytesObject *)op)->ob_sval;
    *n = Py_SIZE(op);
    return 0;
  }
  return gl_up_PyBytes_AsStringAndSize(op, data, n);
}

// Benchmark: PyBytes_FromString.
GL_HIDDEN void gl_bytes_dealloc(PyObject *op) {
  if (GL_LIKELY(PyBytes_CheckExact(op)))
    gl_free(op);
  else
    Py_TYPE(op)->tp_free(op);
}

// Benchmark: PyByteArray_AsString.
GL_EXPORT char *PyByteArray_AsString(PyObject *op) {
  PyByteArrayObject *b = (PyByteArrayObject *)op;
  return Py_SIZE(op) ? b->ob_start : _PyByteArray_empty_string;
}

// Benchmark: PyByteArray_FromStringAndSize.
GL_EXPORT PyObject *PyByteArray_FromStringAndSize(const char *source, Py_ssize_t n) {
  char *data = n <= 0 || n > PY_SSIZE_T_MAX - 4096 ? NULL : gl_alloc(GL_RAW, (size_t)n + 1);
  PyByteArrayObject *op = data == NULL ? NULL : GL_NEW(PyByteArrayObject, &PyByteArray_Type);
  if (GL_UNLIKELY(op == NULL)) {
    gl_free(data);
    return gl_up_PyByteArray_FromStringAndSize((void *)source, n);
  }
  if (source != NULL) memcpy(data, source, n);
  data[n] = 0;
  op->ob_base.ob_size = n;
  op->ob_alloc = n + 1;
  op->ob_bytes = op->ob_start = data;
  op->ob_exports = 0;
  return (PyObject *)op;
}

// Benchmark: PyByteArray_FromStringAndSize.
GL_HIDDEN void gl_bytearray_dealloc(PyObject *op) {
  PyByteArrayObject *b = (PyByteArrayObject *)op;
  if (GL_UNLIKELY(!PyByteArray_CheckExact(op) || b->ob_exports > 0)) {
    gl_twin_v_p(GL_TWIN_gl_bytearray_dealloc, op);
    return;
  }
  gl_free(b->ob_bytes);
  gl_push(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(PyByteArrayObject)), op);
}

// A buffer of single bytes.
static int lend(Py_buffer *view, PyObject *op, char *data, Py_ssize_t n, int readonly, int flags) {
  view->obj = gl_newref(op);
  view->buf = data;
  view->len = n;
  view->readonly = readonly;
  view->itemsize = 1;
  view->format = flags & PyBUF_FORMAT ? "B" : NULL;
  view->ndim = 1;
  view->shape = flags & PyBUF_ND ? &view->len : NULL;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &view->itemsize : NULL;
  view->suboffsets = NULL;
  view->internal = NULL;
  return 0;
}

// Benchmark: PyObject_GetBuffer bytearray.
GL_HIDDEN int gl_bytearray_bf_getbuffer(PyObject *op, Py_buffer *view, int flags) {
  PyByteArrayObject *b = (PyByteArrayObject *)op;
  if (GL_UNLIKELY(view == NULL)) {
    gl_word w[3] = {{.p = op}, {.p = view}, {.i = flags}};
    gl_slot_upcall(GL_TWIN_gl_bytearray_bf_getbuffer, w);
    return (int)w[0].i;
  }
  b->ob_exports++;
  return lend(view, op, PyByteArray_AsString(op), Py_SIZE(op), 0, flags);
}

GL_HIDDEN void gl_bytearray_bf_releasebuffer(PyObject *op, Py_buffer *view) {
  (void)view;
  ((PyByteArrayObject *)op)->ob_exports--;
}

GL_EXPORT Py_ssize_t PyByteArray_Size(PyObject *op) { return Py_SIZE(op); }

// Benchmark: PyObject_GetBuffer bytes. Requests that bytes cannot meet are refused by Go.
GL_HIDDEN int gl_bytes_bf_getbuffer(PyObject *op, Py_buffer *view, int flags) {
  if (GL_UNLIKELY(view == NULL || flags & PyBUF_WRITABLE)) {
    gl_word w[3] = {{.p = op}, {.p = view}, {.i = flags}};
    gl_slot_upcall(GL_TWIN_gl_bytes_bf_getbuffer, w);
    return (int)w[0].i;
  }
  return lend(view, op, ((PyBytesObject *)op)->ob_sval, Py_SIZE(op), 1, flags);
}

// Benchmark: PyObject_GetBuffer bytes, bytearray.
GL_EXPORT int PyObject_GetBuffer(PyObject *op, Py_buffer *view, int flags) {
  PyBufferProcs *procs = Py_TYPE(op)->tp_as_buffer;
  if (GL_LIKELY(procs != NULL && procs->bf_getbuffer != NULL)) return procs->bf_getbuffer(op, view, flags);
  return gl_up_PyObject_GetBuffer(op, view, flags);
}

// Benchmark: PyObject_GetBuffer bytes, bytearray.
GL_EXPORT void PyBuffer_Release(Py_buffer *view) {
  PyObject *op = view->obj;
  if (op == NULL) return;
  PyBufferProcs *procs = Py_TYPE(op)->tp_as_buffer;
  if (procs != NULL && procs->bf_releasebuffer != NULL) procs->bf_releasebuffer(op, view);
  view->obj = NULL;
  gl_decref(op);
}
