/* compile.h: for sources that include it by name; its declarations are in pythonrun.h. */
#include "Python.h"
