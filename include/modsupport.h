/* modsupport.h: taking arguments apart, building values, filling modules. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_MODSUPPORT_H)
#  define GILDED_MODSUPPORT_H

/* Lengths in format strings (s#, y#) are Py_ssize_t for sources that say so; without PY_SSIZE_T_CLEAN a # is an error. */
#if defined(PY_SSIZE_T_CLEAN) && !defined(GILDED_BUILD)
#  define PyArg_Parse _PyArg_Parse_SizeT
#  define PyArg_ParseTuple _PyArg_ParseTuple_SizeT
#  define PyArg_ParseTupleAndKeywords _PyArg_ParseTupleAndKeywords_SizeT
#  define PyArg_VaParse _PyArg_VaParse_SizeT
#  define PyArg_VaParseTupleAndKeywords _PyArg_VaParseTupleAndKeywords_SizeT
#  define Py_BuildValue _Py_BuildValue_SizeT
#  define Py_VaBuildValue _Py_VaBuildValue_SizeT
#  ifndef Py_LIMITED_API
#    define _PyArg_ParseStack _PyArg_ParseStack_SizeT
#    define _PyArg_ParseStackAndKeywords _PyArg_ParseStackAndKeywords_SizeT
#  endif
#endif

#ifndef Py_LIMITED_API
/* What Argument Clinic keeps of a signature; the runtime fills in the fields from pos on at the first call. */
typedef struct _PyArg_Parser {
    const char *format;
    const char *const *keywords;
    const char *fname;
    const char *custom_msg;
    int pos;
    int min;
    int max;
    PyObject *kwtuple;
    struct _PyArg_Parser *next;
} _PyArg_Parser;
#endif

#if GILDED_API_LEVEL >= 0x030f0000
struct PyABIInfo {
    uint8_t abiinfo_major_version; /* 0: nothing is checked */
    uint8_t abiinfo_minor_version;
    uint16_t flags;
    uint32_t build_version;
    uint32_t abi_version;
};
#  define PyABIInfo_STABLE 0x0001
#  define PyABIInfo_GIL 0x0002
#  define PyABIInfo_FREETHREADED 0x0004
#  define PyABIInfo_INTERNAL 0x0008
#  define PyABIInfo_FREETHREADING_AGNOSTIC (PyABIInfo_GIL | PyABIInfo_FREETHREADED)
#  define PyABIInfo_DEFAULT_FLAGS (PyABIInfo_STABLE | PyABIInfo_GIL)
#  define PyABIInfo_DEFAULT_ABI_VERSION Py_LIMITED_API
#  define PyABIInfo_VAR(name) \
    static PyABIInfo name = {1, 0, PyABIInfo_DEFAULT_FLAGS, PY_VERSION_HEX, PyABIInfo_DEFAULT_ABI_VERSION}
#endif

#include "gilded/zargs.h"

#define Py_CLEANUP_SUPPORTED 0x20000

#define PYTHON_API_VERSION 1013
#define PYTHON_API_STRING "1013"
#define PYTHON_ABI_VERSION 3
#define PYTHON_ABI_STRING "3"
#ifdef Py_LIMITED_API
#  define GILDED_MODULE_VERSION PYTHON_ABI_VERSION
#else
#  define GILDED_MODULE_VERSION PYTHON_API_VERSION
#endif
#define PyModule_Create(def) PyModule_Create2((def), GILDED_MODULE_VERSION)
#if GILDED_API_LEVEL >= 0x03050000
#  define PyModule_FromDefAndSpec(def, spec) PyModule_FromDefAndSpec2((def), (spec), GILDED_MODULE_VERSION)
#endif
#define PyModule_AddIntMacro(m, c) PyModule_AddIntConstant((m), #c, (c))
#define PyModule_AddStringMacro(m, c) PyModule_AddStringConstant((m), #c, (c))

#if !defined(Py_LIMITED_API) && !defined(GILDED_BUILD)
#  define ANY_VARARGS(n) ((n) == PY_SSIZE_T_MAX)

/* The common case of each check needs no call. */
#  define _PyArg_NoKeywords(name, kwargs) ((kwargs) == NULL || _PyArg_NoKeywords((name), (kwargs)))
#  define _PyArg_NoPositional(name, args) ((args) == NULL || _PyArg_NoPositional((name), (args)))
#  define _PyArg_CheckPositional(name, nargs, min, max) \
      ((!ANY_VARARGS(max) && (min) <= (nargs) && (nargs) <= (max)) \
       || _PyArg_CheckPositional((name), (nargs), (min), (max)))
#  define _PyArg_UnpackKeywords(args, nargs, kwargs, kwnames, parser, minpos, maxpos, minkw, buf) \
      (((minkw) == 0 && (kwargs) == NULL && (kwnames) == NULL && (minpos) <= (nargs) && (nargs) <= (maxpos) \
        && (args) != NULL) \
           ? (args) \
           : _PyArg_UnpackKeywords((args), (nargs), (kwargs), (kwnames), (parser), (minpos), (maxpos), (minkw), (buf)))
#endif

#endif
