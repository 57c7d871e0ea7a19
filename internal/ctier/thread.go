package ctier

/*
#include "gil.h"
extern int Py_MakePendingCalls(void);
*/
import "C"

import (
	"sync/atomic"
	"unsafe"
)

// GILInGo makes C take and release the GIL through Go only: for the race detector, to which C's atomics say nothing.
func GILInGo() { C.gl_gil_in_go = 1 }

var pending = (*uint32)(unsafe.Pointer(&C.gl_pending))

// HavePending tells whether calls of Py_AddPendingCall wait.
func HavePending() bool { return atomic.LoadUint32(pending) != 0 }

// MakePending runs them; false means that one failed and its exception is set. It runs code.
func MakePending() bool { return C.Py_MakePendingCalls() == 0 }
