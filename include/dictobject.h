/* dictobject.h: dictionaries. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_DICTOBJECT_H)
#  define GILDED_DICTOBJECT_H

#ifndef Py_LIMITED_API
typedef struct _dictkeysobject PyDictKeysObject;
typedef struct _dictvalues PyDictValues;

/* The table behind ma_keys is the runtime's own; ma_used is the number of items. */
typedef struct {
    PyObject_HEAD
    Py_ssize_t ma_used;
    uint64_t ma_version_tag;
    PyDictKeysObject *ma_keys;
    PyDictValues *ma_values;
} PyDictObject;

typedef struct {
    PyObject_HEAD
    PyDictObject *dv_dict;
} _PyDictViewObject;

typedef struct _odictobject PyODictObject;
#endif

#include "gilded/zdict.h"

#define PyDict_Check(op) PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_DICT_SUBCLASS)
#define PyDict_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyDict_Type)
#define PyDictKeys_Check(op) PyObject_TypeCheck(op, &PyDictKeys_Type)
#define PyDictValues_Check(op) PyObject_TypeCheck(op, &PyDictValues_Type)
#define PyDictItems_Check(op) PyObject_TypeCheck(op, &PyDictItems_Type)
#define PyDictViewSet_Check(op) (PyDictKeys_Check(op) || PyDictItems_Check(op))

#ifndef Py_LIMITED_API
#  define PyDict_GET_SIZE(op) (assert(PyDict_Check(op)), ((PyDictObject *)(op))->ma_used)
#  define PyODict_Check(op) PyObject_TypeCheck(op, &PyODict_Type)
#  define PyODict_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyODict_Type)
#  define PyODict_SIZE(op) PyDict_GET_SIZE(op)
#  define PyODict_Size(op) PyDict_Size(_PyObject_CAST(op))
#  define PyODict_GetItem(op, key) PyDict_GetItem(_PyObject_CAST(op), (key))
#  define PyODict_GetItemWithError(op, key) PyDict_GetItemWithError(_PyObject_CAST(op), (key))
#  define PyODict_GetItemString(op, key) PyDict_GetItemString(_PyObject_CAST(op), (key))
#  define PyODict_Contains(op, key) PyDict_Contains(_PyObject_CAST(op), (key))
#endif

#endif
