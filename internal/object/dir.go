package object

// Dir returns the sorted names of an object's attributes, as its type's __dir__ says: it may run code.
func Dir(o *Object) *Object {
	method := LookupString(o.Type, "__dir__")
	if method == nil {
		return Raise(TypeError, "object does not provide __dir__")
	}
	names := CallArgs(method, o)
	if names == nil {
		return nil
	}
	defer Decref(names)
	list := ToList(names)
	if list == nil {
		return nil
	}
	done := CallMethod(list, "sort")
	if done == nil {
		Decref(list)
		return nil
	}
	Decref(done)
	return list
}
