/* unicodemacros.h: reading and writing the characters of a string. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_CPYTHON_UNICODEMACROS_H)
#  define GILDED_CPYTHON_UNICODEMACROS_H

#ifndef Py_LIMITED_API

#define _PyASCIIObject_CAST(op) (assert(PyUnicode_Check(op)), _Py_CAST(PyASCIIObject *, (op)))
#define _PyCompactUnicodeObject_CAST(op) (assert(PyUnicode_Check(op)), _Py_CAST(PyCompactUnicodeObject *, (op)))
#define _PyUnicodeObject_CAST(op) (assert(PyUnicode_Check(op)), _Py_CAST(PyUnicodeObject *, (op)))

#define GILDED_UNICODE_STATE(field) \
    static inline unsigned int _PyUnicode_state_##field(PyObject *op) \
    { \
        return _PyASCIIObject_CAST(op)->state.field; \
    }
GILDED_UNICODE_STATE(interned)
GILDED_UNICODE_STATE(compact)
GILDED_UNICODE_STATE(ascii)
GILDED_UNICODE_STATE(ready)
#undef GILDED_UNICODE_STATE

static inline int _PyUnicode_KIND(PyObject *op)
{
    assert(_PyUnicode_state_ready(op));
    return _PyASCIIObject_CAST(op)->state.kind;
}

static inline int _PyUnicode_IS_COMPACT_ASCII(PyObject *op)
{
    return _PyUnicode_state_ascii(op) && _PyUnicode_state_compact(op);
}

static inline Py_ssize_t _PyUnicode_GET_LENGTH(PyObject *op)
{
    assert(_PyUnicode_state_ready(op));
    return _PyASCIIObject_CAST(op)->length;
}

static inline int _PyUnicode_READY(PyObject *op)
{
    return _PyUnicode_state_ready(op) ? 0 : _PyUnicode_Ready(op);
}

#define PyUnicode_CHECK_INTERNED(op) _PyUnicode_state_interned(_PyObject_CAST(op))
#define PyUnicode_IS_READY(op) _PyUnicode_state_ready(_PyObject_CAST(op))
#define PyUnicode_IS_ASCII(op) _PyUnicode_state_ascii(_PyObject_CAST(op))
#define PyUnicode_IS_COMPACT(op) _PyUnicode_state_compact(_PyObject_CAST(op))
#define PyUnicode_IS_COMPACT_ASCII(op) _PyUnicode_IS_COMPACT_ASCII(_PyObject_CAST(op))
#define PyUnicode_KIND(op) _PyUnicode_KIND(_PyObject_CAST(op))
#define PyUnicode_GET_LENGTH(op) _PyUnicode_GET_LENGTH(_PyObject_CAST(op))
#define PyUnicode_READY(op) _PyUnicode_READY(_PyObject_CAST(op))

static inline void *_PyUnicode_DATA(PyObject *op)
{
    if (!PyUnicode_IS_COMPACT(op))
        return _PyUnicodeObject_CAST(op)->data.any;
    if (PyUnicode_IS_ASCII(op))
        return _PyASCIIObject_CAST(op) + 1;
    return _PyCompactUnicodeObject_CAST(op) + 1;
}

/* The address of the first character; its size is the kind of the string. */
#define PyUnicode_DATA(op) _PyUnicode_DATA(_PyObject_CAST(op))
#define PyUnicode_1BYTE_DATA(op) _Py_STATIC_CAST(Py_UCS1 *, PyUnicode_DATA(op))
#define PyUnicode_2BYTE_DATA(op) _Py_STATIC_CAST(Py_UCS2 *, PyUnicode_DATA(op))
#define PyUnicode_4BYTE_DATA(op) _Py_STATIC_CAST(Py_UCS4 *, PyUnicode_DATA(op))

static inline Py_UCS4 _PyUnicode_READ(int kind, const void *data, Py_ssize_t index)
{
    switch (kind) {
    case PyUnicode_1BYTE_KIND:
        return _Py_STATIC_CAST(const Py_UCS1 *, data)[index];
    case PyUnicode_2BYTE_KIND:
        return _Py_STATIC_CAST(const Py_UCS2 *, data)[index];
    default:
        assert(kind == PyUnicode_4BYTE_KIND);
        return _Py_STATIC_CAST(const Py_UCS4 *, data)[index];
    }
}

/* Only a string that nobody else has seen yet may be written to. */
static inline void _PyUnicode_WRITE(int kind, void *data, Py_ssize_t index, Py_UCS4 value)
{
    switch (kind) {
    case PyUnicode_1BYTE_KIND:
        assert(value <= 0xff);
        _Py_STATIC_CAST(Py_UCS1 *, data)[index] = _Py_STATIC_CAST(Py_UCS1, value);
        break;
    case PyUnicode_2BYTE_KIND:
        assert(value <= 0xffff);
        _Py_STATIC_CAST(Py_UCS2 *, data)[index] = _Py_STATIC_CAST(Py_UCS2, value);
        break;
    default:
        assert(kind == PyUnicode_4BYTE_KIND && value <= 0x10ffff);
        _Py_STATIC_CAST(Py_UCS4 *, data)[index] = value;
    }
}

static inline Py_UCS4 _PyUnicode_READ_CHAR(PyObject *op, Py_ssize_t index)
{
    return _PyUnicode_READ(_PyUnicode_KIND(op), _PyUnicode_DATA(op), index);
}

