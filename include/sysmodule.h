/* sysmodule.h: the module sys. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_SYSMODULE_H)
#  define GILDED_SYSMODULE_H

#ifndef Py_LIMITED_API
typedef int (*Py_AuditHookFunction)(const char *, PyObject *, void *);
#endif

#include "gilded/zsys.h"

#endif
