/* object.h: the layout of types. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_OBJECT_H)
#  define GILDED_CPYTHON_OBJECT_H

#ifndef Py_LIMITED_API

typedef PySendResult (*sendfunc)(PyObject *, PyObject *, PyObject **);
typedef Py_ssize_t printfunc; /* the place of tp_print before 3.8; 0 */

typedef struct {
    binaryfunc nb_add;
    binaryfunc nb_subtract;
    binaryfunc nb_multiply;
    binaryfunc nb_remainder;
    binaryfunc nb_divmod;
    ternaryfunc nb_power;
    unaryfunc nb_negative;
    unaryfunc nb_positive;
    unaryfunc nb_absolute;
    inquiry nb_bool;
    unaryfunc nb_invert;
    binaryfunc nb_lshift;
    binaryfunc nb_rshift;
    binaryfunc nb_and;
    binaryfunc nb_xor;
    binaryfunc nb_or;
    unaryfunc nb_int;
    void *nb_reserved;
    unaryfunc nb_float;
    binaryfunc nb_inplace_add;
    binaryfunc nb_inplace_subtract;
    binaryfunc nb_inplace_multiply;
    binaryfunc nb_inplace_remainder;
    ternaryfunc nb_inplace_power;
    binaryfunc nb_inplace_lshift;
    binaryfunc nb_inplace_rshift;
    binaryfunc nb_inplace_and;
    binaryfunc nb_inplace_xor;
    binaryfunc nb_inplace_or;
    binaryfunc nb_floor_divide;
    binaryfunc nb_true_divide;
    binaryfunc nb_inplace_floor_divide;
    binaryfunc nb_inplace_true_divide;
    unaryfunc nb_index;
    binaryfunc nb_matrix_multiply;
    binaryfunc nb_inplace_matrix_multiply;
} PyNumberMethods;

typedef struct {
    lenfunc sq_length;
    binaryfunc sq_concat;
    ssizeargfunc sq_repeat;
    ssizeargfunc sq_item;
    void *was_sq_slice;
    ssizeobjargproc sq_ass_item;
    void *was_sq_ass_slice;
    objobjproc sq_contains;
    binaryfunc sq_inplace_concat;
    ssizeargfunc sq_inplace_repeat;
} PySequenceMethods;

typedef struct {
    lenfunc mp_length;
    binaryfunc mp_subscript;
    objobjargproc mp_ass_subscript;
} PyMappingMethods;

typedef struct {
    unaryfunc am_await;
    unaryfunc am_aiter;
    unaryfunc am_anext;
    sendfunc am_send;
} PyAsyncMethods;

typedef struct {
    getbufferproc bf_getbuffer;
    releasebufferproc bf_releasebuffer;
} PyBufferProcs;

struct _typeobject {
    PyObject_VAR_HEAD
    const char *tp_name; /* module.name for a static type */
    Py_ssize_t tp_basicsize;
    Py_ssize_t tp_itemsize;
    destructor tp_dealloc;
    Py_ssize_t tp_vectorcall_offset;
    getattrfunc tp_getattr;
    setattrfunc tp_setattr;
    PyAsyncMethods *tp_as_async;
    reprfunc tp_repr;
    PyNumberMethods *tp_as_number;
    PySequenceMethods *tp_as_sequence;
    PyMappingMethods *tp_as_mapping;
    hashfunc tp_hash;
    ternaryfunc tp_call;
    reprfunc tp_str;
    getattrofunc tp_getattro;
    setattrofunc tp_setattro;
    PyBufferProcs *tp_as_buffer;
    unsigned long tp_flags;
    const char *tp_doc;
    traverseproc tp_traverse;
    inquiry tp_clear;
    richcmpfunc tp_richcompare;
    Py_ssize_t tp_weaklistoffset;
    getiterfunc tp_iter;
    iternextfunc tp_iternext;
    PyMethodDef *tp_methods;
    PyMemberDef *tp_members;
    PyGetSetDef *tp_getset;
    PyTypeObject *tp_base; /* owned by heap types, borrowed by static ones */
    PyObject *tp_dict;
    descrgetfunc tp_descr_get;
    descrsetfunc tp_descr_set;
    Py_ssize_t tp_dictoffset;
    initproc tp_init;
    allocfunc tp_alloc;
    newfunc tp_new;
    freefunc tp_free;
    inquiry tp_is_gc;
    PyObject *tp_bases;
    PyObject *tp_mro;
    PyObject *tp_cache;
    PyObject *tp_subclasses;
    PyObject *tp_weaklist;
    destructor tp_del;
    unsigned int tp_version_tag;
    destructor tp_finalize;
    vectorcallfunc tp_vectorcall;
};

