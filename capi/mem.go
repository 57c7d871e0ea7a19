package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/mem"
)

// gl_refill is where a free list is empty.
func gl_refill(interp *abi.Interp, index uint32) unsafe.Pointer { return mem.Refill(interp, index) }
