#include "state.h"

// Benchmark: float_from_double. Frees the block without a look at its page: a float's class is known.
GL_HIDDEN void gl_float_dealloc(PyObject *op) {
  if (GL_LIKELY(Py_IS_TYPE(op, &PyFloat_Type)))
    gl_push(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(PyFloatObject)), op);
  else
    Py_TYPE(op)->tp_free(op);
}
