/* sliceobject.h: slices and Ellipsis. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_SLICEOBJECT_H)
#  define GILDED_SLICEOBJECT_H

#ifndef Py_LIMITED_API
typedef struct {
    PyObject_HEAD
    PyObject *start; /* owned and never NULL, like the two below */
    PyObject *stop;
    PyObject *step;
} PySliceObject;
#endif

#include "gilded/zslice.h"

#define Py_Ellipsis (&_Py_EllipsisObject)
#define PySlice_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PySlice_Type)

/* The length is read after the indices were converted, which may run arbitrary code that changes it. */
#if !defined(GILDED_BUILD) && GILDED_API_LEVEL >= 0x03060100
#  define PySlice_GetIndicesEx(slice, length, start, stop, step, slicelen) \
      (PySlice_Unpack((slice), (start), (stop), (step)) < 0 \
           ? ((*(slicelen) = 0), -1) \
           : ((*(slicelen) = PySlice_AdjustIndices((length), (start), (stop), *(step))), 0))
#endif

#endif
