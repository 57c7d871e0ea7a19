package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The slots and methods of list.

func listNew(t *Type, _, _ *Object) *Object { return NewInstance(t, 0) }

func listInit(o, args, kwargs *Object) int32 {
	if o.Type == ListType && !NoKeywords("list", kwargs) {
		return -1
	}
	a := TupleItems(args)
	if !CheckPositional("list", len(a), 0, 1) {
		return -1
	}
	listClear(o)
	return Status(len(a) == 0 || ListExtend(o, a[0]))
}

func listRepr(o *Object) *Object {
	if listHead(o).Size == 0 {
		return NewStr("[]")
	}
	if ReprEnter(o) != 0 {
		return NewStr("[...]")
	}
	defer ReprLeave(o)
	return reprItems("[", "]", func() int { return listHead(o).Size }, func(i int) *Object { return ListItems(o)[i] })
}

// listCompare compares items as long as both lists have them: comparing may change either.
func listCompare(a, b *Object, op int32) *Object {
	if !IsList(a) || !IsList(b) {
		return notImplementedResult()
	}
	x, y := listHead(a), listHead(b)
	if x.Size != y.Size && (op == abi.EQ || op == abi.NE) {
		return NewBool(op == abi.NE)
	}
	for i := 0; i < x.Size && i < y.Size; i++ {
		v, w := ListItems(a)[i], ListItems(b)[i]
		if v == w {
			continue
		}
		Incref(v)
		Incref(w)
		equal := RichCompareBool(v, w, abi.EQ)
		var result *Object
		if equal == 0 {
			result = differing(v, w, op)
		}
		Decref(v)
		Decref(w)
		if equal <= 0 {
			return result
		}
	}
	return NewBool(OrderedBy(x.Size-y.Size, op))
}

func listItem(o *Object, i int) *Object {
	items := ListItems(o)
	if i < 0 || i >= len(items) {
		return Raise(IndexError, "list index out of range")
	}
	return NewRef(items[i])
}

func listAssItem(o *Object, i int, v *Object) int32 {
	items := ListItems(o)
	if i < 0 || i >= len(items) {
		Raise(IndexError, "list assignment index out of range")
		return -1
	}
	if v == nil {
		return Status(ListSetSlice(o, i, i+1, nil))
	}
	Replace(&items[i], NewRef(v))
	return 0
}

func listConcat(a, b *Object) *Object {
	if !IsList(b) {
		return Raise(TypeError, `can only concatenate list (not "%.200s") to list`, TypeName(b.Type))
	}
	c := ListFrom(ListItems(a))
	if c != nil && !listAppendAll(c, ListItems(b)) {
		Decref(c)
		return nil
	}
	return c
}

func listInplaceConcat(a, b *Object) *Object {
	if !ListExtend(a, b) {
		return nil
	}
	return NewRef(a)
}

func listRepeat(o *Object, n int) *Object {
	items := ListItems(o)
	if n <= 0 || len(items) == 0 {
		return NewList(0)
	}
	if n > maxItems/len(items) {
		return NoMemory()
	}
	c := NewList(len(items) * n)
	if c != nil {
		fillRepeated(ListItems(c), items, n)
	}
	return c
}

// fillRepeated writes n copies of items, with their references.
//
//go:norace
func fillRepeated(to, items []*Object, n int) {
	for i, item := range items {
		item.Refcnt += n
		for j := i; j < len(to); j += len(items) {
			to[j] = item
		}
	}
}

func listInplaceRepeat(o *Object, n int) *Object {
	l := listHead(o)
	size := l.Size
	switch {
	case size == 0 || n == 1:
	case n <= 0:
		listClear(o)
	case n > maxItems/size:
		return NoMemory()
	default:
		if !listResize(l, size*n) {
			return nil
		}
		items := ListItems(o)
		fillRepeated(items[size:], items[:size], n-1)
	}
	return NewRef(o)
}

func listContains(o, value *Object) int32 {
	for i := 0; i < listHead(o).Size; i++ {
		if r := equalAt(o, i, value); r != 0 {
			return r
		}
	}
	return 0
}

// equalAt compares an item, which is there, with a value: 1, 0, -1.
func equalAt(o *Object, i int, value *Object) int32 {
	item := NewRef(ListItems(o)[i])
	r := RichCompareBool(item, value, abi.EQ)
	Decref(item)
	return r
}

func listSubscript(o, key *Object) *Object {
	if IndexCheck(key) {
		i, ok := AsIndex(key, IndexError)
		if !ok {
			return nil
		}
		if i < 0 {
			i += listHead(o).Size
		}
		return listItem(o, i)
	}
	if key.Type != SliceType {
		return Raise(TypeError, "list indices must be integers or slices, not %.200s", TypeName(key.Type))
	}
	start, stop, step, ok := SliceUnpack(key)
	if !ok {
		return nil
	}
	items := ListItems(o)
	n := SliceAdjust(len(items), &start, &stop, step)
	c := NewList(n)
	if c == nil {
		return nil
	}
	to := ListItems(c)
	for i, at := 0, start; i < n; i, at = i+1, at+step {
		to[i] = NewRef(items[at])
	}
	return c
}

