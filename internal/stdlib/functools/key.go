package functools

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// keyWrapper compares by a function: what cmp_to_key returns, which wraps nothing, and what calling that returns.
type keyWrapper struct {
	abi.Object
	cmp     *Object
	wrapped *Object // nil if nothing
}

var keyWrapperType = object.NewType()

func newKeyWrapper(cmp, wrapped *Object) *Object {
	o := object.New(keyWrapperType)
	if o != nil {
		k := object.As[*keyWrapper](o)
		k.cmp, k.wrapped = object.NewRef(cmp), object.XNewRef(wrapped)
		object.GCTrack(o)
	}
	return o
}

var (
	cmpParams = object.Params{Func: "cmp_to_key", Names: []string{"mycmp"}, Required: 1, Positional: 1}
	keyParams = object.Params{Func: "K", Names: []string{"obj"}, Required: 1, Positional: 1}
)

func cmpToKey(_ *Object, args **Object, n int, names *Object) *Object {
	var a [1]*Object
	if !cmpParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	return newKeyWrapper(a[0], nil)
}

func keyCompare(a, b *Object, op int32) *Object {
	if b.Type != keyWrapperType {
		return object.Raise(object.TypeError, "other argument must be K instance")
	}
	x, y := object.As[*keyWrapper](a), object.As[*keyWrapper](b)
	if x.wrapped == nil || y.wrapped == nil {
		return object.Raise(object.AttributeError, "object")
	}
	held := object.Pack(x.cmp, x.wrapped, y.wrapped)
	if held == nil {
		return nil
	}
	defer object.Decref(held)
	h := object.TupleItems(held)
	order := object.CallArgs(h[0], h[1], h[2])
	if order == nil {
		return nil
	}
	defer object.Decref(order)
	zero := object.NewInt(0)
	if zero == nil {
		return nil
	}
	defer object.Decref(zero)
	return object.RichCompare(order, zero, op)
}

func init() {
	object.Define(keyWrapperType, func() object.Spec {
		s := object.FieldSpec(unsafe.Sizeof(keyWrapper{}), 0, func(o *Object) []**Object {
			k := object.As[*keyWrapper](o)
			return []**Object{&k.wrapped, &k.cmp}
		})
		s.Name, s.Doc = "functools.KeyWrapper", "Compares what it wraps by a function."
		s.Flags = abi.TPFlagsHaveGC
		s.Clear = func(o *Object) int32 { // a comparison may still come
			object.Clear(&object.As[*keyWrapper](o).wrapped)
			return 0
		}
		s.Call = func(o, args, kwargs *Object) *Object {
			var a [1]*Object
			if !keyParams.UnpackTuple(args, kwargs, a[:]) {
				return nil
			}
			return newKeyWrapper(object.As[*keyWrapper](o).cmp, a[0])
		}
		s.Richcompare, s.Hash = keyCompare, object.HashNotImplemented
		s.Members = []object.Member{{Name: "obj", Doc: "What it wraps.", Type: object.TObject, Offset: unsafe.Offsetof(keyWrapper{}.wrapped)}}
		return s
	})
}

// reduce is functools.reduce.
func reduce(_, args *Object) *Object {
	a := object.TupleItems(args)
	n := len(a)
	if !object.CheckPositional("reduce", n, 2, 3) {
		return nil
	}
	it := object.Iter(a[1])
	if it == nil {
		if object.Matches(object.TypeError) {
			object.Raise(object.TypeError, "reduce() arg 2 must support iteration")
		}
		return nil
	}
	defer object.Decref(it)
	var result *Object
	if n == 3 {
		result = object.NewRef(a[2])
	}
	for {
		item := object.IterNext(it)
		switch {
		case item == nil && object.Occurred() != nil:
			object.XDecref(result)
			return nil
		case item == nil && result == nil:
			return object.Raise(object.TypeError, "reduce() of empty iterable with no initial value")
		case item == nil:
			return result
		case result == nil:
			result = item
			continue
		}
		next := object.CallArgs(a[0], result, item)
		object.Decref(result)
		object.Decref(item)
		if result = next; result == nil {
			return nil
		}
	}
}
