package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The evaluator: it runs what package pyeval made of source text. What extensions ask about the code that is running has the
// answer CPython gives when C was called with no Python code around it, unless such a program called C.

// PyEval_GetFrame is borrowed; NULL, and no error, where no program runs.
func PyEval_GetFrame() *abi.Object { return object.CurrentFrame() }

func PyThreadState_GetFrame(ts *abi.ThreadState) *abi.Object {
	return object.XNewRef(object.FrameOf(ts))
}

// PyEval_GetGlobals is borrowed; NULL, and no error, where no program runs.
func PyEval_GetGlobals() *abi.Object {
	if f := object.CurrentFrame(); f != nil {
		return frame(f).Data.Globals
	}
	return nil
}

// PyEval_GetLocals is borrowed.
func PyEval_GetLocals() *abi.Object {
	locals := PyEval_GetFrameLocals()
	if locals != nil {
		object.Decref(locals) // the frame holds it
	}
	return locals
}

// PyEval_GetBuiltins is borrowed.
func PyEval_GetBuiltins() *abi.Object {
	if f := object.CurrentFrame(); f != nil {
		return frame(f).Data.Builtins
	}
	return object.Builtins()
}

func PyEval_GetFrameBuiltins() *abi.Object { return object.XNewRef(PyEval_GetBuiltins()) }
func PyEval_GetFrameGlobals() *abi.Object  { return object.XNewRef(PyEval_GetGlobals()) }

func PyEval_GetFrameLocals() *abi.Object {
	if f := object.CurrentFrame(); f != nil {
		return object.FrameLocals(f)
	}
	return object.Raise(object.SystemError, "frame does not exist")
}

// PyEval_EvalCode runs a code object. NULL for locals means the globals.
func PyEval_EvalCode(code, globals, locals *abi.Object) *abi.Object {
	return object.EvalCode(code, globals, locals, 0, nil)
}

// PyEval_EvalCodeEx calls a code object as the body of a function with these arguments, defaults and cells. A code object that
// can run here has no parameters, so that all there is to do with arguments is to refuse them.
func PyEval_EvalCodeEx(code, globals, locals *abi.Object, _ **abi.Object, args int32, kws **abi.Object, kwcount int32,
	_ **abi.Object, _ int32, _, _ *abi.Object) *abi.Object {
	if code == nil || code.Type != object.CodeType {
		return object.BadInternalCall()
	}
	var keywords []*abi.Object
	for i := range int(kwcount) {
		keywords = append(keywords, unsafe.Slice(kws, 2*kwcount)[2*i])
	}
	return object.EvalCode(code, globals, locals, int(args), keywords)
}

func PyEval_GetFuncName(f *abi.Object) *byte { return object.FunctionName(f) }
func PyEval_GetFuncDesc(f *abi.Object) *byte { return object.FunctionDescription(f) }

// _PyEval_GetBuiltin is a new reference to a built-in name.
func _PyEval_GetBuiltin(name *abi.Object) *abi.Object {
	if builtins := PyEval_GetBuiltins(); builtins != nil {
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
