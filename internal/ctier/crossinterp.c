// What crosses from one interpreter to another: memory of an object, a reference that keeps it, and the function that makes an
// equal object in the other interpreter. The reference stays in the interpreter of the object, and is given up there.
#include "hot.h"
#include "zup.h"

static PyObject *new_none(_PyCrossInterpreterData *data) { Py_RETURN_NONE; }

static int cross_none(PyObject *o, _PyCrossInterpreterData *data) {
  data->new_object = new_none;
  return 0;
}

static PyObject *new_int(_PyCrossInterpreterData *data) { return PyLong_FromSsize_t((Py_ssize_t)(intptr_t)data->data); }

static int cross_int(PyObject *o, _PyCrossInterpreterData *data) {
  Py_ssize_t v = PyLong_AsSsize_t(o);
  if (v == -1 && PyErr_Occurred()) {
    if (PyErr_ExceptionMatches(PyExc_OverflowError)) PyErr_SetString(PyExc_OverflowError, "try sending as bytes");
    return -1;
  }
  data->data = (void *)(intptr_t)v;
  data->new_object = new_int;
  return 0;
}

static PyObject *new_bytes(_PyCrossInterpreterData *data) {
  PyObject *o = data->data;
  return PyBytes_FromStringAndSize(PyBytes_AS_STRING(o), PyBytes_GET_SIZE(o));
}

static PyObject *new_str(_PyCrossInterpreterData *data) {
  PyObject *o = data->data;
  return PyUnicode_FromKindAndData(PyUnicode_KIND(o), PyUnicode_DATA(o), PyUnicode_GET_LENGTH(o));
}

// Neither changes, so that the other interpreter may read the object itself.
static int cross_whole(PyObject *o, _PyCrossInterpreterData *data) {
  if (PyUnicode_Check(o) && PyUnicode_READY(o) < 0) return -1;
  data->data = o;
  data->obj = Py_NewRef(o);
  data->new_object = PyUnicode_Check(o) ? new_str : new_bytes;
  return 0;
}

static crossinterpdatafunc crossing(PyObject *o) {
  crossinterpdatafunc registered = (crossinterpdatafunc)gl_crossing(o);
  if (registered != NULL) return registered;
  if (o == Py_None) return cross_none;
  if (PyLong_CheckExact(o)) return cross_int;
  return PyBytes_CheckExact(o) || PyUnicode_CheckExact(o) ? cross_whole : NULL;
}

static int cannot_cross(PyObject *o) {
  if (!PyErr_Occurred()) PyErr_Format(PyExc_ValueError, "%S does not support cross-interpreter data", o);
  return -1;
}

GL_EXPORT int _PyObject_CheckCrossInterpreterData(PyObject *o) { return crossing(o) == NULL ? cannot_cross(o) : 0; }

GL_EXPORT int _PyObject_GetCrossInterpreterData(PyObject *o, _PyCrossInterpreterData *data) {
  *data = (_PyCrossInterpreterData){0};
  crossinterpdatafunc get = crossing(o);
  if (get == NULL) return cannot_cross(o);
  Py_INCREF(o);
  int failed = get(o, data);
  Py_DECREF(o);
  if (failed) return -1;
  data->interp = PyInterpreterState_GetID(PyInterpreterState_Get());
  if (data->new_object == NULL) {
    PyErr_SetString(PyExc_SystemError, "missing new_object func");
    _PyCrossInterpreterData_Release(data);
    return -1;
  }
  return 0;
}

GL_EXPORT PyObject *_PyCrossInterpreterData_NewObject(_PyCrossInterpreterData *data) { return data->new_object(data); }

static void give_up(_PyCrossInterpreterData *data) {
  if (data->free != NULL) data->free(data->data);
  data->data = NULL;
  Py_CLEAR(data->obj);
}

// Gives up what was got. It goes into the interpreter that this came from, and waits for its GIL without holding one.
GL_EXPORT void _PyCrossInterpreterData_Release(_PyCrossInterpreterData *data) {
  if (data->data == NULL && data->obj == NULL) return;
  PyInterpreterState *home = gl_interp_by_id(data->interp);
  if (home == NULL) return; // it ended, and its objects with it
  if (home == PyInterpreterState_Get()) {
    give_up(data);
    return;
  }
  PyThreadState *there = PyThreadState_New(home), *here = PyThreadState_Swap(there);
  give_up(data);
  PyThreadState_Clear(there);
  PyThreadState_Swap(here);
  PyThreadState_Delete(there);
}
