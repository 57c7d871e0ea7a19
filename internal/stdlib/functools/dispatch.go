package functools

import (
	"github.com/d95905aa/gilded/internal/object"
)

// A generic function holds its registry, a dict from classes to implementations, and a cache of what the registry says of
// classes that have none of their own. What the cache says of a class may change when an abstract class gets another virtual
// subclass, so it is then asked for nothing: the token that package abc gives out says when.

// generic is what the functions of one generic function hold, in this order.
const (
	genericRegistry = iota // a dict
	genericCache           // a WeakKeyDictionary
	genericToken           // a list of the last token, or empty
	genericName
)

func implementation(held []*Object, class *Object) *Object {
	if !freshCache(held) {
		return nil
	}
	kept := object.CallMethod(held[genericCache], "get", class)
	if kept == nil || kept != object.None {
		return kept
	}
	object.Decref(kept)
	v, ok := object.DictGet(held[genericRegistry], class)
	if v == nil {
		if !ok {
			return nil
		}
		if v = findImplementation(class, held[genericRegistry]); v == nil {
			return nil
		}
	} else {
		object.Incref(v)
	}
	if !object.SetItem(held[genericCache], class, v) {
		object.Decref(v)
		return nil
	}
	return v
}

// freshCache empties the cache when abstract classes have got other virtual subclasses since it was filled.
func freshCache(held []*Object) bool {
	known := object.ListItems(held[genericToken])
	if len(known) == 0 {
		return true
	}
	now := cacheToken()
	if now == nil {
		return false
	}
	defer object.Decref(now)
	if r := object.RichCompareBool(known[0], now, 2); r != 0 {
		return r > 0
	}
	first := object.NewInt(0)
	defer object.Decref(first)
	return clearCache(held) && object.SetItem(held[genericToken], first, now)
}

func clearCache(held []*Object) bool {
	r := object.CallMethod(held[genericCache], "clear")
	object.XDecref(r)
	return r != nil
}

func newCache() *Object {
	weakref := object.Import("weakref")
	if weakref == nil {
		return nil
	}
	defer object.Decref(weakref)
	return object.CallMethod(weakref, "WeakKeyDictionary")
}

func cacheToken() *Object {
	abc := object.Import("abc")
	if abc == nil {
		return nil
	}
	defer object.Decref(abc)
	return object.CallMethod(abc, "get_cache_token")
}

// findImplementation is that of the nearest class in the order in which a class inherits, abstract classes that it is a virtual
// subclass of included.
func findImplementation(class, registry *Object) *Object {
	keys := object.DictKeys(registry)
	if keys == nil {
		return nil
	}
	held := object.ListFrom([]*Object{keys, class})
	object.Decref(keys)
	if held == nil {
		return nil
	}
	defer object.Decref(held)
	known := object.ListItems(keys)
	mro, ok := composeMRO(class, known, held)
	if !ok {
		return nil
	}
	own := object.TupleItems(object.As[*Type](class).MRO)
	var match *Object
	for _, t := range mro {
		if match != nil {
			if contains(known, t) && !contains(own, t) && !contains(own, match) {
				switch object.IsSubclass(match, t) {
				case -1:
					return nil
				case 0:
					return object.Raise(object.RuntimeError, "Ambiguous dispatch: %s or %s", object.TextOf(match), object.TextOf(t))
				}
			}
			break
		}
		if contains(known, t) {
			match = t
		}
	}
	if match == nil {
		return object.NewRef(object.None)
	}
	found, ok := object.DictGet(registry, match)
	if found == nil && ok {
		found = object.None
	}
	return object.XNewRef(found)
}

func contains(list []*Object, o *Object) bool {
	for _, x := range list {
		if x == o {
			return true
		}
	}
	return false
}

var registerDef = object.Def{Sig: "register(cls, func=None)", In: func(held *Object, a []*Object) *Object {
	return register(held, a[0], a[1])
}}

// registerLater is what register returns without a function.
var registerLater object.Def

func init() {
	registerLater = object.Def{Sig: "<lambda>(f)", In: func(held *Object, a []*Object) *Object {
		h := object.TupleItems(held)
		return register(h[0], h[1], a[0])
	}}
}

func register(held, class, fn *Object) *Object {
	h := object.TupleItems(held)
	classes := []*Object{class}
	switch {
	case class.Type == object.UnionType:
		args := object.GetAttrString(class, "__args__")
		if args == nil {
			return nil
		}
		defer object.Decref(args)
		classes = object.TupleItems(args)
		for _, c := range classes {
			if !object.Is(c, object.TypeType) {
				return invalid(class, fn)
			}
		}
	case !object.Is(class, object.TypeType):
		return invalid(class, fn)
	}
	if fn == object.None {
		return object.NewClosure(&registerLater, "functools", "singledispatch.<locals>.register.<locals>.<lambda>", held, class)
	}
	for _, c := range classes {
		if !object.DictSet(h[genericRegistry], c, fn) {
			return nil
		}
	}
	if len(object.ListItems(h[genericToken])) == 0 {
		abstract, ok := object.LookupAttrString(class, "__abstractmethods__")
		if !ok {
			return nil
		}
		if abstract != nil {
			object.Decref(abstract)
			token := cacheToken()
			if token == nil {
				return nil
			}
			ok = object.ListAppend(h[genericToken], token)
			object.Decref(token)
			if !ok {
				return nil
			}
		}
	}
	if !clearCache(h) {
		return nil
	}
	return object.NewRef(fn)
}

