/* ceval.h: evaluating code, and giving up the GIL for a while. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CEVAL_H)
#  define GILDED_CEVAL_H

#include "gilded/zeval.h"

#define PyEval_CallObject(callable, args) PyEval_CallObjectWithKeywords((callable), (args), (PyObject *)NULL)

/* Between the two other threads may run; no object may be touched. */
#define Py_BEGIN_ALLOW_THREADS \
    { \
        PyThreadState *_save; \
        _save = PyEval_SaveThread();
#define Py_BLOCK_THREADS PyEval_RestoreThread(_save);
#define Py_UNBLOCK_THREADS _save = PyEval_SaveThread();
#define Py_END_ALLOW_THREADS \
        PyEval_RestoreThread(_save); \
    }

#ifndef Py_LIMITED_API
/* Floating point traps, which no version since 3.7 knows. */
#  define PyFPE_START_PROTECT(err_string, leave_stmt)
#  define PyFPE_END_PROTECT(v)
#endif

/* The oparg of FORMAT_VALUE. */
#define FVC_MASK 0x3
#define FVC_NONE 0x0
#define FVC_STR 0x1
#define FVC_REPR 0x2
#define FVC_ASCII 0x3
#define FVS_MASK 0x4
#define FVS_HAVE_SPEC 0x4

#endif
