// Package tls reads and writes the two C thread-local words in which both tiers keep thread states: the one with which the
// thread holds a GIL, and the one that belongs to the thread, holding or not.
//
// A goroutine that is inside the runtime is locked to its OS thread, so the word it reads is the word that C on the
// same thread reads. Going through cgo for it would cost 30 ns; one instruction costs one. Nothing else may live here:
// package ctier says once where the words are, package object gives them a type.
package tls

import "unsafe"

// The distances of the words from the thread pointer. They are written once, before any thread uses them.
var offset, ownOffset uintptr

// current is one word of the process: the thread state that took a GIL last. CPython's own modules read it, under the GIL, in
// place of the thread's word. It is wrong for them only where several runtimes run such modules at the same time.
var current *unsafe.Pointer

// Bind records the offsets of the words from the thread pointer, and where the word of the process is.
func Bind(off, own uintptr, process *unsafe.Pointer) { offset, ownOffset, current = off, own, process }

// Get returns the thread state with which the calling thread holds a GIL; nil if it holds none.
func Get() unsafe.Pointer { return get(offset) }

// Set replaces what Get returns.
func Set(p unsafe.Pointer) {
	set(offset, p)
	if p != nil {
		*current = p
	}
}

// Own returns the thread state that belongs to the calling thread.
func Own() unsafe.Pointer { return get(ownOffset) }

// SetOwn replaces what Own returns.
func SetOwn(p unsafe.Pointer) { set(ownOffset, p) }

// Words returns what Get and Own return, in one step.
func Words() (holding, own unsafe.Pointer) { return words(offset, ownOffset) }

// Attach sets both words to a thread state and returns Self, in one step: the way in.
func Attach(ts unsafe.Pointer) uintptr {
	*current = ts
	return setWords(offset, ownOffset, ts)
}

// Detach sets both words to nil: the way out.
func Detach() { setWords(offset, ownOffset, nil) }

// Self is the calling thread as pthread_self names it: the thread pointer, whose first word points to itself.
func Self() uintptr { return uintptr(get(0)) }

//go:noescape
func get(off uintptr) unsafe.Pointer

//go:noescape
func set(off uintptr, p unsafe.Pointer)

//go:noescape
func words(off, ownOff uintptr) (holding, own unsafe.Pointer)

//go:noescape
func setWords(off, ownOff uintptr, p unsafe.Pointer) uintptr
