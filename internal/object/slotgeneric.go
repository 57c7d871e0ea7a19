package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The generic functions: what stands in the slot of a class that defines the special method itself. Each looks the
// method up on the type, not on the instance, binds it and calls it: it may run code.

// special calls a special method; found is false, and no error is set, when the type has none.
func special(self *Object, name string, args ...*Object) (result *Object, found bool) {
	f := LookupString(self.Type, name)
	if f == nil {
		return nil, false
	}
	Incref(f)
	defer Decref(f)
	if f.Type.Flags&abi.TPFlagsMethodDescriptor != 0 {
		return CallArgs(f, append([]*Object{self}, args...)...), true
	}
	if get := f.Type.DescrGet; get != nil {
		bound := ctier.CallTernary(get, f, self, Head(self.Type))
		if bound == nil {
			return nil, true
		}
		defer Decref(bound)
		return CallArgs(bound, args...), true
	}
	return CallArgs(f, args...), true
}

// must is special for a method that the slot's being there promises.
func must(self *Object, name string, args ...*Object) *Object {
	o, found := special(self, name, args...)
	if !found {
		return Raise(AttributeError, "%s", name)
	}
	return o
}

func status(o *Object) int32 {
	if o == nil {
		return -1
	}
	Decref(o)
	return 0
}

func slotUnary(name string) abi.Func {
	return ctier.Unary(func(o *Object) *Object { return must(o, name) })
}

func slotInplace(name string) abi.Func {
	return ctier.Binary(func(a, b *Object) *Object { return must(a, name, b) })
}

// slotBinary is the generic function of an operator with a reflected form: the left operand's method first, unless the
// right one's type is a subtype with a reflected method of its own.
func slotBinary(name string, field *abi.Func) abi.Func {
	slot := numberRef(field)
	var self abi.Func
	self = ctier.Binary(func(a, b *Object) *Object {
		return binaryMethod(a, b, "__"+name+"__", "__r"+name+"__", slot, self)
	})
	return self
}

func binaryMethod(a, b *Object, name, reflected string, slot slotRef, self abi.Func) *Object {
	has := func(o *Object) bool {
		f := slot.of(o.Type)
		return f != nil && *f == self
	}
	tryReflected := a.Type != b.Type && has(b)
	if has(a) {
		if tryReflected && IsSubtype(b.Type, a.Type) && LookupString(a.Type, reflected) != LookupString(b.Type, reflected) {
			if r, found := special(b, reflected, a); found && r != NotImplemented {
				return r
			} else if found {
				Decref(r)
			}
			tryReflected = false
		}
		if r, found := special(a, name, b); found && (r != NotImplemented || a.Type == b.Type) {
			return r
		} else if found {
			Decref(r)
		}
	}
	if tryReflected {
		if r, found := special(b, reflected, a); found {
			return r
		}
	}
	return NewRef(NotImplemented)
}

var slotPower, slotInplacePower, slotGetattro, slotSetattro, slotHash, slotCall, slotRichcompare, slotIter, slotIternext, slotDescrGet, slotDescrSet, slotInit, slotNew, slotFinalize, slotBool, slotLength, slotAssSubscript, slotItem, slotAssItem, slotContains abi.Func

