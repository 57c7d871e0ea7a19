// Dicts with keys whose equality needs no foreign code: exact strs and ints. dict.h has the lookups; a lookup that must
// ask a key's __eq__ is Go's, and so is every other kind of key.
#include "abstract.h"
#include "attr.h"
#include "known.h"
#include "str.h"
#include "trash.h"

// The entry of an exact str or int; DICT_DECIDE for any other key. The hash is set unless the answer is DICT_DECIDE.
static inline int64_t find(PyObject *op, PyObject *key, Py_hash_t *hash) {
  DictKeys *keys = ((PyDictObject *)op)->ma_keys;
  if (GL_LIKELY(PyUnicode_CheckExact(key))) {
    *hash = hash_str(key);
    return dict_find_str(keys, key, *hash);
  }
  if (PyLong_CheckExact(key)) {
    *hash = hash_long(key);
    return dict_find_long(keys, key, *hash);
  }
  return DICT_DECIDE;
}

static inline DictEntry *entry(PyObject *op, int64_t i) { return &dict_entries(((PyDictObject *)op)->ma_keys)[i]; }

// The entry of an ASCII text among the exact strs; DICT_DECIDE if a key of another type has the same hash.
static int64_t find_text(PyObject *op, const char *text, Py_ssize_t n) {
  const DictKeys *k = ((PyDictObject *)op)->ma_keys;
  if (k == NULL) return DICT_ABSENT;
  Py_hash_t hash = hash_bytes(text, n);
  const DictEntry *entries = dict_entries(k);
  uint64_t mask = ((uint64_t)1 << k->log2_size) - 1, slot = dict_start(hash, k->log2_size);
  for (uint64_t step = 1;; slot = (slot + step++) & mask) {
    int64_t i = dict_index(k, slot);
    if (i == DICT_EMPTY) return DICT_ABSENT;
    if (i < 0 || entries[i].hash != hash) continue;
    PyObject *key = entries[i].key;
    if (GL_UNLIKELY(!PyUnicode_CheckExact(key))) {
      if (PyLong_CheckExact(key)) continue;
      return DICT_DECIDE;
    }
    if (gl_str_ascii(key) && gl_str_length(key) == n && memcmp(gl_ascii_data(key), text, n) == 0) return i;
  }
}

// A table that has room for one more entry; 0 if memory is out. It grows to three times what is used, as CPython's does.
static int make_room(PyDictObject *dict) {
  DictKeys *old = dict->ma_keys;
  if (GL_LIKELY(old != NULL && old->usable > 0)) return 1;
  int log2 = DICT_MIN_LOG2;
  while (dict_usable(log2) < dict->ma_used * 3 || dict_usable(log2) <= dict->ma_used) log2++;
  DictKeys *new = gl_alloc(GL_RAW, dict_keys_bytes(log2));
  if (GL_UNLIKELY(new == NULL)) return 0;
  dict_keys_init(new, log2);
  new->stamp = (uint32_t)gl_tstate->interp->dict_version;
  if (old != NULL) {
    DictEntry *e = dict_entries(old);
    for (int64_t i = 0; i < old->nentries; i++)
      if (e[i].value != NULL) dict_append(new, e[i].hash, e[i].key, e[i].value);
    gl_free(old);
  }
  dict->ma_keys = new;
  return 1;
}

// Stores under a key whose entry (or absence) and hash are known. Releasing the old value may run code.
static int store(PyObject *op, PyObject *key, Py_hash_t hash, PyObject *value, int64_t i) {
  PyDictObject *dict = (PyDictObject *)op;
  if (i >= 0) {
    DictEntry *e = entry(op, i);
    PyObject *old = e->value;
    if (old == value) return 0;
    e->value = gl_newref(value);
    dict->ma_version_tag = gl_dict_version();
    gl_decref(old);
    return 0;
  }
  if (GL_UNLIKELY(!make_room(dict))) return -1;
  dict_append(dict->ma_keys, hash, gl_newref(key), gl_newref(value));
  dict->ma_used++;
  dict->ma_version_tag = gl_dict_version();
  return 0;
}

