package ctier

/*
extern char gl_small_ints[];
*/
import "C"

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The ints that are shared and immortal; SmallInt returns them.
const (
	SmallIntMin = -5
	SmallIntMax = 256
)

// SmallInt returns the int v, SmallIntMin to SmallIntMax. Counting its references is not necessary, but does no harm.
func SmallInt(v int64) *abi.Object {
	return (*abi.Object)(unsafe.Add(unsafe.Pointer(&C.gl_small_ints), (v-SmallIntMin)*int64(unsafe.Sizeof(abi.Long{}))))
}
