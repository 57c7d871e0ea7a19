package collections

import (
	"github.com/d95905aa/gilded/internal/object"
)

// abstract is a class of collections.abc, for a base: a new reference.
func abstract(name string) *Object { return from("_collections_abc", name) }

// withBase makes a class that inherits from one of collections.abc.
func withBase(base string, c object.Class) *Object {
	b := abstract(base)
	if b == nil {
		return nil
	}
	defer object.Decref(b)
	c.Bases, c.Module, c.NoSlots = []*Object{b}, "collections", true
	return c.Make()
}

// maps is a copy of the list of a ChainMap: a new reference.
func maps(self *Object) *Object {
	m := object.GetAttrString(self, "maps")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	return object.ToList(m)
}

// withFirst calls f with the first map.
func withFirst(self *Object, f func(first *Object) *Object) *Object {
	m := object.GetAttrString(self, "maps")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	zero := object.NewInt(0)
	defer object.Decref(zero)
	first := object.GetItem(m, zero)
	if first == nil {
		return nil
	}
	defer object.Decref(first)
	return f(first)
}

// instead raises KeyError with a text in the handling of a KeyError.
func instead(result *Object, text string) *Object {
	if result == nil && object.Matches(object.KeyError) {
		t, v, tb := object.FetchErr()
		object.Raise(object.KeyError, "%s", text)
		object.ChainExceptions(t, v, tb)
	}
	return result
}

func notInFirst(key *Object) string {
	return "Key not found in the first mapping: " + object.ReprOf(key)
}

// chainOf makes a ChainMap of the class of self, of a first map and others.
func chainOf(self, first *Object, others []*Object) *Object {
	all := others
	if first != nil {
		all = append([]*Object{first}, others...)
	}
	return object.CallArgs(object.Head(self.Type), all...)
}

func chainInit(a []*Object) *Object {
	list := object.ToList(a[1])
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	if len(object.ListItems(list)) == 0 {
		d := object.NewDict()
		if d == nil {
			return nil
		}
		ok := object.ListAppend(list, d)
		object.Decref(d)
		if !ok {
			return nil
		}
	}
	return object.NoneIf(object.SetAttrString(a[0], "maps", list))
}

func chainGet(a []*Object) *Object {
	list := maps(a[0])
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	for _, m := range object.ListItems(list) {
		v := object.GetItem(m, a[1])
		if v != nil || !object.Matches(object.KeyError) {
			return v
		}
		object.ClearErr()
	}
	return object.CallMethod(a[0], "__missing__", a[1])
}

// chainKeys is a dict of all keys, in the order in which the last map's come first.
func chainKeys(self *Object) *Object {
	list := maps(self)
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	d := object.NewDict()
	items := object.ListItems(list)
	for i := len(items) - 1; d != nil && i >= 0; i-- {
		keys := object.CallMethod(object.Head(object.DictType), "fromkeys", items[i])
		if keys == nil || !object.DictUpdate(d, keys) {
			object.Clear(&d)
		}
		object.XDecref(keys)
	}
	return d
}

// anyMap tells whether f says 1 of one of the maps.
func anyMap(self *Object, f func(m *Object) int32) *Object {
	list := maps(self)
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	for _, m := range object.ListItems(list) {
		if r := f(m); r != 0 {
			return object.Truth(r)
		}
	}
	return object.NewBool(false)
}

func chainRepr(a []*Object) *Object {
	entered := object.ReprEnter(a[0])
	if entered != 0 {
		if entered < 0 {
			return nil
		}
		return object.NewStr("...")
	}
	defer object.ReprLeave(a[0])
	list := maps(a[0])
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	text := object.ShortName(a[0].Type) + "("
	for i, m := range object.ListItems(list) {
		r := object.Repr(m)
		if r == nil {
			return nil
		}
		if i > 0 {
			text += ", "
		}
		text += object.StrOf(r)
		object.Decref(r)
	}
	return object.NewStr(text + ")")
}

func chainCopy(a []*Object) *Object {
	list := maps(a[0])
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	items := object.ListItems(list)
	if len(items) == 0 {
		return object.Raise(object.IndexError, "list index out of range")
	}
	first := object.CallMethod(items[0], "copy")
	if first == nil {
		return nil
	}
	defer object.Decref(first)
	return chainOf(a[0], first, items[1:])
}

func chainChild(a []*Object) *Object {
	m, keywords := a[1], a[2]
	if m == object.None {
		m = keywords
	} else if object.DictLen(keywords) > 0 && !object.Finished(object.CallMethod(m, "update", keywords)) {
		return nil
	}
	list := maps(a[0])
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	return chainOf(a[0], m, object.ListItems(list))
}

func chainParents(a []*Object) *Object {
	list := maps(a[0])
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	items := object.ListItems(list)
	return chainOf(a[0], nil, items[min(1, len(items)):])
}

