/* warnings.h: warnings. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_WARNINGS_H)
#  define GILDED_WARNINGS_H

#include "gilded/zwarnings.h"

#define PyErr_Warn(category, msg) PyErr_WarnEx((category), (msg), 1)

#endif
