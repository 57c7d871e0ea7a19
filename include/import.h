/* import.h: importing modules. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_IMPORT_H)
#  define GILDED_IMPORT_H

#ifndef Py_LIMITED_API
struct _inittab {
    const char *name;
    PyObject *(*initfunc)(void);
};

struct _frozen {
    const char *name;
    const unsigned char *code;
    int size;
    int is_package;
    PyObject *(*get_code)(void);
};
#endif

#include "gilded/zimport.h"

#define PyImport_ImportModuleEx(name, globals, locals, fromlist) \
    PyImport_ImportModuleLevel((name), (globals), (locals), (fromlist), 0)

#endif
