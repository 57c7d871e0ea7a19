/* genericaliasobject.h: list[int] and its like. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_GENERICALIASOBJECT_H)
#  define GILDED_GENERICALIASOBJECT_H

#include "gilded/zgenericalias.h"

#endif
