/* object.h: the head of every object, reference counts, type checks. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_OBJECT_H)
#  define GILDED_OBJECT_H

struct _object {
    Py_ssize_t ob_refcnt;
    PyTypeObject *ob_type;
};

/* ob_size is the number of items; an int keeps its sign there too. */
struct PyVarObject {
    PyObject ob_base;
    Py_ssize_t ob_size;
};

#define PyObject_HEAD PyObject ob_base;
#define PyObject_VAR_HEAD PyVarObject ob_base;
#define PyObject_HEAD_INIT(type) {1, type},
#define PyVarObject_HEAD_INIT(type, size) {PyObject_HEAD_INIT(type) size},
#define _PyObject_EXTRA_INIT
#define Py_INVALID_SIZE ((Py_ssize_t)-1)

#define _PyObject_CAST(op) _Py_CAST(PyObject *, (op))
#define _PyVarObject_CAST(op) _Py_CAST(PyVarObject *, (op))

/* Slots of a type that is made at run time. */
typedef struct {
    int slot;
    void *pfunc;
} PyType_Slot;

typedef struct {
    const char *name;
    int basicsize;
    int itemsize;
    unsigned int flags;
    PyType_Slot *slots; /* ends with {0, NULL} */
} PyType_Spec;

/* tp_flags. */
#define Py_TPFLAGS_HAVE_FINALIZE (1UL << 0)
#ifndef Py_LIMITED_API
#  define Py_TPFLAGS_MANAGED_DICT (1 << 4)
#  define Py_TPFLAGS_SEQUENCE (1 << 5)
#  define Py_TPFLAGS_MAPPING (1 << 6)
#endif
#define Py_TPFLAGS_DISALLOW_INSTANTIATION (1UL << 7)
#define Py_TPFLAGS_IMMUTABLETYPE (1UL << 8)
#define Py_TPFLAGS_HEAPTYPE (1UL << 9)
#define Py_TPFLAGS_BASETYPE (1UL << 10)
#if !defined(Py_LIMITED_API) || GILDED_API_LEVEL >= 0x030c0000
#  define Py_TPFLAGS_HAVE_VECTORCALL (1UL << 11)
#endif
#ifndef Py_LIMITED_API
#  define _Py_TPFLAGS_HAVE_VECTORCALL Py_TPFLAGS_HAVE_VECTORCALL
#endif
#define Py_TPFLAGS_READY (1UL << 12)
#define Py_TPFLAGS_READYING (1UL << 13)
#define Py_TPFLAGS_HAVE_GC (1UL << 14)
#define Py_TPFLAGS_HAVE_STACKLESS_EXTENSION 0
#define Py_TPFLAGS_METHOD_DESCRIPTOR (1UL << 17)
#define Py_TPFLAGS_HAVE_VERSION_TAG (1UL << 18)
#define Py_TPFLAGS_VALID_VERSION_TAG (1UL << 19)
#define Py_TPFLAGS_IS_ABSTRACT (1UL << 20)
#define _Py_TPFLAGS_MATCH_SELF (1UL << 22)
#if GILDED_API_LEVEL >= 0x030c0000
#  define Py_TPFLAGS_ITEMS_AT_END (1UL << 23)
#endif
#define Py_TPFLAGS_LONG_SUBCLASS (1UL << 24)
#define Py_TPFLAGS_LIST_SUBCLASS (1UL << 25)
#define Py_TPFLAGS_TUPLE_SUBCLASS (1UL << 26)
#define Py_TPFLAGS_BYTES_SUBCLASS (1UL << 27)
#define Py_TPFLAGS_UNICODE_SUBCLASS (1UL << 28)
#define Py_TPFLAGS_DICT_SUBCLASS (1UL << 29)
#define Py_TPFLAGS_BASE_EXC_SUBCLASS (1UL << 30)
#define Py_TPFLAGS_TYPE_SUBCLASS (1UL << 31)
#define Py_TPFLAGS_DEFAULT (Py_TPFLAGS_HAVE_STACKLESS_EXTENSION | 0)

/* The operators of rich comparison. */
#define Py_LT 0
#define Py_LE 1
#define Py_EQ 2
#define Py_NE 3
#define Py_GT 4
#define Py_GE 5

#define Py_PRINT_RAW 1

/* Names of attributes that C code keeps in static variables; the string object is made at first use. */
#ifndef Py_LIMITED_API
typedef struct _Py_Identifier {
    const char *string;
    Py_ssize_t index;
} _Py_Identifier;

#  define _Py_static_string_init(value) {value, -1}
#  define _Py_static_string(varname, value) static _Py_Identifier varname = _Py_static_string_init(value)
#  define _Py_IDENTIFIER(varname) _Py_static_string(PyId_##varname, #varname)
#endif

#include "gilded/zobject.h"
#include "gilded/ztype.h"

/* Reading and writing the head. The functions have names of their own so that the ones that later versions export under
   the public name can stand beside them. */
static inline Py_ssize_t _Py_REFCNT(PyObject *op)
{
    return op->ob_refcnt;
}

static inline PyTypeObject *_Py_TYPE(PyObject *op)
{
    return op->ob_type;
}

