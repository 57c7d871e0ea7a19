// Descriptors: system calls with the GIL released, tried again when a signal interrupted them, an error as OSError. Those that
// raise nothing may be called without the GIL, and between fork and exec, where no Go runs: that is why they are C.
#include "state.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

// The result of a call, with the GIL released around each attempt. errno is the call's.
#define UNLOCKED(result, call)                  \
  do {                                          \
    PyThreadState *ts = PyEval_SaveThread();    \
    result = call;                              \
    int error = errno;                          \
    PyEval_RestoreThread(ts);                   \
    errno = error;                              \
  } while (result < 0 && errno == EINTR && !(interrupted = PyErr_CheckSignals() < 0))

// The same without the GIL.
#define RETRIED(result, call) \
  do result = call;           \
  while (result < 0 && errno == EINTR)

static void raise_errno(void) { PyErr_SetFromErrno(PyExc_OSError); }

GL_EXPORT int _Py_open(const char *path, int flags) {
  int fd, interrupted = 0;
  UNLOCKED(fd, open(path, flags | O_CLOEXEC));
  if (fd < 0 && !interrupted) PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
  return fd;
}

GL_EXPORT int _Py_open_noraise(const char *path, int flags) { return open(path, flags | O_CLOEXEC); }

GL_EXPORT Py_ssize_t _Py_read(int fd, void *buffer, size_t n) {
  Py_ssize_t got;
  int interrupted = 0;
  if (n > PY_SSIZE_T_MAX) n = PY_SSIZE_T_MAX;
  UNLOCKED(got, read(fd, buffer, n));
  if (got < 0 && !interrupted) raise_errno();
  return got;
}

GL_EXPORT Py_ssize_t _Py_write(int fd, const void *data, size_t n) {
  Py_ssize_t put;
  int interrupted = 0;
  if (n > PY_SSIZE_T_MAX) n = PY_SSIZE_T_MAX;
  UNLOCKED(put, write(fd, data, n));
  if (put < 0 && !interrupted) raise_errno();
  return put;
}

GL_EXPORT Py_ssize_t _Py_write_noraise(int fd, const void *data, size_t n) {
  Py_ssize_t put;
  if (n > PY_SSIZE_T_MAX) n = PY_SSIZE_T_MAX;
  RETRIED(put, write(fd, data, n));
  return put;
}

GL_EXPORT int _Py_fstat(int fd, struct stat *status) {
  PyThreadState *ts = PyEval_SaveThread();
  int r = fstat(fd, status), error = errno;
  PyEval_RestoreThread(ts);
  errno = error;
  if (r < 0) raise_errno();
  return r < 0 ? -1 : 0;
}

GL_EXPORT int _Py_fstat_noraise(int fd, struct stat *status) { return fstat(fd, status); }

// The copy is closed by exec.
GL_EXPORT int _Py_dup(int fd) {
  PyThreadState *ts = PyEval_SaveThread();
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0), error = errno;
  PyEval_RestoreThread(ts);
  errno = error;
  if (copy < 0) raise_errno();
  return copy;
}

// *atomic, where there is one: -1 until it is known whether descriptors of its kind are made non-inheritable from the start.
static int set_inheritable(int fd, int inheritable, int *atomic) {
  if (atomic != NULL && !inheritable) {
    if (*atomic == -1) {
      int flags = fcntl(fd, F_GETFD, 0);
      if (flags < 0) return -1;
      *atomic = (flags & FD_CLOEXEC) != 0;
    }
    if (*atomic) return 0;
  }
  return ioctl(fd, inheritable ? FIONCLEX : FIOCLEX, NULL);
}

GL_EXPORT int _Py_set_inheritable(int fd, int inheritable, int *atomic) {
  int r = set_inheritable(fd, inheritable, atomic);
  if (r < 0) raise_errno();
  return r;
}

GL_EXPORT int _Py_set_inheritable_async_safe(int fd, int inheritable, int *atomic) {
  return set_inheritable(fd, inheritable, atomic);
}
