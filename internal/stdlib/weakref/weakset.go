package weakref

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The set behind a WeakSet is one of weak references.

var setRemover = remover(func(data, ref *Object) bool { return object.Finished(object.CallMethod(data, "discard", ref)) })

// refsTo is a set of weak references to the items of an iterable, with the callback of a WeakSet unless that is nil.
func refsTo(self, iterable *Object) *Object {
	set := object.NewSet(nil)
	if set == nil {
		return nil
	}
	ok := object.Each(iterable, func(item *Object) bool {
		var ref *Object
		if self != nil {
			ref = refTo(self, item)
		} else {
			ref = object.NewWeakref(item, nil)
		}
		if ref == nil {
			return false
		}
		defer object.Decref(ref)
		return object.SetAdd(set, ref)
	})
	if !ok {
		object.Decref(set)
		return nil
	}
	return set
}

// withRefs calls a method of the set with references to the items of an iterable.
func withRefs(self, other *Object, method string, callbacks bool) *Object {
	return withData(self, func(data *Object) *Object {
		from := self
		if !callbacks {
			from = nil
		}
		refs := refsTo(from, other)
		if refs == nil {
			return nil
		}
		defer object.Decref(refs)
		return object.CallMethod(data, method, refs)
	})
}

// inPlace is self, after what changes it.
func inPlace(self, result *Object) *Object {
	if !object.Finished(result) {
		return nil
	}
	return object.NewRef(self)
}

func withItem(self, item *Object, method string) *Object {
	return withData(self, func(data *Object) *Object {
		return byRef(item, func(ref *Object) *Object { return object.CallMethod(data, method, ref) })
	})
}

func addItem(self, item *Object) bool {
	return object.Finished(withData(self, func(data *Object) *Object {
		ref := refTo(self, item)
		if ref == nil {
			return nil
		}
		defer object.Decref(ref)
		return object.CallMethod(data, "add", ref)
	}))
}

func addItems(self, other *Object) bool {
	return object.Each(other, func(item *Object) bool { return addItem(self, item) })
}

func setIter(self *Object) *Object {
	return withData(self, func(data *Object) *Object { return overSnapshot("WeakSet.__iter__", object.NewRef(data), alive) })
}

// another is a WeakSet of the class of self with the items of an iterable.
func another(self, items *Object) *Object {
	if items == nil {
		return nil
	}
	defer object.Decref(items)
	return object.CallArgs(object.Head(self.Type), items)
}

func copySet(self *Object) *Object { return another(self, object.NewRef(self)) }

// changed is a copy of a set after a method that changes it.
func changed(self, other *Object, method string) *Object {
	made := copySet(self)
	if made != nil && !object.Finished(object.CallMethod(made, method, other)) {
		object.Decref(made)
		return nil
	}
	return made
}

func popItem(self *Object) *Object {
	return withData(self, func(data *Object) *Object {
		for {
			ref := object.CallMethod(data, "pop")
			if ref == nil {
				if object.Matches(object.KeyError) {
					object.RaiseInstead(object.KeyError, "pop from empty WeakSet")
				}
				return nil
			}
			o := alive(ref)
			object.Decref(ref)
			if o != nil {
				return o
			}
		}
	})
}

// common are the items of other that are in self, as a list.
func common(self, other *Object) *Object {
	l := object.NewList(0)
	if l == nil {
		return nil
	}
	ok := object.Each(other, func(item *Object) bool {
		in := object.Contains(self, item)
		return in == 0 || in > 0 && object.ListAppend(l, item)
	})
	if !ok {
		object.Decref(l)
		return nil
	}
	return l
}

// both are the items of self and of other, as a list.
func both(self, other *Object) *Object {
	l := object.ToList(self)
	if l != nil && !object.ListExtend(l, other) {
		object.Decref(l)
		return nil
	}
	return l
}

func setReduce(self *Object) *Object {
	items := object.ToList(self)
	if items == nil {
		return nil
	}
	return object.OwnedTuple(object.TypeObject(self.Type), object.OwnedTuple(items), object.CallMethod(self, "__getstate__"))
}

func differenceUpdate(self, other *Object) *Object {
	if self == other {
		return withData(self, func(data *Object) *Object { return object.CallMethod(data, "clear") })
	}
	return withRefs(self, other, "difference_update", false)
}

func symmetricUpdate(self, other *Object) *Object {
	if self == other {
		return differenceUpdate(self, other)
	}
	return withRefs(self, other, "symmetric_difference_update", true)
}

// ordered compares the set with one of references to the items of other.
func ordered(op int32) func(a []*Object) *Object {
	return func(a []*Object) *Object {
		return withData(a[0], func(data *Object) *Object {
			refs := refsTo(nil, a[1])
			if refs == nil {
				return nil
			}
			defer object.Decref(refs)
			return object.RichCompare(data, refs, op)
		})
	}
}

func setInit(a []*Object) *Object {
	data := object.NewSet(nil)
	if data == nil {
		return nil
	}
	defer object.Decref(data)
	ok := object.SetAttrString(a[0], "data", data) && makeRemover(a[0], &setRemover, "WeakSet.__init__.<locals>._remove") &&
		(a[1] == object.None || object.Finished(object.CallMethod(a[0], "update", a[1])))
	return object.NoneIf(ok)
}