func listAssSubscript(o, key, value *Object) int32 {
	if IndexCheck(key) {
		i, ok := AsIndex(key, IndexError)
		if !ok {
			return -1
		}
		if i < 0 {
			i += listHead(o).Size
		}
		return listAssItem(o, i, value)
	}
	if key.Type != SliceType {
		Raise(TypeError, "list indices must be integers or slices, not %.200s", TypeName(key.Type))
		return -1
	}
	start, stop, step, ok := SliceUnpack(key)
	if !ok {
		return -1
	}
	if step != 1 && value != nil {
		return Status(listSetStep(o, start, stop, step, value))
	}
	n := SliceAdjust(listHead(o).Size, &start, &stop, step)
	if step == 1 {
		return Status(ListSetSlice(o, start, stop, value))
	}
	listDelStep(o, start, step, n)
	return 0
}

// listDelStep deletes n items, step apart: it may run code.
func listDelStep(o *Object, start, step, n int) {
	if n == 0 {
		return
	}
	if step < 0 {
		start, step = start+step*(n-1), -step
	}
	items := ListItems(o)
	removed := make([]*Object, 0, n)
	to := start
	for at := start; at < len(items); at++ {
		if len(removed) < n && at == start+len(removed)*step {
			removed = append(removed, items[at])
			continue
		}
		items[to] = items[at]
		to++
	}
	if !listResize(listHead(o), to) {
		ClearErr()
		listHead(o).Size = to
	}
	for _, item := range removed {
		Decref(item)
	}
}

// listSetStep replaces items that are step apart by as many from an iterable: it may run code, which may change the
// list, so that the bounds are adjusted to its length only afterwards.
func listSetStep(o *Object, start, stop, step int, value *Object) bool {
	var fast *Object
	if value == o {
		fast = ListFrom(ListItems(o))
	} else {
		fast = SequenceFast(value, "must assign iterable to extended slice")
	}
	if fast == nil {
		return false
	}
	defer Decref(fast)
	n := SliceAdjust(listHead(o).Size, &start, &stop, step)
	put := FastItems(fast)
	if len(put) != n {
		Raise(ValueError, "attempt to assign sequence of size %d to extended slice of size %d", len(put), n)
		return false
	}
	items := ListItems(o)
	removed := make([]*Object, n)
	for i, at := 0, start; i < n; i, at = i+1, at+step {
		removed[i] = items[at]
		items[at] = NewRef(put[i])
	}
	for _, item := range removed {
		Decref(item)
	}
	return true
}

// NoneIf is None as a new reference if ok, and otherwise nil for the exception that is set.
func NoneIf(ok bool) *Object {
	if !ok {
		return nil
	}
	return NewRef(None)
}

func listInsertMethod(o *Object, args **Object, n int) *Object {
	if !CheckPositional("insert", n, 2, 2) {
		return nil
	}
	a := Args(args, n)
	where, ok := AsIndex(a[0], OverflowError)
	return NoneIf(ok && ListInsert(o, where, a[1]))
}

func listPop(o *Object, args **Object, n int) *Object {
	if !CheckPositional("pop", n, 0, 1) {
		return nil
	}
	at := -1
	if n == 1 {
		var ok bool
		if at, ok = AsIndex(*args, OverflowError); !ok {
			return nil
		}
	}
	items := ListItems(o)
	if len(items) == 0 {
		return Raise(IndexError, "pop from empty list")
	}
	if at < 0 {
		at += len(items)
	}
	if at < 0 || at >= len(items) {
		return Raise(IndexError, "pop index out of range")
	}
	item := items[at]
	copy(items[at:], items[at+1:])
	if !listResize(listHead(o), len(items)-1) {
		ClearErr()
		listHead(o).Size = len(items) - 1
	}
	return item
}

func listRemove(o, value *Object) *Object {
	for i := 0; i < listHead(o).Size; i++ {
		r := equalAt(o, i, value)
		if r < 0 {
			return nil
		}
		if r > 0 {
			return NoneIf(ListSetSlice(o, i, i+1, nil))
		}
	}
	return Raise(ValueError, "list.remove(x): x not in list")
}

func listIndex(o *Object, args **Object, n int) *Object {
	if !CheckPositional("index", n, 1, 3) {
		return nil
	}
	start, stop, ok := searchBounds(Args(args, n), listHead(o).Size)
	if !ok {
		return nil
	}
	for i := start; i < stop && i < listHead(o).Size; i++ {
		r := equalAt(o, i, *args)
		if r < 0 {
			return nil
		}
		if r > 0 {
			return NewInt(int64(i))
		}
	}
	return Raise(ValueError, "%s is not in list", ReprOf(*args))
}

