/* traceback.h: tracebacks. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_TRACEBACK_H)
#  define GILDED_TRACEBACK_H

#ifndef Py_LIMITED_API
typedef struct _traceback PyTracebackObject;

struct _traceback {
    PyObject_HEAD
    PyTracebackObject *tb_next;
    PyFrameObject *tb_frame;
    int tb_lasti;
    int tb_lineno;
};
#endif

#include "gilded/ztraceback.h"

#define PyTraceBack_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyTraceBack_Type)

#endif
