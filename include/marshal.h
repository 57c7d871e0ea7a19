/* marshal.h: objects as bytes, in the format of .pyc files. */
#ifndef GILDED_MARSHAL_H
#define GILDED_MARSHAL_H

#include "Python.h"

#ifdef __cplusplus
extern "C" {
#endif

#define Py_MARSHAL_VERSION 4

#include "gilded/zmarshal.h"

#ifdef __cplusplus
}
#endif

#endif
