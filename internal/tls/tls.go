// Package tls reads and writes the one C thread-local word in which both tiers keep the current thread state.
//
// A goroutine that is inside the runtime is locked to its OS thread, so the word it reads is the word that C on the
// same thread reads. Going through cgo for it would cost 30 ns; one instruction costs one. Nothing else may live here:
// package ctier says once where the word is, package object gives it a type.
package tls

import "unsafe"

// offset is the distance of the word from the thread pointer. It is written once, before any thread uses it.
var offset uintptr

// Bind records the offset of the word from the thread pointer.
func Bind(off uintptr) { offset = off }

// Get returns the word of the calling thread.
func Get() unsafe.Pointer { return get(offset) }

// Set replaces the word of the calling thread.
func Set(p unsafe.Pointer) { set(offset, p) }

//go:noescape
func get(off uintptr) unsafe.Pointer

//go:noescape
func set(off uintptr, p unsafe.Pointer)
