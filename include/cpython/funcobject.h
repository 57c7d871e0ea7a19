/* funcobject.h: functions that have a code object, and cells. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_FUNCOBJECT_H)
#  define GILDED_CPYTHON_FUNCOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    PyObject *fc_globals;
    PyObject *fc_builtins;
    PyObject *fc_name;
    PyObject *fc_qualname;
    PyObject *fc_code;
    PyObject *fc_defaults;
    PyObject *fc_kwdefaults;
    PyObject *fc_closure;
} PyFrameConstructor;

typedef struct {
    PyObject_HEAD
    PyObject *func_globals;
    PyObject *func_builtins;
    PyObject *func_name;
    PyObject *func_qualname;
    PyObject *func_code;
    PyObject *func_defaults;
    PyObject *func_kwdefaults;
    PyObject *func_closure;
    PyObject *func_doc;
    PyObject *func_dict;
    PyObject *func_weakreflist;
    PyObject *func_module;
    PyObject *func_annotations;
    vectorcallfunc vectorcall;
    uint32_t func_version;
} PyFunctionObject;

typedef struct {
    PyObject_HEAD
    PyObject *ob_ref; /* owned, NULL when the cell is empty */
} PyCellObject;
#endif

#include "gilded/zfunc.h"

#ifndef Py_LIMITED_API
#  define PyFunction_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyFunction_Type)
#  define PyFunction_GET_CODE(op) (((PyFunctionObject *)(op))->func_code)
#  define PyFunction_GET_GLOBALS(op) (((PyFunctionObject *)(op))->func_globals)
#  define PyFunction_GET_MODULE(op) (((PyFunctionObject *)(op))->func_module)
#  define PyFunction_GET_DEFAULTS(op) (((PyFunctionObject *)(op))->func_defaults)
#  define PyFunction_GET_KW_DEFAULTS(op) (((PyFunctionObject *)(op))->func_kwdefaults)
#  define PyFunction_GET_CLOSURE(op) (((PyFunctionObject *)(op))->func_closure)
#  define PyFunction_GET_ANNOTATIONS(op) (((PyFunctionObject *)(op))->func_annotations)
#  define PyCell_GET(op) (((PyCellObject *)(op))->ob_ref)
#  define PyCell_SET(op, v) _Py_RVALUE(((PyCellObject *)(op))->ob_ref = (v))
#endif

#endif
