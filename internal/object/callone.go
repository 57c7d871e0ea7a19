package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// CallOne calls a callable with one argument, with nothing on the Go heap: the way of Go programs into an extension. It
// holds the callable meanwhile, as another goroutine may release it. Benchmark: Call of package host.
func CallOne(callable, arg *Object) *Object {
	Incref(callable)
	result := callOne(callable, arg)
	Decref(callable)
	return result
}

func callOne(callable, arg *Object) *Object {
	if callable.Type != CFunctionType {
		return callVector(callable, arg)
	}
	f := As[*abi.CFunction](callable)
	ts := Thread()
	if ts.RecursionRemaining <= 0 {
		return callVector(callable, arg)
	}
	var result *Object
	switch f.ML.Flags & callConvention {
	case abi.MethO:
		ts.RecursionRemaining--
		result = ctier.CallBinary(f.ML.Meth, cSelf(f), arg)
	case abi.MethVarargs:
		tuple := NewTuple(1)
		if tuple == nil {
			return nil
		}
		TupleItems(tuple)[0] = NewRef(arg)
		ts.RecursionRemaining--
		result = ctier.CallBinary(f.ML.Meth, cSelf(f), tuple)
		Decref(tuple)
	default:
		return callVector(callable, arg)
	}
	ts.RecursionRemaining++
	if result == nil || ts.CurexcType != nil {
		return CheckResult(callable, result, "")
	}
	return result
}

// callVector passes the arguments in a vector of the thread's: one of Go's would be on the heap, because the callee may be
// anything.
func callVector(callable *Object, args ...*Object) *Object {
	vector, loan := ctier.Borrow(len(args))
	copy(vector, args)
	result := Vectorcall(callable, vector, nil)
	loan.End()
	return result
}

// CallTwo is CallOne with two arguments.
func CallTwo(callable, a, b *Object) *Object {
	Incref(callable)
	defer Decref(callable)
	return callVector(callable, a, b)
}

// CallNone is CallOne without an argument.
func CallNone(callable *Object) *Object {
	Incref(callable)
	defer Decref(callable)
	return callVector(callable)
}
