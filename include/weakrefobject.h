/* weakrefobject.h: weak references. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_WEAKREFOBJECT_H)
#  define GILDED_WEAKREFOBJECT_H

typedef struct _PyWeakReference PyWeakReference;

#ifndef Py_LIMITED_API
struct _PyWeakReference {
    PyObject_HEAD
    PyObject *wr_object; /* borrowed; None once it is gone */
    PyObject *wr_callback;
    Py_hash_t hash;
    PyWeakReference *wr_prev;
    PyWeakReference *wr_next;
    vectorcallfunc vectorcall;
};
#endif

#include "gilded/zweakref.h"

#define PyWeakref_CheckRef(op) PyObject_TypeCheck(op, &_PyWeakref_RefType)
#define PyWeakref_CheckRefExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &_PyWeakref_RefType)
#define PyWeakref_CheckProxy(op) \
    (_Py_IS_TYPE(_PyObject_CAST(op), &_PyWeakref_ProxyType) \
     || _Py_IS_TYPE(_PyObject_CAST(op), &_PyWeakref_CallableProxyType))
#define PyWeakref_Check(op) (PyWeakref_CheckRef(op) || PyWeakref_CheckProxy(op))

#ifndef Py_LIMITED_API
/* Borrowed. An object whose deallocation has begun counts as gone. */
static inline PyObject *_PyWeakref_GET_OBJECT(PyObject *ref)
{
    PyObject *op = _Py_CAST(PyWeakReference *, ref)->wr_object;
    return _Py_REFCNT(op) > 0 ? op : Py_None;
}

#  define PyWeakref_GET_OBJECT(ref) _PyWeakref_GET_OBJECT(_PyObject_CAST(ref))
#endif

#endif
