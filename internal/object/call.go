package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// VectorcallOf returns an object's vectorcall function, or nil.
func VectorcallOf(o *Object) abi.Func {
	if o.Type.Flags&abi.TPFlagsHaveVectorcall == 0 {
		return nil
	}
	return *(*abi.Func)(unsafe.Add(unsafe.Pointer(o), o.Type.VectorcallOffset))
}

// Vectorcall calls an object with positional arguments, then the values of the keywords in names, which may be nil.
func Vectorcall(callable *Object, args []*Object, names *Object) *Object {
	n := len(args) - KeywordCount(names)
	if f := VectorcallOf(callable); f != nil {
		return CheckResult(callable, ctier.CallFastcallKeywords(f, callable, unsafe.SliceData(args), n, names), "")
	}
	tuple := Pack(args[:n]...)
	if tuple == nil {
		return nil
	}
	defer Decref(tuple)
	kwargs, ok := keywordDict(args[n:], names)
	if !ok {
		return nil
	}
	defer XDecref(kwargs)
	return callSlot(callable, tuple, kwargs)
}

// CallArgs calls an object with positional arguments.
func CallArgs(callable *Object, args ...*Object) *Object { return Vectorcall(callable, args, nil) }

// Call calls an object with a tuple and a dict, which may be nil.
func Call(callable, args, kwargs *Object) *Object {
	f := VectorcallOf(callable)
	if f == nil {
		return callSlot(callable, args, kwargs)
	}
	items := TupleItems(args)
	if kwargs == nil || DictLen(kwargs) == 0 {
		return CheckResult(callable, ctier.CallFastcallKeywords(f, callable, unsafe.SliceData(items), len(items), nil), "")
	}
	all, names := flatten(items, kwargs)
	if all == nil {
		return nil
	}
	defer Decref(names)
	defer func() {
		for _, o := range all {
			Decref(o)
		}
	}()
	return CheckResult(callable, ctier.CallFastcallKeywords(f, callable, unsafe.SliceData(all), len(items), names), "")
}

// flatten makes the vector and the names of a vectorcall; each object in it is owned.
func flatten(items []*Object, kwargs *Object) (all []*Object, names *Object) {
	n := DictLen(kwargs)
	if names = NewTuple(n); names == nil {
		return nil, nil
	}
	all = make([]*Object, len(items), len(items)+n)
	for i, o := range items {
		all[i] = NewRef(o)
	}
	var pos int
	var k, v *Object
	ok := true
	for i := 0; DictNext(kwargs, &pos, &k, &v); i++ {
		ok = ok && Is(k, StrType)
		TupleItems(names)[i] = NewRef(k)
		all = append(all, NewRef(v))
	}
	if !ok {
		for _, o := range all {
			Decref(o)
		}
		Decref(names)
		Raise(TypeError, "keywords must be strings")
		return nil, nil
	}
	return all, names
}

// callSlot calls through tp_call.
func callSlot(callable, args, kwargs *Object) *Object {
	f := callable.Type.Call
	if f == nil {
		return Raise(TypeError, "'%.200s' object is not callable", TypeName(callable.Type))
	}
	if !EnterCall(" while calling a Python object") {
		return nil
	}
	defer LeaveCall()
	return CheckResult(callable, ctier.CallTernary(f, callable, args, kwargs), "")
}

// VectorcallCall is the tp_call of a type whose objects have a vectorcall function: it is PyVectorcall_Call.
func VectorcallCall(callable, args, kwargs *Object) *Object {
	if VectorcallOf(callable) == nil {
		return Raise(TypeError, "'%.200s' object does not support vectorcall", TypeName(callable.Type))
	}
	return Call(callable, args, kwargs)
}

// CallMethod calls o.name(args…).
func CallMethod(o *Object, name string, args ...*Object) *Object {
	return CallMethodObj(o, Intern(name), args...)
}

// CallMethodObj is CallMethod for a name that is an object. A method found on the type is called without binding it.
func CallMethodObj(o, name *Object, args ...*Object) *Object {
	method, unbound := GetMethod(o, name)
	if method == nil {
		return nil
	}
	defer Decref(method)
	if unbound {
		return CallArgs(method, append([]*Object{o}, args...)...)
	}
	return CallArgs(method, args...)
}

// GetMethod is getattr(o, name), except that a method of the type is returned as it is, with unbound true.
func GetMethod(o, name *Object) (method *Object, unbound bool) {
	t := o.Type
	if !isGenericGetattro(t.Getattro) || !Is(name, StrType) {
		return GetAttr(o, name), false
	}
	descr := Lookup(t, name)
	if descr == nil || descr.Type.Flags&abi.TPFlagsMethodDescriptor == 0 {
		return GetAttr(o, name), false
	}
	if p := DictPtr(o); p != nil && *p != nil {
		Incref(descr)
		v, ok := DictGet(*p, name)
		if v != nil || !ok {
			XIncref(v)
			Decref(descr)
			return v, false
		}
		return descr, true
	}
	return NewRef(descr), true
}

// CheckResult holds a C function to its contract: a result and no exception, or none and one. where, or the callable,
// names the culprit.
func CheckResult(callable, result *Object, where string) *Object {
	if Thread().CurexcType == nil {
		if result != nil {
			return result
		}
		if callable != nil {
			return Raise(SystemError, "%s returned NULL without setting an exception", ReprOf(callable))
		}
		return Raise(SystemError, "%s returned NULL without setting an exception", where)
	}
	if result == nil {
		return nil
	}
	Decref(result)
	if callable != nil {
		return RaiseFromCause(SystemError, "%s returned a result with an exception set", ReprOf(callable))
	}
	return RaiseFromCause(SystemError, "%s returned a result with an exception set", where)
}

// EnterCall counts a nested call, and raises RecursionError when too many are.
func EnterCall(where string) bool {
	ts := Thread()
	if ts.RecursionRemaining--; ts.RecursionRemaining >= 0 {
		return true
	}
	return recursionExceeded(ts, where)
}

// LeaveCall ends what EnterCall began.
func LeaveCall() { Thread().RecursionRemaining++ }

func recursionExceeded(ts *abi.ThreadState, where string) bool {
	if ts.RecursionHeadroom > 0 {
		if ts.RecursionRemaining < -50 {
			panic("object: the handling of a stack overflow overflowed the stack")
		}
		return true
	}
	ts.RecursionHeadroom++
	Raise(RecursionError, "maximum recursion depth exceeded%s", where)
	ts.RecursionHeadroom--
	ts.RecursionRemaining++
	return false
}
