// The vectorcall functions of built-in functions and of method descriptors, one for each METH_ convention, and types as
// callables. A call that does not fit its function goes to the Go twin, which raises.
#include "calls.h"
#include "known.h"
#include "tuple.h"

extern GL_HIDDEN char gl_slots[];

// What type slots and objects hold is the stub's address, which tells Go the twin.
#define STUB(f) ((void *)(gl_slots + 16 * GL_TWIN_##f))

GL_HIDDEN vectorcallfunc gl_function_vectorcall(const PyMethodDef *def) {
  switch (def->ml_flags & (METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS | METH_METHOD)) {
  case METH_NOARGS: return STUB(gl_function_noargs);
  case METH_O: return STUB(gl_function_o);
  case METH_FASTCALL: return STUB(gl_function_fastcall);
  case METH_FASTCALL | METH_KEYWORDS: return STUB(gl_function_keywords);
  case METH_VARARGS:
  case METH_VARARGS | METH_KEYWORDS: return STUB(gl_function_varargs);
  }
  return NULL;
}

static inline int no_names(PyObject *names) { return names == NULL || Py_SIZE(names) == 0; }

// Calls the C function of a definition in the way that how says, a constant. Returns 0 if the arguments do not fit.
static inline __attribute__((always_inline)) int invoke(int how, const PyMethodDef *def, PyObject *self,
                                                        PyObject *const *args, Py_ssize_t n, PyObject *names,
                                                        PyObject **result) {
  PyThreadState *ts = gl_tstate;
  if (GL_UNLIKELY(how != (METH_FASTCALL | METH_KEYWORDS) && !no_names(names))) return 0;
  if (GL_UNLIKELY((how == METH_NOARGS && n != 0) || (how == METH_O && n != 1))) return 0;
  if (GL_UNLIKELY(!gl_enter(ts))) return 0;
  void *f = (void *)def->ml_meth;
  switch (how) {
  case METH_NOARGS: *result = ((PyCFunction)f)(self, NULL); break;
  case METH_O: *result = ((PyCFunction)f)(self, args[0]); break;
  case METH_FASTCALL: *result = ((_PyCFunctionFast)f)(self, args, n); break;
  case METH_FASTCALL | METH_KEYWORDS: *result = ((_PyCFunctionFastWithKeywords)f)(self, args, n, names); break;
  case METH_VARARGS: {
    PyObject *tuple = gl_tuple_from(args, n);
    *result = NULL;
    if (tuple == NULL) break;
    *result = def->ml_flags & METH_KEYWORDS ? ((PyCFunctionWithKeywords)f)(self, tuple, NULL) : ((PyCFunction)f)(self, tuple);
    gl_decref(tuple);
  }
  }
  gl_leave(ts);
  return 1;
}

// Benchmark: PyObject_CallNoArgs METH_NOARGS, PyObject_CallFunctionObjArgs METH_O and so on.
#define FUNCTION(name, how)                                                                              \
  GL_HIDDEN PyObject *gl_function_##name(PyObject *op, PyObject *const *args, size_t nargsf, PyObject *names) { \
    PyCFunctionObject *f = (PyCFunctionObject *)op;                                                      \
    PyObject *self = f->m_ml->ml_flags & METH_STATIC ? NULL : f->m_self, *result;                        \
    if (GL_LIKELY(invoke(how, f->m_ml, self, args, PyVectorcall_NARGS(nargsf), names, &result)))         \
      return gl_checked(gl_tstate, op, result);                                                          \
    return gl_twin_p_pplp(GL_TWIN_gl_function_##name, op, (void *)args, (int64_t)nargsf, names);         \
  }

FUNCTION(noargs, METH_NOARGS)
FUNCTION(o, METH_O)
FUNCTION(fastcall, METH_FASTCALL)
FUNCTION(keywords, METH_FASTCALL | METH_KEYWORDS)
FUNCTION(varargs, METH_VARARGS)

// Benchmark: PyObject_CallMethodObjArgs, PyObject_CallMethodNoArgs. The first argument is self, of the method's type.
#define METHOD(name, how)                                                                                \
  GL_HIDDEN PyObject *gl_method_##name(PyObject *op, PyObject *const *args, size_t nargsf, PyObject *names) { \
    PyMethodDescrObject *d = (PyMethodDescrObject *)op;                                                  \
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);                                                           \
    PyObject *result;                                                                                    \
    if (GL_LIKELY(n > 0 && (Py_IS_TYPE(args[0], d->d_common.d_type) ||                                   \
                            PyType_IsSubtype(Py_TYPE(args[0]), d->d_common.d_type)) &&                   \
                  invoke(how, d->d_method, args[0], args + 1, n - 1, names, &result)))                   \
      return gl_checked(gl_tstate, op, result);                                                          \
    return gl_twin_p_pplp(GL_TWIN_gl_method_##name, op, (void *)args, (int64_t)nargsf, names);           \
  }

METHOD(noargs, METH_NOARGS)
METHOD(o, METH_O)
METHOD(fastcall, METH_FASTCALL)
METHOD(keywords, METH_FASTCALL | METH_KEYWORDS)
METHOD(varargs, METH_VARARGS)

