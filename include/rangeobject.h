/* rangeobject.h: range. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_RANGEOBJECT_H)
#  define GILDED_RANGEOBJECT_H

#include "gilded/zrange.h"

#define PyRange_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyRange_Type)

#endif
