package collections

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// A deque's items lie in one block, a ring: the first at head, each next one behind it, beyond the end at the beginning. The
// size of the block is a power of two. Every change of the length counts state up, by which iterators, and comparisons that
// run code, notice it.

type deque struct {
	abi.Object
	ring
	maxlen   int // -1: none
	state    int
	weakrefs *Object
}

// ring is where a deque's items are, and lives as part of it.
type ring struct {
	items  **Object
	room   int // 0 or a power of two
	head   int
	length int
}

var dequeType = object.NewType()

func dequeOf(o *Object) *deque { return object.As[*deque](o) }

func isDeque(o *Object) bool { return object.Is(o, dequeType) }

// at is where the i-th item is.
func (r *ring) at(i int) **Object {
	return &unsafe.Slice(r.items, r.room)[(r.head+i)&(r.room-1)]
}

// grow makes room for one more item.
func (d *deque) grow() bool {
	if d.length < d.room {
		return true
	}
	room := max(8, 2*d.room)
	block := object.RawAlloc(uintptr(room) * unsafe.Sizeof(d.items))
	if block == nil {
		object.NoMemory()
		return false
	}
	items := unsafe.Slice((**Object)(block), room)
	for i := range d.length {
		items[i] = *d.at(i)
	}
	object.RawFree(unsafe.Pointer(d.items))
	d.items, d.room, d.head = (**Object)(block), room, 0
	return true
}

// push appends an item, whose reference it takes over, at the right or left end, and drops one at the other end of a deque that
// is full. It may run code.
func (d *deque) push(item *Object, left bool) bool {
	if !d.grow() {
		object.Decref(item)
		return false
	}
	if left {
		d.head = (d.head - 1) & (d.room - 1)
	}
	d.length++
	d.state++
	if left {
		*d.at(0) = item
	} else {
		*d.at(d.length - 1) = item
	}
	if d.maxlen >= 0 && d.length > d.maxlen {
		object.Decref(d.pop(!left))
	}
	return true
}

// pop takes an end's item out; the deque is not empty.
func (d *deque) pop(left bool) *Object {
	i := d.length - 1
	if left {
		i = 0
	}
	item := *d.at(i)
	if left {
		d.head = (d.head + 1) & (d.room - 1)
	}
	d.length--
	d.state++
	return item
}

// clear empties a deque: it may run code, which finds it empty.
func (d *deque) clear() {
	old := d.ring
	d.ring = ring{}
	d.state++
	for i := range old.length {
		object.Decref(*old.at(i))
	}
	object.RawFree(unsafe.Pointer(old.items))
}

// rotate moves n items from the right end to the left one.
func (d *deque) rotate(n int) {
	if d.length <= 1 {
		return
	}
	n %= d.length
	if n < 0 {
		n += d.length
	}
	if n == 0 {
		return
	}
	d.state++
	if d.length == d.room {
		d.head = (d.head - n) & (d.room - 1)
		return
	}
	if n <= d.length/2 {
		for range n {
			item := *d.at(d.length - 1)
			d.head = (d.head - 1) & (d.room - 1)
			*d.at(0) = item
		}
		return
	}
	for range d.length - n {
		item := *d.at(0)
		d.head = (d.head + 1) & (d.room - 1)
		*d.at(d.length - 1) = item
	}
}

// remove takes out the i-th item.
func (d *deque) remove(i int) *Object {
	d.rotate(-i)
	item := d.pop(true)
	d.rotate(i)
	return item
}

func newDeque(t *Type) *Object {
	o := object.NewInstance(t, 0)
	if o != nil {
		dequeOf(o).maxlen = -1
	}
	return o
}

// extend appends the items of an iterable: it may run code.
func extend(o, iterable *Object, left bool) bool {
	d := dequeOf(o)
	if o == iterable {
		l := object.ToList(iterable)
		if l == nil {
			return false
		}
		defer object.Decref(l)
		iterable = l
	}
	it := object.Iter(iterable)
	if it == nil {
		return false
	}
	defer object.Decref(it)
	for {
		item := object.IterNext(it)
		if item == nil {
			return object.Occurred() == nil
		}
		if d.maxlen == 0 {
			object.Decref(item)
			continue
		}
		if !d.push(item, left) {
			return false
		}
	}
}

var initParams = object.Params{Func: "deque", Names: []string{"iterable", "maxlen"}, Positional: 2}

