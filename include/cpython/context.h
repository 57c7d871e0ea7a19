/* context.h: context variables. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_CONTEXT_H)
#  define GILDED_CPYTHON_CONTEXT_H

#ifndef Py_LIMITED_API
typedef struct _pycontextobject PyContext;
typedef struct _pycontextvarobject PyContextVar;
typedef struct _pycontexttokenobject PyContextToken;
#endif

#include "gilded/zcontext.h"

#ifndef Py_LIMITED_API
#  define PyContext_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyContext_Type)
#  define PyContextVar_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyContextVar_Type)
#  define PyContextToken_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyContextToken_Type)
#endif

#endif
