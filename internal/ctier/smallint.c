// The ints from -5 to 256, which all runtimes share: immortal, in static memory, 32 bytes apart.
#include "state.h"

GL_HIDDEN PyLongObject gl_small_ints[GL_SMALL_COUNT];

__attribute__((constructor)) static void fill_small_ints(void) {
  for (int v = GL_SMALL_MIN; v <= GL_SMALL_MAX; v++) {
    PyLongObject *op = &gl_small_ints[v - GL_SMALL_MIN];
    op->ob_base.ob_base.ob_refcnt = (Py_ssize_t)1 << 40;
    op->ob_base.ob_base.ob_type = &PyLong_Type;
    op->ob_base.ob_size = v < 0 ? -1 : v > 0;
    op->ob_digit[0] = (digit)(v < 0 ? -v : v);
  }
}
