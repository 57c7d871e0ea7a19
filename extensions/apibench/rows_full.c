/* Rows of the API beyond the limited one: vectorcall, raw str buffers, private names that Cython uses. */
#include "bench.h"

#ifndef Py_LIMITED_API

#define NAMED(text) PyObject *name = PyUnicode_InternFromString(text)

BENCH(vectorcall_o, CALLEE("o"); PyObject *args[] = {Py_None}, MAKE(PyObject_Vectorcall(f, args, 1, NULL)), Py_XDECREF(f))
BENCH(vectorcall_fast, CALLEE("fastcall"); PyObject *args[2]; args[0] = args[1] = Py_None,
      MAKE(PyObject_Vectorcall(f, args, 2, NULL)), Py_XDECREF(f))
BENCH(vectorcall_varargs, CALLEE("varargs"); PyObject *args[2]; args[0] = args[1] = Py_None,
      MAKE(PyObject_Vectorcall(f, args, 2, NULL)), Py_XDECREF(f))
BENCH(vectorcall_keywords, CALLEE("fastkeywords"); PyObject *args[2]; args[0] = args[1] = Py_None;
      PyObject *names = Py_BuildValue("(s)", "key"),
      MAKE(PyObject_Vectorcall(f, args, 1, names)), Py_XDECREF(f); Py_XDECREF(names))
BENCH(vectorcall_type, PyObject *args[2]; args[0] = probe_type,
      MAKE(PyObject_Vectorcall(probe_type, args + 1, 0 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL)), NOTHING)
BENCH(call_one_arg, CALLEE("o"), MAKE(PyObject_CallOneArg(f, Py_None)), Py_XDECREF(f))
BENCH(call_method_noargs, NAMED("noargs"), MAKE(PyObject_CallMethodNoArgs(probe, name)), Py_XDECREF(name))
BENCH(call_method_one, NAMED("o"), MAKE(PyObject_CallMethodOneArg(probe, name, Py_None)), Py_XDECREF(name))
BENCH(vectorcall_list, PyObject *args[2]; args[0] = NULL; args[1] = PyTuple_New(0),
      MAKE(PyObject_Vectorcall((PyObject *)&PyList_Type, args + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL)), Py_XDECREF(args[1]))
BENCH(method_fast, NAMED("fastcall"); PyObject *args[4]; args[1] = probe; args[2] = args[3] = Py_None,
      MAKE(PyObject_VectorcallMethod(name, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL)), Py_XDECREF(name))
BENCH(method_keywords, NAMED("fastkeywords"); PyObject *args[4]; args[1] = probe; args[2] = args[3] = Py_None;
      PyObject *names = Py_BuildValue("(s)", "key"),
      MAKE(PyObject_VectorcallMethod(name, args + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, names)),
      Py_XDECREF(name); Py_XDECREF(names))
BENCH(vectorcall_dict, CALLEE("fastcall"); PyObject *args[2]; args[0] = args[1] = Py_None,
      MAKE(PyObject_VectorcallDict(f, args, 2, NULL)), Py_XDECREF(f))
BENCH(unicode_new, NOTHING,
      PyObject *s = PyUnicode_New(8, 127); CHECK(s); memcpy(PyUnicode_DATA(s), "12345678", 8); Py_DECREF(s), NOTHING)
BENCH(unicode_kind, Py_UCS2 text[4]; text[0] = text[1] = text[2] = text[3] = 0x4e2d,
      MAKE(PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, text, 4)), NOTHING)
BENCH(raw_malloc, NOTHING, void *p = PyMem_RawMalloc(64); CHECK(p); PyMem_RawFree(p), NOTHING)
BENCH(known_hash, NAMED("key"); PyObject *d = PyDict_New(); REQUIRE(d && PyDict_SetItem(d, name, Py_None) == 0);
      Py_hash_t hash = PyObject_Hash(name),
      CHECK(_PyDict_GetItem_KnownHash(d, name, hash)), Py_XDECREF(d); Py_XDECREF(name))
BENCH(set_default, NAMED("key"); PyObject *d = PyDict_New(); REQUIRE(d && PyDict_SetItem(d, name, Py_None) == 0),
      CHECK(PyDict_SetDefault(d, name, Py_True)), Py_XDECREF(d); Py_XDECREF(name))
BENCH(type_lookup, NAMED("noargs"), CHECK(_PyType_Lookup((PyTypeObject *)probe_type, name)), Py_XDECREF(name))
BENCH(dict_ptr, NOTHING, CHECK(_PyObject_GetDictPtr(probe)), NOTHING)
BENCH(lookup_attr, NAMED("absent"); PyObject *value,
      CHECK(_PyObject_LookupAttr(probe, name, &value) == 0), Py_XDECREF(name))
BENCH(byte_array, PyObject *o = PyLong_FromLong(123456789); unsigned char bytes[8],
      CHECK(_PyLong_AsByteArray((PyLongObject *)o, bytes, 8, 1, 1) == 0), Py_XDECREF(o))
BENCH(tuple_set_item, NOTHING, PyObject *t = PyTuple_New(2); CHECK(t); PyTuple_SET_ITEM(t, 0, Py_NewRef(Py_None));
      PyTuple_SET_ITEM(t, 1, Py_NewRef(Py_None)); Py_DECREF(t), NOTHING)
BENCH(list_items, NOTHING, PyObject *l = PyList_New(2); CHECK(l); PyList_SET_ITEM(l, 0, Py_NewRef(Py_None));
      PyList_SET_ITEM(l, 1, Py_NewRef(Py_None)); Py_DECREF(l), NOTHING)

const Row full_rows[] = {
    {"PyObject_Vectorcall METH_O", bench_vectorcall_o},
    {"PyObject_Vectorcall METH_FASTCALL", bench_vectorcall_fast},
    {"PyObject_Vectorcall METH_VARARGS", bench_vectorcall_varargs},
    {"PyObject_Vectorcall METH_FASTCALL|KEYWORDS, names", bench_vectorcall_keywords},
    {"PyObject_Vectorcall heap type", bench_vectorcall_type},
    {"PyObject_Vectorcall list, by its tp_vectorcall", bench_vectorcall_list},
    {"PyObject_VectorcallMethod METH_FASTCALL", bench_method_fast},
    {"PyObject_VectorcallMethod METH_FASTCALL|KEYWORDS, names", bench_method_keywords},
    {"PyObject_VectorcallDict", bench_vectorcall_dict},
    {"PyObject_CallOneArg", bench_call_one_arg},
    {"PyObject_CallMethodNoArgs", bench_call_method_noargs},
    {"PyObject_CallMethodOneArg", bench_call_method_one},
    {"PyUnicode_New 8", bench_unicode_new},
    {"PyUnicode_FromKindAndData UCS2", bench_unicode_kind},
    {"PyMem_RawMalloc PyMem_RawFree", bench_raw_malloc},
    {"_PyDict_GetItem_KnownHash", bench_known_hash},
    {"PyDict_SetDefault present", bench_set_default},
    {"_PyType_Lookup", bench_type_lookup},
    {"_PyObject_GetDictPtr", bench_dict_ptr},
    {"_PyObject_LookupAttr absent", bench_lookup_attr},
    {"_PyLong_AsByteArray", bench_byte_array},
    {"PyTuple_New 2, PyTuple_SET_ITEM", bench_tuple_set_item},
    {"PyList_New 2, PyList_SET_ITEM", bench_list_items},
    {NULL, NULL},
};

#endif
