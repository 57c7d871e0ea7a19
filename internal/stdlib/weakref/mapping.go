package weakref

import (
	"github.com/d95905aa/gilded/internal/object"
)

// mapping is what differs between the two weak dictionaries: data is a dict with weak references as values, or as keys.
type mapping struct {
	name, doc string
	remove    object.Def

	find  func(self, data, key *Object) *Object // the value, or nil: with KeyError, unless another exception is set
	store func(self, data, key, value *Object) bool
	drop  func(data, key *Object) bool
	// live takes an item of data apart: new references; nil, and no error, if it is dead.
	live func(key, value *Object) (*Object, *Object)
	refs string // the name of the method that returns the references
	list func(data *Object) *Object
	pop  func(data, key *Object) *Object // what there was, or nil with KeyError
}

var valueDictionary = mapping{
	name: "WeakValueDictionary", doc: "A dictionary whose items go when their values die.",
	remove: remover(func(data, ref *Object) bool {
		key := object.GetAttrString(ref, "key")
		if key == nil {
			return false
		}
		defer object.Decref(key)
		return removeDead(data, key)
	}),
	find: func(_, data, key *Object) *Object {
		ref := object.GetItem(data, key)
		if ref == nil {
			return nil
		}
		defer object.Decref(ref)
		if o := alive(ref); o != nil {
			return o
		}
		return object.RaiseKeyError(key)
	},
	store: func(self, data, key, value *Object) bool {
		class, remove := from("weakref", "KeyedRef"), object.GetAttrString(self, "_remove")
		defer object.XDecref(class)
		defer object.XDecref(remove)
		if class == nil || remove == nil {
			return false
		}
		ref := object.CallArgs(class, value, remove, key)
		if ref == nil {
			return false
		}
		defer object.Decref(ref)
		return object.SetItem(data, key, ref)
	},
	drop: object.DelItem,
	live: func(key, ref *Object) (*Object, *Object) {
		o := alive(ref)
		if o == nil {
			return nil, nil
		}
		return object.NewRef(key), o
	},
	refs: "valuerefs",
	list: func(data *Object) *Object { return object.CallMethod(data, "values") },
	pop: func(data, key *Object) *Object {
		ref := object.CallMethod(data, "pop", key)
		if ref == nil {
			return nil
		}
		defer object.Decref(ref)
		if o := alive(ref); o != nil {
			return o
		}
		return object.RaiseKeyError(key)
	},
}

var keyDictionary = mapping{
	name: "WeakKeyDictionary", doc: "A dictionary whose items go when their keys die.",
	remove: remover(func(data, ref *Object) bool {
		if object.DelItem(data, ref) {
			return true
		}
		if !object.Matches(object.KeyError) {
			return false
		}
		object.ClearErr()
		return true
	}),
	find: func(_, data, key *Object) *Object {
		return byRef(key, func(ref *Object) *Object { return object.GetItem(data, ref) })
	},
	store: func(self, data, key, value *Object) bool {
		ref := refTo(self, key)
		if ref == nil {
			return false
		}
		defer object.Decref(ref)
		return object.SetItem(data, ref, value)
	},
	drop: func(data, key *Object) bool {
		return object.Finished(byRef(key, func(ref *Object) *Object { return object.NoneIf(object.DelItem(data, ref)) }))
	},
	live: func(ref, value *Object) (*Object, *Object) {
		o := alive(ref)
		if o == nil {
			return nil, nil
		}
		return o, object.NewRef(value)
	},
	refs: "keyrefs",
	list: func(data *Object) *Object { return object.NewRef(data) },
	pop: func(data, key *Object) *Object {
		return byRef(key, func(ref *Object) *Object { return object.CallMethod(data, "pop", ref) })
	},
}

// byRef calls f with a weak reference to an object, by which it is found as a key.
func byRef(o *Object, f func(ref *Object) *Object) *Object {
	ref := object.NewWeakref(o, nil)
	if ref == nil {
		return nil
	}
	defer object.Decref(ref)
	return f(ref)
}

// items is an iterator over what pick makes of the keys and values, which it takes over.
func (m *mapping) items(self *Object, method string, pick func(key, value *Object) *Object) *Object {
	return withData(self, func(data *Object) *Object {
		return overSnapshot(m.name+"."+method, object.CallMethod(data, "items"), func(item *Object) *Object {
			pair := object.TupleItems(item)
			key, value := m.live(pair[0], pair[1])
			if key == nil {
				return nil
			}
			return pick(key, value)
		})
	})
}

func (m *mapping) keys(self *Object) *Object {
	return m.items(self, "keys", func(key, value *Object) *Object {
		object.Decref(value)
		return key
	})
}

