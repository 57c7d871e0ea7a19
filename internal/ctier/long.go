package ctier

/*
extern char gl_small_ints[];
*/
import "C"

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The ints that exist once for the process, as in CPython.
const (
	SmallIntMin = -5
	SmallIntMax = 256
)

// SmallIntStride is the distance between two of them.
const SmallIntStride = 32

// SmallInt returns where a small int is. It borrows.
func SmallInt(v int64) *abi.Object {
	return (*abi.Object)(unsafe.Add(unsafe.Pointer(&C.gl_small_ints), uintptr(v-SmallIntMin)*SmallIntStride))
}
