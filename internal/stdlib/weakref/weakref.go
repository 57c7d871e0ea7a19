// Package weakref is the module weakref, with _weakref and _weakrefset: weak references, and containers whose items go when what
// they refer to dies.
//
// The iterators of the containers go through the references that were there when they began. What has died since is left
// out, and what is added meanwhile does not matter.
package weakref

import (
	"github.com/d95905aa/gilded/internal/object"
)

// Object is that of package object.
type Object = object.Object

var functions = []object.Method{
	{Name: "getweakrefcount", Doc: "getweakrefcount(object, /)\n--\n\nHow many weak references there are to an object.", O: func(_, o *Object) *Object {
		refs := object.Weakrefs(o)
		if refs == nil {
			return nil
		}
		defer object.Decref(refs)
		return object.NewInt(int64(len(object.ListItems(refs))))
	}},
	{Name: "getweakrefs", Doc: "getweakrefs(object, /)\n--\n\nA list of the weak references to an object.", O: func(_, o *Object) *Object {
		return object.Weakrefs(o)
	}},
	{Name: "proxy", Doc: "proxy(object[, callback])\n--\n\nWhat stands for an object without keeping it alive.", Fast: func(_ *Object, args **Object, n int) *Object {
		if !object.CheckPositional("proxy", n, 1, 2) {
			return nil
		}
		a := object.Args(args, n)
		return object.NewProxy(a[0], optional(a, 1))
	}},
	{Name: "_remove_dead_weakref", Doc: "_remove_dead_weakref(dct, key, /)\n--\n\nRemove an item whose value is a dead weak reference.", Fast: func(_ *Object, args **Object, n int) *Object {
		if !object.CheckPositional("_remove_dead_weakref", n, 2, 2) {
			return nil
		}
		a := object.Args(args, n)
		if !object.IsDict(a[0]) {
			return object.Raise(object.TypeError, "_remove_dead_weakref() argument 1 must be dict, not %.50s", object.TypeName(a[0].Type))
		}
		return object.NoneIf(removeDead(a[0], a[1]))
	}},
}

func optional(a []*Object, i int) *Object {
	if i < len(a) {
		return a[i]
	}
	return nil
}

// removeDead removes an item of a dict if its value is a dead weak reference.
func removeDead(dict, key *Object) bool {
	v, ok := object.DictGet(dict, key)
	if v == nil {
		return ok
	}
	if !object.IsWeakref(v) {
		object.Raise(object.TypeError, "not a weakref")
		return false
	}
	return object.WeakReferent(v) != object.None || object.DictDel(dict, key)
}

func init() {
	c := object.GoModule("_weakref", "Weak references.", &functions)
	plain, callable := object.ProxyTypes()
	object.DefineModule("_weakref", func() *Object {
		return object.Fill(c(), func(set func(name string, v *Object)) {
			set("ref", object.TypeObject(object.WeakrefType))
			set("ReferenceType", object.TypeObject(object.WeakrefType))
			set("ProxyType", object.TypeObject(plain))
			set("CallableProxyType", object.TypeObject(callable))
		})
	})
	object.DefineModule("_weakrefset", func() *Object {
		return object.Fill(object.NewModuleString("_weakrefset"), func(set func(name string, v *Object)) {
			set("WeakSet", newWeakSet())
			set("__all__", listOf("WeakSet"))
		})
	})
	object.DefineModule("weakref", newModule)
}

func listOf(names ...string) *Object {
	t := object.NewStrs(names...)
	if t == nil {
		return nil
	}
	defer object.Decref(t)
	return object.ToList(t)
}

// from is what a module has under a name: a new reference.
func from(module, name string) *Object {
	m := object.Import(module)
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	return object.GetAttrString(m, name)
}

