package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The memory of a list: an array of references, with room to grow, that any code which runs meanwhile may replace. So
// whatever runs code reads the list again afterwards, and releases come last, when the list is whole.

// ListType is list.
var ListType = ctier.Type("PyList_Type")

func listHead(o *Object) *abi.List { return As[*abi.List](o) }

// IsList tells whether an object is a list or of a subtype.
func IsList(o *Object) bool { return HasFlag(o.Type, abi.TPFlagsListSubclass) }

// NewList makes a list of n nil items, which the caller fills: the list takes over their references.
func NewList(n int) *Object {
	if n < 0 {
		return BadInternalCall()
	}
	if n > maxItems {
		return NoMemory()
	}
	o := New(ListType)
	if o == nil {
		return nil
	}
	if n > 0 {
		items := RawAlloc(uintptr(n) * 8)
		if items == nil {
			Release(o)
			return NoMemory()
		}
		clear(unsafe.Slice((**Object)(items), n))
		l := listHead(o)
		l.Items, l.Size, l.Allocated = (**Object)(items), n, n
	}
	GCTrack(o)
	return o
}

// ListItems views a list's items, until the list next grows or shrinks.
func ListItems(o *Object) []*Object {
	l := listHead(o)
	return unsafe.Slice(l.Items, l.Size)
}

// listResize sets the number of items. New ones are garbage, those cut off are forgotten, not released.
func listResize(l *abi.List, n int) bool {
	if l.Allocated >= n && n >= l.Allocated/2 {
		l.Size = n
		return true
	}
	room := (n + n>>3 + 6) &^ 3
	if n-l.Size > room-n {
		room = (n + 3) &^ 3
	}
	if n == 0 {
		room = 0
	}
	if room > maxItems {
		NoMemory()
		return false
	}
	return listReserve(l, n, room)
}

// listReserve sets the number of items, with memory for exactly room of them.
func listReserve(l *abi.List, n, room int) bool {
	var items unsafe.Pointer
	switch {
	case room == 0:
		RawFree(unsafe.Pointer(l.Items))
	case l.Items == nil:
		items = RawAlloc(uintptr(room) * 8)
	default:
		items = RawResize(unsafe.Pointer(l.Items), uintptr(room)*8)
	}
	if items == nil && room > 0 {
		NoMemory()
		return false
	}
	l.Items, l.Size, l.Allocated = (**Object)(items), n, room
	return true
}

// ListAppend appends an object.
func ListAppend(o, item *Object) bool { return listPush(o, NewRef(item)) }

// listPush appends an object and takes over the reference, even when it fails.
func listPush(o, item *Object) bool {
	l := listHead(o)
	n := l.Size
	if !listResize(l, n+1) {
		Decref(item)
		return false
	}
	unsafe.Slice(l.Items, n+1)[n] = item
	return true
}

// ListInsert inserts an object before index where, which is clipped.
func ListInsert(o *Object, where int, item *Object) bool {
	l := listHead(o)
	n := l.Size
	if !listResize(l, n+1) {
		return false
	}
	if where < 0 {
		where += n
	}
	where = min(max(where, 0), n)
	items := ListItems(o)
	copy(items[where+1:], items[where:n])
	items[where] = NewRef(item)
	return true
}

// ListSlice is l[low:high], with bounds clipped.
func ListSlice(o *Object, low, high int) *Object {
	items := ListItems(o)
	low, high = clip(low, high, len(items))
	return ListFrom(items[low:high])
}

// ListFrom makes a list of objects, to which it takes new references.
func ListFrom(items []*Object) *Object {
	c := NewList(len(items))
	if c == nil {
		return nil
	}
	to := ListItems(c)
	for i, item := range items {
		to[i] = XNewRef(item)
	}
	return c
}

// ListSetSlice replaces l[low:high], with bounds clipped, by the items of an iterable, or deletes it if that is nil.
// It may run code.
func ListSetSlice(o *Object, low, high int, v *Object) bool {
	var put []*Object
	if v != nil {
		var fast *Object
		if v == o {
			fast = ListFrom(ListItems(v))
		} else {
			fast = SequenceFast(v, "can only assign an iterable")
		}
		if fast == nil {
			return false
		}
		defer Decref(fast)
		put = FastItems(fast)
	}
	l := listHead(o)
	low, high = clip(low, high, l.Size)
	if grow := len(put) - (high - low); l.Size+grow == 0 {
		listClear(o)
		return true
	}
	return listSplice(o, low, high, put)
}

