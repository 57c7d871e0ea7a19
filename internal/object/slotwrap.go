package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Wrappers: what self.__name__(args) does with the function in the slot. args is a tuple.

// wrapArgs checks the number of positional arguments.
func wrapArgs(args *Object, n int) ([]*Object, bool) {
	items := TupleItems(args)
	if len(items) != n {
		plural := "s"
		if n == 1 {
			plural = ""
		}
		Raise(TypeError, "expected %d argument%s, got %d", n, plural, len(items))
		return nil, false
	}
	return items, true
}

func noneOr(status int32) *Object {
	if status < 0 {
		return nil
	}
	return NewRef(None)
}

func wrapFunc(n int, call func(self *Object, args []*Object, fn abi.Func) *Object) wrapper {
	return wrapper{call: func(self, args *Object, fn abi.Func, _ *Object) *Object {
		items, ok := wrapArgs(args, n)
		if !ok {
			return nil
		}
		return call(self, items, fn)
	}}
}

var wrapUnary, wrapBinary, wrapSwapped, wrapNext, wrapHash, wrapLength, wrapBool, wrapContains, wrapIndex, wrapItem, wrapSetIndex, wrapDelIndex, wrapSetItem, wrapDelItem, wrapSetattr, wrapDelattr, wrapDescrSet, wrapDescrDelete, wrapDescrGet, wrapPower, wrapSwappedPower, wrapCall, wrapInit, wrapDel wrapper

func init() {
	wrapUnary = wrapFunc(0, func(self *Object, _ []*Object, fn abi.Func) *Object { return ctier.CallUnary(fn, self) })

	wrapBinary = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object { return ctier.CallBinary(fn, self, a[0]) })

	wrapSwapped = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object { return ctier.CallBinary(fn, a[0], self) })

	wrapNext = wrapFunc(0, func(self *Object, _ []*Object, fn abi.Func) *Object {
		o := ctier.CallUnary(fn, self)
		if o == nil && Occurred() == nil {
			RaiseNone(StopIteration)
		}
		return o
	})

	wrapHash = wrapFunc(0, func(self *Object, _ []*Object, fn abi.Func) *Object {
		h := ctier.CallLength(fn, self)
		if h == -1 && Occurred() != nil {
			return nil
		}
		return NewInt(int64(h))
	})

	wrapLength = wrapFunc(0, func(self *Object, _ []*Object, fn abi.Func) *Object {
		n := ctier.CallLength(fn, self)
		if n < 0 && Occurred() != nil {
			return nil
		}
		return NewInt(int64(n))
	})

	wrapBool = wrapFunc(0, func(self *Object, _ []*Object, fn abi.Func) *Object {
		v := ctier.CallInquiry(fn, self)
		if v < 0 {
			return nil
		}
		return NewBool(v != 0)
	})

	wrapContains = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		v := ctier.CallContains(fn, self, a[0])
		if v < 0 {
			return nil
		}
		return NewBool(v != 0)
	})

	wrapIndex = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		i, ok := AsIndex(a[0], OverflowError)
		if !ok {
			return nil
		}
		return ctier.CallIndex(fn, self, i)
	})

	wrapItem = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		i, ok := itemIndex(self, a[0])
		if !ok {
			return nil
		}
		return ctier.CallIndex(fn, self, i)
	})

	wrapSetIndex = wrapFunc(2, func(self *Object, a []*Object, fn abi.Func) *Object {
		i, ok := itemIndex(self, a[0])
		if !ok {
			return nil
		}
		return noneOr(ctier.CallSetIndex(fn, self, i, a[1]))
	})

	wrapDelIndex = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		i, ok := itemIndex(self, a[0])
		if !ok {
			return nil
		}
		return noneOr(ctier.CallSetIndex(fn, self, i, nil))
	})

	wrapSetItem = wrapFunc(2, func(self *Object, a []*Object, fn abi.Func) *Object {
		return noneOr(ctier.CallSet(fn, self, a[0], a[1]))
	})

	wrapDelItem = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		return noneOr(ctier.CallSet(fn, self, a[0], nil))
	})

	wrapSetattr = wrapFunc(2, func(self *Object, a []*Object, fn abi.Func) *Object {
		if !mayCarloVerre(self, fn, "__setattr__") {
			return nil
		}
		return noneOr(ctier.CallSet(fn, self, a[0], a[1]))
	})

	wrapDelattr = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		if !mayCarloVerre(self, fn, "__delattr__") {
			return nil
		}
		return noneOr(ctier.CallSet(fn, self, a[0], nil))
	})

	wrapDescrSet = wrapFunc(2, func(self *Object, a []*Object, fn abi.Func) *Object {
		return noneOr(ctier.CallSet(fn, self, a[0], a[1]))
	})

	wrapDescrDelete = wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		return noneOr(ctier.CallSet(fn, self, a[0], nil))
	})

	wrapDescrGet = wrapper{call: func(self, args *Object, fn abi.Func, _ *Object) *Object {
		items := TupleItems(args)
		if !CheckPositional("", len(items), 1, 2) { // CPython leaves the name out
			return nil
		}
		obj, owner := items[0], (*Object)(nil)
		if len(items) == 2 {
			owner = items[1]
		}
		if obj == None {
			obj = nil
		}
		if owner == None {
			owner = nil
		}
		if obj == nil && owner == nil {
			return Raise(TypeError, "__get__(None, None) is invalid")
		}
		return ctier.CallTernary(fn, self, obj, owner)
	}}

	wrapPower = powerWrapper(func(fn abi.Func, self, other, mod *Object) *Object { return ctier.CallTernary(fn, self, other, mod) })

	wrapSwappedPower = powerWrapper(func(fn abi.Func, self, other, mod *Object) *Object {
		return ctier.CallTernary(fn, other, self, mod)
	})

	wrapCall = wrapper{keywords: true, call: func(self, args *Object, fn abi.Func, kwargs *Object) *Object {
		return ctier.CallTernary(fn, self, args, kwargs)
	}}

	wrapInit = wrapper{keywords: true, call: func(self, args *Object, fn abi.Func, kwargs *Object) *Object {
		return noneOr(ctier.CallSet(fn, self, args, kwargs))
	}}

	wrapDel = wrapFunc(0, func(self *Object, _ []*Object, fn abi.Func) *Object {
		ctier.CallDestructor(fn, self)
		return NewRef(None)
	})
}

