// Command embed is the alternative that gilded is measured against: a Go program that embeds libpython3.11 through cgo
// and calls apibench.total(bytes) in it, the way such programs do: one crossing for each C API call. It prints
// nanoseconds per call for that, for the same with everything in one C function, and for a bare pair of cgo calls. It is
// a module of its own, so that gilded depends on no Python.
//
//	embed DIR    where the folder DIR has apibench.abi3.so
package main

/*
#cgo pkg-config: python-3.11-embed
#cgo noescape plain_call
#cgo nocallback plain_call
#cgo noescape call_total
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>

static long plain_call(const char *data, long size) {
	long sum = 0;
	for (long i = 0; i < size; i++)
		sum += (unsigned char)data[i];
	return sum;
}

static PyObject *total;

static int find_total(const char *dir) {
	PyObject *path = PySys_GetObject("path"), *text = PyUnicode_FromString(dir);
	if (path == NULL || text == NULL || PyList_Insert(path, 0, text) < 0)
		return -1;
	Py_DECREF(text);
	PyObject *module = PyImport_ImportModule("apibench");
	if (module == NULL)
		return -1;
	total = PyObject_GetAttrString(module, "total");
	return total == NULL ? -1 : 0;
}

static long call_total(const char *data, long size) {
	PyGILState_STATE state = PyGILState_Ensure();
	PyObject *bytes = PyBytes_FromStringAndSize(data, size);
	PyObject *result = bytes == NULL ? NULL : PyObject_CallOneArg(total, bytes);
	long value = result == NULL ? -1 : PyLong_AsLong(result);
	Py_XDECREF(bytes);
	Py_XDECREF(result);
	PyGILState_Release(state);
	return value;
}

static PyObject *call_one(PyObject *argument) { return PyObject_CallOneArg(total, argument); }
*/
import "C"

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"time"
	"unsafe"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: embed DIR")
		os.Exit(2)
	}
	runtime.LockOSThread()
	C.Py_InitializeEx(0)
	dir := C.CString(os.Args[1])
	if C.find_total(dir) < 0 {
		C.PyErr_Print()
		os.Exit(1)
	}
	C.PyEval_SaveThread()
	data := []byte("a line of plain text")
	p, n := (*C.char)(unsafe.Pointer(&data[0])), C.long(len(data))
	want := C.plain_call(p, n)
	check := func(got C.long) {
		if got != want {
			fmt.Fprintf(os.Stderr, "embed: total is %d, not %d\n", got, want)
			os.Exit(1)
		}
	}
	json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"call":      fastest(func() { check(C.plain_call(p, n)) }),
		"pair":      fastest(func() { check(C.plain_call(p, n)); check(C.plain_call(p, n)) }),
		"embed":     fastest(func() { check(embedded(p, n)) }),
		"embed_one": fastest(func() { check(C.call_total(p, n)) }),
	})
}

// embedded is how a Go program calls in when it speaks the C API itself.
func embedded(p *C.char, n C.long) C.long {
	state := C.PyGILState_Ensure()
	bytes := C.PyBytes_FromStringAndSize(p, C.Py_ssize_t(n))
	result := C.call_one(bytes)
	value := C.PyLong_AsLong(result)
	C.Py_DecRef(bytes)
	C.Py_DecRef(result)
	C.PyGILState_Release(state)
	return value
}

// fastest is the nanoseconds of one call in the fastest of several rounds.
func fastest(call func()) float64 {
	const rounds, repeat = 15, 20000
	best := 0.0
	for range rounds {
		start := time.Now()
		for range repeat {
			call()
		}
		if ns := float64(time.Since(start).Nanoseconds()) / repeat; best == 0 || ns < best {
			best = ns
		}
	}
	return best
}
