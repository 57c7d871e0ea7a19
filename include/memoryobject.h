/* memoryobject.h: memoryview. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_MEMORYOBJECT_H)
#  define GILDED_MEMORYOBJECT_H

#ifndef Py_LIMITED_API
#  define _Py_MANAGED_BUFFER_RELEASED 0x001
#  define _Py_MANAGED_BUFFER_FREE_FORMAT 0x002
#  define _Py_MEMORYVIEW_RELEASED 0x001
#  define _Py_MEMORYVIEW_C 0x002
#  define _Py_MEMORYVIEW_FORTRAN 0x004
#  define _Py_MEMORYVIEW_SCALAR 0x008
#  define _Py_MEMORYVIEW_PIL 0x010

/* The one buffer that an exporter gave, shared by every view of it. */
typedef struct {
    PyObject_HEAD
    int flags;
    Py_ssize_t exports;
    Py_buffer master;
} _PyManagedBufferObject;

typedef struct {
    PyObject_VAR_HEAD
    _PyManagedBufferObject *mbuf; /* owned */
    Py_hash_t hash;
    int flags;
    Py_ssize_t exports;
    Py_buffer view;
    PyObject *weakreflist;
    Py_ssize_t ob_array[1]; /* shape, strides and suboffsets of view */
} PyMemoryViewObject;
#endif

#include "gilded/zmemoryview.h"

#define PyMemoryView_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyMemoryView_Type)
#ifndef Py_LIMITED_API
#  define PyMemoryView_GET_BUFFER(op) (&((PyMemoryViewObject *)(op))->view)
#  define PyMemoryView_GET_BASE(op) (((PyMemoryViewObject *)(op))->view.obj)
#endif

#endif
