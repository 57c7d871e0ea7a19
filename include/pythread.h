/* pythread.h: locks, threads, and storage per thread. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_PYTHREAD_H)
#  define GILDED_PYTHREAD_H

typedef void *PyThread_type_lock;

typedef enum PyLockStatus {
    PY_LOCK_FAILURE = 0,
    PY_LOCK_ACQUIRED = 1,
    PY_LOCK_INTR
} PyLockStatus;

#define WAIT_LOCK 1
#define NOWAIT_LOCK 0
#define PY_TIMEOUT_T long long
#define PY_TIMEOUT_MAX (LLONG_MAX / 1000) /* microseconds */
#define PY_HAVE_THREAD_NATIVE_ID

#if GILDED_API_LEVEL >= 0x03070000
typedef struct _Py_tss_t Py_tss_t;
#endif

#ifndef Py_LIMITED_API
#  define PYTHREAD_INVALID_THREAD_ID ((unsigned long)-1)
#  define Py_tss_NEEDS_INIT {0, 0}

struct _Py_tss_t {
    int _is_initialized;
    pthread_key_t _key;
};
#endif

#include "gilded/zthread.h"

#endif
