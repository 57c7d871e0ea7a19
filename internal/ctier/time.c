// Broken-down time, which only the C library's own time zone data can tell.
#include "state.h"
#include <errno.h>
#include <time.h>

static int broken_down(struct tm *result) {
  if (result != NULL) return 0;
  if (errno == 0) errno = EINVAL;
  PyErr_SetFromErrno(PyExc_OSError);
  return -1;
}

GL_EXPORT int _PyTime_localtime(time_t t, struct tm *tm) {
  errno = 0;
  return broken_down(localtime_r(&t, tm));
}

GL_EXPORT int _PyTime_gmtime(time_t t, struct tm *tm) {
  errno = 0;
  return broken_down(gmtime_r(&t, tm));
}
