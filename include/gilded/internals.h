/* internals.h: what modules of the standard library use of the runtime, and odds and ends. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_INTERNALS_H)
#  define GILDED_INTERNALS_H

#ifndef Py_LIMITED_API
typedef struct _PyAccu _PyAccu;
typedef struct _arena PyArena;
typedef struct pyruntimestate _PyRuntimeState;

typedef enum {
    _Py_ERROR_UNKNOWN = 0,
    _Py_ERROR_STRICT,
    _Py_ERROR_SURROGATEESCAPE,
    _Py_ERROR_REPLACE,
    _Py_ERROR_IGNORE,
    _Py_ERROR_BACKSLASHREPLACE,
    _Py_ERROR_SURROGATEPASS,
    _Py_ERROR_XMLCHARREFREPLACE,
    _Py_ERROR_OTHER
} _Py_error_handler;

typedef struct _Py_hashtable_t _Py_hashtable_t;
typedef Py_uhash_t (*_Py_hashtable_hash_func)(const void *);
typedef int (*_Py_hashtable_compare_func)(const void *, const void *);
typedef void (*_Py_hashtable_destroy_func)(void *);
typedef int (*_Py_hashtable_foreach_func)(_Py_hashtable_t *, const void *, const void *, void *);

typedef struct {
    void *(*malloc)(size_t size);
    void (*free)(void *ptr);
} _Py_hashtable_allocator_t;
#endif

/* The constants of Py_GetConstant. */
#if GILDED_API_LEVEL >= 0x030d0000
#  define Py_CONSTANT_NONE 0
#  define Py_CONSTANT_FALSE 1
#  define Py_CONSTANT_TRUE 2
#  define Py_CONSTANT_ELLIPSIS 3
#  define Py_CONSTANT_NOT_IMPLEMENTED 4
#  define Py_CONSTANT_ZERO 5
#  define Py_CONSTANT_ONE 6
#  define Py_CONSTANT_EMPTY_STR 7
#  define Py_CONSTANT_EMPTY_BYTES 8
#  define Py_CONSTANT_EMPTY_TUPLE 9
#endif

#include "gilded/zinternals.h"

#endif
