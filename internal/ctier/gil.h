// The uncontended GIL. Both words below are thread-local: gl_tstate is the thread state with which this thread holds a
// GIL, gl_own the one that belongs to this thread, holding or not. Go sets both when it attaches a thread.
#ifndef GL_GIL_H
#define GL_GIL_H
#include "state.h"

extern GL_HIDDEN __thread PyThreadState *gl_own __attribute__((tls_model("local-exec")));

// Not 0 while every step has to go through Go: under the race detector, which cannot see what C orders.
extern GL_HIDDEN uint32_t gl_gil_in_go;

// How many calls of Py_AddPendingCall wait.
extern GL_HIDDEN _Atomic uint32_t gl_pending;

#endif
