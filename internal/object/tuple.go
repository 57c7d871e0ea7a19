package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Tuples. The items follow the head and never change once others can see the tuple, so walking one needs no care; a
// tuple under construction holds nil items.

// TupleType is tuple.
var TupleType = ctier.Type("PyTuple_Type")

// emptyTuple is the one empty tuple, which every runtime shares: its count never reaches 0.
var emptyTuple = func() *Object {
	o := (*Object)(unsafe.Add(ctier.Static(uintptr(abi.GCHeadSize)+unsafe.Sizeof(abi.Tuple{})), abi.GCHeadSize))
	o.Refcnt = 1 << 60
	o.Type = TupleType
	return o
}()

// IsTuple tells whether an object is a tuple or of a subtype.
func IsTuple(o *Object) bool { return HasFlag(o.Type, abi.TPFlagsTupleSubclass) }

// NewTuple makes a tuple of n nil items, which the caller fills: the tuple takes over their references.
func NewTuple(n int) *Object {
	if n == 0 {
		return NewRef(emptyTuple)
	}
	if n < 0 {
		return BadInternalCall()
	}
	o := NewVar(TupleType, n)
	if o != nil {
		GCTrack(o)
	}
	return o
}

// TupleItems views a tuple's items.
func TupleItems(o *Object) []*Object {
	t := As[*abi.Tuple](o)
	return unsafe.Slice(&t.Items[0], t.Size)
}

// Pack makes a tuple of objects, to which it takes new references.
func Pack(items ...*Object) *Object { return TupleOf(items) }

// TupleOf is Pack for a slice.
func TupleOf(items []*Object) *Object {
	o := NewTuple(len(items))
	if o == nil {
		return nil
	}
	to := TupleItems(o)
	for i, item := range items {
		to[i] = NewRef(item)
	}
	return o
}

// stealTuple makes a tuple that takes over the references to the items, which are released if that fails.
func stealTuple(items ...*Object) *Object {
	o := NewTuple(len(items))
	if o == nil {
		for _, item := range items {
			Decref(item)
		}
		return nil
	}
	copy(TupleItems(o), items)
	return o
}

// TupleSlice is t[low:high], with bounds clipped.
func TupleSlice(o *Object, low, high int) *Object {
	items := TupleItems(o)
	low, high = clip(low, high, len(items))
	if low == 0 && high == len(items) && o.Type == TupleType {
		return NewRef(o)
	}
	return TupleOf(items[low:high])
}

// clip limits slice bounds to 0 ≤ low ≤ high ≤ n.
func clip(low, high, n int) (int, int) {
	low = min(max(low, 0), n)
	return low, max(min(high, n), low)
}

// TupleResize makes *field, a tuple that nobody else refers to, n items long. It takes over the reference, which is gone
// when it fails.
func TupleResize(field **Object, n int) bool {
	o := *field
	if o == nil || o.Type != TupleType || (As[*abi.Tuple](o).Size != 0 && o.Refcnt != 1) {
		*field = nil
		XDecref(o)
		BadInternalCall()
		return false
	}
	old := As[*abi.Tuple](o).Size
	if old == n {
		return true
	}
	t := NewTuple(n)
	if t == nil {
		*field = nil
		Decref(o)
		return false
	}
	from := TupleItems(o)
	kept := copy(TupleItems(t), from)
	clear(from[:kept])
	*field = t
	Decref(o)
	return true
}

// ToTuple makes a tuple of an iterable's items; a plain tuple is returned as it is. It may run code.
func ToTuple(o *Object) *Object {
	switch {
	case o.Type == TupleType:
		return NewRef(o)
	case o.Type == ListType:
		return TupleOf(ListItems(o))
	}
	l := ToList(o)
	if l == nil {
		return nil
	}
	t := TupleOf(ListItems(l))
	Decref(l)
	return t
}

func tupleNew(t *Type, args, kwargs *Object) *Object {
	if t == TupleType && !NoKeywords("tuple", kwargs) {
		return nil
	}
	a := TupleItems(args)
	if !CheckPositional("tuple", len(a), 0, 1) {
		return nil
	}
	if t == TupleType && len(a) == 0 {
		return NewRef(emptyTuple)
	}
	made := NewRef(emptyTuple)
	if len(a) == 1 {
		Decref(made)
		if made = ToTuple(a[0]); made == nil {
			return nil
		}
	}
	if t == TupleType {
		return made
	}
	o := NewInstance(t, len(TupleItems(made)))
	if o != nil {
		to := TupleItems(o)
		for i, item := range TupleItems(made) {
			to[i] = NewRef(item)
		}
	}
	Decref(made)
	return o
}

