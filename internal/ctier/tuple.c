// Tuples: made, filled, read, freed.
#include "known.h"
#include "trash.h"
#include "tuple.h"
#include <stdarg.h>

enum { HEAD = offsetof(PyTupleObject, ob_item), LARGEST = (GL_MAX - (int)sizeof(gl_gchead) - HEAD) / (int)sizeof(PyObject *) };

// A tuple whose items are the caller's to fill at once, untracked; NULL where only Go can tell.
static inline PyTupleObject *unfilled(PyInterpreterState *interp, Py_ssize_t n) {
  if (GL_UNLIKELY(n <= 0 || n > LARGEST)) return NULL;
  PyTupleObject *op = (PyTupleObject *)gl_new_gc(interp, HEAD + (size_t)n * sizeof(PyObject *), &PyTuple_Type);
  if (GL_LIKELY(op != NULL)) op->ob_base.ob_size = n;
  return op;
}

GL_HIDDEN PyObject *gl_tuple_new(Py_ssize_t n) {
  PyInterpreterState *interp = gl_tstate->interp;
  PyTupleObject *op = unfilled(interp, n);
  if (GL_UNLIKELY(op == NULL)) return gl_up_PyTuple_New(n);
  memset(op->ob_item, 0, (size_t)n * sizeof(PyObject *));
  gl_track(interp, (PyObject *)op);
  return (PyObject *)op;
}

// Benchmark: PyTuple_New 0, PyTuple_New 2, filled.
GL_EXPORT PyObject *PyTuple_New(Py_ssize_t n) {
  if (n == 0 && gl_known.empty_tuple != NULL) return gl_newref(gl_known.empty_tuple);
  return gl_tuple_new(n);
}

// Benchmark: PyObject_Vectorcall METH_VARARGS, PyList_AsTuple 16.
GL_HIDDEN PyObject *gl_tuple_from(PyObject *const *items, Py_ssize_t n) {
  PyInterpreterState *interp = gl_tstate->interp;
  PyTupleObject *op = unfilled(interp, n);
  if (GL_LIKELY(op != NULL)) {
    for (Py_ssize_t i = 0; i < n; i++) op->ob_item[i] = gl_newref(items[i]);
    gl_track(interp, (PyObject *)op);
    return (PyObject *)op;
  }
  op = (PyTupleObject *)PyTuple_New(n);
  if (op == NULL) return NULL;
  for (Py_ssize_t i = 0; i < n; i++) op->ob_item[i] = gl_newref(items[i]);
  return (PyObject *)op;
}

// Benchmark: PyTuple_Pack 3.
GL_EXPORT PyObject *PyTuple_Pack(Py_ssize_t n, ...) {
  PyObject *op = PyTuple_New(n);
  if (op == NULL) return NULL;
  va_list args;
  va_start(args, n);
  for (Py_ssize_t i = 0; i < n; i++) ((PyTupleObject *)op)->ob_item[i] = gl_newref(va_arg(args, PyObject *));
  va_end(args);
  return op;
}

// Benchmark: PyTuple_GetItem. The result is borrowed.
GL_EXPORT PyObject *PyTuple_GetItem(PyObject *op, Py_ssize_t i) {
  if (GL_LIKELY(PyTuple_Check(op) && (size_t)i < (size_t)Py_SIZE(op))) return ((PyTupleObject *)op)->ob_item[i];
  return gl_up_PyTuple_GetItem(op, i);
}

// Benchmark: PyTuple_New 2, filled. Takes over the reference to the item.
GL_EXPORT int PyTuple_SetItem(PyObject *op, Py_ssize_t i, PyObject *item) {
  if (GL_LIKELY(PyTuple_Check(op) && op->ob_refcnt == 1 && (size_t)i < (size_t)Py_SIZE(op))) {
    PyObject *old = ((PyTupleObject *)op)->ob_item[i];
    ((PyTupleObject *)op)->ob_item[i] = item;
    gl_xdecref(old);
    return 0;
  }
  return gl_up_PyTuple_SetItem(op, i, item);
}

// Benchmark: PyTuple_Size.
GL_EXPORT Py_ssize_t PyTuple_Size(PyObject *op) {
  if (GL_LIKELY(PyTuple_Check(op))) return Py_SIZE(op);
  return gl_up_PyTuple_Size(op);
}

GL_HIDDEN Py_ssize_t gl_tuple_sq_length(PyObject *op) { return Py_SIZE(op); }

GL_HIDDEN Py_ssize_t gl_tuple_mp_length(PyObject *op) { return Py_SIZE(op); }

GL_HIDDEN PyObject *gl_tuple_sq_item(PyObject *op, Py_ssize_t i) {
  if (GL_LIKELY((size_t)i < (size_t)Py_SIZE(op))) return gl_newref(((PyTupleObject *)op)->ob_item[i]);
  gl_word w[2] = {{.p = op}, {.i = i}};
  gl_slot_upcall(GL_TWIN_gl_tuple_sq_item, w);
  return w[0].p;
}

// Benchmark: PyObject_Hash tuple. CPython's mixing of the items' hashes, each of which may run code.
GL_HIDDEN Py_hash_t gl_tuple_hash(PyObject *op) {
  const uint64_t prime1 = 11400714785074694791u, prime2 = 14029467366897019727u, prime5 = 2870177450012600261u;
  uint64_t sum = prime5;
  Py_ssize_t n = Py_SIZE(op);
  for (Py_ssize_t i = 0; i < n; i++) {
    Py_hash_t lane = PyObject_Hash(((PyTupleObject *)op)->ob_item[i]);
    if (lane == -1) return -1;
    sum += (uint64_t)lane * prime2;
    sum = sum << 31 | sum >> 33;
    sum *= prime1;
  }
  sum += (uint64_t)n ^ (prime5 ^ 3527539u);
  return sum == (uint64_t)-1 ? 1546275796 : (Py_hash_t)sum;
}

// Benchmark: PyTuple_New 2, filled. Releasing an item may run code.
GL_HIDDEN void gl_tuple_dealloc(PyObject *op) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(!PyTuple_CheckExact(op))) {
    gl_twin_v_p(GL_TWIN_gl_tuple_dealloc, op);
    return;
  }
  gl_untrack(op);
  int turn = gl_trash_turn(ts, op, &PyTuple_Type);
  if (GL_UNLIKELY(turn == 0)) return;
  Py_ssize_t n = Py_SIZE(op);
  PyObject **items = ((PyTupleObject *)op)->ob_item;
  for (Py_ssize_t i = n; --i >= 0;) gl_xdecref(items[i]);
  if (GL_LIKELY(n <= LARGEST))
    gl_free_gc(ts->interp, HEAD + (size_t)n * sizeof(PyObject *), op);
  else
    Py_TYPE(op)->tp_free(op);
  if (GL_LIKELY(turn == 1)) gl_trash_end(ts);
}
