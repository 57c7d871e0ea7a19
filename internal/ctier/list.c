// Lists: made, filled, read, freed.
#include "list.h"
#include "trash.h"
#include "tuple.h"

GL_HIDDEN void *gl_resize(unsigned kind, void *p, size_t size);

// Benchmark: PyList_New 0, PyList_New 8, filled.
GL_EXPORT PyObject *PyList_New(Py_ssize_t n) {
  if (GL_UNLIKELY(n < 0 || n > PY_SSIZE_T_MAX / (Py_ssize_t)sizeof(PyObject *))) return gl_up_PyList_New(n);
  PyObject **items = NULL;
  if (n > 0) {
    items = gl_alloc(GL_RAW, (size_t)n * sizeof(PyObject *));
    if (GL_UNLIKELY(items == NULL)) return gl_up_PyList_New(n);
    memset(items, 0, (size_t)n * sizeof(PyObject *));
  }
  PyListObject *op = GL_NEW_GC(PyListObject, &PyList_Type);
  if (GL_UNLIKELY(op == NULL)) {
    gl_free(items);
    return gl_up_PyList_New(n);
  }
  op->ob_base.ob_size = n;
  op->ob_item = items;
  op->allocated = n;
  gl_track(gl_tstate->interp, (PyObject *)op);
  return (PyObject *)op;
}

GL_HIDDEN int gl_list_append(PyObject *op, PyObject *item) {
  PyListObject *list = (PyListObject *)op;
  Py_ssize_t n = Py_SIZE(op);
  if (GL_UNLIKELY(n >= list->allocated)) {
    size_t room = ((size_t)n + 1 + ((size_t)n >> 3) + 6) & ~(size_t)3; // CPython's growth: 4, 8, 16, 24, 32, 40, 52…
    PyObject **items = gl_resize(GL_RAW, list->ob_item, room * sizeof(PyObject *));
    if (GL_UNLIKELY(items == NULL)) return -1;
    list->ob_item = items;
    list->allocated = (Py_ssize_t)room;
  }
  list->ob_item[n] = gl_newref(item);
  list->ob_base.ob_size = n + 1;
  return 0;
}

// Benchmark: PyList_New 0, 1 append; 100 appends.
GL_EXPORT int PyList_Append(PyObject *op, PyObject *item) {
  if (GL_LIKELY(item != NULL && PyList_Check(op) && gl_list_append(op, item) == 0)) return 0;
  return gl_up_PyList_Append(op, item);
}

// Benchmark: PyList_GetItem. The result is borrowed.
GL_EXPORT PyObject *PyList_GetItem(PyObject *op, Py_ssize_t i) {
  if (GL_LIKELY(PyList_Check(op) && (size_t)i < (size_t)Py_SIZE(op))) return ((PyListObject *)op)->ob_item[i];
  return gl_up_PyList_GetItem(op, i);
}

// Benchmark: PyList_SetItem. Takes over the reference to the item; releasing the old one may run code.
GL_EXPORT int PyList_SetItem(PyObject *op, Py_ssize_t i, PyObject *item) {
  if (GL_LIKELY(PyList_Check(op) && (size_t)i < (size_t)Py_SIZE(op))) {
    PyObject **at = &((PyListObject *)op)->ob_item[i], *old = *at;
    *at = item;
    gl_xdecref(old);
    return 0;
  }
  return gl_up_PyList_SetItem(op, i, item);
}

// Benchmark: PyList_Size.
GL_EXPORT Py_ssize_t PyList_Size(PyObject *op) {
  if (GL_LIKELY(PyList_Check(op))) return Py_SIZE(op);
  return gl_up_PyList_Size(op);
}

// Benchmark: PyList_GetSlice 4.
GL_EXPORT PyObject *PyList_GetSlice(PyObject *op, Py_ssize_t from, Py_ssize_t to) {
  if (GL_UNLIKELY(!PyList_Check(op))) return gl_up_PyList_GetSlice(op, from, to);
  Py_ssize_t n = Py_SIZE(op);
  from = from < 0 ? 0 : from > n ? n : from;
  to = to < from ? from : to > n ? n : to;
  PyObject *part = PyList_New(to - from);
  if (part == NULL) return NULL;
  for (Py_ssize_t i = from; i < to; i++) ((PyListObject *)part)->ob_item[i - from] = gl_newref(((PyListObject *)op)->ob_item[i]);
  return part;
}

// Benchmark: PyList_AsTuple 16.
GL_EXPORT PyObject *PyList_AsTuple(PyObject *op) {
  if (GL_UNLIKELY(op == NULL || !PyList_Check(op))) return gl_up_PyList_AsTuple(op);
  return gl_tuple_from(((PyListObject *)op)->ob_item, Py_SIZE(op));
}

// Benchmark: call list(tuple).
GL_HIDDEN PyObject *gl_list_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  if (GL_LIKELY(type == &PyList_Type)) return PyList_New(0);
  return gl_twin_p_ppp(GL_TWIN_gl_list_new, type, args, kwargs);
}

