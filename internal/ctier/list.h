// Lists, as the other chapters use them.
#ifndef GL_LIST_H
#define GL_LIST_H

#include "hot.h"

// Appends to a list, adding a reference; -1, and no exception, if memory is out.
GL_HIDDEN int gl_list_append(PyObject *op, PyObject *item);

#endif
