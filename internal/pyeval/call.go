package pyeval

import (
	"github.com/d95905aa/gilded/internal/object"
)

// Iterate returns the items of an iterable.
func (n *Namespace) Iterate(iterable *object.Object, function **object.Object) ([]*object.Object, error) {
	it := object.Iter(iterable)
	if it == nil {
		raised := TakeRaised()
		if iterable.Type.Iter == nil && object.GivenMatches(raised.Type, object.Head(object.TypeError)) {
			raised.Release()
			if function == nil {
				return nil, raise(object.TypeError, "Value after * must be an iterable, not %s", object.TypeName(iterable.Type))
			}
			return nil, raise(object.TypeError, "%s argument after * must be an iterable, not %s",
				described(*function), object.TypeName(iterable.Type))
		}
		return nil, raised
	}
	defer object.Decref(it)
	var items []*object.Object
	for {
		item := object.IterNext(it)
		if item != nil {
			items = append(items, item)
			continue
		}
		if object.Occurred() == nil {
			return items, nil
		}
		err := TakeRaised()
		object.ReleaseAll(items)
		return nil, err
	}
}

// Items returns the items of a mapping that is passed as **kwargs.
func (n *Namespace) Items(mapping, function *object.Object) (keys []string, values []*object.Object, err error) {
	dict := object.NewDict()
	if dict == nil {
		return nil, nil, TakeRaised()
	}
	defer object.Decref(dict)
	if !isMapping(mapping) {
		return nil, nil, raise(object.TypeError, "%s argument after ** must be a mapping, not %s",
			described(function), object.TypeName(mapping.Type))
	}
	if !object.DictMerge(dict, mapping, object.MergeReplace) {
		return nil, nil, TakeRaised()
	}
	var key, value *object.Object
	for pos := 0; object.DictNext(dict, &pos, &key, &value); {
		if !object.IsStr(key) {
			object.ReleaseAll(values)
			return nil, nil, raise(object.TypeError, "keywords must be strings")
		}
		keys = append(keys, object.StrOf(key))
		values = append(values, object.NewRef(value))
	}
	return keys, values, nil
}

// isMapping tells whether an object has the method that ** asks for.
func isMapping(o *object.Object) bool {
	keys, _ := object.LookupAttr(o, object.Intern("keys"))
	if keys == nil {
		object.ClearErr()
		return false
	}
	object.Decref(keys)
	return true
}

// described names a function in an error as CPython does: module.qualname(), without the module if it is builtins.
func described(function *object.Object) string {
	text := func(name string) string {
		value, _ := object.LookupAttr(function, object.Intern(name))
		defer object.XDecref(value)
		if value == nil || !object.IsStr(value) {
			object.ClearErr()
			return ""
		}
		return object.StrOf(value)
	}
	name, module := text("__qualname__"), text("__module__")
	switch {
	case name == "":
		str := object.Str(function)
		if str == nil {
			object.ClearErr()
			return ""
		}
		defer object.Decref(str)
		return object.StrOf(str)
	case module == "" || module == "builtins":
		return name + "()"
	}
	return module + "." + name + "()"
}

// Call calls a function. The last arguments have the names.
func (n *Namespace) Call(function *object.Object, args []*object.Object, names []string) (*object.Object, error) {
	if len(names) == 0 {
		return result(object.Vectorcall(function, args, nil))
	}
	keys := make([]*object.Object, len(names))
	seen := map[string]bool{}
	for i, name := range names {
		if seen[name] {
			return nil, raise(object.TypeError, "%s got multiple values for keyword argument '%s'", described(function), name)
		}
		seen[name] = true
		keys[i] = object.Intern(name)
	}
	tuple := object.Pack(keys...)
	if tuple == nil {
		return nil, TakeRaised()
	}
	defer object.Decref(tuple)
	return result(object.Vectorcall(function, args, tuple))
}
