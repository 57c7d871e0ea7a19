package object

import (
	"math/big"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Ranges. The bounds are ints of any size; where they and the length fit a machine word, iteration uses those.

var (
	RangeType         = ctier.Type("PyRange_Type")
	RangeIterType     = ctier.Type("PyRangeIter_Type")
	LongRangeIterType = ctier.Type("PyLongRangeIter_Type")
)

type rangeObject struct {
	Object
	start, stop, step, length *Object // ints
}

func rangeOf(o *Object) *rangeObject { return As[*rangeObject](o) }

// newRange makes a range and takes over the references, all ints, to start, stop and step, which is not 0.
func newRange(start, stop, step *Object) *Object {
	length := rangeLength(start, stop, step)
	var o *Object
	if length != nil {
		o = New(RangeType)
	}
	if o == nil {
		XDecref(length)
		Decref(start)
		Decref(stop)
		Decref(step)
		return nil
	}
	r := rangeOf(o)
	r.start, r.stop, r.step, r.length = start, stop, step, length
	return o
}

// rangeLength is how many numbers there are from start to stop.
func rangeLength(start, stop, step *Object) *Object {
	a, b, s := BigOf(start), BigOf(stop), BigOf(step)
	if s.Sign() < 0 {
		a, b = b, a
		s.Neg(s)
	}
	n := b.Sub(b, a)
	if n.Sign() <= 0 {
		return NewInt(0)
	}
	n.Sub(n, big.NewInt(1))
	n.Quo(n, s)
	return NewBig(n.Add(n, big.NewInt(1)))
}

func rangeNew(_ *Type, args, kwargs *Object) *Object {
	if !NoKeywords("range", kwargs) {
		return nil
	}
	a := TupleItems(args)
	if !CheckPositional("range", len(a), 1, 3) {
		return nil
	}
	var bounds [3]*Object
	switch len(a) {
	case 1:
		bounds[0], bounds[2] = NewInt(0), NewInt(1)
		bounds[1] = NumberIndex(a[0])
	case 2:
		bounds[0], bounds[1], bounds[2] = NumberIndex(a[0]), nil, NewInt(1)
		if bounds[0] != nil {
			bounds[1] = NumberIndex(a[1])
		}
	default:
		for i := range a {
			if bounds[i] = NumberIndex(a[i]); bounds[i] == nil {
				break
			}
		}
		if bounds[2] != nil && LongSign(bounds[2]) == 0 {
			Raise(ValueError, "range() arg 3 must not be zero")
			Clear(&bounds[2])
		}
	}
	for _, b := range bounds {
		if b == nil {
			for _, b := range bounds {
				XDecref(b)
			}
			return nil
		}
	}
	return newRange(bounds[0], bounds[1], bounds[2])
}

func rangeLen(o *Object) int {
	n, ok := AsSsize(rangeOf(o).length)
	if !ok {
		return -1
	}
	return n
}

// rangeAt is the i-th number, which need not be in the range.
func rangeAt(r *rangeObject, i *big.Int) *big.Int {
	v := new(big.Int).Mul(BigOf(r.step), i)
	return v.Add(v, BigOf(r.start))
}

// rangeItem is the number at an index, counted from the end if it is negative.
func rangeItem(o *Object, i *big.Int) *Object {
	r := rangeOf(o)
	n := BigOf(r.length)
	if i.Sign() < 0 {
		i = new(big.Int).Add(i, n)
	}
	if i.Sign() < 0 || i.Cmp(n) >= 0 {
		return Raise(IndexError, "range object index out of range")
	}
	return NewBig(rangeAt(r, i))
}

func rangeSubscript(o, key *Object) *Object {
	if IndexCheck(key) {
		i := NumberIndex(key)
		if i == nil {
			return nil
		}
		at := BigOf(i)
		Decref(i)
		return rangeItem(o, at)
	}
	if key.Type != SliceType {
		return Raise(TypeError, "range indices must be integers or slices, not %.200s", TypeName(key.Type))
	}
	r := rangeOf(o)
	start, stop, step, ok := sliceBig(As[*abi.Slice](key), r.length)
	if !ok {
		return nil
	}
	newStep := step.Mul(step, BigOf(r.step))
	return newRange(NewBig(rangeAt(r, start)), NewBig(rangeAt(r, stop)), NewBig(newStep))
}

// rangeHas tells whether an exact int is in a range, by arithmetic.
func rangeHas(r *rangeObject, v *Object) bool {
	x, start, stop, step := BigOf(v), BigOf(r.start), BigOf(r.stop), BigOf(r.step)
	if step.Sign() > 0 && (x.Cmp(start) < 0 || x.Cmp(stop) >= 0) || step.Sign() < 0 && (x.Cmp(start) > 0 || x.Cmp(stop) <= 0) {
		return false
	}
	x.Sub(x, start)
	return x.Rem(x, step).Sign() == 0
}

func rangeContains(o, v *Object) int32 {
	if v.Type == LongType || v.Type == BoolType {
		return boolInt(rangeHas(rangeOf(o), v))
	}
	return containsByIteration(o, v)
}

func rangeIndex(o, v *Object) *Object {
	if v.Type != LongType && v.Type != BoolType {
		i := SequenceIndex(o, v)
		if i < 0 {
			return nil
		}
		return NewInt(int64(i))
	}
	r := rangeOf(o)
	if !rangeHas(r, v) {
		return Raise(ValueError, "%s is not in range", ReprOf(v))
	}
	x := BigOf(v)
	x.Sub(x, BigOf(r.start))
	return NewBig(x.Quo(x, BigOf(r.step)))
}

func rangeCount(o, v *Object) *Object {
	if v.Type == LongType || v.Type == BoolType {
		return NewInt(int64(boolInt(rangeHas(rangeOf(o), v))))
	}
	n := SequenceCount(o, v)
	if n < 0 {
		return nil
	}
	return NewInt(int64(n))
}

// rangeKey is what makes two ranges equal: the length, the first number if there is one, the step if there are two.
func rangeKey(o *Object) *Object {
	r := rangeOf(o)
	n := BigOf(r.length)
	start, step := r.start, r.step
	if n.Sign() == 0 {
		start = None
	}
	if n.Cmp(big.NewInt(1)) <= 0 {
		step = None
	}
	return Pack(r.length, start, step)
}

func rangeCompare(a, b *Object, op int32) *Object {
	if b.Type != RangeType || op != abi.EQ && op != abi.NE {
		return NewRef(NotImplemented)
	}
	x, y := rangeKey(a), rangeKey(b)
	var result *Object
	if x != nil && y != nil {
		result = tupleCompare(x, y, op)
	}
	XDecref(x)
	XDecref(y)
	return result
}

func rangeHash(o *Object) int {
	key := rangeKey(o)
	if key == nil {
		return -1
	}
	h := tupleHash(key)
	Decref(key)
	return h
}

func rangeRepr(o *Object) *Object {
	r := rangeOf(o)
	text := "range(" + BigOf(r.start).String() + ", " + BigOf(r.stop).String()
	if step := BigOf(r.step); step.Cmp(big.NewInt(1)) != 0 {
		text += ", " + step.String()
	}
	return NewStr(text + ")")
}

func rangeReduce(o *Object) *Object {
	r := rangeOf(o)
	args := Pack(r.start, r.stop, r.step)
	if args == nil {
		return nil
	}
	return stealTuple(NewRef(Head(o.Type)), args)
}

// rangeIter counts in machine words: the number at index, of length.
type rangeIter struct {
	Object
	index, start, step, length int
}

// longRangeIter counts in ints: the number at index, of length.
type longRangeIter struct {
	Object
	index, start, step, length *Object
}

func wordOf(v *big.Int) (int, bool) { return int(v.Int64()), v.IsInt64() }

// newRangeIter makes an iterator over length numbers.
func newRangeIter(start, step, length *big.Int) *Object {
	a, okA := wordOf(start)
	s, okS := wordOf(step)
	n, okN := wordOf(length)
	end := new(big.Int).Mul(step, length)
	_, okEnd := wordOf(end.Add(end, start))
	if okA && okS && okN && okEnd {
		o := New(RangeIterType)
		if o != nil {
			it := As[*rangeIter](o)
			it.start, it.step, it.length = a, s, n
		}
		return o
	}
	o := New(LongRangeIterType)
	if o == nil {
		return nil
	}
	it := As[*longRangeIter](o)
	it.index, it.start, it.step, it.length = NewInt(0), NewBig(start), NewBig(step), NewBig(length)
	if it.index == nil || it.start == nil || it.step == nil || it.length == nil {
		Decref(o)
		return nil
	}
	return o
}

func rangeIterNew(o *Object) *Object {
	r := rangeOf(o)
	return newRangeIter(BigOf(r.start), BigOf(r.step), BigOf(r.length))
}

func rangeReversed(o *Object) *Object {
	r := rangeOf(o)
	n, step := BigOf(r.length), BigOf(r.step)
	last := rangeAt(r, new(big.Int).Sub(n, big.NewInt(1)))
	return newRangeIter(last, step.Neg(step), n)
}

func rangeIterNext(o *Object) *Object {
	it := As[*rangeIter](o)
	if it.index >= it.length {
		return nil
	}
	v := it.start + it.index*it.step
	it.index++
	return NewInt(int64(v))
}

func longRangeIterNext(o *Object) *Object {
	it := As[*longRangeIter](o)
	i := BigOf(it.index)
	if i.Cmp(BigOf(it.length)) >= 0 {
		return nil
	}
	v := new(big.Int).Mul(BigOf(it.step), i)
	result := NewBig(v.Add(v, BigOf(it.start)))
	next := NewBig(i.Add(i, big.NewInt(1)))
	if result == nil || next == nil {
		XDecref(result)
		XDecref(next)
		return nil
	}
	Replace(&it.index, next)
	return result
}

func init() {
	Define(RangeType, func() Spec {
		var r *rangeObject
		member := func(name string, offset uintptr) Member {
			return Member{Name: name, Type: memberObject, Offset: offset, Flags: 1}
		}
		return Spec{
			Name: "range",
			Doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n" +
				"The integers from start, 0 if it is not given, up to but without stop, step apart.",
			Basicsize: unsafe.Sizeof(*r), Flags: abi.TPFlagsSequence,
			New: rangeNew,
			Dealloc: func(o *Object) {
				r := rangeOf(o)
				Decref(r.start)
				Decref(r.stop)
				Decref(r.step)
				Decref(r.length)
				Release(o)
			},
			Repr: rangeRepr, Hash: rangeHash, Richcompare: rangeCompare, Iter: rangeIterNew,
			Number: &Number{Bool: func(o *Object) int32 { return boolInt(LongSign(rangeOf(o).length) != 0) }},
			Sequence: &Sequence{Length: rangeLen, Contains: rangeContains,
				Item: func(o *Object, i int) *Object { return rangeItem(o, big.NewInt(int64(i))) }},
			Mapping: &Mapping{Length: rangeLen, Subscript: rangeSubscript},
			Members: []Member{member("start", unsafe.Offsetof(r.start)), member("stop", unsafe.Offsetof(r.stop)),
				member("step", unsafe.Offsetof(r.step))},
			Methods: []Method{
				{Name: "__reversed__", NoArgs: rangeReversed, Doc: "An iterator over the numbers, last one first."},
				{Name: "__reduce__", NoArgs: rangeReduce},
				{Name: "count", O: rangeCount, Doc: "rangeobject.count(value) -> how often value occurs"},
				{Name: "index", O: rangeIndex, Doc: "rangeobject.index(value) -> where value is. ValueError if it is not there."},
			},
		}
	})
	Define(RangeIterType, func() Spec {
		return Spec{
			Name: "range_iterator", Basicsize: unsafe.Sizeof(rangeIter{}),
			Dealloc: Release,
			Iter:    SelfIter, Iternext: rangeIterNext,
			Methods: []Method{lengthHint(func(o *Object) *Object { return NewInt(int64(As[*rangeIter](o).length - As[*rangeIter](o).index)) }),
				reduceMethod(rangeIterReduce), setStateMethod(func(o *Object, state int) {
					it := As[*rangeIter](o)
					it.index = min(max(state, 0), it.length)
				})},
		}
	})
	Define(LongRangeIterType, func() Spec {
		return Spec{
			Name: "longrange_iterator", Basicsize: unsafe.Sizeof(longRangeIter{}),
			Dealloc: func(o *Object) {
				it := As[*longRangeIter](o)
				XDecref(it.index)
				XDecref(it.start)
				XDecref(it.step)
				XDecref(it.length)
				Release(o)
			},
			Iter: SelfIter, Iternext: longRangeIterNext,
			Methods: []Method{lengthHint(func(o *Object) *Object {
				it := As[*longRangeIter](o)
				n := BigOf(it.length)
				return NewBig(n.Sub(n, BigOf(it.index)))
			}), reduceMethod(longRangeIterReduce), {Name: "__setstate__", O: longRangeSetState, Doc: "Set where the iterator is."}},
		}
	})
}
