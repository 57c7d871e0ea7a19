/* pycapsule.h: capsules: a C pointer as an object. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_PYCAPSULE_H)
#  define GILDED_PYCAPSULE_H

typedef void (*PyCapsule_Destructor)(PyObject *);

#include "gilded/zcapsule.h"

#define PyCapsule_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyCapsule_Type)

#endif
