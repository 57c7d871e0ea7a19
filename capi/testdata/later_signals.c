// What CPython 3.11 does not export, or would keep: the descriptor that hears of signals, and what a started program inherits.
#include <Python.h>
#include <signal.h>
#include <unistd.h>

int PySignal_SetWakeupFd(int);
void _Py_RestoreSignals(void);

static PyObject *heard(PyObject *self, PyObject *args) { // heard(signum): the descriptor before and after, what it got, whether it raised
  int signum, fds[2];
  unsigned char got[4] = {0};
  if (!PyArg_ParseTuple(args, "i", &signum) || pipe(fds) < 0) return NULL;
  int before = PySignal_SetWakeupFd(fds[1]);
  int r = PyErr_SetInterruptEx(signum);
  int own = PySignal_SetWakeupFd(-5) == fds[1], after = PySignal_SetWakeupFd(before);
  close(fds[1]);
  Py_ssize_t n = read(fds[0], got, sizeof got);
  close(fds[0]);
  int due = PyErr_CheckSignals(), keyboard = due < 0 && PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
  PyErr_Clear();
  return Py_BuildValue("iiiinii", before, r, own, after, n, got[0], keyboard);
}

static PyObject *unheard(PyObject *self, PyObject *args) { // a descriptor that nothing can be written to is no error
  int before = PySignal_SetWakeupFd(9999), r = PyErr_SetInterruptEx(SIGINT);
  PySignal_SetWakeupFd(before);
  int due = PyErr_CheckSignals();
  PyErr_Clear();
  return Py_BuildValue("ii", r, due);
}

static PyObject *restored(PyObject *self, PyObject *args) {
  struct sigaction pipe_before, size_before, pipe_after, size_after;
  sigaction(SIGPIPE, NULL, &pipe_before);
  sigaction(SIGXFSZ, NULL, &size_before);
  _Py_RestoreSignals();
  sigaction(SIGPIPE, &pipe_before, &pipe_after);
  sigaction(SIGXFSZ, &size_before, &size_after);
  return Py_BuildValue("ii", pipe_after.sa_handler == SIG_DFL, size_after.sa_handler == SIG_DFL);
}

static PyMethodDef methods[] = {
    {"heard", heard, METH_VARARGS, NULL}, {"unheard", unheard, METH_NOARGS, NULL}, {"restored", restored, METH_NOARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "later_signals", NULL, -1, methods};
PyMODINIT_FUNC PyInit_later_signals(void) { return PyModule_Create(&module); }
