package collectionsabc

import (
	"github.com/d95905aa/gilded/internal/object"
)

// The classes Set and MutableSet.

// forSets is a method that takes another Set and nothing else.
func forSets(f func(self, other obj) int32) func(a []obj) obj {
	return func(a []obj) obj {
		switch is := isA(a[1], "Set"); {
		case is < 0:
			return nil
		case is == 0:
			return notImplemented()
		}
		return truth(f(a[0], a[1]))
	}
}

// lengths compares the lengths of two sets: less, equal and greater are -1, 0 and 1; false with an exception.
func lengths(a, b obj) (order int, ok bool) {
	x := object.Length(a)
	if x < 0 {
		return 0, false
	}
	y := object.Length(b)
	if y < 0 {
		return 0, false
	}
	switch {
	case x < y:
		return -1, true
	case x > y:
		return 1, true
	}
	return 0, true
}

// allIn tells whether all items of one are in the other.
func allIn(items, set obj) int32 {
	result := int32(1)
	ok := object.Each(items, func(item obj) bool {
		result = object.Contains(set, item)
		return result > 0
	})
	if !ok {
		return -1
	}
	return result
}

// byMethod is a comparison that the lengths decide unless their order is as wanted, and then another method does.
func byMethod(self, other obj, wanted int, method string) obj {
	order, ok := lengths(self, other)
	switch {
	case !ok:
		return nil
	case order != wanted:
		return object.NewBool(false)
	}
	return object.CallMethod(self, method, other)
}

func forSetsBy(wanted int, method string) func(a []obj) obj {
	return func(a []obj) obj {
		switch is := isA(a[1], "Set"); {
		case is < 0:
			return nil
		case is == 0:
			return notImplemented()
		}
		return byMethod(a[0], a[1], wanted, method)
	}
}

// fromItems is self._from_iterable of those items of an iterable that test says 1 of.
func fromItems(name string, self, iterable obj, test func(item obj) int32, held ...obj) obj {
	it := object.Iter(iterable)
	if it == nil {
		return nil
	}
	defer object.Decref(it)
	filtered := object.NewGoIter(name, func() obj {
		for {
			item := object.IterNext(it)
			if item == nil {
				return nil
			}
			yes := test(item)
			if yes > 0 {
				return item
			}
			object.Decref(item)
			if yes < 0 {
				return nil
			}
		}
	}, append(held, it)...)
	if filtered == nil {
		return nil
	}
	defer object.Decref(filtered)
	return object.CallMethod(self, "_from_iterable", filtered)
}

func not(r int32) int32 {
	if r < 0 {
		return r
	}
	return 1 - r
}

// forIterables is a method that takes any Iterable.
func forIterables(f func(self, other obj) obj) func(a []obj) obj {
	return func(a []obj) obj {
		switch is := isA(a[1], "Iterable"); {
		case is < 0:
			return nil
		case is == 0:
			return notImplemented()
		}
		return f(a[0], a[1])
	}
}

// asSet is another Set, or what self makes of an Iterable; NotImplemented for anything else. The result is new.
func asSet(self, other obj) obj {
	if is := isA(other, "Set"); is != 0 {
		if is < 0 {
			return nil
		}
		return object.NewRef(other)
	}
	if is := isA(other, "Iterable"); is <= 0 {
		if is < 0 {
			return nil
		}
		return notImplemented()
	}
	return object.CallMethod(self, "_from_iterable", other)
}

// withSet is a method that takes another Set or Iterable.
func withSet(f func(self, other obj) obj) func(a []obj) obj {
	return func(a []obj) obj {
		other := asSet(a[0], a[1])
		if other == nil || other == object.NotImplemented {
			return other
		}
		defer object.Decref(other)
		return f(a[0], other)
	}
}

func intersect(self, other obj) obj {
	return fromItems("Set.__and__.<locals>.<genexpr>", self, other, func(item obj) int32 { return object.Contains(self, item) }, self)
}

