/* tracemalloc.h: for sources that include it by name; its declarations are in pymem.h. */
#include "Python.h"
