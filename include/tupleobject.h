/* tupleobject.h: tuples. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_TUPLEOBJECT_H)
#  define GILDED_TUPLEOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    PyObject_VAR_HEAD
    PyObject *ob_item[1]; /* owned */
} PyTupleObject;
#endif

#include "gilded/ztuple.h"

#define PyTuple_Check(op) PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_TUPLE_SUBCLASS)
#define PyTuple_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyTuple_Type)

#ifndef Py_LIMITED_API
#  define _PyTuple_CAST(op) (assert(PyTuple_Check(op)), _Py_CAST(PyTupleObject *, (op)))
#  define PyTuple_GET_SIZE(op) _Py_SIZE((PyObject *)_PyTuple_CAST(op))
/* Borrowed. */
#  define PyTuple_GET_ITEM(op, index) (_PyTuple_CAST(op)->ob_item[index])
/* Steals the value and gives up nothing: for a place that was never filled. */
#  define PyTuple_SET_ITEM(op, index, value) ((void)(_PyTuple_CAST(op)->ob_item[index] = _PyObject_CAST(value)))
#endif

#endif
