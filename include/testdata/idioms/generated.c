/* What generated code does: it reads objects through the layouts, keeps interned names, and writes frames by hand. */
#define PY_SSIZE_T_CLEAN
#include "Python.h"
#include "structmember.h"
#define Py_BUILD_CORE 1
#include "internal/pycore_frame.h"
#include "frameobject.h"
#include "compile.h"
#include "traceback.h"

#if PY_VERSION_HEX < 0x03080000 || PY_MAJOR_VERSION != 3
#error these idioms are for 3.8 and later
#endif
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

static PyObject *name_append, *name_total;

/* An int of at most two digits, read without a call. */
static int as_long(PyObject *x, long *value)
{
    if (likely(PyLong_CheckExact(x))) {
        const digit *digits = ((PyLongObject *)x)->ob_digit;
        switch (Py_SIZE(x)) {
        case 0: *value = 0; return 0;
        case 1: *value = (long)digits[0]; return 0;
        case -1: *value = -(long)digits[0]; return 0;
        case 2: *value = (long)(((unsigned long)digits[1] << PyLong_SHIFT) | digits[0]); return 0;
        case -2: *value = -(long)(((unsigned long)digits[1] << PyLong_SHIFT) | digits[0]); return 0;
        }
    }
    *value = PyLong_AsLong(x);
    return *value == -1 && PyErr_Occurred() ? -1 : 0;
}

static PyObject *total(PyObject *self, PyObject *items)
{
    (void)self;
    long sum = 0, value;
    if (unlikely(!PyList_CheckExact(items) && !PyTuple_CheckExact(items)))
        return PyErr_Format(PyExc_TypeError, "expected a list or a tuple, got %.200s", Py_TYPE(items)->tp_name);
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items); i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(items, i);
        Py_INCREF(item);
        int failed = as_long(item, &value);
        Py_DECREF(item);
        if (unlikely(failed))
            return NULL;
        sum += value;
    }
    return PyLong_FromLong(sum);
}

/* The characters of a string, read by kind. */
static PyObject *checksum(PyObject *self, PyObject *text)
{
    (void)self;
    if (!PyUnicode_Check(text) || PyUnicode_READY(text) < 0)
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_TypeError, "expected str");
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    unsigned long sum = PyUnicode_MAX_CHAR_VALUE(text);
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(text); i++)
        sum = sum * 31 + PyUnicode_READ(kind, data, i);
    PyObject *copy = PyUnicode_New(PyUnicode_GET_LENGTH(text), PyUnicode_MAX_CHAR_VALUE(text));
    if (copy == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(text); i++)
        PyUnicode_WRITE(PyUnicode_KIND(copy), PyUnicode_DATA(copy), i, PyUnicode_READ_CHAR(text, i));
    PyObject *result = PyTuple_New(3);
    if (result != NULL) {
        PyTuple_SET_ITEM(result, 0, PyLong_FromUnsignedLong(sum & 0xffffffff));
        PyTuple_SET_ITEM(result, 1, copy);
        PyTuple_SET_ITEM(result, 2, PyBool_FromLong(PyUnicode_IS_COMPACT_ASCII(copy)));
    }
    return result;
}

/* A method call that takes the self of a bound method or a C function apart. */
static PyObject *call_append(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self;
    if (count != 2) {
        PyErr_SetString(PyExc_TypeError, "call_append() takes 2 arguments");
        return NULL;
    }
    PyObject *method = PyObject_GetAttr(args[0], name_append), *result = NULL;
    if (method == NULL)
        return NULL;
    if (PyMethod_Check(method) && PyMethod_GET_SELF(method) != NULL) {
        PyObject *both[2] = {PyMethod_GET_SELF(method), args[1]};
        result = PyObject_Vectorcall(PyMethod_GET_FUNCTION(method), both, 2, NULL);
    } else if (PyCFunction_Check(method) && (PyCFunction_GET_FLAGS(method) & METH_O)) {
        result = PyCFunction_GET_FUNCTION(method)(PyCFunction_GET_SELF(method), args[1]);
    } else {
        vectorcallfunc direct = PyVectorcall_Function(method);
        result = direct ? direct(method, args + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL)
                        : PyObject_CallFunctionObjArgs(method, args[1], NULL);
    }
    Py_DECREF(method);
    return result;
}

/* A global looked up with the hash that an interned string carries. */
static PyObject *lookup(PyObject *self, PyObject *dict)
{
    (void)self;
    PyObject *found = _PyDict_GetItem_KnownHash(dict, name_total, ((PyASCIIObject *)name_total)->hash);
    if (found == NULL && !PyErr_Occurred())
        PyErr_SetObject(PyExc_KeyError, name_total);
    Py_XINCREF(found);
    return found;
}

