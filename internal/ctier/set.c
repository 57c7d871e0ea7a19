// Sets of exact strs and ints, in the public layout. The probe is CPython's, as object/settable.go has it: a slot and the
// nine behind it, then a jump by further bits of the hash. A key that needs __eq__, and a table that has to grow, are Go's.
#include "known.h"
#include "str.h"
#include "trash.h"

enum { LINEAR = 9, PERTURB = 5 };

// The slot of a key, or the empty one that ends its probe, with the first deleted slot on the way; NULL where only Go can
// tell.
static setentry *look(PySetObject *s, PyObject *key, Py_hash_t hash, setentry **deleted) {
  size_t mask = (size_t)s->mask, perturb = (size_t)hash, base = (size_t)hash & mask;
  int is_str = PyUnicode_CheckExact(key);
  *deleted = NULL;
  for (;;) {
    setentry *e = &s->table[base], *last = base + LINEAR <= mask ? e + LINEAR : e;
    for (; e <= last; e++) {
      if (e->key == NULL || e->key == key) return e;
      if (e->key == gl_known.set_dummy) {
        if (*deleted == NULL) *deleted = e;
        continue;
      }
      if (e->hash != hash) continue;
      if (PyUnicode_CheckExact(e->key)) {
        if (is_str && dict_str_equal(e->key, key)) return e;
      } else if (!PyLong_CheckExact(e->key)) {
        return NULL;
      } else if (!is_str && dict_long_equal(e->key, key)) {
        return e;
      }
    }
    perturb >>= PERTURB;
    base = (base * 5 + 1 + perturb) & mask;
  }
}

// look, whose first slot mostly is the one.
static inline setentry *find(PySetObject *s, PyObject *key, Py_hash_t hash, setentry **deleted) {
  setentry *e = &s->table[(size_t)hash & (size_t)s->mask];
  *deleted = NULL;
  return e->key == NULL || e->key == key ? e : look(s, key, hash, deleted);
}

static inline __attribute__((always_inline)) int simple_key(PyObject *key, Py_hash_t *hash) {
  if (PyUnicode_CheckExact(key))
    *hash = hash_str(key);
  else if (PyLong_CheckExact(key))
    *hash = hash_long(key);
  else
    return 0;
  return 1;
}

// Benchmark: PySet_New.
GL_EXPORT PyObject *PySet_New(PyObject *items) {
  PySetObject *s = items != NULL ? NULL : GL_NEW_GC(PySetObject, &PySet_Type);
  if (GL_UNLIKELY(s == NULL)) return gl_up_PySet_New(items);
  memset((char *)s + sizeof(PyObject), 0, sizeof *s - sizeof(PyObject));
  s->mask = PySet_MINSIZE - 1;
  s->table = s->smalltable;
  s->hash = -1;
  gl_track(gl_tstate->interp, (PyObject *)s);
  return (PyObject *)s;
}

// Benchmark: PySet_Size.
GL_EXPORT Py_ssize_t PySet_Size(PyObject *op) {
  if (GL_LIKELY(PyAnySet_Check(op))) return ((PySetObject *)op)->used;
  return gl_up_PySet_Size(op);
}

GL_HIDDEN Py_ssize_t gl_set_sq_length(PyObject *op) { return ((PySetObject *)op)->used; }

// Benchmark: PySet_Contains str.
GL_EXPORT int PySet_Contains(PyObject *op, PyObject *key) {
  Py_hash_t hash;
  setentry *deleted;
  if (GL_LIKELY(PyAnySet_Check(op) && simple_key(key, &hash))) {
    setentry *e = find((PySetObject *)op, key, hash, &deleted);
    if (GL_LIKELY(e != NULL)) return e->key != NULL;
  }
  return gl_up_PySet_Contains(op, key);
}

