#include "known.h"

GL_HIDDEN gl_known_objects gl_known = {.hash_not_implemented = (void *)PyObject_HashNotImplemented};
