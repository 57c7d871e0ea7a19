// Command embed is the alternative that gilded is measured against: a Go program that embeds libpython3.11 through cgo
// and calls apibench.total(bytes) in it. It is a module of its own, so that gilded depends on no Python.
//
//	embed DIR    where the folder DIR has apibench.abi3.so
//
// It answers as the other peers of package bench do: a request is "any, way, repetitions", with tabs between, and the
// answer is the seconds that they took.
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
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
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
	ways := map[string]func() bool{
		"call":      func() bool { return C.plain_call(p, n) == want },
		"pair":      func() bool { return C.plain_call(p, n) == want && C.plain_call(p, n) == want },
		"embed":     func() bool { return embedded(p, n) == want },
		"embed one": func() bool { return C.call_total(p, n) == want },
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		fmt.Println(answer(ways, strings.Split(in.Text(), "\t")))
	}
}

// answer runs a way as often as a request says.
func answer(ways map[string]func() bool, request []string) string {
	way, repeat := ways[request[1]], 0
	if _, err := fmt.Sscan(request[2], &repeat); err != nil || way == nil {
		return "! ValueError: no such way"
	}
	start := time.Now()
	for range repeat {
		if !way() {
			return "! ValueError: total is wrong"
		}
	}
	return fmt.Sprint(time.Since(start).Seconds())
}

// embedded is how a Go program calls in when it speaks the C API itself: one crossing for each C API call, on one thread.
func embedded(p *C.char, n C.long) C.long {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	state := C.PyGILState_Ensure()
	bytes := C.PyBytes_FromStringAndSize(p, C.Py_ssize_t(n))
	result := C.call_one(bytes)
	value := C.PyLong_AsLong(result)
	C.Py_DecRef(bytes)
	C.Py_DecRef(result)
	C.PyGILState_Release(state)
	return value
}
