/* longobject.h: integers. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_LONGOBJECT_H)
#  define GILDED_LONGOBJECT_H

#ifndef Py_LIMITED_API
#  include "cpython/longintrepr.h"
#endif

/* What PyLong_Export says of an int: its value or, when digits is not NULL, its digits. */
#if GILDED_API_LEVEL >= 0x030f0000
struct PyLongLayout {
    uint8_t bits_per_digit;
    uint8_t digit_size;
    int8_t digits_order;
    int8_t digit_endianness;
};

struct PyLongExport {
    int64_t value;
    uint8_t negative;
    Py_ssize_t ndigits;
    const void *digits;
    Py_uintptr_t _reserved;
};
#endif

#include "gilded/zlong.h"

/* Flags of PyLong_AsNativeBytes and PyLong_FromNativeBytes. */
#if GILDED_API_LEVEL >= 0x030e0000
#  define Py_ASNATIVEBYTES_DEFAULTS -1
#  define Py_ASNATIVEBYTES_BIG_ENDIAN 0
#  define Py_ASNATIVEBYTES_LITTLE_ENDIAN 1
#  define Py_ASNATIVEBYTES_NATIVE_ENDIAN 3
#  define Py_ASNATIVEBYTES_UNSIGNED_BUFFER 4
#  define Py_ASNATIVEBYTES_REJECT_NEGATIVE 8
#  define Py_ASNATIVEBYTES_ALLOW_INDEX 16
#endif

#define PyLong_Check(op) PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_LONG_SUBCLASS)
#define PyLong_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyLong_Type)
#define PyLong_AS_LONG(op) PyLong_AsLong(op)

/* pid_t is an int and a pointer a long on every platform that gilded knows. */
#define PyLong_FromPid PyLong_FromLong
#define PyLong_AsPid PyLong_AsLong
#define _Py_PARSE_PID "i"
#define _Py_PARSE_INTPTR "l"
#define _Py_PARSE_UINTPTR "k"

#endif
