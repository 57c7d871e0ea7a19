package ctier

/*
#include <stddef.h>
#include <stdint.h>

void *gl_call_bytes(uintptr_t callable, const char *data, ptrdiff_t n);
*/
import "C"

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// CallBytes calls a callable with one bytes object, in one crossing. It may run code. The result is new; nil, and an
// exception is set, if the call failed. The bytes are copied before anything is called; cgo keeps them where they are.
func CallBytes(callable *abi.Object, data []byte) *abi.Object {
	start := (*C.char)(unsafe.Pointer(unsafe.SliceData(data)))
	return (*abi.Object)(C.gl_call_bytes(C.uintptr_t(uintptr(unsafe.Pointer(callable))), start, C.ptrdiff_t(len(data))))
}
