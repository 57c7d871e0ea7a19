// Calls: of any object through vectorcall or tp_call, of methods by name, of types. Arguments that do not fit a function,
// keywords that must become a dict, and broken contracts are Go's.
#include "calls.h"
#include "attr.h"
#include "known.h"
#include "tuple.h"
#include <stdarg.h>

// How many arguments are collected on the stack.
enum { FEW = 16 };

static inline PyObject *empty_tuple(void) { return gl_newref(gl_known.empty_tuple); }

// Through tp_call, with a tuple.
static PyObject *call_slot(PyObject *callable, PyObject *args, PyObject *kwargs) {
  PyThreadState *ts = gl_tstate;
  ternaryfunc call = Py_TYPE(callable)->tp_call;
  if (GL_UNLIKELY(call == NULL || !gl_enter(ts))) return gl_up_PyObject_Call(callable, args, kwargs);
  PyObject *result = call(callable, args, kwargs);
  gl_leave(ts);
  return gl_checked(ts, callable, result);
}

// With a vector of positional arguments, args[-1] being free to use if nargsf says so.
static inline PyObject *call_vector(PyObject *callable, PyObject *const *args, size_t nargsf) {
  if (GL_UNLIKELY(callable == NULL)) return gl_null_error();
  vectorcallfunc f = gl_vectorcall_of(callable);
  if (GL_LIKELY(f != NULL)) return gl_checked(gl_tstate, callable, f(callable, args, nargsf, NULL));
  Py_ssize_t n = PyVectorcall_NARGS(nargsf);
  PyObject *tuple = n == 0 ? empty_tuple() : gl_tuple_from(args, n);
  if (tuple == NULL) return NULL;
  PyObject *result = call_slot(callable, tuple, NULL);
  gl_decref(tuple);
  return result;
}

GL_HIDDEN PyObject *gl_call(PyObject *callable, PyObject *const *args, Py_ssize_t n) { return call_vector(callable, args, n); }

// Benchmark: PyObject_Vectorcall METH_O, METH_FASTCALL, METH_VARARGS, heap type.
GL_EXPORT PyObject *PyObject_Vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *names) {
  if (GL_LIKELY(names == NULL || Py_SIZE(names) == 0)) return call_vector(callable, args, nargsf);
  vectorcallfunc f = gl_vectorcall_of(callable);
  if (GL_LIKELY(f != NULL)) return gl_checked(gl_tstate, callable, f(callable, args, nargsf, names));
  return gl_up_PyObject_Vectorcall(callable, (void *)args, nargsf, names);
}

// Benchmark: PyObject_VectorcallDict.
GL_EXPORT PyObject *PyObject_VectorcallDict(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwargs) {
  if (GL_LIKELY(kwargs == NULL || PyDict_GET_SIZE(kwargs) == 0)) return call_vector(callable, args, nargsf);
  return gl_up_PyObject_VectorcallDict(callable, (void *)args, nargsf, kwargs);
}

// Benchmark: PyObject_CallNoArgs METH_NOARGS, bound method; make an instance of a heap type.
GL_EXPORT PyObject *PyObject_CallNoArgs(PyObject *callable) { return call_vector(callable, NULL, 0); }

// Benchmark: PyObject_CallOneArg.
GL_EXPORT PyObject *PyObject_CallOneArg(PyObject *callable, PyObject *arg) {
  PyObject *args[2] = {NULL, arg};
  return call_vector(callable, args + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET);
}

// Calls with one bytes object of these bytes: the way of Go programs into an extension. The callable is held meanwhile: another
// goroutine may release it. Benchmark: a bytes argument, an int result, from Go (BytesToInt of package host).
GL_HIDDEN PyObject *gl_call_bytes(PyObject *callable, const char *data, Py_ssize_t n) {
  PyObject *args[2] = {NULL, PyBytes_FromStringAndSize(data, n)};
  if (GL_UNLIKELY(args[1] == NULL)) return NULL;
  PyObject *result = call_vector(gl_newref(callable), args + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET);
  gl_decref(args[1]);
  gl_decref(callable);
  return result;
}

// Calls a vectorcall function with the items of a dict as keywords; the vector owns nothing, as the dict and the tuple
// stay alive. 0: not done, there are too many, or a key is no str.
static int call_keywords(PyObject *callable, vectorcallfunc f, PyObject *args, PyObject *kwargs, PyObject **result) {
  PyObject *all[FEW];
  Py_ssize_t n = Py_SIZE(args), count = PyDict_GET_SIZE(kwargs), at = 0, i = 0;
  if (n + count > FEW) return 0;
  PyObject *names = gl_tuple_new(count), *key, *value;
  if (names == NULL) return *result = NULL, 1;
  for (Py_ssize_t j = 0; j < n; j++) all[j] = ((PyTupleObject *)args)->ob_item[j];
  for (; PyDict_Next(kwargs, &at, &key, &value); i++) {
    if (GL_UNLIKELY(!PyUnicode_Check(key))) {
      while (i > 0) gl_decref(all[n + --i]);
      gl_decref(names);
      return 0;
    }
    ((PyTupleObject *)names)->ob_item[i] = gl_newref(key);
    all[n + i] = gl_newref(value); // the callee may change the dict
  }
  *result = gl_checked(gl_tstate, callable, f(callable, all, n, names));
  while (i > 0) gl_decref(all[n + --i]);
  gl_decref(names);
  return 1;
}