// listSplice replaces items low to high, which are in range, by new references to others: it may run code, at its end.
func listSplice(o *Object, low, high int, put []*Object) bool {
	l := listHead(o)
	removed := append([]*Object(nil), ListItems(o)[low:high]...)
	grow := len(put) - (high - low)
	if grow > 0 {
		old := l.Size
		if !listResize(l, old+grow) {
			return false
		}
		items := ListItems(o)
		copy(items[high+grow:], items[high:old])
	} else if grow < 0 {
		items := ListItems(o)
		copy(items[high+grow:], items[high:])
		if !listResize(l, l.Size+grow) {
			ClearErr()
			l.Size += grow
		}
	}
	items := ListItems(o)
	for i, item := range put {
		items[low+i] = XNewRef(item)
	}
	for i := len(removed) - 1; i >= 0; i-- {
		XDecref(removed[i])
	}
	return true
}

// listClear removes everything: it may run code.
func listClear(o *Object) {
	l := listHead(o)
	items := ListItems(o)
	l.Items, l.Size, l.Allocated = nil, 0, 0
	releaseItems(items)
}

// releaseItems frees an item array that no list has any more, with its references, the last first.
func releaseItems(items []*Object) {
	for i := len(items) - 1; i >= 0; i-- {
		XDecref(items[i])
	}
	if p := unsafe.SliceData(items); p != nil {
		RawFree(unsafe.Pointer(p))
	}
}

// ListExtend appends the items of an iterable: it may run code.
func ListExtend(o, iterable *Object) bool {
	if iterable.Type == ListType || iterable.Type == TupleType || iterable == o {
		return listAppendAll(o, FastItems(iterable))
	}
	it := Iter(iterable)
	if it == nil {
		return false
	}
	defer Decref(it)
	hint := LengthHint(iterable, 8)
	if hint < 0 {
		return false
	}
	l := listHead(o)
	n := l.Size
	if n <= maxItems-hint && l.Items == nil && hint > 0 && !listReserve(l, n, (hint+1)&^1) {
		return false
	}
	for {
		item := IterNext(it)
		if item == nil {
			break
		}
		if !listPush(o, item) {
			return false
		}
	}
	if Occurred() != nil {
		return false
	}
	if l.Size < l.Allocated {
		return listResize(l, l.Size)
	}
	return true
}

// listAppendAll appends new references to items, which may be the list's own.
func listAppendAll(o *Object, from []*Object) bool {
	if len(from) == 0 {
		return true
	}
	l := listHead(o)
	n := l.Size
	own := unsafe.SliceData(from) == l.Items
	if l.Items == nil {
		if !listReserve(l, len(from), len(from)) {
			return false
		}
	} else if !listResize(l, n+len(from)) {
		return false
	}
	items := ListItems(o)
	if own {
		from = items[:n]
	}
	for i, item := range from {
		items[n+i] = XNewRef(item)
	}
	return true
}

// ToList makes a list of an iterable's items: it may run code.
func ToList(iterable *Object) *Object {
	o := NewList(0)
	if o != nil && !ListExtend(o, iterable) {
		Decref(o)
		return nil
	}
	return o
}

// FastItems views the items of what SequenceFast returned: a list or a tuple.
func FastItems(o *Object) []*Object {
	if IsList(o) {
		return ListItems(o)
	}
	return TupleItems(o)
}

// ListReverse reverses a list in place.
func ListReverse(o *Object) {
	items := ListItems(o)
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
}

func listDealloc(o *Object) {
	GCUntrack(o)
	Trash(o, ListType, func(o *Object) {
		if l := listHead(o); l.Items != nil {
			releaseItems(ListItems(o))
		}
		FreeInstance(o)
	})
}

func listTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	for _, item := range ListItems(o) {
		if item != nil {
			if r := ctier.CallVisit(visit, item, arg); r != 0 {
				return r
			}
		}
	}
	return 0
}
