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
#  define PyList_GET_SIZE(op) _Py_SIZE((PyObject *)_PyList_CAST(op))
/* Borrowed. */
#  define PyList_GET_ITEM(op, index) (_PyList_CAST(op)->ob_item[index])
/* Steals the value and gives up nothing: for a place that was never filled. */
#  define PyList_SET_ITEM(op, index, value) ((void)(_PyList_CAST(op)->ob_item[index] = _PyObject_CAST(value)))
#endif

#endif
