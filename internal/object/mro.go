package object

import (
	"github.com/d95905aa/gilded/internal/abi"
)

// mroOf computes a type's method resolution order: the type, then the C3 merge of its bases' orders. A metaclass with
// its own mro() is asked instead.
func mroOf(t *Type) *Object {
	if t.Object.Type != TypeType && t.Flags&abi.TPFlagsHeaptype != 0 {
		if custom := LookupString(t.Object.Type, "mro"); custom != nil && custom != LookupString(TypeType, "mro") {
			result := CallArgs(custom, Head(t))
			if result == nil {
				return nil
			}
			defer Decref(result)
			return SequenceTuple(result)
		}
	}
	return c3(t)
}

func c3(t *Type) *Object {
	bases := TupleItems(t.Bases)
	var lists [][]*Object
	for _, b := range bases {
		base := As[*Type](b)
		if base.MRO == nil {
			return Raise(TypeError, "Cannot extend an incomplete type '%.100s'", TypeName(base))
		}
		lists = append(lists, TupleItems(base.MRO))
	}
	for i, b := range bases {
		for _, c := range bases[:i] {
			if b == c {
				return Raise(TypeError, "duplicate base class %s", ShortName(As[*Type](b)))
			}
		}
	}
	lists = append(lists, bases)
	order := []*Object{Head(t)}
	for {
		lists = nonEmpty(lists)
		if len(lists) == 0 {
			return Pack(order...)
		}
		next := candidate(lists)
		if next == nil {
			return inconsistent(lists)
		}
		order = append(order, next)
		for i, l := range lists {
			if l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

func nonEmpty(lists [][]*Object) [][]*Object {
	var kept [][]*Object
	for _, l := range lists {
		if len(l) > 0 {
			kept = append(kept, l)
		}
	}
	return kept
}

// candidate is the first head that stands in no list's tail.
func candidate(lists [][]*Object) *Object {
next:
	for _, l := range lists {
		for _, other := range lists {
			for _, c := range other[1:] {
				if c == l[0] {
					continue next
				}
			}
		}
		return l[0]
	}
	return nil
}

func inconsistent(lists [][]*Object) *Object {
	var names string
	seen := map[*Object]bool{}
	for _, l := range lists {
		if seen[l[0]] {
			continue
		}
		seen[l[0]] = true
		if names != "" {
			names += ", "
		}
		names += ShortName(As[*Type](l[0]))
	}
	return Raise(TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %s", names)
}
