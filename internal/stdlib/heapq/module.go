package heapq

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

const doc = "Lists whose first item is the smallest."

// defs are the functions that CPython has in Python.
var defs = []object.Def{
	{Sig: "merge(*iterables, key=None, reverse=False)", Do: merge, Doc: "An iterator over the items of several sorted iterables, sorted."},
	{Sig: "nsmallest(n, iterable, key=None)", Do: func(a []obj) obj { return extreme(a, false) }, Doc: "A list of the n smallest items, sorted."},
	{Sig: "nlargest(n, iterable, key=None)", Do: func(a []obj) obj { return extreme(a, true) }, Doc: "A list of the n largest items, the largest first."},
}

// extreme is the beginning of what sorting makes of an iterable, which is what CPython's selection comes to.
func extreme(a []obj, largest bool) obj {
	l := object.ToList(a[1])
	if l == nil {
		return nil
	}
	n, ok := howMany(a[0], a[1])
	if !ok {
		object.Decref(l)
		return nil
	}
	key := a[2]
	if key == object.None {
		key = nil
	}
	if n > 0 && !object.ListSort(l, key, largest) {
		object.Decref(l)
		return nil
	}
	if n = max(n, 0); n < len(object.ListItems(l)) && !object.ListSetSlice(l, n, len(object.ListItems(l)), nil) {
		object.Decref(l)
		return nil
	}
	return l
}

// howMany is the number of items that are wanted. It is compared with the length of an iterable that has one, which is what tells the
// caller that it is no number.
func howMany(n, iterable obj) (int, bool) {
	if size := object.Length(iterable); size >= 0 {
		length := object.NewInt(int64(size))
		enough := object.RichCompare(n, length, abi.GE)
		object.XDecref(length)
		if !object.Finished(enough) {
			return 0, false
		}
	} else if object.Matches(object.TypeError) || object.Matches(object.AttributeError) {
		object.ClearErr()
	} else {
		return 0, false
	}
	return object.AsIndex(n, nil)
}

// merging is what merge goes through: a heap of lists [key, number, item, iterator], one for each iterable that is not at its end.
// The number keeps equal items in the order of their iterables.
type merging struct {
	heap
	key             obj  // or None
	begun, returned bool // whether the iterables were begun, and whether the first item went out
}

func merge(a []obj) obj {
	reverse := object.IsTrue(a[2])
	if reverse < 0 {
		return nil
	}
	l := object.NewList(0)
	if l == nil {
		return nil
	}
	defer object.Decref(l) // the iterator has it
	g := &merging{heap: heap{l, reverse == 1}, key: a[1]}
	iterables := a[0]
	return object.NewGoIter("merge", func() obj {
		if !g.begun {
			g.begun = true
			if !g.begin(iterables) {
				return nil
			}
		}
		return g.next()
	}, l, iterables, a[1])
}

// begin puts the first item of each iterable on the heap.
func (g *merging) begin(iterables obj) bool {
	for i, iterable := range object.TupleItems(iterables) {
		it := object.Iter(iterable)
		if it == nil {
			return false
		}
		if g.max {
			i = -i
		}
		entry := object.NewList(0)
		number := object.NewInt(int64(i))
		ok := entry != nil && number != nil && object.ListAppend(entry, object.None) && object.ListAppend(entry, number) &&
			object.ListAppend(entry, object.None) && object.ListAppend(entry, it)
		object.XDecref(number)
		object.Decref(it)
		more := false
		if ok {
			more, ok = g.advance(entry)
		}
		ok = ok && (!more || object.ListAppend(g.list, entry))
		object.XDecref(entry)
		if !ok {
			return false
		}
	}
	return g.heapify()
}

// advance puts the next item of an entry's iterator into it: more is false at the end.
func (g *merging) advance(entry obj) (more, ok bool) {
	item := object.IterNext(object.ListItems(entry)[3])
	if item == nil {
		return false, object.Occurred() == nil
	}
	key := item
	if g.key == object.None {
		object.Incref(key)
	} else if key = object.CallOne(g.key, item); key == nil {
		object.Decref(item)
		return false, false
	}
	object.Replace(&object.ListItems(entry)[0], key)
	object.Replace(&object.ListItems(entry)[2], item)
	return true, true
}

// next returns the first item. Only the call after that takes the iterable's next one in its place, as late as a generator does.
func (g *merging) next() obj {
	if g.returned {
		g.returned = false
		if !g.replace() {
			return nil
		}
	}
	if len(g.items()) == 0 {
		return nil
	}
	g.returned = true
	return object.NewRef(object.ListItems(g.items()[0])[2])
}

// replace puts the next item of the first entry's iterable in its place.
func (g *merging) replace() bool {
	entry := object.NewRef(g.items()[0])
	defer object.Decref(entry)
	more, ok := g.advance(entry)
	switch {
	case !ok:
		return false
	case more:
		return g.sink(0)
	}
	return object.Finished(g.pop())
}

func init() {
	empty := object.GoModule("_heapq", doc, &functions)
	object.DefineModule("_heapq", empty)
	object.DefineModule("heapq", func() obj {
		m := object.NewModuleString("heapq")
		from := object.Import("_heapq")
		defer object.XDecref(from)
		if m == nil || from == nil || !object.SetDoc(m, doc) || !object.AddDefs(m, defs) {
			object.XDecref(m)
			return nil
		}
		return object.Fill(m, func(set func(name string, v obj)) {
			for _, f := range functions {
				set(f.Name, object.GetAttrString(from, f.Name))
			}
			all := object.NewStrs("heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop")
			set("__all__", object.ToList(all))
			object.XDecref(all)
		})
	})
}
