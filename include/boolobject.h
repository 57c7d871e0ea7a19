/* boolobject.h: True and False. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_BOOLOBJECT_H)
#  define GILDED_BOOLOBJECT_H

#include "gilded/zbool.h"

#define PyBool_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyBool_Type)
#define Py_False ((PyObject *)&_Py_FalseStruct)
#define Py_True ((PyObject *)&_Py_TrueStruct)
#define Py_RETURN_TRUE return _Py_NewRef(Py_True)
#define Py_RETURN_FALSE return _Py_NewRef(Py_False)
#ifndef GILDED_BUILD
#  define Py_IsTrue(x) ((x) == Py_True)
#  define Py_IsFalse(x) ((x) == Py_False)
#endif

#endif
