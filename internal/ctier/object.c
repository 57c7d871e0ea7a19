// The object protocol where the type decides at once: references, truth, hashes, comparisons of the common types.
#include "abstract.h"
#include "float.h"
#include "hot.h"
#include "known.h"
#include "str.h"

// Benchmark: Py_INCREF Py_DECREF inline, Py_IncRef Py_DecRef.
GL_EXPORT void Py_IncRef(PyObject *op) {
  if (op != NULL) op->ob_refcnt++;
}

GL_EXPORT void Py_DecRef(PyObject *op) { gl_xdecref(op); }

GL_EXPORT void _Py_IncRef(PyObject *op) { op->ob_refcnt++; }

GL_EXPORT void _Py_DecRef(PyObject *op) { gl_decref(op); }

GL_EXPORT void _Py_Dealloc(PyObject *op) { Py_TYPE(op)->tp_dealloc(op); }

// Benchmark: Py_NewRef Py_DecRef.
GL_EXPORT PyObject *Py_NewRef(PyObject *op) { return gl_newref(op); }

GL_EXPORT PyObject *Py_XNewRef(PyObject *op) { return op == NULL ? NULL : gl_newref(op); }

GL_EXPORT int Py_Is(PyObject *a, PyObject *b) { return a == b; }

GL_EXPORT int Py_IsNone(PyObject *op) { return op == Py_None; }

GL_EXPORT int Py_IsTrue(PyObject *op) { return op == Py_True; }

GL_EXPORT int Py_IsFalse(PyObject *op) { return op == Py_False; }

// Benchmark: PyObject_IsTrue bool, int, list.
GL_EXPORT int PyObject_IsTrue(PyObject *op) {
  if (op == Py_True) return 1;
  if (op == Py_False || op == Py_None) return 0;
  PyTypeObject *type = Py_TYPE(op);
  Py_ssize_t result;
  if (type->tp_as_number != NULL && type->tp_as_number->nb_bool != NULL)
    result = type->tp_as_number->nb_bool(op);
  else if (type->tp_as_mapping != NULL && type->tp_as_mapping->mp_length != NULL)
    result = type->tp_as_mapping->mp_length(op);
  else if (type->tp_as_sequence != NULL && type->tp_as_sequence->sq_length != NULL)
    result = type->tp_as_sequence->sq_length(op);
  else
    return 1;
  return result > 0 ? 1 : (int)result;
}

// Benchmark: PyObject_Hash str, int, tuple.
GL_EXPORT Py_hash_t PyObject_Hash(PyObject *op) {
  PyTypeObject *type = Py_TYPE(op);
  if (type == &PyUnicode_Type) return hash_str(op);
  if (GL_LIKELY(type->tp_hash != NULL)) return type->tp_hash(op);
  return gl_up_PyObject_Hash(op);
}

GL_HIDDEN int gl_simple_compare(PyObject *a, PyObject *b, int op, int *answer) {
  PyTypeObject *type = Py_TYPE(a);
  int order;
  if (type != Py_TYPE(b)) return 0;
  if (type == &PyLong_Type) {
    if (!gl_long_order(a, b, &order)) return 0;
    *answer = gl_satisfies(order, op);
    return 1;
  }
  if (type == &PyFloat_Type) {
    *answer = gl_float_satisfies(((PyFloatObject *)a)->ob_fval, ((PyFloatObject *)b)->ob_fval, op);
    return 1;
  }
  if (type == &PyUnicode_Type && gl_str_ready(a) && gl_str_ready(b)) {
    *answer = op == Py_EQ ? gl_str_equal(a, b) : op == Py_NE ? !gl_str_equal(a, b) : gl_satisfies(gl_str_order(a, b), op);
    return 1;
  }
  return 0;
}

// Benchmark: PyObject_RichCompare int.
GL_EXPORT PyObject *PyObject_RichCompare(PyObject *a, PyObject *b, int op) {
  int answer;
  if (GL_LIKELY(a != NULL && b != NULL && (unsigned)op <= Py_GE && gl_simple_compare(a, b, op, &answer))) return gl_bool(answer);
  return gl_up_PyObject_RichCompare(a, b, op);
}

