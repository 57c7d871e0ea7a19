// Package copyreg is the module copyreg: what pickling and copying ask of types that do not say it themselves. The protocols
// from 2 on are object.__reduce_ex__'s own affair, which finds its functions here.
package copyreg

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Object is that of package object.
type Object = object.Object

var defs = []object.Def{
	{Sig: "pickle(ob_type, pickle_function, constructor_ob=None)", Do: register, Doc: "Let a function say how a type is pickled."},
	{Sig: "constructor(object)", Do: func(a []*Object) *Object { return object.NoneIf(constructor(a[0])) }, Doc: "Check that an object can be called."},
	{Sig: "pickle_complex(c)", Do: func(a []*Object) *Object {
		real := object.GetAttrString(a[0], "real")
		if real == nil {
			return nil
		}
		return object.OwnedTuple(object.TypeObject(object.ComplexType), object.OwnedTuple(real, object.GetAttrString(a[0], "imag")))
	}},
	{Sig: "pickle_union(obj)", Do: pickleUnion},
	{Sig: "_reconstructor(cls, base, state)", Do: reconstruct},
	{Sig: "_reduce_ex(self, proto)", Do: reduceEx},
	{Sig: "__newobj__(cls, *args)", Do: func(a []*Object) *Object {
		return object.CallMethod(a[0], "__new__", append([]*Object{a[0]}, object.TupleItems(a[1])...)...)
	}},
	{Sig: "__newobj_ex__(cls, args, kwargs)", Do: newobjEx},
	{Sig: "_slotnames(cls)", Do: func(a []*Object) *Object { return slotNames(a[0]) }},
	{Sig: "add_extension(module, name, code)", Do: addExtension, Doc: "Give what a module has under a name a number."},
	{Sig: "remove_extension(module, name, code)", Do: removeExtension, Doc: "Take the number back."},
	{Sig: "clear_extension_cache()", Do: func([]*Object) *Object { return object.NoneIf(clearCache()) }},
}

func init() {
	object.DefineModule("copyreg", func() *Object {
		m := object.NewModuleWith("copyreg", "How types are pickled that do not say it themselves.", defs)
		if m == nil {
			return nil
		}
		return object.Fill(m, func(set func(name string, v *Object)) {
			all := object.NewStrs("pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache")
			if all == nil {
				set("__all__", nil)
				return
			}
			set("__all__", object.ToList(all))
			object.Decref(all)
			for _, name := range []string{"_extension_registry", "_inverted_registry", "_extension_cache"} {
				set(name, object.NewDict())
			}
			table := object.NewDict()
			dict := object.As[*abi.Module](m).Dict
			for name, t := range map[string]*object.Type{"pickle_complex": object.ComplexType, "pickle_union": object.UnionType} {
				f, ok := object.DictGetString(dict, name)
				if table == nil || !ok || !object.DictSet(table, object.Head(t), f) {
					object.Clear(&table)
				}
			}
			set("dispatch_table", table)
		})
	})
}

// attribute is what the module has under a name, a new reference.
func attribute(name string) *Object {
	m := object.Import("copyreg")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	return object.GetAttrString(m, name)
}

func constructor(f *Object) bool {
	if !object.Callable(f) {
		object.Raise(object.TypeError, "constructors must be callable")
		return false
	}
	return true
}

func register(a []*Object) *Object {
	if !object.Callable(a[1]) {
		return object.Raise(object.TypeError, "reduction functions must be callable")
	}
	table := attribute("dispatch_table")
	if table == nil {
		return nil
	}
	defer object.Decref(table)
	return object.NoneIf(object.SetItem(table, a[0], a[1]) && (a[2] == object.None || constructor(a[2])))
}

func pickleUnion(a []*Object) *Object {
	from := func(module, name string) *Object {
		m := object.Import(module)
		if m == nil {
			return nil
		}
		defer object.Decref(m)
		return object.GetAttrString(m, name)
	}
	args := object.GetAttrString(a[0], "__args__")
	if args == nil {
		return nil
	}
	return object.OwnedTuple(from("functools", "reduce"), object.OwnedTuple(from("operator", "or_"), args))
}

