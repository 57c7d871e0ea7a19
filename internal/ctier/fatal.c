// The end of the process when an extension broke a rule that nothing can recover from.
#include "state.h"
#include <stdio.h>
#include <stdlib.h>

GL_EXPORT _Noreturn void _Py_FatalErrorFunc(const char *function, const char *message) {
  fflush(stdout);
  fprintf(stderr, "Fatal Python error: %s%s%s\n", function ? function : "", function ? ": " : "", message ? message : "<message not set>");
  fflush(stderr);
  abort();
}

#undef Py_FatalError
GL_EXPORT _Noreturn void Py_FatalError(const char *message) { _Py_FatalErrorFunc(NULL, message); }

// An object that was released more often than it was held.
GL_EXPORT void _Py_NegativeRefcount(const char *file, int line, PyObject *op) {
  fprintf(stderr, "%s:%d: _Py_NegativeRefcount: Assertion failed: object has negative ref count\n", file, line);
  fprintf(stderr, "object address  : %p\nobject refcount : %zd\n", (void *)op, op->ob_refcnt);
  _Py_FatalErrorFunc("_PyObject_AssertFailed", "_PyObject_AssertFailed");
}