GL_HIDDEN int64_t gl_dict_find(PyObject *op, PyObject *key) {
  Py_hash_t hash;
  return find(op, key, &hash);
}

GL_HIDDEN int gl_dict_store(PyObject *op, PyObject *key, PyObject *value) {
  Py_hash_t hash;
  int64_t i = find(op, key, &hash);
  return i == DICT_DECIDE ? -1 : store(op, key, hash, value, i);
}

// Benchmark: PyDict_New.
GL_EXPORT PyObject *PyDict_New(void) {
  PyDictObject *op = GL_NEW_GC(PyDictObject, &PyDict_Type);
  if (GL_UNLIKELY(op == NULL)) return gl_up_PyDict_New();
  op->ma_used = 0;
  op->ma_version_tag = gl_dict_version();
  op->ma_keys = NULL;
  op->ma_values = NULL;
  gl_track(gl_tstate->interp, (PyObject *)op);
  return (PyObject *)op;
}

// Benchmark: PyDict_GetItemWithError same str, equal str, fresh str, int, absent. The result is borrowed.
GL_EXPORT PyObject *PyDict_GetItemWithError(PyObject *op, PyObject *key) {
  if (GL_LIKELY(PyDict_Check(op))) {
    int64_t i = gl_dict_find(op, key);
    if (GL_LIKELY(i >= 0)) return entry(op, i)->value;
    if (i == DICT_ABSENT) return NULL;
  }
  return gl_up_PyDict_GetItemWithError(op, key);
}

// Benchmark: PyDict_GetItem str. The result is borrowed.
GL_EXPORT PyObject *PyDict_GetItem(PyObject *op, PyObject *key) {
  if (GL_LIKELY(PyDict_Check(op))) {
    int64_t i = gl_dict_find(op, key);
    if (GL_LIKELY(i >= 0)) return entry(op, i)->value;
    if (i == DICT_ABSENT) return NULL;
  }
  return gl_up_PyDict_GetItem(op, key);
}

// Benchmark: _PyDict_GetItem_KnownHash. The result is borrowed.
GL_EXPORT PyObject *_PyDict_GetItem_KnownHash(PyObject *op, PyObject *key, Py_hash_t hash) {
  if (GL_LIKELY(key != NULL && PyDict_Check(op) && PyUnicode_CheckExact(key))) {
    int64_t i = dict_find_str(((PyDictObject *)op)->ma_keys, key, hash);
    if (GL_LIKELY(i >= 0)) return entry(op, i)->value;
    if (i == DICT_ABSENT) return NULL;
  }
  return gl_up__PyDict_GetItem_KnownHash(op, key, hash);
}

// Benchmark: PyDict_GetItemString. The result is borrowed. No str is made for the text.
GL_EXPORT PyObject *PyDict_GetItemString(PyObject *op, const char *key) {
  Py_ssize_t n = strlen(key);
  if (GL_LIKELY(PyDict_Check(op) && gl_is_ascii(key, n))) {
    int64_t i = find_text(op, key, n);
    if (GL_LIKELY(i >= 0)) return entry(op, i)->value;
    if (i == DICT_ABSENT) return NULL;
  }
  return gl_up_PyDict_GetItemString(op, (void *)key);
}

GL_HIDDEN PyObject *gl_dict_get_text(PyObject *op, const char *key) {
  Py_ssize_t n = strlen(key);
  int64_t i = gl_is_ascii(key, n) ? find_text(op, key, n) : DICT_DECIDE;
  return i >= 0 ? entry(op, i)->value : NULL;
}

// Benchmark: PyDict_Contains.
GL_EXPORT int PyDict_Contains(PyObject *op, PyObject *key) {
  int64_t i = gl_dict_find(op, key);
  return i == DICT_DECIDE ? gl_up_PyDict_Contains(op, key) : i >= 0;
}

