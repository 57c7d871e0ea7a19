// Package heapq is the modules heapq and _heapq: lists whose first item is the smallest, because each is no larger than the two
// that follow it in a tree.
package heapq

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// heap is a list with the smallest item, or the largest, first. Comparing runs code, which may change the list: that is noticed by
// its size, and nothing is read that was looked up before.
type heap struct {
	list obj
	max  bool
}

func (h heap) items() []obj { return object.ListItems(h.list) }

// before tells whether the i-th item belongs above the j-th: 1, 0, or -1 for an exception.
func (h heap) before(i, j int) int32 {
	a := h.items()
	if h.max {
		i, j = j, i
	}
	x, y := object.NewRef(a[i]), object.NewRef(a[j])
	less := object.RichCompareBool(x, y, abi.LT)
	object.Decref(x)
	object.Decref(y)
	if less >= 0 && len(h.items()) != len(a) {
		object.Raise(object.RuntimeError, "list changed size during iteration")
		return -1
	}
	return less
}

func (h heap) swap(i, j int) {
	a := h.items()
	a[i], a[j] = a[j], a[i]
}

// rise moves the item at pos up to where it belongs, start at the highest.
func (h heap) rise(start, pos int) bool {
	if pos >= len(h.items()) {
		object.Raise(object.IndexError, "index out of range")
		return false
	}
	for pos > start {
		parent := (pos - 1) >> 1
		switch h.before(pos, parent) {
		case -1:
			return false
		case 0:
			return true
		}
		h.swap(parent, pos)
		pos = parent
	}
	return true
}

// sink moves the item at pos down to a leaf, and up again to where it belongs: fewer comparisons than to stop on the way.
func (h heap) sink(pos int) bool {
	n, start := len(h.items()), pos
	if pos >= n {
		object.Raise(object.IndexError, "index out of range")
		return false
	}
	for pos < n>>1 {
		child := 2*pos + 1
		if child+1 < n {
			first := h.before(child, child+1)
			if first < 0 {
				return false
			}
			if first == 0 {
				child++
			}
		}
		h.swap(child, pos)
		pos = child
	}
	return h.rise(start, pos)
}

func (h heap) heapify() bool {
	for i := len(h.items())/2 - 1; i >= 0; i-- {
		if !h.sink(i) {
			return false
		}
	}
	return true
}

func (h heap) push(item obj) bool {
	return object.ListAppend(h.list, item) && h.rise(0, len(h.items())-1)
}

func (h heap) pop() obj {
	n := len(h.items())
	if n == 0 {
		return object.Raise(object.IndexError, "index out of range")
	}
	last := object.NewRef(h.items()[n-1])
	if !object.ListSetSlice(h.list, n-1, n, nil) {
		object.Decref(last)
		return nil
	}
	if n == 1 {
		return last
	}
	return h.exchange(last)
}

// exchange puts an item, whose reference it takes over, in the place of the first, which it returns.
func (h heap) exchange(item obj) obj {
	if len(h.items()) == 0 {
		object.Decref(item)
		return object.Raise(object.IndexError, "index out of range")
	}
	first := h.items()[0]
	h.items()[0] = item
	if !h.sink(0) {
		object.Decref(first)
		return nil
	}
	return first
}

// pushPop is push and pop: the item itself comes back if it belongs first.
func (h heap) pushPop(item obj) obj {
	a := h.items()
	if len(a) == 0 {
		return object.NewRef(item)
	}
	top := object.NewRef(a[0])
	less := object.RichCompareBool(top, item, abi.LT)
	object.Decref(top)
	switch less {
	case -1:
		return nil
	case 0:
		return object.NewRef(item)
	}
	return h.exchange(object.NewRef(item))
}

func isList(function, which string, v obj) bool {
	if !object.IsList(v) {
		object.BadArgumentType(function, which, "list", v)
		return false
	}
	return true
}

// one and two are functions of a heap, and of a heap and an item.
func one(name, doc string, max bool, do func(h heap) obj) object.Method {
	return object.Method{Name: name, Doc: name + "($module, heap, /)\n--\n\n" + doc, O: func(_, v obj) obj {
		if !isList(name, "argument", v) {
			return nil
		}
		return do(heap{v, max})
	}}
}

func two(name, doc string, max bool, do func(h heap, item obj) obj) object.Method {
	return object.Method{Name: name, Doc: name + "($module, heap, item, /)\n--\n\n" + doc, Fast: func(_ obj, args *obj, n int) obj {
		if !object.CheckPositional(name, n, 2, 2) {
			return nil
		}
		a := object.Args(args, n)
		if !isList(name, "argument 1", a[0]) {
			return nil
		}
		return do(heap{a[0], max}, a[1])
	}}
}

func exchange(h heap, item obj) obj { return h.exchange(object.NewRef(item)) }

var functions = []object.Method{
	two("heappush", "Put an item on the heap.", false, func(h heap, item obj) obj { return object.NoneIf(h.push(item)) }),
	one("heappop", "Take the smallest item off the heap.", false, heap.pop),
	two("heappushpop", "Put an item on the heap, then take the smallest off.", false, heap.pushPop),
	two("heapreplace", "Take the smallest item off the heap, then put one on.", false, exchange),
	one("heapify", "Make a list a heap, in place.", false, func(h heap) obj { return object.NoneIf(h.heapify()) }),
	one("_heappop_max", "Take the largest item off.", true, heap.pop),
	two("_heapreplace_max", "Take the largest item off, then put one on.", true, exchange),
	one("_heapify_max", "Make a list a heap whose first item is the largest, in place.", true, func(h heap) obj { return object.NoneIf(h.heapify()) }),
}
