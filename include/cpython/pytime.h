/* pytime.h: time in nanoseconds. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_PYTIME_H)
#  define GILDED_CPYTHON_PYTIME_H

#ifndef Py_LIMITED_API
typedef int64_t _PyTime_t;

#  define _PyTime_MIN INT64_MIN
#  define _PyTime_MAX INT64_MAX
#  define _SIZEOF_PYTIME_T 8
#  define _PYTIME_FROMSECONDS(seconds) ((_PyTime_t)(seconds) * (1000 * 1000 * 1000))

typedef enum {
    _PyTime_ROUND_FLOOR = 0,
    _PyTime_ROUND_CEILING = 1,
    _PyTime_ROUND_HALF_EVEN = 2,
    _PyTime_ROUND_UP = 3,
    _PyTime_ROUND_TIMEOUT = _PyTime_ROUND_UP
} _PyTime_round_t;
#endif

#include "gilded/ztime.h"

#endif