// unite is self._from_iterable of the items of both.
func unite(self, other obj) obj {
	rest := []obj{self, other}
	parts := object.NewList(0) // the iterator that is under way is its only item
	if parts == nil {
		return nil
	}
	defer object.Decref(parts)
	chain := object.NewGoIter("Set.__or__.<locals>.<genexpr>", func() obj {
		for {
			if current := object.ListItems(parts); len(current) > 0 {
				if item := object.IterNext(current[0]); item != nil || object.Occurred() != nil {
					return item
				}
				if !object.ListSetSlice(parts, 0, 1, nil) {
					return nil
				}
			}
			if len(rest) == 0 {
				return nil
			}
			it := object.Iter(rest[0])
			rest = rest[1:]
			if it == nil {
				return nil
			}
			ok := object.ListAppend(parts, it)
			object.Decref(it)
			if !ok {
				return nil
			}
		}
	}, self, other, parts)
	if chain == nil {
		return nil
	}
	defer object.Decref(chain)
	return object.CallMethod(self, "_from_iterable", chain)
}

func differ(self, other obj) obj {
	return fromItems("Set.__sub__.<locals>.<genexpr>", self, self, func(item obj) int32 { return not(object.Contains(other, item)) }, other)
}

func differReversed(self, other obj) obj {
	return fromItems("Set.__rsub__.<locals>.<genexpr>", self, other, func(item obj) int32 { return not(object.Contains(self, item)) }, self)
}

func exclusive(self, other obj) obj {
	left := object.Subtract(self, other)
	if left == nil {
		return nil
	}
	defer object.Decref(left)
	right := object.Subtract(other, self)
	if right == nil {
		return nil
	}
	defer object.Decref(right)
	return object.Or(left, right)
}

// hashOfSet depends on the items and not on their order.
func hashOfSet(a []obj) obj {
	n := object.Length(a[0])
	if n < 0 {
		return nil
	}
	h := 1927868237 * uint64(n+1)
	failed := false
	if !object.Each(a[0], func(item obj) bool {
		hash := object.Hash(item)
		failed = hash == -1
		x := uint64(hash)
		h ^= (x ^ x<<16 ^ 89869747) * 3644798167
		return !failed
	}) {
		return nil
	}
	h ^= h>>11 ^ h>>25
	h = h*69069 + 907133923
	if h == 1<<64-1 {
		h = 590923713
	}
	return object.NewInt(int64(h))
}

var sets = []classSpec{
	{name: "Set", bases: []string{"Collection"}, members: []*object.Type{object.FrozenSetType}, doc: "A set, by __contains__, __iter__ and __len__.", defs: []def{
		{Sig: "__le__(self, other)", Do: forSets(func(self, other obj) int32 {
			order, ok := lengths(self, other)
			switch {
			case !ok:
				return -1
			case order > 0:
				return 0
			}
			return allIn(self, other)
		})},
		{Sig: "__lt__(self, other)", Do: forSetsBy(-1, "__le__")},
		{Sig: "__gt__(self, other)", Do: forSetsBy(1, "__ge__")},
		{Sig: "__ge__(self, other)", Do: forSets(func(self, other obj) int32 {
			order, ok := lengths(self, other)
			switch {
			case !ok:
				return -1
			case order < 0:
				return 0
			}
			return allIn(other, self)
		})},
		{Sig: "__eq__(self, other)", Do: forSetsBy(0, "__le__")},
		{Sig: "_from_iterable(cls, it)", Kind: object.ClassDef, Doc: "A set of the items.", Do: func(a []obj) obj { return object.CallArgs(a[0], a[1]) }},
		{Sig: "__and__(self, other)", Do: forIterables(intersect)},
		{Sig: "__rand__(self, other)", Do: forIterables(intersect)},
		{Sig: "isdisjoint(self, other)", Doc: "Tell whether no item is in both.", Do: func(a []obj) obj {
			result := int32(0)
			if !object.Each(a[1], func(item obj) bool {
				result = object.Contains(a[0], item)
				return result == 0
			}) {
				return nil
			}
			return truth(not(result))
		}},
		{Sig: "__or__(self, other)", Do: forIterables(unite)},
		{Sig: "__ror__(self, other)", Do: forIterables(unite)},
		{Sig: "__sub__(self, other)", Do: withSet(differ)},
		{Sig: "__rsub__(self, other)", Do: withSet(differReversed)},
		{Sig: "__xor__(self, other)", Do: withSet(exclusive)},
		{Sig: "__rxor__(self, other)", Do: withSet(exclusive)},
		{Sig: "_hash(self)", Doc: "A hash of the items, for a set that doesn't change.", Do: hashOfSet},
	}, more: func(namespace obj) bool { return object.DictSetString(namespace, "__hash__", object.None) }},
	{name: "MutableSet", bases: []string{"Set"}, members: []*object.Type{object.SetType}, doc: "A set that changes, by add and discard besides what a Set has.", defs: mutableSet},
}

