package functools

import (
	"slices"

	"github.com/d95905aa/gilded/internal/object"
)

// The order in which a class inherits, with the abstract classes among types that it is a virtual subclass of put in where what
// they stand for comes in. Classes are borrowed everywhere, from their keepers or from the list held; false means that an
// exception is set.

func mroOf(class *Object) []*Object { return object.TupleItems(object.As[*Type](class).MRO) }

func basesOf(class *Object) []*Object { return object.TupleItems(object.As[*Type](class).Bases) }

func composeMRO(class *Object, types []*Object, held *Object) ([]*Object, bool) {
	own := mroOf(class)
	var related []*Object
	for _, t := range types {
		if contains(own, t) || !object.Is(t, object.TypeType) {
			continue
		}
		r := object.IsSubclass(class, t)
		if r < 0 {
			return nil, false
		}
		if r > 0 {
			related = append(related, t)
		}
	}
	// A base of another one comes in with that.
	strict := slices.DeleteFunc(slices.Clone(related), func(t *Object) bool {
		return slices.ContainsFunc(related, func(other *Object) bool { return t != other && contains(mroOf(other), t) })
	})
	var mro []*Object
	for _, t := range strict {
		found, ok := implemented(class, t, own, strict, held)
		if !ok {
			return nil, false
		}
		if len(found) == 0 {
			mro = append(mro, t)
			continue
		}
		slices.SortStableFunc(found, func(a, b []*Object) int { return len(b) - len(a) })
		for _, sub := range found {
			for _, c := range sub {
				if !contains(mro, c) {
					mro = append(mro, c)
				}
			}
		}
	}
	return c3(class, mro)
}

// implemented are the orders of the subclasses of t that class is a virtual subclass of, of which only members of types count.
func implemented(class, t *Object, own, types []*Object, held *Object) (found [][]*Object, ok bool) {
	subclasses := object.CallMethod(t, "__subclasses__")
	if subclasses == nil {
		return nil, false
	}
	ok = object.ListAppend(held, subclasses)
	object.Decref(subclasses)
	if !ok {
		return nil, false
	}
	for _, o := range object.ListItems(subclasses) {
		if contains(own, o) {
			continue
		}
		r := object.IsSubclass(class, o)
		if r < 0 {
			return nil, false
		}
		if r > 0 {
			found = append(found, slices.DeleteFunc(slices.Clone(mroOf(o)), func(c *Object) bool { return !contains(types, c) }))
		}
	}
	return found, true
}

// c3 linearizes a class with abstract classes among its bases.
func c3(class *Object, abcs []*Object) ([]*Object, bool) {
	bases := basesOf(class)
	boundary := 0
	for i := len(bases) - 1; i >= 0; i-- {
		abstract, ok := object.LookupAttrString(bases[i], "__abstractmethods__")
		if !ok {
			return nil, false
		}
		if abstract != nil {
			object.Decref(abstract)
			boundary = i + 1
			break
		}
	}
	explicit, other := slices.Clone(bases[:boundary]), slices.Clone(bases[boundary:])
	var abstract, rest []*Object
	for _, base := range abcs {
		introduces, ok := introduces(class, base, bases)
		if !ok {
			return nil, false
		}
		if introduces {
			abstract = append(abstract, base)
		} else {
			rest = append(rest, base)
		}
	}
	sequences := [][]*Object{{class}}
	for _, group := range [][]*Object{explicit, abstract, other} {
		for _, base := range group {
			order, ok := c3(base, rest)
			if !ok {
				return nil, false
			}
			sequences = append(sequences, order)
		}
	}
	return merge(append(sequences, explicit, abstract, other))
}

// introduces tells whether a class is a subclass of base while none of its bases is.
func introduces(class, base *Object, bases []*Object) (yes, ok bool) {
	r := object.IsSubclass(class, base)
	for _, b := range bases {
		if r <= 0 {
			break
		}
		if r = object.IsSubclass(b, base); r >= 0 {
			r = 1 - r
		}
	}
	return r > 0, r >= 0
}

func merge(sequences [][]*Object) ([]*Object, bool) {
	var result []*Object
	for {
		sequences = slices.DeleteFunc(sequences, func(s []*Object) bool { return len(s) == 0 })
		if len(sequences) == 0 {
			return result, true
		}
		var candidate *Object
		for _, s := range sequences {
			if !slices.ContainsFunc(sequences, func(other []*Object) bool { return contains(other[1:], s[0]) }) {
				candidate = s[0]
				break
			}
		}
		if candidate == nil {
			object.Raise(object.RuntimeError, "Inconsistent hierarchy")
			return nil, false
		}
		result = append(result, candidate)
		for i, s := range sequences {
			if s[0] == candidate {
				sequences[i] = s[1:]
			}
		}
	}
}
