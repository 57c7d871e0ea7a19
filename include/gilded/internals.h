/* internals.h: what modules of the standard library use of the runtime, and odds and ends. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_INTERNALS_H)
#  define GILDED_INTERNALS_H

#ifndef Py_LIMITED_API
/* Strings on their way to being joined. */
typedef struct _PyAccu {
    PyObject *large;
    PyObject *small;
} _PyAccu;

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

typedef struct _Py_slist_item_s {
    struct _Py_slist_item_s *next;
} _Py_slist_item_t;

typedef struct {
    _Py_slist_item_t *head;
} _Py_slist_t;

typedef struct {
    _Py_slist_item_t _Py_slist_item; /* the next entry of the same bucket */
    Py_uhash_t key_hash;
    void *key;
    void *value;
} _Py_hashtable_entry_t;

typedef _Py_hashtable_entry_t *(*_Py_hashtable_get_entry_func)(_Py_hashtable_t *, const void *);

struct _Py_hashtable_t {
    size_t nentries;
    size_t nbuckets; /* a power of two */
    _Py_slist_t *buckets;
    _Py_hashtable_get_entry_func get_entry_func;
    _Py_hashtable_hash_func hash_func;
    _Py_hashtable_compare_func compare_func;
    _Py_hashtable_destroy_func key_destroy_func;
    _Py_hashtable_destroy_func value_destroy_func;
    _Py_hashtable_allocator_t alloc;
};
#endif

/* Locks on objects: under the GIL there is nothing to lock. The fields are CPython's, because callers have them on their
   stack. */
#if GILDED_API_LEVEL >= 0x030f0000
struct PyCriticalSection {
    uintptr_t _cs_prev;
    void *_cs_mutex;
};

struct PyCriticalSection2 {
    struct PyCriticalSection _cs_base;
    void *_cs_mutex2;
};
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
