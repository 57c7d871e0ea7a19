// Exception objects: made, freed, and the AttributeError of a name that is not there, which is how optional attributes are
// looked for.
#include "attr.h"
#include "formatted.h"
#include "known.h"
#include "str.h"
#include "trash.h"
#include "tuple.h"

#define ATTRIBUTE_ERROR ((PyTypeObject *)PyExc_AttributeError)

// Benchmark: PyErr_NormalizeException.
GL_HIDDEN PyObject *gl_BaseException_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  if (GL_UNLIKELY(args == NULL)) return gl_twin_p_ppp(GL_TWIN_gl_BaseException_new, type, args, kwargs);
  PyObject *op = type->tp_alloc(type, 0);
  if (op != NULL) ((PyBaseExceptionObject *)op)->args = gl_newref(args);
  return op;
}

GL_HIDDEN int gl_BaseException_init(PyObject *op, PyObject *args, PyObject *kwargs) {
  if (GL_UNLIKELY(kwargs != NULL && PyDict_GET_SIZE(kwargs) != 0))
    return (int)gl_twin_i_ppp(GL_TWIN_gl_BaseException_init, op, args, kwargs);
  PyObject **field = &((PyBaseExceptionObject *)op)->args, *old = *field;
  *field = gl_newref(args);
  gl_xdecref(old);
  return 0;
}

static inline void release_fields(PyBaseExceptionObject *e) {
  gl_xdecref(e->dict);
  gl_xdecref(e->args);
  gl_xdecref(e->notes);
  gl_xdecref(e->traceback);
  gl_xdecref(e->context);
  gl_xdecref(e->cause);
}

// Benchmark: PyErr_NormalizeException. Releasing the fields may run code; nothing else knows the object any more.
GL_HIDDEN void gl_BaseException_dealloc(PyObject *op) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(!(Py_TYPE(op)->tp_flags & Py_TPFLAGS_IMMUTABLETYPE) ||
                  Py_TYPE(op)->tp_basicsize != sizeof(PyBaseExceptionObject))) {
    gl_twin_v_p(GL_TWIN_gl_BaseException_dealloc, op);
    return;
  }
  gl_untrack(op);
  if (GL_UNLIKELY(!gl_trash_begin(ts, op))) return;
  release_fields((PyBaseExceptionObject *)op);
  gl_free_gc(ts->interp, sizeof(PyBaseExceptionObject), op);
  gl_trash_end(ts);
}

// Benchmark: PyObject_GetAttr missing.
GL_HIDDEN void gl_AttributeError_dealloc(PyObject *op) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(!Py_IS_TYPE(op, ATTRIBUTE_ERROR))) {
    gl_twin_v_p(GL_TWIN_gl_AttributeError_dealloc, op);
    return;
  }
  gl_untrack(op);
  if (GL_UNLIKELY(!gl_trash_begin(ts, op))) return;
  gl_xdecref(((PyAttributeErrorObject *)op)->obj);
  gl_xdecref(((PyAttributeErrorObject *)op)->name);
  release_fields((PyBaseExceptionObject *)op);
  gl_free_gc(ts->interp, sizeof(PyAttributeErrorObject), op);
  gl_trash_end(ts);
}

static PyObject *text_of(const char *format, ...) {
  va_list va;
  va_start(va, format);
  PyObject *text = gl_formatted(format, va);
  va_end(va);
  return text;
}

// Benchmark: PyObject_GetAttr missing. The exception is made as Go would make it, text and context and all.
GL_HIDDEN int gl_raise_no_attribute(PyObject *o, PyObject *name) {
  PyObject *text = text_of("'%.50s' object has no attribute '%U'", Py_TYPE(o)->tp_name, name);
  if (text == NULL) return 0;
  PyObject *args = gl_tuple_from(&text, 1);
  gl_decref(text);
  PyAttributeErrorObject *e = args == NULL ? NULL : GL_NEW_GC(PyAttributeErrorObject, ATTRIBUTE_ERROR);
  if (e == NULL) {
    gl_xdecref(args);
    PyErr_Clear();
    return 0;
  }
  memset((char *)e + sizeof(PyObject), 0, sizeof *e - sizeof(PyObject));
  e->args = args;
  e->obj = gl_newref(o);
  e->name = gl_newref(name);
  gl_track(gl_tstate->interp, (PyObject *)e);
  if (gl_raise((PyObject *)ATTRIBUTE_ERROR, (PyObject *)e)) return 1;
  gl_decref((PyObject *)e);
  return 0;
}

// Whether the exception that is set is an AttributeError that says which name it is about.
GL_HIDDEN int gl_error_has_context(void) {
  PyObject *value = gl_tstate->curexc_value;
  return value != NULL && Py_IS_TYPE(value, ATTRIBUTE_ERROR) && ((PyAttributeErrorObject *)value)->name != NULL;
}

// Benchmark: PyErr_NormalizeException. A class and a value that is no exception yet: the class is called with it.
GL_EXPORT void PyErr_NormalizeException(PyObject **type, PyObject **value, PyObject **traceback) {
  PyObject *class = *type, *v = *value;
  if (GL_LIKELY(class != NULL && PyExceptionClass_Check(class) && gl_tstate->curexc_type == NULL &&
                ((PyTypeObject *)class)->tp_flags & Py_TPFLAGS_IMMUTABLETYPE)) {
    if (v != NULL && Py_IS_TYPE(v, (PyTypeObject *)class)) return;
    if (v == NULL || v == Py_None || PyUnicode_CheckExact(v)) {
      PyObject *e = v == NULL || v == Py_None ? PyObject_CallNoArgs(class) : PyObject_CallOneArg(class, v);
      if (GL_LIKELY(e != NULL && Py_IS_TYPE(e, (PyTypeObject *)class))) {
        *value = e;
        gl_xdecref(v);
        return;
      }
      gl_xdecref(e);
      PyErr_Clear();
    }
  }
  gl_up_PyErr_NormalizeException(type, value, traceback);
}
