package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The slots and methods of set and frozenset, and their iterator.

func makeNewSet(t *Type, _, _ *Object) *Object { return makeSet(t, nil) }

func setInit(o, args, kwargs *Object) int32 {
	if o.Type == SetType && !NoKeywords("set", kwargs) {
		return -1
	}
	a := TupleItems(args)
	if !CheckPositional("set", len(a), 0, 1) {
		return -1
	}
	s := setOf(o)
	if s.Fill > 0 {
		setClear(s)
	}
	s.Hash = -1
	return Status(len(a) == 0 || SetUpdate(o, a[0]))
}

func frozenNew(t *Type, args, kwargs *Object) *Object {
	if t == FrozenSetType && !NoKeywords("frozenset", kwargs) {
		return nil
	}
	a := TupleItems(args)
	if !CheckPositional("frozenset", len(a), 0, 1) {
		return nil
	}
	if len(a) == 0 {
		return makeSet(t, nil)
	}
	if t == FrozenSetType && a[0].Type == FrozenSetType {
		return NewRef(a[0])
	}
	return makeSet(t, a[0])
}

// setOperator is a binary operator, which wants a set or frozenset on both sides.
func setOperator(f ctier.BinaryFunc) ctier.BinaryFunc {
	return func(a, b *Object) *Object {
		if !IsAnySet(a) || !IsAnySet(b) {
			return NewRef(NotImplemented)
		}
		return f(a, b)
	}
}

// setInplace is an in-place operator.
func setInplace(f func(a, b *Object) bool) ctier.BinaryFunc {
	return func(a, b *Object) *Object {
		if !IsAnySet(b) {
			return NewRef(NotImplemented)
		}
		if !f(a, b) {
			return nil
		}
		return NewRef(a)
	}
}

func setUnion(a, b *Object) *Object {
	c := setCopy(a)
	if c == nil || a == b || SetUpdate(c, b) {
		return c
	}
	Decref(c)
	return nil
}

func setIntersectionUpdate(a, b *Object) bool { return setReplace(a, setIntersection(a, b)) }

// setFold applies a binary method to any number of arguments in turn, beginning with a copy.
func setFold(f ctier.BinaryFunc) ctier.FastcallFunc {
	return func(o *Object, args **Object, n int) *Object {
		result := NewRef(o)
		if n == 0 {
			Decref(result)
			return setCopy(o)
		}
		for _, arg := range Args(args, n) {
			next := f(result, arg)
			Decref(result)
			if next == nil {
				return nil
			}
			result = next
		}
		return result
	}
}

// setEach applies an update to any number of arguments in turn.
func setEach(f func(o, arg *Object) bool) ctier.FastcallFunc {
	return func(o *Object, args **Object, n int) *Object {
		for _, arg := range Args(args, n) {
			if !f(o, arg) {
				return nil
			}
		}
		return NewRef(None)
	}
}

func setReduce(o *Object) *Object {
	keys := ToList(o)
	if keys == nil {
		return nil
	}
	args := stealTuple(keys)
	if args == nil {
		return nil
	}
	state, ok := LookupAttr(o, Intern("__dict__"))
	if !ok {
		Decref(args)
		return nil
	}
	if state == nil {
		state = NewRef(None)
	}
	return stealTuple(NewRef(Head(o.Type)), args, state)
}

func setSizeof(o *Object) *Object {
	s := setOf(o)
	size := o.Type.Basicsize
	if s.Table != &s.Smalltable[0] {
		size += (s.Mask + 1) * int(unsafe.Sizeof(abi.SetEntry{}))
	}
	return NewInt(int64(size))
}

// setMethods are the methods of both types.
func setMethods() []Method {
	return []Method{
		{Name: "__contains__", Flags: abi.MethCoexist, O: func(o, key *Object) *Object { return Truth(setContainsSlot(o, key)) },
			Doc: "x.__contains__(y) <==> y in x."},
		{Name: "difference", Fast: func(o *Object, args **Object, n int) *Object {
			if n == 0 {
				return setCopy(o)
			}
			a := Args(args, n)
			result := setDifference(o, a[0])
			for _, other := range a[1:] {
				if result == nil {
					return nil
				}
				if !setDifferenceUpdate(result, other) {
					Decref(result)
					return nil
				}
			}
			return result
		}, Doc: "A new set of the items that none of the other iterables has."},
		{Name: "intersection", Fast: setFold(setIntersection), Doc: "A new set of the items that all the other iterables have."},
		{Name: "isdisjoint", O: func(a, b *Object) *Object { return Truth(setIsdisjoint(a, b)) },
			Doc: "Whether the set and an iterable have nothing in common."},
		{Name: "issubset", O: func(a, b *Object) *Object { return Truth(setIssubset(a, b)) },
			Doc: "issubset($self, other, /)\n--\n\nWhether the other iterable has all items of this set."},
		{Name: "issuperset", O: func(a, b *Object) *Object { return Truth(setIssuperset(a, b)) },
			Doc: "issuperset($self, other, /)\n--\n\nWhether this set has all items of the other iterable."},
		{Name: "__reduce__", NoArgs: setReduce, Doc: "What pickling needs."},
		{Name: "__sizeof__", NoArgs: setSizeof, Doc: "S.__sizeof__() -> size of S in memory, in bytes"},
		{Name: "symmetric_difference", O: setSymmetric, Doc: "A new set of the items that exactly one of the two has."},
		{Name: "union", Fast: func(o *Object, args **Object, n int) *Object {
			result := setCopy(o)
			for _, other := range Args(args, n) {
				if result != nil && o != other && !SetUpdate(result, other) {
					Decref(result)
					return nil
				}
			}
			return result
		}, Doc: "A new set of the items that any of the sets has."},
		ClassGetitem,
	}
}

