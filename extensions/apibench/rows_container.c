/* Rows of tuple, list, dict, set, slice and the sequence and mapping protocols. */
#include "bench.h"

/* 16 ints that no table of small ints holds. */
static PyObject *list_of_16(void)
{
    PyObject *list = PyList_New(16);
    for (Py_ssize_t i = 0; list != NULL && i < 16; i++)
        PyList_SetItem(list, i, PyLong_FromLong(1000 + (long)i));
    return list;
}

/* 16 strs and 16 ints as keys. */
static PyObject *dict_of_32(void)
{
    PyObject *dict = PyDict_New();
    for (int i = 0; dict != NULL && i < 16; i++) {
        PyObject *text = PyUnicode_FromFormat("key %d", i);
        PyObject *number = PyLong_FromLong(1000 + i);
        if (text == NULL || number == NULL || PyDict_SetItem(dict, text, number) < 0
            || PyDict_SetItem(dict, number, text) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(text);
        Py_XDECREF(number);
    }
    return dict;
}

BENCH(tuple_0, NOTHING, MAKE(PyTuple_New(0)), NOTHING)
BENCH(tuple_2, NOTHING, PyObject *t = PyTuple_New(2); CHECK(t); PyTuple_SetItem(t, 0, Py_NewRef(Py_None));
      PyTuple_SetItem(t, 1, Py_NewRef(Py_None)); Py_DECREF(t), NOTHING)
BENCH(tuple_pack, NOTHING, MAKE(PyTuple_Pack(3, Py_None, Py_True, Py_False)), NOTHING)
BENCH(tuple_get, PyObject *t = PyTuple_Pack(2, Py_None, Py_True), CHECK(PyTuple_GetItem(t, 1)), Py_XDECREF(t))
BENCH(tuple_size, PyObject *t = PyTuple_Pack(2, Py_None, Py_True), CHECK(PyTuple_Size(t) == 2), Py_XDECREF(t))

#define LIST PyObject *list = list_of_16(); REQUIRE(list != NULL)
#define DROP_LIST Py_XDECREF(list)
BENCH(list_0, NOTHING, MAKE(PyList_New(0)), NOTHING)
BENCH(list_append_1, NOTHING,
      PyObject *l = PyList_New(0); CHECK(l && PyList_Append(l, Py_None) == 0); Py_DECREF(l), NOTHING)
BENCH(list_append_100, NOTHING,
      PyObject *l = PyList_New(0); CHECK(l); for (int k = 0; k < 100; k++) CHECK(PyList_Append(l, Py_None) == 0);
      Py_DECREF(l), NOTHING)
BENCH(list_fill_8, NOTHING,
      PyObject *l = PyList_New(8); CHECK(l); for (int k = 0; k < 8; k++) PyList_SetItem(l, k, Py_NewRef(Py_None));
      Py_DECREF(l), NOTHING)
BENCH(list_get, LIST, CHECK(PyList_GetItem(list, 5)), DROP_LIST)
BENCH(list_set, LIST, CHECK(PyList_SetItem(list, 5, Py_NewRef(Py_None)) == 0), DROP_LIST)
BENCH(list_size, LIST, CHECK(PyList_Size(list) == 16), DROP_LIST)
BENCH(list_slice, LIST, MAKE(PyList_GetSlice(list, 2, 6)), DROP_LIST)
BENCH(list_tuple, LIST, MAKE(PyList_AsTuple(list)), DROP_LIST)
BENCH(list_sort, LIST, CHECK(PyList_Sort(list) == 0), DROP_LIST)

#define DICT PyObject *dict = dict_of_32(); PyObject *found; PyObject *text = PyUnicode_InternFromString("key 7"); \
    PyObject *number = PyLong_FromLong(1007); PyObject *absent = PyUnicode_FromString("no such key"); \
    REQUIRE(dict && text && number && absent)
#define DROP_DICT (void)found; Py_XDECREF(dict); Py_XDECREF(text); Py_XDECREF(number); Py_XDECREF(absent)
BENCH(dict_0, NOTHING, MAKE(PyDict_New()), NOTHING)
BENCH(dict_1, PyObject *key = PyUnicode_InternFromString("key"),
      PyObject *d = PyDict_New(); CHECK(d && PyDict_SetItem(d, key, Py_None) == 0); Py_DECREF(d), Py_XDECREF(key))
BENCH(dict_get_str, DICT, found = PyDict_GetItemWithError(dict, text); CHECK(found), DROP_DICT)
BENCH(dict_get_interned, DICT; REQUIRE(PyDict_SetItem(dict, absent, Py_None) == 0),
      found = PyDict_GetItemWithError(dict, absent); CHECK(found), DROP_DICT)
BENCH(dict_get_old, DICT, found = PyDict_GetItem(dict, text); CHECK(found), DROP_DICT)
BENCH(dict_get_int, DICT, found = PyDict_GetItemWithError(dict, number); CHECK(found), DROP_DICT)
BENCH(dict_get_absent, DICT, found = PyDict_GetItemWithError(dict, absent); CHECK(!found), DROP_DICT)
BENCH(dict_get_cstring, DICT, found = PyDict_GetItemString(dict, "key 7"); CHECK(found), DROP_DICT)
BENCH(dict_get_fresh, DICT,
      PyObject *k = PyUnicode_FromString("key 7"); found = PyDict_GetItemWithError(dict, k); CHECK(found);
      Py_DECREF(k), DROP_DICT)
BENCH(dict_contains, DICT, CHECK(PyDict_Contains(dict, text) == 1), DROP_DICT)
BENCH(dict_replace_str, DICT, CHECK(PyDict_SetItem(dict, text, Py_None) == 0), DROP_DICT)
BENCH(dict_replace_int, DICT, CHECK(PyDict_SetItem(dict, number, Py_None) == 0), DROP_DICT)
BENCH(dict_set_cstring, DICT, CHECK(PyDict_SetItemString(dict, "key 7", Py_None) == 0), DROP_DICT)
BENCH(dict_set_del, DICT,
      CHECK(PyDict_SetItem(dict, absent, Py_None) == 0 && PyDict_DelItem(dict, absent) == 0), DROP_DICT)
BENCH(dict_next, DICT; Py_ssize_t at; PyObject *value, at = 0; while (PyDict_Next(dict, &at, &found, &value)) FENCE(),
      DROP_DICT)
BENCH(dict_size, DICT, CHECK(PyDict_Size(dict) == 32), DROP_DICT)
BENCH(dict_copy, DICT, MAKE(PyDict_Copy(dict)), DROP_DICT)
BENCH(dict_keys, DICT, MAKE(PyDict_Keys(dict)), DROP_DICT)

BENCH(set_0, NOTHING, MAKE(PySet_New(NULL)), NOTHING)
BENCH(set_add, PyObject *s = PySet_New(NULL); PyObject *key = PyLong_FromLong(1000),
      CHECK(PySet_Add(s, key) == 0 && PySet_Discard(s, key) == 1), Py_XDECREF(s); Py_XDECREF(key))
BENCH(set_contains, PyObject *s = PySet_New(NULL); PyObject *key = PyUnicode_FromString("key");
      REQUIRE(s && key && PySet_Add(s, key) == 0), CHECK(PySet_Contains(s, key) == 1), Py_XDECREF(s); Py_XDECREF(key))
BENCH(set_size, PyObject *s = PySet_New(NULL), CHECK(PySet_Size(s) == 0), Py_XDECREF(s))
BENCH(slice_new, NOTHING, MAKE(PySlice_New(Py_None, Py_None, NULL)), NOTHING)
BENCH(slice_unpack, PyObject *s = PySlice_New(Py_None, Py_None, NULL); Py_ssize_t from; Py_ssize_t to; Py_ssize_t step,
      CHECK(PySlice_Unpack(s, &from, &to, &step) == 0); CHECK(PySlice_AdjustIndices(10, &from, &to, step) == 10),
      Py_XDECREF(s))

BENCH(sequence_item, LIST, MAKE(PySequence_GetItem(list, 3)), DROP_LIST)
BENCH(sequence_set, LIST, CHECK(PySequence_SetItem(list, 3, Py_None) == 0), DROP_LIST)
BENCH(sequence_size, LIST, CHECK(PySequence_Size(list) == 16), DROP_LIST)
BENCH(sequence_fast, LIST, MAKE(PySequence_Fast(list, "not a sequence")), DROP_LIST)
BENCH(sequence_contains, LIST; PyObject *last = PyLong_FromLong(1015), CHECK(PySequence_Contains(list, last) == 1),
      DROP_LIST; Py_XDECREF(last))
BENCH(sequence_check, LIST, CHECK(PySequence_Check(list)), DROP_LIST)
BENCH(mapping_get, DICT, MAKE(PyObject_GetItem(dict, text)), DROP_DICT)
BENCH(mapping_set, DICT, CHECK(PyObject_SetItem(dict, text, Py_None) == 0), DROP_DICT)
BENCH(mapping_size, DICT, CHECK(PyMapping_Size(dict) == 32), DROP_DICT)
BENCH(mapping_string, DICT, MAKE(PyMapping_GetItemString(dict, "key 7")), DROP_DICT)
BENCH(getitem_list, LIST; PyObject *three = PyLong_FromLong(3), MAKE(PyObject_GetItem(list, three)),
      DROP_LIST; Py_XDECREF(three))

const Row container_rows[] = {
    {"PyTuple_New 0", bench_tuple_0},
    {"PyTuple_New 2, filled", bench_tuple_2},
    {"PyTuple_Pack 3", bench_tuple_pack},
    {"PyTuple_GetItem", bench_tuple_get},
    {"PyTuple_Size", bench_tuple_size},
    {"PyList_New 0", bench_list_0},
    {"PyList_New 0, 1 append", bench_list_append_1},
    {"PyList_New 0, 100 appends", bench_list_append_100},
    {"PyList_New 8, filled", bench_list_fill_8},
    {"PyList_GetItem", bench_list_get},
    {"PyList_SetItem", bench_list_set},
    {"PyList_Size", bench_list_size},
    {"PyList_GetSlice 4", bench_list_slice},
    {"PyList_AsTuple 16", bench_list_tuple},
    {"PyList_Sort 16 sorted ints", bench_list_sort},
    {"PyDict_New", bench_dict_0},
    {"PyDict_New, 1 item", bench_dict_1},
    {"PyDict_GetItemWithError same str", bench_dict_get_interned},
    {"PyDict_GetItemWithError equal str", bench_dict_get_str},
    {"PyDict_GetItem str", bench_dict_get_old},
    {"PyDict_GetItemWithError int", bench_dict_get_int},
    {"PyDict_GetItemWithError absent", bench_dict_get_absent},
    {"PyDict_GetItemWithError fresh str", bench_dict_get_fresh},
    {"PyDict_GetItemString", bench_dict_get_cstring},
    {"PyDict_Contains", bench_dict_contains},
    {"PyDict_SetItem replace str", bench_dict_replace_str},
    {"PyDict_SetItem replace int", bench_dict_replace_int},
    {"PyDict_SetItemString replace", bench_dict_set_cstring},
    {"PyDict_SetItem PyDict_DelItem", bench_dict_set_del},
    {"PyDict_Next over 32", bench_dict_next},
    {"PyDict_Size", bench_dict_size},
    {"PyDict_Copy 32", bench_dict_copy},
    {"PyDict_Keys 32", bench_dict_keys},
    {"PySet_New", bench_set_0},
    {"PySet_Add PySet_Discard", bench_set_add},
    {"PySet_Contains str", bench_set_contains},
    {"PySet_Size", bench_set_size},
    {"PySlice_New", bench_slice_new},
    {"PySlice_Unpack PySlice_AdjustIndices", bench_slice_unpack},
    {"PySequence_GetItem list", bench_sequence_item},
    {"PySequence_SetItem list", bench_sequence_set},
    {"PySequence_Size list", bench_sequence_size},
    {"PySequence_Fast list", bench_sequence_fast},
    {"PySequence_Contains list", bench_sequence_contains},
    {"PySequence_Check list", bench_sequence_check},
    {"PyObject_GetItem dict", bench_mapping_get},
    {"PyObject_SetItem dict", bench_mapping_set},
    {"PyObject_GetItem list", bench_getitem_list},
    {"PyMapping_Size dict", bench_mapping_size},
    {"PyMapping_GetItemString", bench_mapping_string},
    {NULL, NULL},
};
