package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// anext(iterator, default): an awaitable that answers with the default when the iterator has ended.

type anextAwaitable struct {
	abi.Object
	wrapped, deflt *Object
}

var anextAwaitableType = NewType()

func builtinAnext(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("anext", n, 1, 2) {
		return nil
	}
	a := Args(args, n)
	t := a[0].Type
	if t.AsAsync == nil || t.AsAsync.Anext == nil {
		return Raise(TypeError, "'%.200s' object is not an async iterator", TypeName(t))
	}
	awaitable := ctier.CallUnary(t.AsAsync.Anext, a[0])
	if awaitable == nil || n == 1 {
		return awaitable
	}
	o := New(anextAwaitableType)
	if o == nil {
		Decref(awaitable)
		return nil
	}
	x := As[*anextAwaitable](o)
	x.wrapped, x.deflt = awaitable, NewRef(a[1])
	GCTrack(o)
	return o
}

// AwaitIter is the iterator that awaiting an object goes through: a new reference.
func AwaitIter(o *Object) *Object {
	if o.Type.AsAsync == nil || o.Type.AsAsync.Await == nil {
		return Raise(TypeError, "object %.100s can't be used in 'await' expression", TypeName(o.Type))
	}
	it := ctier.CallUnary(o.Type.AsAsync.Await, o)
	if it != nil && !IsIterator(it) {
		Raise(TypeError, "__await__() returned non-iterator of type '%.100s'", TypeName(it.Type))
		Decref(it)
		return nil
	}
	return it
}

// step runs one operation on the iterator of what is awaited. Its end becomes the default.
func (x *anextAwaitable) step(do func(it *Object) *Object) *Object {
	it := AwaitIter(x.wrapped)
	if it == nil {
		return nil
	}
	defer Decref(it)
	result := do(it)
	if result == nil && Matches(StopAsyncIteration) {
		ClearErr()
		return RaiseStop(x.deflt)
	}
	return result
}

// RaiseStop raises StopIteration with a value, and returns nil.
func RaiseStop(value *Object) *Object {
	exc := CallArgs(Head(StopIteration), value)
	if exc == nil {
		return nil
	}
	defer Decref(exc)
	return RaiseException(exc)
}

func init() {
	proxy := func(name string) Method {
		return Method{Name: name, Varargs: func(o, args *Object) *Object {
			return As[*anextAwaitable](o).step(func(it *Object) *Object { return CallMethod(it, name, TupleItems(args)...) })
		}}
	}
	same := func(o *Object) *Object { return NewRef(o) }
	Define(anextAwaitableType, func() Spec {
		return Spec{
			Name: "anext_awaitable", Basicsize: unsafe.Sizeof(anextAwaitable{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				x := As[*anextAwaitable](o)
				Clear(&x.wrapped)
				Clear(&x.deflt)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				x := As[*anextAwaitable](o)
				return Visit(visit, arg, x.wrapped, x.deflt)
			},
			Iter: same, Async: &Async{Await: same},
			Iternext: func(o *Object) *Object {
				return As[*anextAwaitable](o).step(func(it *Object) *Object { return ctier.CallUnary(it.Type.Iternext, it) })
			},
			Methods: []Method{proxy("send"), proxy("throw"), proxy("close")},
		}
	})
}
