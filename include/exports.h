/* exports.h: for sources that include it by name; its declarations are in pyport.h. */
#include "Python.h"
