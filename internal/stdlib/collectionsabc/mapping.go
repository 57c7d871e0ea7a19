package collectionsabc

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The classes Mapping, MutableMapping, and the views.

// viewOf makes keys(), values() or items().
func viewOf(class string) func(a []obj) obj {
	return func(a []obj) obj {
		view := classNamed(class)
		if view == nil {
			return nil
		}
		return object.CallArgs(view, a[0])
	}
}

// mappingOf is what a view is of: a new reference.
func mappingOf(view obj) obj { return object.GetAttrString(view, "_mapping") }

// over iterates over a view's mapping; f makes an item of a key, which it takes over.
func over(class string, f func(mapping, key obj) obj) func(a []obj) obj {
	return func(a []obj) obj {
		mapping := mappingOf(a[0])
		if mapping == nil {
			return nil
		}
		defer object.Decref(mapping)
		it := object.Iter(mapping)
		if it == nil {
			return nil
		}
		defer object.Decref(it)
		return object.NewGoIter(class+".__iter__", func() obj {
			key := object.IterNext(it)
			if key == nil {
				return nil
			}
			defer object.Decref(key)
			return f(mapping, key)
		}, mapping, it)
	}
}

// toSet is _from_iterable of views.
var toSet = def{Sig: "_from_iterable(cls, it)", Kind: object.ClassDef, Do: func(a []obj) obj { return object.NewSet(a[1]) }}

var mappings = []classSpec{
	{name: "MappingView", bases: []string{"Sized"}, slots: []string{"_mapping"}, generic: true, defs: []def{
		{Sig: "__init__(self, mapping)", Do: func(a []obj) obj { return noneIf(object.SetAttrString(a[0], "_mapping", a[1])) }},
		{Sig: "__len__(self)", Do: func(a []obj) obj {
			mapping := mappingOf(a[0])
			if mapping == nil {
				return nil
			}
			defer object.Decref(mapping)
			n := object.Length(mapping)
			if n < 0 {
				return nil
			}
			return object.NewInt(int64(n))
		}},
		{Sig: "__repr__(self)", Do: func(a []obj) obj {
			mapping := mappingOf(a[0])
			if mapping == nil {
				return nil
			}
			defer object.Decref(mapping)
			r := object.Repr(mapping)
			if r == nil {
				return nil
			}
			defer object.Decref(r)
			return object.NewStr(object.ShortName(a[0].Type) + "(" + object.StrOf(r) + ")")
		}},
	}},
	{name: "KeysView", bases: []string{"MappingView", "Set"}, members: []*object.Type{object.DictKeysType}, defs: []def{
		toSet,
		{Sig: "__contains__(self, key)", Do: func(a []obj) obj {
			mapping := mappingOf(a[0])
			if mapping == nil {
				return nil
			}
			defer object.Decref(mapping)
			return truth(object.Contains(mapping, a[1]))
		}},
		{Sig: "__iter__(self)", Do: over("KeysView", func(_, key obj) obj { return object.NewRef(key) })},
	}},
	{name: "ItemsView", bases: []string{"MappingView", "Set"}, members: []*object.Type{object.DictItemsType}, defs: []def{
		toSet,
		{Sig: "__contains__(self, item)", Do: itemsContain},
		{Sig: "__iter__(self)", Do: over("ItemsView", func(mapping, key obj) obj {
			value := object.GetItem(mapping, key)
			if value == nil {
				return nil
			}
			return object.OwnedTuple(object.NewRef(key), value)
		})},
	}},
	{name: "ValuesView", bases: []string{"MappingView", "Collection"}, members: []*object.Type{object.DictValuesType}, defs: []def{
		{Sig: "__contains__(self, value)", Do: valuesContain},
		{Sig: "__iter__(self)", Do: over("ValuesView", object.GetItem)},
	}},
	{
		name: "Mapping", bases: []string{"Collection"}, flag: abi.TPFlagsMapping, members: []*object.Type{object.DictProxyType},
		doc: "A mapping, by __getitem__, __iter__ and __len__.", defs: mapping,
		more: func(namespace obj) bool {
			return object.DictSetString(namespace, "__reversed__", object.None) && object.DictSetString(namespace, "__hash__", object.None)
		},
	},
	{
		name: "MutableMapping", bases: []string{"Mapping"}, members: []*object.Type{object.DictType},
		doc: "A mapping that changes, by __setitem__ and __delitem__ besides what a Mapping has.", defs: mutableMapping,
		more: func(namespace obj) bool {
			return object.PutOwned(namespace, marker, object.CallArgs(object.Head(object.ObjectType)))
		},
	},
}

func itemsContain(a []obj) obj {
	key, value, ok := pairOf(a[1])
	if !ok {
		return nil
	}
	defer object.Decref(key)
	defer object.Decref(value)
	mapping := mappingOf(a[0])
	if mapping == nil {
		return nil
	}
	defer object.Decref(mapping)
	v := object.GetItem(mapping, key)
	if v == nil {
		if !caught(object.KeyError) {
			return nil
		}
		return object.NewBool(false)
	}
	defer object.Decref(v)
	return truth(same(v, value))
}

func valuesContain(a []obj) obj {
	mapping := mappingOf(a[0])
	if mapping == nil {
		return nil
	}
	defer object.Decref(mapping)
	found := int32(0)
	if !object.Each(mapping, func(key obj) bool {
		v := object.GetItem(mapping, key)
		if v == nil {
			return false
		}
		found = same(v, a[1])
		object.Decref(v)
		return found == 0
	}) {
		return nil
	}
	return truth(found)
}

