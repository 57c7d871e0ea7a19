// Iteration: the protocol, and the iterators over the built-in containers. The structs mirror those of object/iter.go,
// dictiter.go, range.go and set.go; an iterator that has come to its end, or whose container changed, is Go's.
#include "hot.h"
#include "known.h"
#include "long.h"
#include "str.h"

typedef struct {
  PyObject ob_base;
  Py_ssize_t index;
  PyObject *seq; // NULL when the iterator is exhausted
} IndexIter;

typedef struct {
  PyObject ob_base;
  PyObject *dict; // NULL when the iterator is exhausted
  Py_ssize_t used, pos, left;
  PyObject *pair;
} DictIter;

// Benchmark: iterate list of 10 and the other rows of iteration.
GL_EXPORT PyObject *PyObject_GetIter(PyObject *op) {
  if (GL_UNLIKELY(op == NULL)) return gl_null_error();
  getiterfunc iter = Py_TYPE(op)->tp_iter;
  if (GL_UNLIKELY(iter == NULL)) return gl_up_PyObject_GetIter(op);
  PyObject *it = iter(op);
  if (GL_UNLIKELY(it != NULL && !PyIter_Check(it))) {
    gl_decref(it);
    return gl_up_PyObject_GetIter(op);
  }
  return it;
}

// Benchmark: iterate list of 10 and the other rows of iteration. StopIteration is the end, not an error.
GL_EXPORT PyObject *PyIter_Next(PyObject *it) {
  if (GL_UNLIKELY(it == NULL)) return gl_null_error();
  PyObject *item = Py_TYPE(it)->tp_iternext(it);
  if (GL_UNLIKELY(item == NULL && gl_tstate->curexc_type != NULL) && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  return item;
}

// What a type that has no __next__ has in its place is a function of Go's, so Go is asked about types of the heap.
GL_EXPORT int PyIter_Check(PyObject *op) {
  if (GL_UNLIKELY(Py_TYPE(op)->tp_flags & Py_TPFLAGS_HEAPTYPE)) return gl_up_PyIter_Check(op);
  iternextfunc next = Py_TYPE(op)->tp_iternext;
  return next != NULL && next != _PyObject_NextNotImplemented;
}

static PyObject *index_iter(PyTypeObject *type, PyObject *seq) {
  IndexIter *it = GL_NEW_GC(IndexIter, type);
  if (GL_UNLIKELY(it == NULL)) return NULL;
  it->index = 0;
  it->seq = gl_newref(seq);
  gl_track(gl_tstate->interp, (PyObject *)it);
  return (PyObject *)it;
}

#define INDEX_ITER(kind, items)                                                     \
  GL_HIDDEN PyObject *gl_##kind##_iternext(PyObject *op) {                          \
    IndexIter *it = (IndexIter *)op;                                                \
    PyObject *seq = it->seq;                                                        \
    if (GL_UNLIKELY(seq == NULL)) return NULL;                                      \
    if (GL_LIKELY(it->index < Py_SIZE(seq))) return gl_newref((items)[it->index++]); \
    it->seq = NULL;                                                                 \
    gl_decref(seq);                                                                 \
    return NULL;                                                                    \
  }                                                                                 \
  GL_HIDDEN void gl_##kind##_dealloc(PyObject *op) {                                \
    PyObject *seq = ((IndexIter *)op)->seq;                                         \
    gl_untrack(op);                                                                 \
    gl_free_gc(gl_tstate->interp, sizeof(IndexIter), op);                           \
    gl_xdecref(seq);                                                                \
  }

// Benchmark: iterate list of 10.
INDEX_ITER(list_iterator, ((PyListObject *)seq)->ob_item)

GL_HIDDEN PyObject *gl_list_iter(PyObject *op) {
  PyObject *it = index_iter(&PyListIter_Type, op);
  return GL_LIKELY(it != NULL) ? it : gl_twin_p_p(GL_TWIN_gl_list_iter, op);
}

// Benchmark: iterate tuple of 10.
INDEX_ITER(tuple_iterator, ((PyTupleObject *)seq)->ob_item)

GL_HIDDEN PyObject *gl_tuple_iter(PyObject *op) {
  PyObject *it = index_iter(&PyTupleIter_Type, op);
  return GL_LIKELY(it != NULL) ? it : gl_twin_p_p(GL_TWIN_gl_tuple_iter, op);
}

// Benchmark: iterate dict of 10. The end, and a dict that changed, are Go's.
GL_HIDDEN PyObject *gl_dict_keyiterator_iternext(PyObject *op) {
  DictIter *it = (DictIter *)op;
  PyDictObject *dict = (PyDictObject *)it->dict;
  if (GL_LIKELY(dict != NULL && it->used == dict->ma_used && it->left > 0 && it->pos >= 0)) {
    DictKeys *keys = dict->ma_keys;
    DictEntry *entries = dict_entries(keys);
    Py_ssize_t i = it->pos;
    while (i < keys->nentries && entries[i].value == NULL) i++;
    if (GL_LIKELY(i < keys->nentries)) {
      it->pos = i + 1;
      it->left--;
      return gl_newref(entries[i].key);
    }
  }
  if (dict == NULL) return NULL;
  if (it->used == dict->ma_used && it->left == 0 && (dict->ma_keys == NULL || it->pos == dict->ma_keys->nentries)) {
    it->dict = NULL;
    gl_decref((PyObject *)dict);
    return NULL;
  }
  return gl_twin_p_p(GL_TWIN_gl_dict_keyiterator_iternext, op);
}