func reconstruct(a []*Object) *Object {
	class, base, state := a[0], a[1], a[2]
	if base == object.Head(object.ObjectType) {
		return object.CallMethod(base, "__new__", class)
	}
	made := object.CallMethod(base, "__new__", class, state)
	if made == nil {
		return nil
	}
	init := object.GetAttrString(base, "__init__")
	inherited := object.GetAttrString(object.Head(object.ObjectType), "__init__")
	defer object.XDecref(init)
	defer object.XDecref(inherited)
	differs := int32(-1)
	if init != nil && inherited != nil {
		differs = object.RichCompareBool(init, inherited, abi.NE)
	}
	if differs > 0 {
		r := object.CallArgs(init, made, state)
		object.XDecref(r)
		if r == nil {
			differs = -1
		}
	}
	if differs < 0 {
		object.Decref(made)
		return nil
	}
	return made
}

func newobjEx(a []*Object) *Object {
	f := object.GetAttrString(a[0], "__new__")
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	args := object.Starred(a[1])
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	keys, ok := object.LookupAttrString(a[2], "keys")
	object.XDecref(keys)
	if keys == nil {
		if ok {
			name := object.GetAttrString(f, "__qualname__")
			object.ClearErr()
			object.Raise(object.TypeError, "%s() argument after ** must be a mapping, not %s", object.TextOf(name), object.TypeName(a[2].Type))
			object.XDecref(name)
		}
		return nil
	}
	all := object.Pack(append([]*Object{a[0]}, object.TupleItems(args)...)...)
	kwargs := object.NewDict()
	defer object.XDecref(all)
	defer object.XDecref(kwargs)
	if all == nil || kwargs == nil || !object.DictUpdate(kwargs, a[2]) {
		return nil
	}
	return object.Call(f, all, kwargs)
}

// slotNames lists the names in the __slots__ of a class and those it inherits from, and keeps the list in the class if it can.
func slotNames(class *Object) *Object {
	if !object.Is(class, object.TypeType) {
		return object.Raise(object.AttributeError, "'%s' object has no attribute '__dict__'", object.TypeName(class.Type))
	}
	t := object.As[*object.Type](class)
	kept, ok := object.DictGetString(t.Dict, "__slotnames__")
	if kept != nil && kept != object.None || !ok {
		return object.XNewRef(kept)
	}
	names := object.NewList(0)
	if names == nil {
		return nil
	}
	has, ok := object.LookupAttrString(class, "__slots__")
	if has != nil {
		object.Decref(has)
		for _, c := range object.TupleItems(t.MRO) {
			if ok = addSlots(names, object.As[*object.Type](c)); !ok {
				break
			}
		}
	}
	if !ok {
		object.Decref(names)
		return nil
	}
	if !object.SetAttrString(class, "__slotnames__", names) {
		object.ClearErr()
	}
	return names
}

func addSlots(names *Object, t *object.Type) bool {
	slots, ok := object.DictGetString(t.Dict, "__slots__")
	if slots == nil || !ok {
		return ok
	}
	var all *Object
	if object.IsStr(slots) {
		all = object.Pack(slots)
	} else {
		all = object.SequenceTuple(slots)
	}
	if all == nil {
		return false
	}
	defer object.Decref(all)
	for _, slot := range object.TupleItems(all) {
		name := object.TextOf(slot)
		if name == "__dict__" || name == "__weakref__" {
			continue
		}
		if strings.HasPrefix(name, "__") && !strings.HasSuffix(name, "__") {
			if class := strings.TrimLeft(object.ShortName(t), "_"); class != "" {
				name = "_" + class + name
			}
		}
		o := object.NewStr(name)
		if o == nil {
			return false
		}
		ok = object.ListAppend(names, o)
		object.Decref(o)
		if !ok {
			return false
		}
	}
	return true
}
