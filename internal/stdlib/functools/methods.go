package functools

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

func setAttrs(o *Object, values map[string]*Object) bool {
	for name, v := range values {
		if !object.SetAttrString(o, name, v) {
			return false
		}
	}
	return true
}

// callableOrDescriptor checks what may become a method.
func callableOrDescriptor(fn *Object) bool {
	if object.Callable(fn) {
		return true
	}
	get, ok := object.LookupAttrString(fn, "__get__")
	if get != nil {
		object.Decref(get)
		return true
	}
	if ok {
		object.Raise(object.TypeError, "%s is not callable or a descriptor", object.ReprOf(fn))
	}
	return false
}

// isAbstract is the attribute __isabstractmethod__ of what self wraps, False without it.
func isAbstract(self *Object) *Object {
	fn := object.GetAttrString(self, "func")
	if fn == nil {
		return nil
	}
	defer object.Decref(fn)
	v, ok := object.LookupAttrString(fn, "__isabstractmethod__")
	if v == nil && ok {
		return object.NewRef(object.False)
	}
	return v
}

// bind is callable.__get__(obj, class).
func bind(callable, obj, class *Object) *Object {
	return object.CallMethod(callable, "__get__", obj, class)
}

var classGetitem = object.Def{Sig: "__class_getitem__(cls, item)", Kind: object.ClassDef, Do: func(a []*Object) *Object {
	return object.NewGenericAlias(a[0], a[1])
}}

// partialmethod

func partialmethodInit(class *Object, a []*Object) *Object {
	self, fn, args, kw := a[0], a[1], a[2], a[3]
	if !callableOrDescriptor(fn) {
		return nil
	}
	if object.IsInstance(fn, class) <= 0 {
		return object.NoneIf(object.Occurred() == nil && setAttrs(self, map[string]*Object{"func": fn, "args": args, "keywords": kw}))
	}
	inner := object.Attrs(fn, "func", "args", "keywords")
	if inner == nil {
		return nil
	}
	defer object.ReleaseAll(inner)
	all := object.Add(inner[1], args)
	keywords := merged(inner[2], kw)
	defer object.XDecref(all)
	defer object.XDecref(keywords)
	return object.NoneIf(all != nil && keywords != nil && setAttrs(self, map[string]*Object{"func": inner[0], "args": all, "keywords": keywords}))
}

func partialmethodRepr(a []*Object) *Object {
	held := object.Attrs(a[0], "func", "args", "keywords", "__class__")
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	class := object.Attrs(held[3], "__module__", "__qualname__")
	if class == nil {
		return nil
	}
	defer object.ReleaseAll(class)
	var args, keywords []string
	ok := object.Each(held[1], func(arg *Object) bool {
		r := object.Repr(arg)
		if r == nil {
			return false
		}
		defer object.Decref(r)
		args = append(args, object.StrOf(r))
		return true
	})
	var key, v *Object
	for pos := 0; ok && object.IsDict(held[2]) && object.DictNext(held[2], &pos, &key, &v); {
		r := object.Repr(v)
		if r == nil {
			return nil
		}
		keywords = append(keywords, object.TextOf(key)+"="+object.StrOf(r))
		object.Decref(r)
	}
	fn := object.Str(held[0])
	if !ok || fn == nil {
		object.XDecref(fn)
		return nil
	}
	defer object.Decref(fn)
	return object.NewStr(object.TextOf(class[0]) + "." + object.TextOf(class[1]) + "(" + object.StrOf(fn) + ", " +
		strings.Join(args, ", ") + ", " + strings.Join(keywords, ", ") + ")")
}

// callPartially is fn(first, *args, *more, **{**keywords, **extra}); first may be nil.
func callPartially(self, first, more, extra *Object) *Object {
	held := object.Attrs(self, "func", "args", "keywords")
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	args := append([]*Object{}, object.TupleItems(held[1])...)
	if first != nil {
		args = append([]*Object{first}, args...)
	}
	tuple := object.Pack(append(args, object.TupleItems(more)...)...)
	kw := merged(held[2], extra)
	defer object.XDecref(tuple)
	defer object.XDecref(kw)
	if tuple == nil || kw == nil {
		return nil
	}
	return object.Call(held[0], tuple, kw)
}

var partialmethodMethod = object.Def{Sig: "_method(cls_or_self, /, *args, **keywords)", In: func(held *Object, a []*Object) *Object {
	return callPartially(object.TupleItems(held)[0], a[0], a[1], a[2])
}}

func partialmethodUnbound(self *Object) *Object {
	f := object.NewClosure(&partialmethodMethod, "functools", "partialmethod._make_unbound_method.<locals>._method", self)
	if f == nil {
		return nil
	}
	abstract := object.GetAttrString(self, "__isabstractmethod__")
	defer object.XDecref(abstract)
	if abstract == nil || !setAttrs(f, map[string]*Object{"__isabstractmethod__": abstract, "_partialmethod": self}) {
		object.Decref(f)
		return nil
	}
	return f
}

