package abi

import "unsafe"

// Store puts an address that is not that of an OffHeap structure into a variable of a C caller, as a number, for the reason that
// OffHeap gives: such a variable may never have been set, and what the C stack holds then may look like an address of Go's.
func Store[T any](to **T, p *T) { *(*uintptr)(unsafe.Pointer(to)) = uintptr(unsafe.Pointer(p)) }
