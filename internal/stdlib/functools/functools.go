// Package functools is the module functools, and _functools, in which CPython has those parts that are written in C.
package functools

import "github.com/d95905aa/gilded/internal/object"

// Names of package object that are in every line.
type (
	Object = object.Object
	Type   = object.Type
)

var functions = []object.Method{
	{Name: "reduce", Varargs: reduce, Doc: "reduce(function, iterable[, initial], /) -> value\n\n" +
		"What is left when function is called with the first two items, with its result and the next item, and so on."},
	{Name: "cmp_to_key", FastKeys: cmpToKey, Doc: "cmp_to_key(mycmp)\n--\n\nA key function for sorting by a function that compares."},
}

var defs = []object.Def{
	{Sig: "update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES)", Do: func(a []*Object) *Object {
		return dress(a[0], a[1], a[2], a[3])
	}, Doc: "Make a wrapper look like the function that it wraps."},
	{Sig: "wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES)", Do: wraps, Doc: "A decorator for wrappers of a function."},
	{Sig: "total_ordering(cls)", Do: totalOrdering, Doc: "Add the missing comparisons to a class that has one of them."},
	{Sig: "lru_cache(maxsize=128, typed=False)", Do: lruCacheFunction, Doc: "A decorator for functions whose last results are kept."},
	{Sig: "cache(user_function, /)", Do: cache, Doc: "A function whose results are all kept."},
	{Sig: "singledispatch(func)", Do: singledispatch, Doc: "A function that the class of its first argument chooses an implementation for."},
}

func init() {
	c := object.GoModule("_functools", "Tools that operate on functions.", &functions)
	object.DefineModule("_functools", func() *Object {
		return object.Fill(c(), func(set func(name string, v *Object)) {
			set("partial", object.TypeObject(partialType))
			set("_lru_cache_wrapper", object.TypeObject(lruCacheType))
		})
	})
	object.DefineModule("functools", newModule)
}

func newModule() *Object {
	m := object.NewModuleWith("functools", "Functions that act on functions.", defs)
	if m == nil {
		return nil
	}
	from := object.Import("_functools")
	if from == nil {
		object.Decref(m)
		return nil
	}
	defer object.Decref(from)
	return object.Fill(m, func(set func(name string, v *Object)) {
		for _, name := range []string{"partial", "reduce", "cmp_to_key", "_lru_cache_wrapper"} {
			set(name, object.GetAttrString(from, name))
		}
		set("partialmethod", newPartialmethod())
		set("cached_property", newCachedProperty())
		set("singledispatchmethod", newSingledispatchmethod())
		set("_CacheInfo", newCacheInfo())
		set("WRAPPER_ASSIGNMENTS", object.NewStrs(wrapperAssignments...))
		set("WRAPPER_UPDATES", object.NewStrs(wrapperUpdates...))
	})
}

// newCacheInfo is the named tuple that cache_info returns.
func newCacheInfo() *Object {
	collections := object.Import("collections")
	if collections == nil {
		return nil
	}
	defer object.Decref(collections)
	name, fields := object.NewStr("CacheInfo"), object.NewStr("hits misses maxsize currsize")
	defer object.XDecref(name)
	defer object.XDecref(fields)
	if name == nil || fields == nil {
		return nil
	}
	info := object.CallMethod(collections, "namedtuple", name, fields)
	if info == nil {
		return nil
	}
	if !object.SetAttrString(info, "__module__", object.Intern("functools")) {
		object.Decref(info)
		return nil
	}
	return info
}
