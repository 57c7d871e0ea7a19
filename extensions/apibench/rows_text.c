/* Rows of str, bytes, bytearray, the buffer protocol. */
#include "bench.h"

#define TEXT "a line of plain text"
#define ACCENTS "une ligne accentu\xc3\xa9" "e"

BENCH(str_ascii, NOTHING, MAKE(PyUnicode_FromString(TEXT)), NOTHING)
BENCH(str_ascii_size, NOTHING, MAKE(PyUnicode_FromStringAndSize(TEXT, 20)), NOTHING)
BENCH(str_char, NOTHING, MAKE(PyUnicode_FromStringAndSize("a", 1)), NOTHING)
BENCH(str_utf8, NOTHING, MAKE(PyUnicode_FromString(ACCENTS)), NOTHING)
BENCH(str_decode, NOTHING, MAKE(PyUnicode_DecodeUTF8(TEXT, 20, NULL)), NOTHING)
BENCH(str_intern, NOTHING, MAKE(PyUnicode_InternFromString("total")), NOTHING)
BENCH(str_as_utf8, PyObject *o = PyUnicode_FromString(TEXT); Py_ssize_t size,
      CHECK(PyUnicode_AsUTF8AndSize(o, &size) && size == 20), Py_XDECREF(o))
BENCH(str_as_utf8_accents, PyObject *o = PyUnicode_FromString(ACCENTS); Py_ssize_t size,
      CHECK(PyUnicode_AsUTF8AndSize(o, &size) && size == 20), Py_XDECREF(o))
BENCH(str_encode, PyObject *o = PyUnicode_FromString(TEXT), MAKE(PyUnicode_AsUTF8String(o)), Py_XDECREF(o))
BENCH(str_length, PyObject *o = PyUnicode_FromString(TEXT), CHECK(PyUnicode_GetLength(o) == 20), Py_XDECREF(o))
BENCH(str_read, PyObject *o = PyUnicode_FromString(TEXT), CHECK(PyUnicode_ReadChar(o, 3) == 'i'), Py_XDECREF(o))
BENCH(str_concat, PyObject *a = PyUnicode_FromString(TEXT); PyObject *b = PyUnicode_FromString("!"),
      MAKE(PyUnicode_Concat(a, b)), Py_XDECREF(a); Py_XDECREF(b))
BENCH(str_substring, PyObject *o = PyUnicode_FromString(TEXT), MAKE(PyUnicode_Substring(o, 2, 9)), Py_XDECREF(o))
BENCH(str_compare, PyObject *a = PyUnicode_FromString(TEXT); PyObject *b = PyUnicode_FromString(TEXT),
      CHECK(PyUnicode_Compare(a, b) == 0), Py_XDECREF(a); Py_XDECREF(b))
BENCH(str_compare_ascii, PyObject *o = PyUnicode_FromString(TEXT),
      CHECK(PyUnicode_CompareWithASCIIString(o, TEXT) == 0), Py_XDECREF(o))
BENCH(str_contains, PyObject *o = PyUnicode_FromString(TEXT); PyObject *part = PyUnicode_FromString("plain"),
      CHECK(PyUnicode_Contains(o, part) == 1), Py_XDECREF(o); Py_XDECREF(part))
BENCH(str_format, NOTHING, MAKE(PyUnicode_FromFormat("%s has %d of %zd", "it", 12, (Py_ssize_t)34)), NOTHING)
BENCH(str_join,
      PyObject *list = Py_BuildValue("[sss]", "one", "two", "three"); PyObject *comma = PyUnicode_FromString(","),
      MAKE(PyUnicode_Join(comma, list)), Py_XDECREF(list); Py_XDECREF(comma))

BENCH(bytes_new, NOTHING, MAKE(PyBytes_FromStringAndSize(TEXT, 20)), NOTHING)
BENCH(bytes_string, NOTHING, MAKE(PyBytes_FromString(TEXT)), NOTHING)
BENCH(bytes_1k, NOTHING, MAKE(PyBytes_FromStringAndSize(NULL, 1024)), NOTHING)
BENCH(bytes_as, PyObject *o = PyBytes_FromString(TEXT), CHECK(PyBytes_AsString(o)), Py_XDECREF(o))
BENCH(bytes_as_size, PyObject *o = PyBytes_FromString(TEXT); char *data; Py_ssize_t size,
      CHECK(PyBytes_AsStringAndSize(o, &data, &size) == 0), Py_XDECREF(o))
BENCH(bytes_size, PyObject *o = PyBytes_FromString(TEXT), CHECK(PyBytes_Size(o) == 20), Py_XDECREF(o))
BENCH(bytearray_new, NOTHING, MAKE(PyByteArray_FromStringAndSize(TEXT, 20)), NOTHING)
BENCH(bytearray_as, PyObject *o = PyByteArray_FromStringAndSize(TEXT, 20), CHECK(PyByteArray_AsString(o)),
      Py_XDECREF(o))
BENCH(buffer_bytes, PyObject *o = PyBytes_FromString(TEXT); Py_buffer view,
      CHECK(PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) == 0); PyBuffer_Release(&view), Py_XDECREF(o))
BENCH(buffer_bytearray, PyObject *o = PyByteArray_FromStringAndSize(TEXT, 20); Py_buffer view,
      CHECK(PyObject_GetBuffer(o, &view, PyBUF_WRITABLE) == 0); PyBuffer_Release(&view), Py_XDECREF(o))
BENCH(memoryview_new, PyObject *o = PyBytes_FromString(TEXT), MAKE(PyMemoryView_FromObject(o)), Py_XDECREF(o))

const Row text_rows[] = {
    {"PyUnicode_FromString ASCII", bench_str_ascii},
    {"PyUnicode_FromStringAndSize ASCII", bench_str_ascii_size},
    {"PyUnicode_FromStringAndSize 1 char", bench_str_char},
    {"PyUnicode_FromString accents", bench_str_utf8},
    {"PyUnicode_DecodeUTF8", bench_str_decode},
    {"PyUnicode_InternFromString", bench_str_intern},
    {"PyUnicode_AsUTF8AndSize", bench_str_as_utf8},
    {"PyUnicode_AsUTF8AndSize accents", bench_str_as_utf8_accents},
    {"PyUnicode_AsUTF8String", bench_str_encode},
    {"PyUnicode_GetLength", bench_str_length},
    {"PyUnicode_ReadChar", bench_str_read},
    {"PyUnicode_Concat", bench_str_concat},
    {"PyUnicode_Substring", bench_str_substring},
    {"PyUnicode_Compare", bench_str_compare},
    {"PyUnicode_CompareWithASCIIString", bench_str_compare_ascii},
    {"PyUnicode_Contains", bench_str_contains},
    {"PyUnicode_FromFormat", bench_str_format},
    {"PyUnicode_Join", bench_str_join},
    {"PyBytes_FromStringAndSize", bench_bytes_new},
    {"PyBytes_FromString", bench_bytes_string},
    {"PyBytes_FromStringAndSize 1 KiB", bench_bytes_1k},
    {"PyBytes_AsString", bench_bytes_as},
    {"PyBytes_AsStringAndSize", bench_bytes_as_size},
    {"PyBytes_Size", bench_bytes_size},
    {"PyByteArray_FromStringAndSize", bench_bytearray_new},
    {"PyByteArray_AsString", bench_bytearray_as},
    {"PyObject_GetBuffer bytes", bench_buffer_bytes},
    {"PyObject_GetBuffer bytearray", bench_buffer_bytearray},
    {"PyMemoryView_FromObject", bench_memoryview_new},
    {NULL, NULL},
};
