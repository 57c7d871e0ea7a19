// Interned strs: names that extensions give as C strings are found in the tables of interned strs, without a str being
// made. object/strintern.go has the tables and adds to them.
#include "attr.h"
#include "building.h"
#include "str.h"

static PyObject *find(const DictKeys *k, const char *text, Py_ssize_t n, Py_hash_t hash) {
  if (k == NULL) return NULL;
  const DictEntry *entries = dict_entries(k);
  uint64_t mask = ((uint64_t)1 << k->log2_size) - 1, slot = dict_start(hash, k->log2_size);
  for (uint64_t step = 1;; slot = (slot + step++) & mask) {
    int64_t i = dict_index(k, slot);
    if (i == DICT_EMPTY) return NULL;
    PyObject *key = entries[i].key;
    if (entries[i].hash == hash && gl_str_ascii(key) && gl_str_length(key) == n && memcmp(gl_ascii_data(key), text, n) == 0)
      return key;
  }
}

GL_HIDDEN PyObject *gl_find_interned(const char *text) {
  Py_ssize_t n = strlen(text);
  if (GL_UNLIKELY(!gl_is_ascii(text, n))) return NULL;
  PyInterpreterState *interp = gl_tstate->interp;
  Py_hash_t hash = hash_bytes(text, n);
  PyObject *found = find(interp->interned, text, n, hash);
  if (found == NULL && interp->shared != NULL) found = find(interp->shared->interned, text, n, hash);
  return found;
}

// Benchmark: PyUnicode_InternFromString.
GL_EXPORT PyObject *PyUnicode_InternFromString(const char *text) {
  PyObject *name = gl_find_interned(text);
  return GL_LIKELY(name != NULL) ? gl_newref(name) : gl_up_PyUnicode_InternFromString((void *)text);
}

GL_EXPORT void PyUnicode_InternInPlace(PyObject **p) {
  if (*p == NULL || gl_is_interned(*p)) return;
  gl_up_PyUnicode_InternInPlace(p);
}

// Benchmark: PyObject_GetAttrString. A name that was never interned may still be in an instance's dict: Go looks.
GL_EXPORT PyObject *PyObject_GetAttrString(PyObject *o, const char *text) {
  if (GL_UNLIKELY(o == NULL)) return gl_null_error();
  PyObject *name = Py_TYPE(o)->tp_getattr == NULL ? gl_find_interned(text) : NULL;
  return GL_LIKELY(name != NULL) ? PyObject_GetAttr(o, name) : gl_up_PyObject_GetAttrString(o, (void *)text);
}

// Benchmark: PyObject_HasAttrString. What a tp_getattro raises is told what it is about, and then hidden: Go does that.
GL_EXPORT int PyObject_HasAttrString(PyObject *o, const char *text) {
  if (GL_UNLIKELY(o == NULL)) return gl_up_PyObject_HasAttrString(o, (void *)text);
  int plain = Py_TYPE(o)->tp_getattr == NULL && Py_TYPE(o)->tp_getattro == PyBaseObject_Type.tp_getattro;
  PyObject *name = plain ? gl_find_interned(text) : NULL;
  return GL_LIKELY(name != NULL) ? PyObject_HasAttr(o, name) : gl_up_PyObject_HasAttrString(o, (void *)text);
}

// Benchmark: PyObject_SetAttrString.
GL_EXPORT int PyObject_SetAttrString(PyObject *o, const char *text, PyObject *value) {
  if (GL_UNLIKELY(o == NULL)) return gl_null_error(), -1;
  PyObject *name = Py_TYPE(o)->tp_setattr == NULL ? gl_find_interned(text) : NULL;
  return GL_LIKELY(name != NULL) ? PyObject_SetAttr(o, name, value) : gl_up_PyObject_SetAttrString(o, (void *)text, value);
}
