/* complexobject.h: complex numbers. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_COMPLEXOBJECT_H)
#  define GILDED_COMPLEXOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    double real;
    double imag;
} Py_complex;

typedef struct {
    PyObject_HEAD
    Py_complex cval;
} PyComplexObject;
#endif

#include "gilded/zcomplex.h"

#define PyComplex_Check(op) PyObject_TypeCheck(op, &PyComplex_Type)
#define PyComplex_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyComplex_Type)

#endif
