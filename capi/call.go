package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyCallable_Check(o *abi.Object) int32 { return truth(o != nil && object.Callable(o)) }

func PyObject_Call(f, args, kwargs *abi.Object) *abi.Object { return object.Call(f, args, kwargs) }

func PyObject_CallNoArgs(f *abi.Object) *abi.Object      { return object.CallArgs(f) }
func PyObject_CallOneArg(f, arg *abi.Object) *abi.Object { return object.CallArgs(f, arg) }

func PyObject_CallObject(f, args *abi.Object) *abi.Object {
	if args == nil {
		return object.CallArgs(f)
	}
	if !object.Is(args, object.TupleType) {
		return object.Raise(object.TypeError, "argument list must be a tuple")
	}
	return object.Call(f, args, nil)
}

func PyEval_CallObjectWithKeywords(f, args, kwargs *abi.Object) *abi.Object {
	if args != nil && !object.Is(args, object.TupleType) {
		return object.Raise(object.TypeError, "argument list must be a tuple")
	}
	if kwargs != nil && !object.Is(kwargs, object.DictType) {
		return object.Raise(object.TypeError, "keyword list must be a dictionary")
	}
	if args == nil {
		args = object.NewTuple(0)
		defer object.Decref(args)
	}
	return object.Call(f, args, kwargs)
}

// vector views the arguments of a vectorcall: nargsf positional ones, then a value for each name.
func vector(args **abi.Object, nargsf uint, names *abi.Object) []*abi.Object {
	n := int(nargsf &^ abi.VectorcallArgumentsOffset)
	if names != nil {
		n += len(object.TupleItems(names))
	}
	return object.Args(args, n)
}

func PyObject_Vectorcall(f *abi.Object, args **abi.Object, nargsf uint, names *abi.Object) *abi.Object {
	return object.Vectorcall(f, vector(args, nargsf, names), names)
}

func PyObject_VectorcallDict(f *abi.Object, args **abi.Object, nargsf uint, kwargs *abi.Object) *abi.Object {
	tuple := object.Pack(vector(args, nargsf, nil)...)
	if tuple == nil {
		return nil
	}
	defer object.Decref(tuple)
	return object.Call(f, tuple, kwargs)
}

func _PyObject_FastCall(f *abi.Object, args **abi.Object, n int) *abi.Object {
	return object.Vectorcall(f, object.Args(args, n), nil)
}

func _PyObject_MakeTpCall(_ *abi.ThreadState, f *abi.Object, args **abi.Object, n int, names *abi.Object) *abi.Object {
	return object.Vectorcall(f, vector(args, uint(n), names), names)
}

func PyObject_VectorcallMethod(name *abi.Object, args **abi.Object, nargsf uint, names *abi.Object) *abi.Object {
	all := vector(args, nargsf, names)
	f := object.GetAttr(all[0], name)
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	return object.Vectorcall(f, all[1:], names)
}

func PyVectorcall_Call(f, args, kwargs *abi.Object) *abi.Object {
	return object.VectorcallCall(f, args, kwargs)
}

func PyVectorcall_NARGS(nargsf uint) int { return int(nargsf &^ abi.VectorcallArgumentsOffset) }

func _Py_CheckFunctionResult(_ *abi.ThreadState, f, result *abi.Object, where *byte) *abi.Object {
	return object.CheckResult(f, result, text(where))
}
