package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// What a slot wrapper is about: a struct wrapperbase, as extensions know it. Cython's modules replace the one of a wrapper
// with a copy that has another text, and C may bring bases of its own.

// slotBases has a base for each of slotDefs. Its Offset is the number of that.
var slotBases []abi.WrapperBase

func makeSlotBases() {
	slotBases = unsafe.Slice((*abi.WrapperBase)(ctier.Static(uintptr(len(slotDefs))*unsafe.Sizeof(abi.WrapperBase{}))), len(slotDefs))
	for i, def := range slotDefs {
		b := abi.WrapperBase{Name: ctier.CString(def.name), Offset: int32(i), Function: unsafe.Pointer(&slotBases[0])}
		if def.doc != "" {
			text := def.doc
			if signature := slotSignature(i); signature != "" {
				text = def.name + signature + "\n--\n\n" + text
			}
			b.Doc = ctier.CString(text)
		}
		if call := def.wrap.call; def.wrap.keywords {
			b.Flags = 1
			b.Wrapper = ctier.WrapperKeywords(func(self, args *Object, wrapped unsafe.Pointer, kwargs *Object) *Object {
				return call(self, args, wrapped, kwargs)
			})
		} else if call != nil {
			b.Wrapper = ctier.Wrapper(func(self, args *Object, wrapped unsafe.Pointer) *Object {
				return call(self, args, wrapped, nil)
			})
		}
		slotBases[i] = b
	}
}

func wrapperBaseOf(o *Object) *abi.WrapperBase {
	return (*abi.WrapperBase)(As[*abi.WrapperDescr](o).Base)
}

// wrappedSlot is the slot that a wrapper calls, or nil for a wrapper that C brought.
func wrappedSlot(o *Object) *slotDef {
	if b := wrapperBaseOf(o); b.Function == unsafe.Pointer(&slotBases[0]) {
		return &slotDefs[b.Offset]
	}
	return nil
}

// wrapsSlot tells whether an attribute is the wrapper of a slot with a name.
func wrapsSlot(o *Object, name string) bool {
	if o.Type != WrapperDescrType {
		return false
	}
	def := wrappedSlot(o)
	return def != nil && def.name == name
}

// newSlotWrapper makes the method for a slot: index is the slotDef's.
func newSlotWrapper(t *Type, index int, fn abi.Func) *Object {
	return newWrapperDescr(t, slotDefs[index].name, &slotBases[index], fn)
}

// NewWrapperDescr is PyDescr_NewWrapper: a method of t that calls the base's wrapper with what it wraps.
func NewWrapperDescr(t *Type, base *abi.WrapperBase, wrapped unsafe.Pointer) *Object {
	return newWrapperDescr(t, ctier.GoString(base.Name), base, wrapped)
}

func newWrapperDescr(t *Type, name string, base *abi.WrapperBase, wrapped unsafe.Pointer) *Object {
	o := newDescr(WrapperDescrType, t, name)
	if o != nil {
		w := As[*abi.WrapperDescr](o)
		w.Base, w.Wrapped = base, wrapped
	}
	return o
}

func callWrapper(descr, self, args, kwargs *Object) *Object {
	base, wrapped := wrapperBaseOf(descr), As[*abi.WrapperDescr](descr).Wrapped
	if base.Flags&1 == 0 && kwargs != nil && DictLen(kwargs) != 0 {
		return Raise(TypeError, "wrapper %s() takes no keyword arguments", ctier.GoString(base.Name))
	}
	if def := wrappedSlot(descr); def != nil {
		return def.wrap.call(self, args, wrapped, kwargs)
	}
	if base.Flags&1 != 0 {
		return ctier.CallWrapperKeywords(base.Wrapper, self, args, wrapped, kwargs)
	}
	return ctier.CallWrapper(base.Wrapper, self, args, wrapped)
}

// slotSignature is the __text_signature__ of a slot wrapper.
func slotSignature(index int) string {
	switch def := slotDefs[index]; def.name {
	case "__call__", "__init__":
		return "($self, /, *args, **kwargs)"
	case "__getattribute__", "__delattr__":
		return "($self, name, /)"
	case "__setattr__":
		return "($self, name, value, /)"
	case "__get__":
		return "($self, instance, owner=None, /)"
	case "__set__":
		return "($self, instance, value, /)"
	case "__delete__":
		return "($self, instance, /)"
	case "__getitem__", "__delitem__", "__contains__":
		return "($self, key, /)"
	case "__setitem__":
		return "($self, key, value, /)"
	case "__pow__", "__rpow__":
		return "($self, value, mod=None, /)"
	case "__repr__", "__hash__", "__str__", "__iter__", "__next__", "__await__", "__aiter__", "__anext__", "__neg__", "__pos__",
		"__abs__", "__bool__", "__invert__", "__int__", "__float__", "__index__", "__len__":
		return "($self, /)"
	case "__del__":
		return ""
	}
	return "($self, value, /)"
}
