/* methodobject.h: functions written in C. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_METHODOBJECT_H)
#  define GILDED_METHODOBJECT_H

typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef PyObject *(*PyCFunctionWithKeywords)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*_PyCFunctionFast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*_PyCFunctionFastWithKeywords)(PyObject *, PyObject *const *, Py_ssize_t, PyObject *);
typedef PyObject *(*PyCMethod)(PyObject *, PyTypeObject *, PyObject *const *, size_t, PyObject *);
#if GILDED_API_LEVEL >= 0x030d0000
typedef _PyCFunctionFast PyCFunctionFast;
typedef _PyCFunctionFastWithKeywords PyCFunctionFastWithKeywords;
#endif

/* A function of any of these types goes into ml_meth; the detour quiets -Wcast-function-type. */
#define _PyCFunction_CAST(func) _Py_CAST(PyCFunction, _Py_CAST(void (*)(void), (func)))

struct PyMethodDef {
    const char *ml_name;
    PyCFunction ml_meth;
    int ml_flags;
    const char *ml_doc;
};

#define METH_VARARGS 0x0001
#define METH_KEYWORDS 0x0002
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_CLASS 0x0010
#define METH_STATIC 0x0020
#define METH_COEXIST 0x0040
#if GILDED_API_LEVEL >= 0x030a0000
#  define METH_FASTCALL 0x0080
#endif
#define METH_STACKLESS 0x0000
#if GILDED_API_LEVEL >= 0x03090000
#  define METH_METHOD 0x0200
#endif

#ifndef Py_LIMITED_API
typedef struct {
    PyObject_HEAD
    PyMethodDef *m_ml; /* lives as long as the module's code */
    PyObject *m_self;  /* owned, may be NULL */
    PyObject *m_module;
    PyObject *m_weakreflist;
    vectorcallfunc vectorcall;
} PyCFunctionObject;

typedef struct {
    PyCFunctionObject func;
    PyTypeObject *mm_class;
} PyCMethodObject;
#endif

#include "gilded/zmethod.h"

#ifndef GILDED_BUILD
#  define PyCFunction_New(ml, self) PyCFunction_NewEx((ml), (self), NULL)
#  if GILDED_API_LEVEL >= 0x03090000
#    define PyCFunction_NewEx(ml, self, mod) PyCMethod_New((ml), (self), (mod), NULL)
#  endif
#endif
#define PyCFunction_Check(op) PyObject_TypeCheck(op, &PyCFunction_Type)
#define PyCFunction_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyCFunction_Type)

#ifndef Py_LIMITED_API
#  define _PyCFunctionObject_CAST(op) (assert(PyCFunction_Check(op)), _Py_CAST(PyCFunctionObject *, (op)))

static inline PyCFunction _PyCFunction_GET_FUNCTION(PyObject *op)
{
    return _PyCFunctionObject_CAST(op)->m_ml->ml_meth;
}

static inline int _PyCFunction_GET_FLAGS(PyObject *op)
{
    return _PyCFunctionObject_CAST(op)->m_ml->ml_flags;
}

static inline PyObject *_PyCFunction_GET_SELF(PyObject *op)
{
    return _PyCFunction_GET_FLAGS(op) & METH_STATIC ? _Py_NULL : _PyCFunctionObject_CAST(op)->m_self;
}

static inline PyTypeObject *_PyCFunction_GET_CLASS(PyObject *op)
{
    return _PyCFunction_GET_FLAGS(op) & METH_METHOD ? _Py_CAST(PyCMethodObject *, op)->mm_class : _Py_NULL;
}

#  define PyCFunction_GET_FUNCTION(op) _PyCFunction_GET_FUNCTION(_PyObject_CAST(op))
#  define PyCFunction_GET_FLAGS(op) _PyCFunction_GET_FLAGS(_PyObject_CAST(op))
#  define PyCFunction_GET_SELF(op) _PyCFunction_GET_SELF(_PyObject_CAST(op))
#  define PyCFunction_GET_CLASS(op) _PyCFunction_GET_CLASS(_PyObject_CAST(op))
#endif

#endif
