/* Rows of the object protocol: references, attributes, types, comparison, iteration. */
#include "bench.h"

BENCH(incref_decref, PyObject *o = PyLong_FromLong(1000000), Py_INCREF(o); FENCE(); Py_DECREF(o), Py_XDECREF(o))
BENCH(incref_decref_call, PyObject *o = PyLong_FromLong(1000000), Py_IncRef(o); Py_DecRef(o), Py_XDECREF(o))
BENCH(newref, PyObject *o = PyLong_FromLong(1000000), PyObject *r = Py_NewRef(o); Py_DecRef(r), Py_XDECREF(o))

#define NAMED(text) PyObject *name = PyUnicode_InternFromString(text)

BENCH(getattr_member, NAMED("number"), MAKE(PyObject_GetAttr(probe, name)), Py_XDECREF(name))
BENCH(getattr_getset, NAMED("computed"), MAKE(PyObject_GetAttr(probe, name)), Py_XDECREF(name))
BENCH(getattr_method, NAMED("noargs"), MAKE(PyObject_GetAttr(probe, name)), Py_XDECREF(name))
BENCH(getattr_type, NAMED("noargs"), MAKE(PyObject_GetAttr(probe_type, name)), Py_XDECREF(name))
BENCH(getattr_module, NAMED("total"), MAKE(PyObject_GetAttr(bench_module, name)), Py_XDECREF(name))
BENCH(getattr_string, NOTHING, MAKE(PyObject_GetAttrString(probe, "number")), NOTHING)
BENCH(getattr_missing, NAMED("absent"),
      PyObject *r = PyObject_GetAttr(probe, name); CHECK(r == NULL); PyErr_Clear(), Py_XDECREF(name))
BENCH(hasattr_yes, NAMED("number"), CHECK(PyObject_HasAttr(probe, name)), Py_XDECREF(name))
BENCH(hasattr_no, NAMED("absent"), CHECK(!PyObject_HasAttr(probe, name)), Py_XDECREF(name))
BENCH(hasattr_string, NOTHING, CHECK(PyObject_HasAttrString(probe, "number")), NOTHING)
BENCH(getattr_dict,
      NAMED("attribute"); PyObject *o = PyObject_CallNoArgs(probe_type); REQUIRE(o && PyObject_SetAttr(o, name, name) == 0),
      MAKE(PyObject_GetAttr(o, name)), Py_XDECREF(o); Py_XDECREF(name))
BENCH(setattr_dict,
      NAMED("attribute"); PyObject *o = PyObject_CallNoArgs(probe_type); REQUIRE(o && PyObject_SetAttr(o, name, name) == 0),
      CHECK(PyObject_SetAttr(o, name, name) == 0), Py_XDECREF(o); Py_XDECREF(name))
BENCH(setattr_member, NAMED("number"); PyObject *value = PyLong_FromLong(3),
      CHECK(PyObject_SetAttr(probe, name, value) == 0), Py_XDECREF(name); Py_XDECREF(value))
BENCH(setattr_string, PyObject *value = PyLong_FromLong(3),
      CHECK(PyObject_SetAttrString(probe, "number", value) == 0), Py_XDECREF(value))

BENCH(type_issubtype, NOTHING, CHECK(PyType_IsSubtype(&PyBool_Type, &PyLong_Type)), NOTHING)
BENCH(type_getflags, NOTHING, CHECK(PyType_GetFlags(&PyLong_Type) & Py_TPFLAGS_LONG_SUBCLASS), NOTHING)
BENCH(isinstance_exact, NOTHING, CHECK(PyObject_IsInstance(probe, probe_type) == 1), NOTHING)
BENCH(isinstance_no, NOTHING, CHECK(PyObject_IsInstance(probe, (PyObject *)&PyLong_Type) == 0), NOTHING)
BENCH(isinstance_tuple, PyObject *types = PyTuple_Pack(2, (PyObject *)&PyLong_Type, (PyObject *)&PyUnicode_Type),
      CHECK(PyObject_IsInstance(probe, types) == 0), Py_XDECREF(types))
BENCH(callable_check, NOTHING, CHECK(PyCallable_Check(probe_type)), NOTHING)
BENCH(object_type, NOTHING, MAKE(PyObject_Type(probe)), NOTHING)

BENCH(compare_int, PyObject *a = PyLong_FromLong(5000000); PyObject *b = PyLong_FromLong(5000001),
      CHECK(PyObject_RichCompareBool(a, b, Py_LT) == 1), Py_XDECREF(a); Py_XDECREF(b))
BENCH(compare_int_object, PyObject *a = PyLong_FromLong(5000000); PyObject *b = PyLong_FromLong(5000001),
      MAKE(PyObject_RichCompare(a, b, Py_LT)), Py_XDECREF(a); Py_XDECREF(b))
BENCH(compare_str, PyObject *a = PyUnicode_FromString("some key 1"); PyObject *b = PyUnicode_FromString("some key 2"),
      CHECK(PyObject_RichCompareBool(a, b, Py_EQ) == 0), Py_XDECREF(a); Py_XDECREF(b))
BENCH(compare_float, PyObject *a = PyFloat_FromDouble(1.5); PyObject *b = PyFloat_FromDouble(2.5),
      CHECK(PyObject_RichCompareBool(a, b, Py_LT) == 1), Py_XDECREF(a); Py_XDECREF(b))
