package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// What object.__reduce_ex__ says of an object whose class does not say it itself: for protocols 0 and 1 the module copyreg
// does, from 2 on a function of that module and its arguments, what else makes up the object, and its items. All of it may run
// code.

// reduceEx is object.__reduce_ex__.
func reduceEx(self, protocol *Object) *Object {
	proto, ok := AsInt32(protocol)
	if !ok {
		return nil
	}
	reduce, ok := LookupAttrString(self, "__reduce__")
	if !ok {
		return nil
	}
	if reduce != nil {
		defer Decref(reduce)
		of := GetAttrString(Head(self.Type), "__reduce__")
		if of == nil {
			return nil
		}
		defer Decref(of)
		if of != LookupString(ObjectType, "__reduce__") {
			return CallArgs(reduce)
		}
	}
	return commonReduce(self, proto)
}

func commonReduce(self *Object, proto int32) *Object {
	copyreg := Import("copyreg")
	if copyreg == nil {
		return nil
	}
	defer Decref(copyreg)
	if proto >= 2 {
		return reduceNewObject(self, copyreg)
	}
	n := NewInt(int64(proto))
	if n == nil {
		return nil
	}
	defer Decref(n)
	return CallMethod(copyreg, "_reduce_ex", self, n)
}

func reduceNewObject(self, copyreg *Object) *Object {
	if self.Type.New == nil {
		return Raise(TypeError, "cannot pickle '%.200s' object", TypeName(self.Type))
	}
	args, kwargs, ok := newArguments(self)
	if !ok {
		return nil
	}
	defer XDecref(args)
	defer XDecref(kwargs)
	maker, values := "__newobj__", []*Object{Head(self.Type)}
	if kwargs != nil && DictLen(kwargs) > 0 {
		maker, values = "__newobj_ex__", append(values, args, kwargs)
	} else if args != nil {
		values = append(values, TupleItems(args)...)
	}
	f := GetAttrString(copyreg, maker)
	if f == nil {
		return nil
	}
	made := Pack(values...)
	state := pickledState(self, args == nil && !IsList(self) && !IsDict(self))
	if made == nil || state == nil {
		return packOwned(f, made, state)
	}
	items, pairs := NewRef(None), NewRef(None)
	if IsList(self) {
		Replace(&items, Iter(self))
	}
	if IsDict(self) {
		Replace(&pairs, itemsIter(self))
	}
	return packOwned(f, made, state, items, pairs)
}

func itemsIter(self *Object) *Object {
	items := CallMethod(self, "items")
	if items == nil {
		return nil
	}
	defer Decref(items)
	return Iter(items)
}

// newArguments are what __new__ wants to be called with: a tuple and a dict, each nil if the class says nothing of it.
func newArguments(self *Object) (args, kwargs *Object, ok bool) {
	both, found := special(self, "__getnewargs_ex__")
	if found {
		return newArgumentsOf(both)
	}
	args, found = special(self, "__getnewargs__")
	switch {
	case !found:
		return nil, nil, true
	case args == nil:
		return nil, nil, false
	case !IsTuple(args):
		Raise(TypeError, "__getnewargs__ should return a tuple, not '%.200s'", TypeName(args.Type))
		Decref(args)
		return nil, nil, false
	}
	return args, nil, true
}

