/* intrcheck.h: for sources that include it by name; its declarations are in osmodule.h. */
#include "Python.h"
