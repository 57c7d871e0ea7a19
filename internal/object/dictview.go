package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The views keys(), values() and items() return. Those of keys and items are sets.

var (
	DictKeysType   = ctier.Type("PyDictKeys_Type")
	DictValuesType = ctier.Type("PyDictValues_Type")
	DictItemsType  = ctier.Type("PyDictItems_Type")
)

type dictView struct {
	Object
	dict *Object
}

func viewed(o *Object) *Object { return As[*dictView](o).dict }

// NewDictView makes a view of a dict.
func NewDictView(t *Type, dict *Object) *Object {
	if !IsDict(dict) {
		return Raise(TypeError, "%s() requires a dict argument, not '%s'", TypeName(t), TypeName(dict.Type))
	}
	o := New(t)
	if o != nil {
		As[*dictView](o).dict = NewRef(dict)
		GCTrack(o)
	}
	return o
}

// DictKeys makes a list of a dict's keys.
func DictKeys(o *Object) *Object {
	return dictList(o, func(key, _ *Object) *Object { return NewRef(key) })
}

// DictValues makes a list of a dict's values.
func DictValues(o *Object) *Object {
	return dictList(o, func(_, value *Object) *Object { return NewRef(value) })
}

// DictItems makes a list of pairs.
func DictItems(o *Object) *Object {
	return dictList(o, func(key, value *Object) *Object { return Pack(key, value) })
}

// dictList makes a list. The allocations in it may run the collector, but nothing that changes the dict goes unnoticed:
// the list is filled as far as there is something to fill it with.
func dictList(o *Object, item func(key, value *Object) *Object) *Object {
	for {
		n := DictLen(o)
		l := NewList(n)
		if l == nil {
			return nil
		}
		items := ListItems(l)
		i := 0
		var pos int
		var key, value *Object
		for i < n && DictNext(o, &pos, &key, &value) {
			if items[i] = item(key, value); items[i] == nil {
				Decref(l)
				return nil
			}
			i++
		}
		if i == n && DictLen(o) == n {
			return l
		}
		Decref(l)
	}
}

func isKeysView(o *Object) bool    { return Is(o, DictKeysType) }
func isItemsView(o *Object) bool   { return Is(o, DictItemsType) }
func isDictViewSet(o *Object) bool { return isKeysView(o) || isItemsView(o) }

func viewLength(o *Object) int {
	if d := viewed(o); d != nil {
		return DictLen(d)
	}
	return 0
}

func keysContains(o, key *Object) int32 {
	if d := viewed(o); d != nil {
		return DictContains(d, key)
	}
	return 0
}

func itemsContains(o, item *Object) int32 {
	d := viewed(o)
	if d == nil || !IsTuple(item) || len(TupleItems(item)) != 2 {
		return 0
	}
	pair := TupleItems(item)
	value, ok := DictGet(d, pair[0])
	if value == nil {
		return found(value, ok)
	}
	Incref(value)
	r := RichCompareBool(value, pair[1], abi.EQ)
	Decref(value)
	return r
}

func viewRepr(o *Object) *Object {
	if ReprEnter(o) != 0 {
		return NewStr("...")
	}
	defer ReprLeave(o)
	l := ToList(o)
	if l == nil {
		return nil
	}
	r := Repr(l)
	Decref(l)
	if r == nil {
		return nil
	}
	defer Decref(r)
	return NewStr(TypeName(o.Type) + "(" + StrOf(r) + ")")
}

// allIn tells whether every item of a is in b: 1, 0, -1.
func allIn(a, b *Object) int32 {
	it := Iter(a)
	if it == nil {
		return -1
	}
	defer Decref(it)
	for {
		item := IterNext(it)
		if item == nil {
			if Occurred() != nil {
				return -1
			}
			return 1
		}
		r := Contains(b, item)
		Decref(item)
		if r <= 0 {
			return r
		}
	}
}

func viewCompare(a, b *Object, op int32) *Object {
	if !IsAnySet(b) && !isDictViewSet(b) {
		return NewRef(NotImplemented)
	}
	n := Length(a)
	if n < 0 {
		return nil
	}
	m := Length(b)
	if m < 0 {
		return nil
	}
	var r int32
	switch {
	case (op == abi.EQ || op == abi.NE) && n == m, op == abi.LT && n < m, op == abi.LE && n <= m:
		r = allIn(a, b)
	case op == abi.GT && n > m, op == abi.GE && n >= m:
		r = allIn(b, a)
	}
	if r < 0 {
		return nil
	}
	return NewBool((r > 0) != (op == abi.NE))
}

