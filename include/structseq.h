/* structseq.h: tuples whose items have names. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_STRUCTSEQ_H)
#  define GILDED_STRUCTSEQ_H

typedef struct PyStructSequence_Field {
    const char *name;
    const char *doc;
} PyStructSequence_Field;

typedef struct PyStructSequence_Desc {
    const char *name;
    const char *doc;
    PyStructSequence_Field *fields; /* ends with {NULL} */
    int n_in_sequence;
} PyStructSequence_Desc;

#ifndef Py_LIMITED_API
typedef PyTupleObject PyStructSequence;
#endif

#include "gilded/zstructseq.h"

#ifndef Py_LIMITED_API
#  define PyStructSequence_SET_ITEM(op, i, v) PyTuple_SET_ITEM((op), (i), (v))
#  define PyStructSequence_GET_ITEM(op, i) PyTuple_GET_ITEM((op), (i))
#endif

#endif
