// Attributes: what the method cache and an instance's dict answer. A name the cache does not know yet is Go's, which
// enters it; so is every AttributeError.
#include "attr.h"
#include "calls.h"
#include "known.h"
#include "long.h"
#include <structmember.h>

// Functions of the C API that extensions put into slots themselves, for Go to compare slots with.
GL_HIDDEN struct gl_datum {
  const char *name;
  void *address;
} gl_slot_functions[] = {
    {"PyObject_GenericGetAttr", (void *)PyObject_GenericGetAttr},
    {"PyObject_HashNotImplemented", (void *)PyObject_HashNotImplemented},
    {"_PyObject_NextNotImplemented", (void *)_PyObject_NextNotImplemented},
    {NULL, NULL},
};

// The slots of object, as types hold them: the address of the stub, taken once object is made.
#define GENERIC_GETATTRO (PyBaseObject_Type.tp_getattro)
#define GENERIC_SETATTRO (PyBaseObject_Type.tp_setattro)

GL_HIDDEN int gl_dict_get(PyObject *dict, PyObject *name, PyObject **value) {
  DictKeys *keys = ((PyDictObject *)dict)->ma_keys;
  int64_t i = dict_find_str(keys, name, hash_str(name));
  if (i >= 0) {
    *value = dict_entries(keys)[i].value;
    return 1;
  }
  return i == DICT_ABSENT ? 0 : -1;
}

// Where an object keeps its dict. Objects of variable size keep it behind their items, which Go computes.
static inline PyObject **dict_of(PyObject *o, PyTypeObject *type) {
  return type->tp_dictoffset > 0 ? (PyObject **)((char *)o + type->tp_dictoffset) : NULL;
}

// Calls tp_descr_get, keeping the descriptor alive meanwhile.
static inline int bind(PyObject *descr, PyObject *o, PyObject *type, PyObject **value) {
  descr->ob_refcnt++;
  *value = Py_TYPE(descr)->tp_descr_get(descr, o, type);
  gl_decref(descr);
  return *value != NULL ? GL_FOUND : GL_RAISED;
}

GL_HIDDEN int gl_generic_lookup(PyObject *o, PyObject *name, PyObject **value) {
  PyTypeObject *type = Py_TYPE(o);
  PyObject *descr;
  if (GL_UNLIKELY(!gl_is_interned(name) || type->tp_dictoffset < 0)) return GL_DECIDE;
  if (GL_UNLIKELY(!gl_cached(gl_tstate->interp, type, name, &descr))) return GL_DECIDE;
  descrgetfunc get = NULL;
  if (descr != NULL) {
    get = Py_TYPE(descr)->tp_descr_get;
    if (get != NULL && Py_TYPE(descr)->tp_descr_set != NULL) return bind(descr, o, (PyObject *)type, value);
  }
  PyObject **dict = dict_of(o, type);
  if (dict != NULL && *dict != NULL) {
    int known = gl_dict_get(*dict, name, value);
    if (known < 0) return GL_DECIDE;
    if (known) {
      (*value)->ob_refcnt++;
      return GL_FOUND;
    }
  }
  if (get != NULL) return bind(descr, o, (PyObject *)type, value);
  if (descr == NULL) return GL_ABSENT;
  *value = gl_newref(descr);
  return GL_FOUND;
}

// Benchmark: PyObject_GetAttr member, getset, method, instance dict.
GL_HIDDEN PyObject *gl_object_getattro(PyObject *o, PyObject *name) {
  PyObject *value;
  switch (gl_generic_lookup(o, name, &value)) {
  case GL_FOUND: return value;
  case GL_RAISED: return NULL;
  case GL_ABSENT:
    if (GL_LIKELY(gl_raise_no_attribute(o, name))) return NULL;
  }
  return gl_twin_p_pp(GL_TWIN_gl_object_getattro, o, name);
}

// The address that extensions put into slots themselves.
GL_EXPORT PyObject *PyObject_GenericGetAttr(PyObject *o, PyObject *name) {
  PyObject *value;
  switch (gl_generic_lookup(o, name, &value)) {
  case GL_FOUND: return value;
  case GL_RAISED: return NULL;
  case GL_ABSENT:
    if (GL_LIKELY(gl_raise_no_attribute(o, name))) return NULL;
  }
  return gl_up_PyObject_GenericGetAttr(o, name);
}

