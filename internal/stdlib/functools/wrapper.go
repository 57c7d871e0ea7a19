package functools

import (
	"github.com/d95905aa/gilded/internal/object"
)

var (
	wrapperAssignments = []string{"__module__", "__name__", "__qualname__", "__doc__", "__annotations__"}
	wrapperUpdates     = []string{"__dict__"}
)

// named is a parameter, or a tuple of these names if it was left out.
func named(a *Object, names []string) *Object {
	if a != nil {
		return object.NewRef(a)
	}
	return object.NewStrs(names...)
}

// dress makes a wrapper look like what it wraps; assigned and updated are nil for the usual attributes.
func dress(wrapper, wrapped, assigned, updated *Object) *Object {
	assigned, updated = named(assigned, wrapperAssignments), named(updated, wrapperUpdates)
	defer object.XDecref(assigned)
	defer object.XDecref(updated)
	if assigned == nil || updated == nil {
		return nil
	}
	ok := object.Each(assigned, func(name *Object) bool {
		v, ok := object.LookupAttr(wrapped, name)
		if v == nil {
			return ok
		}
		defer object.Decref(v)
		return object.SetAttr(wrapper, name, v)
	}) && object.Each(updated, func(name *Object) bool {
		to := object.GetAttr(wrapper, name)
		if to == nil {
			return false
		}
		defer object.Decref(to)
		from, ok := object.LookupAttr(wrapped, name)
		if from == nil && ok {
			from = object.NewDict()
		}
		if from == nil {
			return false
		}
		defer object.Decref(from)
		r := object.CallMethod(to, "update", from)
		object.XDecref(r)
		return r != nil
	}) && object.SetAttrString(wrapper, "__wrapped__", wrapped)
	if !ok {
		return nil
	}
	return object.NewRef(wrapper)
}

// wraps is partial(update_wrapper, wrapped=…, assigned=…, updated=…).
func wraps(a []*Object) *Object {
	self := object.Import("functools")
	if self == nil {
		return nil
	}
	defer object.Decref(self)
	update := object.GetAttrString(self, "update_wrapper")
	if update == nil {
		return nil
	}
	defer object.Decref(update)
	args, kw := object.Pack(update), object.NewDict()
	defer object.XDecref(args)
	defer object.XDecref(kw)
	if args == nil || kw == nil || !object.DictSetString(kw, "wrapped", a[0]) ||
		!object.PutOwned(kw, "assigned", named(a[1], wrapperAssignments)) || !object.PutOwned(kw, "updated", named(a[2], wrapperUpdates)) {
		return nil
	}
	return partialNew(partialType, args, kw)
}

// lruDecorate makes the caching function for a function.
func lruDecorate(fn, maxsize, typed, info *Object) *Object {
	args := object.Pack(fn, maxsize, typed, info)
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	wrapper := object.Call(object.Head(lruCacheType), args, nil)
	if wrapper == nil {
		return nil
	}
	defer object.Decref(wrapper)
	parameters := object.NewClosure(&lruParameters, "functools", "lru_cache.<locals>.<lambda>", maxsize, typed)
	if parameters == nil {
		return nil
	}
	defer object.Decref(parameters)
	if !object.SetAttrString(wrapper, "cache_parameters", parameters) {
		return nil
	}
	return dress(wrapper, fn, nil, nil)
}

var lruParameters = object.Def{Sig: "<lambda>()", In: func(held *Object, _ []*Object) *Object {
	h := object.TupleItems(held)
	d := object.NewDict()
	if d == nil || !object.DictSetString(d, "maxsize", h[0]) || !object.DictSetString(d, "typed", h[1]) {
		object.XDecref(d)
		return nil
	}
	return d
}}

var lruDecorator = object.Def{Sig: "decorating_function(user_function)", In: func(held *Object, a []*Object) *Object {
	h := object.TupleItems(held)
	return lruDecorate(a[0], h[0], h[1], h[2])
}}

// cacheInfo is the type of what cache_info returns.
func cacheInfo() *Object {
	self := object.Import("functools")
	if self == nil {
		return nil
	}
	defer object.Decref(self)
	return object.GetAttrString(self, "_CacheInfo")
}

func lruCacheFunction(a []*Object) *Object {
	info := cacheInfo()
	if info == nil {
		return nil
	}
	defer object.Decref(info)
	maxsize, typed := object.NewRef(a[0]), a[1]
	defer func() { object.XDecref(maxsize) }()
	switch {
	case object.IsLong(maxsize):
		if object.LongSign(maxsize) < 0 {
			object.Replace(&maxsize, object.NewInt(0))
		}
	case object.Callable(maxsize) && object.IsBool(typed):
		size := object.NewInt(128)
		if size == nil {
			return nil
		}
		defer object.Decref(size)
		return lruDecorate(maxsize, size, typed, info)
	case maxsize != object.None:
		return object.Raise(object.TypeError, "Expected first argument to be an integer, a callable, or None")
	}
	return object.NewClosure(&lruDecorator, "functools", "lru_cache.<locals>.decorating_function", maxsize, typed, info)
}

func cache(a []*Object) *Object {
	info := cacheInfo()
	if info == nil {
		return nil
	}
	defer object.Decref(info)
	return lruDecorate(a[0], object.None, object.False, info)
}
