/* unicodeobject.h: the layout of strings (PEP 393). */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_UNICODEOBJECT_H)
#  define GILDED_CPYTHON_UNICODEOBJECT_H

#ifndef Py_LIMITED_API

typedef wchar_t Py_UNICODE;
#define PY_UNICODE_TYPE wchar_t

/* Three forms, each an extension of the one before. The characters of a compact string follow its head: the first head
   when all are ASCII, the second otherwise. Only a string that is not compact (a subclass) uses the third. */
typedef struct {
    PyObject_HEAD
    Py_ssize_t length;
    Py_hash_t hash; /* -1 until it is computed */
    struct {
        unsigned int interned : 2;
        unsigned int kind : 3;
        unsigned int compact : 1;
        unsigned int ascii : 1;
        unsigned int ready : 1;
        unsigned int : 24;
    } state;
    wchar_t *wstr;
} PyASCIIObject;

typedef struct {
    PyASCIIObject _base;
    Py_ssize_t utf8_length;
    char *utf8; /* owned, NULL until it is asked for */
    Py_ssize_t wstr_length;
} PyCompactUnicodeObject;

typedef struct {
    PyCompactUnicodeObject _base;
    union {
        void *any;
        Py_UCS1 *latin1;
        Py_UCS2 *ucs2;
        Py_UCS4 *ucs4;
    } data;
} PyUnicodeObject;

enum PyUnicode_Kind {
    PyUnicode_WCHAR_KIND = 0,
    PyUnicode_1BYTE_KIND = 1,
    PyUnicode_2BYTE_KIND = 2,
    PyUnicode_4BYTE_KIND = 4
};

#define SSTATE_NOT_INTERNED 0
#define SSTATE_INTERNED_MORTAL 1
#define SSTATE_INTERNED_IMMORTAL 2

/* A string that grows. The writer owns buffer. */
typedef struct {
    PyObject *buffer;
    void *data;
    enum PyUnicode_Kind kind;
    Py_UCS4 maxchar;
    Py_ssize_t size;
    Py_ssize_t pos;
    Py_ssize_t min_length;
    Py_UCS4 min_char;
    unsigned char overallocate;
    unsigned char readonly;
} _PyUnicodeWriter;

#endif /* Py_LIMITED_API */

#endif