func listCount(o, value *Object) *Object {
	count := 0
	for i := 0; i < listHead(o).Size; i++ {
		r := equalAt(o, i, value)
		if r < 0 {
			return nil
		}
		count += int(r)
	}
	return NewInt(int64(count))
}

func listSortMethod(o *Object, args **Object, n int, names *Object) *Object {
	if n > 0 {
		return Raise(TypeError, "sort() takes no positional arguments")
	}
	var key *Object
	reverse := false
	if names != nil {
		values := unsafe.Slice(args, len(TupleItems(names)))
		for i, name := range TupleItems(names) {
			switch StrOf(name) {
			case "key":
				key = values[i]
			case "reverse":
				v, ok := AsInt(values[i])
				if !ok {
					return nil
				}
				reverse = v != 0
			default:
				return Raise(TypeError, "'%s' is an invalid keyword argument for sort()", StrOf(name))
			}
		}
	}
	return NoneIf(ListSort(o, key, reverse))
}

func init() {
	Define(ListType, func() Spec {
		length := func(o *Object) int { return listHead(o).Size }
		return Spec{
			Name: "list",
			Doc: "list(iterable=(), /)\n--\n\nA sequence that can change.\n\n" +
				"Without an argument it is empty; with one it holds the items of that iterable.",
			Basicsize: unsafe.Sizeof(abi.List{}),
			Flags:     abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsListSubclass | abi.TPFlagsSequence | abi.TPFlagsMatchSelf,
			New:       listNew, Init: listInit, Dealloc: listDealloc, Traverse: listTraverse,
			Clear: func(o *Object) int32 { listClear(o); return 0 },
			Repr:  listRepr, Richcompare: listCompare, Unhashable: true,
			Iter: func(o *Object) *Object { return newIndexIter(ListIterType, o, 0) },
			Sequence: &Sequence{
				Length: length, Concat: listConcat, InplaceConcat: listInplaceConcat, Repeat: listRepeat,
				InplaceRepeat: listInplaceRepeat, Item: listItem, AssItem: listAssItem, Contains: listContains,
			},
			Mapping: &Mapping{Length: length, Subscript: listSubscript, AssSubscript: listAssSubscript},
			Methods: listMethods(),
		}
	})
}

func listMethods() []Method {
	return []Method{
		{Name: "__getitem__", O: listSubscript, Flags: abi.MethCoexist, Doc: "x.__getitem__(y) <==> x[y]"},
		{Name: "__reversed__", NoArgs: func(o *Object) *Object {
			return newIndexIter(ListRevIterType, o, listHead(o).Size-1)
		}, Doc: "__reversed__($self, /)\n--\n\nAn iterator from the last item to the first."},
		{Name: "__sizeof__", NoArgs: func(o *Object) *Object {
			return NewInt(int64(o.Type.Basicsize + listHead(o).Allocated*8))
		}, Doc: "__sizeof__($self, /)\n--\n\nThe size of the list in bytes."},
		{Name: "clear", NoArgs: func(o *Object) *Object { listClear(o); return NewRef(None) },
			Doc: "clear($self, /)\n--\n\nRemove all items."},
		{Name: "copy", NoArgs: func(o *Object) *Object { return ListFrom(ListItems(o)) },
			Doc: "copy($self, /)\n--\n\nA new list with the same items."},
		{Name: "append", O: func(o, v *Object) *Object { return NoneIf(ListAppend(o, v)) },
			Doc: "append($self, object, /)\n--\n\nAdd an object at the end."},
		{Name: "insert", Fast: listInsertMethod, Doc: "insert($self, index, object, /)\n--\n\nPut an object before index."},
		{Name: "extend", O: func(o, v *Object) *Object { return NoneIf(ListExtend(o, v)) },
			Doc: "extend($self, iterable, /)\n--\n\nAdd the items of an iterable at the end."},
		{Name: "pop", Fast: listPop, Doc: "pop($self, index=-1, /)\n--\n\n" +
			"Remove an item and return it. IndexError if there is none."},
		{Name: "remove", O: listRemove, Doc: "remove($self, value, /)\n--\n\n" +
			"Remove the first item that equals value. ValueError if there is none."},
		{Name: "index", Fast: listIndex, Doc: "index($self, value, start=0, stop=sys.maxsize, /)\n--\n\n" +
			"Where value is first. ValueError if it is not there."},
		{Name: "count", O: listCount, Doc: "count($self, value, /)\n--\n\nHow often value occurs."},
		{Name: "reverse", NoArgs: func(o *Object) *Object { ListReverse(o); return NewRef(None) },
			Doc: "reverse($self, /)\n--\n\nReverse the order of the items."},
		{Name: "sort", FastKeys: listSortMethod, Doc: "sort($self, /, *, key=None, reverse=False)\n--\n\n" +
			"Sort the items in place, ascending, keeping the order of equal ones.\n\n" +
			"key is a function that says what to compare of an item; reverse sorts descending."},
		ClassGetitem,
	}
}
