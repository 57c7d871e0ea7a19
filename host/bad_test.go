package host_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/host/hosttest"
	"github.com/d95905aa/gilded/include"
)

const definition = `
#include <Python.h>
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "bad", NULL, -1, NULL};
`

// TestBadFile has one case for each way in which a file is no module: the error is an ImportError and says which way it was.
func TestBadFile(t *testing.T) {
	good := hosttest.BuildFile(t, "hello", "../extensions/hello/hello.c")
	image, err := os.ReadFile(good)
	require.NoError(t, err)
	write := func(data []byte) string {
		file := filepath.Join(t.TempDir(), "hello.so")
		require.NoError(t, os.WriteFile(file, data, 0o755))
		return file
	}
	arm := append([]byte(nil), image...)
	arm[18] = 183 // e_machine: AArch64
	cases := []struct {
		name, file string
		target     any
		text       string
	}{
		{"not ELF", write([]byte("#!/bin/sh\n")), new(*host.NotELFError), "is not an ELF file"},
		{"empty", write(nil), new(*host.NotELFError), "is not an ELF file"},
		{"wrong machine", write(arm), new(*host.MachineError), "is built for"},
		{"truncated", write(image[:len(image)/2]), new(*host.TruncatedError), "is truncated"},
		{"absent", filepath.Join(t.TempDir(), "none.so"), new(*host.FileError), "no such file"},
		{"directory", t.TempDir(), new(*host.DirectoryError), "is a directory"},
		{"no init function", hosttest.Build(t, "bad", definition), new(*host.NoInitError), "PyInit_bad"},
		{"missing symbol", hosttest.Build(t, "bad", definition+`
extern int nowhere_to_be_found(void);
PyMODINIT_FUNC PyInit_bad(void) { return nowhere_to_be_found() ? PyModule_Create(&def) : NULL; }`),
			new(*host.MissingSymbolsError), "nowhere_to_be_found"},
		{"missing library", needsLibrary(t), new(*host.MissingLibraryError), "libgone.so"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rt := hosttest.New(t)
			_, err := rt.Load(ctx, c.file)
			require.ErrorAs(t, err, c.target)
			require.ErrorIs(t, err, host.ImportError)
			require.ErrorContains(t, err, c.text)
		})
	}
}

// needsLibrary builds a module that needs a shared library which is then deleted.
func needsLibrary(t *testing.T) string {
	dir := t.TempDir()
	library := filepath.Join(dir, "libgone.so")
	command := exec.Command("gcc", "-shared", "-fPIC", "-x", "c", "-", "-o", library)
	command.Stdin = strings.NewReader("int gone(void) { return 1; }")
	out, err := command.CombinedOutput()
	require.NoError(t, err, "%s", out)
	module := hosttest.Build(t, "bad", definition+`
extern int gone(void);
PyMODINIT_FUNC PyInit_bad(void) { return gone() ? PyModule_Create(&def) : NULL; }`, "-L"+dir, "-lgone")
	require.NoError(t, os.Remove(library))
	return module
}

// TestUnreadable drops root's right to read everything, where the test has it, for this thread.
func TestUnreadable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "hello.so")
	require.NoError(t, os.WriteFile(file, []byte("\x7fELF"), 0o000))
	rt := hosttest.New(t)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if os.Geteuid() == 0 {
		require.NoError(t, syscall.Setfsuid(65534))
		defer func() { require.NoError(t, syscall.Setfsuid(0)) }()
	}
	_, err := rt.Load(ctx, file)
	require.ErrorAs(t, err, new(*host.FileError))
	require.ErrorIs(t, err, fs.ErrPermission)
}

// TestBadInit breaks the contract of an init function in each way; the texts are CPython's.
func TestBadInit(t *testing.T) {
	for _, c := range []struct{ name, body, text string }{
		{"NULL without exception", `return NULL;`,
			"SystemError: initialization of bad failed without raising an exception"},
		{"NULL with exception", `PyErr_SetString(PyExc_ValueError, "not today"); return NULL;`,
			"ValueError: not today"},
		{"module and exception", `PyObject *m = PyModule_Create(&def); PyErr_SetString(PyExc_ValueError, "both"); return m;`,
			"SystemError: initialization of bad raised unreported exception"},
		{"not a module", `return PyLong_FromLong(1000);`,
			"SystemError: initialization of bad did not return an extension module"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt := hosttest.New(t)
			_, err := rt.Load(ctx, hosttest.Build(t, "bad", definition+"PyMODINIT_FUNC PyInit_bad(void) { "+c.body+" }"))
			require.EqualError(t, err, c.text)
		})
	}
}