// Benchmark: PySet_Add PySet_Discard.
GL_EXPORT int PySet_Add(PyObject *op, PyObject *key) {
  Py_hash_t hash;
  setentry *deleted;
  PySetObject *s = (PySetObject *)op;
  if (GL_LIKELY(PySet_Check(op) && simple_key(key, &hash))) {
    setentry *e = find(s, key, hash, &deleted);
    if (e != NULL && e->key != NULL) return 0;
    if (e != NULL && (deleted != NULL || (s->fill + 1) * 5 < s->mask * 3)) {
      if (deleted != NULL)
        e = deleted;
      else
        s->fill++;
      s->used++;
      *e = (setentry){gl_newref(key), hash};
      return 0;
    }
  }
  return gl_up_PySet_Add(op, key);
}

// Benchmark: PySet_Add PySet_Discard. Releasing the key may run code.
GL_EXPORT int PySet_Discard(PyObject *op, PyObject *key) {
  Py_hash_t hash;
  setentry *deleted;
  if (GL_LIKELY(PySet_Check(op) && simple_key(key, &hash))) {
    setentry *e = find((PySetObject *)op, key, hash, &deleted);
    if (e != NULL && e->key == NULL) return 0;
    if (e != NULL) {
      PyObject *old = e->key;
      *e = (setentry){gl_known.set_dummy, -1};
      ((PySetObject *)op)->used--;
      gl_decref(old);
      return 1;
    }
  }
  return gl_up_PySet_Discard(op, key);
}

// Benchmark: PySet_New. Releasing the keys may run code.
GL_HIDDEN void gl_set_dealloc(PyObject *op) {
  PyThreadState *ts = gl_tstate;
  PySetObject *s = (PySetObject *)op;
  if (GL_UNLIKELY(!PySet_CheckExact(op) || s->weakreflist != NULL)) {
    gl_twin_v_p(GL_TWIN_gl_set_dealloc, op);
    return;
  }
  gl_untrack(op);
  if (GL_UNLIKELY(!gl_trash_begin(ts, op))) return;
  Py_ssize_t left = s->used;
  for (setentry *e = s->table; left > 0; e++) {
    if (e->key == NULL || e->key == gl_known.set_dummy) continue;
    left--;
    gl_decref(e->key);
  }
  if (s->table != s->smalltable) gl_free(s->table);
  gl_free_gc(ts->interp, sizeof(PySetObject), op);
  gl_trash_end(ts);
}

// The iterator: object/settype.go has the same.
typedef struct {
  PyObject ob_base;
  PyObject *set; // NULL when the iterator is exhausted
  Py_ssize_t used, pos, left;
} SetIter;

// Benchmark: iterate set of 10.
GL_HIDDEN PyObject *gl_set_iter(PyObject *op) {
  SetIter *it = GL_NEW_GC(SetIter, &PySetIter_Type);
  if (GL_UNLIKELY(it == NULL)) return gl_twin_p_p(GL_TWIN_gl_set_iter, op);
  it->set = gl_newref(op);
  it->used = it->left = ((PySetObject *)op)->used;
  it->pos = 0;
  gl_track(gl_tstate->interp, (PyObject *)it);
  return (PyObject *)it;
}

// Benchmark: iterate set of 10. A set that changed is an error, which Go raises.
GL_HIDDEN PyObject *gl_set_iterator_iternext(PyObject *op) {
  SetIter *it = (SetIter *)op;
  PySetObject *s = (PySetObject *)it->set;
  if (s == NULL) return NULL;
  if (GL_UNLIKELY(it->used != s->used)) return gl_twin_p_p(GL_TWIN_gl_set_iterator_iternext, op);
  for (Py_ssize_t i = it->pos; i <= s->mask; i++) {
    PyObject *key = s->table[i].key;
    if (key == NULL || key == gl_known.set_dummy) continue;
    it->pos = i + 1;
    it->left--;
    return gl_newref(key);
  }
  it->set = NULL;
  gl_decref((PyObject *)s);
  return NULL;
}

GL_HIDDEN void gl_set_iterator_dealloc(PyObject *op) {
  PyObject *set = ((SetIter *)op)->set;
  gl_untrack(op);
  gl_free_gc(gl_tstate->interp, sizeof(SetIter), op);
  gl_xdecref(set);
}