static inline int is_generic(getattrofunc get) { return get == GENERIC_GETATTRO || get == PyObject_GenericGetAttr; }

// Benchmark: PyObject_GetAttr member, getset, method, of type, of module, instance dict, missing.
GL_EXPORT PyObject *PyObject_GetAttr(PyObject *o, PyObject *name) {
  if (GL_UNLIKELY(o == NULL)) return gl_null_error();
  getattrofunc get = Py_TYPE(o)->tp_getattro;
  if (GL_UNLIKELY(get == NULL || !PyUnicode_Check(name))) return gl_up_PyObject_GetAttr(o, name);
  PyObject *value = get(o, name);
  if (GL_UNLIKELY(value == NULL) && !gl_error_has_context()) gl_attribute_error(o, name);
  return value;
}

// Benchmark: PyObject_HasAttr yes, no. Errors of any kind mean no.
GL_EXPORT int PyObject_HasAttr(PyObject *o, PyObject *name) {
  PyObject *value;
  if (GL_LIKELY(is_generic(Py_TYPE(o)->tp_getattro))) {
    int found = gl_generic_lookup(o, name, &value);
    if (found == GL_FOUND) gl_decref(value);
    if (found >= 0) return found;
    if (found == GL_RAISED) {
      PyErr_Clear();
      return 0;
    }
  }
  return gl_up_PyObject_HasAttr(o, name);
}

// Benchmark: _PyObject_LookupAttr absent.
GL_EXPORT int _PyObject_LookupAttr(PyObject *o, PyObject *name, PyObject **value) {
  if (GL_UNLIKELY(o == NULL)) return gl_null_error(), -1;
  if (GL_LIKELY(is_generic(Py_TYPE(o)->tp_getattro))) {
    int found = gl_generic_lookup(o, name, value);
    if (found == GL_FOUND) return 1;
    if (found == GL_ABSENT) {
      *value = NULL;
      return 0;
    }
    if (found == GL_RAISED && !PyErr_ExceptionMatches(PyExc_AttributeError)) {
      *value = NULL;
      return -1;
    }
    if (found == GL_RAISED) {
      PyErr_Clear();
      *value = NULL;
      return 0;
    }
  }
  return gl_up__PyObject_LookupAttr(o, name, value);
}

// Benchmark: PyObject_GetAttr of type. The metatype's data descriptors come first, its other attributes last.
GL_HIDDEN PyObject *gl_type_getattro(PyObject *self, PyObject *name) {
  PyTypeObject *type = (PyTypeObject *)self, *meta = Py_TYPE(self);
  PyInterpreterState *interp = gl_tstate->interp;
  PyObject *of_meta, *found, *value;
  if (GL_LIKELY(gl_is_interned(name) && gl_cached(interp, meta, name, &of_meta) && gl_cached(interp, type, name, &found))) {
    PyTypeObject *kind = of_meta == NULL ? NULL : Py_TYPE(of_meta);
    if (kind != NULL && kind->tp_descr_get != NULL && kind->tp_descr_set != NULL) {
      bind(of_meta, self, (PyObject *)meta, &value);
      return value;
    }
    if (found != NULL) {
      if (Py_TYPE(found)->tp_descr_get == NULL || Py_IS_TYPE(found, &PyMethodDescr_Type)) return gl_newref(found);
      bind(found, NULL, self, &value);
      return value;
    }
  }
  return gl_twin_p_pp(GL_TWIN_gl_type_getattro, self, name);
}

// Benchmark: PyObject_GetAttr of module. What is absent may still come from the module's __getattr__.
GL_HIDDEN PyObject *gl_module_getattro(PyObject *o, PyObject *name) {
  PyObject *value;
  switch (gl_generic_lookup(o, name, &value)) {
  case GL_FOUND: return value;
  case GL_RAISED: return NULL;
  }
  return gl_twin_p_pp(GL_TWIN_gl_module_getattro, o, name);
}

