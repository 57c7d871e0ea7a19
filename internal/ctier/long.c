// The small ints: shared by all runtimes, immortal, filled by package object before anything can ask for one.
#include "state.h"

enum { SMALL_INTS = 256 + 5 + 1, STRIDE = 32 };

GL_HIDDEN char gl_small_ints[SMALL_INTS * STRIDE] __attribute__((aligned(16)));
