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
  PyObject *item = Py_TYPE(it)->tp_iternext(it);
  if (GL_UNLIKELY(item == NULL && gl_tstate->curexc_type != NULL) && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  return item;
}

GL_EXPORT int PyIter_Check(PyObject *op) {
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