// Benchmark: PyDict_SetItem replace str, replace int; PyDict_New, 1 item.
GL_EXPORT int PyDict_SetItem(PyObject *op, PyObject *key, PyObject *value) {
  if (GL_LIKELY(PyDict_Check(op) && key != NULL && value != NULL && gl_dict_store(op, key, value) == 0)) return 0;
  return gl_up_PyDict_SetItem(op, key, value);
}

// Benchmark: PyDict_SetItemString replace.
GL_EXPORT int PyDict_SetItemString(PyObject *op, const char *key, PyObject *value) {
  Py_ssize_t n = strlen(key);
  if (GL_LIKELY(PyDict_Check(op) && value != NULL && gl_is_ascii(key, n))) {
    int64_t i = find_text(op, key, n);
    if (GL_LIKELY(i >= 0)) return store(op, NULL, 0, value, i);
  }
  return gl_up_PyDict_SetItemString(op, (void *)key, value);
}

// Benchmark: PyDict_SetDefault present. The result is borrowed.
GL_EXPORT PyObject *PyDict_SetDefault(PyObject *op, PyObject *key, PyObject *value) {
  Py_hash_t hash;
  if (GL_LIKELY(PyDict_Check(op))) {
    int64_t i = find(op, key, &hash);
    if (i >= 0) return entry(op, i)->value;
    if (i == DICT_ABSENT && value != NULL && store(op, key, hash, value, i) == 0) return value;
  }
  return gl_up_PyDict_SetDefault(op, key, value);
}

// Benchmark: PyDict_SetItem PyDict_DelItem. Releasing key and value may run code.
GL_EXPORT int PyDict_DelItem(PyObject *op, PyObject *key) {
  int64_t i = PyDict_Check(op) ? gl_dict_find(op, key) : DICT_DECIDE;
  if (GL_UNLIKELY(i < 0)) return gl_up_PyDict_DelItem(op, key);
  PyDictObject *dict = (PyDictObject *)op;
  DictEntry was = *entry(op, i);
  dict_remove(dict->ma_keys, i);
  dict->ma_used--;
  dict->ma_version_tag = gl_dict_version();
  gl_decref(was.key);
  gl_decref(was.value);
  return 0;
}

// Benchmark: PyDict_Next over 32. What it stores is borrowed.
GL_EXPORT int PyDict_Next(PyObject *op, Py_ssize_t *at, PyObject **key, PyObject **value) {
  if (GL_UNLIKELY(!PyDict_Check(op))) return 0;
  DictKeys *keys = ((PyDictObject *)op)->ma_keys;
  if (GL_UNLIKELY(keys == NULL || *at < 0)) return 0;
  DictEntry *entries = dict_entries(keys);
  int64_t i = *at;
  while (i < keys->nentries && entries[i].value == NULL) i++;
  if (i >= keys->nentries) return 0;
  *at = i + 1;
  if (key != NULL) *key = entries[i].key;
  if (value != NULL) *value = entries[i].value;
  return 1;
}

// Benchmark: PyDict_Size.
GL_EXPORT Py_ssize_t PyDict_Size(PyObject *op) {
  if (GL_LIKELY(op != NULL && PyDict_Check(op))) return ((PyDictObject *)op)->ma_used;
  return gl_up_PyDict_Size(op);
}