func wrapCompare(op int32) wrapper {
	return wrapFunc(1, func(self *Object, a []*Object, fn abi.Func) *Object {
		return ctier.CallCompare(fn, self, a[0], op)
	})
}

func powerWrapper(call func(fn abi.Func, self, other, mod *Object) *Object) wrapper {
	return wrapper{call: func(self, args *Object, fn abi.Func, _ *Object) *Object {
		items := TupleItems(args)
		if !CheckPositional("", len(items), 1, 2) {
			return nil
		}
		mod := None
		if len(items) == 2 {
			mod = items[1]
		}
		return call(fn, self, items[0], mod)
	}}
}

// itemIndex reads an index for sq_item: a negative one counts from the end.
func itemIndex(self, arg *Object) (int, bool) {
	i, ok := AsIndex(arg, OverflowError)
	if !ok {
		return 0, false
	}
	if s := self.Type.AsSequence; i < 0 && s != nil && s.Length != nil {
		n := ctier.CallLength(s.Length, self)
		if n < 0 {
			return 0, false
		}
		i += n
	}
	return i, true
}

// mayCarloVerre refuses object.__setattr__(t, …) on a type, which would get round what its own slot forbids. CPython
// calls the trick after its inventor.
func mayCarloVerre(self *Object, fn abi.Func, what string) bool {
	if !Is(self, TypeType) {
		return true
	}
	for t := self.Type; t != nil; t = t.Base {
		if t.Flags&abi.TPFlagsHeaptype == 0 {
			if t.Setattro != fn {
				Raise(TypeError, "can't apply this %s to %s object", what, TypeName(self.Type))
				return false
			}
			break
		}
	}
	return true
}

// newNewWrapper makes the attribute __new__ of a type with a tp_new: a built-in method bound to the type.
func newNewWrapper(t *Type) *Object { return NewCFunction(newWrapperDef(), Head(t), nil, nil) }

var newWrapperMethod *abi.MethodDef

func newWrapperDef() *abi.MethodDef {
	if newWrapperMethod == nil {
		newWrapperMethod = MethodDefs([]Method{{
			Name: "__new__", Doc: "__new__($type, *args, **kwargs)\n--\n\nCreate and return a new object.  See help(type) for accurate signature.",
			Keywords: callNew,
		}})
	}
	return newWrapperMethod
}

// callNew is T.__new__(S, …): S must be a subtype of T whose memory T's tp_new can make.
func callNew(self, args, kwargs *Object) *Object {
	t := As[*Type](self)
	items := TupleItems(args)
	if len(items) == 0 {
		return Raise(TypeError, "%s.__new__(): not enough arguments", TypeName(t))
	}
	if !Is(items[0], TypeType) {
		return Raise(TypeError, "%s.__new__(X): X is not a type object (%s)", TypeName(t), TypeName(items[0].Type))
	}
	sub := As[*Type](items[0])
	if !IsSubtype(sub, t) {
		return Raise(TypeError, "%s.__new__(%s): %s is not a subtype of %s", TypeName(t), TypeName(sub), TypeName(sub), TypeName(t))
	}
	static := sub
	for static != nil && static.New == slotNew {
		static = static.Base
	}
	if static != nil && static.New != t.New {
		return Raise(TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", TypeName(t), TypeName(sub), TypeName(static))
	}
	rest := Pack(items[1:]...)
	if rest == nil {
		return nil
	}
	defer Decref(rest)
	return ctier.CallNew(t.New, sub, rest, kwargs)
}

// The addresses that other code compares slots with.
var hashNotImplemented, objectFree, gcFree abi.Func

func init() {
	hashNotImplemented = ctier.Known().HashNotImplemented
	objectFree = ctier.HotFree("gl_object_free", RawFree)
	gcFree = ctier.HotFree("gl_gc_free", func(p unsafe.Pointer) { Release((*Object)(p)) })
}
