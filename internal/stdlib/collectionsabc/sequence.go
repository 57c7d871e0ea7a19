package collectionsabc

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The classes Sequence, ByteString and MutableSequence.

// itemAt is self[i].
func itemAt(self obj, i int) obj {
	index := object.NewInt(int64(i))
	if index == nil {
		return nil
	}
	defer object.Decref(index)
	return object.GetItem(self, index)
}

func setItemAt(self obj, i int, v obj) bool {
	index := object.NewInt(int64(i))
	if index == nil {
		return false
	}
	defer object.Decref(index)
	return object.SetItem(self, index, v)
}

var sequences = []classSpec{
	{
		name: "Sequence", bases: []string{"Reversible", "Collection"}, flag: abi.TPFlagsSequence, defs: sequence,
		doc:     "A sequence, by __getitem__ and __len__.",
		members: []*object.Type{object.TupleType, object.StrType, object.RangeType, object.MemoryviewType},
	},
	{
		name: "ByteString", bases: []string{"Sequence"}, doc: "bytes and bytearray.",
		members: []*object.Type{object.BytesType, object.BytearrayType},
	},
	{
		name: "MutableSequence", bases: []string{"Sequence"}, defs: mutableSequence,
		doc:     "A sequence that changes, by __setitem__, __delitem__ and insert besides what a Sequence has.",
		members: []*object.Type{object.ListType, object.BytearrayType},
	},
}

var sequence = []def{
	{Sig: "__getitem__(self, index)", Abstract: true, Do: func([]obj) obj { return object.RaiseNone(object.IndexError) }},
	{Sig: "__iter__(self)", Do: func(a []obj) obj {
		self, i := a[0], 0
		return object.NewGoIter("Sequence.__iter__", func() obj {
			item := itemAt(self, i)
			i++
			if item == nil {
				caught(object.IndexError)
			}
			return item
		}, self)
	}},
	{Sig: "__contains__(self, value)", Do: func(a []obj) obj {
		found := int32(0)
		if !object.Each(a[0], func(item obj) bool {
			found = same(item, a[1])
			return found == 0
		}) {
			return nil
		}
		return truth(found)
	}},
	{Sig: "__reversed__(self)", Do: func(a []obj) obj {
		self, i := a[0], -1
		begun := false
		return object.NewGoIter("Sequence.__reversed__", func() obj {
			if !begun {
				begun = true
				if i = object.Length(self); i < 0 {
					return nil
				}
			}
			if i--; i < 0 {
				return nil
			}
			return itemAt(self, i)
		}, self)
	}},
	{Sig: "index(self, value, start=0, stop=None)", Doc: "The first index of a value, or ValueError.", Do: indexOf},
	{Sig: "count(self, value)", Doc: "How many items are equal to a value.", Do: func(a []obj) obj {
		n := int64(0)
		if !object.Each(a[0], func(item obj) bool {
			equal := same(item, a[1])
			n += int64(max(equal, 0))
			return equal >= 0
		}) {
			return nil
		}
		return object.NewInt(n)
	}},
}

// bound is an index that may be None, counted from the end if it is negative.
func bound(self, o obj, lowest int) (i int, given, ok bool) {
	if o == object.None {
		return 0, false, true
	}
	if !object.IndexCheck(o) {
		zero := object.NewInt(0)
		defer object.XDecref(zero)
		if zero != nil {
			object.XDecref(object.RichCompare(o, zero, abi.LT)) // says why it is no index
		}
		if object.Occurred() == nil {
			object.Raise(object.TypeError, "'%.200s' object cannot be interpreted as an integer", object.TypeName(o.Type))
		}
		return 0, false, false
	}
	if i, ok = object.AsIndex(o, nil); !ok {
		return 0, false, false
	}
	if i < 0 {
		n := object.Length(self)
		if n < 0 {
			return 0, false, false
		}
		i = max(i+n, lowest)
	}
	return i, true, true
}

