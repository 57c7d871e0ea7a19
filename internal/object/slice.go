package object

import (
	"math"
	"math/big"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// SliceType is slice. No type can inherit from it.
var SliceType = ctier.Type("PySlice_Type")

// NewSlice makes a slice object; nil stands for None.
func NewSlice(start, stop, step *Object) *Object {
	o := New(SliceType)
	if o == nil {
		return nil
	}
	s := As[*abi.Slice](o)
	for _, f := range []struct {
		field **Object
		value *Object
	}{{&s.Start, start}, {&s.Stop, stop}, {&s.Step, step}} {
		if f.value == nil {
			f.value = None
		}
		*f.field = NewRef(f.value)
	}
	GCTrack(o)
	return o
}

// EvalSliceIndex reads a bound of a slice: nil and None leave *i alone, big numbers are clipped. It may run code.
func EvalSliceIndex(o *Object, i *int) bool {
	if o == nil || o == None {
		return true
	}
	if !IndexCheck(o) {
		Raise(TypeError, "slice indices must be integers or None or have an __index__ method")
		return false
	}
	v, ok := AsIndex(o, nil)
	if ok {
		*i = v
	}
	return ok
}

// EvalSliceIndexNotNone is EvalSliceIndex where None is not allowed.
func EvalSliceIndexNotNone(o *Object, i *int) bool {
	if !IndexCheck(o) {
		Raise(TypeError, "slice indices must be integers or have an __index__ method")
		return false
	}
	v, ok := AsIndex(o, nil)
	if ok {
		*i = v
	}
	return ok
}

// SliceUnpack reads a slice object's bounds, not yet adjusted to a length. It may run code.
func SliceUnpack(o *Object) (start, stop, step int, ok bool) {
	ok = SliceUnpackInto(o, &start, &stop, &step)
	return start, stop, step, ok
}

// SliceUnpackInto is SliceUnpack; what it stores before it fails is CPython's.
func SliceUnpackInto(o *Object, start, stop, step *int) bool {
	s := As[*abi.Slice](o)
	if s.Step == None {
		*step = 1
	} else if !EvalSliceIndex(s.Step, step) {
		return false
	}
	if *step == 0 {
		Raise(ValueError, "slice step cannot be zero")
		return false
	}
	*step = max(*step, -math.MaxInt)
	first, last := 0, math.MaxInt
	if *step < 0 {
		first, last = math.MaxInt, math.MinInt
	}
	if s.Start == None {
		*start = first
	} else if !EvalSliceIndex(s.Start, start) {
		return false
	}
	if s.Stop == None {
		*stop = last
		return true
	}
	return EvalSliceIndex(s.Stop, stop)
}

// SliceAdjust clips unpacked bounds to a sequence of n items and says how many items the slice has.
func SliceAdjust(n int, start, stop *int, step int) int {
	low, high := 0, n
	if step < 0 {
		low, high = -1, n-1
	}
	for _, bound := range []*int{start, stop} {
		if *bound < 0 {
			*bound += n
			if *bound < 0 {
				*bound = low
			}
		} else if *bound >= n {
			*bound = high
		}
	}
	switch {
	case step < 0 && *stop < *start:
		return (*start-*stop-1)/-step + 1
	case step > 0 && *start < *stop:
		return (*stop-*start-1)/step + 1
	}
	return 0
}

// sliceBounds is a slice of a sequence of known length.
type sliceBounds struct{ start, stop, step, length int }

// sliceOf is a slice object's slice of n items. It may run code: n must be read again after it if it can change.
func sliceOf(o *Object, n int) (sliceBounds, bool) {
	start, stop, step, ok := SliceUnpack(o)
	if !ok {
		return sliceBounds{}, false
	}
	length := SliceAdjust(n, &start, &stop, step)
	return sliceBounds{start, stop, step, length}, true
}

// sliceBig is slice.indices for any length: an int, not negative.
func sliceBig(s *abi.Slice, length *Object) (start, stop, step *big.Int, ok bool) {
	n := BigOf(length)
	if n.Sign() < 0 {
		Raise(ValueError, "length should not be negative")
		return nil, nil, nil, false
	}
	bound := func(o *Object) (*big.Int, bool) {
		if !IndexCheck(o) {
			Raise(TypeError, "slice indices must be integers or None or have an __index__ method")
			return nil, false
		}
		i := NumberIndex(o)
		if i == nil {
			return nil, false
		}
		v := BigOf(i)
		Decref(i)
		return v, true
	}
	step = big.NewInt(1)
	if s.Step != None {
		if step, ok = bound(s.Step); !ok {
			return nil, nil, nil, false
		}
		if step.Sign() == 0 {
			Raise(ValueError, "slice step cannot be zero")
			return nil, nil, nil, false
		}
	}
	low, high := new(big.Int), new(big.Int).Set(n)
	if step.Sign() < 0 {
		low.SetInt64(-1)
		high.Sub(n, big.NewInt(1))
	}
	clipped := func(o *Object, open *big.Int) (*big.Int, bool) {
		if o == None {
			return open, true
		}
		v, ok := bound(o)
		if !ok {
			return nil, false
		}
		if v.Sign() < 0 {
			v.Add(v, n)
			if v.Cmp(low) < 0 {
				return low, true
			}
			return v, true
		}
		if v.Cmp(high) > 0 {
			return high, true
		}
		return v, true
	}
	first, last := low, high
	if step.Sign() < 0 {
		first, last = high, low
	}
	if start, ok = clipped(s.Start, first); !ok {
		return nil, nil, nil, false
	}
	stop, ok = clipped(s.Stop, last)
	return start, stop, step, ok
}

func sliceIndices(o, length *Object) *Object {
	n := NumberIndex(length)
	if n == nil {
		return nil
	}
	start, stop, step, ok := sliceBig(As[*abi.Slice](o), n)
	Decref(n)
	if !ok {
		return nil
	}
	return stealTuple(NewBig(start), NewBig(stop), NewBig(step))
}

func sliceNew(_ *Type, args, kwargs *Object) *Object {
	if !NoKeywords("slice", kwargs) {
		return nil
	}
	a := TupleItems(args)
	switch {
	case !CheckPositional("slice", len(a), 1, 3):
		return nil
	case len(a) == 1:
		return NewSlice(nil, a[0], nil)
	case len(a) == 2:
		return NewSlice(a[0], a[1], nil)
	}
	return NewSlice(a[0], a[1], a[2])
}

func sliceTuple(o *Object) *Object {
	s := As[*abi.Slice](o)
	return Pack(s.Start, s.Stop, s.Step)
}

func sliceRepr(o *Object) *Object {
	t := sliceTuple(o)
	if t == nil {
		return nil
	}
	items := TupleItems(t)
	text := reprItems("slice(", ")", func() int { return len(items) }, func(i int) *Object { return items[i] })
	Decref(t)
	return text
}

func sliceCompare(a, b *Object, op int32) *Object {
	if a.Type != SliceType || b.Type != SliceType {
		return notImplementedResult()
	}
	if a == b {
		return NewBool(op == abi.EQ || op == abi.LE || op == abi.GE)
	}
	x, y := sliceTuple(a), sliceTuple(b)
	var result *Object
	if x != nil && y != nil {
		result = tupleCompare(x, y, op)
	}
	XDecref(x)
	XDecref(y)
	return result
}

func sliceReduce(o *Object) *Object {
	t := sliceTuple(o)
	if t == nil {
		return nil
	}
	return stealTuple(NewRef(Head(o.Type)), t)
}

func init() {
	Define(SliceType, func() Spec {
		var s *abi.Slice
		return Spec{
			Name: "slice",
			Doc: "slice(stop)\nslice(start, stop[, step])\n\n" +
				"Which items a subscript such as x[start:stop:step] means.",
			Basicsize: unsafe.Sizeof(*s),
			Flags:     abi.TPFlagsHaveGC,
			New:       sliceNew,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				s := As[*abi.Slice](o)
				Decref(s.Step)
				Decref(s.Start)
				Decref(s.Stop)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				s := As[*abi.Slice](o)
				return Visit(visit, arg, s.Start, s.Stop, s.Step)
			},
			Repr: sliceRepr, Richcompare: sliceCompare,
			Unhashable: true,
			Members: []Member{
				{Name: "start", Type: memberObject, Offset: unsafe.Offsetof(s.Start), Flags: 1},
				{Name: "stop", Type: memberObject, Offset: unsafe.Offsetof(s.Stop), Flags: 1},
				{Name: "step", Type: memberObject, Offset: unsafe.Offsetof(s.Step), Flags: 1},
			},
			Methods: []Method{
				{Name: "indices", O: sliceIndices, Doc: "indices(len)\n\n" +
					"S.indices(len) -> (start, stop, step)\n\nThe slice's bounds in a sequence of that length."},
				{Name: "__reduce__", NoArgs: sliceReduce},
			},
		}
	})
}

// memberObject is T_OBJECT: a field that holds an object, None when it is nil.
const memberObject = 6