// ifMapping is f() if an operand is a mapping, and otherwise NotImplemented.
func ifMapping(o *Object, f func() *Object) *Object {
	switch isA(o, "_collections_abc", "Mapping") {
	case 1:
		return f()
	case 0:
		return object.NewRef(object.NotImplemented)
	}
	return nil
}

func chainUpdate(self, other *Object) *Object {
	if self == nil || !object.Finished(withFirst(self, func(first *Object) *Object { return object.CallMethod(first, "update", other) })) {
		object.XDecref(self)
		return nil
	}
	return self
}

// flattened is a ChainMap of one dict: the items of other, and of all maps over them.
func flattened(self, other *Object) *Object {
	d := object.CallArgs(object.Head(object.DictType), other)
	list := maps(self)
	defer object.XDecref(d)
	defer object.XDecref(list)
	if d == nil || list == nil {
		return nil
	}
	items := object.ListItems(list)
	for i := len(items) - 1; i >= 0; i-- {
		if !object.DictUpdate(d, items[i]) {
			return nil
		}
	}
	return chainOf(self, d, nil)
}

func chainMapClass() *Object {
	return withBase("MutableMapping", object.Class{Name: "ChainMap", Doc: "Several mappings as one: the first that has a key counts.", Defs: []object.Def{
		{Sig: "__init__(self, *maps)", Do: chainInit},
		{Sig: "__missing__(self, key)", Do: func(a []*Object) *Object { return object.RaiseKeyError(a[1]) }},
		{Sig: "__getitem__(self, key)", Do: chainGet},
		{Sig: "get(self, key, default=None)", Do: func(a []*Object) *Object {
			switch object.Contains(a[0], a[1]) {
			case 1:
				return object.GetItem(a[0], a[1])
			case 0:
				return object.NewRef(a[2])
			}
			return nil
		}},
		{Sig: "__len__(self)", Do: func(a []*Object) *Object {
			keys := chainKeys(a[0])
			if keys == nil {
				return nil
			}
			defer object.Decref(keys)
			return object.NewInt(int64(object.DictLen(keys)))
		}},
		{Sig: "__iter__(self)", Do: func(a []*Object) *Object {
			keys := chainKeys(a[0])
			if keys == nil {
				return nil
			}
			defer object.Decref(keys)
			return object.Iter(keys)
		}},
		{Sig: "__contains__(self, key)", Do: func(a []*Object) *Object {
			return anyMap(a[0], func(m *Object) int32 { return object.Contains(m, a[1]) })
		}},
		{Sig: "__bool__(self)", Do: func(a []*Object) *Object { return anyMap(a[0], object.IsTrue) }},
		{Sig: "__repr__(self)", Do: chainRepr},
		{Sig: "fromkeys(cls, iterable, *args)", Kind: object.ClassDef, Do: func(a []*Object) *Object {
			keys := object.CallMethod(object.Head(object.DictType), "fromkeys", append([]*Object{a[1]}, object.TupleItems(a[2])...)...)
			if keys == nil {
				return nil
			}
			defer object.Decref(keys)
			return object.CallArgs(a[0], keys)
		}},
		{Sig: "copy(self)", Do: chainCopy}, {Sig: "__copy__(self)", Do: chainCopy},
		{Sig: "new_child(self, m=None, **kwargs)", Do: chainChild},
		{Sig: "parents(self)", Kind: object.PropertyDef, Do: chainParents},
		{Sig: "__setitem__(self, key, value)", Do: func(a []*Object) *Object {
			return withFirst(a[0], func(first *Object) *Object { return object.NoneIf(object.SetItem(first, a[1], a[2])) })
		}},
		{Sig: "__delitem__(self, key)", Do: func(a []*Object) *Object {
			return instead(withFirst(a[0], func(first *Object) *Object { return object.NoneIf(object.DelItem(first, a[1])) }), notInFirst(a[1]))
		}},
		{Sig: "popitem(self)", Do: func(a []*Object) *Object {
			return instead(withFirst(a[0], func(first *Object) *Object { return object.CallMethod(first, "popitem") }), "No keys found in the first mapping.")
		}},
		{Sig: "pop(self, key, *args)", Do: func(a []*Object) *Object {
			return instead(withFirst(a[0], func(first *Object) *Object {
				return object.CallMethod(first, "pop", append([]*Object{a[1]}, object.TupleItems(a[2])...)...)
			}), notInFirst(a[1]))
		}},
		{Sig: "clear(self)", Do: func(a []*Object) *Object {
			return withFirst(a[0], func(first *Object) *Object { return object.CallMethod(first, "clear") })
		}},
		{Sig: "__ior__(self, other)", Do: func(a []*Object) *Object { return chainUpdate(object.NewRef(a[0]), a[1]) }},
		{Sig: "__or__(self, other)", Do: func(a []*Object) *Object {
			return ifMapping(a[1], func() *Object { return chainUpdate(object.CallMethod(a[0], "copy"), a[1]) })
		}},
		{Sig: "__ror__(self, other)", Do: func(a []*Object) *Object {
			return ifMapping(a[1], func() *Object { return flattened(a[0], a[1]) })
		}},
	}})
}
