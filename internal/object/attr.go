package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// GetAttr is getattr(o, name): it may run code.
func GetAttr(o, name *Object) *Object {
	v := getAttr(o, name)
	if v == nil && Is(name, StrType) {
		SetAttributeErrorContext(o, name)
	}
	return v
}

// getAttr is GetAttr; an AttributeError stays as it was raised.
func getAttr(o, name *Object) *Object {
	t := o.Type
	if !Is(name, StrType) {
		return Raise(TypeError, "attribute name must be string, not '%.200s'", TypeName(name.Type))
	}
	var v *Object
	switch {
	case t.Getattro != nil:
		v = ctier.CallBinary(t.Getattro, o, name)
	case t.Getattr != nil:
		p, _, ok := UTF8(name)
		if !ok {
			return nil
		}
		v = ctier.CallGetter(t.Getattr, o, unsafe.Pointer(p))
	default:
		Raise(AttributeError, "'%.50s' object has no attribute '%s'", TypeName(t), StrOf(name))
	}
	return v
}

// GetAttrString is GetAttr for a name given as a Go string.
func GetAttrString(o *Object, name string) *Object {
	key := NewStr(name)
	if key == nil {
		return nil
	}
	InternInPlace(&key)
	defer Decref(key)
	return GetAttr(o, key)
}

// LookupAttr is GetAttr without the AttributeError: nil and true if there is no such attribute.
func LookupAttr(o, name *Object) (*Object, bool) {
	v := getAttr(o, name)
	if v != nil {
		return v, true
	}
	if !Matches(AttributeError) {
		return nil, false
	}
	ClearErr()
	return nil, true
}

// LookupAttrString is LookupAttr for a name given as a Go string.
func LookupAttrString(o *Object, name string) (*Object, bool) { return LookupAttr(o, Intern(name)) }

// AttrText is the text of an attribute that is a str; "", and no error, where there is none, or something else. It may run code.
func AttrText(o *Object, name string) string {
	v, _ := LookupAttrString(o, name)
	if v == nil {
		ClearErr()
		return ""
	}
	defer Decref(v)
	if !IsStr(v) {
		return ""
	}
	return StrOf(v)
}

// SetAttr is setattr(o, name, v), and delattr for a nil v: it may run code.
func SetAttr(o, name, v *Object) bool {
	t := o.Type
	if !Is(name, StrType) {
		Raise(TypeError, "attribute name must be string, not '%.200s'", TypeName(name.Type))
		return false
	}
	Incref(name)
	InternInPlace(&name)
	defer Decref(name)
	switch {
	case t.Setattro != nil:
		return ctier.CallSet(t.Setattro, o, name, v) == 0
	case t.Setattr != nil:
		p, _, ok := UTF8(name)
		return ok && ctier.CallSetattr(t.Setattr, o, p, v) == 0
	}
	what, op := "no", "assign to"
	if t.Getattr != nil || t.Getattro != nil {
		what = "only read-only"
	}
	if v == nil {
		op = "del"
	}
	Raise(TypeError, "'%.100s' object has %s attributes (%s .%s)", TypeName(t), what, op, StrOf(name))
	return false
}

// SetAttrString is SetAttr for a name given as a Go string.
func SetAttrString(o *Object, name string, v *Object) bool {
	key := NewStr(name)
	if key == nil {
		return false
	}
	defer Decref(key)
	return SetAttr(o, key, v)
}

// DictPtr is where an object keeps its __dict__, or nil if its type gives it none.
func DictPtr(o *Object) **Object {
	offset := o.Type.Dictoffset
	if offset == 0 {
		return nil
	}
	if offset < 0 {
		n := As[*abi.VarObject](o).Size
		if n < 0 {
			n = -n
		}
		offset += int(varSize(o.Type, n))
	}
	return (**Object)(unsafe.Add(unsafe.Pointer(o), offset))
}

// isData tells whether a descriptor is asked before the instance's dict.
func isData(descr *Object) bool { return descr.Type.DescrSet != nil }

// GenericGetAttr is what tp_getattro is for most types: data descriptor, instance dict, descriptor, class attribute.
func GenericGetAttr(o, name *Object) *Object { return GenericGetAttrWithDict(o, name, nil) }

