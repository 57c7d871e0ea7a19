/* codecs.h: codecs and what they do about errors. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CODECS_H)
#  define GILDED_CODECS_H

#include "gilded/zcodecs.h"

#endif
