/* osmodule.h: paths, numbers as text, forking. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_OSMODULE_H)
#  define GILDED_OSMODULE_H

#include "gilded/zos.h"

#define PyOS_stricmp PyOS_mystricmp
#define PyOS_strnicmp PyOS_mystrnicmp

/* Flags and results of PyOS_double_to_string. */
#define Py_DTSF_SIGN 0x01
#define Py_DTSF_ADD_DOT_0 0x02
#define Py_DTSF_ALT 0x04
#define Py_DTSF_NO_NEG_0 0x08
#define Py_DTST_FINITE 0
#define Py_DTST_INFINITE 1
#define Py_DTST_NAN 2

#endif