func newWeakSet() *Object {
	difference := func(a []*Object) *Object { return changed(a[0], a[1], "difference_update") }
	symmetric := func(a []*Object) *Object { return changed(a[0], a[1], "symmetric_difference_update") }
	intersection := func(a []*Object) *Object { return another(a[0], common(a[0], a[1])) }
	union := func(a []*Object) *Object { return another(a[0], both(a[0], a[1])) }
	subset := func(a []*Object) *Object { return withRefs(a[0], a[1], "issubset", false) }
	superset := func(a []*Object) *Object { return withRefs(a[0], a[1], "issuperset", false) }
	c := object.Class{Name: "WeakSet", Module: "_weakrefset", NoSlots: true, Defs: []object.Def{
		{Sig: "__init__(self, data=None)", Do: setInit},
		{Sig: "__iter__(self)", Do: func(a []*Object) *Object { return setIter(a[0]) }},
		{Sig: "__len__(self)", Do: func(a []*Object) *Object { return valueDictionary.length(a[0]) }},
		{Sig: "__contains__(self, item)", Do: func(a []*Object) *Object {
			r := withItem(a[0], a[1], "__contains__")
			if r == nil && object.Matches(object.TypeError) {
				object.ClearErr()
				return object.NewBool(false)
			}
			return r
		}},
		{Sig: "__reduce__(self)", Do: func(a []*Object) *Object { return setReduce(a[0]) }},
		{Sig: "add(self, item)", Do: func(a []*Object) *Object { return object.NoneIf(addItem(a[0], a[1])) }},
		{Sig: "clear(self)", Do: func(a []*Object) *Object {
			return withData(a[0], func(data *Object) *Object { return object.CallMethod(data, "clear") })
		}},
		{Sig: "copy(self)", Do: func(a []*Object) *Object { return copySet(a[0]) }},
		{Sig: "pop(self)", Do: func(a []*Object) *Object { return popItem(a[0]) }},
		{Sig: "remove(self, item)", Do: func(a []*Object) *Object { return withItem(a[0], a[1], "remove") }},
		{Sig: "discard(self, item)", Do: func(a []*Object) *Object { return withItem(a[0], a[1], "discard") }},
		{Sig: "update(self, other)", Do: func(a []*Object) *Object { return object.NoneIf(addItems(a[0], a[1])) }},
		{Sig: "__ior__(self, other)", Do: func(a []*Object) *Object { return inPlace(a[0], object.NoneIf(addItems(a[0], a[1]))) }},
		{Sig: "difference(self, other)", Do: difference}, {Sig: "__sub__(self, other)", Do: difference},
		{Sig: "difference_update(self, other)", Do: func(a []*Object) *Object { return differenceUpdate(a[0], a[1]) }},
		{Sig: "__isub__(self, other)", Do: func(a []*Object) *Object { return inPlace(a[0], differenceUpdate(a[0], a[1])) }},
		{Sig: "intersection(self, other)", Do: intersection}, {Sig: "__and__(self, other)", Do: intersection},
		{Sig: "intersection_update(self, other)", Do: func(a []*Object) *Object { return withRefs(a[0], a[1], "intersection_update", false) }},
		{Sig: "__iand__(self, other)", Do: func(a []*Object) *Object {
			return inPlace(a[0], withRefs(a[0], a[1], "intersection_update", false))
		}},
		{Sig: "issubset(self, other)", Do: subset}, {Sig: "__le__(self, other)", Do: subset},
		{Sig: "issuperset(self, other)", Do: superset}, {Sig: "__ge__(self, other)", Do: superset},
		{Sig: "__lt__(self, other)", Do: ordered(abi.LT)}, {Sig: "__gt__(self, other)", Do: ordered(abi.GT)},
		{Sig: "__eq__(self, other)", Do: func(a []*Object) *Object {
			switch object.IsInstance(a[1], object.Head(a[0].Type)) {
			case 1:
				return ordered(abi.EQ)(a)
			case 0:
				return object.NewRef(object.NotImplemented)
			}
			return nil
		}},
		{Sig: "symmetric_difference(self, other)", Do: symmetric}, {Sig: "__xor__(self, other)", Do: symmetric},
		{Sig: "symmetric_difference_update(self, other)", Do: func(a []*Object) *Object { return symmetricUpdate(a[0], a[1]) }},
		{Sig: "__ixor__(self, other)", Do: func(a []*Object) *Object { return inPlace(a[0], symmetricUpdate(a[0], a[1])) }},
		{Sig: "union(self, other)", Do: union}, {Sig: "__or__(self, other)", Do: union},
		{Sig: "isdisjoint(self, other)", Do: func(a []*Object) *Object {
			l := common(a[0], a[1])
			if l == nil {
				return nil
			}
			defer object.Decref(l)
			return object.NewBool(len(object.ListItems(l)) == 0)
		}},
		{Sig: "__repr__(self)", Do: func(a []*Object) *Object { return withData(a[0], object.Repr) }},
		classGetitem,
	}}
	return c.Make()
}
