/* genobject.h: generators, coroutines, asynchronous generators. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_GENOBJECT_H)
#  define GILDED_CPYTHON_GENOBJECT_H

#ifndef Py_LIMITED_API
/* The three have one layout under three prefixes. */
#  define GILDED_GENERATOR_FIELDS(prefix) \
      PyObject_HEAD \
      PyCodeObject *prefix##_code; \
      PyObject *prefix##_weakreflist; \
      PyObject *prefix##_name; \
      PyObject *prefix##_qualname; \
      _PyErr_StackItem prefix##_exc_state; \
      PyObject *prefix##_origin_or_finalizer; \
      char prefix##_hooks_inited; \
      char prefix##_closed; \
      char prefix##_running_async; \
      int8_t prefix##_frame_state; \
      PyObject *prefix##_iframe[1];

typedef struct {
    GILDED_GENERATOR_FIELDS(gi)
} PyGenObject;

typedef struct {
    GILDED_GENERATOR_FIELDS(cr)
} PyCoroObject;

typedef struct {
    GILDED_GENERATOR_FIELDS(ag)
} PyAsyncGenObject;

#  undef GILDED_GENERATOR_FIELDS
#endif

#include "gilded/zgen.h"

#ifndef Py_LIMITED_API
#  define PyGen_Check(op) PyObject_TypeCheck(op, &PyGen_Type)
#  define PyGen_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyGen_Type)
#  define PyCoro_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyCoro_Type)
#  define PyAsyncGen_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyAsyncGen_Type)
#endif

#endif