// Benchmark: PyDict_Copy 32. A table without holes is copied as it stands.
GL_EXPORT PyObject *PyDict_Copy(PyObject *op) {
  PyDictObject *dict = (PyDictObject *)op;
  DictKeys *keys = op != NULL && PyDict_Check(op) ? dict->ma_keys : NULL;
  if (GL_UNLIKELY(keys == NULL || keys->nentries != dict->ma_used)) return gl_up_PyDict_Copy(op);
  if (GL_UNLIKELY(Py_TYPE(op)->tp_iter != PyDict_Type.tp_iter)) return gl_up_PyDict_Copy(op);
  size_t size = dict_keys_bytes(keys->log2_size);
  DictKeys *table = gl_alloc(GL_RAW, size);
  if (GL_UNLIKELY(table == NULL)) return gl_up_PyDict_Copy(op);
  PyDictObject *copy = (PyDictObject *)PyDict_New();
  if (GL_UNLIKELY(copy == NULL)) {
    gl_free(table);
    return NULL;
  }
  memcpy(table, keys, size);
  DictEntry *entries = dict_entries(table);
  for (int64_t i = 0; i < table->nentries; i++) {
    entries[i].key->ob_refcnt++;
    entries[i].value->ob_refcnt++;
  }
  copy->ma_keys = table;
  copy->ma_used = dict->ma_used;
  return (PyObject *)copy;
}

// Benchmark: PyDict_Keys 32.
GL_EXPORT PyObject *PyDict_Keys(PyObject *op) {
  if (GL_UNLIKELY(op == NULL || !PyDict_Check(op))) return gl_up_PyDict_Keys(op);
  PyDictObject *dict = (PyDictObject *)op;
  PyObject *list = PyList_New(dict->ma_used);
  if (list == NULL) return NULL;
  DictKeys *keys = dict->ma_keys;
  PyObject **items = ((PyListObject *)list)->ob_item;
  for (int64_t i = 0; keys != NULL && i < keys->nentries; i++)
    if (dict_entries(keys)[i].value != NULL) *items++ = gl_newref(dict_entries(keys)[i].key);
  return list;
}

GL_HIDDEN Py_ssize_t gl_dict_mp_length(PyObject *op) { return ((PyDictObject *)op)->ma_used; }

// Benchmark: PyObject_GetItem dict. A missing key raises, or is made by a subtype's __missing__.
GL_HIDDEN PyObject *gl_dict_mp_subscript(PyObject *op, PyObject *key) {
  int64_t i = gl_dict_find(op, key);
  if (GL_LIKELY(i >= 0)) return gl_newref(entry(op, i)->value);
  return gl_twin_p_pp(GL_TWIN_gl_dict_mp_subscript, op, key);
}

// Benchmark: PyObject_SetItem dict.
GL_HIDDEN int gl_dict_mp_ass_subscript(PyObject *op, PyObject *key, PyObject *value) {
  if (GL_LIKELY(value != NULL && gl_dict_store(op, key, value) == 0)) return 0;
  return (int)gl_twin_i_ppp(GL_TWIN_gl_dict_mp_ass_subscript, op, key, value);
}

GL_HIDDEN int gl_dict_sq_contains(PyObject *op, PyObject *key) {
  int64_t i = gl_dict_find(op, key);
  if (GL_LIKELY(i != DICT_DECIDE)) return i >= 0;
  gl_word w[2] = {{.p = op}, {.p = key}};
  gl_slot_upcall(GL_TWIN_gl_dict_sq_contains, w);
  return (int)w[0].i;
}

// Benchmark: PyDict_New, PyDict_New, 1 item. Releasing keys and values may run code.
GL_HIDDEN void gl_dict_dealloc(PyObject *op) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(!PyDict_CheckExact(op))) {
    gl_twin_v_p(GL_TWIN_gl_dict_dealloc, op);
    return;
  }
  gl_untrack(op);
  int turn = gl_trash_turn(ts, op, &PyDict_Type);
  if (GL_UNLIKELY(turn == 0)) return;
  DictKeys *keys = ((PyDictObject *)op)->ma_keys;
  if (keys != NULL) {
    DictEntry *e = dict_entries(keys);
    for (int64_t i = 0; i < keys->nentries; i++) {
      gl_xdecref(e[i].key);
      gl_xdecref(e[i].value);
    }
    gl_free(keys);
  }
  gl_free_gc(ts->interp, sizeof(PyDictObject), op);
  if (GL_LIKELY(turn == 1)) gl_trash_end(ts);
}
