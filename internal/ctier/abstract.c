// The number, sequence and mapping protocols for the common types and for slots that can be called as they are. Conversions,
// reflected operands and errors are Go's.
#include "abstract.h"
#include "float.h"
#include "known.h"
#include "list.h"
#include "str.h"

// Numbers. Two exact ints or two exact floats go straight to the slot.

#define BINARY(slot, go)                                                                \
  PyTypeObject *type = Py_TYPE(a);                                                      \
  if (GL_LIKELY(type == Py_TYPE(b) && (type == &PyLong_Type || type == &PyFloat_Type))) { \
    binaryfunc f = type->tp_as_number->slot;                                            \
    if (GL_LIKELY(f != NULL)) return f(a, b);                                           \
  }                                                                                     \
  return go(a, b)

// Benchmark: PyNumber_Add int, float.
GL_EXPORT PyObject *PyNumber_Add(PyObject *a, PyObject *b) { BINARY(nb_add, gl_up_PyNumber_Add); }

// Benchmark: PyNumber_Subtract int.
GL_EXPORT PyObject *PyNumber_Subtract(PyObject *a, PyObject *b) { BINARY(nb_subtract, gl_up_PyNumber_Subtract); }

// Benchmark: PyNumber_Multiply int, float.
GL_EXPORT PyObject *PyNumber_Multiply(PyObject *a, PyObject *b) { BINARY(nb_multiply, gl_up_PyNumber_Multiply); }

// Benchmark: PyNumber_FloorDivide int.
GL_EXPORT PyObject *PyNumber_FloorDivide(PyObject *a, PyObject *b) { BINARY(nb_floor_divide, gl_up_PyNumber_FloorDivide); }

GL_EXPORT PyObject *PyNumber_Remainder(PyObject *a, PyObject *b) { BINARY(nb_remainder, gl_up_PyNumber_Remainder); }

// Benchmark: PyNumber_TrueDivide float.
GL_EXPORT PyObject *PyNumber_TrueDivide(PyObject *a, PyObject *b) { BINARY(nb_true_divide, gl_up_PyNumber_TrueDivide); }

// Benchmark: PyNumber_And int.
GL_EXPORT PyObject *PyNumber_And(PyObject *a, PyObject *b) { BINARY(nb_and, gl_up_PyNumber_And); }

GL_EXPORT PyObject *PyNumber_Or(PyObject *a, PyObject *b) { BINARY(nb_or, gl_up_PyNumber_Or); }

GL_EXPORT PyObject *PyNumber_Xor(PyObject *a, PyObject *b) { BINARY(nb_xor, gl_up_PyNumber_Xor); }

// Benchmark: PyNumber_Negative int.
GL_EXPORT PyObject *PyNumber_Negative(PyObject *op) {
  PyNumberMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_number;
  if (GL_LIKELY(methods != NULL && methods->nb_negative != NULL)) return methods->nb_negative(op);
  return gl_up_PyNumber_Negative(op);
}

// Benchmark: PyNumber_Index.
GL_EXPORT PyObject *PyNumber_Index(PyObject *op) {
  if (GL_LIKELY(op != NULL && PyLong_CheckExact(op))) return gl_newref(op);
  return gl_up_PyNumber_Index(op);
}

// Benchmark: PyNumber_Long float.
GL_EXPORT PyObject *PyNumber_Long(PyObject *op) {
  if (GL_LIKELY(op != NULL)) {
    if (PyLong_CheckExact(op)) return gl_newref(op);
    if (PyFloat_CheckExact(op)) return PyLong_FromDouble(((PyFloatObject *)op)->ob_fval);
  }
  return gl_up_PyNumber_Long(op);
}

// Benchmark: PyNumber_Float int.
GL_EXPORT PyObject *PyNumber_Float(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL)) {
    if (PyFloat_CheckExact(op)) return gl_newref(op);
    if (PyLong_CheckExact(op) && gl_long_value(op, &v)) return PyFloat_FromDouble((double)v);
  }
  return gl_up_PyNumber_Float(op);
}

