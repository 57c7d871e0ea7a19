package object

import "github.com/d95905aa/gilded/internal/abi"

// A Class is a class as a class statement makes it: a heap type of the interpreter it is made in.
type Class struct {
	Name, Module, Doc string
	Meta              *Object   // nil: type, or what the bases say
	Bases             []*Object // none: object
	NoSlots           bool      // has no __slots__: instances have a __dict__
	Defs              []Def
	More              func(namespace *Object) bool // adds what is no function
}

// Make runs the class statement: a new reference, or nil and an exception.
func (c *Class) Make() *Object {
	namespace := NewDict()
	if namespace == nil {
		return nil
	}
	defer Decref(namespace)
	for name, text := range map[string]string{"__module__": c.Module, "__qualname__": c.Name, "__doc__": c.Doc} {
		if text == "" {
			continue
		}
		if !PutOwned(namespace, name, NewStr(text)) {
			return nil
		}
	}
	if !c.NoSlots && !PutOwned(namespace, "__slots__", NewTuple(0)) {
		return nil
	}
	for i := range c.Defs {
		d := &c.Defs[i]
		if !PutOwned(namespace, signatureFor(d).name, decorated(d, c.Module, c.Name)) {
			return nil
		}
	}
	if c.More != nil && !c.More(namespace) {
		return nil
	}
	meta := c.Meta
	if meta == nil {
		meta = Head(TypeType)
		if len(c.Bases) > 0 {
			meta = Head(c.Bases[0].Type)
		}
	}
	name, bases := NewStr(c.Name), Pack(c.Bases...)
	defer XDecref(name)
	defer XDecref(bases)
	if name == nil || bases == nil {
		return nil
	}
	class := CallArgs(meta, name, bases, namespace)
	if class != nil {
		c.tellClass(class, namespace)
	}
	return class
}

// tellClass gives the functions that need it the class they are in.
func (c *Class) tellClass(class, namespace *Object) {
	for i := range c.Defs {
		d := &c.Defs[i]
		if d.In == nil {
			continue
		}
		f := DictGetInterned(namespace, Intern(signatureFor(d).name))
		if f.Type == ClassMethodType || f.Type == StaticMethodType {
			f = As[*functionHolder](f).fn
		}
		As[*defFunction](f).class = NewRef(class)
	}
}

// SuperAttr is super(class, o).name: a new reference.
func SuperAttr(class, o *Object, name string) *Object {
	super := CallArgs(Head(SuperType), class, o)
	if super == nil {
		return nil
	}
	defer Decref(super)
	return GetAttrString(super, name)
}

// PutOwned sets an item of a dict, with a str as key, to a value that it takes over; false, and an exception, if v is nil or
// the item can't be set.
func PutOwned(dict *Object, name string, v *Object) bool {
	if v == nil {
		return false
	}
	defer Decref(v)
	return DictSetString(dict, name, v)
}

// AddObject sets a name in a module to a value that it takes over; false, and an exception, if v is nil or it can't be set.
func AddObject(m *Object, name string, v *Object) bool {
	return PutOwned(As[*abi.Module](m).Dict, name, v)
}

// ModuleObject is what a module has under a name: borrowed, nil if it has nothing there.
func ModuleObject(m *Object, name string) *Object {
	return DictGetInterned(As[*abi.Module](m).Dict, Intern(name))
}

// OwnedTuple makes a tuple that takes over its items; nil, and an exception, if one of them is nil or memory is out.
func OwnedTuple(items ...*Object) *Object { return packOwned(items...) }

// Subclasses are the direct subclasses of a type in the interpreter, borrowed.
func Subclasses(t *Type) []*Type { return State().subclasses[t] }
