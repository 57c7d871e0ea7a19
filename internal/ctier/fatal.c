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
