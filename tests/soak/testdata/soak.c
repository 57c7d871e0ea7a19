#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <pthread.h>

// total(bytes) is the sum of the bytes, by way of a list and a dict, so that the allocator and the collector have work.
static PyObject *total(PyObject *module, PyObject *data) {
  (void)module;
  char *bytes;
  Py_ssize_t n;
  if (PyBytes_AsStringAndSize(data, &bytes, &n) < 0) return NULL;
  PyObject *list = PyList_New(0), *dict = PyDict_New();
  long sum = 0;
  int ok = list != NULL && dict != NULL && PyList_Append(list, list) == 0;
  for (Py_ssize_t i = 0; ok && i < n; i++) {
    PyObject *number = PyLong_FromLong((unsigned char)bytes[i] + 1000000L);
    ok = number != NULL && PyList_Append(list, number) == 0 && PyDict_SetItem(dict, number, list) == 0;
    if (ok) sum += PyLong_AsLong(number) - 1000000L;
    Py_XDECREF(number);
  }
  Py_XDECREF(list);
  Py_XDECREF(dict);
  return ok ? PyLong_FromLong(sum) : NULL;
}

struct job {
  PyObject *callable;
  long rounds, wrong;
};

static void *work(void *arg) {
  struct job *job = arg;
  for (long i = 0; i < job->rounds; i++) {
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *r = PyObject_CallFunction(job->callable, "y", "abcdefgh");
    if (r == NULL || PyLong_AsLong(r) != 804) job->wrong++;
    if (r == NULL) PyErr_Clear();
    Py_XDECREF(r);
    PyGILState_Release(state);
  }
  return NULL;
}

// threads(callable, count, rounds) calls from native threads and returns how many answers were wrong.
static PyObject *threads(PyObject *module, PyObject *args) {
  (void)module;
  PyObject *callable;
  long count, rounds, wrong = 0;
  if (!PyArg_ParseTuple(args, "Oll", &callable, &count, &rounds)) return NULL;
  pthread_t ids[64];
  struct job jobs[64];
  if (count > 64) return PyErr_Format(PyExc_ValueError, "at most 64 threads");
  long started = 0;
  Py_BEGIN_ALLOW_THREADS
  for (; started < count; started++) {
    jobs[started] = (struct job){callable, rounds, 0};
    if (pthread_create(&ids[started], NULL, work, &jobs[started]) != 0) break;
  }
  for (long i = 0; i < started; i++) {
    pthread_join(ids[i], NULL);
    wrong += jobs[i].wrong;
  }
  Py_END_ALLOW_THREADS
  if (started < count) return PyErr_Format(PyExc_RuntimeError, "only %ld threads could be started", started);
  return PyLong_FromLong(wrong);
}

static PyMethodDef methods[] = {{"total", total, METH_O, NULL}, {"threads", threads, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "soak", NULL, 0, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_soak(void) { return PyModuleDef_Init(&def); }