// Benchmark: PyObject_Call METH_KEYWORDS, kwargs; METH_FASTCALL|KEYWORDS, kwargs.
GL_EXPORT PyObject *PyObject_Call(PyObject *callable, PyObject *args, PyObject *kwargs) {
  if (GL_UNLIKELY(callable == NULL || args == NULL)) return gl_null_error();
  int none = kwargs == NULL || PyDict_GET_SIZE(kwargs) == 0;
  if (Py_IS_TYPE(callable, &PyCFunction_Type)) {
    const PyMethodDef *def = ((PyCFunctionObject *)callable)->m_ml;
    int how = def->ml_flags & ~(METH_STATIC | METH_CLASS | METH_COEXIST);
    PyThreadState *ts = gl_tstate;
    if ((how == (METH_VARARGS | METH_KEYWORDS) || (how == METH_VARARGS && none)) && GL_LIKELY(gl_enter(ts))) {
      PyObject *self = def->ml_flags & METH_STATIC ? NULL : ((PyCFunctionObject *)callable)->m_self;
      PyObject *result = how == METH_VARARGS ? def->ml_meth(self, args)
                                             : ((PyCFunctionWithKeywords)(void *)def->ml_meth)(self, args, kwargs);
      gl_leave(ts);
      return gl_checked(ts, callable, result);
    }
  }
  vectorcallfunc f = gl_vectorcall_of(callable);
  if (f == NULL) return call_slot(callable, args, kwargs);
  if (none) return gl_checked(gl_tstate, callable, f(callable, ((PyTupleObject *)args)->ob_item, Py_SIZE(args), NULL));
  PyObject *result;
  if (GL_LIKELY(call_keywords(callable, f, args, kwargs, &result))) return result;
  return gl_up_PyObject_Call(callable, args, kwargs);
}

// Benchmark: PyObject_CallObject METH_VARARGS, METH_FASTCALL.
GL_EXPORT PyObject *PyObject_CallObject(PyObject *callable, PyObject *args) {
  if (args == NULL) return PyObject_CallNoArgs(callable);
  if (GL_UNLIKELY(!PyTuple_Check(args))) return gl_up_PyObject_CallObject(callable, args);
  return PyObject_Call(callable, args, NULL);
}

// Objects up to a NULL. Returns how many; those beyond FEW are not stored.
static Py_ssize_t collect(PyObject **into, va_list from) {
  Py_ssize_t n = 0;
  for (PyObject *o; (o = va_arg(from, PyObject *)) != NULL; n++)
    if (n < FEW) into[n] = o;
  return n;
}

// Calls with objects up to a NULL, the first being self if there is one.
static PyObject *call_objects(PyObject *callable, PyObject *self, va_list args) {
  PyObject *few[FEW + 2];
  va_list again;
  va_copy(again, args);
  few[1] = self;
  Py_ssize_t first = self != NULL, n = collect(few + 1 + first, args);
  PyObject *result;
  if (GL_LIKELY(n <= FEW)) {
    result = call_vector(callable, few + 1, (size_t)(n + first) | PY_VECTORCALL_ARGUMENTS_OFFSET);
  } else {
    PyObject **all = gl_alloc(GL_RAW, (size_t)(n + first) * sizeof *all);
    if (all == NULL) {
      va_end(again);
      return PyErr_NoMemory();
    }
    all[0] = self;
    for (Py_ssize_t i = 0; i < n; i++) all[first + i] = va_arg(again, PyObject *);
    result = call_vector(callable, all, (size_t)(n + first));
    gl_free(all);
  }
  va_end(again);
  return result;
}

// Benchmark: PyObject_CallFunctionObjArgs METH_O, METH_VARARGS, METH_FASTCALL.
GL_EXPORT PyObject *PyObject_CallFunctionObjArgs(PyObject *callable, ...) {
  if (GL_UNLIKELY(callable == NULL)) return gl_null_error();
  va_list args;
  va_start(args, callable);
  PyObject *result = call_objects(callable, NULL, args);
  va_end(args);
  return result;
}

// Benchmark: PyObject_CallMethodObjArgs.
GL_EXPORT PyObject *PyObject_CallMethodObjArgs(PyObject *o, PyObject *name, ...) {
  if (GL_UNLIKELY(o == NULL || name == NULL)) return gl_null_error();
  int unbound;
  PyObject *method = gl_get_method(o, name, &unbound);
  if (method == NULL) return NULL;
  va_list args;
  va_start(args, name);
  PyObject *result = call_objects(method, unbound ? o : NULL, args);
  va_end(args);
  gl_decref(method);
  return result;
}

// Benchmark: PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg.
GL_EXPORT PyObject *PyObject_VectorcallMethod(PyObject *name, PyObject *const *args, size_t nargsf, PyObject *names) {
  int unbound;
  PyObject *method = gl_get_method(args[0], name, &unbound);
  if (method == NULL) return NULL;
  size_t n = PyVectorcall_NARGS(nargsf);
  PyObject *result = unbound ? PyObject_Vectorcall(method, args, n, names)
                             : PyObject_Vectorcall(method, args + 1, (n - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, names);
  gl_decref(method);
  return result;
}
