package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// goIter is an iterator whose next is a Go function: what a generator is in the library's Python code. It owns a tuple of the
// objects that the function uses.
type goIter struct {
	abi.Object
	held   *Object
	name   *Object
	handle uint64
}

var goIterType = NewType()

// NewGoIter makes an iterator, which is shown under a qualified name. next returns a new reference, or nil at the end and for an exception; it may use the objects in
// held, which the iterator keeps alive until it ends.
func NewGoIter(name string, next func() *Object, held ...*Object) *Object {
	tuple := Pack(held...)
	if tuple == nil {
		return nil
	}
	o := New(goIterType)
	if o == nil {
		Decref(tuple)
		return nil
	}
	g := As[*goIter](o)
	g.held, g.name, g.handle = tuple, NewRef(Intern(name)), Keep(next)
	GCTrack(o)
	return o
}

func init() {
	Define(goIterType, func() Spec {
		return Spec{
			Name: "generator", Basicsize: unsafe.Sizeof(goIter{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				g := As[*goIter](o)
				Drop(g.handle)
				Clear(&g.held)
				Clear(&g.name)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*goIter](o).held)
			},
			Clear: func(o *Object) int32 {
				Clear(&As[*goIter](o).held)
				return 0
			},
			Repr: func(o *Object) *Object {
				return NewStr("<generator object " + TextOf(As[*goIter](o).name) + " at " + HexAddress(o) + ">")
			},
			Iter: func(o *Object) *Object { return NewRef(o) },
			Iternext: func(o *Object) *Object {
				g := As[*goIter](o)
				if g.held == nil {
					return nil
				}
				held := NewRef(g.held)
				defer Decref(held)
				item := State().handles.values[g.handle].(func() *Object)()
				if item == nil {
					Clear(&g.held)
				}
				return item
			},
		}
	})
}

// Finished releases a result that nobody wants; false if there is none, because an exception is set.
func Finished(result *Object) bool {
	XDecref(result)
	return result != nil
}

// Each calls f, which borrows it, for every item of an iterable: false, and an exception, if that failed or f returned false
// with one set. f may return false without an exception to stop.
func Each(iterable *Object, f func(item *Object) bool) bool {
	it := Iter(iterable)
	if it == nil {
		return false
	}
	defer Decref(it)
	for item := IterNext(it); item != nil; item = IterNext(it) {
		more := f(item)
		Decref(item)
		if !more {
			break
		}
	}
	return Occurred() == nil
}

// goAwaitable is a coroutine that has not begun, with a Go function as its body. It owns a tuple of the objects it uses.
type goAwaitable struct {
	abi.Object
	held   *Object
	handle uint64
}

var goAwaitableType = NewType()

// NewGoAwaitable makes an awaitable. step yields an object (true), or it is the end: the result, or nil and an exception. It may
// use the objects in held, which the awaitable keeps alive until it ends.
func NewGoAwaitable(step func() (*Object, bool), held ...*Object) *Object {
	tuple := Pack(held...)
	if tuple == nil {
		return nil
	}
	o := New(goAwaitableType)
	if o == nil {
		Decref(tuple)
		return nil
	}
	g := As[*goAwaitable](o)
	g.held, g.handle = tuple, Keep(step)
	GCTrack(o)
	return o
}

// next runs to the next yield, or raises StopIteration with the result.
func (g *goAwaitable) next() *Object {
	if g.held == nil {
		return Raise(RuntimeError, "cannot reuse already awaited coroutine")
	}
	held := NewRef(g.held)
	defer Decref(held)
	item, yielded := State().handles.values[g.handle].(func() (*Object, bool))()
	if yielded {
		return item
	}
	Clear(&g.held)
	if item == nil {
		return nil
	}
	defer Decref(item)
	return RaiseStop(item)
}

func init() {
	same := func(o *Object) *Object { return NewRef(o) }
	Define(goAwaitableType, func() Spec {
		return Spec{
			Name: "coroutine", Basicsize: unsafe.Sizeof(goAwaitable{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				g := As[*goAwaitable](o)
				Drop(g.handle)
				Clear(&g.held)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*goAwaitable](o).held)
			},
			Clear: func(o *Object) int32 {
				Clear(&As[*goAwaitable](o).held)
				return 0
			},
			Iter: same, Async: &Async{Await: same},
			Iternext: func(o *Object) *Object { return As[*goAwaitable](o).next() },
			Methods: []Method{
				{Name: "send", O: func(o, _ *Object) *Object { return As[*goAwaitable](o).next() }},
				{Name: "close", NoArgs: func(o *Object) *Object {
					Clear(&As[*goAwaitable](o).held)
					return NewRef(None)
				}},
			},
		}
	})
}