static inline Py_UCS4 _PyUnicode_MAX_CHAR_VALUE(PyObject *op)
{
    if (PyUnicode_IS_ASCII(op))
        return 0x7f;
    switch (PyUnicode_KIND(op)) {
    case PyUnicode_1BYTE_KIND:
        return 0xff;
    case PyUnicode_2BYTE_KIND:
        return 0xffff;
    default:
        return 0x10ffff;
    }
}

#define PyUnicode_READ(kind, data, index) \
    _PyUnicode_READ(_Py_STATIC_CAST(int, (kind)), _Py_STATIC_CAST(const void *, (data)), (index))
#define PyUnicode_READ_CHAR(op, index) _PyUnicode_READ_CHAR(_PyObject_CAST(op), (index))
#define PyUnicode_WRITE(kind, data, index, value) \
    _PyUnicode_WRITE(_Py_STATIC_CAST(int, (kind)), _Py_CAST(void *, (data)), (index), _Py_STATIC_CAST(Py_UCS4, (value)))
#define PyUnicode_MAX_CHAR_VALUE(op) _PyUnicode_MAX_CHAR_VALUE(_PyObject_CAST(op))

/* The wchar_t form of before 3.3. */
#define PyUnicode_AS_UNICODE(op) \
    (_PyASCIIObject_CAST(op)->wstr ? _PyASCIIObject_CAST(op)->wstr : PyUnicode_AsUnicode(_PyObject_CAST(op)))
#define PyUnicode_WSTR_LENGTH(op) \
    (PyUnicode_IS_COMPACT_ASCII(op) ? _PyASCIIObject_CAST(op)->length : _PyCompactUnicodeObject_CAST(op)->wstr_length)
#define PyUnicode_GET_SIZE(op) \
    (_PyASCIIObject_CAST(op)->wstr == NULL ? (void)PyUnicode_AsUnicode(_PyObject_CAST(op)) : (void)0, \
     PyUnicode_WSTR_LENGTH(op))
#define PyUnicode_GET_DATA_SIZE(op) (PyUnicode_GET_SIZE(op) * Py_UNICODE_SIZE)
#define PyUnicode_AS_DATA(op) ((const char *)PyUnicode_AS_UNICODE(op))
#define _PyUnicode_AsString PyUnicode_AsUTF8

#define Py_UNICODE_IS_SURROGATE(ch) (0xD800 <= (ch) && (ch) <= 0xDFFF)
#define Py_UNICODE_IS_HIGH_SURROGATE(ch) (0xD800 <= (ch) && (ch) <= 0xDBFF)
#define Py_UNICODE_IS_LOW_SURROGATE(ch) (0xDC00 <= (ch) && (ch) <= 0xDFFF)
#define Py_UNICODE_JOIN_SURROGATES(high, low) \
    (0x10000 + ((((Py_UCS4)(high) & 0x03FF) << 10) | ((Py_UCS4)(low) & 0x03FF)))
#define Py_UNICODE_HIGH_SURROGATE(ch) (0xD800 - (0x10000 >> 10) + ((ch) >> 10))
#define Py_UNICODE_LOW_SURROGATE(ch) (0xDC00 + ((ch) & 0x3FF))

#define Py_UNICODE_ISSPACE(ch) ((Py_UCS4)(ch) < 128U ? _Py_ascii_whitespace[(ch)] : _PyUnicode_IsWhitespace(ch))
#define Py_UNICODE_ISUPPER(ch) _PyUnicode_IsUppercase(ch)
#define Py_UNICODE_TOLOWER(ch) _PyUnicode_ToLowercase(ch)
#define Py_UNICODE_TOUPPER(ch) _PyUnicode_ToUppercase(ch)
#define Py_UNICODE_ISDECIMAL(ch) _PyUnicode_IsDecimalDigit(ch)
#define Py_UNICODE_ISDIGIT(ch) _PyUnicode_IsDigit(ch)
#define Py_UNICODE_ISNUMERIC(ch) _PyUnicode_IsNumeric(ch)
#define Py_UNICODE_ISPRINTABLE(ch) _PyUnicode_IsPrintable(ch)
#define Py_UNICODE_TODECIMAL(ch) _PyUnicode_ToDecimalDigit(ch)
#define Py_UNICODE_TODIGIT(ch) _PyUnicode_ToDigit(ch)
#define Py_UNICODE_TONUMERIC(ch) _PyUnicode_ToNumeric(ch)
#define Py_UNICODE_ISALPHA(ch) _PyUnicode_IsAlpha(ch)
#define Py_UNICODE_ISALNUM(ch) \
    (Py_UNICODE_ISALPHA(ch) || Py_UNICODE_ISDECIMAL(ch) || Py_UNICODE_ISDIGIT(ch) || Py_UNICODE_ISNUMERIC(ch))

/* Makes room for that many more characters of at most that size: 0, or -1 with an exception. */
#define _PyUnicodeWriter_Prepare(writer, more, max) \
    ((((max) <= (writer)->maxchar && (more) <= (writer)->size - (writer)->pos) || (more) == 0) \
         ? 0 \
         : _PyUnicodeWriter_PrepareInternal((writer), (more), (max)))

#endif /* Py_LIMITED_API */

#endif
