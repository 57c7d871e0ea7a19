package host_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
)

// slotted is a module that has no init function, but one that gives slots (PEP 793): what it does instead of the usual is set by
// macros.
const slotted = `
#define Py_LIMITED_API 0x030f0000
#include <Python.h>
static PyObject *add(PyObject *m, PyObject *args) {
  long a, b;
  if (!PyArg_ParseTuple(args, "ll", &a, &b)) return NULL;
  long *calls = PyModule_GetState(m);
  return Py_BuildValue("ll", a + b, ++*calls);
}
static int run(PyObject *m) {
#ifdef RAISES
  PyErr_SetString(PyExc_KeyError, "exec");
  return -1;
#endif
  PyObject *modules = PyImport_GetModuleDict(), *name = PyModule_GetNameObject(m);
  int known = name != NULL && PyDict_GetItem(modules, name) == m;
  Py_XDECREF(name);
  return PyModule_AddIntConstant(m, "known", known);
}
PyABIInfo_VAR(abi);
static PyMethodDef methods[] = {{"add", add, METH_VARARGS, "Add numbers."}, {NULL}};
static PySlot slots[] = {
    PySlot_STATIC_DATA(Py_mod_abi, &abi), PySlot_STATIC_DATA(Py_mod_doc, "Made of slots."), PySlot_FUNC(Py_mod_exec, run),
    PySlot_SIZE(Py_mod_state_size, sizeof(long)), PySlot_STATIC_DATA(Py_mod_methods, methods), PySlot_END};
#ifdef BESIDE
PyMODINIT_FUNC PyInit_slotted(void) { return NULL; }
#endif
PyMODEXPORT_FUNC PyModExport_slotted(void) {
#ifdef SETS
  PyErr_SetString(PyExc_ValueError, "hook");
#endif
#ifdef FAILS
  return NULL;
#endif
  return slots;
}
`

func TestModuleOfSlots(t *testing.T) {
	for name, flags := range map[string][]string{"alone": nil, "beside an init function": {"-DBESIDE"}} {
		t.Run(name, func(t *testing.T) {
			file := hosttest.Build(t, "slotted", slotted, flags...)
			rt := hosttest.New(t, filepath.Dir(file))
			m, err := rt.Import(ctx, "slotted")
			require.NoError(t, err)
			for attr, want := range map[string]string{"known": "1", "__doc__": "Made of slots.", "__name__": "slotted", "__file__": file} {
				v, err := m.Attr(ctx, attr)
				require.NoError(t, err)
				require.Equal(t, want, v.String(), attr)
			}
			v, err := m.Call(ctx, "add", 2, 3)
			require.NoError(t, err)
			require.Equal(t, "(5, 1)", v.String())
			v, err = m.Call(ctx, "add", 2, 4)
			require.NoError(t, err)
			require.Equal(t, "(6, 2)", v.String())
		})
	}
}

func TestModuleOfSlotsFails(t *testing.T) {
	for _, c := range []struct {
		flags []string
		want  error
		text  string
	}{
		{[]string{"-DFAILS"}, host.SystemError, "slot export function for module slotted failed without setting an exception"},
		{[]string{"-DSETS"}, host.SystemError, "slot export function for module slotted raised unreported exception"},
		{[]string{"-DSETS", "-DFAILS"}, host.ValueError, "hook"},
		{[]string{"-DRAISES"}, host.KeyError, "exec"},
	} {
		file := hosttest.Build(t, "slotted", slotted, c.flags...)
		rt := hosttest.New(t, filepath.Dir(file))
		for range 2 { // nothing half made is left in sys.modules
			_, err := rt.Import(ctx, "slotted")
			require.ErrorIs(t, err, c.want, c.flags)
			require.ErrorContains(t, err, c.text, c.flags)
		}
	}
}