// invalid raises for a first argument of register that is no class. Annotations, by which a function may say its class, only
// functions written in Python have.
func invalid(class, fn *Object) *Object {
	if fn != object.None {
		return object.Raise(object.TypeError, "Invalid first argument to `register()`. %s is not a class or union type.", object.ReprOf(class))
	}
	return object.Raise(object.TypeError, "Invalid first argument to `register()`: %s. Use either `@register(some_class)` or plain `@register` "+
		"on an annotated function.", object.ReprOf(class))
}

var dispatchDef = object.Def{Sig: "dispatch(cls)", In: func(held *Object, a []*Object) *Object {
	return implementation(object.TupleItems(held), a[0])
}}

var genericDef = object.Def{Sig: "wrapper(*args, **kw)", In: func(held *Object, a []*Object) *Object {
	h := object.TupleItems(held)
	args := object.TupleItems(a[0])
	if len(args) == 0 {
		return object.Raise(object.TypeError, "%s requires at least 1 positional argument", object.TextOf(h[genericName]))
	}
	class := object.GetAttrString(args[0], "__class__")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	fn := implementation(h, class)
	if fn == nil {
		return nil
	}
	defer object.Decref(fn)
	return object.Call(fn, a[0], a[1])
}}

func singledispatch(a []*Object) *Object {
	fn := a[0]
	name, ok := object.LookupAttrString(fn, "__name__")
	if name == nil && ok {
		name = object.NewStr("singledispatch function")
	}
	registry, cache, token := object.NewDict(), newCache(), object.NewList(0)
	made := []*Object{registry, cache, token, name}
	defer object.ReleaseAll(made)
	if contains(made, nil) || !object.DictSet(registry, object.Head(object.ObjectType), fn) {
		return nil
	}
	closure := func(d *object.Def, name string) *Object {
		return object.NewClosure(d, "functools", "singledispatch.<locals>."+name, made...)
	}
	wrapper := closure(&genericDef, "wrapper")
	if wrapper == nil {
		return nil
	}
	defer object.Decref(wrapper)
	for name, v := range map[string]*Object{
		"register": closure(&registerDef, "register"), "dispatch": closure(&dispatchDef, "dispatch"),
		"registry": object.NewDictProxy(registry), "_clear_cache": object.GetAttrString(cache, "clear"),
	} {
		ok = ok && v != nil && object.SetAttrString(wrapper, name, v)
		object.XDecref(v)
	}
	if !ok {
		return nil
	}
	return dress(wrapper, fn, nil, nil)
}

// singledispatchmethod

func methodInit(a []*Object) *Object {
	self, fn := a[0], a[1]
	if !callableOrDescriptor(fn) {
		return nil
	}
	dispatcher := singledispatch([]*Object{fn})
	if dispatcher == nil {
		return nil
	}
	defer object.Decref(dispatcher)
	return object.NoneIf(setAttrs(self, map[string]*Object{"dispatcher": dispatcher, "func": fn}))
}

func methodRegister(a []*Object) *Object {
	dispatcher := object.GetAttrString(a[0], "dispatcher")
	if dispatcher == nil {
		return nil
	}
	defer object.Decref(dispatcher)
	return object.CallMethod(dispatcher, "register", a[1], a[2])
}

var methodDef = object.Def{Sig: "_method(*args, **kwargs)", In: func(held *Object, a []*Object) *Object {
	h, args := object.TupleItems(held), object.TupleItems(a[0])
	if len(args) == 0 {
		return object.Raise(object.IndexError, "tuple index out of range")
	}
	class := object.GetAttrString(args[0], "__class__")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	dispatcher := object.GetAttrString(h[0], "dispatcher")
	if dispatcher == nil {
		return nil
	}
	defer object.Decref(dispatcher)
	fn := object.CallMethod(dispatcher, "dispatch", class)
	if fn == nil {
		return nil
	}
	defer object.Decref(fn)
	bound := bind(fn, h[1], h[2])
	if bound == nil {
		return nil
	}
	defer object.Decref(bound)
	return object.Call(bound, a[0], a[1])
}}

func methodGet(a []*Object) *Object {
	f := object.NewClosure(&methodDef, "functools", "singledispatchmethod.__get__.<locals>._method", a...)
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	held := object.Attrs(a[0], "__isabstractmethod__", "register", "func")
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	if !setAttrs(f, map[string]*Object{"__isabstractmethod__": held[0], "register": held[1]}) {
		return nil
	}
	return dress(f, held[2], nil, nil)
}

func newSingledispatchmethod() *Object {
	c := object.Class{
		Name: "singledispatchmethod", Module: "functools", NoSlots: true, Doc: "A method that the class of its first argument chooses.",
		Defs: []object.Def{
			{Sig: "__init__(self, func)", Do: methodInit},
			{Sig: "register(self, cls, method=None)", Do: methodRegister},
			{Sig: "__get__(self, obj, cls=None)", Do: methodGet},
			{Sig: "__isabstractmethod__(self)", Kind: object.PropertyDef, Do: func(a []*Object) *Object { return isAbstract(a[0]) }},
		},
	}
	return c.Make()
}
