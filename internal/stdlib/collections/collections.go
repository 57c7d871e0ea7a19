// Package collections is the module collections, and _collections, in which CPython has those of its types that are written
// in C: deque, defaultdict and what makes the fields of named tuples.
package collections

import (
	"github.com/d95905aa/gilded/internal/object"
)

// Names of package object that are in every line.
type (
	Object = object.Object
	Type   = object.Type
)

var accelerators = []object.Method{
	{Name: "_count_elements", Fast: func(_ *Object, args **Object, n int) *Object {
		if !object.CheckPositional("_count_elements", n, 2, 2) {
			return nil
		}
		a := object.Args(args, n)
		return object.NoneIf(countElements(a[0], a[1]))
	}, Doc: "_count_elements(mapping, iterable, /)\n--\n\nAdd to the counts in a mapping how often each element occurs in an iterable."},
}

// countElements counts the elements of an iterable in a mapping: it may run code.
func countElements(mapping, iterable *Object) bool {
	it := object.Iter(iterable)
	if it == nil {
		return false
	}
	defer object.Decref(it)
	zero, one := object.NewInt(0), object.NewInt(1)
	defer object.Decref(zero)
	defer object.Decref(one)
	plain := object.LookupString(mapping.Type, "get") == object.LookupString(object.DictType, "get") && object.IsDict(mapping) &&
		object.LookupString(mapping.Type, "__setitem__") == object.LookupString(object.DictType, "__setitem__")
	for {
		key := object.IterNext(it)
		if key == nil {
			return object.Occurred() == nil
		}
		ok := countOne(mapping, key, zero, one, plain)
		object.Decref(key)
		if !ok {
			return false
		}
	}
}

func countOne(mapping, key, zero, one *Object, plain bool) bool {
	var before *Object
	if plain {
		v, ok := object.DictGet(mapping, key)
		if !ok {
			return false
		}
		if v == nil {
			v = zero
		}
		before = object.NewRef(v)
	} else if before = object.CallMethod(mapping, "get", key, zero); before == nil {
		return false
	}
	after := object.Add(before, one)
	object.Decref(before)
	if after == nil {
		return false
	}
	defer object.Decref(after)
	if plain {
		return object.DictSet(mapping, key, after)
	}
	return object.SetItem(mapping, key, after)
}

func init() {
	c := object.GoModule("_collections", "High performance data structures.", &accelerators)
	object.DefineModule("_collections", func() *Object {
		return object.Fill(c(), func(set func(name string, v *Object)) {
			set("OrderedDict", object.TypeObject(object.ODictType))
			set("deque", object.TypeObject(dequeType))
			set("defaultdict", object.TypeObject(defaultdictType))
			set("_tuplegetter", object.TypeObject(tuplegetterType))
			set("_deque_iterator", object.TypeObject(dequeIterType))
			set("_deque_reverse_iterator", object.TypeObject(dequeRevIterType))
		})
	})
	object.DefineModule("collections", func() *Object {
		m := object.NewModuleWith("collections", "Containers besides the built-in ones.", defs)
		if m == nil {
			return nil
		}
		from := object.Import("_collections")
		if from == nil {
			object.Decref(m)
			return nil
		}
		defer object.Decref(from)
		return object.Fill(m, func(set func(name string, v *Object)) {
			set("__path__", object.NewList(0)) // a package: collections.abc is in it
			set("__all__", listOf("ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple"))
			set("Counter", counterClass())
			set("ChainMap", chainMapClass())
			set("UserDict", userDictClass())
			set("UserList", userListClass())
			set("UserString", userStringClass())
			for _, name := range []string{"OrderedDict", "deque", "defaultdict", "_tuplegetter", "_count_elements"} {
				set(name, object.GetAttrString(from, name))
			}
		})
	})
}

func listOf(names ...string) *Object {
	t := object.NewStrs(names...)
	if t == nil {
		return nil
	}
	defer object.Decref(t)
	return object.ToList(t)
}

var defs = []object.Def{namedtupleDef}
