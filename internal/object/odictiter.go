package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Iterators over OrderedDicts, and the views that make them. An iterator notices when the order changed, or when the dict
// grew or shrank behind its back.

var (
	ODictIterType   = ctier.Type("PyODictIter_Type")
	ODictKeysType   = ctier.Type("PyODictKeys_Type")
	ODictValuesType = ctier.Type("PyODictValues_Type")
	ODictItemsType  = ctier.Type("PyODictItems_Type")
)

// What an iterator yields, and in which direction.
const (
	odictKeys     = 1
	odictValues   = 2
	odictItems    = odictKeys | odictValues
	odictReversed = 4
)

// odictIter is the memory of an iterator; odict is nil when it is exhausted.
type odictIter struct {
	Object
	kind  int
	odict *Object
	size  int // of the dict when the iterator was made; -1 once that has changed
	state int // of the order when the iterator was made
	pair  *Object
	key   *Object // the next one, nil after the last
}

func newODictIter(od *Object, kind int) *Object {
	o := New(ODictIterType)
	if o == nil {
		return nil
	}
	it := As[*odictIter](o)
	if kind&odictItems == odictItems {
		if it.pair = Pack(None, None); it.pair == nil {
			Decref(o)
			return nil
		}
	}
	n := odictOf(od).first
	if kind&odictReversed != 0 {
		n = odictOf(od).last
	}
	if n != nil {
		it.key = NewRef(n.key)
	}
	it.kind, it.odict, it.size, it.state = kind, NewRef(od), DictLen(od), odictOf(od).state
	GCTrack(o)
	return o
}

// nextKey is the next key, a new reference: nil at the end, or with an error.
func (it *odictIter) nextKey() *Object {
	if it.odict == nil {
		return nil
	}
	od := odictOf(it.odict)
	switch {
	case it.key == nil:
		Clear(&it.odict)
		return nil
	case od.state != it.state:
		Raise(RuntimeError, "OrderedDict mutated during iteration")
		Clear(&it.odict)
		return nil
	case it.size != od.Used:
		Raise(RuntimeError, "OrderedDict changed size during iteration")
		it.size = -1
		return nil
	}
	hash := keyHash(it.key)
	if hash == -1 {
		return nil
	}
	n, _, ok := od.find(it.key, hash)
	if n == nil {
		if ok {
			RaiseKeyError(it.key)
			Clear(&it.key)
		}
		return nil
	}
	next := n.next
	if it.kind&odictReversed != 0 {
		next = n.prev
	}
	key := it.key
	it.key = nil
	if next != nil {
		it.key = NewRef(next.key)
	}
	return key
}

func odictIterNext(o *Object) *Object {
	it := As[*odictIter](o)
	key := it.nextKey()
	if key == nil || it.kind&odictValues == 0 {
		return key
	}
	value, ok := DictGet(it.odict, key)
	if value == nil {
		if ok {
			RaiseKeyError(key)
		}
		Decref(key)
		Clear(&it.odict)
		return nil
	}
	Incref(value)
	if it.kind&odictKeys == 0 {
		Decref(key)
		return value
	}
	return ReusePair(it.pair, key, value)
}

// odictIterReduce is iter(what is still to come). It works on a copy: the iterator does not move.
func odictIterReduce(o *Object) *Object {
	it := As[*odictIter](o)
	left := New(ODictIterType)
	if left == nil {
		return nil
	}
	c := As[*odictIter](left)
	c.kind, c.size, c.state = it.kind, it.size, it.state
	c.odict, c.pair, c.key = XNewRef(it.odict), XNewRef(it.pair), XNewRef(it.key)
	GCTrack(left)
	list := ToList(left)
	Decref(left)
	return reducedTo("iter", steal1(list), -1)
}

func init() {
	Define(ODictIterType, func() Spec {
		return Spec{
			Name: "odict_iterator", Basicsize: unsafe.Sizeof(odictIter{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				it := As[*odictIter](o)
				XDecref(it.odict)
				XDecref(it.pair)
				XDecref(it.key)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				it := As[*odictIter](o)
				return Visit(visit, arg, it.odict, it.pair, it.key)
			},
			Getattro: GenericGetAttr, Iter: SelfIter, Iternext: odictIterNext, Methods: []Method{reduceMethod(odictIterReduce)},
		}
	})
	for _, x := range []struct {
		t, base *Type
		name    string
		kind    int
	}{
		{ODictKeysType, DictKeysType, "odict_keys", odictKeys},
		{ODictValuesType, DictValuesType, "odict_values", odictValues},
		{ODictItemsType, DictItemsType, "odict_items", odictItems},
	} {
		Define(x.t, func() Spec {
			return Spec{
				Name: x.name, Base: x.base, Basicsize: unsafe.Sizeof(dictView{}), Flags: abi.TPFlagsHaveGC,
				Iter: func(o *Object) *Object { return newODictIter(viewed(o), x.kind) },
				Methods: []Method{{Name: "__reversed__", NoArgs: func(o *Object) *Object {
					return newODictIter(viewed(o), x.kind|odictReversed)
				}}},
			}
		})
	}
}