func tupleDealloc(o *Object) {
	if o == emptyTuple {
		o.Refcnt = 1 << 60
		return
	}
	GCUntrack(o)
	Trash(o, TupleType, func(o *Object) {
		items := TupleItems(o)
		for i := len(items) - 1; i >= 0; i-- {
			XDecref(items[i])
		}
		FreeInstance(o)
	})
}

func tupleTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	return Visit(visit, arg, TupleItems(o)...)
}

func tupleRepr(o *Object) *Object {
	items := TupleItems(o)
	if len(items) == 0 {
		return NewStr("()")
	}
	if len(items) == 1 {
		return reprBracketed(o, "(", ",)", "(...)", items)
	}
	return reprBracketed(o, "(", ")", "(...)", items)
}

func reprBracketed(o *Object, before, after, recursion string, items []*Object) *Object {
	if ReprEnter(o) != 0 {
		return NewStr(recursion)
	}
	defer ReprLeave(o)
	return reprItems(before, after, func() int { return len(items) }, func(i int) *Object { return items[i] })
}

// tupleHash mixes the items' hashes as CPython does, which follows xxHash.
func tupleHash(o *Object) int {
	const prime1, prime2, prime5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	items := TupleItems(o)
	acc := uint64(prime5)
	for _, item := range items {
		lane := Hash(item)
		if lane == -1 {
			return -1
		}
		acc += uint64(lane) * prime2
		acc = acc<<31 | acc>>33
		acc *= prime1
	}
	acc += uint64(len(items)) ^ (prime5 ^ 3527539)
	if acc == 1<<64-1 {
		return 1546275796
	}
	return int(acc)
}

func tupleCompare(a, b *Object, op int32) *Object {
	if !IsTuple(a) || !IsTuple(b) {
		return notImplementedResult()
	}
	return compareItems(TupleItems(a), TupleItems(b), op)
}

// compareItems compares two sequences whose items cannot change meanwhile: the first items that differ decide.
func compareItems(x, y []*Object, op int32) *Object {
	for i := 0; i < len(x) && i < len(y); i++ {
		equal := RichCompareBool(x[i], y[i], abi.EQ)
		if equal < 0 {
			return nil
		}
		if equal == 0 {
			return differing(x[i], y[i], op)
		}
	}
	return NewBool(OrderedBy(len(x)-len(y), op))
}

// differing is what the first differing items of two sequences decide.
func differing(x, y *Object, op int32) *Object {
	switch op {
	case abi.EQ:
		return NewBool(false)
	case abi.NE:
		return NewBool(true)
	}
	return RichCompare(x, y, op)
}

func tupleItem(o *Object, i int) *Object {
	items := TupleItems(o)
	if i < 0 || i >= len(items) {
		return Raise(IndexError, "tuple index out of range")
	}
	return NewRef(items[i])
}

func tupleConcat(a, b *Object) *Object {
	if As[*abi.Tuple](a).Size == 0 && b.Type == TupleType {
		return NewRef(b)
	}
	if !IsTuple(b) {
		return Raise(TypeError, `can only concatenate tuple (not "%.200s") to tuple`, TypeName(b.Type))
	}
	x, y := TupleItems(a), TupleItems(b)
	if len(y) == 0 && a.Type == TupleType {
		return NewRef(a)
	}
	if len(x)+len(y) == 0 {
		return NewRef(emptyTuple)
	}
	o := NewTuple(len(x) + len(y))
	if o == nil {
		return nil
	}
	to := TupleItems(o)
	for i, item := range x {
		to[i] = NewRef(item)
	}
	for i, item := range y {
		to[len(x)+i] = NewRef(item)
	}
	return o
}

func tupleRepeat(o *Object, n int) *Object {
	items := TupleItems(o)
	if (len(items) == 0 || n == 1) && o.Type == TupleType {
		return NewRef(o)
	}
	if len(items) == 0 || n <= 0 {
		return NewRef(emptyTuple)
	}
	if n > maxItems/len(items) {
		return NoMemory()
	}
	t := NewTuple(len(items) * n)
	if t == nil {
		return nil
	}
	fillRepeated(TupleItems(t), items, n)
	return t
}

