/* listobject.h: lists. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_LISTOBJECT_H)
#  define GILDED_LISTOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    PyObject_VAR_HEAD
    PyObject **ob_item; /* owned, ob_size of them */
    Py_ssize_t allocated;
} PyListObject;
#endif

#include "gilded/zlist.h"

#define PyList_Check(op) PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_LIST_SUBCLASS)
#define PyList_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyList_Type)

#ifndef Py_LIMITED_API
#  define _PyList_CAST(op) (assert(PyList_Check(op)), _Py_CAST(PyListObject *, (op)))

static inline Py_ssize_t _PyList_GET_SIZE(PyObject *op)
{
    return _Py_SIZE(_PyObject_CAST(_PyList_CAST(op)));
}

/* Steals the value and gives up nothing: for a place that was never filled. */
static inline void _PyList_SET_ITEM(PyObject *op, Py_ssize_t index, PyObject *value)
{
    _PyList_CAST(op)->ob_item[index] = value;
}

#  define PyList_GET_SIZE(op) _PyList_GET_SIZE(_PyObject_CAST(op))
#  define PyList_GET_ITEM(op, index) (_PyList_CAST(op)->ob_item[index]) /* borrowed */
#  define PyList_SET_ITEM(op, index, value) _PyList_SET_ITEM(_PyObject_CAST(op), (index), _PyObject_CAST(value))
#endif

#endif