func dequeInit(o, args, kwargs *Object) int32 {
	var a [2]*Object
	if !initParams.UnpackTuple(args, kwargs, a[:]) {
		return -1
	}
	maxlen := -1
	if a[1] != nil && a[1] != object.None {
		n, ok := object.AsSsize(a[1])
		if !ok {
			return -1
		}
		if n < 0 {
			object.Raise(object.ValueError, "maxlen must be non-negative")
			return -1
		}
		maxlen = n
	}
	d := dequeOf(o)
	d.maxlen = maxlen
	if d.length > 0 {
		d.clear()
	}
	return object.Status(a[0] == nil || extend(o, a[0], false))
}

// copyDeque is a deque with the same items and the same maxlen; of a subclass it is what calling that returns.
func copyDeque(o *Object) *Object {
	d := dequeOf(o)
	if o.Type == dequeType {
		c := newDeque(dequeType)
		if c == nil {
			return nil
		}
		dequeOf(c).maxlen = d.maxlen
		if !extend(c, o, false) {
			object.Decref(c)
			return nil
		}
		return c
	}
	var c *Object
	if d.maxlen < 0 {
		c = object.CallArgs(object.Head(o.Type), o)
	} else {
		n := object.NewInt(int64(d.maxlen))
		if n == nil {
			return nil
		}
		c = object.CallArgs(object.Head(o.Type), o, n)
		object.Decref(n)
	}
	if c != nil && !isDeque(c) {
		defer object.Decref(c)
		return object.Raise(object.TypeError, "%.200s() must return a deque, not %.200s", object.TypeName(o.Type), object.TypeName(c.Type))
	}
	return c
}

func dequeConcat(o, other *Object) *Object {
	if !isDeque(other) {
		return object.Raise(object.TypeError, "can only concatenate deque (not \"%.200s\") to deque", object.TypeName(other.Type))
	}
	c := copyDeque(o)
	if c != nil && !extend(c, other, false) {
		object.Decref(c)
		return nil
	}
	return c
}

func dequeInplaceConcat(o, other *Object) *Object {
	if !extend(o, other, false) {
		return nil
	}
	return object.NewRef(o)
}

// repeat makes the deque n times itself: only what maxlen leaves is copied.
func repeat(o *Object, n int) bool {
	d := dequeOf(o)
	if d.length == 0 || n == 1 {
		return true
	}
	if n <= 0 {
		d.clear()
		return true
	}
	if d.maxlen < 0 && n > int(^uint(0)>>1)/8/d.length {
		object.NoMemory()
		return false
	}
	l := object.ToList(o)
	if l == nil {
		return false
	}
	defer object.Decref(l)
	size := len(object.ListItems(l))
	if d.maxlen >= 0 && size > 0 {
		n = min(n, d.maxlen/size+2)
	}
	for range n - 1 {
		if !extend(o, l, false) {
			return false
		}
	}
	return true
}

func dequeItem(o *Object, i int) *Object {
	d := dequeOf(o)
	if i < 0 || i >= d.length {
		return object.Raise(object.IndexError, "deque index out of range")
	}
	return object.NewRef(*d.at(i))
}

func dequeAssItem(o *Object, i int, v *Object) int32 {
	d := dequeOf(o)
	if i < 0 || i >= d.length {
		object.Raise(object.IndexError, "deque index out of range")
		return -1
	}
	if v == nil {
		object.Decref(d.remove(i))
		return 0
	}
	object.Replace(d.at(i), object.NewRef(v))
	return 0
}

// search compares items with a value: where it is, -1 if nowhere, -2 with an exception. changed is raised when comparing
// changes the deque.
func (d *deque) search(value *Object, start, stop int, raise func()) int {
	state := d.state
	for i := start; i < stop; i++ {
		item := object.NewRef(*d.at(i))
		equal := object.RichCompareBool(item, value, abi.EQ)
		object.Decref(item)
		if equal < 0 {
			return -2
		}
		if d.state != state {
			raise()
			return -2
		}
		if equal > 0 {
			return i
		}
	}
	return -1
}

func mutated() { object.Raise(object.RuntimeError, "deque mutated during iteration") }

func dequeContains(o, value *Object) int32 {
	d := dequeOf(o)
	switch d.search(value, 0, d.length, mutated) {
	case -2:
		return -1
	case -1:
		return 0
	}
	return 1
}