struct _specialization_cache {
    PyObject *getitem;
};

/* A type that was made at run time carries its method tables behind the type. */
typedef struct _heaptypeobject {
    PyTypeObject ht_type;
    PyAsyncMethods as_async;
    PyNumberMethods as_number;
    PyMappingMethods as_mapping;
    PySequenceMethods as_sequence;
    PyBufferProcs as_buffer;
    PyObject *ht_name;
    PyObject *ht_slots;
    PyObject *ht_qualname;
    struct _dictkeysobject *ht_cached_keys;
    PyObject *ht_module;
    char *_ht_tpname;
    struct _specialization_cache _spec_cache;
} PyHeapTypeObject;

#endif /* Py_LIMITED_API */

static inline int PyType_HasFeature(PyTypeObject *type, unsigned long feature)
{
#ifdef Py_LIMITED_API
    return (PyType_GetFlags(type) & feature) != 0;
#else
    return (type->tp_flags & feature) != 0;
#endif
}

static inline int _PyObject_TypeCheck(PyObject *op, PyTypeObject *type)
{
    return _Py_IS_TYPE(op, type) || PyType_IsSubtype(op->ob_type, type);
}

#define PyObject_TypeCheck(op, type) _PyObject_TypeCheck(_PyObject_CAST(op), (type))
#define PyType_FastSubclass(type, flag) PyType_HasFeature((type), (flag))
#define PyType_Check(op) PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_TYPE_SUBCLASS)
#define PyType_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyType_Type)

#ifndef Py_LIMITED_API
#  define _PyType_CAST(op) (assert(PyType_Check(op)), _Py_CAST(PyTypeObject *, (op)))
#  define _PyObject_LookupSpecial _PyObject_LookupSpecialId

#  define _PyObject_ASSERT_WITH_MSG(obj, expr, msg) ((void)(obj), (void)(msg), assert(expr))
#  define _PyObject_ASSERT(obj, expr) _PyObject_ASSERT_WITH_MSG((obj), (expr), NULL)

/* The trashcan: a deallocator of a container runs its body between these two, and the runtime puts it off when
   deallocators are nested too deeply. A type that was derived further runs it in the derived deallocator only. */
#  define Py_TRASHCAN_BEGIN_CONDITION(op, cond) \
      do { \
          PyThreadState *_tstate = NULL; \
          if (cond) { \
              _tstate = PyThreadState_Get(); \
              if (_PyTrash_begin(_tstate, _PyObject_CAST(op))) \
                  break; \
          }
#  define Py_TRASHCAN_BEGIN(op, dealloc) \
      Py_TRASHCAN_BEGIN_CONDITION((op), _PyTrash_cond(_PyObject_CAST(op), (destructor)(dealloc)))
#  define Py_TRASHCAN_END \
          if (_tstate) \
              _PyTrash_end(_tstate); \
      } while (0);
#  define Py_TRASHCAN_SAFE_BEGIN(op) \
      do { \
          Py_TRASHCAN_BEGIN_CONDITION((op), 1)
#  define Py_TRASHCAN_SAFE_END(op) \
          Py_TRASHCAN_END \
      } while (0);
#endif

#endif
