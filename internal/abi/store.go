package abi

import "unsafe"

// Store puts a pointer into a variable of a C caller. Such a variable may never have been set, and what the C stack holds then
// may be an address in a Go stack or of a Go object long gone: Go's collector, which looks at the pointer that a store
// overwrites, would end the process. So the address is stored as a number; what it points to is not Go's.
func Store[T any](to **T, p *T) { *(*uintptr)(unsafe.Pointer(to)) = uintptr(unsafe.Pointer(p)) }
