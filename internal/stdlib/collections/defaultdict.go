package collections

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

type defaultdict struct {
	abi.Dict
	factory *Object // nil is None
}

var defaultdictType = object.NewType()

func factoryOf(o *Object) **Object { return &object.As[*defaultdict](o).factory }

func factoryOrNone(o *Object) *Object {
	if f := *factoryOf(o); f != nil {
		return f
	}
	return object.None
}

func defaultdictMissing(o, key *Object) *Object {
	factory := factoryOrNone(o)
	if factory == object.None {
		return object.RaiseKeyError(key)
	}
	object.Incref(factory)
	value := object.CallArgs(factory)
	object.Decref(factory)
	if value == nil {
		return nil
	}
	if !object.SetItem(o, key, value) {
		object.Decref(value)
		return nil
	}
	return value
}

// copyWith is a defaultdict of the class of o, with its factory and the items of another mapping.
func copyWith(o, items *Object) *Object {
	return object.CallArgs(object.Head(o.Type), factoryOrNone(o), items)
}

func defaultdictCopy(o *Object) *Object { return copyWith(o, o) }

func defaultdictReduce(o *Object) *Object {
	args := object.NewTuple(0)
	if f := factoryOrNone(o); f != object.None {
		object.XDecref(args)
		args = object.Pack(f)
	}
	var it *Object
	if items := object.CallMethod(o, "items"); items != nil {
		it = object.Iter(items)
		object.Decref(items)
	}
	return object.OwnedTuple(object.NewRef(object.Head(o.Type)), args, object.NewRef(object.None), object.NewRef(object.None), it)
}

func defaultdictInit(o, args, kwargs *Object) int32 {
	items := object.TupleItems(args)
	var factory *Object
	if len(items) > 0 {
		factory = items[0]
		if factory != object.None && !object.Callable(factory) {
			object.Raise(object.TypeError, "first argument must be callable or None")
			return -1
		}
		items = items[1:]
	}
	rest := object.Pack(items...)
	if rest == nil {
		return -1
	}
	defer object.Decref(rest)
	object.Replace(factoryOf(o), object.XNewRef(factory))
	return ctier.CallSet(object.DictType.Init, o, rest, kwargs)
}

func defaultdictRepr(o *Object) *Object {
	base := ctier.CallUnary(object.DictType.Repr, o)
	if base == nil {
		return nil
	}
	defer object.Decref(base)
	factory := "None"
	if f := *factoryOf(o); f != nil {
		entered := object.ReprEnter(f)
		switch {
		case entered < 0:
			return nil
		case entered > 0:
			factory = "..."
		default:
			r := object.Repr(f)
			object.ReprLeave(f)
			if r == nil {
				return nil
			}
			factory = object.StrOf(r)
			object.Decref(r)
		}
	}
	return object.NewStr(object.ShortName(o.Type) + "(" + factory + ", " + object.StrOf(base) + ")")
}

// defaultdictOr is a | b, where either is a defaultdict: its class and factory are the result's.
func defaultdictOr(a, b *Object) *Object {
	self, other := a, b
	if !object.Is(a, defaultdictType) {
		self, other = b, a
	}
	if !object.IsDict(other) {
		return object.NewRef(object.NotImplemented)
	}
	made := copyWith(self, a)
	if made == nil {
		return nil
	}
	if !object.DictUpdate(made, b) {
		object.Decref(made)
		return nil
	}
	return made
}

func init() {
	object.Define(defaultdictType, func() object.Spec {
		return object.Spec{
			Name: "collections.defaultdict", Base: object.DictType, Basicsize: unsafe.Sizeof(defaultdict{}),
			Doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n" +
				"A dict that asks the factory for the value of a key it has not, and keeps it.",
			Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			Init:  defaultdictInit,
			Dealloc: func(o *Object) {
				object.GCUntrack(o)
				object.Clear(factoryOf(o))
				ctier.CallDestructor(object.DictType.Dealloc, o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				if r := object.Visit(visit, arg, *factoryOf(o)); r != 0 {
					return r
				}
				return ctier.CallTraverse(object.DictType.Traverse, o, visit, arg)
			},
			Clear: func(o *Object) int32 {
				object.Clear(factoryOf(o))
				return ctier.CallInquiry(object.DictType.Clear, o)
			},
			Repr:   defaultdictRepr,
			Number: &object.Number{Or: defaultdictOr},
			Members: []object.Member{{
				Name: "default_factory", Doc: "What is called for the value of a missing key.", Type: object.TObject,
				Offset: unsafe.Offsetof(defaultdict{}.factory),
			}},
			Methods: []object.Method{
				{Name: "__missing__", O: defaultdictMissing, Doc: "__missing__(key) # Called by __getitem__ for a key that is not there."},
				{Name: "copy", NoArgs: defaultdictCopy, Doc: "D.copy() -> a shallow copy of D."},
				{Name: "__copy__", NoArgs: defaultdictCopy, Doc: "D.copy() -> a shallow copy of D."},
				{Name: "__reduce__", NoArgs: defaultdictReduce, Doc: "What pickling needs."},
				object.ClassGetitem,
			},
		}
	})
}
