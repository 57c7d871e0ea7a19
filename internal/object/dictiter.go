package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Iterators over dicts. One that notices that its dict grew or shrank raises, and goes on raising.

var (
	DictIterKeyType      = ctier.Type("PyDictIterKey_Type")
	DictIterValueType    = ctier.Type("PyDictIterValue_Type")
	DictIterItemType     = ctier.Type("PyDictIterItem_Type")
	DictRevIterKeyType   = ctier.Type("PyDictRevIterKey_Type")
	DictRevIterValueType = ctier.Type("PyDictRevIterValue_Type")
	DictRevIterItemType  = ctier.Type("PyDictRevIterItem_Type")
)

// dictIter is the memory of a dict iterator; dict is nil when it is exhausted.
type dictIter struct {
	Object
	dict *Object
	used int     // of the dict when the iterator was made; -1 once that has changed
	pos  int     // the entry to look at next
	left int     // how many items are still to come
	pair *Object // for items: the tuple to hand out again if nobody keeps it
}

func newDictIter(t *Type, dict *Object) *Object {
	o := New(t)
	if o == nil {
		return nil
	}
	it, d := As[*dictIter](o), dictOf(dict)
	it.dict, it.used, it.left = NewRef(dict), d.Used, d.Used
	if t == DictRevIterKeyType || t == DictRevIterValueType || t == DictRevIterItemType {
		it.pos = -1
		if d.Keys != nil {
			it.pos = d.Keys.Nentries - 1
		}
	}
	if t == DictIterItemType || t == DictRevIterItemType {
		if it.pair = Pack(None, None); it.pair == nil {
			Decref(o)
			return nil
		}
	}
	GCTrack(o)
	return o
}

func dictIterDealloc(o *Object) {
	GCUntrack(o)
	it := As[*dictIter](o)
	XDecref(it.dict)
	XDecref(it.pair)
	Release(o)
}

func dictIterTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	it := As[*dictIter](o)
	return Visit(visit, arg, it.dict, it.pair)
}

// next finds the next entry in the direction of step: nil at the end, or with an error.
func (it *dictIter) next(step int) *abi.DictEntry {
	if it.dict == nil {
		return nil
	}
	d := dictOf(it.dict)
	if it.used != d.Used {
		Raise(RuntimeError, "dictionary changed size during iteration")
		it.used = -1
		return nil
	}
	if k := d.Keys; k != nil {
		i := it.pos
		for i >= 0 && i < k.Nentries && k.Entry(i).Value == nil {
			i += step
		}
		if i >= 0 && i < k.Nentries {
			if it.left == 0 {
				Raise(RuntimeError, "dictionary keys changed during iteration")
				it.end()
				return nil
			}
			it.pos = i + step
			it.left--
			return k.Entry(i)
		}
	}
	it.end()
	return nil
}

// end lets go of the dict, without losing an error that is set.
func (it *dictIter) end() {
	dict := it.dict
	it.dict = nil
	Decref(dict)
}

func dictNextKey(step int) ctier.UnaryFunc {
	return func(o *Object) *Object {
		if e := As[*dictIter](o).next(step); e != nil {
			return NewRef(e.Key)
		}
		return nil
	}
}

func dictNextValue(step int) ctier.UnaryFunc {
	return func(o *Object) *Object {
		if e := As[*dictIter](o).next(step); e != nil {
			return NewRef(e.Value)
		}
		return nil
	}
}

func dictNextItem(step int) ctier.UnaryFunc {
	return func(o *Object) *Object {
		it := As[*dictIter](o)
		e := it.next(step)
		if e == nil {
			return nil
		}
		return ReusePair(it.pair, NewRef(e.Key), NewRef(e.Value))
	}
}

// ReusePair returns a 2-tuple that takes over two references: kept, if nobody else refers to it.
func ReusePair(kept, a, b *Object) *Object {
	if kept.Refcnt != 1 {
		return stealTuple(a, b)
	}
	items := TupleItems(kept)
	oldA, oldB := items[0], items[1]
	items[0], items[1] = a, b
	Incref(kept)
	GCTrack(kept)
	Decref(oldA)
	Decref(oldB)
	return kept
}

func init() {
	hint := lengthHint(func(o *Object) *Object {
		it := As[*dictIter](o)
		n := 0
		if it.dict != nil && it.used == dictOf(it.dict).Used {
			n = it.left
		}
		return NewInt(int64(n))
	})
	for _, x := range []struct {
		t    *Type
		name string
		next ctier.UnaryFunc
	}{
		{DictIterKeyType, "dict_keyiterator", dictNextKey(1)},
		{DictIterValueType, "dict_valueiterator", dictNextValue(1)},
		{DictIterItemType, "dict_itemiterator", dictNextItem(1)},
		{DictRevIterKeyType, "dict_reversekeyiterator", dictNextKey(-1)},
		{DictRevIterValueType, "dict_reversevalueiterator", dictNextValue(-1)},
		{DictRevIterItemType, "dict_reverseitemiterator", dictNextItem(-1)},
	} {
		Define(x.t, func() Spec {
			return Spec{
				Name: x.name, Basicsize: unsafe.Sizeof(dictIter{}), Flags: abi.TPFlagsHaveGC,
				Dealloc: dictIterDealloc, Traverse: dictIterTraverse,
				Iter: SelfIter, Iternext: x.next, Methods: []Method{hint, remaining(dictIterCopy)},
			}
		})
	}
}
