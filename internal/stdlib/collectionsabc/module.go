// Package collectionsabc is the module collections.abc, which is _collections_abc under another name: the abstract classes of
// containers, with the methods that they give to those who bring a few, and the built-in types registered where they belong.
package collectionsabc

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Short names for what every method here is made of.
type (
	obj = *object.Object
	def = object.Def
)

const moduleName = "collections.abc"

// A classSpec is one abstract class. hook are the methods that make any class a virtual subclass.
type classSpec struct {
	name    string
	bases   []string
	doc     string
	hook    []string
	generic bool // can be parameterized
	flag    uint // what its subclasses are for pattern matching
	slots   []string
	defs    []def
	more    func(namespace obj) bool
	members []*object.Type // registered
}

func init() {
	object.DefineModule("_collections_abc", newModule)
	object.DefineModule("collections.abc", func() obj { return object.Import("_collections_abc") })
}

// specs are the classes in order: bases come first.
func specs() []classSpec {
	var all []classSpec
	for _, chapter := range [][]classSpec{oneTrick, asynchronous, iterators, sizes, sets, mappings, sequences} {
		all = append(all, chapter...)
	}
	return all
}

var newModule = object.FilledModule(moduleName, "Abstract base classes of containers.", nil, fill)

func fill(m obj) bool {
	abc := object.Import("abc")
	if abc == nil {
		return false
	}
	defer object.Decref(abc)
	meta := object.GetAttrString(abc, "ABCMeta")
	if meta == nil {
		return false
	}
	defer object.Decref(meta)
	if !addCallableAlias(m) {
		return false
	}
	names := object.NewList(0)
	if names == nil || !object.AddObject(m, "__all__", names) { // the module has it from here on
		return false
	}
	for _, s := range specs() {
		class := s.make(m, meta)
		if class == nil || !object.AddObject(m, s.name, class) || !object.ListAppend(names, object.Intern(s.name)) {
			return false
		}
		for _, t := range s.members {
			if t.Dict == nil {
				continue // nobody implements it
			}
			r := object.CallMethod(object.ModuleObject(m, s.name), "register", object.Head(t))
			if r == nil {
				return false
			}
			object.Decref(r)
		}
	}
	return addTypes(m)
}

func (s *classSpec) make(m, meta obj) obj {
	c := object.Class{
		Name: s.name, Module: moduleName, Doc: s.doc, Meta: meta, Defs: s.defs,
		More: func(namespace obj) bool { return s.namespace(m, namespace) },
	}
	if s.hook != nil {
		c.Defs = append(c.Defs[:len(c.Defs):len(c.Defs)], Hook(s.hook))
	}
	for _, base := range s.bases {
		c.Bases = append(c.Bases, object.ModuleObject(m, base))
	}
	return c.Make()
}

// namespace adds what is no function.
func (s *classSpec) namespace(m, namespace obj) bool {
	if s.generic {
		alias := object.Head(object.GenericAliasType)
		if s.name == "Callable" {
			alias = object.ModuleObject(m, "_CallableGenericAlias")
		}
		if !object.PutOwned(namespace, "__class_getitem__", object.NewClassMethod(alias)) {
			return false
		}
	}
	if s.flag != 0 && !object.PutOwned(namespace, "__abc_tpflags__", object.NewInt(int64(s.flag))) {
		return false
	}
	if s.slots != nil {
		slots := object.NewList(0)
		for _, name := range s.slots {
			if slots == nil || !object.ListAppend(slots, object.Intern(name)) {
				object.XDecref(slots)
				return false
			}
		}
		if !object.PutOwned(namespace, "__slots__", object.SequenceTuple(slots)) {
			object.Decref(slots)
			return false
		}
		object.Decref(slots)
	}
	return s.more == nil || s.more(namespace)
}

// Hook is __subclasshook__ of a class, not of its subclasses: whoever has the methods belongs to it.
func Hook(methods []string) object.Def {
	return def{Sig: "__subclasshook__(cls, C)", Kind: object.ClassDef, In: func(class obj, a []obj) obj {
		if a[0] != class {
			return object.NewRef(object.NotImplemented)
		}
		return checkMethods(a[1], methods)
	}}
}

// checkMethods is True if a class or a base has all the methods, and NotImplemented if one is missing or None.
func checkMethods(class obj, methods []string) obj {
	mro := object.GetAttrString(class, "__mro__")
	if mro == nil {
		return nil
	}
	defer object.Decref(mro)
	for _, method := range methods {
		var found obj
		for _, c := range object.FastItems(mro) {
			if object.Is(c, object.TypeType) {
				if found = object.DictGetInterned(object.As[*object.Type](c).Dict, object.Intern(method)); found != nil {
					break
				}
			}
		}
		if found == nil || found == object.None {
			return object.NewRef(object.NotImplemented)
		}
	}
	return object.NewRef(object.True)
}

// addTypes adds the names of built-in types that the module has, too.
func addTypes(m obj) bool {
	for name, t := range map[string]*object.Type{
		"bytes_iterator": object.BytesIterType, "bytearray_iterator": object.BytearrayIterType,
		"dict_keyiterator": object.DictIterKeyType, "dict_valueiterator": object.DictIterValueType,
		"dict_itemiterator": object.DictIterItemType, "list_iterator": object.ListIterType,
		"list_reverseiterator": object.ListRevIterType, "range_iterator": object.RangeIterType,
		"longrange_iterator": object.LongRangeIterType, "set_iterator": object.SetIterType, "str_iterator": object.StrIterType,
		"tuple_iterator": object.TupleIterType, "zip_iterator": object.ZipType, "dict_keys": object.DictKeysType,
		"dict_values": object.DictValuesType, "dict_items": object.DictItemsType, "mappingproxy": object.DictProxyType,
		"GenericAlias": object.GenericAliasType,
	} {
		if !object.AddObject(m, name, object.NewRef(object.Head(t))) {
			return false
		}
	}
	return true
}

// classNamed is a class of this module, borrowed; nil, and an exception, if somebody removed it.
func classNamed(name string) obj {
	m := object.Import("_collections_abc")
	if m == nil {
		return nil
	}
	defer object.Decref(m) // sys.modules has it
	class, ok := object.DictGetString(object.As[*abi.Module](m).Dict, name)
	if class == nil && ok {
		object.Raise(object.NameError, "name '%s' is not defined", name)
	}
	return class
}

// isA is isinstance(o, name) for a class of this module: -1 and an exception if that can't be told.
func isA(o obj, name string) int32 {
	class := classNamed(name)
	if class == nil {
		return -1
	}
	return object.IsInstance(o, class)
}

func notImplemented() obj { return object.NewRef(object.NotImplemented) }

func none() obj { return object.NewRef(object.None) }

// noneIf is None after a call that worked.
func noneIf(ok bool) obj {
	if !ok {
		return nil
	}
	return none()
}

// drop gives up the result of a call, and tells whether there was one.
func drop(o obj) bool {
	object.XDecref(o)
	return o != nil
}

// truth is a bool of 1 and 0, and nil for -1.
func truth(r int32) obj {
	if r < 0 {
		return nil
	}
	return object.NewBool(r != 0)
}

// same is "v is value or v == value".
func same(v, value obj) int32 { return object.RichCompareBool(v, value, abi.EQ) }

// caught tells whether the exception that is set is of a type, and clears it then.
func caught(t *object.Type) bool {
	if !object.Matches(t) {
		return false
	}
	object.ClearErr()
	return true
}
