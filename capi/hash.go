package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/hash"
)

func _Py_HashBytes(p unsafe.Pointer, n int) int { return ctier.HashKey.Bytes(p, n) }

// _Py_HashDouble: a NaN hashes as the object it is in.
func _Py_HashDouble(o *abi.Object, v float64) int {
	if v != v {
		return hash.Pointer(unsafe.Pointer(o))
	}
	return hash.Double(v)
}

func _Py_HashPointer(p unsafe.Pointer) int { return hash.Pointer(p) }

func Py_HashBuffer(p unsafe.Pointer, n int) int { return ctier.HashKey.Bytes(p, n) }