var mapping = []def{
	{Sig: "__getitem__(self, key)", Abstract: true, Do: func([]obj) obj { return object.RaiseNone(object.KeyError) }},
	{Sig: "get(self, key, default=None)", Doc: "The value of a key, or a default.", Do: func(a []obj) obj {
		v := object.GetItem(a[0], a[1])
		if v == nil && caught(object.KeyError) {
			return object.NewRef(a[2])
		}
		return v
	}},
	{Sig: "__contains__(self, key)", Do: func(a []obj) obj {
		v := object.GetItem(a[0], a[1])
		if v == nil {
			if !caught(object.KeyError) {
				return nil
			}
			return object.NewBool(false)
		}
		object.Decref(v)
		return object.NewBool(true)
	}},
	{Sig: "keys(self)", Doc: "A set-like view of the keys.", Do: viewOf("KeysView")},
	{Sig: "items(self)", Doc: "A set-like view of the items.", Do: viewOf("ItemsView")},
	{Sig: "values(self)", Doc: "A view of the values.", Do: viewOf("ValuesView")},
	{Sig: "__eq__(self, other)", Do: func(a []obj) obj {
		switch is := isA(a[1], "Mapping"); {
		case is < 0:
			return nil
		case is == 0:
			return notImplemented()
		}
		var dicts [2]obj
		for i, o := range a {
			items := object.CallMethod(o, "items")
			if items != nil {
				dicts[i] = object.CallArgs(object.Head(object.DictType), items)
				object.Decref(items)
			}
			if dicts[i] == nil {
				object.XDecref(dicts[0])
				return nil
			}
		}
		defer object.Decref(dicts[0])
		defer object.Decref(dicts[1])
		return object.RichCompare(dicts[0], dicts[1], abi.EQ)
	}},
}

// marker is the name of the default that pop takes for none, as Python code in the class would call it.
const marker = "_MutableMapping__marker"

// defaultOf is what pop returns for a missing key; nil, and no exception, if nothing was given.
func defaultOf(self, given obj) obj {
	none := object.GetAttrString(self, marker)
	if none == nil {
		return nil
	}
	defer object.Decref(none)
	if given == none {
		given = nil
	}
	return object.XNewRef(given)
}

var mutableMapping = []def{
	{Sig: "__setitem__(self, key, value)", Abstract: true, Do: func([]obj) obj { return object.RaiseNone(object.KeyError) }},
	{Sig: "__delitem__(self, key)", Abstract: true, Do: func([]obj) obj { return object.RaiseNone(object.KeyError) }},
	{Sig: "pop(self, key, default=unset)", Doc: "Remove a key and return its value, or a default, or raise KeyError.", Do: func(a []obj) obj {
		v := object.GetItem(a[0], a[1])
		if v == nil {
			return object.Except(object.KeyError, func() obj { return defaultOf(a[0], a[2]) })
		}
		if !object.DelItem(a[0], a[1]) {
			object.Decref(v)
			return nil
		}
		return v
	}},
	{Sig: "popitem(self)", Doc: "Remove some item and return it, or raise KeyError.", Do: func(a []obj) obj {
		it := object.Iter(a[0])
		if it == nil {
			return nil
		}
		defer object.Decref(it)
		key := object.IterNext(it)
		if key == nil {
			return emptyError()
		}
		v := object.GetItem(a[0], key)
		if v == nil || !object.DelItem(a[0], key) {
			object.XDecref(v)
			object.Decref(key)
			return nil
		}
		return object.OwnedTuple(key, v)
	}},
	{Sig: "clear(self)", Doc: "Remove all items, one after the other.", Do: func(a []obj) obj {
		for drop(object.CallMethod(a[0], "popitem")) {
		}
		return noneIf(caught(object.KeyError))
	}},
	{Sig: "update(self, other=(), /, **kwds)", Doc: "Set items from a mapping or from pairs, and from keywords.", Do: update},
	{Sig: "setdefault(self, key, default=None)", Doc: "The value of a key, which is set to a default if it is missing.", Do: func(a []obj) obj {
		v := object.GetItem(a[0], a[1])
		if v != nil || !caught(object.KeyError) {
			return v
		}
		if !object.SetItem(a[0], a[1], a[2]) {
			return nil
		}
		return object.NewRef(a[2])
	}},
}

func update(a []obj) obj {
	self, other := a[0], a[1]
	from := func(key obj) bool {
		v := object.GetItem(other, key)
		if v == nil {
			return false
		}
		defer object.Decref(v)
		return object.SetItem(self, key, v)
	}
	is := isA(other, "Mapping")
	if is < 0 {
		return nil
	}
	keys, ok := object.LookupAttrString(other, "keys")
	if !ok {
		return nil
	}
	defer object.XDecref(keys)
	switch {
	case is > 0:
		ok = object.Each(other, from)
	case keys != nil:
		list := object.CallArgs(keys)
		ok = list != nil && object.Each(list, from)
		object.XDecref(list)
	default:
		ok = object.Each(other, func(item obj) bool {
			key, v, ok := pairOf(item)
			if !ok {
				return false
			}
			defer object.Decref(key)
			defer object.Decref(v)
			return object.SetItem(self, key, v)
		})
	}
	if !ok {
		return nil
	}
	var key, v obj
	for pos := 0; object.DictNext(a[2], &pos, &key, &v); {
		if !object.SetItem(self, key, v) {
			return nil
		}
	}
	return none()
}

// pairOf unpacks two items: new references.
func pairOf(item obj) (key, v obj, ok bool) {
	ok = object.UnpackPair(item, func(a, b obj) bool {
		key, v = object.NewRef(a), object.NewRef(b)
		return true
	})
	return key, v, ok
}
