/* Python.h: the C API of gilded, which is CPython 3.11's.

   Compile with Py_LIMITED_API set to a version (0x03080000 is 3.8) for a module that runs on that version and every later
   one: structures are then opaque and only the functions that version has are visible. Without it the layouts of 3.11 are
   visible, and the module is bound to them.

   Every part guards itself and may be included alone; it then includes this file, which includes the parts in the order
   that their declarations need. The parts named gilded/z*.h hold the prototypes and are generated from capi/api.txt. */
#ifndef Py_PYTHON_H
#define Py_PYTHON_H

#include "pyport.h"
#include "pymacro.h"
#include "pymath.h"
#ifndef Py_LIMITED_API
#  include <pthread.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#include "pytypedefs.h"
#include "pybuffer.h"
#include "pymem.h"
#include "object.h"
#include "cpython/object.h"
#include "typeslots.h"
#include "slots.h"
#include "objimpl.h"
#include "pyhash.h"
#include "abstract.h"

#include "boolobject.h"
#include "longobject.h"
#include "floatobject.h"
#include "complexobject.h"
#include "unicodeobject.h"
#include "bytesobject.h"
#include "bytearrayobject.h"
#include "codecs.h"

#include "tupleobject.h"
#include "listobject.h"
#include "dictobject.h"
#include "setobject.h"
#include "sliceobject.h"
#include "rangeobject.h"
#include "iterobject.h"
#include "memoryobject.h"
#include "weakrefobject.h"
#include "pycapsule.h"
#include "structseq.h"
#include "genericaliasobject.h"

#include "methodobject.h"
#include "descrobject.h"
#include "moduleobject.h"
#include "cpython/code.h"
#include "cpython/classobject.h"
#include "cpython/funcobject.h"
#include "cpython/initconfig.h"
#include "pystate.h"
#include "cpython/genobject.h"
#include "cpython/context.h"
#include "pyframe.h"
#include "traceback.h"

#include "pyerrors.h"
#include "warnings.h"
#include "modsupport.h"
#include "import.h"
#include "pythread.h"
#include "pythonrun.h"
#include "ceval.h"
#include "pylifecycle.h"
#include "sysmodule.h"
#include "osmodule.h"
#include "fileobject.h"
#include "cpython/pytime.h"
#include "cpython/pyctype.h"
#include "gilded/internals.h"

#ifdef __cplusplus
}
#endif

#endif
