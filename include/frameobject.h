/* frameobject.h: frames. Python.h has all that the API shows of them. */
#include "Python.h"