// viewSet makes a set of what the left operand holds, and updates it with the right one.
func viewSet(a, b *Object, method string) *Object {
	s := NewSet(a)
	if s == nil {
		return nil
	}
	r := CallMethod(s, method, b)
	if r == nil {
		Decref(s)
		return nil
	}
	Decref(r)
	return s
}

func viewAnd(a, b *Object) *Object {
	// Either operand may be the view: keys go on from the one that has fewer.
	if isDictViewSet(b) && (!isDictViewSet(a) || viewLength(b) > viewLength(a)) {
		a, b = b, a
	}
	if b.Type == SetType && As[*abi.Set](b).Used >= viewLength(a) {
		return CallMethod(b, "intersection", a)
	}
	it := Iter(b)
	if it == nil {
		return nil
	}
	defer Decref(it)
	s := NewSet(nil)
	if s == nil {
		return nil
	}
	contains := keysContains
	if isItemsView(a) {
		contains = itemsContains
	}
	for {
		item := IterNext(it)
		if item == nil {
			break
		}
		r := contains(a, item)
		ok := r == 0 || r > 0 && SetAdd(s, item)
		Decref(item)
		if !ok {
			Decref(s)
			return nil
		}
	}
	if Occurred() != nil {
		Decref(s)
		return nil
	}
	return s
}

func viewIsdisjoint(a, b *Object) *Object {
	if a == b {
		return NewBool(viewLength(a) == 0)
	}
	if IsAnySet(b) || isDictViewSet(b) {
		n := Length(b)
		if n < 0 {
			return nil
		}
		if n > viewLength(a) {
			a, b = b, a
		}
	}
	it := Iter(b)
	if it == nil {
		return nil
	}
	defer Decref(it)
	for {
		item := IterNext(it)
		if item == nil {
			break
		}
		r := Contains(a, item)
		Decref(item)
		if r != 0 {
			if r < 0 {
				return nil
			}
			return NewBool(false)
		}
	}
	if Occurred() != nil {
		return nil
	}
	return NewBool(true)
}

func init() {
	for _, x := range []struct {
		t        *Type
		name     string
		contains ctier.ContainsFunc
		iter     *Type
		reversed *Type
	}{
		{DictKeysType, "dict_keys", keysContains, DictIterKeyType, DictRevIterKeyType},
		{DictItemsType, "dict_items", itemsContains, DictIterItemType, DictRevIterItemType},
		{DictValuesType, "dict_values", nil, DictIterValueType, DictRevIterValueType},
	} {
		Define(x.t, func() Spec {
			s := Spec{
				Name: x.name, Basicsize: unsafe.Sizeof(dictView{}), Flags: abi.TPFlagsHaveGC,
				Dealloc: func(o *Object) {
					GCUntrack(o)
					XDecref(viewed(o))
					Release(o)
				},
				Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 { return Visit(visit, arg, viewed(o)) },
				Repr:     viewRepr,
				Iter:     func(o *Object) *Object { return newDictIter(x.iter, viewed(o)) },
				Sequence: &Sequence{Length: viewLength, Contains: x.contains},
				Getset: []GetSet{{Name: "mapping", Doc: "The dictionary this is a view of.",
					Get: func(o *Object) *Object { return NewDictProxy(viewed(o)) }}},
				Methods: []Method{{Name: "__reversed__", NoArgs: func(o *Object) *Object { return newDictIter(x.reversed, viewed(o)) },
					Doc: "An iterator over the view, newest first."}},
			}
			if x.t != DictValuesType {
				s.Richcompare = viewCompare
				s.Number = &Number{
					And:      viewAnd,
					Or:       func(a, b *Object) *Object { return viewSet(a, b, "update") },
					Subtract: func(a, b *Object) *Object { return viewSet(a, b, "difference_update") },
					Xor:      func(a, b *Object) *Object { return viewSet(a, b, "symmetric_difference_update") },
				}
				s.Methods = append(s.Methods, Method{Name: "isdisjoint", O: viewIsdisjoint,
					Doc: "Whether the view and an iterable have nothing in common."})
			}
			return s
		})
	}
}