static inline Py_ssize_t _Py_SIZE(PyObject *op)
{
    return _PyVarObject_CAST(op)->ob_size;
}

static inline int _Py_IS_TYPE(PyObject *op, PyTypeObject *type)
{
    return op->ob_type == type;
}

static inline void _Py_SET_REFCNT(PyObject *op, Py_ssize_t refcnt)
{
    op->ob_refcnt = refcnt;
}

static inline void _Py_SET_TYPE(PyObject *op, PyTypeObject *type)
{
    op->ob_type = type;
}

static inline void _Py_SET_SIZE(PyVarObject *op, Py_ssize_t size)
{
    op->ob_size = size;
}

/* Reference counts. No reference is owned or given up but the one that the name says. The last _Py_DECREF runs the
   deallocator, and with it arbitrary code. */
static inline void _Py_INCREF(PyObject *op)
{
    op->ob_refcnt++;
}

static inline void _Py_DECREF(PyObject *op)
{
    if (--op->ob_refcnt == 0)
        _Py_Dealloc(op);
}

static inline void _Py_XINCREF(PyObject *op)
{
    if (op != _Py_NULL)
        _Py_INCREF(op);
}

static inline void _Py_XDECREF(PyObject *op)
{
    if (op != _Py_NULL)
        _Py_DECREF(op);
}

static inline PyObject *_Py_NewRef(PyObject *op)
{
    _Py_INCREF(op);
    return op;
}

static inline PyObject *_Py_XNewRef(PyObject *op)
{
    _Py_XINCREF(op);
    return op;
}

#define Py_INCREF(op) _Py_INCREF(_PyObject_CAST(op))
#define Py_DECREF(op) _Py_DECREF(_PyObject_CAST(op))
#define Py_XINCREF(op) _Py_XINCREF(_PyObject_CAST(op))
#define Py_XDECREF(op) _Py_XDECREF(_PyObject_CAST(op))
#define Py_SET_REFCNT(op, refcnt) _Py_SET_REFCNT(_PyObject_CAST(op), (refcnt))
#define Py_SET_TYPE(op, type) _Py_SET_TYPE(_PyObject_CAST(op), (type))

#define Py_REFCNT(op) _Py_REFCNT(_PyObject_CAST(op))
#define Py_TYPE(op) _Py_TYPE(_PyObject_CAST(op))
#define Py_SIZE(op) _Py_SIZE(_PyObject_CAST(op))
#define Py_IS_TYPE(op, type) _Py_IS_TYPE(_PyObject_CAST(op), (type))
#define Py_SET_SIZE(op, size) _Py_SET_SIZE(_PyVarObject_CAST(op), (size))

/* The runtime defines functions of these names, so inside it they are no macros. */
#ifndef GILDED_BUILD
#  define Py_NewRef(op) _Py_NewRef(_PyObject_CAST(op))
#  define Py_XNewRef(op) _Py_XNewRef(_PyObject_CAST(op))
#  define Py_Is(x, y) ((x) == (y))
#  define Py_IsNone(x) ((x) == Py_None)
#endif

/* The variable is emptied or filled before the old reference is given up: the deallocator may look at it. */
#define Py_CLEAR(op) \
    do { \
        PyObject *_py_old = _PyObject_CAST(op); \
        if (_py_old != NULL) { \
            (op) = NULL; \
            _Py_DECREF(_py_old); \
        } \
    } while (0)
#ifndef Py_LIMITED_API
#  define Py_SETREF(op, op2) \
      do { \
          PyObject *_py_old = _PyObject_CAST(op); \
          (op) = (op2); \
          _Py_DECREF(_py_old); \
      } while (0)
#  define Py_XSETREF(op, op2) \
      do { \
          PyObject *_py_old = _PyObject_CAST(op); \
          (op) = (op2); \
          _Py_XDECREF(_py_old); \
      } while (0)
#endif

#define Py_None (&_Py_NoneStruct)
#define Py_NotImplemented (&_Py_NotImplementedStruct)
#define Py_RETURN_NONE return _Py_NewRef(Py_None)
#define Py_RETURN_NOTIMPLEMENTED return _Py_NewRef(Py_NotImplemented)
#define Py_RETURN_RICHCOMPARE(val1, val2, op) \
    do { \
        int _py_holds = 0; \
        switch (op) { \
        case Py_LT: _py_holds = (val1) < (val2); break; \
        case Py_LE: _py_holds = (val1) <= (val2); break; \
        case Py_EQ: _py_holds = (val1) == (val2); break; \
        case Py_NE: _py_holds = (val1) != (val2); break; \
        case Py_GT: _py_holds = (val1) > (val2); break; \
        case Py_GE: _py_holds = (val1) >= (val2); break; \
        default: Py_UNREACHABLE(); \
        } \
        return _Py_NewRef(_py_holds ? Py_True : Py_False); \
    } while (0)

#if !defined(GILDED_BUILD) && GILDED_API_LEVEL < 0x030d0000
#  define PyObject_DelAttr(o, name) PyObject_SetAttr((o), (name), NULL)
#  define PyObject_DelAttrString(o, name) PyObject_SetAttrString((o), (name), NULL)
#endif

#endif
