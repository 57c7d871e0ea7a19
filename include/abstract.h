/* abstract.h: operations on any object: calls, numbers, sequences, mappings. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_ABSTRACT_H)
#  define GILDED_ABSTRACT_H

#ifdef PY_SSIZE_T_CLEAN
#  ifndef GILDED_BUILD
#    define PyObject_CallFunction _PyObject_CallFunction_SizeT
#    define PyObject_CallMethod _PyObject_CallMethod_SizeT
#    ifndef Py_LIMITED_API
#      define _PyObject_CallMethodId _PyObject_CallMethodId_SizeT
#    endif
#  endif
#endif

#include "gilded/zabstract.h"
#include "gilded/zcall.h"
#include "gilded/znumber.h"

#ifndef GILDED_BUILD
#  define PyObject_Length PyObject_Size
#  define PySequence_Length PySequence_Size
#  define PySequence_In PySequence_Contains
#  define PyMapping_Length PyMapping_Size
#endif
#define PyMapping_DelItem(o, key) PyObject_DelItem((o), (key))
#define PyMapping_DelItemString(o, key) PyObject_DelItemString((o), (key))

#if !defined(Py_LIMITED_API) || GILDED_API_LEVEL >= 0x030c0000
/* Set in the argument count of a vectorcall when the caller lends the place before the first argument. */
#  define PY_VECTORCALL_ARGUMENTS_OFFSET (_Py_STATIC_CAST(size_t, 1) << (8 * sizeof(size_t) - 1))

static inline Py_ssize_t _PyVectorcall_NARGS(size_t n)
{
    return _Py_STATIC_CAST(Py_ssize_t, n & ~PY_VECTORCALL_ARGUMENTS_OFFSET);
}
#  define PyVectorcall_NARGS(n) _PyVectorcall_NARGS(n)
#endif

#ifndef Py_LIMITED_API
#  define _PyObject_Vectorcall PyObject_Vectorcall
#  define _PyObject_VectorcallMethod PyObject_VectorcallMethod
#  define _PyObject_FastCallDict PyObject_VectorcallDict
#  define _PyVectorcall_Function PyVectorcall_Function
#  define _PyObject_CallOneArg PyObject_CallOneArg
#  define _PyObject_CallNoArg PyObject_CallNoArgs
#  define _PyObject_CallMethodNoArgs PyObject_CallMethodNoArgs
#  define _PyObject_CallMethodOneArg PyObject_CallMethodOneArg
#  define _PY_FASTCALL_SMALL_STACK 5

/* The function that calls this object, or NULL when its type has none. */
static inline vectorcallfunc _PyVectorcall_Find(PyObject *callable)
{
    PyTypeObject *type = callable->ob_type;
    return PyType_HasFeature(type, Py_TPFLAGS_HAVE_VECTORCALL)
               ? *(vectorcallfunc *)((char *)callable + type->tp_vectorcall_offset)
               : _Py_NULL;
}

#  define PyVectorcall_Function(op) _PyVectorcall_Find(_PyObject_CAST(op))

/* self and the argument are borrowed; the result is new. */
static inline PyObject *PyObject_CallMethodNoArgs(PyObject *self, PyObject *name)
{
    return PyObject_VectorcallMethod(name, &self, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, _Py_NULL);
}

static inline PyObject *PyObject_CallMethodOneArg(PyObject *self, PyObject *name, PyObject *arg)
{
    PyObject *args[2] = {self, arg};
    assert(arg != NULL);
    return PyObject_VectorcallMethod(name, args, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, _Py_NULL);
}

/* What PySequence_Fast returned is a list or a tuple. */
#  define PySequence_Fast_GET_SIZE(o) (PyList_Check(o) ? PyList_GET_SIZE(o) : PyTuple_GET_SIZE(o))
#  define PySequence_Fast_GET_ITEM(o, i) (PyList_Check(o) ? PyList_GET_ITEM(o, i) : PyTuple_GET_ITEM(o, i))
#  define PySequence_Fast_ITEMS(o) \
      (PyList_Check(o) ? ((PyListObject *)(o))->ob_item : ((PyTupleObject *)(o))->ob_item)
#  define PySequence_ITEM(o, i) (_Py_TYPE(_PyObject_CAST(o))->tp_as_sequence->sq_item((o), (i)))

#  define PY_ITERSEARCH_COUNT 1
#  define PY_ITERSEARCH_INDEX 2
#  define PY_ITERSEARCH_CONTAINS 3
#endif

#endif
