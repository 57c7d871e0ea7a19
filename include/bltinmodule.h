/* bltinmodule.h: for sources that include it by name; its declarations are in iterobject.h. */
#include "Python.h"