GL_HIDDEN void gl_dict_keyiterator_dealloc(PyObject *op) {
  DictIter *it = (DictIter *)op;
  PyObject *dict = it->dict;
  gl_untrack(op);
  gl_free_gc(gl_tstate->interp, sizeof(DictIter), op);
  gl_xdecref(dict);
}

GL_HIDDEN PyObject *gl_dict_iter(PyObject *op) {
  DictIter *it = GL_NEW_GC(DictIter, &PyDictIterKey_Type);
  if (GL_UNLIKELY(it == NULL)) return gl_twin_p_p(GL_TWIN_gl_dict_iter, op);
  it->dict = gl_newref(op);
  it->used = it->left = ((PyDictObject *)op)->ma_used;
  it->pos = 0;
  it->pair = NULL;
  gl_track(gl_tstate->interp, (PyObject *)it);
  return (PyObject *)it;
}

// Benchmark: iterate range of 10.
typedef struct {
  PyObject ob_base;
  Py_ssize_t index, start, step, length;
} RangeIter;

typedef struct {
  PyObject ob_base;
  PyObject *start, *stop, *step, *length;
} Range;

GL_HIDDEN PyObject *gl_range_iterator_iternext(PyObject *op) {
  RangeIter *it = (RangeIter *)op;
  if (GL_UNLIKELY(it->index >= it->length)) return NULL;
  return PyLong_FromLong(it->start + it->index++ * it->step);
}

GL_HIDDEN void gl_range_iterator_dealloc(PyObject *op) {
  gl_push(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(RangeIter)), op);
}

// Only where no number of the range can leave a word.
GL_HIDDEN PyObject *gl_range_iter(PyObject *op) {
  Range *r = (Range *)op;
  int64_t start, step, length, end;
  if (GL_LIKELY(gl_long_value(r->start, &start) && gl_long_value(r->step, &step) && gl_long_value(r->length, &length) &&
                !__builtin_mul_overflow(step, length, &end) && !__builtin_add_overflow(start, end, &end))) {
    RangeIter *it = GL_NEW(RangeIter, &PyRangeIter_Type);
    if (GL_LIKELY(it != NULL)) {
      it->index = 0;
      it->start = start;
      it->step = step;
      it->length = length;
      return (PyObject *)it;
    }
  }
  return gl_twin_p_p(GL_TWIN_gl_range_iter, op);
}

// Benchmark: iterate str of 10. Characters up to U+00FF are shared.
#define TEXT_ITER(kind, length, item)                                            \
  GL_HIDDEN PyObject *gl_##kind##_iternext(PyObject *op) {                       \
    IndexIter *it = (IndexIter *)op;                                             \
    PyObject *seq = it->seq;                                                     \
    if (GL_UNLIKELY(seq == NULL)) return NULL;                                   \
    if (GL_UNLIKELY(it->index >= (length))) {                                    \
      it->seq = NULL;                                                            \
      gl_decref(seq);                                                            \
      return NULL;                                                               \
    }                                                                            \
    PyObject *made = (item);                                                     \
    if (GL_UNLIKELY(made == NULL)) return gl_twin_p_p(GL_TWIN_gl_##kind##_iternext, op); \
    it->index++;                                                                 \
    return gl_newref(made);                                                      \
  }                                                                              \
  GL_HIDDEN void gl_##kind##_dealloc(PyObject *op) {                             \
    PyObject *seq = ((IndexIter *)op)->seq;                                      \
    gl_untrack(op);                                                              \
    gl_free_gc(gl_tstate->interp, sizeof(IndexIter), op);                        \
    gl_xdecref(seq);                                                             \
  }

static inline PyObject *shared_char(PyObject *str, Py_ssize_t i) {
  Py_UCS4 c = PyUnicode_READ(PyUnicode_KIND(str), PyUnicode_DATA(str), i);
  return c < 256 ? gl_known.latin1[c] : NULL;
}

TEXT_ITER(str_iterator, gl_str_length(seq), shared_char(seq, it->index))

GL_HIDDEN PyObject *gl_str_iter(PyObject *op) {
  PyObject *it = gl_str_ready(op) ? index_iter(&PyUnicodeIter_Type, op) : NULL;
  return GL_LIKELY(it != NULL) ? it : gl_twin_p_p(GL_TWIN_gl_str_iter, op);
}

// Benchmark: iterate bytes of 10.
TEXT_ITER(bytes_iterator, Py_SIZE(seq), (PyObject *)&gl_small_ints[(unsigned char)((PyBytesObject *)seq)->ob_sval[it->index] - GL_SMALL_MIN])

GL_HIDDEN PyObject *gl_bytes_iter(PyObject *op) {
  PyObject *it = index_iter(&PyBytesIter_Type, op);
  return GL_LIKELY(it != NULL) ? it : gl_twin_p_p(GL_TWIN_gl_bytes_iter, op);
}
