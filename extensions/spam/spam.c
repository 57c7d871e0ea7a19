/* spam: an extension with a type, an exception, keyword arguments and lent memory, in the limited API.

   The module keeps its objects in its state; nothing mutable is static. A Samples owns its doubles; while a buffer of it is
   lent out they stay where they are. */
#define Py_LIMITED_API 0x030b0000 /* the buffer protocol is in the limited API since 3.11 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

/* The module. */

struct state {
    PyObject *RangeError;   /* owned */
    PyTypeObject *Samples;  /* owned */
};

static struct state *state_of(PyObject *module)
{
    return (struct state *)PyModule_GetState(module);
}

/* Samples. */

typedef struct {
    PyObject ob_base;
    double *values; /* owned, count of them */
    Py_ssize_t count;
    Py_ssize_t room;
    Py_ssize_t lent; /* buffers that are out */
    double scale;    /* what __getitem__ and mean multiply by */
    PyObject *label; /* owned, a str or None */
} Samples;

/* Makes room for one value more: 0, or -1 with an exception. */
static int samples_grow(Samples *self)
{
    if (self->count < self->room)
        return 0;
    if (self->lent > 0) {
        PyErr_SetString(PyExc_BufferError, "Samples cannot grow while a buffer of it is in use");
        return -1;
    }
    Py_ssize_t room = self->room ? 2 * self->room : 8;
    double *values = (double *)PyMem_Realloc(self->values, (size_t)room * sizeof(double));
    if (values == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->values = values;
    self->room = room;
    return 0;
}

static int samples_push(Samples *self, PyObject *value)
{
    double number = PyFloat_AsDouble(value);
    if (number == -1.0 && PyErr_Occurred())
        return -1;
    if (samples_grow(self) < 0)
        return -1;
    self->values[self->count++] = number;
    return 0;
}

static int samples_extend(Samples *self, PyObject *values)
{
    PyObject *iterator = PyObject_GetIter(values);
    if (iterator == NULL)
        return -1;
    PyObject *value;
    int failed = 0;
    while (!failed && (value = PyIter_Next(iterator)) != NULL) {
        failed = samples_push(self, value) < 0;
        Py_DECREF(value);
    }
    Py_DECREF(iterator);
    return failed || PyErr_Occurred() ? -1 : 0;
}

static PyObject *Samples_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"values", "label", NULL};
    PyObject *values = NULL, *label = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|OO:Samples", names, &values, &label))
        return NULL;
    if (label != Py_None && !PyUnicode_Check(label))
        return PyErr_Format(PyExc_TypeError, "label must be a str or None, not %S", (PyObject *)Py_TYPE(label));
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Samples *self = (Samples *)alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->scale = 1.0;
    self->label = Py_NewRef(label);
    if (values != NULL && samples_extend(self, values) < 0) {
        Py_DECREF((PyObject *)self);
        return NULL;
    }
    return (PyObject *)self;
}

static int Samples_traverse(PyObject *op, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(op)); /* an instance of a heap type owns its type */
    Py_VISIT(((Samples *)op)->label);
    return 0;
}

static int Samples_clear(PyObject *op)
{
    Py_CLEAR(((Samples *)op)->label);
    return 0;
}

static void Samples_dealloc(PyObject *op)
{
    PyTypeObject *type = Py_TYPE(op);
    PyObject_GC_UnTrack(op);
    Samples_clear(op);
    PyMem_Free(((Samples *)op)->values);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(op);
    Py_DECREF((PyObject *)type);
}

static PyObject *Samples_repr(PyObject *op)
{
    Samples *self = (Samples *)op;
    return PyUnicode_FromFormat("<Samples %R: %zd values>", self->label, self->count);
}

static Py_ssize_t Samples_length(PyObject *op)
{
    return ((Samples *)op)->count;
}

static PyObject *Samples_item(PyObject *op, Py_ssize_t index)
{
    Samples *self = (Samples *)op;
    if (index < 0 || index >= self->count) {
        PyErr_SetString(PyExc_IndexError, "Samples index out of range");
        return NULL;
    }
    return PyFloat_FromDouble(self->values[index] * self->scale);
}

PyDoc_STRVAR(push_doc, "push($self, value, /)\n--\n\nAppend one value. Raises RangeError for one that is not finite.");

