/* Rows of calls out, argument parsing, building values, making instances. */
#include "bench.h"

/* CALLEE is the module's function of a convention, BOUND the probe's method. */
#define BOUND(name) PyObject *f = PyObject_GetAttrString(probe, name); REQUIRE(f != NULL)

BENCH(call_noargs, CALLEE("noargs"), MAKE(PyObject_CallNoArgs(f)), Py_XDECREF(f))
BENCH(call_o, CALLEE("o"), MAKE(PyObject_CallFunctionObjArgs(f, Py_None, NULL)), Py_XDECREF(f))
BENCH(call_varargs, CALLEE("varargs"), MAKE(PyObject_CallFunctionObjArgs(f, Py_None, Py_True, NULL)), Py_XDECREF(f))
BENCH(call_fastcall, CALLEE("fastcall"), MAKE(PyObject_CallFunctionObjArgs(f, Py_None, Py_True, NULL)), Py_XDECREF(f))
BENCH(call_tuple_varargs, CALLEE("varargs"); PyObject *args = PyTuple_Pack(2, Py_None, Py_True),
      MAKE(PyObject_CallObject(f, args)), Py_XDECREF(f); Py_XDECREF(args))
BENCH(call_tuple_fastcall, CALLEE("fastcall"); PyObject *args = PyTuple_Pack(2, Py_None, Py_True),
      MAKE(PyObject_CallObject(f, args)), Py_XDECREF(f); Py_XDECREF(args))
BENCH(call_keywords, CALLEE("keywords"); PyObject *args = PyTuple_Pack(1, Py_None);
      PyObject *kwargs = Py_BuildValue("{s:i}", "key", 1),
      MAKE(PyObject_Call(f, args, kwargs)), Py_XDECREF(f); Py_XDECREF(args); Py_XDECREF(kwargs))
BENCH(call_fastkeywords, CALLEE("fastkeywords"); PyObject *args = PyTuple_Pack(1, Py_None);
      PyObject *kwargs = Py_BuildValue("{s:i}", "key", 1),
      MAKE(PyObject_Call(f, args, kwargs)), Py_XDECREF(f); Py_XDECREF(args); Py_XDECREF(kwargs))
BENCH(call_function, CALLEE("varargs"), MAKE(PyObject_CallFunction(f, "ii", 1, 2)), Py_XDECREF(f))
BENCH(call_bound, BOUND("noargs"), MAKE(PyObject_CallNoArgs(f)), Py_XDECREF(f))
BENCH(call_method, NOTHING, MAKE(PyObject_CallMethod(probe, "o", "i", 1)), NOTHING)
BENCH(call_method_noargs, NOTHING, MAKE(PyObject_CallMethod(probe, "noargs", NULL)), NOTHING)
BENCH(call_method_objargs, PyObject *name = PyUnicode_InternFromString("o"),
      MAKE(PyObject_CallMethodObjArgs(probe, name, Py_None, NULL)), Py_XDECREF(name))
BENCH(call_method_str, PyObject *s = PyUnicode_FromString("text"),
      MAKE(PyObject_CallMethod(s, "upper", NULL)), Py_XDECREF(s))

BENCH(make_instance, NOTHING, MAKE(PyObject_CallNoArgs(probe_type)), NOTHING)
BENCH(make_instance_dict, PyObject *name = PyUnicode_InternFromString("attribute"),
      PyObject *o = PyObject_CallNoArgs(probe_type); CHECK(o && PyObject_SetAttr(o, name, Py_None) == 0); Py_DECREF(o),
      Py_XDECREF(name))
BENCH(alloc_instance, NOTHING, MAKE(PyType_GenericAlloc((PyTypeObject *)probe_type, 0)), NOTHING)
BENCH(make_int, PyObject *s = PyFloat_FromDouble(12345.6),
      MAKE(PyObject_CallFunctionObjArgs((PyObject *)&PyLong_Type, s, NULL)), Py_XDECREF(s))
BENCH(make_list, PyObject *t = PyTuple_Pack(2, Py_None, Py_True),
      MAKE(PyObject_CallFunctionObjArgs((PyObject *)&PyList_Type, t, NULL)), Py_XDECREF(t))

#define ARGS(format, ...) PyObject *args = Py_BuildValue(format, __VA_ARGS__); REQUIRE(args != NULL)
BENCH(parse_o, ARGS("(i)", 1); PyObject *o, CHECK(PyArg_ParseTuple(args, "O", &o)), Py_XDECREF(args))
BENCH(parse_ii, ARGS("(ii)", 1, 2); int a; int b, CHECK(PyArg_ParseTuple(args, "ii", &a, &b)), Py_XDECREF(args))
BENCH(parse_s, ARGS("(s)", "text"); const char *s; Py_ssize_t size,
      CHECK(PyArg_ParseTuple(args, "s#", &s, &size)), Py_XDECREF(args))
BENCH(parse_buffer, ARGS("(y)", "text"); Py_buffer view,
      CHECK(PyArg_ParseTuple(args, "y*", &view)); PyBuffer_Release(&view), Py_XDECREF(args))
