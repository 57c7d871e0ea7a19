package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The iterators of str, bytes and bytearray: an object and a position. Seq is nil when it is exhausted.

type textIter struct {
	Object
	index int
	seq   *Object
}

func newTextIter(t *Type, seq *Object) *Object {
	o := New(t)
	if o != nil {
		As[*textIter](o).seq = NewRef(seq)
		GCTrack(o)
	}
	return o
}

func textIterDealloc(o *Object) {
	GCUntrack(o)
	XDecref(As[*textIter](o).seq)
	Release(o)
}

func textIterTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	return Visit(visit, arg, As[*textIter](o).seq)
}

func textIterNext(o *Object, length func(*Object) int, item func(*Object, int) *Object) *Object {
	it := As[*textIter](o)
	if it.seq == nil {
		return nil
	}
	if it.index < length(it.seq) {
		v := item(it.seq, it.index)
		if v != nil {
			it.index++
		}
		return v
	}
	Clear(&it.seq)
	return nil
}

func textIterMethods(length func(*Object) int) []Method {
	return []Method{
		{Name: "__length_hint__", Doc: "How many items are left.", NoArgs: func(o *Object) *Object {
			it := As[*textIter](o)
			if it.seq == nil {
				return NewInt(0)
			}
			return NewInt(int64(max(length(it.seq)-it.index, 0)))
		}},
		{Name: "__setstate__", Doc: "Set the position.", O: func(o, state *Object) *Object {
			i, ok := AsIndex(state, nil)
			if !ok {
				return nil
			}
			if it := As[*textIter](o); it.seq != nil {
				it.index = min(max(i, 0), length(it.seq))
			}
			return NewRef(None)
		}},
	}
}
