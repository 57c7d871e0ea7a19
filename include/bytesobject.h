/* bytesobject.h: bytes. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_BYTESOBJECT_H)
#  define GILDED_BYTESOBJECT_H

#ifndef Py_LIMITED_API
/* ob_sval holds ob_size bytes and a zero behind them. */
typedef struct {
    PyObject_VAR_HEAD
    Py_hash_t ob_shash; /* -1 until it is computed */
    char ob_sval[1];
} PyBytesObject;

typedef struct {
    PyObject *buffer;
    Py_ssize_t allocated;
    Py_ssize_t min_size;
    int use_bytearray;
    int overallocate;
    int use_small_buffer;
    char small_buffer[512];
} _PyBytesWriter;
#endif

#include "gilded/zbytes.h"

#define PyBytes_Check(op) PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_BYTES_SUBCLASS)
#define PyBytes_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyBytes_Type)

#ifndef Py_LIMITED_API
#  define _PyBytes_CAST(op) (assert(PyBytes_Check(op)), _Py_CAST(PyBytesObject *, (op)))

static inline char *_PyBytes_AS_STRING(PyObject *op)
{
    return _PyBytes_CAST(op)->ob_sval;
}

static inline Py_ssize_t _PyBytes_GET_SIZE(PyObject *op)
{
    return _Py_SIZE(_PyObject_CAST(_PyBytes_CAST(op)));
}

#  define PyBytes_AS_STRING(op) _PyBytes_AS_STRING(_PyObject_CAST(op))
#  define PyBytes_GET_SIZE(op) _PyBytes_GET_SIZE(_PyObject_CAST(op))
#endif

#endif