// storeAll stores the items of a mapping, or pairs, and those of a dict of keywords.
func (m *mapping) storeAll(self, other, keywords *Object) bool {
	return object.Finished(withData(self, func(data *Object) *Object {
		put := func(from *Object) bool {
			items := object.CallMethod(from, "items")
			if items == nil {
				return false
			}
			defer object.Decref(items)
			return object.Each(items, func(item *Object) bool {
				return object.UnpackPair(item, func(key, v *Object) bool { return m.store(self, data, key, v) })
			})
		}
		ok := true
		if other != object.None {
			from := asMapping(other)
			ok = from != nil && put(from)
			object.XDecref(from)
		}
		return object.NoneIf(ok && (object.DictLen(keywords) == 0 || put(keywords)))
	}))
}

// asMapping is an object with a method items: the object, or a dict of its pairs.
func asMapping(o *Object) *Object {
	items, ok := object.LookupAttrString(o, "items")
	switch {
	case !ok:
		return nil
	case items != nil:
		object.Decref(items)
		return object.NewRef(o)
	}
	return object.CallArgs(object.Head(object.DictType), o)
}

// copyInto stores the live items of a weak dictionary in another; deeply copied by a memo, unless that is nil.
func (m *mapping) copyInto(made, self, memo *Object) *Object {
	if made == nil {
		return nil
	}
	it := m.items(self, "items", func(key, value *Object) *Object { return object.OwnedTuple(key, value) })
	ok := it != nil && object.Finished(withData(made, func(data *Object) *Object {
		return object.NoneIf(object.Each(it, func(item *Object) bool {
			key, value := object.NewRef(object.TupleItems(item)[0]), object.NewRef(object.TupleItems(item)[1])
			if memo != nil {
				which := &key
				if m.refs == "keyrefs" {
					which = &value
				}
				c := deepcopy(*which, memo)
				object.Decref(*which)
				*which = c
			}
			ok := key != nil && value != nil && m.store(made, data, key, value)
			object.XDecref(key)
			object.XDecref(value)
			return ok
		}))
	}))
	object.XDecref(it)
	if !ok {
		object.Decref(made)
		return nil
	}
	return made
}

func deepcopy(o, memo *Object) *Object {
	f := from("copy", "deepcopy")
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	return object.CallArgs(f, o, memo)
}

// anew is a new, empty dictionary: of the class of self, or of this module's.
func (m *mapping) anew(self *Object) *Object {
	if self != nil {
		return object.CallNone(object.Head(self.Type))
	}
	class := from("weakref", m.name)
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	return object.CallNone(class)
}

func (m *mapping) popItem(self *Object) *Object {
	return withData(self, func(data *Object) *Object {
		for {
			item := object.CallMethod(data, "popitem")
			if item == nil {
				return nil
			}
			key, value := m.live(object.TupleItems(item)[0], object.TupleItems(item)[1])
			object.Decref(item)
			if key != nil {
				return object.OwnedTuple(key, value)
			}
		}
	})
}

// orDefault is a result, or in place of a KeyError a default.
func orDefault(result, deflt *Object) *Object {
	if result != nil || !object.Matches(object.KeyError) {
		return result
	}
	object.ClearErr()
	return object.NewRef(deflt)
}

// union is a | b for mappings: into a copy of one, the other. made is a new reference.
func union(made *Object, others ...*Object) *Object {
	for _, other := range others {
		if made == nil {
			return nil
		}
		if !object.Finished(object.CallMethod(made, "update", other)) {
			object.Decref(made)
			return nil
		}
	}
	return made
}

func isMapping(o *Object) int32 {
	class := from("_collections_abc", "Mapping")
	if class == nil {
		return -1
	}
	defer object.Decref(class)
	return object.IsInstance(o, class)
}

// ifMapping is f() if an operand is a mapping, and otherwise NotImplemented.
func ifMapping(o *Object, f func() *Object) *Object {
	switch isMapping(o) {
	case 1:
		return f()
	case 0:
		return object.NewRef(object.NotImplemented)
	}
	return nil
}

func (m *mapping) length(self *Object) *Object {
	return withData(self, func(data *Object) *Object {
		n := object.Length(data)
		if n < 0 {
			return nil
		}
		return object.NewInt(int64(n))
	})
}

func (m *mapping) get(self, key *Object) *Object {
	return withData(self, func(data *Object) *Object { return m.find(self, data, key) })
}

func (m *mapping) set(self, key, value *Object) bool {
	return object.Finished(withData(self, func(data *Object) *Object { return object.NoneIf(m.store(self, data, key, value)) }))
}

func (m *mapping) setDefault(self, key, value *Object) *Object {
	v := m.get(self, key)
	if v != nil || !object.Matches(object.KeyError) {
		return v
	}
	object.ClearErr()
	if !m.set(self, key, value) {
		return nil
	}
	return object.NewRef(value)
}

func (m *mapping) contains(self, key *Object) *Object {
	v := m.get(self, key)
	if v != nil {
		object.Decref(v)
		return object.NewBool(true)
	}
	// What can't be weakly referred to is no key.
	if !object.Matches(object.KeyError) && (m.refs != "keyrefs" || !object.Matches(object.TypeError)) {
		return nil
	}
	object.ClearErr()
	return object.NewBool(false)
}