// Benchmark: PyNumber_AsSsize_t.
GL_EXPORT Py_ssize_t PyNumber_AsSsize_t(PyObject *op, PyObject *error) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_CheckExact(op) && gl_long_value(op, &v))) return v;
  return gl_up_PyNumber_AsSsize_t(op, error);
}

// Benchmark: PyNumber_Check.
GL_EXPORT int PyNumber_Check(PyObject *op) {
  PyNumberMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_number;
  return methods != NULL && (methods->nb_index || methods->nb_int || methods->nb_float || PyComplex_Check(op));
}

// Benchmark: PyIndex_Check.
GL_EXPORT int PyIndex_Check(PyObject *op) {
  PyNumberMethods *methods = Py_TYPE(op)->tp_as_number;
  return methods != NULL && methods->nb_index != NULL;
}

// Sequences and mappings.

// Benchmark: PyObject_Size tuple.
GL_EXPORT Py_ssize_t PyObject_Size(PyObject *op) {
  if (GL_LIKELY(op != NULL)) {
    PySequenceMethods *sequence = Py_TYPE(op)->tp_as_sequence;
    if (sequence != NULL && sequence->sq_length != NULL) return sequence->sq_length(op);
    PyMappingMethods *mapping = Py_TYPE(op)->tp_as_mapping;
    if (mapping != NULL && mapping->mp_length != NULL) return mapping->mp_length(op);
  }
  return gl_up_PyObject_Size(op);
}

// Benchmark: PySequence_Size list.
GL_EXPORT Py_ssize_t PySequence_Size(PyObject *op) {
  PySequenceMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_sequence;
  if (GL_LIKELY(methods != NULL && methods->sq_length != NULL)) return methods->sq_length(op);
  return gl_up_PySequence_Size(op);
}

// Benchmark: PyMapping_Size dict.
GL_EXPORT Py_ssize_t PyMapping_Size(PyObject *op) {
  PyMappingMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_mapping;
  if (GL_LIKELY(methods != NULL && methods->mp_length != NULL)) return methods->mp_length(op);
  return gl_up_PyMapping_Size(op);
}

// The item of an exact list or tuple at an exact int, borrowed; NULL if it is not as simple as that.
static inline PyObject *simple_item(PyObject *op, PyObject *key) {
  int64_t i;
  if (!PyLong_CheckExact(key) || !gl_long_value(key, &i)) return NULL;
  if (i < 0) i += Py_SIZE(op);
  if ((size_t)i >= (size_t)Py_SIZE(op)) return NULL;
  return PyList_CheckExact(op) ? ((PyListObject *)op)->ob_item[i] : ((PyTupleObject *)op)->ob_item[i];
}

// Benchmark: PyObject_GetItem dict, list.
GL_EXPORT PyObject *PyObject_GetItem(PyObject *op, PyObject *key) {
  if (GL_LIKELY(op != NULL && key != NULL)) {
    if (PyList_CheckExact(op) || PyTuple_CheckExact(op)) {
      PyObject *item = simple_item(op, key);
      if (GL_LIKELY(item != NULL)) return gl_newref(item);
    }
    PyMappingMethods *methods = Py_TYPE(op)->tp_as_mapping;
    if (GL_LIKELY(methods != NULL && methods->mp_subscript != NULL)) return methods->mp_subscript(op, key);
  }
  return gl_up_PyObject_GetItem(op, key);
}

// Benchmark: PyObject_SetItem dict.
GL_EXPORT int PyObject_SetItem(PyObject *op, PyObject *key, PyObject *value) {
  PyMappingMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_mapping;
  if (GL_LIKELY(methods != NULL && methods->mp_ass_subscript != NULL && key != NULL && value != NULL))
    return methods->mp_ass_subscript(op, key, value);
  return gl_up_PyObject_SetItem(op, key, value);
}

