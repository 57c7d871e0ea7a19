// Exceptions from errno, which has to be read before anything else runs.
#include "zup.h"
#include <errno.h>

GL_EXPORT PyObject *PyErr_SetFromErrno(PyObject *class) {
  gl_errno_error(class, errno, NULL, NULL);
  return NULL;
}
GL_EXPORT PyObject *PyErr_SetFromErrnoWithFilenameObject(PyObject *class, PyObject *name) {
  gl_errno_error(class, errno, name, NULL);
  return NULL;
}
GL_EXPORT PyObject *PyErr_SetFromErrnoWithFilenameObjects(PyObject *class, PyObject *name, PyObject *second) {
  gl_errno_error(class, errno, name, second);
  return NULL;
}
GL_EXPORT PyObject *PyErr_SetFromErrnoWithFilename(PyObject *class, const char *name) {
  gl_errno_error_named(class, errno, (void *)name);
  return NULL;
}