func partialmethodGet(a []*Object) *Object {
	self, obj, class := a[0], a[1], a[2]
	held := object.Attrs(self, "func", "args", "keywords")
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	get, ok := object.LookupAttrString(held[0], "__get__")
	if !ok {
		return nil
	}
	if get != nil {
		fn := object.CallArgs(get, obj, class)
		object.Decref(get)
		if fn == nil {
			return nil
		}
		defer object.Decref(fn)
		if fn != held[0] {
			return partialBound(fn, held[1], held[2])
		}
	}
	method := partialmethodUnbound(self)
	if method == nil {
		return nil
	}
	defer object.Decref(method)
	return bind(method, obj, class)
}

// partialBound is partial(fn, *args, **keywords), with fn's __self__.
func partialBound(fn, args, keywords *Object) *Object {
	all := object.Pack(append([]*Object{fn}, object.TupleItems(args)...)...)
	if all == nil {
		return nil
	}
	defer object.Decref(all)
	p := partialNew(partialType, all, keywords)
	if p == nil {
		return nil
	}
	self, ok := object.LookupAttrString(fn, "__self__")
	if self != nil {
		ok = object.SetAttrString(p, "__self__", self)
		object.Decref(self)
	}
	if !ok {
		object.Decref(p)
		return nil
	}
	return p
}

func newPartialmethod() *Object {
	c := object.Class{
		Name: "partialmethod", Module: "functools", NoSlots: true, Doc: "A method that calls another with some of its arguments.",
		Defs: []object.Def{
			{Sig: "__init__(self, func, /, *args, **keywords)", In: partialmethodInit},
			{Sig: "__repr__(self)", Do: partialmethodRepr},
			{Sig: "_make_unbound_method(self)", Do: func(a []*Object) *Object { return partialmethodUnbound(a[0]) }},
			{Sig: "__get__(self, obj, cls=None)", Do: partialmethodGet},
			{Sig: "__isabstractmethod__(self)", Kind: object.PropertyDef, Do: func(a []*Object) *Object { return isAbstract(a[0]) }},
			classGetitem,
		},
	}
	return c.Make()
}

// cached_property

func cachedInit(a []*Object) *Object {
	doc := object.GetAttrString(a[1], "__doc__")
	if doc == nil {
		return nil
	}
	defer object.Decref(doc)
	return object.NoneIf(setAttrs(a[0], map[string]*Object{"func": a[1], "attrname": object.None, "__doc__": doc}))
}

func cachedSetName(a []*Object) *Object {
	self, name := a[0], a[2]
	known := object.GetAttrString(self, "attrname")
	if known == nil {
		return nil
	}
	defer object.Decref(known)
	if known == object.None {
		return object.NoneIf(object.SetAttrString(self, "attrname", name))
	}
	switch object.RichCompareBool(name, known, 3) {
	case 1:
		return object.Raise(object.TypeError, "Cannot assign the same cached_property to two different names (%s and %s).",
			object.ReprOf(known), object.ReprOf(name))
	case 0:
		return object.NewRef(object.None)
	}
	return nil
}

func cachedGet(a []*Object) *Object {
	self, instance := a[0], a[1]
	if instance == object.None {
		return object.NewRef(self)
	}
	held := object.Attrs(self, "func", "attrname")
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	if held[1] == object.None {
		return object.Raise(object.TypeError, "Cannot use cached_property instance without calling __set_name__ on it.")
	}
	dict := object.GetAttrString(instance, "__dict__")
	if dict == nil {
		if object.Matches(object.AttributeError) {
			object.RaiseInstead(object.TypeError, "No '__dict__' attribute on %s instance to cache %s property.", nameOf(instance), object.ReprOf(held[1]))
		}
		return nil
	}
	defer object.Decref(dict)
	missing := object.CallNone(object.Head(object.ObjectType))
	if missing == nil {
		return nil
	}
	defer object.Decref(missing)
	v := object.CallMethod(dict, "get", held[1], missing)
	if v == nil || v != missing {
		return v
	}
	object.Decref(v)
	if v = object.CallArgs(held[0], instance); v == nil {
		return nil
	}
	if object.SetItem(dict, held[1], v) {
		return v
	}
	object.Decref(v)
	if object.Matches(object.TypeError) {
		object.RaiseInstead(object.TypeError, "The '__dict__' attribute on %s instance does not support item assignment for caching %s property.",
			nameOf(instance), object.ReprOf(held[1]))
	}
	return nil
}

// nameOf is the repr of the name of an object's type.
func nameOf(o *Object) string {
	name := object.NewStr(object.ShortName(o.Type))
	if name == nil {
		object.ClearErr()
		return ""
	}
	defer object.Decref(name)
	return object.ReprOf(name)
}

func newCachedProperty() *Object {
	c := object.Class{
		Name: "cached_property", Module: "functools", NoSlots: true,
		Defs: []object.Def{
			{Sig: "__init__(self, func)", Do: cachedInit},
			{Sig: "__set_name__(self, owner, name)", Do: cachedSetName},
			{Sig: "__get__(self, instance, owner=None)", Do: cachedGet},
			classGetitem,
		},
	}
	return c.Make()
}
