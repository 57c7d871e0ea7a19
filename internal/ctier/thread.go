package ctier

/*
#define _GNU_SOURCE
#include "gil.h"
#include <dlfcn.h>
#include <unistd.h>
extern int Py_MakePendingCalls(void);
static void *gl_image_of(void *code) {
  Dl_info info;
  return dladdr(code, &info) ? info.dli_fbase : NULL;
}
static void gl_thread_library(char *to, size_t size) {
  if (confstr(_CS_GNU_LIBPTHREAD_VERSION, to, size) == 0) *to = 0;
}
*/
import "C"

import (
	"sync/atomic"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// GILInGo makes C take and release the GIL through Go only: for the race detector, to which C's atomics say nothing.
func GILInGo() { C.gl_gil_in_go = 1 }

var pending = (*uint32)(unsafe.Pointer(&C.gl_pending))

// HavePending tells whether calls of Py_AddPendingCall wait.
func HavePending() bool { return atomic.LoadUint32(pending) != 0 }

// MakePending runs them; false means that one failed and its exception is set. It runs code.
func MakePending() bool { return C.Py_MakePendingCalls() == 0 }

// SwapThread is PyThreadState_Swap: it goes to another thread state, whose interpreter's GIL it waits for, and returns the one before.
func SwapThread(ts *abi.ThreadState) *abi.ThreadState {
	return (*abi.ThreadState)(unsafe.Pointer(C.PyThreadState_Swap((*C.PyThreadState)(unsafe.Pointer(ts)))))
}

// ImageOf returns where the library that code is in is mapped; nil if it is in none.
func ImageOf(code unsafe.Pointer) unsafe.Pointer { return C.gl_image_of(code) }

// ThreadLibrary is the name and version of the C library's threads.
func ThreadLibrary() string {
	var text [64]C.char
	C.gl_thread_library(&text[0], C.size_t(len(text)))
	return C.GoString(&text[0])
}