func mutableSetMethods() []Method {
	return append(setMethods(), []Method{
		{Name: "add", O: func(o, key *Object) *Object { return NoneIf(SetAdd(o, key)) }, Doc: "Add an item, unless it is there."},
		{Name: "clear", NoArgs: func(o *Object) *Object { SetClear(o); return NewRef(None) }, Doc: "Remove all items."},
		{Name: "copy", NoArgs: setCopy, Doc: "A new set with the same items."},
		{Name: "discard", O: func(o, key *Object) *Object {
			return NoneIf(setWithKey(key, func(key *Object) int32 { return SetDiscard(o, key) }) >= 0)
		}, Doc: "Remove an item, if it is there."},
		{Name: "remove", O: func(o, key *Object) *Object {
			switch setWithKey(key, func(key *Object) int32 { return SetDiscard(o, key) }) {
			case -1:
				return nil
			case 0:
				return RaiseKeyError(key)
			}
			return NewRef(None)
		}, Doc: "Remove an item. KeyError if it is not there."},
		{Name: "pop", NoArgs: SetPop, Doc: "Remove some item and return it. KeyError if there is none."},
		{Name: "difference_update", Fast: setEach(setDifferenceUpdate), Doc: "Remove the items of other iterables."},
		{Name: "intersection_update", Fast: func(o *Object, args **Object, n int) *Object {
			return NoneIf(setReplace(o, setFold(setIntersection)(o, args, n)))
		}, Doc: "Remove what not all the other iterables have."},
		{Name: "symmetric_difference_update", O: func(o, other *Object) *Object { return NoneIf(setSymmetricUpdate(o, other)) },
			Doc: "Keep the items that exactly one of the two has."},
		{Name: "update", Fast: setEach(SetUpdate), Doc: "Add the items of other iterables."},
	}...)
}

func setSpec(name string) Spec {
	return Spec{
		Name:      name,
		Basicsize: unsafe.Sizeof(abi.Set{}), Weaklistoffset: int(unsafe.Offsetof(abi.Set{}.Weakreflist)),
		Flags:   abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsMatchSelf,
		Dealloc: setDealloc, Traverse: setTraverse,
		Clear: func(o *Object) int32 { SetClear(o); return 0 },
		Repr:  setRepr, Richcompare: setCompare,
		Iter: newSetIter,
		Number: &Number{
			Or: setOperator(setUnion), And: setOperator(setIntersection), Subtract: setOperator(setDifference),
			Xor: setOperator(setSymmetric),
		},
		Sequence: &Sequence{Length: SetLen, Contains: setContainsSlot},
	}
}

func init() {
	Define(SetType, func() Spec {
		s := setSpec("set")
		s.Doc = "set() -> new empty set object\nset(iterable) -> a set of the items of that iterable\n\n" +
			"A collection without order or duplicates."
		s.New, s.Init, s.Unhashable, s.Methods = makeNewSet, setInit, true, mutableSetMethods()
		s.Number.InplaceOr = setInplace(SetUpdate)
		s.Number.InplaceAnd = setInplace(setIntersectionUpdate)
		s.Number.InplaceSubtract = setInplace(setDifferenceUpdate)
		s.Number.InplaceXor = setInplace(setSymmetricUpdate)
		return s
	})
	Define(FrozenSetType, func() Spec {
		s := setSpec("frozenset")
		s.Doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> a frozenset of the items of that iterable\n\n" +
			"A collection without order or duplicates that does not change."
		s.New, s.Hash = frozenNew, frozenHash
		s.Methods = append(setMethods(), Method{Name: "copy", NoArgs: func(o *Object) *Object {
			if o.Type == FrozenSetType {
				return NewRef(o)
			}
			return setCopy(o)
		}, Doc: "A new set with the same items."})
		return s
	})
	Define(SetIterType, func() Spec {
		return Spec{
			Name: "set_iterator", Basicsize: unsafe.Sizeof(setIter{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				XDecref(As[*setIter](o).set)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*setIter](o).set)
			},
			Iter: SelfIter, Iternext: setIterNext,
			Methods: []Method{lengthHint(func(o *Object) *Object {
				it := As[*setIter](o)
				n := 0
				if it.set != nil && it.used == setOf(it.set).Used {
					n = it.left
				}
				return NewInt(int64(n))
			}), remaining(setIterCopy)},
		}
	})
}

// SetIterType is the iterator over sets.
var SetIterType = ctier.Type("PySetIter_Type")

// setIter is the memory of a set iterator; set is nil when it is exhausted.
type setIter struct {
	Object
	set             *Object
	used, pos, left int
}

func newSetIter(set *Object) *Object {
	o := New(SetIterType)
	if o != nil {
		it := As[*setIter](o)
		it.set, it.used, it.left = NewRef(set), setOf(set).Used, setOf(set).Used
		GCTrack(o)
	}
	return o
}

func setIterNext(o *Object) *Object {
	it := As[*setIter](o)
	if it.set == nil {
		return nil
	}
	if it.used != setOf(it.set).Used {
		it.used = -1
		return Raise(RuntimeError, "Set changed size during iteration")
	}
	var key *Object
	var hash int
	if SetNext(it.set, &it.pos, &key, &hash) {
		it.left--
		return NewRef(key)
	}
	Clear(&it.set)
	return nil
}
