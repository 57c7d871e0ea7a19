/* fileobject.h: files. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_FILEOBJECT_H)
#  define GILDED_FILEOBJECT_H

#ifndef Py_LIMITED_API
typedef PyObject *(*Py_OpenCodeHookFunction)(PyObject *, void *);
#endif

#include "gilded/zfile.h"

#define PY_STDIOTEXTMODE "b"
#define _PyIsSelectable_fd(fd) ((unsigned int)(fd) < (unsigned int)FD_SETSIZE)

#endif
