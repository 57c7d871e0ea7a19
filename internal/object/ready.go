package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// readyOrder are the built-in types, in the order in which Boot makes them ready.
var readyOrder []*Type

// Ready finishes a type whose slots are filled: bases, MRO, dict, inherited slots. It is PyType_Ready.
func Ready(t *Type) bool {
	if t.Flags&abi.TPFlagsReady != 0 {
		return true
	}
	s := State()
	if t.Flags&abi.TPFlagsHeaptype == 0 && s != bootState {
		s.statics[t] = *bytesOf(t)
	}
	if t.Flags&abi.TPFlagsHeaptype == 0 {
		t.Flags |= abi.TPFlagsImmutabletype // static types have always been
	}
	t.Flags |= abi.TPFlagsReadying
	if !ready(s, t) {
		t.Flags &^= abi.TPFlagsReadying
		return false
	}
	t.Flags = t.Flags&^abi.TPFlagsReadying | abi.TPFlagsReady
	return true
}

func ready(s *InterpState, t *Type) bool {
	if t.Name == nil {
		Raise(SystemError, "Type does not define the tp_name field.")
		return false
	}
	if t.Base == nil && t != ObjectType {
		t.Base = ObjectType
		if t.Flags&abi.TPFlagsHeaptype != 0 {
			Incref(Head(ObjectType))
		}
	}
	if t.Base != nil && !Ready(t.Base) {
		return false
	}
	if t.Object.Type == nil && t.Base != nil {
		t.Object.Type = t.Base.Object.Type
	}
	if t.Bases == nil {
		if t.Base == nil {
			t.Bases = NewTuple(0)
		} else {
			t.Bases = Pack(Head(t.Base))
		}
		if t.Bases == nil {
			return false
		}
	}
	if t.Dict == nil {
		if t.Dict = NewDict(); t.Dict == nil {
			return false
		}
	}
	if t.Base != nil && t.Flags&abi.TPFlagsHeaptype == 0 && t.Base.Flags&abi.TPFlagsHeaptype != 0 {
		Raise(TypeError, "type '%.100s' is not dynamically allocated but its base type '%.100s' is dynamically allocated", TypeName(t), TypeName(t.Base))
		return false
	}
	if !fillDict(t) {
		return false
	}
	if t.MRO = mroOf(t); t.MRO == nil {
		return false
	}
	if t.Base != nil {
		inheritSpecial(t, t.Base)
	}
	for _, b := range TupleItems(t.MRO)[1:] {
		if Is(b, TypeType) {
			inheritSlots(t, As[*Type](b))
		}
	}
	if t.Base != nil {
		inheritTables(t, t.Base)
	}
	if !inheritNew(t) || !setHash(t) {
		return false
	}
	for _, b := range TupleItems(t.Bases) {
		s.addSubclass(As[*Type](b), t)
	}
	return true
}

// fillDict adds what the slots, methods, members and getsets of a type stand for. What is in the dict already stays.
func fillDict(t *Type) bool {
	if !addSlotWrappers(t) {
		return false
	}
	if t.Methods != nil {
		for _, def := range methodsOf(t.Methods) {
			if !addMethod(t, def) {
				return false
			}
		}
	}
	for def := t.Members; def != nil && def.Name != nil; def = (*abi.MemberDef)(unsafe.Add(unsafe.Pointer(def), unsafe.Sizeof(*def))) {
		if !addAttribute(t, ctier.GoString(def.Name), NewMemberDescr(t, def)) {
			return false
		}
	}
	for def := t.Getset; def != nil && def.Name != nil; def = (*abi.GetSetDef)(unsafe.Add(unsafe.Pointer(def), unsafe.Sizeof(*def))) {
		if !addAttribute(t, ctier.GoString(def.Name), NewGetSetDescr(t, def)) {
			return false
		}
	}
	doc := Intern("__doc__")
	if v, ok := DictGet(t.Dict, doc); v != nil || !ok {
		return ok
	}
	if t.Doc == nil {
		return DictSet(t.Dict, doc, None)
	}
	_, text := splitSignature(ShortName(t), ctier.GoString(t.Doc))
	o := NewStr(text)
	defer XDecref(o)
	return o != nil && DictSet(t.Dict, doc, o)
}

// methodsOf views a PyMethodDef array, which ends with an entry without a name.
func methodsOf(first *abi.MethodDef) []*abi.MethodDef {
	var defs []*abi.MethodDef
	for def := first; def != nil && def.Name != nil; def = (*abi.MethodDef)(unsafe.Add(unsafe.Pointer(def), unsafe.Sizeof(*def))) {
		defs = append(defs, def)
	}
	return defs
}

func addMethod(t *Type, def *abi.MethodDef) bool {
	var descr *Object
	switch {
	case def.Flags&abi.MethClass != 0:
		if def.Flags&abi.MethStatic != 0 {
			Raise(ValueError, "method cannot be both class and static")
			return false
		}
		descr = NewClassMethodDescr(t, def)
	case def.Flags&abi.MethStatic != 0:
		f := NewCFunction(def, Head(t), nil, nil)
		if f == nil {
			return false
		}
		descr = NewStaticMethod(f)
		Decref(f)
	default:
		descr = NewMethodDescr(t, def)
	}
	name := ctier.GoString(def.Name)
	if def.Flags&abi.MethCoexist != 0 {
		if descr == nil {
			return false
		}
		defer Decref(descr)
		return DictSet(t.Dict, Intern(name), descr)
	}
	return addAttribute(t, name, descr)
}

// addAttribute stores a value, whose reference it takes over, unless the name is taken. A nil value is an error already.
func addAttribute(t *Type, name string, value *Object) bool {
	if value == nil {
		return false
	}
	defer Decref(value)
	key := Intern(name)
	if v, ok := DictGet(t.Dict, key); v != nil || !ok {
		return ok
	}
	return DictSet(t.Dict, key, value)
}

// inheritNew gives a type with a tp_new of its own an attribute __new__; a type that may not be instantiated has none.
func inheritNew(t *Type) bool {
	if t.Flags&abi.TPFlagsDisallowInstantiation != 0 {
		t.New = nil
		return true
	}
	if t.New == nil {
		// A static type that only object's tp_new could make does not inherit it: it wants to be made by C alone.
		if t.Base == ObjectType && t.Flags&abi.TPFlagsHeaptype == 0 {
			t.Flags |= abi.TPFlagsDisallowInstantiation
			return true
		}
		if t.Base != nil {
			t.New = t.Base.New
		}
		return true
	}
	key := Intern("__new__")
	if v, ok := DictGet(t.Dict, key); v != nil || !ok {
		return ok
	}
	if t.Flags&abi.TPFlagsHeaptype != 0 && t.New == slotNew {
		return true
	}
	f := newNewWrapper(t)
	if f == nil {
		return false
	}
	defer Decref(f)
	return DictSet(t.Dict, key, f)
}

// setHash makes a type unhashable that neither has nor inherits a hash.
func setHash(t *Type) bool {
	if t.Hash != nil {
		return true
	}
	key := Intern("__hash__")
	if v, ok := DictGet(t.Dict, key); v != nil || !ok {
		return ok
	}
	t.Hash = hashNotImplemented
	return DictSet(t.Dict, key, None)
}
