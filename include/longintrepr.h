/* longintrepr.h: where the digits of integers were declared before 3.11. */
#include "Python.h"
