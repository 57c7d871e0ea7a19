package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Iterators that count an index up or down: over lists, tuples, and whatever has __getitem__. At the end an iterator
// lets go of what it walks, and from then on it stays exhausted, even if more is added.

var (
	ListIterType    = ctier.Type("PyListIter_Type")
	ListRevIterType = ctier.Type("PyListRevIter_Type")
	TupleIterType   = ctier.Type("PyTupleIter_Type")
	SeqIterType     = ctier.Type("PySeqIter_Type")
	CallIterType    = ctier.Type("PyCallIter_Type")
)

// indexIter is the memory of these iterators; seq is nil when it is exhausted.
type indexIter struct {
	Object
	index int
	seq   *Object
}

func newIndexIter(t *Type, seq *Object, index int) *Object {
	o := New(t)
	if o == nil {
		return nil
	}
	it := As[*indexIter](o)
	it.index, it.seq = index, NewRef(seq)
	GCTrack(o)
	return o
}

// NewSeqIter is PySeqIter_New: an iterator over whatever PySequence_GetItem works on.
func NewSeqIter(seq *Object) *Object { return newIndexIter(SeqIterType, seq, 0) }

func indexIterDealloc(o *Object) {
	GCUntrack(o)
	XDecref(As[*indexIter](o).seq)
	FreeInstance(o)
}

func indexIterTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	return Visit(visit, arg, As[*indexIter](o).seq)
}

// nextOf is tp_iternext for a sequence whose items can be viewed.
func nextOf(items func(*Object) []*Object) ctier.UnaryFunc {
	return func(o *Object) *Object {
		it := As[*indexIter](o)
		if it.seq == nil {
			return nil
		}
		if v := items(it.seq); it.index < len(v) {
			it.index++
			return NewRef(v[it.index-1])
		}
		Clear(&it.seq)
		return nil
	}
}

func listRevNext(o *Object) *Object {
	it := As[*indexIter](o)
	if it.seq == nil {
		return nil
	}
	if v := ListItems(it.seq); it.index >= 0 && it.index < len(v) {
		it.index--
		return NewRef(v[it.index+1])
	}
	it.index = -1
	Clear(&it.seq)
	return nil
}

func seqIterNext(o *Object) *Object {
	it := As[*indexIter](o)
	if it.seq == nil {
		return nil
	}
	if it.index == math.MaxInt {
		return Raise(OverflowError, "iter index too large")
	}
	item := SequenceGetItem(it.seq, it.index)
	if item != nil {
		it.index++
		return item
	}
	if Matches(IndexError) || Matches(StopIteration) {
		ClearErr()
		Clear(&it.seq)
	}
	return nil
}

// hintOf is __length_hint__ for a sequence of known length.
func hintOf(length func(*Object) int) Method {
	return lengthHint(func(o *Object) *Object {
		it := As[*indexIter](o)
		n := 0
		if it.seq != nil {
			n = max(length(it.seq)-it.index, 0)
		}
		return NewInt(int64(n))
	})
}

func lengthHint(f ctier.UnaryFunc) Method {
	return Method{Name: "__length_hint__", NoArgs: f, Doc: "How many items are left, as far as one can know."}
}

// indexIterSpec is what these iterators have in common.
func indexIterSpec(name string, next ctier.UnaryFunc, methods ...Method) func() Spec {
	return func() Spec {
		return Spec{
			Name: name, Basicsize: unsafe.Sizeof(indexIter{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: indexIterDealloc, Traverse: indexIterTraverse,
			Iter: SelfIter, Iternext: next, Methods: methods,
		}
	}
}

// callIter is iter(callable, sentinel); both are nil when it is exhausted.
type callIter struct {
	Object
	callable, sentinel *Object
}

// NewCallIter is PyCallIter_New.
func NewCallIter(callable, sentinel *Object) *Object {
	o := New(CallIterType)
	if o == nil {
		return nil
	}
	it := As[*callIter](o)
	it.callable, it.sentinel = NewRef(callable), NewRef(sentinel)
	GCTrack(o)
	return o
}

func callIterNext(o *Object) *Object {
	it := As[*callIter](o)
	if it.callable == nil {
		return nil
	}
	callable := NewRef(it.callable)
	result := CallArgs(callable)
	Decref(callable)
	if result != nil && it.sentinel == nil {
		Decref(result)
		return nil
	}
	if result != nil {
		equal := RichCompareBool(it.sentinel, result, abi.EQ)
		if equal == 0 {
			return result
		}
		Decref(result)
		if equal > 0 {
			Clear(&it.callable)
			Clear(&it.sentinel)
		}
		return nil
	}
	if Matches(StopIteration) {
		ClearErr()
		Clear(&it.callable)
		Clear(&it.sentinel)
	}
	return nil
}

func init() {
	clipped := func(length func(*Object) int) func(it *indexIter, state int) {
		return func(it *indexIter, state int) { it.index = min(max(state, 0), length(it.seq)) }
	}
	listLength := func(o *Object) int { return listHead(o).Size }
	tupleLength := func(o *Object) int { return As[*abi.Tuple](o).Size }
	Define(ListIterType, indexIterSpec("list_iterator", nextOf(ListItems),
		append(indexIterPickling("iter", emptyListObject, clipped(listLength)), hintOf(listLength))...))
	Define(TupleIterType, indexIterSpec("tuple_iterator", nextOf(TupleItems),
		append(indexIterPickling("iter", emptyTupleObject, clipped(tupleLength)), hintOf(tupleLength))...))
	Define(ListRevIterType, indexIterSpec("list_reverseiterator", listRevNext, append(indexIterPickling("reversed", emptyListObject,
		func(it *indexIter, state int) { it.index = min(max(state, -1), listLength(it.seq)-1) }), lengthHint(func(o *Object) *Object {
		it := As[*indexIter](o)
		n := it.index + 1
		if it.seq == nil || listHead(it.seq).Size < n {
			n = 0
		}
		return NewInt(int64(n))
	}))...))
	Define(SeqIterType, indexIterSpec("iterator", seqIterNext, append(indexIterPickling("iter", emptyTupleObject,
		func(it *indexIter, state int) { it.index = max(state, 0) }), lengthHint(func(o *Object) *Object {
		it := As[*indexIter](o)
		if it.seq == nil {
			return NewInt(0)
		}
		if !hasLen(it.seq) {
			return NewRef(NotImplemented)
		}
		n := SequenceLength(it.seq)
		if n < 0 {
			return nil
		}
		return NewInt(int64(max(n-it.index, 0)))
	}))...))
	Define(CallIterType, func() Spec {
		return Spec{
			Name: "callable_iterator", Basicsize: unsafe.Sizeof(callIter{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				it := As[*callIter](o)
				XDecref(it.callable)
				XDecref(it.sentinel)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				it := As[*callIter](o)
				return Visit(visit, arg, it.callable, it.sentinel)
			},
			Iter: SelfIter, Iternext: callIterNext, Methods: []Method{reduceMethod(callIterReduce)},
		}
	})
}