func init() {
	slotPower = ctier.Ternary(func(a, b, mod *Object) *Object {
		if mod == None {
			return binaryMethod(a, b, "__pow__", "__rpow__", numberRef(&numberLayout.Power), slotPower)
		}
		if f := numberRef(&numberLayout.Power).of(a.Type); f != nil && *f == slotPower {
			return must(a, "__pow__", b, mod)
		}
		return NewRef(NotImplemented)
	})
	slotInplacePower = ctier.Ternary(func(a, b, _ *Object) *Object { return must(a, "__ipow__", b) })

	slotGetattro = ctier.Binary(func(o, name *Object) *Object {
		r := must(o, "__getattribute__", name)
		if r != nil || !Matches(AttributeError) {
			return r
		}
		if LookupString(o.Type, "__getattr__") == nil {
			return nil
		}
		ClearErr()
		return must(o, "__getattr__", name)
	})
	slotSetattro = ctier.Set(func(o, name, v *Object) int32 {
		if v == nil {
			return status(must(o, "__delattr__", name))
		}
		return status(must(o, "__setattr__", name, v))
	})
	slotHash = ctier.Length(func(o *Object) int {
		f := LookupString(o.Type, "__hash__")
		if f == nil || f == None {
			return HashNotImplemented(o)
		}
		r := must(o, "__hash__")
		if r == nil {
			return -1
		}
		defer Decref(r)
		if !Is(r, LongType) {
			Raise(TypeError, "__hash__ method should return an integer")
			return -1
		}
		return hashOfLong(r)
	})
	slotCall = ctier.Ternary(func(self, args, kwargs *Object) *Object {
		f := LookupString(self.Type, "__call__")
		if f == nil {
			return Raise(AttributeError, "__call__")
		}
		bound := Bind(f, self)
		if bound == nil {
			return nil
		}
		defer Decref(bound)
		return Call(bound, args, kwargs)
	})
	slotRichcompare = ctier.Compare(func(a, b *Object, op int32) *Object {
		r, found := special(a, compareNames[op], b)
		if !found {
			return NewRef(NotImplemented)
		}
		return r
	})
	slotIter = ctier.Unary(func(o *Object) *Object {
		f := LookupString(o.Type, "__iter__")
		if f == None {
			return Raise(TypeError, "'%.200s' object is not iterable", TypeName(o.Type))
		}
		if f != nil {
			return must(o, "__iter__")
		}
		if LookupString(o.Type, "__getitem__") == nil {
			return Raise(TypeError, "'%.200s' object is not iterable", TypeName(o.Type))
		}
		return NewSeqIter(o)
	})
	slotIternext = ctier.Unary(func(o *Object) *Object {
		return must(o, "__next__")
	})
	slotDescrGet = ctier.Ternary(func(self, obj, owner *Object) *Object {
		if LookupString(self.Type, "__get__") == nil {
			return NewRef(self)
		}
		if obj == nil {
			obj = None
		}
		if owner == nil {
			owner = None
		}
		return must(self, "__get__", obj, owner)
	})
	slotDescrSet = ctier.Set(func(self, obj, v *Object) int32 {
		if v == nil {
			return status(must(self, "__delete__", obj))
		}
		return status(must(self, "__set__", obj, v))
	})
	slotInit = ctier.Set(func(self, args, kwargs *Object) int32 {
		f := LookupString(self.Type, "__init__")
		if f == nil {
			Raise(AttributeError, "__init__")
			return -1
		}
		bound := Bind(f, self)
		if bound == nil {
			return -1
		}
		defer Decref(bound)
		r := Call(bound, args, kwargs)
		if r == nil {
			return -1
		}
		defer Decref(r)
		if r != None {
			Raise(TypeError, "__init__() should return None, not '%.200s'", TypeName(r.Type))
			return -1
		}
		return 0
	})
	slotNew = ctier.New(func(t *Type, args, kwargs *Object) *Object {
		f := GetAttrString(Head(t), "__new__")
		if f == nil {
			return nil
		}
		defer Decref(f)
		all := Pack(append([]*Object{Head(t)}, TupleItems(args)...)...)
		if all == nil {
			return nil
		}
		defer Decref(all)
		return Call(f, all, kwargs)
	})
	slotFinalize = ctier.Destructor(func(o *Object) {
		et, ev, tb := FetchErr()
		if r, found := special(o, "__del__"); found {
			if r == nil {
				WriteUnraisable(LookupString(o.Type, "__del__"))
			}
			XDecref(r)
		}
		RestoreErr(et, ev, tb)
	})
	slotBool = ctier.Inquiry(func(o *Object) int32 {
		r, found := special(o, "__bool__")
		if !found {
			n := Length(o)
			if n < 0 {
				return -1
			}
			return int32(min(n, 1))
		}
		if r == nil {
			return -1
		}
		defer Decref(r)
		if r.Type != BoolType {
			Raise(TypeError, "__bool__ should return bool, returned %s", TypeName(r.Type))
			return -1
		}
		if r == True {
			return 1
		}
		return 0
	})
	slotLength = ctier.Length(func(o *Object) int {
		r := must(o, "__len__")
		if r == nil {
			return -1
		}
		defer Decref(r)
		n, ok := AsIndex(r, OverflowError)
		if ok && n < 0 {
			Raise(ValueError, "__len__() should return >= 0")
			ok = false
		}
		if !ok {
			return -1
		}
		return n
	})
	slotAssSubscript = ctier.Set(func(o, key, v *Object) int32 {
		if v == nil {
			return status(must(o, "__delitem__", key))
		}
		return status(must(o, "__setitem__", key, v))
	})
	slotItem = ctier.Index(func(o *Object, i int) *Object {
		index := NewInt(int64(i))
		if index == nil {
			return nil
		}
		defer Decref(index)
		return must(o, "__getitem__", index)
	})
	slotAssItem = ctier.SetIndex(func(o *Object, i int, v *Object) int32 {
		index := NewInt(int64(i))
		if index == nil {
			return -1
		}
		defer Decref(index)
		if v == nil {
			return status(must(o, "__delitem__", index))
		}
		return status(must(o, "__setitem__", index, v))
	})
	slotContains = ctier.Contains(func(o, v *Object) int32 {
		f := LookupString(o.Type, "__contains__")
		if f == None {
			Raise(TypeError, "'%.200s' object is not a container", TypeName(o.Type))
			return -1
		}
		if f == nil {
			return containsByIteration(o, v)
		}
		r := must(o, "__contains__", v)
		if r == nil {
			return -1
		}
		defer Decref(r)
		return IsTrue(r)
	})
}

