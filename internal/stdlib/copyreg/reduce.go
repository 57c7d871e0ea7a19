package copyreg

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// builtBase is the nearest class that an object's class inherits from and that is built in, or has a __new__ in C of its own.
func builtBase(class *object.Type) (*object.Type, bool) {
	for _, c := range object.TupleItems(class.MRO) {
		t := object.As[*object.Type](c)
		if t.Flags&abi.TPFlagsHeaptype == 0 {
			return t, true
		}
		f := object.GetAttrString(c, "__new__")
		if f == nil {
			return nil, false
		}
		self, ok := (*Object)(nil), true
		if f.Type == object.CFunctionType {
			self, ok = object.LookupAttrString(f, "__self__")
		}
		object.Decref(f)
		object.XDecref(self)
		if self == c || !ok {
			return t, ok
		}
	}
	return object.ObjectType, true
}

// reduceEx is what object.__reduce_ex__ does for protocols 0 and 1.
func reduceEx(a []*Object) *Object {
	self := a[0]
	if !object.IsLong(a[1]) {
		return object.Raise(object.TypeError, "'<' not supported between instances of '%s' and 'int'", object.TypeName(a[1].Type))
	}
	class := object.GetAttrString(self, "__class__")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	if !object.Is(class, object.TypeType) {
		return object.Raise(object.AttributeError, "'%s' object has no attribute '__mro__'", object.TypeName(class.Type))
	}
	base, ok := builtBase(object.As[*object.Type](class))
	if !ok {
		return nil
	}
	content := object.NewRef(object.None)
	if base != object.ObjectType {
		object.Decref(content)
		if object.Head(base) == class {
			return cannotPickle(base, "")
		}
		if content = object.CallArgs(object.Head(base), self); content == nil {
			return nil
		}
	}
	args := object.OwnedTuple(object.NewRef(class), object.TypeObject(base), content)
	if args == nil {
		return nil
	}
	state := stateFor(self, object.As[*object.Type](class), a[1])
	if state == nil {
		object.Decref(args)
		return nil
	}
	switch object.IsTrue(state) {
	case 1:
		return object.OwnedTuple(attribute("_reconstructor"), args, state)
	case 0:
		object.Decref(state)
		return object.OwnedTuple(attribute("_reconstructor"), args)
	}
	object.Decref(state)
	object.Decref(args)
	return nil
}

func cannotPickle(t *object.Type, why string) *Object {
	name := object.NewStr(object.ShortName(t))
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	return object.Raise(object.TypeError, "cannot pickle %s object%s", object.ReprOf(name), why)
}

// stateFor is what __getstate__ returns, or the __dict__ of an object that has none. Slots are beyond these protocols.
func stateFor(self *Object, class *object.Type, proto *Object) *Object {
	getstate, ok := object.LookupAttrString(self, "__getstate__")
	if !ok {
		return nil
	}
	defer object.XDecref(getstate)
	if getstate == nil || object.LookupString(self.Type, "__getstate__") == object.LookupString(object.ObjectType, "__getstate__") {
		switch hasSlots(self) {
		case -1:
			return nil
		case 1:
			if getstate != nil {
				return object.Raise(object.TypeError, "a class that defines __slots__ without defining __getstate__ cannot be pickled")
			}
			return cannotPickle(class, ": a class that defines __slots__ without defining __getstate__ cannot be pickled with protocol "+object.TextOf(proto))
		}
	}
	if getstate != nil {
		return object.CallArgs(getstate)
	}
	dict, ok := object.LookupAttrString(self, "__dict__")
	if dict == nil && ok {
		return object.NewRef(object.None)
	}
	return dict
}

func hasSlots(self *Object) int32 {
	slots, ok := object.LookupAttrString(self, "__slots__")
	if slots == nil {
		if ok {
			return 0
		}
		return -1
	}
	defer object.Decref(slots)
	return object.IsTrue(slots)
}