// Sets an attribute that needs no exception and no new dict: 0 done, -1 raised, 1 not done.
static int generic_store(PyObject *o, PyObject *name, PyObject *value) {
  PyTypeObject *type = Py_TYPE(o);
  PyObject *descr;
  if (GL_UNLIKELY(value == NULL || !gl_is_interned(name) || !gl_cached(gl_tstate->interp, type, name, &descr))) return 1;
  if (descr != NULL && Py_TYPE(descr)->tp_descr_set != NULL) {
    descr->ob_refcnt++;
    int status = Py_TYPE(descr)->tp_descr_set(descr, o, value);
    gl_decref(descr);
    return status;
  }
  PyObject **dict = dict_of(o, type);
  if (dict == NULL) return 1;
  if (*dict == NULL && (*dict = PyDict_New()) == NULL) return -1;
  return gl_dict_store(*dict, name, value) == 0 ? 0 : 1;
}

// Benchmark: PyObject_SetAttr member, instance dict.
GL_HIDDEN int gl_object_setattro(PyObject *o, PyObject *name, PyObject *value) {
  int status = generic_store(o, name, value);
  return GL_LIKELY(status <= 0) ? status : (int)gl_twin_i_ppp(GL_TWIN_gl_object_setattro, o, name, value);
}

GL_EXPORT int PyObject_GenericSetAttr(PyObject *o, PyObject *name, PyObject *value) {
  int status = generic_store(o, name, value);
  return GL_LIKELY(status <= 0) ? status : gl_up_PyObject_GenericSetAttr(o, name, value);
}

// Benchmark: PyObject_SetAttr member, instance dict.
GL_EXPORT int PyObject_SetAttr(PyObject *o, PyObject *name, PyObject *value) {
  if (GL_UNLIKELY(o == NULL)) return gl_null_error(), -1;
  setattrofunc set = Py_TYPE(o)->tp_setattro;
  if (GL_LIKELY(set != NULL && gl_is_interned(name))) return set(o, name, value);
  return gl_up_PyObject_SetAttr(o, name, value);
}

// Benchmark: _PyType_Lookup. The result is borrowed.
GL_EXPORT PyObject *_PyType_Lookup(PyTypeObject *type, PyObject *name) {
  PyObject *value;
  if (GL_LIKELY(gl_is_interned(name) && gl_cached(gl_tstate->interp, type, name, &value))) return value;
  return gl_up__PyType_Lookup(type, name);
}

// Benchmark: _PyObject_GetDictPtr.
GL_EXPORT PyObject **_PyObject_GetDictPtr(PyObject *o) {
  Py_ssize_t offset = Py_TYPE(o)->tp_dictoffset;
  if (GL_LIKELY(offset >= 0)) return offset == 0 ? NULL : (PyObject **)((char *)o + offset);
  return gl_up__PyObject_GetDictPtr(o);
}

GL_HIDDEN PyObject *gl_get_method(PyObject *o, PyObject *name, int *unbound) {
  PyTypeObject *type = Py_TYPE(o);
  PyObject *descr, *value;
  *unbound = 0;
  if (GL_LIKELY(is_generic(type->tp_getattro) && gl_is_interned(name) && type->tp_dictoffset >= 0 &&
                gl_cached(gl_tstate->interp, type, name, &descr) && descr != NULL &&
                Py_TYPE(descr)->tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR)) {
    PyObject **dict = dict_of(o, type);
    int known = dict == NULL || *dict == NULL ? 0 : gl_dict_get(*dict, name, &value);
    if (known > 0) return gl_newref(value);
    if (known == 0) {
      *unbound = 1;
      return gl_newref(descr);
    }
  }
  return PyObject_GetAttr(o, name);
}

// Descriptors.

// Whether a descriptor may be applied to an object; Go raises if not.
static inline int applies(PyObject *descr, PyObject *o) {
  PyTypeObject *owner = ((PyDescrObject *)descr)->d_type;
  return o != NULL && (Py_IS_TYPE(o, owner) || PyType_IsSubtype(Py_TYPE(o), owner));
}

// Benchmark: PyObject_GetAttr getset.
GL_HIDDEN PyObject *gl_getset_descriptor_descr_get(PyObject *self, PyObject *o, PyObject *type) {
  PyGetSetDef *def = ((PyGetSetDescrObject *)self)->d_getset;
  if (GL_LIKELY(applies(self, o) && def->get != NULL)) return def->get(o, def->closure);
  return gl_twin_p_ppp(GL_TWIN_gl_getset_descriptor_descr_get, self, o, type);
}