// newArgumentsOf takes apart what __getnewargs_ex__ returned, which it takes over.
func newArgumentsOf(both *Object) (args, kwargs *Object, ok bool) {
	if both == nil {
		return nil, nil, false
	}
	defer Decref(both)
	if !IsTuple(both) {
		Raise(TypeError, "__getnewargs_ex__ should return a tuple, not '%.200s'", TypeName(both.Type))
		return nil, nil, false
	}
	items := TupleItems(both)
	switch {
	case len(items) != 2:
		Raise(ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %d", len(items))
	case !IsTuple(items[0]):
		Raise(TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%.200s'", TypeName(items[0].Type))
	case !IsDict(items[1]):
		Raise(TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%.200s'", TypeName(items[1].Type))
	default:
		return NewRef(items[0]), NewRef(items[1]), true
	}
	return nil, nil, false
}

// pickledState is what __getstate__ returns. required says that nothing but the state makes up the object.
func pickledState(self *Object, required bool) *Object {
	getstate := GetAttrString(self, "__getstate__")
	if getstate == nil {
		return nil
	}
	defer Decref(getstate)
	if inherited := LookupString(self.Type, "__getstate__"); inherited == LookupString(ObjectType, "__getstate__") &&
		getstate.Type == CFunctionType && cSelf(As[*abi.CFunction](getstate)) == self {
		return defaultState(self, required)
	}
	return CallArgs(getstate)
}

// defaultState is the __dict__, None if that is empty; with the values of __slots__, if there are any, in a tuple.
func defaultState(self *Object, required bool) *Object {
	t := self.Type
	if required && t.Itemsize != 0 {
		return Raise(TypeError, "cannot pickle %.200s objects", TypeName(t))
	}
	state := NewRef(None)
	if p := DictPtr(self); p != nil && *p != nil && DictLen(*p) > 0 {
		Replace(&state, NewRef(*p))
	}
	names := slotNamesOf(t)
	if names == nil {
		Decref(state)
		return nil
	}
	defer Decref(names)
	if required && t.Basicsize > plainSize(t, names) {
		Decref(state)
		return Raise(TypeError, "cannot pickle '%.200s' object", TypeName(t))
	}
	slots, ok := slotValues(self, names)
	if !ok {
		Decref(state)
		return nil
	}
	if slots == nil {
		return state
	}
	return packOwned(state, slots)
}

// plainSize is how large an object is that has only what its state shows.
func plainSize(t *Type, names *Object) int {
	const pointer = int(unsafe.Sizeof(uintptr(0)))
	size := ObjectType.Basicsize
	if t.Dictoffset != 0 {
		size += pointer
	}
	if t.Weaklistoffset > 0 {
		size += pointer
	}
	if names != None {
		size += pointer * len(ListItems(names))
	}
	return size
}

// slotValues is a dict of what the slots of these names hold; nil if that is nothing.
func slotValues(self, names *Object) (slots *Object, ok bool) {
	if names == None || len(ListItems(names)) == 0 {
		return nil, true
	}
	if slots = NewDict(); slots == nil {
		return nil, false
	}
	n := len(ListItems(names))
	for i := range n {
		name := NewRef(ListItems(names)[i])
		v, good := LookupAttr(self, name)
		if v != nil {
			good = DictSet(slots, name, v)
			Decref(v)
		}
		Decref(name)
		if good && len(ListItems(names)) != n {
			Raise(RuntimeError, "__slotsname__ changed size during iteration")
			good = false
		}
		if !good {
			Decref(slots)
			return nil, false
		}
	}
	if DictLen(slots) == 0 {
		Clear(&slots)
	}
	return slots, true
}

// slotNamesOf is the list of names, or None, that a class keeps in __slotnames__ once copyreg has found it.
func slotNamesOf(t *Type) *Object {
	kept, ok := DictGetString(t.Dict, "__slotnames__")
	if !ok {
		return nil
	}
	if kept != nil {
		if kept != None && !IsList(kept) {
			return Raise(TypeError, "%.200s.__slotnames__ should be a list or None, not %.200s", TypeName(t), TypeName(kept.Type))
		}
		return NewRef(kept)
	}
	if isShared(t) && LookupString(t, "__slots__") == nil {
		return NewRef(None) // there are none, and no class to keep that in
	}
	copyreg := Import("copyreg")
	if copyreg == nil {
		return nil
	}
	defer Decref(copyreg)
	names := CallMethod(copyreg, "_slotnames", Head(t))
	if names != nil && names != None && !IsList(names) {
		Decref(names)
		return Raise(TypeError, "copyreg._slotnames didn't return a list or None")
	}
	return names
}