func TestNotFound(t *testing.T) {
	rt := hosttest.New(t, "/nowhere")
	_, err := rt.Import(ctx, "absent.module")
	require.ErrorIs(t, err, host.ModuleNotFoundError)
	require.EqualError(t, err, "ModuleNotFoundError: No module named 'absent'")
	var missing *host.NotFoundError
	require.ErrorAs(t, err, &missing)
	require.Equal(t, []string{"/nowhere"}, missing.Searched)
	_, err = rt.Import(ctx, "no/name")
	require.ErrorAs(t, err, new(*host.ModuleNameError))
}

// caller is a module with functions that call what they are given.
const caller = `
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <unistd.h>

static PyObject *kept;

static PyObject *call(PyObject *m, PyObject *f) { return PyObject_CallNoArgs(f); }
static PyObject *apply(PyObject *m, PyObject *args) {
  PyObject *f = PyTuple_GetItem(args, 0), *rest = PyTuple_GetSlice(args, 1, PyTuple_Size(args));
  if (rest == NULL) return NULL;
  PyObject *result = PyObject_CallObject(f, rest);
  Py_DECREF(rest);
  return result;
}
static PyObject *echo(PyObject *m, PyObject *o) { Py_INCREF(o); return o; }
static PyObject *keep(PyObject *m, PyObject *o) { Py_INCREF(o); Py_XDECREF(kept); kept = o; Py_RETURN_NONE; }
static PyObject *drop(PyObject *m, PyObject *ignored) { Py_CLEAR(kept); Py_RETURN_NONE; }
static PyObject *leak(PyObject *m, PyObject *ignored) { return Py_BuildValue("O", PyList_New(0)); }
static PyObject *size(PyObject *m, PyObject *o) {
  Py_buffer view;
  if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) < 0) return NULL;
  Py_ssize_t n = view.len;
  PyBuffer_Release(&view);
  return PyLong_FromSsize_t(n);
}
static PyObject *fill(PyObject *m, PyObject *o) {
  Py_buffer view;
  if (PyObject_GetBuffer(o, &view, PyBUF_WRITABLE) < 0) return NULL;
  memset(view.buf, 'x', view.len);
  PyBuffer_Release(&view);
  Py_RETURN_NONE;
}
static PyObject *nap(PyObject *m, PyObject *ms) {
  long n = PyLong_AsLong(ms);
  Py_BEGIN_ALLOW_THREADS
  usleep(n * 1000);
  Py_END_ALLOW_THREADS
  Py_RETURN_NONE;
}
static PyObject *count(PyObject *m, PyObject *args, PyObject *kwargs) {
  return PyLong_FromSsize_t(PyTuple_Size(args) * 100 + (kwargs ? PyDict_Size(kwargs) : 0));
}
static PyMethodDef methods[] = {
  {"call", call, METH_O, "call(f, /)\n--\n\n"}, {"apply", apply, METH_VARARGS}, {"echo", echo, METH_O}, {"keep", keep, METH_O},
  {"drop", drop, METH_NOARGS}, {"leak", leak, METH_NOARGS}, {"size", size, METH_O}, {"fill", fill, METH_O}, {"nap", nap, METH_O},
  {"count", (PyCFunction)count, METH_VARARGS | METH_KEYWORDS}, {NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "caller", NULL, 0, methods};
PyMODINIT_FUNC PyInit_caller(void) { return PyModuleDef_Init(&def); }
`

type unsafePointer = unsafe.Pointer