GL_HIDDEN int gl_getset_descriptor_descr_set(PyObject *self, PyObject *o, PyObject *value) {
  PyGetSetDef *def = ((PyGetSetDescrObject *)self)->d_getset;
  if (GL_LIKELY(applies(self, o) && def->set != NULL)) return def->set(o, value, def->closure);
  return (int)gl_twin_i_ppp(GL_TWIN_gl_getset_descriptor_descr_set, self, o, value);
}

// Benchmark: PyObject_GetAttr method. A method bound to an object is a built-in function with the object as its self.
GL_HIDDEN PyObject *gl_method_descriptor_descr_get(PyObject *self, PyObject *o, PyObject *type) {
  PyMethodDescrObject *descr = (PyMethodDescrObject *)self;
  if (GL_LIKELY(o == NULL)) return gl_newref(self);
  vectorcallfunc vectorcall = gl_function_vectorcall(descr->d_method);
  if (GL_LIKELY(applies(self, o) && vectorcall != NULL)) {
    PyCFunctionObject *f = GL_NEW_GC(PyCFunctionObject, &PyCFunction_Type);
    if (GL_LIKELY(f != NULL)) {
      f->m_ml = descr->d_method;
      f->m_self = gl_newref(o);
      f->m_module = NULL;
      f->m_weakreflist = NULL;
      f->vectorcall = vectorcall;
      gl_track(gl_tstate->interp, (PyObject *)f);
      return (PyObject *)f;
    }
  }
  return gl_twin_p_ppp(GL_TWIN_gl_method_descriptor_descr_get, self, o, type);
}

// Benchmark: PyObject_GetAttr member. Fields of the usual types.
GL_HIDDEN PyObject *gl_member_descriptor_descr_get(PyObject *self, PyObject *o, PyObject *type) {
  PyMemberDef *def = ((PyMemberDescrObject *)self)->d_member;
  if (GL_LIKELY(applies(self, o) && !(def->flags & READ_RESTRICTED))) {
    const void *at = (char *)o + def->offset;
    PyObject *field;
    switch (def->type) {
    case T_INT: return PyLong_FromLong(*(const int *)at);
    case T_UINT: return PyLong_FromLong(*(const unsigned *)at);
    case T_LONG:
    case T_LONGLONG:
    case T_PYSSIZET: return PyLong_FromLong(*(const long *)at);
    case T_DOUBLE: return PyFloat_FromDouble(*(const double *)at);
    case T_BOOL: return gl_newref(*(const char *)at ? Py_True : Py_False);
    case T_OBJECT: field = *(PyObject *const *)at; return gl_newref(field == NULL ? Py_None : field);
    case T_OBJECT_EX:
      field = *(PyObject *const *)at;
      if (GL_LIKELY(field != NULL)) return gl_newref(field);
    }
  }
  return gl_twin_p_ppp(GL_TWIN_gl_member_descriptor_descr_get, self, o, type);
}

// Benchmark: PyObject_SetAttr member. Releasing the old value of an object field may run code.
GL_HIDDEN int gl_member_descriptor_descr_set(PyObject *self, PyObject *o, PyObject *value) {
  PyMemberDef *def = ((PyMemberDescrObject *)self)->d_member;
  if (GL_LIKELY(value != NULL && applies(self, o) && !(def->flags & (READONLY | PY_WRITE_RESTRICTED)))) {
    void *at = (char *)o + def->offset;
    int64_t v;
    switch (def->type) {
    case T_OBJECT:
    case T_OBJECT_EX: {
      PyObject *old = *(PyObject **)at;
      *(PyObject **)at = gl_newref(value);
      gl_xdecref(old);
      return 0;
    }
    case T_LONG:
    case T_LONGLONG:
    case T_PYSSIZET:
      if (PyLong_CheckExact(value) && gl_long_value(value, &v)) return *(long *)at = v, 0;
      break;
    case T_INT:
      if (PyLong_CheckExact(value) && gl_long_value(value, &v) && v == (int)v) return *(int *)at = (int)v, 0;
      break;
    case T_DOUBLE:
      if (PyFloat_CheckExact(value)) return *(double *)at = ((PyFloatObject *)value)->ob_fval, 0;
      break;
    case T_BOOL:
      if (value == Py_True || value == Py_False) return *(char *)at = value == Py_True, 0;
    }
  }
  return (int)gl_twin_i_ppp(GL_TWIN_gl_member_descriptor_descr_set, self, o, value);
}
