/* unicodeobject.h: strings. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_UNICODEOBJECT_H)
#  define GILDED_UNICODEOBJECT_H

typedef uint32_t Py_UCS4;
typedef uint16_t Py_UCS2;
typedef uint8_t Py_UCS1;

#define Py_USING_UNICODE
#define Py_UNICODE_SIZE SIZEOF_WCHAR_T
#define Py_UNICODE_WIDE
#define Py_UNICODE_REPLACEMENT_CHARACTER ((Py_UCS4)0xFFFD)

#include "cpython/unicodeobject.h"

#include "gilded/zunicode.h"

#define PyUnicode_Check(op) PyType_FastSubclass(_Py_TYPE(_PyObject_CAST(op)), Py_TPFLAGS_UNICODE_SUBCLASS)
#define PyUnicode_CheckExact(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyUnicode_Type)

#include "cpython/unicodemacros.h"

#endif