// Benchmark: PyMapping_GetItemString.
GL_EXPORT PyObject *PyMapping_GetItemString(PyObject *op, const char *key) {
  if (GL_LIKELY(op != NULL && key != NULL && PyDict_CheckExact(op))) {
    PyObject *value = gl_dict_get_text(op, key);
    if (GL_LIKELY(value != NULL)) return gl_newref(value);
  }
  return gl_up_PyMapping_GetItemString(op, (void *)key);
}

// Benchmark: PySequence_GetItem list. A negative index counts from the end where there is a length.
GL_EXPORT PyObject *PySequence_GetItem(PyObject *op, Py_ssize_t i) {
  PySequenceMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_sequence;
  if (GL_LIKELY(i >= 0 && methods != NULL && methods->sq_item != NULL)) return methods->sq_item(op, i);
  return gl_up_PySequence_GetItem(op, i);
}

// Benchmark: PySequence_SetItem list.
GL_EXPORT int PySequence_SetItem(PyObject *op, Py_ssize_t i, PyObject *value) {
  PySequenceMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_sequence;
  if (GL_LIKELY(i >= 0 && methods != NULL && methods->sq_ass_item != NULL)) return methods->sq_ass_item(op, i, value);
  return gl_up_PySequence_SetItem(op, i, value);
}

// Benchmark: PySequence_Check list.
GL_EXPORT int PySequence_Check(PyObject *op) {
  PySequenceMethods *methods = Py_TYPE(op)->tp_as_sequence;
  return !PyDict_Check(op) && methods != NULL && methods->sq_item != NULL;
}

GL_EXPORT int PyMapping_Check(PyObject *op) {
  PyMappingMethods *methods = op == NULL ? NULL : Py_TYPE(op)->tp_as_mapping;
  return methods != NULL && methods->mp_subscript != NULL;
}

// Benchmark: PySequence_Fast list.
GL_EXPORT PyObject *PySequence_Fast(PyObject *op, const char *message) {
  if (GL_LIKELY(op != NULL && (PyList_CheckExact(op) || PyTuple_CheckExact(op)))) return gl_newref(op);
  return gl_up_PySequence_Fast(op, (void *)message);
}

// Benchmark: PySequence_Contains list.
GL_EXPORT int PySequence_Contains(PyObject *op, PyObject *item) {
  PySequenceMethods *methods = Py_TYPE(op)->tp_as_sequence;
  if (GL_LIKELY(methods != NULL && methods->sq_contains != NULL)) return methods->sq_contains(op, item);
  return gl_up_PySequence_Contains(op, item);
}

// Whether one of n items is the item or equal to it, found without running code; -1 where only Go can tell.
static int contains(PyObject *const *items, Py_ssize_t n, PyObject *item) {
  for (Py_ssize_t i = 0; i < n; i++) {
    int same = items[i] == item;
    if (!same && !gl_simple_compare(items[i], item, Py_EQ, &same)) return -1;
    if (same) return 1;
  }
  return 0;
}

GL_HIDDEN int gl_list_sq_contains(PyObject *op, PyObject *item) {
  int answer = contains(((PyListObject *)op)->ob_item, Py_SIZE(op), item);
  if (GL_LIKELY(answer >= 0)) return answer;
  gl_word w[2] = {{.p = op}, {.p = item}};
  gl_slot_upcall(GL_TWIN_gl_list_sq_contains, w);
  return (int)w[0].i;
}

GL_HIDDEN int gl_tuple_sq_contains(PyObject *op, PyObject *item) {
  int answer = contains(((PyTupleObject *)op)->ob_item, Py_SIZE(op), item);
  if (GL_LIKELY(answer >= 0)) return answer;
  gl_word w[2] = {{.p = op}, {.p = item}};
  gl_slot_upcall(GL_TWIN_gl_tuple_sq_contains, w);
  return (int)w[0].i;
}
