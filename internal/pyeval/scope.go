package pyeval

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// scope is the machine of a program: what its names mean is up to the frame that it runs in.
type scope struct {
	Namespace // for everything but names; its own variables stay empty
	globals   *object.Object
	locals    *object.Object
	builtins  *object.Object
}

func newScope(frame *object.Object) *scope {
	f := &object.As[*abi.Frame](frame).Data
	return &scope{globals: f.Globals, locals: f.Locals, builtins: f.Builtins}
}

// lookup finds a name in one mapping; nil, and no error, if it is not there. The result is new.
func lookup(names, key *object.Object) (*object.Object, error) {
	if names.Type == object.DictType {
		value, ok := object.DictGet(names, key)
		if !ok {
			return nil, TakeRaised()
		}
		return object.XNewRef(value), nil
	}
	value := object.GetItem(names, key)
	if value == nil && object.Matches(object.KeyError) {
		object.ClearErr()
		return nil, nil
	}
	return result(value)
}

// Load looks a name up in the locals, the globals and the builtins.
func (s *scope) Load(name string) (*object.Object, error) {
	key := object.Intern(name)
	for i, names := range []*object.Object{s.locals, s.globals, s.builtins} {
		if names == nil || i == 1 && names == s.locals {
			continue
		}
		if value, err := lookup(names, key); value != nil || err != nil {
			return value, err
		}
	}
	return nil, undefined(key)
}

// undefined is a NameError, which carries the name.
func undefined(key *object.Object) error {
	object.Raise(object.NameError, "name '%s' is not defined", object.StrOf(key))
	exc := object.TakeException()
	if !object.SetAttrString(exc, "name", key) {
		object.ClearErr()
	}
	object.GiveException(exc)
	return TakeRaised()
}

// Store binds a name in the locals.
func (s *scope) Store(name string, value *object.Object) error {
	key := object.Intern(name)
	if s.locals.Type == object.DictType {
		return status(object.DictSet(s.locals, key, value))
	}
	return status(object.SetItem(s.locals, key, value))
}

// Delete unbinds a name in the locals.
func (s *scope) Delete(name string) error {
	key := object.Intern(name)
	if object.DelItem(s.locals, key) {
		return nil
	}
	if object.Matches(object.KeyError) {
		object.ClearErr()
		return undefined(key)
	}
	return TakeRaised()
}
