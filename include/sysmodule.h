/* sysmodule.h: the module sys. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_SYSMODULE_H)
#  define GILDED_SYSMODULE_H

#include "gilded/zsys.h"

#endif
