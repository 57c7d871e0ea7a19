/* pylifecycle.h: starting and ending interpreters. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_PYLIFECYCLE_H)
#  define GILDED_PYLIFECYCLE_H

typedef void (*PyOS_sighandler_t)(int);

#include "gilded/zlifecycle.h"

#endif
