/* moduleobject.h: modules and their definitions. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_MODULEOBJECT_H)
#  define GILDED_MODULEOBJECT_H

typedef struct PyModuleDef_Base {
    PyObject_HEAD
    PyObject *(*m_init)(void);
    Py_ssize_t m_index;
    PyObject *m_copy;
} PyModuleDef_Base;

#define PyModuleDef_HEAD_INIT {PyObject_HEAD_INIT(_Py_NULL) _Py_NULL, 0, _Py_NULL}

#if GILDED_API_LEVEL >= 0x03050000
struct PyModuleDef_Slot {
    int slot;
    void *value;
};

#  define Py_mod_create 1
#  define Py_mod_exec 2
#endif
#if GILDED_API_LEVEL >= 0x030c0000
#  define Py_mod_multiple_interpreters 3
#  define Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED ((void *)0)
#  define Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED ((void *)1)
#  define Py_MOD_PER_INTERPRETER_GIL_SUPPORTED ((void *)2)
#endif
#if GILDED_API_LEVEL >= 0x030d0000
#  define Py_mod_gil 4
#  define Py_MOD_GIL_USED ((void *)0)
#  define Py_MOD_GIL_NOT_USED ((void *)1)
#endif
/* These stand in arrays of PySlot alone. */
#if GILDED_API_LEVEL >= 0x030f0000
#  ifdef __cplusplus
#    define PyMODEXPORT_FUNC extern "C" Py_EXPORTED_SYMBOL PySlot *
#  else
#    define PyMODEXPORT_FUNC Py_EXPORTED_SYMBOL PySlot *
#  endif
#  define Py_mod_slots 94
#  define Py_mod_name 100
#  define Py_mod_doc 101
#  define Py_mod_state_size 102
#  define Py_mod_methods 103
#  define Py_mod_state_traverse 104
#  define Py_mod_state_clear 105
#  define Py_mod_state_free 106
#  define Py_mod_abi 109
#  define Py_mod_token 110
#endif

struct PyModuleDef {
    PyModuleDef_Base m_base;
    const char *m_name;
    const char *m_doc;
    Py_ssize_t m_size; /* -1: no state of its own */
    PyMethodDef *m_methods;
    PyModuleDef_Slot *m_slots; /* not NULL: multi-phase initialisation */
    traverseproc m_traverse;
    inquiry m_clear;
    freefunc m_free;
};

#include "gilded/zmodule.h"

#define PyModule_Check(op) PyObject_TypeCheck(op, &PyModule_Type)
#define PyModule_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyModule_Type)

#endif
