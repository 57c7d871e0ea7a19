// The environment as C code sees it. No option makes a runtime ignore it.
#include "hot.h"
#include <stdlib.h>

// The result belongs to the environment.
GL_EXPORT char *Py_GETENV(const char *name) { return name == NULL ? NULL : getenv(name); }
