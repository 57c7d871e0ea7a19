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

static inline Py_ssize_t _PyTuple_GET_SIZE(PyObject *op)
{
    return _Py_SIZE(_PyObject_CAST(_PyTuple_CAST(op)));
}

/* Steals the value and gives up nothing: for a place that was never filled. */
static inline void _PyTuple_SET_ITEM(PyObject *op, Py_ssize_t index, PyObject *value)
{
    _PyTuple_CAST(op)->ob_item[index] = value;
}

#  define PyTuple_GET_SIZE(op) _PyTuple_GET_SIZE(_PyObject_CAST(op))
#  define PyTuple_GET_ITEM(op, index) (_PyTuple_CAST(op)->ob_item[index]) /* borrowed */
#  define PyTuple_SET_ITEM(op, index, value) _PyTuple_SET_ITEM(_PyObject_CAST(op), (index), _PyObject_CAST(value))
#endif

#endif