func dequeRepr(o *Object) *Object {
	entered := object.ReprEnter(o)
	if entered != 0 {
		if entered < 0 {
			return nil
		}
		return object.NewStr("[...]")
	}
	defer object.ReprLeave(o)
	l := object.ToList(o)
	if l == nil {
		return nil
	}
	defer object.Decref(l)
	text := object.Repr(l)
	if text == nil {
		return nil
	}
	defer object.Decref(text)
	name, d := object.ShortName(o.Type), dequeOf(o)
	if d.maxlen >= 0 {
		n := object.NewInt(int64(d.maxlen))
		defer object.Decref(n)
		return object.NewStr(name + "(" + object.StrOf(text) + ", maxlen=" + object.ReprOf(n) + ")")
	}
	return object.NewStr(name + "(" + object.StrOf(text) + ")")
}

// dequeCompare goes through both with iterators, which raise when comparing changes one of them.
func dequeCompare(a, b *Object, op int32) *Object {
	if !isDeque(a) || !isDeque(b) {
		return object.NewRef(object.NotImplemented)
	}
	x, y := dequeOf(a), dequeOf(b)
	if a == b {
		switch op {
		case abi.EQ, abi.LE, abi.GE:
			return object.NewRef(object.True)
		}
		return object.NewRef(object.False)
	}
	if x.length != y.length && (op == abi.EQ || op == abi.NE) {
		return object.NewBool(op == abi.NE)
	}
	i, j := object.Iter(a), object.Iter(b)
	defer object.XDecref(i)
	defer object.XDecref(j)
	if i == nil || j == nil {
		return nil
	}
	for {
		v := object.Advance(i)
		if v == nil && object.Occurred() != nil {
			return nil
		}
		w := object.Advance(j)
		if w == nil && object.Occurred() != nil {
			object.XDecref(v)
			return nil
		}
		if v == nil || w == nil {
			defer object.XDecref(v)
			defer object.XDecref(w)
			order := 0
			switch {
			case v != nil:
				order = 1
			case w != nil:
				order = -1
			}
			return object.NewBool(object.OrderedBy(order, op))
		}
		equal := object.RichCompareBool(v, w, abi.EQ)
		var result *Object
		if equal == 0 {
			switch op {
			case abi.EQ, abi.NE:
				result = object.NewBool(op == abi.NE)
			default:
				result = object.Truth(object.RichCompareBool(v, w, op))
			}
		}
		object.Decref(v)
		object.Decref(w)
		if equal <= 0 {
			return result
		}
	}
}

func init() {
	object.Define(dequeType, func() object.Spec {
		return object.Spec{
			Name: "collections.deque", Basicsize: unsafe.Sizeof(deque{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsSequence,
			Doc:            "deque([iterable[, maxlen]]) --> deque object\n\nA list whose two ends are equally fast to reach.",
			Weaklistoffset: int(unsafe.Offsetof(deque{}.weakrefs)),
			New:            func(t *Type, _, _ *Object) *Object { return newDeque(t) },
			Init:           dequeInit,
			Dealloc: func(o *Object) {
				object.GCUntrack(o)
				object.Trash(o, dequeType, func(o *Object) {
					object.ClearWeakrefs(o)
					dequeOf(o).clear()
					object.FreeInstance(o)
				})
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				d := dequeOf(o)
				for i := range d.length {
					if r := object.Visit(visit, arg, *d.at(i)); r != 0 {
						return r
					}
				}
				return 0
			},
			Clear: func(o *Object) int32 {
				dequeOf(o).clear()
				return 0
			},
			Repr: dequeRepr, Richcompare: dequeCompare, Hash: object.HashNotImplemented,
			Iter: func(o *Object) *Object { return newDequeIter(dequeIterType, o) },
			Sequence: &object.Sequence{
				Length: func(o *Object) int { return dequeOf(o).length },
				Concat: dequeConcat, InplaceConcat: dequeInplaceConcat,
				Repeat: func(o *Object, n int) *Object {
					c := copyDeque(o)
					if c != nil && !repeat(c, n) {
						object.Decref(c)
						return nil
					}
					return c
				},
				InplaceRepeat: func(o *Object, n int) *Object {
					if !repeat(o, n) {
						return nil
					}
					return object.NewRef(o)
				},
				Item: dequeItem, AssItem: dequeAssItem, Contains: dequeContains,
			},
			Methods: dequeMethods(),
			Getset: []object.GetSet{{Name: "maxlen", Doc: "The length it is limited to, or None.", Get: func(o *Object) *Object {
				if n := dequeOf(o).maxlen; n >= 0 {
					return object.NewInt(int64(n))
				}
				return object.NewRef(object.None)
			}}},
		}
	})
}
