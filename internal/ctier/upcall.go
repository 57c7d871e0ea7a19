package ctier

/*
#include "upcall.h"
*/
import "C"

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"unsafe"
)

// Words are the arguments of a call from C, one word each; the result replaces the first.
type Words [24]uint64

// P returns argument i as a pointer.
func (w *Words) P(i int) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&w[i])) }

// I returns argument i as an integer.
func (w *Words) I(i int) int64 { return int64(w[i]) }

// F returns argument i as a float.
func (w *Words) F(i int) float64 { return math.Float64frombits(w[i]) }

// SetP sets a pointer result. It is stored as a number: storing a pointer has Go's collector look at the one that was there,
// and of a function without arguments the first word is whatever the C stack held, such as an address in a Go stack.
func (w *Words) SetP(p unsafe.Pointer) { w[0] = uint64(uintptr(p)) }

// SetI sets an integer result.
func (w *Words) SetI(i int64) { w[0] = uint64(i) }

// SetF sets a float result.
func (w *Words) SetF(f float64) { w[0] = math.Float64bits(f) }

// API is the dispatch table of the C API functions that are written in Go, filled by package capi. Its indices are those
// of the generated C stubs.
var API [APISize]func(*Words)

// OnPanic turns a panic in Go code below a C frame into an exception; package object sets it.
var OnPanic = func(r any) {
	fmt.Fprintf(os.Stderr, "gilded: panic in a call from C: %v\n%s", r, debug.Stack())
	os.Exit(2)
}

//export gildedAPI
func gildedAPI(id C.uint32_t, w *C.gl_word) {
	words := (*Words)(unsafe.Pointer(w))
	defer func() {
		if r := recover(); r != nil {
			OnPanic(r)
			words.SetI(apiErrors[id])
		}
	}()
	API[id](words)
}
