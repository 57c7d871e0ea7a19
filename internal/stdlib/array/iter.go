package array

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// iterator goes through an array: nil when it is through.
type iterator struct {
	abi.Object
	index int
	over  obj
}

func iterOf(o obj) *iterator { return object.As[*iterator](o) }

func iter(o obj) obj {
	it := object.New(iterType)
	if it != nil {
		iterOf(it).over = object.NewRef(o)
		object.GCTrack(it)
	}
	return it
}

func iterNext(o obj) obj {
	it := iterOf(o)
	if it.over == nil {
		return nil
	}
	if it.index < length(it.over) {
		it.index++
		return itemOf(it.over, it.index-1)
	}
	object.Clear(&it.over)
	return nil
}

func defineIter() object.Spec {
	return object.Spec{
		Name: "array.arrayiterator", Basicsize: unsafe.Sizeof(iterator{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
		Dealloc: func(o obj) {
			object.GCUntrack(o)
			object.Clear(&iterOf(o).over)
			object.Release(o)
		},
		Traverse: func(o obj, visit abi.Func, arg unsafe.Pointer) int32 { return object.Visit(visit, arg, iterOf(o).over) },
		Iter:     object.SelfIter,
		Iternext: iterNext,
		Methods: []object.Method{
			{Name: "__reduce__", Doc: "__reduce__($self, /)\n--\n\nWhat pickling needs.", NoArgs: func(o obj) obj {
				iter := object.BuiltinNamed("iter")
				if iter == nil {
					return nil
				}
				it := iterOf(o)
				if it.over == nil {
					return object.OwnedTuple(iter, object.OwnedTuple(object.NewTuple(0)))
				}
				return object.OwnedTuple(iter, object.Pack(it.over), object.NewInt(int64(it.index)))
			}},
			{Name: "__setstate__", Doc: "__setstate__($self, state, /)\n--\n\nGo on elsewhere.", O: func(o, state obj) obj {
				i, ok := object.AsSsize(state)
				if !ok {
					return nil
				}
				if it := iterOf(o); it.over != nil {
					it.index = min(max(i, 0), length(it.over))
				}
				return object.NewRef(object.None)
			}},
		},
	}
}