// Benchmark: call list(tuple). A new list filled from an exact list or tuple.
GL_HIDDEN int gl_list_init(PyObject *op, PyObject *args, PyObject *kwargs) {
  PyListObject *list = (PyListObject *)op;
  if (GL_LIKELY(kwargs == NULL && list->ob_item == NULL && Py_SIZE(args) <= 1)) {
    if (Py_SIZE(args) == 0) return 0;
    PyObject *from = ((PyTupleObject *)args)->ob_item[0];
    if (PyList_CheckExact(from) || PyTuple_CheckExact(from)) {
      Py_ssize_t n = Py_SIZE(from);
      PyObject **items = PyList_CheckExact(from) ? ((PyListObject *)from)->ob_item : ((PyTupleObject *)from)->ob_item;
      PyObject **copy = n == 0 ? NULL : gl_alloc(GL_RAW, (size_t)n * sizeof *copy);
      if (n == 0) return 0;
      if (GL_LIKELY(copy != NULL)) {
        for (Py_ssize_t i = 0; i < n; i++) copy[i] = gl_newref(items[i]);
        list->ob_item = copy;
        list->allocated = list->ob_base.ob_size = n;
        return 0;
      }
    }
  }
  return (int)gl_twin_i_ppp(GL_TWIN_gl_list_init, op, args, kwargs);
}

GL_HIDDEN Py_ssize_t gl_list_sq_length(PyObject *op) { return Py_SIZE(op); }

GL_HIDDEN Py_ssize_t gl_list_mp_length(PyObject *op) { return Py_SIZE(op); }

// Benchmark: PySequence_GetItem list.
GL_HIDDEN PyObject *gl_list_sq_item(PyObject *op, Py_ssize_t i) {
  if (GL_LIKELY((size_t)i < (size_t)Py_SIZE(op))) return gl_newref(((PyListObject *)op)->ob_item[i]);
  gl_word w[2] = {{.p = op}, {.i = i}};
  gl_slot_upcall(GL_TWIN_gl_list_sq_item, w);
  return w[0].p;
}

// Benchmark: PySequence_SetItem list. A NULL value deletes, which Go does.
GL_HIDDEN int gl_list_sq_ass_item(PyObject *op, Py_ssize_t i, PyObject *value) {
  if (GL_LIKELY(value != NULL && (size_t)i < (size_t)Py_SIZE(op))) {
    PyObject **at = &((PyListObject *)op)->ob_item[i], *old = *at;
    *at = gl_newref(value);
    gl_decref(old);
    return 0;
  }
  gl_word w[3] = {{.p = op}, {.i = i}, {.p = value}};
  gl_slot_upcall(GL_TWIN_gl_list_sq_ass_item, w);
  return (int)w[0].i;
}

// Benchmark: PyList_New 8, filled. Releasing an item may run code.
GL_HIDDEN void gl_list_dealloc(PyObject *op) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(!PyList_CheckExact(op))) {
    gl_twin_v_p(GL_TWIN_gl_list_dealloc, op);
    return;
  }
  gl_untrack(op);
  int turn = gl_trash_turn(ts, op, &PyList_Type);
  if (GL_UNLIKELY(turn == 0)) return;
  PyObject **items = ((PyListObject *)op)->ob_item;
  if (items != NULL) {
    for (Py_ssize_t i = Py_SIZE(op); --i >= 0;) gl_xdecref(items[i]);
    gl_free(items);
  }
  gl_free_gc(ts->interp, sizeof(PyListObject), op);
  if (GL_LIKELY(turn == 1)) gl_trash_end(ts);
}

// The value of an int of one digit; 0 if it is another.
static inline int one_digit(PyObject *op, Py_ssize_t *value) {
  if (!PyLong_CheckExact(op) || (size_t)(Py_SIZE(op) + 1) > 2) return 0;
  *value = Py_SIZE(op) * (Py_ssize_t)((PyLongObject *)op)->ob_digit[0];
  return 1;
}

// Benchmark: PyList_Sort 16 sorted ints. A short list of small ints: nothing is called to compare them, and equal ones stay in
// their order.
GL_EXPORT int PyList_Sort(PyObject *op) {
  enum { SHORT = 64 };
  if (GL_UNLIKELY(op == NULL || !PyList_Check(op) || Py_SIZE(op) > SHORT)) return gl_up_PyList_Sort(op);
  Py_ssize_t n = Py_SIZE(op), value[SHORT], at;
  PyObject **item = ((PyListObject *)op)->ob_item;
  for (Py_ssize_t i = 0; i < n; i++)
    if (!one_digit(item[i], &value[i])) return gl_up_PyList_Sort(op);
  for (Py_ssize_t i = 1; i < n; i++) {
    Py_ssize_t v = value[i];
    PyObject *moved = item[i];
    for (at = i; at > 0 && value[at - 1] > v; at--) {
      value[at] = value[at - 1];
      item[at] = item[at - 1];
    }
    value[at] = v;
    item[at] = moved;
  }
  return 0;
}
