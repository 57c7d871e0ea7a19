package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// ObjectType is object, the base of all types.
var ObjectType = ctier.Type("PyBaseObject_Type")

// excess tells whether arguments were given.
func excess(args, kwargs *Object) bool {
	return len(TupleItems(args)) > 0 || kwargs != nil && DictLen(kwargs) > 0
}

// newObject is object.__new__. Arguments are an error unless the type's __init__ takes them.
func newObject(t *Type, args, kwargs *Object) *Object {
	if excess(args, kwargs) {
		if t.New != ObjectType.New {
			return Raise(TypeError, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if t.Init == ObjectType.Init {
			return Raise(TypeError, "%.200s() takes no arguments", TypeName(t))
		}
	}
	if t.Flags&abi.TPFlagsIsAbstract != 0 {
		return raiseAbstract(t)
	}
	return ctier.CallAlloc(t.Alloc, t, 0)
}

func raiseAbstract(t *Type) *Object {
	names := GetAttrString(Head(t), "__abstractmethods__")
	if names == nil {
		return nil
	}
	defer Decref(names)
	sorted := SequenceList(names)
	if sorted == nil || !ListSort(sorted, nil, false) {
		XDecref(sorted)
		return nil
	}
	defer Decref(sorted)
	text, plural := "", ""
	for i, o := range ListItems(sorted) {
		if i > 0 {
			text, plural = text+", ", "s"
		}
		text += StrOf(o)
	}
	return Raise(TypeError, "Can't instantiate abstract class %s with abstract method%s %s", TypeName(t), plural, text)
}

func initObject(self, args, kwargs *Object) int32 {
	t := self.Type
	if excess(args, kwargs) {
		if t.Init != ObjectType.Init {
			Raise(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)")
			return -1
		}
		if t.New == ObjectType.New {
			Raise(TypeError, "%.200s.__init__() takes exactly one argument (the instance to initialize)", TypeName(t))
			return -1
		}
	}
	return 0
}

func objectRepr(o *Object) *Object {
	module := typeModule(Head(o.Type))
	if module == nil {
		ClearErr()
	}
	defer XDecref(module)
	qualname := typeQualname(Head(o.Type))
	if qualname == nil {
		return nil
	}
	defer Decref(qualname)
	if module != nil && Is(module, StrType) && StrOf(module) != "builtins" {
		return NewStr("<" + StrOf(module) + "." + StrOf(qualname) + " object at " + HexAddress(o) + ">")
	}
	return NewStr("<" + TypeName(o.Type) + " object at " + HexAddress(o) + ">")
}

func objectCompare(a, b *Object, op int32) *Object {
	switch op {
	case abi.EQ:
		if a == b {
			return NewRef(True)
		}
	case abi.NE:
		if a.Type.Richcompare == nil {
			break
		}
		r := ctier.CallCompare(a.Type.Richcompare, a, b, abi.EQ)
		if r == nil || r == NotImplemented {
			return r
		}
		defer Decref(r)
		truth := IsTrue(r)
		if truth < 0 {
			return nil
		}
		return NewBool(truth == 0)
	}
	return NewRef(NotImplemented)
}

// objectDealloc is the tp_dealloc of a type without fields of its own: it frees the memory, and a heap type's reference.
func objectDealloc(o *Object) {
	ctier.CallFree(o.Type.Free, unsafe.Pointer(o))
}

// GenericAlloc is tp_alloc: PyType_GenericAlloc.
func GenericAlloc(t *Type, n int) *Object {
	// One item more than asked for, zeroed, as CPython has it: some types keep a sentinel there.
	size := varSize(t, 0)
	if t.Itemsize > 0 {
		size = varSize(t, n+1)
	}
	o := NewSized(t, size, n)
	if o != nil && HasGC(t) {
		GCTrack(o)
	}
	return o
}

// GenericNew is PyType_GenericNew.
func GenericNew(t *Type, _, _ *Object) *Object { return ctier.CallAlloc(t.Alloc, t, 0) }

// sameLayout tells whether instances of one type can become instances of the other.
func sameLayout(a, b *Type) bool {
	return a.Basicsize == b.Basicsize && a.Itemsize == b.Itemsize && a.Dictoffset == b.Dictoffset &&
		a.Weaklistoffset == b.Weaklistoffset && HasGC(a) == HasGC(b) && solidBase(a) == solidBase(b)
}

func setClass(o, v *Object) int32 {
	if v == nil {
		Raise(TypeError, "can't delete __class__ attribute")
		return -1
	}
	if !Is(v, TypeType) {
		Raise(TypeError, "__class__ must be set to a class, not '%s' object", TypeName(v.Type))
		return -1
	}
	old, t := o.Type, As[*Type](v)
	mutable := func(t *Type) bool { return t.Flags&abi.TPFlagsImmutabletype == 0 }
	module := Is(o, ModuleType) && IsSubtype(t, ModuleType)
	if !module && (!mutable(t) || !mutable(old)) {
		Raise(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
		return -1
	}
	if !sameLayout(old, t) {
		Raise(TypeError, "__class__ assignment: '%s' object layout differs from '%s'", TypeName(t), TypeName(old))
		return -1
	}
	if t.Flags&abi.TPFlagsHeaptype != 0 {
		Incref(v)
	}
	o.Type = t
	if old.Flags&abi.TPFlagsHeaptype != 0 {
		Decref(Head(old))
	}
	return 0
}

func init() {
	Define(ObjectType, func() Spec {
		return Spec{
			Name: "object", Basicsize: unsafe.Sizeof(Object{}), Flags: abi.TPFlagsBasetype,
			Doc: "object()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
			New: newObject, Init: initObject, Dealloc: objectDealloc, Repr: objectRepr,
			Str:  func(o *Object) *Object { return Repr(o) },
			Hash: func(o *Object) int { return HashPointer(unsafe.Pointer(o)) },
			Raw: map[unsafe.Pointer]abi.Func{
				unsafe.Pointer(&ObjectType.Getattro): genericGetattro,
				unsafe.Pointer(&ObjectType.Setattro): genericSetattro,
				unsafe.Pointer(&ObjectType.Alloc):    ctier.HotAlloc("gl_object_alloc", GenericAlloc),
				unsafe.Pointer(&ObjectType.Free):     objectFree,
			},
			Richcompare: objectCompare,
			Methods:     objectMethods,
			Getset: []GetSet{{Name: "__class__", Doc: "the object's class",
				Get: func(o *Object) *Object { return NewRef(Head(o.Type)) }, Set: setClass}},
		}
	})
}

// What other code compares slots with. They are made in init, since what they call refers to them.
var genericGetattro, genericSetattro abi.Func

// exportedGetattro and exportedHashNotImplemented are the same functions under the addresses that extensions know.
var exportedGetattro, exportedHashNotImplemented = abi.Func(ctier.Data("PyObject_GenericGetAttr")), abi.Func(ctier.Data("PyObject_HashNotImplemented"))

func isGenericGetattro(f abi.Func) bool { return f == genericGetattro || f == exportedGetattro }

func init() {
	genericGetattro = ctier.HotBinary("gl_object_getattro", GenericGetAttr)
	genericSetattro = ctier.HotSet("gl_object_setattro", func(o, name, v *Object) int32 { return boolStatus(GenericSetAttr(o, name, v)) })
}