func newModule() *Object {
	m := object.NewModuleString("weakref")
	if m == nil || !object.SetDoc(m, "Weak references, and containers of them.") {
		object.XDecref(m)
		return nil
	}
	plain, callable := object.ProxyTypes()
	m = object.Fill(m, func(set func(name string, v *Object)) {
		for _, name := range []string{
			"ref", "ReferenceType", "ProxyType", "CallableProxyType", "getweakrefcount", "getweakrefs", "proxy", "_remove_dead_weakref",
		} {
			set(name, from("_weakref", name))
		}
		set("ProxyTypes", object.Pack(object.Head(plain), object.Head(callable)))
		set("WeakSet", from("_weakrefset", "WeakSet"))
		set("KeyedRef", newKeyedRef())
		set("WeakMethod", newWeakMethod())
		set("WeakValueDictionary", newMapping(&valueDictionary))
		set("WeakKeyDictionary", newMapping(&keyDictionary))
		set("finalize", newFinalize())
		set("__all__", listOf("ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
			"CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"))
	})
	if m == nil {
		return nil
	}
	sets, class := from("_collections_abc", "MutableSet"), object.GetAttrString(m, "WeakSet")
	var registered *Object
	if sets != nil && class != nil {
		registered = object.CallMethod(sets, "register", class)
	}
	object.XDecref(sets)
	object.XDecref(class)
	if registered == nil {
		object.Decref(m)
		return nil
	}
	object.Decref(registered)
	return m
}

// dataOf is the container behind a weak one: a new reference.
func dataOf(self *Object) *Object { return object.GetAttrString(self, "data") }

// withData calls f with the container behind a weak one.
func withData(self *Object, f func(data *Object) *Object) *Object {
	data := dataOf(self)
	if data == nil {
		return nil
	}
	defer object.Decref(data)
	return f(data)
}

// refTo is a weak reference to an object, with a weak container's callback.
func refTo(self, o *Object) *Object {
	remove := object.GetAttrString(self, "_remove")
	if remove == nil {
		return nil
	}
	defer object.Decref(remove)
	return object.NewWeakref(o, remove)
}

// alive is what a reference refers to, a new reference; nil, and no error, if that is gone.
func alive(ref *Object) *Object {
	o := object.WeakReferent(ref)
	if o == nil || o == object.None {
		return nil
	}
	return object.NewRef(o)
}

// overSnapshot is an iterator over what pick makes of a container's items as they are now; pick returns nil, and no error, for
// what is to be left out.
func overSnapshot(name string, items *Object, pick func(item *Object) *Object) *Object {
	if items == nil {
		return nil
	}
	defer object.Decref(items)
	list := object.ToList(items)
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	i := 0
	return object.NewGoIter(name, func() *Object {
		for i < len(object.ListItems(list)) {
			item := object.NewRef(object.ListItems(list)[i])
			i++
			v := pick(item)
			object.Decref(item)
			if v != nil || object.Occurred() != nil {
				return v
			}
		}
		return nil
	}, list)
}

// makeRemover gives a new weak container the callback of its references: remove gets the container and the dead reference.
func makeRemover(self *Object, d *object.Def, qualname string) bool {
	ref := object.NewWeakref(self, nil)
	if ref == nil {
		return false
	}
	defer object.Decref(ref)
	f := object.NewClosure(d, "weakref", qualname, ref)
	if f == nil {
		return false
	}
	defer object.Decref(f)
	return object.SetAttrString(self, "_remove", f)
}

// remover is the callback of the references in a container, which it knows weakly, too.
func remover(remove func(data, ref *Object) bool) object.Def {
	return object.Def{Sig: "remove(wr)", In: func(held *Object, a []*Object) *Object {
		self := alive(object.TupleItems(held)[0])
		if self == nil {
			return object.NewRef(object.None)
		}
		defer object.Decref(self)
		return withData(self, func(data *Object) *Object { return object.NoneIf(remove(data, a[0])) })
	}}
}

var classGetitem = object.Def{Sig: "__class_getitem__(cls, item)", Kind: object.ClassDef, Do: func(a []*Object) *Object {
	return object.NewGenericAlias(a[0], a[1])
}}
