/* longintrepr.h: the digits of an integer. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_LONGINTREPR_H)
#  define GILDED_CPYTHON_LONGINTREPR_H

#ifndef Py_LIMITED_API

typedef uint32_t digit;
typedef int32_t sdigit;
typedef uint64_t twodigits;
typedef int64_t stwodigits;

#define PyLong_SHIFT 30
#define PyLong_BASE ((digit)1 << PyLong_SHIFT)
#define PyLong_MASK ((digit)(PyLong_BASE - 1))
#define _PyLong_DECIMAL_SHIFT 9
#define _PyLong_DECIMAL_BASE ((digit)1000000000)

/* The value is the sum of ob_digit[i] << (30 * i), least digit first; its sign is the sign of ob_size and the number of
   digits its magnitude. Zero has no digits. */
struct _longobject {
    PyObject_VAR_HEAD
    digit ob_digit[1];
};

#endif

#endif