// Benchmark: PyObject_GetAttr method.
GL_HIDDEN void gl_builtin_function_or_method_dealloc(PyObject *op) {
  PyCFunctionObject *f = (PyCFunctionObject *)op;
  if (GL_UNLIKELY(f->m_weakreflist != NULL || !Py_IS_TYPE(op, &PyCFunction_Type))) {
    gl_twin_v_p(GL_TWIN_gl_builtin_function_or_method_dealloc, op);
    return;
  }
  PyObject *self = f->m_self, *module = f->m_module;
  gl_untrack(op);
  gl_free_gc(gl_tstate->interp, sizeof(PyCFunctionObject), op);
  gl_xdecref(self);
  gl_xdecref(module);
}

// Benchmark: make an instance of a heap type, call int(float), call list(tuple).
GL_HIDDEN PyObject *gl_type_call(PyObject *self, PyObject *args, PyObject *kwargs) {
  PyTypeObject *type = (PyTypeObject *)self;
  if (GL_UNLIKELY(type == &PyType_Type || type->tp_new == NULL)) return gl_twin_p_ppp(GL_TWIN_gl_type_call, self, args, kwargs);
  PyObject *o = gl_checked(gl_tstate, self, type->tp_new(type, args, kwargs));
  if (o == NULL || !(Py_IS_TYPE(o, type) || PyType_IsSubtype(Py_TYPE(o), type))) return o;
  initproc init = Py_TYPE(o)->tp_init;
  if (init != NULL && init(o, args, kwargs) < 0) {
    gl_decref(o);
    return NULL;
  }
  return o;
}

static inline int no_arguments(PyObject *args, PyObject *kwargs) {
  return Py_SIZE(args) == 0 && (kwargs == NULL || ((PyDictObject *)kwargs)->ma_used == 0);
}

// Benchmark: make an instance of a heap type.
GL_HIDDEN PyObject *gl_object_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  if (GL_LIKELY(no_arguments(args, kwargs) && !(type->tp_flags & Py_TPFLAGS_IS_ABSTRACT))) return type->tp_alloc(type, 0);
  return gl_twin_p_ppp(GL_TWIN_gl_object_new, type, args, kwargs);
}

// Benchmark: make an instance of a heap type, call int(float).
GL_HIDDEN int gl_object_init(PyObject *self, PyObject *args, PyObject *kwargs) {
  if (GL_LIKELY(no_arguments(args, kwargs))) return 0;
  PyTypeObject *type = Py_TYPE(self); // arguments are for a tp_new of its own
  if (type->tp_init == PyBaseObject_Type.tp_init && type->tp_new != PyBaseObject_Type.tp_new) return 0;
  return (int)gl_twin_i_ppp(GL_TWIN_gl_object_init, self, args, kwargs);
}

// Benchmark: PyType_GenericAlloc. One item more than asked for: some types keep a sentinel there.
static PyObject *generic_alloc(PyTypeObject *type, Py_ssize_t n) {
  size_t size = (size_t)type->tp_basicsize;
  if (type->tp_itemsize > 0) {
    if (GL_UNLIKELY(n < 0 || n > PY_SSIZE_T_MAX / 2 / type->tp_itemsize)) return NULL;
    size += (size_t)(n + 1) * type->tp_itemsize;
  }
  size = (size + 7) & ~(size_t)7;
  PyInterpreterState *interp = gl_tstate->interp;
  PyObject *op;
  if (PyType_IS_GC(type)) {
    gl_count_gc(interp);
    gl_gchead *g = gl_alloc(GL_GC, size + sizeof *g);
    if (GL_UNLIKELY(g == NULL)) return NULL;
    memset(g, 0, size + sizeof *g);
    op = gl_init(g + 1, type);
    gl_track(interp, op);
  } else {
    void *block = gl_alloc(GL_OBJECT, size);
    if (GL_UNLIKELY(block == NULL)) return NULL;
    op = gl_init(memset(block, 0, size), type);
  }
  if (type->tp_itemsize > 0) ((PyVarObject *)op)->ob_size = n;
  if (type->tp_flags & Py_TPFLAGS_HEAPTYPE) type->ob_base.ob_base.ob_refcnt++;
  return op;
}

GL_EXPORT PyObject *PyType_GenericAlloc(PyTypeObject *type, Py_ssize_t n) {
  PyObject *op = generic_alloc(type, n);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyType_GenericAlloc(type, n);
}

GL_HIDDEN PyObject *gl_object_alloc(PyTypeObject *type, Py_ssize_t n) {
  PyObject *op = generic_alloc(type, n);
  if (GL_LIKELY(op != NULL)) return op;
  gl_word w[2] = {{.p = type}, {.i = n}};
  gl_slot_upcall(GL_TWIN_gl_object_alloc, w);
  return w[0].p;
}

// Benchmark: make an instance of a heap type. tp_free of types without and with a GC header.
GL_HIDDEN void gl_object_free(void *op) { gl_free(op); }

GL_HIDDEN void gl_gc_free(void *op) {
  PyInterpreterState *interp = gl_tstate->interp;
  gl_untrack(op);
  if (interp->gc[0].count > 0) interp->gc[0].count--;
  gl_free(GL_AS_GC(op));
}
