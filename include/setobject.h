/* setobject.h: set and frozenset. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_SETOBJECT_H)
#  define GILDED_SETOBJECT_H

#ifndef Py_LIMITED_API
#  define PySet_MINSIZE 8

typedef struct {
    PyObject *key; /* owned */
    Py_hash_t hash;
} setentry;

typedef struct {
    PyObject_HEAD
    Py_ssize_t fill; /* entries in use and deleted ones */
    Py_ssize_t used; /* entries in use */
    Py_ssize_t mask; /* the size of the table less one */
    setentry *table; /* smalltable until it grows */
    Py_hash_t hash;  /* of a frozenset; -1 until it is computed */
    Py_ssize_t finger;
    setentry smalltable[PySet_MINSIZE];
    PyObject *weakreflist;
} PySetObject;
#endif

#include "gilded/zset.h"

#define PySet_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PySet_Type)
#define PySet_Check(op) PyObject_TypeCheck(op, &PySet_Type)
#define PyFrozenSet_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyFrozenSet_Type)
#define PyFrozenSet_Check(op) PyObject_TypeCheck(op, &PyFrozenSet_Type)
#define PyAnySet_CheckExact(op) (PySet_CheckExact(op) || PyFrozenSet_CheckExact(op))
#define PyAnySet_Check(op) (PySet_Check(op) || PyFrozenSet_Check(op))

#ifndef Py_LIMITED_API
#  define PySet_GET_SIZE(op) (assert(PyAnySet_Check(op)), ((PySetObject *)(op))->used)
#endif

#endif