BENCH(hash_str, PyObject *o = PyUnicode_FromString("some key"), CHECK(PyObject_Hash(o) != -1), Py_XDECREF(o))
BENCH(hash_int, PyObject *o = PyLong_FromLong(123456789), CHECK(PyObject_Hash(o) != -1), Py_XDECREF(o))
BENCH(hash_tuple, PyObject *o = Py_BuildValue("(iii)", 1, 2, 3), CHECK(PyObject_Hash(o) != -1), Py_XDECREF(o))
BENCH(istrue_bool, NOTHING, CHECK(PyObject_IsTrue(Py_True)), NOTHING)
BENCH(istrue_int, PyObject *o = PyLong_FromLong(1000), CHECK(PyObject_IsTrue(o)), Py_XDECREF(o))
BENCH(istrue_list, PyObject *o = PyList_New(0), CHECK(!PyObject_IsTrue(o)), Py_XDECREF(o))
BENCH(str_of_int, PyObject *o = PyLong_FromLong(123456789), MAKE(PyObject_Str(o)), Py_XDECREF(o))
BENCH(str_of_str, PyObject *o = PyUnicode_FromString("text"), MAKE(PyObject_Str(o)), Py_XDECREF(o))
BENCH(repr_of_str, PyObject *o = PyUnicode_FromString("some text"), MAKE(PyObject_Repr(o)), Py_XDECREF(o))
BENCH(object_size, PyObject *o = PyTuple_New(3), CHECK(PyObject_Size(o) == 3), Py_XDECREF(o))

/* Ten items each: the row is the price of the whole loop. */
#define ITERATE(id, SEQUENCE)                                      \
    BENCH(                                                         \
        id, PyObject *o = SEQUENCE; REQUIRE(o != NULL),            \
        PyObject *it = PyObject_GetIter(o); CHECK(it != NULL);     \
        for (PyObject *item; (item = PyIter_Next(it)) != NULL;)    \
            Py_DECREF(item);                                       \
        Py_DECREF(it), Py_XDECREF(o))

static PyObject *ten(PyObject *(*convert)(PyObject *))
{
    PyObject *list = Py_BuildValue("[iiiiiiiiii]", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    if (list == NULL)
        return NULL;
    PyObject *result = convert(list);
    Py_DECREF(list);
    return result;
}

static PyObject *as_dict(PyObject *list)
{
    PyObject *dict = PyDict_New();
    for (Py_ssize_t i = 0; dict != NULL && i < PyList_Size(list); i++)
        if (PyDict_SetItem(dict, PyList_GetItem(list, i), Py_None) < 0)
            Py_CLEAR(dict);
    return dict;
}

ITERATE(iterate_list, ten(PySequence_List))
ITERATE(iterate_tuple, ten(PySequence_Tuple))
ITERATE(iterate_set, ten(PySet_New))
ITERATE(iterate_dict, ten(as_dict))
ITERATE(iterate_range, PyObject_CallFunction((PyObject *)&PyRange_Type, "i", 10))
ITERATE(iterate_str, PyUnicode_FromString("abcdefghij"))
ITERATE(iterate_bytes, PyBytes_FromString("abcdefghij"))

const Row object_rows[] = {
    {"Py_INCREF Py_DECREF inline", bench_incref_decref},
    {"Py_IncRef Py_DecRef", bench_incref_decref_call},
    {"Py_NewRef Py_DecRef", bench_newref},
    {"PyObject_GetAttr member", bench_getattr_member},
    {"PyObject_GetAttr getset", bench_getattr_getset},
    {"PyObject_GetAttr method", bench_getattr_method},
    {"PyObject_GetAttr of type", bench_getattr_type},
    {"PyObject_GetAttr of module", bench_getattr_module},
    {"PyObject_GetAttr instance dict", bench_getattr_dict},
    {"PyObject_GetAttr missing", bench_getattr_missing},
    {"PyObject_GetAttrString", bench_getattr_string},
    {"PyObject_HasAttr yes", bench_hasattr_yes},
    {"PyObject_HasAttr no", bench_hasattr_no},
    {"PyObject_HasAttrString", bench_hasattr_string},
    {"PyObject_SetAttr member", bench_setattr_member},
    {"PyObject_SetAttr instance dict", bench_setattr_dict},
    {"PyObject_SetAttrString", bench_setattr_string},
    {"PyType_IsSubtype", bench_type_issubtype},
    {"PyType_GetFlags", bench_type_getflags},
    {"PyObject_IsInstance exact", bench_isinstance_exact},
    {"PyObject_IsInstance no", bench_isinstance_no},
    {"PyObject_IsInstance tuple", bench_isinstance_tuple},
    {"PyCallable_Check", bench_callable_check},
    {"PyObject_Type", bench_object_type},
    {"PyObject_RichCompareBool int", bench_compare_int},
    {"PyObject_RichCompare int", bench_compare_int_object},
    {"PyObject_RichCompareBool str", bench_compare_str},
    {"PyObject_RichCompareBool float", bench_compare_float},
    {"PyObject_Hash str", bench_hash_str},
    {"PyObject_Hash int", bench_hash_int},
    {"PyObject_Hash tuple", bench_hash_tuple},
    {"PyObject_IsTrue bool", bench_istrue_bool},
    {"PyObject_IsTrue int", bench_istrue_int},
    {"PyObject_IsTrue list", bench_istrue_list},
    {"PyObject_Str int", bench_str_of_int},
    {"PyObject_Str str", bench_str_of_str},
    {"PyObject_Repr str", bench_repr_of_str},
    {"PyObject_Size tuple", bench_object_size},
    {"iterate list of 10", bench_iterate_list},
    {"iterate tuple of 10", bench_iterate_tuple},
    {"iterate set of 10", bench_iterate_set},
    {"iterate dict of 10", bench_iterate_dict},
    {"iterate range of 10", bench_iterate_range},
    {"iterate str of 10", bench_iterate_str},
    {"iterate bytes of 10", bench_iterate_bytes},
    {NULL, NULL},
};
