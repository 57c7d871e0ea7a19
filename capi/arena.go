package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func _PyArena_New() unsafe.Pointer { return unsafe.Pointer(object.NewArena()) }

func _PyArena_Free(a unsafe.Pointer) { (*object.Arena)(a).Free() }

func _PyArena_Malloc(a unsafe.Pointer, n uint64) unsafe.Pointer { return (*object.Arena)(a).Alloc(n) }

// _PyArena_AddPyObject steals the reference, unless it fails.
func _PyArena_AddPyObject(a unsafe.Pointer, o *abi.Object) int32 {
	return status((*object.Arena)(a).Add(o))
}
