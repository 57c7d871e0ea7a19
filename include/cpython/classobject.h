/* classobject.h: bound methods. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_CLASSOBJECT_H)
#  define GILDED_CPYTHON_CLASSOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    PyObject_HEAD
    PyObject *im_func;
    PyObject *im_self;
    PyObject *im_weakreflist;
    vectorcallfunc vectorcall;
} PyMethodObject;

typedef struct {
    PyObject_HEAD
    PyObject *func;
} PyInstanceMethodObject;

#  define PyMethod_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyMethod_Type)
#  define PyMethod_GET_FUNCTION(op) (((PyMethodObject *)(op))->im_func)
#  define PyMethod_GET_SELF(op) (((PyMethodObject *)(op))->im_self)
#  define PyInstanceMethod_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyInstanceMethod_Type)
#  define PyInstanceMethod_GET_FUNCTION(op) (((PyInstanceMethodObject *)(op))->func)
#endif

#endif