// maxItems is how many items a sequence can have.
const maxItems = (1<<63 - 1) / 8

func tupleContains(o, value *Object) int32 {
	for _, item := range TupleItems(o) {
		if r := RichCompareBool(item, value, abi.EQ); r != 0 {
			return r
		}
	}
	return 0
}

func tupleSubscript(o, key *Object) *Object {
	items := TupleItems(o)
	if IndexCheck(key) {
		i, ok := AsIndex(key, IndexError)
		if !ok {
			return nil
		}
		if i < 0 {
			i += len(items)
		}
		return tupleItem(o, i)
	}
	if key.Type != SliceType {
		return Raise(TypeError, "tuple indices must be integers or slices, not %.200s", TypeName(key.Type))
	}
	s, ok := sliceOf(key, len(items))
	if !ok {
		return nil
	}
	if s.length == len(items) && s.step == 1 && o.Type == TupleType {
		return NewRef(o)
	}
	t := NewTuple(s.length)
	if t == nil {
		return nil
	}
	to := TupleItems(t)
	for i, at := 0, s.start; i < s.length; i, at = i+1, at+s.step {
		to[i] = NewRef(items[at])
	}
	return t
}

func tupleIndex(o *Object, args **Object, n int) *Object {
	if !CheckPositional("index", n, 1, 3) {
		return nil
	}
	items := TupleItems(o)
	start, stop, ok := searchBounds(Args(args, n), len(items))
	if !ok {
		return nil
	}
	value := *args
	for i := start; i < stop && i < len(items); i++ {
		r := RichCompareBool(items[i], value, abi.EQ)
		if r < 0 {
			return nil
		}
		if r > 0 {
			return NewInt(int64(i))
		}
	}
	return Raise(ValueError, "tuple.index(x): x not in tuple")
}

// searchBounds reads the start and stop that index() takes after the value, as slices do.
func searchBounds(args []*Object, n int) (start, stop int, ok bool) {
	stop = 1<<63 - 1
	if len(args) > 1 && !EvalSliceIndexNotNone(args[1], &start) || len(args) > 2 && !EvalSliceIndexNotNone(args[2], &stop) {
		return 0, 0, false
	}
	if start < 0 {
		start = max(start+n, 0)
	}
	if stop < 0 {
		stop = max(stop+n, 0)
	}
	return start, stop, true
}

func tupleCount(o, value *Object) *Object {
	count := 0
	for _, item := range TupleItems(o) {
		r := RichCompareBool(item, value, abi.EQ)
		if r < 0 {
			return nil
		}
		count += int(r)
	}
	return NewInt(int64(count))
}

func tupleGetnewargs(o *Object) *Object {
	inner := TupleOf(TupleItems(o))
	if inner == nil {
		return nil
	}
	return stealTuple(inner)
}

func init() {
	Define(TupleType, func() Spec {
		return Spec{
			Name: "tuple",
			Doc: "tuple(iterable=(), /)\n--\n\nA sequence that does not change.\n\n" +
				"Without an argument it is empty; with one it holds the items of that iterable.",
			Basicsize: unsafe.Sizeof(abi.VarObject{}), Itemsize: 8,
			Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsTupleSubclass | abi.TPFlagsSequence | abi.TPFlagsMatchSelf,
			New:   tupleNew, Dealloc: tupleDealloc, Traverse: tupleTraverse,
			Repr: tupleRepr, Hash: tupleHash, Richcompare: tupleCompare,
			Iter: func(o *Object) *Object { return newIndexIter(TupleIterType, o, 0) },
			Sequence: &Sequence{
				Length: func(o *Object) int { return As[*abi.Tuple](o).Size },
				Concat: tupleConcat, Repeat: tupleRepeat, Item: tupleItem, Contains: tupleContains,
			},
			Mapping: &Mapping{
				Length:    func(o *Object) int { return As[*abi.Tuple](o).Size },
				Subscript: tupleSubscript,
			},
			Methods: []Method{
				{Name: "__getnewargs__", NoArgs: tupleGetnewargs, Doc: "__getnewargs__($self, /)\n--\n\n"},
				{Name: "index", Fast: tupleIndex, Doc: "index($self, value, start=0, stop=sys.maxsize, /)\n--\n\n" +
					"Where value is first. ValueError if it is not there."},
				{Name: "count", O: tupleCount, Doc: "count($self, value, /)\n--\n\nHow often value occurs."},
				ClassGetitem,
			},
		}
	})
}
