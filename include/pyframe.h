/* pyframe.h: frames. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_PYFRAME_H)
#  define GILDED_PYFRAME_H

#include "gilded/zframe.h"

#ifndef Py_LIMITED_API
#  define PyFrame_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyFrame_Type)
#endif

#endif