// GenericGetAttrWithDict is GenericGetAttr with a dict in place of the instance's own, unless it is nil.
func GenericGetAttrWithDict(o, name, dict *Object) *Object {
	t := o.Type
	if !Is(name, StrType) {
		return Raise(TypeError, "attribute name must be string, not '%.200s'", TypeName(name.Type))
	}
	if t.Dict == nil && !Ready(t) {
		return nil
	}
	descr := Lookup(t, name)
	var get abi.Func
	if descr != nil {
		Incref(descr)
		defer Decref(descr)
		if get = descr.Type.DescrGet; get != nil && isData(descr) {
			return ctier.CallTernary(get, descr, o, Head(t))
		}
	}
	if dict == nil {
		if p := DictPtr(o); p != nil {
			dict = *p
		}
	}
	if dict != nil {
		Incref(dict)
		v, ok := DictGet(dict, name)
		XIncref(v)
		Decref(dict)
		if v != nil || !ok {
			return v
		}
	}
	if get != nil {
		return ctier.CallTernary(get, descr, o, Head(t))
	}
	if descr != nil {
		return NewRef(descr)
	}
	Raise(AttributeError, "'%.50s' object has no attribute '%s'", TypeName(t), StrOf(name))
	SetAttributeErrorContext(o, name)
	return nil
}

// GenericSetAttr is what tp_setattro is for most types.
func GenericSetAttr(o, name, v *Object) bool { return GenericSetAttrWithDict(o, name, v, nil) }

// GenericSetAttrWithDict is GenericSetAttr with a dict in place of the instance's own, unless it is nil.
func GenericSetAttrWithDict(o, name, v, dict *Object) bool {
	t := o.Type
	if !Is(name, StrType) {
		Raise(TypeError, "attribute name must be string, not '%.200s'", TypeName(name.Type))
		return false
	}
	if t.Dict == nil && !Ready(t) {
		return false
	}
	descr := Lookup(t, name)
	if descr != nil {
		Incref(descr)
		defer Decref(descr)
		if set := descr.Type.DescrSet; set != nil {
			return ctier.CallSet(set, descr, o, v) == 0
		}
	}
	if dict == nil {
		p := DictPtr(o)
		if p == nil {
			if descr == nil {
				Raise(AttributeError, "'%.100s' object has no attribute '%s'", TypeName(t), StrOf(name))
			} else {
				Raise(AttributeError, "'%.50s' object attribute '%s' is read-only", TypeName(t), StrOf(name))
			}
			return false
		}
		if *p == nil {
			if *p = NewDict(); *p == nil {
				return false
			}
		}
		dict = *p
	}
	Incref(dict)
	defer Decref(dict)
	if v != nil {
		return DictSet(dict, name, v)
	}
	if DictDel(dict, name) {
		return true
	}
	if Matches(KeyError) {
		ClearErr()
		if IsSubtype(t, TypeType) {
			Raise(AttributeError, "type object '%.50s' has no attribute '%s'", TypeName(As[*Type](o)), StrOf(name))
		} else {
			Raise(AttributeError, "'%.100s' object has no attribute '%s'", TypeName(t), StrOf(name))
		}
	}
	return false
}

// GenericGetDict is the getter of __dict__.
func GenericGetDict(o *Object) *Object {
	p := DictPtr(o)
	if p == nil {
		return Raise(AttributeError, "This object has no __dict__")
	}
	if *p == nil {
		if *p = NewDict(); *p == nil {
			return nil
		}
	}
	return NewRef(*p)
}

// setInstanceDict is the setter of __dict__ in classes: without a dict, an instance gets a new one when it needs one.
func setInstanceDict(o, v *Object) int32 {
	if p := DictPtr(o); v == nil && p != nil {
		Clear(p)
		return 0
	}
	return GenericSetDict(o, v)
}

// GenericSetDict is the setter of __dict__.
func GenericSetDict(o, v *Object) int32 {
	p := DictPtr(o)
	if p == nil {
		Raise(AttributeError, "This object has no __dict__")
		return -1
	}
	if v == nil {
		Raise(TypeError, "cannot delete __dict__")
		return -1
	}
	if !Is(v, DictType) {
		Raise(TypeError, "__dict__ must be set to a dictionary, not a '%.200s'", TypeName(v.Type))
		return -1
	}
	Replace(p, NewRef(v))
	return 0
}
