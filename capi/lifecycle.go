package capi

import (
	"os"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/threads"
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

// Py_NewInterpreter makes an interpreter and goes into it: the GIL of the one that the thread comes from is given up, and
// PyThreadState_Swap leads back. NULL if none can be made.
func Py_NewInterpreter() *abi.ThreadState {
	interp := threads.NewSub()
	if interp == nil {
		return nil
	}
	return threads.EnterSub(interp)
}

// _Py_NewInterpreter: here every interpreter is isolated.
func _Py_NewInterpreter(int32) *abi.ThreadState { return Py_NewInterpreter() }

// Py_EndInterpreter ends the interpreter of the current thread state. The thread is in none afterwards.
func Py_EndInterpreter(ts *abi.ThreadState) {
	if ts != object.Thread() {
		object.Fatal("Py_EndInterpreter", "thread is not current")
	}
	threads.EndSub(ts)
}
