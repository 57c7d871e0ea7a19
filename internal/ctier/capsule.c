// Capsules: made, asked for their pointer, freed.
#include "hot.h"

// object.Capsule has the same.
typedef struct {
  PyObject ob_base;
  void *pointer;
  const char *name;
  void *context;
  PyCapsule_Destructor destructor;
} Capsule;

static inline int same_name(const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

// Benchmark: PyCapsule_New.
GL_EXPORT PyObject *PyCapsule_New(void *pointer, const char *name, PyCapsule_Destructor destructor) {
  Capsule *c = pointer == NULL ? NULL : GL_NEW(Capsule, &PyCapsule_Type);
  if (GL_UNLIKELY(c == NULL)) return gl_up_PyCapsule_New(pointer, (void *)name, (void *)destructor);
  c->pointer = pointer;
  c->name = name;
  c->context = NULL;
  c->destructor = destructor;
  return (PyObject *)c;
}

// Benchmark: PyCapsule_IsValid.
GL_EXPORT int PyCapsule_IsValid(PyObject *op, const char *name) {
  return op != NULL && PyCapsule_CheckExact(op) && ((Capsule *)op)->pointer != NULL && same_name(((Capsule *)op)->name, name);
}

// Benchmark: PyCapsule_GetPointer.
GL_EXPORT void *PyCapsule_GetPointer(PyObject *op, const char *name) {
  if (GL_LIKELY(PyCapsule_IsValid(op, name))) return ((Capsule *)op)->pointer;
  return gl_up_PyCapsule_GetPointer(op, (void *)name);
}

// Benchmark: PyCapsule_New. The destructor is foreign code.
GL_HIDDEN void gl_PyCapsule_dealloc(PyObject *op) {
  if (((Capsule *)op)->destructor != NULL) ((Capsule *)op)->destructor(op);
  gl_push(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(Capsule)), op);
}