BENCH(parse_lsd, ARGS("(lsd)", 1L, "two", 3.0); long l; const char *s; double d,
      CHECK(PyArg_ParseTuple(args, "lsd:function", &l, &s, &d)), Py_XDECREF(args))
BENCH(parse_nested, ARGS("(i(ii))", 1, 2, 3); int a; int b; int c,
      CHECK(PyArg_ParseTuple(args, "i(ii)", &a, &b, &c)), Py_XDECREF(args))
BENCH(parse_optional, ARGS("(i)", 1); int a; int b = 2,
      CHECK(PyArg_ParseTuple(args, "i|i:function", &a, &b)), Py_XDECREF(args))

static char *keywords[] = {"first", "second", "third", NULL};

BENCH(parse_positional, ARGS("(ii)", 1, 2); int a; int b; int c = 0,
      CHECK(PyArg_ParseTupleAndKeywords(args, NULL, "i|ii:function", keywords, &a, &b, &c)), Py_XDECREF(args))
BENCH(parse_keywords, ARGS("(i)", 1); PyObject *kwargs = Py_BuildValue("{s:i}", "third", 3); int a; int b = 0; int c,
      CHECK(PyArg_ParseTupleAndKeywords(args, kwargs, "i|ii:function", keywords, &a, &b, &c)),
      Py_XDECREF(args); Py_XDECREF(kwargs))
BENCH(unpack_tuple, ARGS("(ii)", 1, 2); PyObject *a; PyObject *b,
      CHECK(PyArg_UnpackTuple(args, "function", 1, 2, &a, &b)), Py_XDECREF(args))
BENCH(parse_error, ARGS("(s)", "text"); int a,
      CHECK(!PyArg_ParseTuple(args, "i", &a)); PyErr_Clear(), Py_XDECREF(args))

BENCH(build_i, NOTHING, MAKE(Py_BuildValue("i", 100000)), NOTHING)
BENCH(build_ii, NOTHING, MAKE(Py_BuildValue("(ii)", 1, 2)), NOTHING)
BENCH(build_s, NOTHING, MAKE(Py_BuildValue("s", "text")), NOTHING)
BENCH(build_y, NOTHING, MAKE(Py_BuildValue("y#", "text", (Py_ssize_t)4)), NOTHING)
BENCH(build_dict, NOTHING, MAKE(Py_BuildValue("{s:i}", "key", 1)), NOTHING)
BENCH(build_list, NOTHING, MAKE(Py_BuildValue("[sdO]", "text", 1.5, Py_None)), NOTHING)

const Row call_rows[] = {
    {"PyObject_CallNoArgs METH_NOARGS", bench_call_noargs},
    {"PyObject_CallFunctionObjArgs METH_O", bench_call_o},
    {"PyObject_CallFunctionObjArgs METH_VARARGS", bench_call_varargs},
    {"PyObject_CallFunctionObjArgs METH_FASTCALL", bench_call_fastcall},
    {"PyObject_CallObject METH_VARARGS", bench_call_tuple_varargs},
    {"PyObject_CallObject METH_FASTCALL", bench_call_tuple_fastcall},
    {"PyObject_Call METH_KEYWORDS, kwargs", bench_call_keywords},
    {"PyObject_Call METH_FASTCALL|KEYWORDS, kwargs", bench_call_fastkeywords},
    {"PyObject_CallFunction ii", bench_call_function},
    {"PyObject_CallNoArgs bound method", bench_call_bound},
    {"PyObject_CallMethod i", bench_call_method},
    {"PyObject_CallMethod no arguments", bench_call_method_noargs},
    {"PyObject_CallMethodObjArgs", bench_call_method_objargs},
    {"PyObject_CallMethod str.upper", bench_call_method_str},
    {"make an instance of a heap type", bench_make_instance},
    {"make an instance, set an attribute", bench_make_instance_dict},
    {"PyType_GenericAlloc", bench_alloc_instance},
    {"call int(float)", bench_make_int},
    {"call list(tuple)", bench_make_list},
    {"PyArg_ParseTuple O", bench_parse_o},
    {"PyArg_ParseTuple ii", bench_parse_ii},
    {"PyArg_ParseTuple s#", bench_parse_s},
    {"PyArg_ParseTuple y*", bench_parse_buffer},
    {"PyArg_ParseTuple lsd", bench_parse_lsd},
    {"PyArg_ParseTuple i(ii)", bench_parse_nested},
    {"PyArg_ParseTuple i|i", bench_parse_optional},
    {"PyArg_ParseTuple wrong type", bench_parse_error},
    {"PyArg_ParseTupleAndKeywords positional", bench_parse_positional},
    {"PyArg_ParseTupleAndKeywords keyword", bench_parse_keywords},
    {"PyArg_UnpackTuple", bench_unpack_tuple},
    {"Py_BuildValue i", bench_build_i},
    {"Py_BuildValue (ii)", bench_build_ii},
    {"Py_BuildValue s", bench_build_s},
    {"Py_BuildValue y#", bench_build_y},
    {"Py_BuildValue {s:i}", bench_build_dict},
    {"Py_BuildValue [sdO]", bench_build_list},
    {NULL, NULL},
};