/* An exception of which the traceback names a line of a source that is not Python. */
static PyObject *fail(PyObject *self, PyObject *unused)
{
    (void)self, (void)unused;
    PyThreadState *tstate = _PyThreadState_UncheckedGet();
    PyErr_SetString(PyExc_ValueError, "from line 42");
    PyObject *type = tstate->curexc_type, *value = tstate->curexc_value, *trace = tstate->curexc_traceback;
    tstate->curexc_type = tstate->curexc_value = tstate->curexc_traceback = NULL;
    PyCodeObject *code = PyCode_NewEmpty("demo.pyx", "demo.fail", 42);
    PyObject *globals = PyDict_New();
    PyFrameObject *frame = code && globals ? PyFrame_New(tstate, code, globals, NULL) : NULL;
    tstate->curexc_type = type;
    tstate->curexc_value = value;
    tstate->curexc_traceback = trace;
    if (frame != NULL) {
        frame->f_lineno = 42;
        PyTraceBack_Here(frame);
    }
    Py_XDECREF(code);
    Py_XDECREF(globals);
    Py_XDECREF(frame);
    return NULL;
}

/* A static type with slots in every table. */
typedef struct {
    PyObject_HEAD
    double x;
    PyObject *dict;
    PyObject *weakrefs;
} Point;

static PyObject *Point_add(PyObject *a, PyObject *b)
{
    if (!PyFloat_CheckExact(b) || Py_TYPE(a)->tp_as_number->nb_add != Point_add)
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *sum = Py_TYPE(a)->tp_alloc(Py_TYPE(a), 0);
    if (sum != NULL)
        ((Point *)sum)->x = ((Point *)a)->x + PyFloat_AS_DOUBLE(b);
    return sum;
}

static PyObject *Point_richcompare(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != Py_TYPE(b))
        Py_RETURN_NOTIMPLEMENTED;
    Py_RETURN_RICHCOMPARE(((Point *)a)->x, ((Point *)b)->x, op);
}

static int Point_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((Point *)self)->dict);
    return 0;
}

static int Point_clear(PyObject *self)
{
    Py_CLEAR(((Point *)self)->dict);
    return 0;
}

static void Point_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    if (((Point *)self)->weakrefs)
        PyObject_ClearWeakRefs(self);
    Py_TRASHCAN_BEGIN(self, Point_dealloc)
    Point_clear(self);
    Py_TYPE(self)->tp_free(self);
    Py_TRASHCAN_END
}

static PyMemberDef Point_members[] = {{"x", T_DOUBLE, offsetof(Point, x), 0, NULL}, {NULL, 0, 0, 0, NULL}};
static PyNumberMethods Point_number = {.nb_add = Point_add};

static PyTypeObject Point_Type = {
    PyVarObject_HEAD_INIT(0, 0)
    .tp_name = "generated.Point",
    .tp_basicsize = sizeof(Point),
    .tp_dealloc = Point_dealloc,
    .tp_as_number = &Point_number,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = Point_traverse,
    .tp_clear = Point_clear,
    .tp_richcompare = Point_richcompare,
    .tp_weaklistoffset = offsetof(Point, weakrefs),
    .tp_members = Point_members,
    .tp_dictoffset = offsetof(Point, dict),
    .tp_new = PyType_GenericNew,
};

static PyMethodDef functions[] = {
    {"total", total, METH_O, PyDoc_STR("the sum")},
    {"checksum", checksum, METH_O, NULL},
    {"call_append", (PyCFunction)(void (*)(void))call_append, METH_FASTCALL, NULL},
    {"lookup", lookup, METH_O, NULL},
    {"fail", fail, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static int execute(PyObject *module)
{
    name_append = PyUnicode_InternFromString("append");
    name_total = PyUnicode_InternFromString("total");
    if (name_append == NULL || name_total == NULL || PyObject_Hash(name_total) == -1)
        return -1;
    if (PyType_Ready(&Point_Type) < 0)
        return -1;
    Py_INCREF(&Point_Type);
    return PyModule_AddObject(module, "Point", (PyObject *)&Point_Type);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)execute}, {0, NULL}};
static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "generated", .m_methods = functions, .m_slots = slots,
};

PyMODINIT_FUNC PyInit_generated(void)
{
    return PyModuleDef_Init(&definition);
}