// Benchmark: PyObject_RichCompareBool int, str, float.
GL_EXPORT int PyObject_RichCompareBool(PyObject *a, PyObject *b, int op) {
  int answer;
  if (a == b) {
    if (op == Py_EQ) return 1;
    if (op == Py_NE) return 0;
  }
  if (GL_LIKELY(a != NULL && b != NULL && (unsigned)op <= Py_GE && gl_simple_compare(a, b, op, &answer))) return answer;
  return gl_up_PyObject_RichCompareBool(a, b, op);
}

// Benchmark: PyObject_Type.
GL_EXPORT PyObject *PyObject_Type(PyObject *op) {
  return op == NULL ? gl_up_PyObject_Type(op) : gl_newref((PyObject *)Py_TYPE(op));
}

// Benchmark: PyCallable_Check.
GL_EXPORT int PyCallable_Check(PyObject *op) { return op != NULL && Py_TYPE(op)->tp_call != NULL; }

// Benchmark: PyObject_Str str, int.
GL_EXPORT PyObject *PyObject_Str(PyObject *op) {
  if (GL_LIKELY(op != NULL)) {
    if (PyUnicode_CheckExact(op)) return gl_newref(op);
    if (PyLong_CheckExact(op)) return PyLong_Type.tp_repr(op);
  }
  return gl_up_PyObject_Str(op);
}

// Benchmark: PyObject_Repr str.
GL_EXPORT PyObject *PyObject_Repr(PyObject *op) {
  if (GL_LIKELY(op != NULL && (PyUnicode_CheckExact(op) || PyLong_CheckExact(op)))) return Py_TYPE(op)->tp_repr(op);
  return gl_up_PyObject_Repr(op);
}

// Whether a type's MRO has another type.
GL_HIDDEN int gl_is_subtype(PyTypeObject *a, PyTypeObject *b) {
  if (a == b) return 1;
  PyObject *mro = a->tp_mro;
  if (GL_UNLIKELY(mro == NULL)) return gl_up_PyType_IsSubtype(a, b);
  for (Py_ssize_t i = 0; i < Py_SIZE(mro); i++)
    if (((PyTupleObject *)mro)->ob_item[i] == (PyObject *)b) return 1;
  return 0;
}

// Benchmark: PyType_IsSubtype.
GL_EXPORT int PyType_IsSubtype(PyTypeObject *a, PyTypeObject *b) { return gl_is_subtype(a, b); }

// Benchmark: PyType_GetFlags.
GL_EXPORT unsigned long PyType_GetFlags(PyTypeObject *type) { return type->tp_flags; }

// Whether an object is of a class: 1, 0, or -1 where only Go can tell. A class that is exactly a type has no
// __instancecheck__ of its own; an object that is not of the class may still claim another __class__, but not when
// __class__ is what object has.
static int instance_of(PyObject *op, PyObject *class) {
  PyTypeObject *type = Py_TYPE(op);
  if (type == (PyTypeObject *)class) return 1;
  if (!PyType_CheckExact(class)) return -1;
  if (gl_is_subtype(type, (PyTypeObject *)class)) return 1;
  getattrofunc get = type->tp_getattro;
  if (get != PyBaseObject_Type.tp_getattro && get != PyType_Type.tp_getattro) return -1;
  PyObject *found;
  if (gl_cached(gl_tstate->interp, type, gl_known.class_name, &found) && found == gl_known.class_descriptor) return 0;
  return -1;
}

// Benchmark: PyObject_IsInstance exact, no, tuple.
GL_EXPORT int PyObject_IsInstance(PyObject *op, PyObject *class) {
  int answer = -1;
  if (GL_UNLIKELY(PyTuple_CheckExact(class))) {
    for (Py_ssize_t i = 0; i < Py_SIZE(class); i++) {
      answer = instance_of(op, ((PyTupleObject *)class)->ob_item[i]);
      if (answer != 0) break;
    }
  } else {
    answer = instance_of(op, class);
  }
  return GL_LIKELY(answer >= 0) ? answer : gl_up_PyObject_IsInstance(op, class);
}
