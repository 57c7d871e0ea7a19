/* iterobject.h: the iterators of sequences and of callables; map, filter, zip, enumerate, reversed. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_ITEROBJECT_H)
#  define GILDED_ITEROBJECT_H

#include "gilded/ziter.h"

#define PySeqIter_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PySeqIter_Type)
#define PyCallIter_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyCallIter_Type)

#endif