// discardOf calls self.discard(item), addOf self.add(item).
func discardOf(self, item obj) bool { return drop(object.CallMethod(self, "discard", item)) }
func addOf(self, item obj) bool     { return drop(object.CallMethod(self, "add", item)) }

func raiseNotImplemented([]obj) obj { return object.RaiseNone(object.NotImplementedError) }

var mutableSet = []def{
	{Sig: "add(self, value)", Abstract: true, Do: raiseNotImplemented, Doc: "Add an item."},
	{Sig: "discard(self, value)", Abstract: true, Do: raiseNotImplemented, Doc: "Remove an item, if it is there."},
	{Sig: "remove(self, value)", Doc: "Remove an item, or raise KeyError.", Do: func(a []obj) obj {
		switch in := object.Contains(a[0], a[1]); {
		case in < 0:
			return nil
		case in == 0:
			object.SetObject(object.Head(object.KeyError), a[1])
			return nil
		}
		return noneIf(discardOf(a[0], a[1]))
	}},
	{Sig: "pop(self)", Doc: "Remove some item and return it, or raise KeyError.", Do: func(a []obj) obj {
		it := object.Iter(a[0])
		if it == nil {
			return nil
		}
		defer object.Decref(it)
		item := object.IterNext(it)
		if item == nil {
			return emptyError()
		}
		if !discardOf(a[0], item) {
			object.Decref(item)
			return nil
		}
		return item
	}},
	{Sig: "clear(self)", Doc: "Remove all items, one after the other.", Do: func(a []obj) obj {
		for drop(object.CallMethod(a[0], "pop")) {
		}
		return noneIf(caught(object.KeyError))
	}},
	{Sig: "__ior__(self, it)", Do: func(a []obj) obj {
		if !object.Each(a[1], func(item obj) bool { return addOf(a[0], item) }) {
			return nil
		}
		return object.NewRef(a[0])
	}},
	{Sig: "__iand__(self, it)", Do: func(a []obj) obj {
		surplus := object.Subtract(a[0], a[1])
		if surplus == nil {
			return nil
		}
		defer object.Decref(surplus)
		if !object.Each(surplus, func(item obj) bool { return discardOf(a[0], item) }) {
			return nil
		}
		return object.NewRef(a[0])
	}},
	{Sig: "__ixor__(self, it)", Do: func(a []obj) obj {
		if a[0] == a[1] {
			return clearSelf(a[0])
		}
		other := object.NewRef(a[1])
		defer func() { object.XDecref(other) }()
		switch is := isA(other, "Set"); {
		case is < 0:
			return nil
		case is == 0:
			object.Decref(other)
			if other = object.CallMethod(a[0], "_from_iterable", a[1]); other == nil {
				return nil
			}
		}
		if !object.Each(other, func(item obj) bool {
			switch in := object.Contains(a[0], item); {
			case in < 0:
				return false
			case in > 0:
				return discardOf(a[0], item)
			}
			return addOf(a[0], item)
		}) {
			return nil
		}
		return object.NewRef(a[0])
	}},
	{Sig: "__isub__(self, it)", Do: func(a []obj) obj {
		if a[0] == a[1] {
			return clearSelf(a[0])
		}
		if !object.Each(a[1], func(item obj) bool { return discardOf(a[0], item) }) {
			return nil
		}
		return object.NewRef(a[0])
	}},
}

// emptyError is KeyError for what has no item, unless its iterator failed.
func emptyError() obj {
	if object.Occurred() != nil {
		return nil
	}
	object.RaiseNone(object.StopIteration)
	return object.RaiseFromNone(object.KeyError)
}

func clearSelf(self obj) obj {
	if !drop(object.CallMethod(self, "clear")) {
		return nil
	}
	return object.NewRef(self)
}
