// What C++ binding libraries do: lambdas behind capsules, heap types by spec and by hand, exceptions across the border.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>
#include <pythread.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

// An owned reference.
class object {
public:
    object() = default;
    explicit object(PyObject *owned) : p(owned) { if (!p) throw error(); }
    object(object &&o) noexcept : p(std::exchange(o.p, nullptr)) {}
    object(const object &o) : p(o.p) { Py_XINCREF(p); }
    object &operator=(object o) noexcept { std::swap(p, o.p); return *this; }
    ~object() { Py_XDECREF(p); }
    PyObject *get() const { return p; }
    PyObject *release() { return std::exchange(p, nullptr); }
    struct error {};

private:
    PyObject *p = nullptr;
};

using function = std::function<object(PyObject *)>;

struct record {
    function call;
    PyMethodDef def;
};

PyObject *dispatch(PyObject *self, PyObject *args)
{
    auto *r = static_cast<record *>(PyCapsule_GetPointer(self, "binding.record"));
    if (!r)
        return nullptr;
    try {
        return r->call(args).release();
    } catch (object::error &) {
        return nullptr;
    } catch (std::out_of_range &e) {
        PyErr_SetString(PyExc_IndexError, e.what());
    } catch (std::exception &e) {
        PyErr_SetString(PyExc_RuntimeError, e.what());
    }
    return nullptr;
}

void def(PyObject *module, const char *name, function f)
{
    auto r = std::make_unique<record>();
    r->call = std::move(f);
    r->def = {name, dispatch, METH_VARARGS, nullptr};
    PyMethodDef *def = &r->def;
    object capsule(PyCapsule_New(r.release(), "binding.record", [](PyObject *c) {
        delete static_cast<record *>(PyCapsule_GetPointer(c, "binding.record"));
    }));
    object callable(PyCFunction_NewEx(def, capsule.get(), nullptr));
    if (PyModule_AddObjectRef(module, name, callable.get()) < 0)
        throw object::error();
}

// An instance holds a C++ object behind the head.
struct instance {
    PyObject_HEAD
    std::vector<std::string> *value;
    PyObject *weakrefs;
};

extern "C" PyObject *instance_new(PyTypeObject *type, PyObject *, PyObject *)
{
    PyObject *self = type->tp_alloc(type, 0);
    if (self)
        reinterpret_cast<instance *>(self)->value = new std::vector<std::string>;
    return self;
}

extern "C" void instance_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    auto *inst = reinterpret_cast<instance *>(self);
    if (inst->weakrefs)
        PyObject_ClearWeakRefs(self);
    delete inst->value;
    type->tp_free(self);
    Py_DECREF(type);
}

extern "C" PyObject *instance_push(PyObject *self, PyObject *text)
{
    Py_ssize_t size;
    const char *utf8 = PyUnicode_AsUTF8AndSize(text, &size);
    if (!utf8)
        return nullptr;
    reinterpret_cast<instance *>(self)->value->emplace_back(utf8, static_cast<size_t>(size));
    Py_RETURN_NONE;
}

extern "C" Py_ssize_t instance_length(PyObject *self)
{
    return static_cast<Py_ssize_t>(reinterpret_cast<instance *>(self)->value->size());
}

extern "C" PyObject *instance_item(PyObject *self, Py_ssize_t i)
{
    auto &v = *reinterpret_cast<instance *>(self)->value;
    if (i < 0 || static_cast<size_t>(i) >= v.size()) {
        PyErr_SetNone(PyExc_IndexError);
        return nullptr;
    }
    return Py_BuildValue("s#", v[static_cast<size_t>(i)].data(), static_cast<Py_ssize_t>(v[static_cast<size_t>(i)].size()));
}

PyMethodDef methods[] = {{"push", instance_push, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};

// A type made by hand, as libraries do that need more than a spec offers.
PyTypeObject *make_type(PyObject *module)
{
    object name(PyUnicode_FromString("Strings"));
    auto *heap = reinterpret_cast<PyHeapTypeObject *>(PyType_Type.tp_alloc(&PyType_Type, 0));
    if (!heap)
        throw object::error();
    heap->ht_name = Py_NewRef(name.get());
    heap->ht_qualname = Py_NewRef(name.get());
    PyTypeObject *type = &heap->ht_type;
    type->tp_name = "Strings";
    type->tp_base = reinterpret_cast<PyTypeObject *>(Py_NewRef(reinterpret_cast<PyObject *>(&PyBaseObject_Type)));
    type->tp_basicsize = sizeof(instance);
    type->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HEAPTYPE;
    type->tp_new = instance_new;
    type->tp_dealloc = instance_dealloc;
    type->tp_methods = methods;
    type->tp_weaklistoffset = offsetof(instance, weakrefs);
    type->tp_as_sequence = &heap->as_sequence;
    heap->as_sequence.sq_length = instance_length;
    heap->as_sequence.sq_item = instance_item;
    if (PyType_Ready(type) < 0)
        throw object::error();
    object modname(PyModule_GetNameObject(module));
    if (PyObject_SetAttrString(reinterpret_cast<PyObject *>(type), "__module__", modname.get()) < 0)
        throw object::error();
    return type;
}

struct gil_release {
    gil_release() : state(PyEval_SaveThread()) {}
    ~gil_release() { PyEval_RestoreThread(state); }
    PyThreadState *state;
};

} // namespace

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "binding", nullptr, -1, nullptr, nullptr, nullptr, nullptr, nullptr};

PyMODINIT_FUNC PyInit_binding()
{
    PyObject *module = PyModule_Create(&definition);
    if (!module)
        return nullptr;
    try {
        def(module, "at", [](PyObject *args) {
            static const std::vector<int> primes{2, 3, 5, 7};
            Py_ssize_t i;
            if (!PyArg_ParseTuple(args, "n", &i))
                throw object::error();
            return object(PyLong_FromLong(primes.at(static_cast<size_t>(i))));
        });
        def(module, "apply", [](PyObject *args) {
            if (PyTuple_GET_SIZE(args) < 1)
                throw std::runtime_error("apply() needs a callable");
            object rest(PyTuple_GetSlice(args, 1, PyTuple_GET_SIZE(args)));
            return object(PyObject_Call(PyTuple_GET_ITEM(args, 0), rest.get(), nullptr));
        });
        def(module, "wait", [](PyObject *) {
            int held = 0;
            {
                gil_release release;
                PyGILState_STATE state = PyGILState_Ensure();
                held = PyGILState_Check();
                PyGILState_Release(state);
            }
            return object(Py_NewRef(held ? Py_True : Py_False));
        });
        Py_tss_t key = Py_tss_NEEDS_INIT;
        if (PyThread_tss_create(&key) == 0)
            PyThread_tss_delete(&key);
        PyTypeObject *type = make_type(module);
        if (PyModule_AddObject(module, "Strings", reinterpret_cast<PyObject *>(type)) < 0)
            throw object::error();
    } catch (object::error &) {
        Py_DECREF(module);
        return nullptr;
    }
    return module;
}
