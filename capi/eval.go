package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The evaluator. There is none: what extensions ask about the code that is running has the answer CPython gives when C was
// called with no Python code around it.

// PyEval_GetFrame: no frame is running.
func PyEval_GetFrame() *abi.Object { return nil }

func PyThreadState_GetFrame(*abi.ThreadState) *abi.Object { return nil }

func PyEval_GetGlobals() *abi.Object { return nil }

func PyEval_GetLocals() *abi.Object { return object.Raise(object.SystemError, "frame does not exist") }

func PyEval_GetBuiltins() *abi.Object { return object.Builtins() }

func PyEval_GetFrameBuiltins() *abi.Object { return object.XNewRef(object.Builtins()) }
func PyEval_GetFrameGlobals() *abi.Object  { return nil }
func PyEval_GetFrameLocals() *abi.Object   { return PyEval_GetLocals() }

func PyEval_GetFuncName(f *abi.Object) *byte { return object.FunctionName(f) }
func PyEval_GetFuncDesc(f *abi.Object) *byte { return object.FunctionDescription(f) }

// _PyEval_GetBuiltin is a new reference to a built-in name.
func _PyEval_GetBuiltin(name *abi.Object) *abi.Object {
	if builtins := object.Builtins(); builtins != nil {
		v, ok := object.DictGet(builtins, name)
		if v != nil || !ok {
			return object.XNewRef(v)
		}
	}
	return object.Raise(object.AttributeError, "%s", object.TextOf(name))
}

func Py_EnterRecursiveCall(where *byte) int32 { return status(object.EnterCall(text(where))) }
func Py_LeaveRecursiveCall()                  { object.LeaveCall() }

// _Py_CheckRecursiveCall is called when the count has run out: the caller has counted already.
func _Py_CheckRecursiveCall(ts *abi.ThreadState, where *byte) int32 {
	ts.RecursionRemaining++
	return status(object.EnterCall(text(where)))
}

func Py_GetRecursionLimit() int32 { return object.Thread().RecursionLimit }

func Py_SetRecursionLimit(limit int32) { object.SetRecursionLimit(limit) }

func _PyEval_SliceIndex(o *abi.Object, i *int) int32 { return truth(object.EvalSliceIndex(o, i)) }

func _PyEval_SliceIndexNotNone(o *abi.Object, i *int) int32 {
	return truth(object.EvalSliceIndexNotNone(o, i))
}
