/* code.h: code objects. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_CODE_H)
#  define GILDED_CPYTHON_CODE_H

#ifndef Py_LIMITED_API
typedef uint16_t _Py_CODEUNIT;

struct PyCodeObject {
    PyObject_VAR_HEAD
    PyObject *co_consts;
    PyObject *co_names;
    PyObject *co_exceptiontable;
    int co_flags;
    short co_warmup;
    short _co_linearray_entry_size;
    int co_argcount;
    int co_posonlyargcount;
    int co_kwonlyargcount;
    int co_stacksize;
    int co_firstlineno;
    int co_nlocalsplus;
    int co_nlocals;
    int co_nplaincellvars;
    int co_ncellvars;
    int co_nfreevars;
    PyObject *co_localsplusnames;
    PyObject *co_localspluskinds;
    PyObject *co_filename;
    PyObject *co_name;
    PyObject *co_qualname;
    PyObject *co_linetable;
    PyObject *co_weakreflist;
    PyObject *_co_code;
    char *_co_linearray;
    int _co_firsttraceable;
    void *co_extra;
    char co_code_adaptive[1];
};

/* co_flags. */
#  define CO_OPTIMIZED 0x0001
#  define CO_NEWLOCALS 0x0002
#  define CO_VARARGS 0x0004
#  define CO_VARKEYWORDS 0x0008
#  define CO_NESTED 0x0010
#  define CO_GENERATOR 0x0020
#  define CO_COROUTINE 0x0080
#  define CO_ITERABLE_COROUTINE 0x0100
#  define CO_ASYNC_GENERATOR 0x0200
#  define CO_FUTURE_DIVISION 0x20000
#  define CO_FUTURE_ABSOLUTE_IMPORT 0x40000
#  define CO_FUTURE_WITH_STATEMENT 0x80000
#  define CO_FUTURE_PRINT_FUNCTION 0x100000
#  define CO_FUTURE_UNICODE_LITERALS 0x200000
#  define CO_FUTURE_BARRY_AS_BDFL 0x400000
#  define CO_FUTURE_GENERATOR_STOP 0x800000
#  define CO_FUTURE_ANNOTATIONS 0x1000000
#  define CO_MAXBLOCKS 20

/* What PyThreadState keeps for tracing: a walk through the line table. */
struct _opaque {
    int computed_line;
    const uint8_t *lo_next;
    const uint8_t *limit;
};

typedef struct _line_offsets {
    int ar_start;
    int ar_end;
    int ar_line;
    struct _opaque opaque;
} PyCodeAddressRange;
#endif

#include "gilded/zcode.h"

#ifndef Py_LIMITED_API
#  define PyCode_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyCode_Type)
#  define PyCode_GetNumFree(op) ((op)->co_nfreevars)
#  define _PyCode_CODE(op) ((_Py_CODEUNIT *)(op)->co_code_adaptive)
#  define _PyCode_NBYTES(op) (_Py_SIZE(_PyObject_CAST(op)) * (Py_ssize_t)sizeof(_Py_CODEUNIT))
#endif

#endif
