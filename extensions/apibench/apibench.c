/* apibench: what single calls of the C API cost, timed from C.

   Two modules are built from this file. apibench keeps to the limited API, so that one binary runs in gilded and in
   CPython; apibench_full has the calls that only a module for CPython 3.11 can make.

       names()          the rows
       run(name, n)     seconds that n repetitions took, the empty loop subtracted
*/
#include "bench.h"

PyObject *probe_type, *probe, *bench_module;

BENCH(empty, NOTHING, NOTHING, NOTHING)

#ifdef Py_LIMITED_API
#define MODULE_NAME "apibench"
#define MODULE_INIT PyInit_apibench
static const Row *const chapters[] = {object_rows, number_rows, text_rows, container_rows, call_rows, state_rows};
#else
#define MODULE_NAME "apibench_full"
#define MODULE_INIT PyInit_apibench_full
static const Row *const chapters[] = {full_rows};
#endif
enum { CHAPTERS = sizeof chapters / sizeof *chapters };

static const Row *find_row(const char *name)
{
    for (int c = 0; c < CHAPTERS; c++)
        for (const Row *row = chapters[c]; row->name != NULL; row++)
            if (strcmp(row->name, name) == 0)
                return row;
    return NULL;
}

static PyObject *run(PyObject *module, PyObject *args)
{
    (void)module;
    const char *name;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "sn:run", &name, &n))
        return NULL;
    const Row *row = find_row(name);
    if (row == NULL)
        return PyErr_Format(PyExc_KeyError, "no such row: %s", name);
    double seconds = 0, loop = 0;
    if (row->run(n, &seconds) < 0) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_RuntimeError, "row %s failed without an exception", name);
        return NULL;
    }
    if (PyErr_Occurred())
        return NULL;
    for (int i = 0; i < 3; i++) { /* the fastest: whatever interrupts it would be subtracted */
        double again;
        bench_empty(n, &again);
        if (i == 0 || again < loop)
            loop = again;
    }
    return PyFloat_FromDouble(seconds > loop ? seconds - loop : 0.0);
}

static PyObject *names(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    for (int c = 0; c < CHAPTERS; c++) {
        for (const Row *row = chapters[c]; row->name != NULL; row++) {
            PyObject *name = PyUnicode_FromString(row->name);
            if (name == NULL || PyList_Append(list, name) < 0) {
                Py_XDECREF(name);
                Py_DECREF(list);
                return NULL;
            }
            Py_DECREF(name);
        }
    }
    PyObject *result = PyList_AsTuple(list);
    Py_DECREF(list);
    return result;
}

/* What an embedding program calls to measure its way in: bytes in, int out. */
static PyObject *total(PyObject *module, PyObject *data)
{
    (void)module;
    char *bytes;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(data, &bytes, &size) < 0)
        return NULL;
    long sum = 0;
    for (Py_ssize_t i = 0; i < size; i++)
        sum += (unsigned char)bytes[i];
    return PyLong_FromLong(sum);
}

static PyMethodDef methods[] = {
    {"run", run, METH_VARARGS, "run($module, name, n, /)\n--\n\nSeconds that n repetitions of a row take."},
    {"names", names, METH_NOARGS, "names($module, /)\n--\n\nThe rows."},
    {"total", total, METH_O, "total($module, data, /)\n--\n\nThe sum of the bytes."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = MODULE_NAME,
    .m_doc = "What single calls of the C API cost.",
    .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC MODULE_INIT(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL)
        return NULL;
    bench_module = module;
    if (add_probe(module) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
