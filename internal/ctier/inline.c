// Functions that the headers have inline too. Modules for later versions import them, and so do sources that take their
// address.
#include "state.h"

#undef PyGILState_Check
#undef PyObject_GET_WEAKREFS_LISTPTR
#undef PyObject_IS_GC
#undef PyVectorcall_Function
#undef PyVectorcall_NARGS
#undef Py_IS_TYPE
#undef Py_REFCNT
#undef Py_SET_SIZE
#undef Py_SIZE
#undef Py_TYPE

GL_EXPORT Py_ssize_t Py_REFCNT(PyObject *op) { return _Py_REFCNT(op); }

GL_EXPORT PyTypeObject *Py_TYPE(PyObject *op) { return _Py_TYPE(op); }

GL_EXPORT Py_ssize_t Py_SIZE(PyObject *op) { return _Py_SIZE(op); }

GL_EXPORT int Py_IS_TYPE(PyObject *op, PyTypeObject *type) { return _Py_IS_TYPE(op, type); }

GL_EXPORT void Py_SET_SIZE(PyVarObject *op, Py_ssize_t size) { _Py_SET_SIZE(op, size); }

GL_EXPORT void _Py_SetRefcnt(PyObject *op, Py_ssize_t refcnt) { _Py_SET_REFCNT(op, refcnt); }

GL_EXPORT Py_ssize_t PyVectorcall_NARGS(size_t n) { return _PyVectorcall_NARGS(n); }

GL_EXPORT vectorcallfunc PyVectorcall_Function(PyObject *callable) { return _PyVectorcall_Find(callable); }

GL_EXPORT int PyObject_IS_GC(PyObject *op) { return _PyObject_IS_GC(op); }

// Where the object keeps the head of its weak references; the type must have a place for it.
GL_EXPORT PyObject **PyObject_GET_WEAKREFS_LISTPTR(PyObject *op) { return _PyObject_GET_WEAKREFS_LISTPTR(op); }

GL_EXPORT int PyGILState_Check(void) { return gl_tstate != NULL; }

GL_EXPORT uint32_t Py_PACK_FULL_VERSION(int major, int minor, int micro, int level, int serial) {
  return (uint32_t)(major & 0xff) << 24 | (uint32_t)(minor & 0xff) << 16 | (uint32_t)(micro & 0xff) << 8 |
         (uint32_t)(level & 0xf) << 4 | (uint32_t)(serial & 0xf);
}

GL_EXPORT uint32_t Py_PACK_VERSION(int major, int minor) { return Py_PACK_FULL_VERSION(major, minor, 0, 0, 0); }

// The GIL locks every object: a critical section is what its owner is in already.
GL_EXPORT void PyCriticalSection_Begin(struct PyCriticalSection *c, PyObject *op) {}
GL_EXPORT void PyCriticalSection_End(struct PyCriticalSection *c) {}
GL_EXPORT void PyCriticalSection2_Begin(struct PyCriticalSection2 *c, PyObject *a, PyObject *b) {}
GL_EXPORT void PyCriticalSection2_End(struct PyCriticalSection2 *c) {}
