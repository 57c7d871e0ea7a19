/* pyerrors.h: exceptions. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_PYERRORS_H)
#  define GILDED_PYERRORS_H

#ifndef Py_LIMITED_API
#  define PyException_HEAD \
      PyObject_HEAD \
      PyObject *dict; \
      PyObject *args; \
      PyObject *notes; \
      PyObject *traceback; \
      PyObject *context; \
      PyObject *cause; \
      char suppress_context;

typedef struct {
    PyException_HEAD
} PyBaseExceptionObject;

typedef struct {
    PyException_HEAD
    PyObject *msg;
    PyObject *excs;
} PyBaseExceptionGroupObject;

typedef struct {
    PyException_HEAD
    PyObject *msg;
    PyObject *filename;
    PyObject *lineno;
    PyObject *offset;
    PyObject *end_lineno;
    PyObject *end_offset;
    PyObject *text;
    PyObject *print_file_and_line;
} PySyntaxErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *msg;
    PyObject *name;
    PyObject *path;
} PyImportErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *encoding;
    PyObject *object;
    Py_ssize_t start;
    Py_ssize_t end;
    PyObject *reason;
} PyUnicodeErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *code;
} PySystemExitObject;

typedef struct {
    PyException_HEAD
    PyObject *myerrno;
    PyObject *strerror;
    PyObject *filename;
    PyObject *filename2;
    Py_ssize_t written; /* BlockingIOError: characters written, -1 when unset */
} PyOSErrorObject;
typedef PyOSErrorObject PyEnvironmentErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *value;
} PyStopIterationObject;

typedef struct {
    PyException_HEAD
    PyObject *name;
} PyNameErrorObject;

typedef struct {
    PyException_HEAD
    PyObject *obj;
    PyObject *name;
} PyAttributeErrorObject;
#endif

#include "gilded/zerr.h"

#define PyExceptionClass_Check(op) \
    (PyType_Check(op) && PyType_FastSubclass(_Py_CAST(PyTypeObject *, (op)), Py_TPFLAGS_BASE_EXC_SUBCLASS))
#define PyExceptionInstance_Check(op) \
    PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_BASE_EXC_SUBCLASS)
#define PyExceptionInstance_Class(op) _PyObject_CAST(_Py_TYPE(_PyObject_CAST(op)))
#define _PyBaseExceptionGroup_Check(op) PyObject_TypeCheck(op, (PyTypeObject *)PyExc_BaseExceptionGroup)

#ifndef GILDED_BUILD
#  define PyErr_BadInternalCall() _PyErr_BadInternalCall(__FILE__, __LINE__)
#  ifndef Py_LIMITED_API
#    define Py_FatalError(message) _Py_FatalErrorFunc(__func__, (message))
#  endif
#endif

#endif
