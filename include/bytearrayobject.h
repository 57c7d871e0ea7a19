/* bytearrayobject.h: bytearray. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_BYTEARRAYOBJECT_H)
#  define GILDED_BYTEARRAYOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    PyObject_VAR_HEAD
    Py_ssize_t ob_alloc;
    char *ob_bytes; /* the allocation */
    char *ob_start; /* the first byte, somewhere in it */
    Py_ssize_t ob_exports;
} PyByteArrayObject;
#endif

#include "gilded/zbytearray.h"

#define PyByteArray_Check(op) PyObject_TypeCheck(op, &PyByteArray_Type)
#define PyByteArray_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyByteArray_Type)

#ifndef Py_LIMITED_API
#  define _PyByteArray_CAST(op) (assert(PyByteArray_Check(op)), _Py_CAST(PyByteArrayObject *, (op)))

static inline Py_ssize_t _PyByteArray_GET_SIZE(PyObject *op)
{
    return _Py_SIZE(_PyObject_CAST(_PyByteArray_CAST(op)));
}

static inline char *_PyByteArray_AS_STRING(PyObject *op)
{
    return _Py_SIZE(op) ? _PyByteArray_CAST(op)->ob_start : _PyByteArray_empty_string;
}

#  define PyByteArray_GET_SIZE(op) _PyByteArray_GET_SIZE(_PyObject_CAST(op))
#  define PyByteArray_AS_STRING(op) _PyByteArray_AS_STRING(_PyObject_CAST(op))
#endif

#endif
