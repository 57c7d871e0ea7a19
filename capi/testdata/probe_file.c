// A module that opens files by the C API, and makes some that are gone when nobody has them open. The same file is loaded by
// CPython, which recorded the answers.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include "probe.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

METHOD(temp) { // temp(data, fd): a file without a name, under this number; its path is /proc/self/fd/NUMBER
  const char *data;
  Py_ssize_t n;
  int fd;
  if (!PyArg_ParseTuple(args, "y#i", &data, &n, &fd)) return NULL;
  char name[] = "/tmp/probe_file.XXXXXX";
  int made = mkstemp(name);
  unlink(name);
  if (made < 0 || write(made, data, (size_t)n) != n || lseek(made, 0, SEEK_SET) < 0 || dup2(made, fd) < 0)
    return PyErr_SetFromErrno(PyExc_OSError);
  close(made);
  return PyLong_FromLong(fd);
}
METHOD(is_open) {
  int fd;
  if (!PyArg_ParseTuple(args, "i", &fd)) return NULL;
  return PyBool_FromLong(fcntl(fd, F_GETFD) >= 0);
}
METHOD(shut) {
  int fd;
  if (!PyArg_ParseTuple(args, "i", &fd)) return NULL;
  return PyLong_FromLong(close(fd));
}
METHOD(content) { // content(fd): all of a file, whatever its position
  int fd;
  char data[256];
  if (!PyArg_ParseTuple(args, "i", &fd)) return NULL;
  ssize_t n = pread(fd, data, sizeof data, 0);
  return n < 0 ? PyErr_SetFromErrno(PyExc_OSError) : PyBytes_FromStringAndSize(data, n);
}
METHOD(position) {
  int fd;
  if (!PyArg_ParseTuple(args, "i", &fd)) return NULL;
  return PyLong_FromLong(lseek(fd, 0, SEEK_CUR));
}
METHOD(opener) { // opener(path, flags): what an opener does, and whether it was asked not to hand the file on
  const char *path;
  int flags;
  if (!PyArg_ParseTuple(args, "si", &path, &flags)) return NULL;
  if (!(flags & O_CLOEXEC)) return PyErr_Format(PyExc_AssertionError, "flags %d", flags);
  return PyLong_FromLong(open(path, flags));
}
METHOD(from_fd) { // from_fd(fd, name, mode, buffering, encoding, errors, newline, closefd)
  int fd, buffering, closefd;
  const char *name, *mode, *encoding, *errors, *newline;
  if (!PyArg_ParseTuple(args, "izzizzzi", &fd, &name, &mode, &buffering, &encoding, &errors, &newline, &closefd)) return NULL;
  return PyFile_FromFd(fd, name, mode, buffering, encoding, errors, newline, closefd);
}
METHOD(undecodable) { // undecodable(fd, which): one of the texts is no UTF-8
  int fd, which;
  if (!PyArg_ParseTuple(args, "ii", &fd, &which)) return NULL;
  const char *bad = "\xe9";
  return PyFile_FromFd(fd, bad, which == 0 ? bad : "q", -1, which == 1 ? bad : NULL, which == 2 ? bad : NULL, which == 3 ? bad : NULL, 0);
}
METHOD(open_code) { // open_code(path): bytes for PyFile_OpenCode, anything else for its twin
  PyObject *path;
  if (!PyArg_ParseTuple(args, "O", &path)) return NULL;
  return PyBytes_Check(path) ? PyFile_OpenCode(PyBytes_AS_STRING(path)) : PyFile_OpenCodeObject(path);
}

// The hook is the process's, and stays: it has its turn only when it is asked to.
static int what;
static PyObject *hook(PyObject *path, void *data) {
  if (what == 2) return PyErr_Format(PyExc_KeyError, "%s %U", (char *)data, path);
  if (what == 1) return Py_BuildValue("sO", data, path);
  PyObject *io = PyImport_ImportModule("io"), *file = io == NULL ? NULL : PyObject_CallMethod(io, "open", "Os", path, "rb");
  Py_XDECREF(io);
  return file;
}
METHOD(set_hook) {
  int r = PyFile_SetOpenCodeHook(hook, "hook");
  return r < 0 ? NULL : PyLong_FromLong(r);
}
METHOD(ask_hook) {
  if (!PyArg_ParseTuple(args, "i", &what)) return NULL;
  Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
#define M(name) {#name, name, METH_VARARGS, NULL}
    M(temp), M(is_open), M(shut), M(content), M(position), M(opener), M(from_fd), M(undecodable), M(open_code), M(set_hook), M(ask_hook),
    {NULL, NULL, 0, NULL}};

#ifdef ONCE // the same functions for once_hook.case, which is for a process of its own
#  define NAME "once_hook"
#  define INIT PyInit_once_hook
#else
#  define NAME "probe_file"
#  define INIT PyInit_probe_file
#endif
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, NAME, NULL, -1, methods};

PyMODINIT_FUNC INIT(void) { return PyModule_Create(&def); }
