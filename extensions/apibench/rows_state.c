/* Rows of errors, the GIL, memory, capsules, weak references, modules. */
#include "bench.h"

BENCH(err_set_string, NOTHING, PyErr_SetString(PyExc_ValueError, "a message"); PyErr_Clear(), NOTHING)
BENCH(err_set_none, NOTHING, PyErr_SetNone(PyExc_StopIteration); PyErr_Clear(), NOTHING)
BENCH(err_set_object, PyObject *value = PyUnicode_FromString("a message"),
      PyErr_SetObject(PyExc_ValueError, value); PyErr_Clear(), Py_XDECREF(value))
BENCH(err_format, NOTHING, PyErr_Format(PyExc_ValueError, "%d is not %s", 3, "four"); PyErr_Clear(), NOTHING)
BENCH(err_occurred, NOTHING, CHECK(!PyErr_Occurred()), NOTHING)
BENCH(err_matches, PyErr_SetString(PyExc_KeyError, "a message"), CHECK(PyErr_ExceptionMatches(PyExc_LookupError)),
      PyErr_Clear())
BENCH(err_given_matches, NOTHING, CHECK(!PyErr_GivenExceptionMatches(PyExc_KeyError, PyExc_ValueError)), NOTHING)
BENCH(err_fetch, PyErr_SetString(PyExc_KeyError, "a message"); PyObject *type; PyObject *value; PyObject *traceback,
      PyErr_Fetch(&type, &value, &traceback); PyErr_Restore(type, value, traceback), PyErr_Clear())
BENCH(err_normalize, PyObject *type; PyObject *value; PyObject *traceback,
      PyErr_SetString(PyExc_ValueError, "a message"); PyErr_Fetch(&type, &value, &traceback);
      PyErr_NormalizeException(&type, &value, &traceback);
      Py_XDECREF(type); Py_XDECREF(value); Py_XDECREF(traceback), NOTHING)
BENCH(err_check_signals, NOTHING, CHECK(PyErr_CheckSignals() == 0), NOTHING)

BENCH(gilstate, NOTHING, PyGILState_STATE s = PyGILState_Ensure(); PyGILState_Release(s), NOTHING)
BENCH(save_thread, NOTHING, PyThreadState *t = PyEval_SaveThread(); PyEval_RestoreThread(t), NOTHING)
BENCH(thread_get, NOTHING, CHECK(PyThreadState_Get()), NOTHING)
BENCH(recursion, NOTHING, CHECK(Py_EnterRecursiveCall(" here") == 0); Py_LeaveRecursiveCall(), NOTHING)

BENCH(mem_malloc, NOTHING, void *p = PyMem_Malloc(64); CHECK(p); PyMem_Free(p), NOTHING)
BENCH(mem_calloc, NOTHING, void *p = PyMem_Calloc(8, 8); CHECK(p); PyMem_Free(p), NOTHING)
BENCH(mem_realloc, NOTHING, void *p = PyMem_Malloc(64); CHECK(p); p = PyMem_Realloc(p, 200); PyMem_Free(p), NOTHING)
BENCH(object_malloc, NOTHING, void *p = PyObject_Malloc(64); CHECK(p); PyObject_Free(p), NOTHING)
BENCH(object_malloc_4k, NOTHING, void *p = PyObject_Malloc(4096); CHECK(p); PyObject_Free(p), NOTHING)

static int place;

BENCH(capsule_new, NOTHING, MAKE(PyCapsule_New(&place, "a.name", NULL)), NOTHING)
BENCH(capsule_get, PyObject *o = PyCapsule_New(&place, "a.name", NULL),
      CHECK(PyCapsule_GetPointer(o, "a.name") == &place), Py_XDECREF(o))
BENCH(capsule_valid, PyObject *o = PyCapsule_New(&place, "a.name", NULL), CHECK(PyCapsule_IsValid(o, "a.name")),
      Py_XDECREF(o))
BENCH(weakref_new, PyObject *o = PyObject_CallNoArgs(probe_type), MAKE(PyWeakref_NewRef(o, NULL)), Py_XDECREF(o))
BENCH(weakref_get, PyObject *o = PyObject_CallNoArgs(probe_type); PyObject *r = PyWeakref_NewRef(o, NULL),
      CHECK(PyWeakref_GetObject(r) == o), Py_XDECREF(r); Py_XDECREF(o))
BENCH(module_state, NOTHING, CHECK(PyModule_GetDef(bench_module)), NOTHING)
BENCH(module_dict, NOTHING, CHECK(PyModule_GetDict(bench_module)), NOTHING)
BENCH(import_again, NOTHING, MAKE(PyImport_ImportModule("apibench")), NOTHING)
BENCH(type_state, NOTHING, CHECK(PyType_GetSlot((PyTypeObject *)probe_type, Py_tp_init)), NOTHING)
BENCH(gc_track, PyObject *o = PyList_New(0), PyObject_GC_UnTrack(o); PyObject_GC_Track(o), Py_XDECREF(o))

const Row state_rows[] = {
    {"PyErr_SetString PyErr_Clear", bench_err_set_string},
    {"PyErr_SetNone PyErr_Clear", bench_err_set_none},
    {"PyErr_SetObject PyErr_Clear", bench_err_set_object},
    {"PyErr_Format PyErr_Clear", bench_err_format},
    {"PyErr_Occurred", bench_err_occurred},
    {"PyErr_ExceptionMatches", bench_err_matches},
    {"PyErr_GivenExceptionMatches", bench_err_given_matches},
    {"PyErr_Fetch PyErr_Restore", bench_err_fetch},
    {"PyErr_NormalizeException", bench_err_normalize},
    {"PyErr_CheckSignals", bench_err_check_signals},
    {"PyGILState_Ensure PyGILState_Release", bench_gilstate},
    {"PyEval_SaveThread PyEval_RestoreThread", bench_save_thread},
    {"PyThreadState_Get", bench_thread_get},
    {"Py_EnterRecursiveCall Py_LeaveRecursiveCall", bench_recursion},
    {"PyMem_Malloc PyMem_Free", bench_mem_malloc},
    {"PyMem_Calloc PyMem_Free", bench_mem_calloc},
    {"PyMem_Realloc", bench_mem_realloc},
    {"PyObject_Malloc PyObject_Free", bench_object_malloc},
    {"PyObject_Malloc 4 KiB", bench_object_malloc_4k},
    {"PyCapsule_New", bench_capsule_new},
    {"PyCapsule_GetPointer", bench_capsule_get},
    {"PyCapsule_IsValid", bench_capsule_valid},
    {"PyWeakref_NewRef", bench_weakref_new},
    {"PyWeakref_GetObject", bench_weakref_get},
    {"PyModule_GetDef", bench_module_state},
    {"PyModule_GetDict", bench_module_dict},
    {"PyImport_ImportModule again", bench_import_again},
    {"PyType_GetSlot", bench_type_state},
    {"PyObject_GC_UnTrack PyObject_GC_Track", bench_gc_track},
    {NULL, NULL},
};