func newMapping(m *mapping) *Object {
	base := from("_collections_abc", "MutableMapping")
	if base == nil {
		return nil
	}
	defer object.Decref(base)
	init, update := "__init__(self, other=(), /, **kw)", "update(self, other=None, /, **kwargs)"
	if m.refs == "keyrefs" {
		init, update = "__init__(self, dict=None)", "update(self, dict=None, /, **kwargs)"
	}
	c := object.Class{Name: m.name, Module: "weakref", Doc: m.doc, Bases: []*Object{base}, NoSlots: true, Defs: m.defs(init, update)}
	return c.Make()
}

func (m *mapping) defs(init, update string) []object.Def {
	copyOf := func(a []*Object) *Object { return m.copyInto(m.anew(nil), a[0], nil) }
	return []object.Def{
		{Sig: init, Do: func(a []*Object) *Object {
			data := object.NewDict()
			if data == nil || !makeRemover(a[0], &m.remove, m.name+".__init__.<locals>.remove") {
				object.XDecref(data)
				return nil
			}
			ok := object.SetAttrString(a[0], "data", data)
			object.Decref(data)
			if !ok {
				return nil
			}
			if len(a) == 3 {
				return object.NoneIf(m.storeAll(a[0], a[1], a[2]))
			}
			none := object.NewDict()
			defer object.XDecref(none)
			return object.NoneIf(none != nil && m.storeAll(a[0], a[1], none))
		}},
		{Sig: "__getitem__(self, key)", Do: func(a []*Object) *Object { return m.get(a[0], a[1]) }},
		{Sig: "__setitem__(self, key, value)", Do: func(a []*Object) *Object { return object.NoneIf(m.set(a[0], a[1], a[2])) }},
		{Sig: "__delitem__(self, key)", Do: func(a []*Object) *Object {
			return withData(a[0], func(data *Object) *Object { return object.NoneIf(m.drop(data, a[1])) })
		}},
		{Sig: "__len__(self)", Do: func(a []*Object) *Object { return m.length(a[0]) }},
		{Sig: "__contains__(self, key)", Do: func(a []*Object) *Object { return m.contains(a[0], a[1]) }},
		{Sig: "__repr__(self)", Do: func(a []*Object) *Object {
			return object.NewStr("<" + object.ShortName(a[0].Type) + " at " + object.HexAddress(a[0]) + ">")
		}},
		{Sig: "__iter__(self)", Do: func(a []*Object) *Object { return m.keys(a[0]) }},
		{Sig: "keys(self)", Do: func(a []*Object) *Object { return m.keys(a[0]) }},
		{Sig: "values(self)", Do: func(a []*Object) *Object {
			return m.items(a[0], "values", func(key, value *Object) *Object {
				object.Decref(key)
				return value
			})
		}},
		{Sig: "items(self)", Do: func(a []*Object) *Object {
			return m.items(a[0], "items", func(key, value *Object) *Object { return object.OwnedTuple(key, value) })
		}},
		{Sig: m.refs + "(self)", Do: func(a []*Object) *Object {
			return withData(a[0], func(data *Object) *Object {
				items := m.list(data)
				if items == nil {
					return nil
				}
				defer object.Decref(items)
				return object.ToList(items)
			})
		}, Doc: "A list of the references."},
		{Sig: "get(self, key, default=None)", Do: func(a []*Object) *Object { return orDefault(m.get(a[0], a[1]), a[2]) }},
		{Sig: "pop(self, key, *args)", Do: func(a []*Object) *Object {
			v := withData(a[0], func(data *Object) *Object { return m.pop(data, a[1]) })
			if args := object.TupleItems(a[2]); len(args) > 0 {
				return orDefault(v, args[0])
			}
			return v
		}},
		{Sig: "popitem(self)", Do: func(a []*Object) *Object { return m.popItem(a[0]) }},
		{Sig: "setdefault(self, key, default=None)", Do: func(a []*Object) *Object { return m.setDefault(a[0], a[1], a[2]) }},
		{Sig: update, Do: func(a []*Object) *Object { return object.NoneIf(m.storeAll(a[0], a[1], a[2])) }},
		{Sig: "copy(self)", Do: copyOf},
		{Sig: "__copy__(self)", Do: copyOf},
		{Sig: "__deepcopy__(self, memo)", Do: func(a []*Object) *Object { return m.copyInto(m.anew(a[0]), a[0], a[1]) }},
		{Sig: "__or__(self, other)", Do: func(a []*Object) *Object {
			return ifMapping(a[1], func() *Object { return union(copyOf(a), a[1]) })
		}},
		{Sig: "__ror__(self, other)", Do: func(a []*Object) *Object {
			return ifMapping(a[1], func() *Object { return union(m.anew(a[0]), a[1], a[0]) })
		}},
		{Sig: "__ior__(self, other)", Do: func(a []*Object) *Object { return union(object.NewRef(a[0]), a[1]) }},
	}
}
