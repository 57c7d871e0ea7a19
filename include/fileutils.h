/* fileutils.h: for sources that include it by name; its declarations are in fileobject.h and gilded/internals.h. */
#include "Python.h"