func indexOf(a []obj) obj {
	if a[2] == object.None {
		return indexFromNone(a[0], a[1])
	}
	i, _, ok := bound(a[0], a[2], 0)
	if !ok {
		return nil
	}
	const noLowest = -1 << 62
	stop, limited, ok := bound(a[0], a[3], noLowest)
	if !ok {
		return nil
	}
	for ; !limited || i < stop; i++ {
		item := itemAt(a[0], i)
		if item == nil {
			if !caught(object.IndexError) {
				return nil
			}
			break
		}
		found := same(item, a[1])
		object.Decref(item)
		if found < 0 {
			return nil
		}
		if found > 0 {
			return object.NewInt(int64(i))
		}
	}
	return object.RaiseNone(object.ValueError)
}

// indexFromNone is what comes of a start that is None: it is taken for an index, and can't be counted up.
func indexFromNone(self, value obj) obj {
	item := object.GetItem(self, object.None)
	if item == nil {
		if !caught(object.IndexError) {
			return nil
		}
		return object.RaiseNone(object.ValueError)
	}
	defer object.Decref(item)
	switch found := same(item, value); {
	case found < 0:
		return nil
	case found > 0:
		return none()
	}
	return object.Raise(object.TypeError, "unsupported operand type(s) for +=: 'NoneType' and 'int'")
}

var mutableSequence = []def{
	{Sig: "__setitem__(self, index, value)", Abstract: true, Do: func([]obj) obj { return object.RaiseNone(object.IndexError) }},
	{Sig: "__delitem__(self, index)", Abstract: true, Do: func([]obj) obj { return object.RaiseNone(object.IndexError) }},
	{Sig: "insert(self, index, value)", Abstract: true, Do: func([]obj) obj { return object.RaiseNone(object.IndexError) }, Doc: "Put a value before an index."},
	{Sig: "append(self, value)", Doc: "Put a value at the end.", Do: func(a []obj) obj {
		insert := object.GetAttrString(a[0], "insert")
		if insert == nil {
			return nil
		}
		defer object.Decref(insert)
		n := object.Length(a[0])
		if n < 0 {
			return nil
		}
		end := object.NewInt(int64(n))
		if end == nil {
			return nil
		}
		defer object.Decref(end)
		return noneIf(drop(object.CallArgs(insert, end, a[1])))
	}},
	{Sig: "clear(self)", Doc: "Remove all items, the last one first.", Do: func(a []obj) obj {
		for drop(object.CallMethod(a[0], "pop")) {
		}
		return noneIf(caught(object.IndexError))
	}},
	{Sig: "reverse(self)", Doc: "Reverse the order in place.", Do: func(a []obj) obj {
		n := object.Length(a[0])
		if n < 0 {
			return nil
		}
		for i := range n / 2 {
			if !swap(a[0], i, n-i-1) {
				return nil
			}
		}
		return none()
	}},
	{Sig: "extend(self, values)", Doc: "Append all items of an iterable.", Do: func(a []obj) obj {
		values := object.NewRef(a[1])
		defer func() { object.XDecref(values) }()
		if a[0] == a[1] {
			object.Decref(values)
			if values = object.ToList(a[1]); values == nil {
				return nil
			}
		}
		return noneIf(object.Each(values, func(item obj) bool { return drop(object.CallMethod(a[0], "append", item)) }))
	}},
	{Sig: "pop(self, index=-1)", Doc: "Remove an item and return it.", Do: func(a []obj) obj {
		v := object.GetItem(a[0], a[1])
		if v == nil {
			return nil
		}
		if !object.DelItem(a[0], a[1]) {
			object.Decref(v)
			return nil
		}
		return v
	}},
	{Sig: "remove(self, value)", Doc: "Remove the first item that is equal to a value, or raise ValueError.", Do: func(a []obj) obj {
		index := object.CallMethod(a[0], "index", a[1])
		if index == nil {
			return nil
		}
		defer object.Decref(index)
		return noneIf(object.DelItem(a[0], index))
	}},
	{Sig: "__iadd__(self, values)", Do: func(a []obj) obj {
		if !drop(object.CallMethod(a[0], "extend", a[1])) {
			return nil
		}
		return object.NewRef(a[0])
	}},
}

func swap(self obj, i, j int) bool {
	x, y := itemAt(self, j), obj(nil)
	if x != nil {
		y = itemAt(self, i)
	}
	defer object.XDecref(x)
	defer object.XDecref(y)
	return y != nil && setItemAt(self, i, x) && setItemAt(self, j, y)
}