var callerFile string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "host")
	if err != nil {
		panic(err)
	}
	callerFile = filepath.Join(dir, "caller.so")
	os.Setenv("GILDED_EXAMPLE_DIR", dir)
	if err := buildSpam(filepath.Join(dir, "spam.so")); err != nil {
		panic(err)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// buildSpam compiles the sample plugin, for the examples.
func buildSpam(file string) error {
	headers := filepath.Join(filepath.Dir(file), "include")
	if err := include.Unpack(headers); err != nil {
		return err
	}
	out, err := exec.Command("gcc", "-shared", "-fPIC", "-O1", "-I"+headers, "../extensions/spam/spam.c", "-o", file).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

func load(t testing.TB) (*host.Runtime, *host.Module) {
	t.Helper()
	if _, err := os.Stat(callerFile); err != nil {
		image, err := os.ReadFile(hosttest.Build(t, "caller", caller))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(callerFile, image, 0o755))
	}
	rt := hosttest.New(t)
	mod, err := rt.Load(ctx, callerFile)
	require.NoError(t, err)
	return rt, mod
}

func TestPanic(t *testing.T) {
	_, mod := load(t)
	boom := errors.New("boom")
	_, err := mod.Call(ctx, "call", func() { panic(boom) })
	require.ErrorIs(t, err, host.RuntimeError)
	require.ErrorContains(t, err, "Go panic: boom")
	require.ErrorIs(t, err, boom)
	var p *host.PanicError
	require.ErrorAs(t, err, &p)
	require.Contains(t, p.Stack, "TestPanic")
	v, err := mod.Call(ctx, "echo", 1)
	require.NoError(t, err, "the runtime goes on")
	require.Equal(t, "1", v.String())
}

func TestFuncsAreInTracebacks(t *testing.T) {
	rt := hosttest.New(t)
	builtins, err := rt.Import(ctx, "builtins")
	require.NoError(t, err)
	inner := func(int) error { return host.ValueError.Errorf("too deep") }
	outer := func(f *host.Value) error {
		_, err := f.Call(ctx, 1)
		return err
	}
	for _, wrong := range []any{inner, func(int) { panic("no") }} {
		_, err = builtins.Call(ctx, "max", []any{wrong, wrong}, host.Kwargs{"key": outer})
		var exc *host.Exception
		require.ErrorAs(t, err, &exc)
		lines := regexp.MustCompile(`bad_test.go", line \d+, in \S+\.TestFuncsAreInTracebacks\.func(\d)`).FindAllStringSubmatch(exc.Traceback, -1)
		require.Len(t, lines, 2, exc.Traceback)
		require.Equal(t, "2", lines[0][1], "the outer one comes first")
	}
}

func TestCallAfterClose(t *testing.T) {
	rt, mod := load(t)
	v, err := mod.Call(ctx, "echo", "text")
	require.NoError(t, err)
	require.NoError(t, rt.Close())
	_, err = mod.Call(ctx, "echo", 1)
	require.ErrorIs(t, err, host.ErrClosed)
	_, err = v.Text()
	require.ErrorIs(t, err, host.ErrClosed)
	require.ErrorIs(t, rt.Close(), host.ErrClosed)
	require.ErrorIs(t, rt.Do(ctx, func(*host.Thread) error { return nil }), host.ErrClosed)
	v.Release()
}

func TestCloseWhileCallsAreUnderWay(t *testing.T) {
	rt, mod := load(t)
	started, release, closed, called := make(chan bool), make(chan bool), make(chan error), make(chan error)
	go func() {
		v, err := mod.Call(ctx, "call", func() int { started <- true; <-release; return 42 })
		if err == nil && v == nil {
			err = errors.New("no result")
		}
		called <- err
	}()
	<-started
	go func() { closed <- rt.Close() }()
	for { // until Close has begun, a call waits for the lock
		short, cancel := context.WithTimeout(ctx, time.Millisecond)
		_, err := mod.Call(short, "echo", 1)
		cancel()
		if errors.Is(err, host.ErrClosed) {
			break
		}
		require.ErrorIs(t, err, context.DeadlineExceeded)
	}
	select {
	case err := <-closed:
		t.Fatalf("Close returned %v before the call did", err)
	default:
	}
	release <- true
	require.NoError(t, <-called)
	require.NoError(t, <-closed)
}

func TestUnconvertible(t *testing.T) {
	_, mod := load(t)
	type node struct{ Next *node }
	circle := &node{}
	circle.Next = circle
	for _, c := range []struct {
		text string
		args []any
	}{
		{`args[1]["k"][3]: chan int has no Python form`, []any{1, map[string]any{"k": []any{1, 2, 3, make(chan int)}}}},
		{`args[0].Field[0]: chan bool has no Python form`, []any{struct{ Field []chan bool }{make([]chan bool, 1)}}},
		{`args[0][7]: unsafe.Pointer has no Python form`, []any{map[int]any{7: *new(unsafePointer)}}},
		{`name: chan int has no Python form`, []any{host.Kwargs{"name": make(chan int)}}},
		{`args[0]: func(chan int) has a parameter of type chan int, which no Python value converts to`, []any{func(chan int) {}}},
	} {
		_, err := mod.Call(ctx, "count", c.args...)
		require.EqualError(t, err, c.text)
		require.ErrorAs(t, err, new(*host.ConvertError))
	}
	_, err := mod.Call(ctx, "count", circle)
	require.ErrorContains(t, err, "nested more than")
	other, _ := load(t)
	foreign, err := other.Value(ctx, 1)
	require.NoError(t, err)
	_, err = mod.Call(ctx, "echo", foreign)
	require.EqualError(t, err, "args[0]: the value belongs to another runtime")
}

func TestLeakIsFound(t *testing.T) {
	rt, mod := load(t)
	_, err := mod.Call(ctx, "leak")
	require.NoError(t, err)
	err = rt.Close()
	var leak *host.LeakError
	require.ErrorAs(t, err, &leak)
	require.Equal(t, map[string]int{"list": 1}, leak.Types)
	require.EqualError(t, err, "host: 1 object is still alive: list")
}

func TestContextEndsTheWait(t *testing.T) {
	rt, mod := load(t)
	err := rt.Do(ctx, func(*host.Thread) error {
		failed := make(chan error)
		go func() {
			short, cancel := context.WithTimeout(ctx, 5*time.Millisecond)
			defer cancel()
			_, err := mod.Call(short, "echo", 1)
			failed <- err
		}()
		return <-failed
	})
	require.ErrorIs(t, err, context.DeadlineExceeded)
}
