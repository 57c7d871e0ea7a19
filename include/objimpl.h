/* objimpl.h: making objects, and what a type does for the cycle collector. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_OBJIMPL_H)
#  define GILDED_OBJIMPL_H

#include "gilded/zgc.h"

#define PyObject_MALLOC PyObject_Malloc
#define PyObject_REALLOC PyObject_Realloc
#define PyObject_FREE PyObject_Free
#define PyObject_Del PyObject_Free
#define PyObject_DEL PyObject_Free

#define PyObject_INIT(op, type) PyObject_Init(_PyObject_CAST(op), (type))
#define PyObject_INIT_VAR(op, type, n) PyObject_InitVar(_PyVarObject_CAST(op), (type), (n))

#define PyObject_New(ctype, type) _Py_CAST(ctype *, _PyObject_New(type))
#define PyObject_NewVar(ctype, type, n) _Py_CAST(ctype *, _PyObject_NewVar((type), (n)))
#define PyObject_NEW(ctype, type) PyObject_New(ctype, type)
#define PyObject_NEW_VAR(ctype, type, n) PyObject_NewVar(ctype, type, n)
#define PyObject_GC_New(ctype, type) _Py_CAST(ctype *, _PyObject_GC_New(type))
#define PyObject_GC_NewVar(ctype, type, n) _Py_CAST(ctype *, _PyObject_GC_NewVar((type), (n)))
#define PyObject_GC_Resize(ctype, op, n) _Py_CAST(ctype *, _PyObject_GC_Resize(_PyVarObject_CAST(op), (n)))

#define PyType_IS_GC(type) PyType_HasFeature((type), Py_TPFLAGS_HAVE_GC)

/* For the body of a tp_traverse, whose parameters have the names visit and arg. */
#define Py_VISIT(op) \
    do { \
        if (op) { \
            int _py_stop = visit(_PyObject_CAST(op), arg); \
            if (_py_stop) \
                return _py_stop; \
        } \
    } while (0)

#ifndef Py_LIMITED_API
#  define _PyObject_SIZE(type) ((type)->tp_basicsize)
#  define _PyObject_VAR_SIZE(type, n) \
      _Py_SIZE_ROUND_UP((type)->tp_basicsize + (n) * (type)->tp_itemsize, SIZEOF_VOID_P)
#  define PyType_SUPPORTS_WEAKREFS(type) ((type)->tp_weaklistoffset > 0)

static inline int _PyObject_IS_GC(PyObject *op)
{
    PyTypeObject *type = op->ob_type;
    return PyType_IS_GC(type) && (type->tp_is_gc == _Py_NULL || type->tp_is_gc(op));
}

static inline PyObject **_PyObject_GET_WEAKREFS_LISTPTR(PyObject *op)
{
    return (PyObject **)((char *)op + op->ob_type->tp_weaklistoffset);
}

#  define PyObject_IS_GC(op) _PyObject_IS_GC(_PyObject_CAST(op))
#  define PyObject_GET_WEAKREFS_LISTPTR(op) _PyObject_GET_WEAKREFS_LISTPTR(_PyObject_CAST(op))
#  define _PyGC_FINALIZED(op) PyObject_GC_IsFinalized(op)
#endif

#endif