static PyObject *Samples_push(PyObject *op, PyTypeObject *type, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    if (count != 1 || (names != NULL && PyTuple_Size(names) > 0)) {
        PyErr_SetString(PyExc_TypeError, "push() takes exactly one positional argument");
        return NULL;
    }
    double number = PyFloat_AsDouble(args[0]);
    if (number == -1.0 && PyErr_Occurred())
        return NULL;
    if (!Py_IS_FINITE(number)) {
        struct state *state = (struct state *)PyType_GetModuleState(type);
        return PyErr_Format(state->RangeError, "%R is not a finite number", args[0]);
    }
    if (samples_push((Samples *)op, args[0]) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(clear_doc, "clear($self, /)\n--\n\nForget all values.");

static PyObject *Samples_clear_values(PyObject *op, PyObject *unused)
{
    (void)unused;
    Samples *self = (Samples *)op;
    if (self->lent > 0) {
        PyErr_SetString(PyExc_BufferError, "Samples cannot be cleared while a buffer of it is in use");
        return NULL;
    }
    self->count = 0;
    Py_RETURN_NONE;
}

static PyMethodDef Samples_methods[] = {
    {"push", (PyCFunction)(void (*)(void))Samples_push, METH_METHOD | METH_FASTCALL | METH_KEYWORDS, push_doc},
    {"clear", Samples_clear_values, METH_NOARGS, clear_doc},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef Samples_members[] = {
    {"scale", T_DOUBLE, offsetof(Samples, scale), 0, "What every value that is read is multiplied by."},
    {"count", T_PYSSIZET, offsetof(Samples, count), READONLY, "How many values there are."},
    {NULL, 0, 0, 0, NULL},
};

static PyObject *Samples_get_mean(PyObject *op, void *unused)
{
    (void)unused;
    Samples *self = (Samples *)op;
    double sum = 0;
    if (self->count == 0)
        Py_RETURN_NONE;
    for (Py_ssize_t i = 0; i < self->count; i++)
        sum += self->values[i];
    return PyFloat_FromDouble(sum * self->scale / (double)self->count);
}

static PyObject *Samples_get_label(PyObject *op, void *unused)
{
    (void)unused;
    Samples *self = (Samples *)op;
    return Py_NewRef(self->label ? self->label : Py_None);
}

static int Samples_set_label(PyObject *op, PyObject *value, void *unused)
{
    (void)unused;
    Samples *self = (Samples *)op;
    if (value == NULL) {
        PyErr_SetString(PyExc_AttributeError, "label cannot be deleted");
        return -1;
    }
    if (value != Py_None && !PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "label must be a str or None, not %S", (PyObject *)Py_TYPE(value));
        return -1;
    }
    PyObject *old = self->label;
    self->label = Py_NewRef(value);
    Py_XDECREF(old); /* last: it may run arbitrary code */
    return 0;
}

static PyGetSetDef Samples_getset[] = {
    {"mean", Samples_get_mean, NULL, "The mean of the values; None when there are none.", NULL},
    {"label", Samples_get_label, Samples_set_label, "A name for the samples, or None.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

/* Lends the values as one writable array of doubles. */
static int Samples_getbuffer(PyObject *op, Py_buffer *view, int flags)
{
    Samples *self = (Samples *)op;
    static double nothing;
    double *start = self->values ? self->values : &nothing;
    if (PyBuffer_FillInfo(view, op, start, self->count * (Py_ssize_t)sizeof(double), 0, flags) < 0)
        return -1;
    view->itemsize = sizeof(double);
    if (flags & PyBUF_FORMAT)
        view->format = "d";
    if (flags & PyBUF_ND) {
        /* One dimension, whose length must live as long as the view. */
        Py_ssize_t *shape = (Py_ssize_t *)PyMem_Malloc(sizeof(Py_ssize_t));
        if (shape == NULL) {
            Py_CLEAR(view->obj); /* not PyBuffer_Release: nothing has been lent yet */
            PyErr_NoMemory();
            return -1;
        }
        *shape = self->count;
        view->shape = shape;
        view->internal = shape;
    }
    self->lent++;
    return 0;
}

static void Samples_releasebuffer(PyObject *op, Py_buffer *view)
{
    PyMem_Free(view->internal);
    ((Samples *)op)->lent--;
}

PyDoc_STRVAR(Samples_doc, "Samples(values=(), label=None)\n--\n\nFloating point numbers that lend their memory.");

static PyType_Slot Samples_slots[] = {
    {Py_tp_doc, (void *)Samples_doc},
    {Py_tp_new, (void *)Samples_new},
    {Py_tp_dealloc, (void *)Samples_dealloc},
    {Py_tp_traverse, (void *)Samples_traverse},
    {Py_tp_clear, (void *)Samples_clear},
    {Py_tp_repr, (void *)Samples_repr},
    {Py_sq_length, (void *)Samples_length},
    {Py_sq_item, (void *)Samples_item},
    {Py_tp_methods, Samples_methods},
    {Py_tp_members, Samples_members},
    {Py_tp_getset, Samples_getset},
    {Py_bf_getbuffer, (void *)Samples_getbuffer},
    {Py_bf_releasebuffer, (void *)Samples_releasebuffer},
    {0, NULL},
};

static PyType_Spec Samples_spec = {
    .name = "spam.Samples",
    .basicsize = sizeof(Samples),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = Samples_slots,
};

/* Functions. */

PyDoc_STRVAR(repeat_doc, "repeat($module, text, times=2)\n--\n\nThe text, that many times after itself.");

static PyObject *spam_repeat(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"text", "times", NULL};
    PyObject *text;
    Py_ssize_t times = 2;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "U|n:repeat", names, &text, &times))
        return NULL;
    if (times < 0)
        return PyErr_Format(state_of(module)->RangeError, "times must not be negative, but is %zd", times);
    return PySequence_Repeat(text, times);
}

PyDoc_STRVAR(dot_doc, "dot($module, a, b, /)\n--\n\nThe sum of the products of two arrays of doubles.");

static PyObject *spam_dot(PyObject *module, PyObject *args)
{
    PyObject *objects[2], *result = NULL;
    Py_buffer views[2];
    int taken = 0;
    if (!PyArg_UnpackTuple(args, "dot", 2, 2, &objects[0], &objects[1]))
        return NULL;
    for (; taken < 2; taken++) {
        if (PyObject_GetBuffer(objects[taken], &views[taken], PyBUF_ND | PyBUF_FORMAT) < 0)
            goto done;
        const char *format = views[taken].format;
        if (views[taken].ndim != 1 || format == NULL || format[0] != 'd' || format[1] != '\0') {
            PyErr_SetString(PyExc_TypeError, "dot() needs one-dimensional arrays of doubles");
            taken++;
            goto done;
        }
    }
    if (views[0].len != views[1].len) {
        PyErr_Format(state_of(module)->RangeError, "the lengths differ: %zd and %zd", views[0].len / views[0].itemsize,
                     views[1].len / views[1].itemsize);
        goto done;
    }
    const double *a = (const double *)views[0].buf, *b = (const double *)views[1].buf;
    double sum = 0;
    Py_ssize_t count = views[0].len / (Py_ssize_t)sizeof(double);
    Py_BEGIN_ALLOW_THREADS /* the buffers are ours until they are released; no object is touched */
    for (Py_ssize_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    Py_END_ALLOW_THREADS
    result = PyFloat_FromDouble(sum);
done:
    while (taken > 0)
        PyBuffer_Release(&views[--taken]);
    return result;
}

static PyMethodDef functions[] = {
    {"repeat", (PyCFunction)(void (*)(void))spam_repeat, METH_VARARGS | METH_KEYWORDS, repeat_doc},
    {"dot", spam_dot, METH_VARARGS, dot_doc},
    {NULL, NULL, 0, NULL},
};

/* The life of the module. */

static int spam_exec(PyObject *module)
{
    struct state *state = state_of(module);
    state->RangeError = PyErr_NewExceptionWithDoc("spam.RangeError", "A value out of its range.", PyExc_ValueError, NULL);
    if (state->RangeError == NULL || PyModule_AddObjectRef(module, "RangeError", state->RangeError) < 0)
        return -1;
    state->Samples = (PyTypeObject *)PyType_FromModuleAndSpec(module, &Samples_spec, NULL);
    if (state->Samples == NULL || PyModule_AddType(module, state->Samples) < 0)
        return -1;
    return PyModule_AddStringConstant(module, "__version__", "1.0");
}

static int spam_traverse(PyObject *module, visitproc visit, void *arg)
{
    struct state *state = state_of(module);
    Py_VISIT(state->RangeError);
    Py_VISIT(state->Samples);
    return 0;
}

static int spam_clear(PyObject *module)
{
    struct state *state = state_of(module);
    Py_CLEAR(state->RangeError);
    Py_CLEAR(state->Samples);
    return 0;
}

static void spam_free(void *module)
{
    spam_clear((PyObject *)module);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)spam_exec},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "spam",
    .m_doc = "An extension with most of what extensions have.",
    .m_size = sizeof(struct state),
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = spam_traverse,
    .m_clear = spam_clear,
    .m_free = spam_free,
};

PyMODINIT_FUNC PyInit_spam(void)
{
    return PyModuleDef_Init(&definition);
}
