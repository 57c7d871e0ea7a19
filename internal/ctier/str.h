// Strs, as the other chapters use them. All functions take ready strs.
#ifndef GL_STR_H
#define GL_STR_H

#include "hot.h"
#include "known.h"

static inline int gl_str_ready(PyObject *op) { return ((PyASCIIObject *)op)->state.ready; }

static inline Py_ssize_t gl_str_length(PyObject *op) { return ((PyASCIIObject *)op)->length; }

static inline int gl_str_ascii(PyObject *op) {
  PyASCIIObject *u = (PyASCIIObject *)op;
  return u->state.ascii & u->state.compact & u->state.ready;
}

static inline char *gl_ascii_data(PyObject *op) { return (char *)((PyASCIIObject *)op + 1); }

static inline int gl_str_equal(PyObject *a, PyObject *b) { return a == b || dict_str_equal(a, b); }

// How two strs compare by code points: -1, 0, 1.
GL_HIDDEN int gl_str_order(PyObject *a, PyObject *b);

// A new ASCII str of n characters, whose text the caller writes; n is not 0. NULL, and no exception, if memory is out.
GL_HIDDEN PyObject *gl_ascii_new(Py_ssize_t n);

// The ASCII str of n bytes, a shared one if there is one; NULL, and no exception, if a byte is not ASCII or memory is out.
GL_HIDDEN PyObject *gl_ascii_from(const char *text, Py_ssize_t n);

// Whether all n bytes are ASCII.
static inline int gl_is_ascii(const char *text, Py_ssize_t n) {
  uint64_t bits = 0, word;
  for (; n >= 8; n -= 8, text += 8) {
    memcpy(&word, text, 8);
    bits |= word;
  }
  for (; n > 0; n--) bits |= (uint8_t)*text++;
  return (bits & 0x8080808080808080u) == 0;
}

#endif
