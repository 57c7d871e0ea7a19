/* pybuffer.h: the buffer protocol. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_PYBUFFER_H)
#  define GILDED_PYBUFFER_H

#if GILDED_API_LEVEL >= 0x030b0000

typedef struct {
    void *buf;
    PyObject *obj; /* owned: PyBuffer_Release gives it up */
    Py_ssize_t len;
    Py_ssize_t itemsize;
    int readonly;
    int ndim;
    char *format;
    Py_ssize_t *shape;
    Py_ssize_t *strides;
    Py_ssize_t *suboffsets;
    void *internal;
} Py_buffer;

typedef int (*getbufferproc)(PyObject *, Py_buffer *, int);
typedef void (*releasebufferproc)(PyObject *, Py_buffer *);

#define PyBUF_MAX_NDIM 64

/* What a consumer asks of an exporter. */
#define PyBUF_SIMPLE 0
#define PyBUF_WRITABLE 0x0001
#ifndef Py_LIMITED_API
#  define PyBUF_WRITEABLE PyBUF_WRITABLE
#endif
#define PyBUF_FORMAT 0x0004
#define PyBUF_ND 0x0008
#define PyBUF_STRIDES (0x0010 | PyBUF_ND)
#define PyBUF_C_CONTIGUOUS (0x0020 | PyBUF_STRIDES)
#define PyBUF_F_CONTIGUOUS (0x0040 | PyBUF_STRIDES)
#define PyBUF_ANY_CONTIGUOUS (0x0080 | PyBUF_STRIDES)
#define PyBUF_INDIRECT (0x0100 | PyBUF_STRIDES)

#define PyBUF_CONTIG_RO PyBUF_ND
#define PyBUF_CONTIG (PyBUF_ND | PyBUF_WRITABLE)
#define PyBUF_STRIDED_RO PyBUF_STRIDES
#define PyBUF_STRIDED (PyBUF_STRIDES | PyBUF_WRITABLE)
#define PyBUF_RECORDS_RO (PyBUF_STRIDES | PyBUF_FORMAT)
#define PyBUF_RECORDS (PyBUF_STRIDES | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_FULL_RO (PyBUF_INDIRECT | PyBUF_FORMAT)
#define PyBUF_FULL (PyBUF_INDIRECT | PyBUF_WRITABLE | PyBUF_FORMAT)

/* For PyMemoryView_FromMemory and PyMemoryView_GetContiguous. */
#define PyBUF_READ 0x100
#define PyBUF_WRITE 0x200

#endif /* the buffer protocol is not in the limited API before 3.11 */

#include "gilded/zbuffer.h"

#ifndef Py_LIMITED_API
#  define PyPickleBuffer_Check(op) _Py_IS_TYPE(_PyObject_CAST(op), &PyPickleBuffer_Type)
#endif

#endif
