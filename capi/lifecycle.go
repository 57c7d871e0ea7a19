package capi

import (
	"os"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// The life of the runtime belongs to the host: C can neither start nor end it. What asks for that is told that it is so
// already, or leaves everything as it is.

// Py_IsInitialized: whoever can call this has been loaded by a runtime.
func Py_IsInitialized() int32 { return 1 }

func Py_Initialize()         {}
func Py_InitializeEx(int32)  {}
func Py_IsFinalizing() int32 { return _Py_IsFinalizing() }

func _Py_IsFinalizing() int32 { return 0 }

// Py_AtExit registers a function that is called when the runtime closes. CPython has room for 32 of them.
func Py_AtExit(f abi.Func) int32 { return status(object.AtExit(func() { ctier.CallFree(f, nil) })) }

// Py_Exit ends the process.
func Py_Exit(code int32) { os.Exit(int(code)) }

func Py_FatalError(message *byte) { object.Fatal("", text(message)) }

func _Py_FatalErrorFunc(function, message *byte) { object.Fatal(text(function), text(message)) }
