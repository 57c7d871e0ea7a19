/* What hand-written modules of twenty years do: single-phase initialisation, structmember.h, formats of every kind,
   datetime, old names. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>
#include <datetime.h>

typedef struct {
    PyObject_HEAD
    PyObject *first;
    char *text;
    int number;
    char flag;
    unsigned char byte;
    float ratio;
    long long big;
    Py_ssize_t size;
} Custom;

static void Custom_dealloc(Custom *self)
{
    Py_XDECREF(self->first);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int Custom_init(Custom *self, PyObject *args, PyObject *kwds)
{
    static char *kwlist[] = {"first", "number", NULL};
    PyObject *first = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "|Oi", kwlist, &first, &self->number))
        return -1;
    if (first) {
        Py_INCREF(first);
        Py_XSETREF(self->first, first);
    }
    self->text = "fixed";
    self->size = sizeof(Custom);
    return 0;
}

static PyMemberDef Custom_members[] = {
    {"first", T_OBJECT_EX, offsetof(Custom, first), 0, "first name"},
    {"text", T_STRING, offsetof(Custom, text), READONLY, NULL},
    {"number", T_INT, offsetof(Custom, number), 0, NULL},
    {"flag", T_BOOL, offsetof(Custom, flag), 0, NULL},
    {"byte", T_UBYTE, offsetof(Custom, byte), 0, NULL},
    {"ratio", T_FLOAT, offsetof(Custom, ratio), 0, NULL},
    {"big", T_LONGLONG, offsetof(Custom, big), 0, NULL},
    {"size", T_PYSSIZET, offsetof(Custom, size), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyTypeObject CustomType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    "classic.Custom",             /* tp_name */
    sizeof(Custom),               /* tp_basicsize */
    0,                            /* tp_itemsize */
    (destructor)Custom_dealloc,   /* tp_dealloc */
};

static PyObject *formats(PyObject *self, PyObject *args)
{
    int i, truth;
    unsigned char b;
    double d;
    const char *s, *z;
    Py_ssize_t length;
    PyObject *o, *list;
    Py_buffer view;
    (void)self;
    if (!PyArg_ParseTuple(args, "ibds#zOO!py*:formats", &i, &b, &d, &s, &length, &z, &o, &PyList_Type, &list, &truth, &view))
        return NULL;
    PyObject *result = Py_BuildValue("(ib)d{s:s#}[z]OiN", i, b, d, "s", s, length, z, o, truth,
                                     PyBytes_FromStringAndSize((const char *)view.buf, view.len));
    PyBuffer_Release(&view);
    return result;
}

static PyObject *tomorrow(PyObject *self, PyObject *day)
{
    (void)self;
    if (!PyDate_Check(day)) {
        PyErr_SetString(PyExc_TypeError, "expected a date");
        return NULL;
    }
    PyObject *one = PyDelta_FromDSU(1, 0, 0), *next = NULL;
    if (one != NULL)
        next = PyNumber_Add(day, one);
    Py_XDECREF(one);
    if (next == NULL)
        return NULL;
    PyObject *result = Py_BuildValue("iiiN", PyDateTime_GET_YEAR(next), PyDateTime_GET_MONTH(next), PyDateTime_GET_DAY(next),
                                     PyDateTime_FromDateAndTime(2024, 2, 29, 23, 59, 58, 999999));
    Py_DECREF(next);
    return result;
}

static PyObject *reverse(PyObject *self, PyObject *args)
{
    PyObject *data;
    (void)self;
    if (!PyArg_ParseTuple(args, "S", &data))
        return NULL;
    Py_ssize_t n = PyBytes_GET_SIZE(data);
    PyObject *copy = PyBytes_FromStringAndSize(NULL, n);
    if (copy == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = 0; i < n; i++)
        PyBytes_AS_STRING(copy)[i] = PyBytes_AS_STRING(data)[n - 1 - i];
    Py_END_ALLOW_THREADS
    return copy;
}

static PyMethodDef functions[] = {
    {"formats", formats, METH_VARARGS, NULL},
    {"tomorrow", tomorrow, METH_O, NULL},
    {"reverse", reverse, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "classic", "Old ways.", -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_classic(void)
{
    PyDateTime_IMPORT;
    if (PyDateTimeAPI == NULL)
        return NULL;
    CustomType.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE;
    CustomType.tp_members = Custom_members;
    CustomType.tp_init = (initproc)Custom_init;
    CustomType.tp_new = PyType_GenericNew;
    if (PyType_Ready(&CustomType) < 0)
        return NULL;
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL)
        return NULL;
    Py_INCREF(&CustomType);
    PyModule_AddObject(module, "Custom", (PyObject *)&CustomType);
    PyModule_AddIntMacro(module, METH_VARARGS);
    PyModule_AddStringMacro(module, PY_VERSION);
    return module;
}
