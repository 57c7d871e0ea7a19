// What the C API does with FILE *, which only C has.
#include "state.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int write_str(PyObject *s, FILE *fp) {
  PyObject *data = PyUnicode_AsEncodedString(s, "utf-8", "backslashreplace");
  if (data == NULL) return -1;
  fwrite(PyBytes_AS_STRING(data), 1, (size_t)PyBytes_GET_SIZE(data), fp);
  Py_DECREF(data);
  return 0;
}

// Writes repr(o), or str(o) with Py_PRINT_RAW. It runs the object's code with the GIL held, and so writes.
GL_EXPORT int PyObject_Print(PyObject *op, FILE *fp, int flags) {
  int r = 0;
  if (PyErr_CheckSignals() < 0) return -1;
  clearerr(fp);
  if (op == NULL) {
    fputs("<nil>", fp);
  } else if (op->ob_refcnt <= 0) {
    fprintf(fp, "<refcnt %zd at %p>", op->ob_refcnt, (void *)op);
  } else {
    PyObject *s = flags & Py_PRINT_RAW ? PyObject_Str(op) : PyObject_Repr(op);
    if (s == NULL) return -1;
    r = write_str(s, fp);
    Py_DECREF(s);
  }
  if (r == 0 && ferror(fp)) {
    PyErr_SetFromErrno(PyExc_OSError);
    clearerr(fp);
    r = -1;
  }
  return r;
}

// fgets with any kind of line end, of which a newline is left. A file object has no part in it.
GL_EXPORT char *Py_UniversalNewlineFgets(char *buffer, int n, FILE *stream, PyObject *file) {
  if (file != NULL) {
    errno = ENXIO;
    return NULL;
  }
  char *p = buffer;
  int c = 0, after_return = 0;
  flockfile(stream);
  while (--n > 0 && (c = getc_unlocked(stream)) != EOF) {
    if (c == '\r') {
      after_return = 1;
      c = '\n';
    }
    *p++ = (char)c;
    if (c == '\n') break;
  }
  if (after_return && (c = getc_unlocked(stream)) != '\n') ungetc(c, stream);
  funlockfile(stream);
  *p = 0;
  return p == buffer ? NULL : buffer;
}

// Whether a file is a terminal, or named as if it were one when -i was given: gilded has no -i.
GL_EXPORT int Py_FdIsInteractive(FILE *fp, const char *name) { return isatty(fileno(fp)) != 0; }

// Opens what a path names; other programs that this one starts do not get it. NULL with OSError.
GL_EXPORT FILE *_Py_fopen_obj(PyObject *path, const char *mode) {
  PyObject *bytes;
  if (!PyUnicode_FSConverter(path, &bytes)) return NULL;
  FILE *f;
  int interrupted = 0, error;
  do {
    PyThreadState *ts = PyEval_SaveThread();
    f = fopen(PyBytes_AS_STRING(bytes), mode);
    error = errno;
    PyEval_RestoreThread(ts);
  } while (f == NULL && error == EINTR && !(interrupted = PyErr_CheckSignals() < 0));
  Py_DECREF(bytes);
  if (interrupted) return NULL;
  if (f == NULL) {
    errno = error;
    PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
    return NULL;
  }
  if (_Py_set_inheritable(fileno(f), 0, NULL) < 0) {
    fclose(f);
    return NULL;
  }
  return f;
}