// Bind makes what instance.name would be of a class attribute f.
func Bind(f, self *Object) *Object {
	if get := f.Type.DescrGet; get != nil {
		return ctier.CallTernary(get, f, self, Head(self.Type))
	}
	return NewRef(f)
}

var compareNames = [...]string{"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"}

// fixSlots fills the slots of a heap type from the special methods in its MRO's dicts. A method that is itself the
// wrapper of a slot function is unwrapped again, so that nothing is lost by the detour.
func fixSlots(t *Type) {
	for i := 0; i < len(slotDefs); i++ {
		updateSlot(t, slotDefs[i].slot)
	}
}

// updateSlot sets one slot. Several names may share it: if they disagree, the generic function decides at each call.
// soleSlot is the one slot of a type, of those a special method's name stands for, that is set; nil if several are, or
// none. A dict's subtype has mp_ass_subscript for __setitem__ and thereby no sq_ass_item.
func soleSlot(t *Type, name string) *abi.Func {
	var sole *abi.Func
	for i := range slotDefs {
		if slotDefs[i].name != name {
			continue
		}
		slot := slotDefs[i].slot.of(t)
		if slot == nil || *slot == nil {
			continue
		}
		if sole != nil {
			return nil
		}
		sole = slot
	}
	return sole
}

func updateSlot(t *Type, ref slotRef) {
	slot := ref.of(t)
	if slot == nil {
		return
	}
	var specific, generic abi.Func
	useGeneric := false
	for i := range slotDefs {
		def := &slotDefs[i]
		if def.slot != ref {
			continue
		}
		v := LookupString(t, def.name)
		if v == nil {
			if ref == iternextRef {
				specific = nextNotImplemented
			}
			continue
		}
		switch {
		case wrapsSlot(v, def.name):
			if sole := soleSlot(t, def.name); def.generic != nil && (sole == nil || sole == slot) {
				generic = def.generic
			}
			w := As[*abi.WrapperDescr](v)
			// sq_length and mp_length are alike, so that either function serves for both.
			same := wrappedSlot(v).slot == ref || def.name == "__len__"
			if same && (specific == nil || specific == w.Wrapped) && IsSubtype(t, w.Type) {
				specific = w.Wrapped
			} else {
				useGeneric = true
			}
		case v.Type == CFunctionType && def.name == "__new__" && As[*abi.CFunction](v).ML == newWrapperDef():
			specific = As[*Type](As[*abi.CFunction](v).Self).New
		case v == None && def.name == "__hash__":
			specific = hashNotImplemented
		default:
			useGeneric = true
			generic = def.generic
		}
	}
	switch {
	case specific != nil && !useGeneric:
		*slot = specific
	case generic != nil:
		*slot = generic
	}
}

var iternextRef = typeRef(&typeLayout.Iternext)

// nextNotImplemented is the slot of a class without __next__. It is the exported function: C compares with its address.
var nextNotImplemented = abi.Func(ctier.Data("_PyObject_NextNotImplemented"))

// NextNotImplemented is _PyObject_NextNotImplemented's address.
func NextNotImplemented() abi.Func { return nextNotImplemented }
