/* floatobject.h: floating point numbers. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_FLOATOBJECT_H)
#  define GILDED_FLOATOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    PyObject_HEAD
    double ob_fval;
} PyFloatObject;

#  define PyFloat_AS_DOUBLE(op) (((PyFloatObject *)(op))->ob_fval)
#endif

#include "gilded/zfloat.h"

#define PyFloat_Check(op) PyObject_TypeCheck(op, &PyFloat_Type)
#define PyFloat_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyFloat_Type)
#define Py_RETURN_NAN return PyFloat_FromDouble(Py_NAN)
#define Py_RETURN_INF(sign) return PyFloat_FromDouble(copysign(Py_HUGE_VAL, (sign)))

#endif
