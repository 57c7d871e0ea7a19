/* hello: the smallest extension. One function, one module, nothing to clean up. */
#define Py_LIMITED_API 0x03080000 /* runs on 3.8 and everything after it */
#include <Python.h>

static PyObject *greet(PyObject *module, PyObject *name)
{
    (void)module;
    return PyUnicode_FromFormat("Hello, %S!", name);
}

static PyMethodDef functions[] = {
    {"greet", greet, METH_O, "greet(name, /)\n--\n\nA greeting, as a str."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "hello",
    .m_doc = "The smallest extension.",
    .m_methods = functions,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit_hello(void)
{
    return PyModuleDef_Init(&definition);
}
