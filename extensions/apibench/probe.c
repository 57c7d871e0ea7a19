/* The type that the rows of attributes, calls and instances work on. */
#include "bench.h"
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *dict;
    PyObject *weakrefs;
    long number;
} Probe;

static int probe_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)self;
    (void)args;
    (void)kwargs;
    return 0;
}

static void probe_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Probe *p = (Probe *)self;
    if (p->weakrefs != NULL)
        PyObject_ClearWeakRefs(self);
    Py_CLEAR(p->dict);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

static int probe_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((Probe *)self)->dict);
    return 0;
}

static int probe_clear(PyObject *self)
{
    Py_CLEAR(((Probe *)self)->dict);
    return 0;
}

static PyObject *get_computed(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(((Probe *)self)->number);
}

static PyObject *no_arguments(PyObject *self, PyObject *unused)
{
    (void)unused;
    Py_INCREF(self);
    return self;
}

static PyObject *one_argument(PyObject *self, PyObject *argument)
{
    (void)argument;
    Py_INCREF(self);
    return self;
}

static PyObject *tuple_of_arguments(PyObject *self, PyObject *args)
{
    (void)args;
    Py_INCREF(self);
    return self;
}

static PyObject *tuple_and_keywords(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)args;
    (void)kwargs;
    Py_INCREF(self);
    return self;
}

static PyObject *fast_arguments(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    (void)args;
    (void)nargs;
    Py_INCREF(self);
    return self;
}

static PyObject *fast_and_keywords(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *names)
{
    (void)args;
    (void)nargs;
    (void)names;
    Py_INCREF(self);
    return self;
}

#define METHOD(f) ((PyCFunction)(void (*)(void))(f))

static PyMethodDef probe_methods[] = {
    {"noargs", no_arguments, METH_NOARGS, NULL},
    {"o", one_argument, METH_O, NULL},
    {"varargs", tuple_of_arguments, METH_VARARGS, NULL},
    {"keywords", METHOD(tuple_and_keywords), METH_VARARGS | METH_KEYWORDS, NULL},
    {"fastcall", METHOD(fast_arguments), METH_FASTCALL, NULL},
    {"fastkeywords", METHOD(fast_and_keywords), METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef probe_members[] = {
    {"number", T_LONG, offsetof(Probe, number), 0, NULL},
    {"__dictoffset__", T_PYSSIZET, offsetof(Probe, dict), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Probe, weakrefs), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyGetSetDef probe_getset[] = {
    {"computed", get_computed, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot probe_slots[] = {
    {Py_tp_init, probe_init},
    {Py_tp_dealloc, probe_dealloc},
    {Py_tp_traverse, probe_traverse},
    {Py_tp_clear, probe_clear},
    {Py_tp_methods, probe_methods},
    {Py_tp_members, probe_members},
    {Py_tp_getset, probe_getset},
    {0, NULL},
};

static PyType_Spec probe_spec = {
    .name = "apibench.Probe",
    .basicsize = sizeof(Probe),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = probe_slots,
};

/* The module's functions of each convention are the type's methods over again, so that the rows can tell a function
   from a method. */
int add_probe(PyObject *module)
{
    probe_type = PyType_FromSpec(&probe_spec);
    if (probe_type == NULL || PyModule_AddObjectRef(module, "Probe", probe_type) < 0)
        return -1;
    probe = PyObject_CallNoArgs(probe_type);
    if (probe == NULL || PyModule_AddObjectRef(module, "probe", probe) < 0)
        return -1;
    return PyModule_AddFunctions(module, probe_methods);
}
