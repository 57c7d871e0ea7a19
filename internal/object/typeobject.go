package object

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// TypeType is type, the type of types.
var TypeType = ctier.Type("PyType_Type")

// callType makes an instance: tp_new, then tp_init if what came is an instance. type(x) is the exception.
func callType(self, args, kwargs *Object) *Object {
	t := As[*Type](self)
	if t == TypeType {
		n := len(TupleItems(args))
		if n == 1 && (kwargs == nil || DictLen(kwargs) == 0) {
			return NewRef(Head(TupleItems(args)[0].Type))
		}
		if n != 3 {
			return Raise(TypeError, "type() takes 1 or 3 arguments")
		}
	}
	if t.New == nil {
		return Raise(TypeError, "cannot create '%s' instances", TypeName(t))
	}
	o := CheckResult(self, ctier.CallNew(t.New, t, args, kwargs), "")
	if o == nil || !Is(o, t) || o.Type.Init == nil {
		return o
	}
	if ctier.CallSet(o.Type.Init, o, args, kwargs) < 0 {
		Decref(o)
		return nil
	}
	return o
}

// typeGetattr finds an attribute of a type: its metatype's data descriptors, its own MRO, its metatype's others.
func typeGetattr(self, name *Object) *Object {
	t := As[*Type](self)
	if !Is(name, StrType) {
		return Raise(TypeError, "attribute name must be string, not '%.200s'", TypeName(name.Type))
	}
	if t.Dict == nil && !Ready(t) {
		return nil
	}
	meta := t.Object.Type
	metaAttr := Lookup(meta, name)
	var metaGet abi.Func
	if metaAttr != nil {
		Incref(metaAttr)
		defer Decref(metaAttr)
		if metaGet = metaAttr.Type.DescrGet; metaGet != nil && isData(metaAttr) {
			return ctier.CallTernary(metaGet, metaAttr, self, Head(meta))
		}
	}
	if attr := Lookup(t, name); attr != nil {
		Incref(attr)
		get := attr.Type.DescrGet
		if get == nil {
			return attr
		}
		defer Decref(attr)
		return ctier.CallTernary(get, attr, nil, self)
	}
	if metaGet != nil {
		return ctier.CallTernary(metaGet, metaAttr, self, Head(meta))
	}
	if metaAttr != nil {
		return NewRef(metaAttr)
	}
	return Raise(AttributeError, "type object '%.50s' has no attribute '%s'", TypeName(t), StrOf(name))
}

func typeSetattr(self, name, v *Object) int32 {
	t := As[*Type](self)
	if t.Flags&abi.TPFlagsImmutabletype != 0 {
		Raise(TypeError, "cannot set %s attribute of immutable type '%s'", ReprOf(name), TypeName(t))
		return -1
	}
	if !Is(name, StrType) {
		Raise(TypeError, "attribute name must be string, not '%.200s'", TypeName(name.Type))
		return -1
	}
	// The dict is the type's own; a data descriptor of the metatype comes before it.
	if !GenericSetAttrWithDict(self, name, v, nil) {
		return -1
	}
	Modified(t)
	for i := range slotDefs {
		if slotDefs[i].name == StrOf(name) {
			updateSubtypes(t, slotDefs[i].slot)
		}
	}
	return 0
}

// updateSubtypes sets a slot again in a type and in all that may inherit it.
func updateSubtypes(t *Type, ref slotRef) {
	updateSlot(t, ref)
	for _, sub := range State().subclasses[t] {
		updateSubtypes(sub, ref)
	}
}

func typeDealloc(o *Object) {
	t := As[*abi.HeapType](o)
	GCUntrack(o)
	et, ev, tb := FetchErr()
	defer RestoreErr(et, ev, tb)
	ClearWeakrefs(o)
	s := State()
	if t.Bases != nil {
		for _, b := range TupleItems(t.Bases) {
			s.dropSubclass(As[*Type](b), &t.Type)
		}
	}
	forgetVersion(&t.Type)
	owned := []*Object{Head(t.Base), t.Dict, t.Bases, t.MRO, t.Cache, t.HTName, t.HTQualname, t.HTSlots, t.Module}
	RawFree(unsafe.Pointer(t.Doc))
	RawFree(unsafe.Pointer(t.TPName))
	Release(o) // the reference to a metaclass is the metaclass's destructor's business
	for _, p := range owned {
		XDecref(p)
	}
}

// forgetVersion makes sure that no cache entry answers for a dead type.
func forgetVersion(t *Type) { t.VersionTag, t.Flags = 0, t.Flags&^abi.TPFlagsValidVersionTag }

func typeTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	t := As[*abi.HeapType](o)
	if t.Flags&abi.TPFlagsHeaptype == 0 {
		return 0
	}
	return Visit(visit, arg, t.Dict, t.Cache, t.MRO, t.Bases, Head(t.Base), t.Module)
}

func typeClear(o *Object) int32 {
	t := As[*abi.HeapType](o)
	Modified(&t.Type)
	if t.Dict != nil {
		DictClear(t.Dict)
	}
	Clear(&t.Module)
	Clear(&t.MRO)
	return 0
}

func typeRepr(o *Object) *Object {
	t := As[*Type](o)
	module := typeModule(o)
	if module == nil {
		ClearErr()
	}
	defer XDecref(module)
	qualname := typeQualname(o)
	if qualname == nil {
		return nil
	}
	defer Decref(qualname)
	if module != nil && Is(module, StrType) && StrOf(module) != "builtins" {
		return NewStr("<class '" + StrOf(module) + "." + StrOf(qualname) + "'>")
	}
	return NewStr("<class '" + TypeName(t) + "'>")
}

// typeModule is __module__: what the dict says for a heap type, the front of tp_name for a static one.
func typeModule(o *Object) *Object {
	t := As[*Type](o)
	if t.Flags&abi.TPFlagsHeaptype != 0 {
		if v := DictGetInterned(t.Dict, Intern("__module__")); v != nil {
			return NewRef(v)
		}
		return Raise(AttributeError, "__module__")
	}
	name := TypeName(t)
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return NewStr(name[:i])
		}
	}
	return NewStr("builtins")
}

func typeQualname(o *Object) *Object {
	t := As[*Type](o)
	if t.Flags&abi.TPFlagsHeaptype != 0 {
		return NewRef((*abi.HeapType)(unsafe.Pointer(t)).HTQualname)
	}
	return NewStr(ShortName(t))
}

func typeDoc(o *Object) *Object {
	t := As[*Type](o)
	if t.Flags&abi.TPFlagsHeaptype == 0 && t.Doc != nil {
		return textOf(t.Doc, ShortName(t))
	}
	v := DictGetInterned(t.Dict, Intern("__doc__"))
	if v == nil {
		return NewRef(None)
	}
	if get := v.Type.DescrGet; get != nil {
		return ctier.CallTernary(get, v, nil, o)
	}
	return NewRef(v)
}

// heapOnly raises unless a special attribute of a type can be assigned.
func heapOnly(t *Type, v *Object, name string) bool {
	if t.Flags&abi.TPFlagsImmutabletype != 0 {
		Raise(TypeError, "cannot set '%s' attribute of immutable type '%s'", name, TypeName(t))
		return false
	}
	if v == nil {
		Raise(TypeError, "cannot delete '%s' attribute of immutable type '%s'", name, TypeName(t))
		return false
	}
	return true
}

func setTypeName(o, v *Object, name string, field func(*abi.HeapType) **Object) int32 {
	t := As[*abi.HeapType](o)
	if !heapOnly(&t.Type, v, name) {
		return -1
	}
	if !Is(v, StrType) {
		Raise(TypeError, "can only assign string to %s.%s, not '%s'", TypeName(&t.Type), name, TypeName(v.Type))
		return -1
	}
	if name == "__name__" {
		if strings.ContainsRune(StrOf(v), 0) {
			Raise(ValueError, "type name must not contain null characters")
			return -1
		}
		if !setHeapName(t, StrOf(v)) {
			return -1
		}
	}
	Replace(field(t), NewRef(v))
	return 0
}

// setHeapName gives a heap type a tp_name of its own.
func setHeapName(t *abi.HeapType, name string) bool {
	p := RawString(name)
	if p == nil {
		NoMemory()
		return false
	}
	RawFree(unsafe.Pointer(t.TPName))
	t.TPName, t.Name = p, p
	return true
}

// RawString copies a Go string into C memory that RawFree frees.
func RawString(s string) *byte {
	p := RawAlloc(uintptr(len(s) + 1))
	if p == nil {
		return nil
	}
	copy(unsafe.Slice((*byte)(p), len(s)+1), s+"\x00")
	return (*byte)(p)
}

func typeSubclasses(o *Object) *Object {
	list := NewList(0)
	if list == nil {
		return nil
	}
	for _, sub := range State().subclasses[As[*Type](o)] {
		if !ListAppend(list, Head(sub)) {
			Decref(list)
			return nil
		}
	}
	return list
}

func init() {
	Define(TypeType, func() Spec {
		return Spec{
			Name: "type", Basicsize: unsafe.Sizeof(abi.HeapType{}), Itemsize: unsafe.Sizeof(abi.MemberDef{}),
			Flags:            abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsTypeSubclass | abi.TPFlagsHaveVectorcall,
			Doc:              "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
			VectorcallOffset: int(unsafe.Offsetof(Type{}.Vectorcall)),
			Weaklistoffset:   int(unsafe.Offsetof(Type{}.Weaklist)),
			Dictoffset:       int(unsafe.Offsetof(Type{}.Dict)),
			New:              newTypeObject,
			Init:             func(_, args, kwargs *Object) int32 { return initTypeObject(args, kwargs) },
			Call:             callType, Dealloc: typeDealloc, Traverse: typeTraverse, Clear: typeClear, Repr: typeRepr,
			Getattro: typeGetattr, Setattro: typeSetattr,
			Number: &Number{Or: UnionOr},
			Raw: map[unsafe.Pointer]abi.Func{unsafe.Pointer(&TypeType.IsGC): ctier.Inquiry(func(o *Object) int32 {
				return int32(As[*Type](o).Flags / abi.TPFlagsHeaptype & 1)
			})},
			Methods: []Method{
				{Name: "mro", NoArgs: func(o *Object) *Object { return intoList(c3(As[*Type](o))) }, Doc: "mro($self, /)\n--\n\nReturn a type's method resolution order."},
				{Name: "__subclasses__", NoArgs: typeSubclasses, Doc: "__subclasses__($self, /)\n--\n\nReturn a list of immediate subclasses."},
				{Name: "__prepare__", Flags: abi.MethClass, Keywords: func(_, _, _ *Object) *Object { return NewDict() }, Doc: "__prepare__() -> dict\nused for the class statement"},
				{Name: "__instancecheck__", O: func(self, o *Object) *Object { return boolOrNil(realIsInstance(o, self)) }, Doc: "__instancecheck__($self, instance, /)\n--\n\nCheck if an object is an instance."},
				{Name: "__subclasscheck__", O: func(self, o *Object) *Object { return boolOrNil(recursiveIsSubclass(o, self)) }, Doc: "__subclasscheck__($self, subclass, /)\n--\n\nCheck if a class is a subclass."},
				{Name: "__dir__", NoArgs: typeDir, Doc: "__dir__($self, /)\n--\n\nSpecialized __dir__ implementation for types."},
				{Name: "__sizeof__", NoArgs: func(o *Object) *Object {
					if As[*Type](o).Flags&abi.TPFlagsHeaptype != 0 {
						return NewInt(int64(unsafe.Sizeof(abi.HeapType{})))
					}
					return NewInt(int64(unsafe.Sizeof(Type{})))
				}, Doc: "__sizeof__($self, /)\n--\n\nReturn memory consumption of the type object."},
			},
			Members: []Member{
				{Name: "__basicsize__", Type: TPySsizeT, Offset: unsafe.Offsetof(Type{}.Basicsize), Flags: ReadOnly},
				{Name: "__itemsize__", Type: TPySsizeT, Offset: unsafe.Offsetof(Type{}.Itemsize), Flags: ReadOnly},
				{Name: "__flags__", Type: TULong, Offset: unsafe.Offsetof(Type{}.Flags), Flags: ReadOnly},
				{Name: "__weakrefoffset__", Type: TPySsizeT, Offset: unsafe.Offsetof(Type{}.Weaklistoffset), Flags: ReadOnly},
				{Name: "__base__", Type: TObject, Offset: unsafe.Offsetof(Type{}.Base), Flags: ReadOnly},
				{Name: "__dictoffset__", Type: TPySsizeT, Offset: unsafe.Offsetof(Type{}.Dictoffset), Flags: ReadOnly},
				{Name: "__mro__", Type: TObject, Offset: unsafe.Offsetof(Type{}.MRO), Flags: ReadOnly},
			},
			Getset: []GetSet{
				{Name: "__name__", Get: func(o *Object) *Object { return NewStr(ShortName(As[*Type](o))) },
					Set: func(o, v *Object) int32 {
						return setTypeName(o, v, "__name__", func(t *abi.HeapType) **Object { return &t.HTName })
					}},
				{Name: "__qualname__", Get: typeQualname,
					Set: func(o, v *Object) int32 {
						return setTypeName(o, v, "__qualname__", func(t *abi.HeapType) **Object { return &t.HTQualname })
					}},
				{Name: "__bases__", Get: func(o *Object) *Object { return NewRef(As[*Type](o).Bases) }},
				{Name: "__module__", Get: typeModule, Set: func(o, v *Object) int32 {
					t := As[*Type](o)
					if !heapOnly(t, v, "__module__") {
						return -1
					}
					Modified(t)
					if !DictSet(t.Dict, Intern("__module__"), v) {
						return -1
					}
					return 0
				}},
				{Name: "__abstractmethods__", Get: func(o *Object) *Object {
					if As[*Type](o) != TypeType {
						if v := DictGetInterned(As[*Type](o).Dict, Intern("__abstractmethods__")); v != nil {
							return NewRef(v)
						}
					}
					return Raise(AttributeError, "__abstractmethods__")
				}, Set: setAbstract},
				{Name: "__annotations__", Get: typeAnnotations, Set: setTypeAnnotations},
				{Name: "__dict__", Get: func(o *Object) *Object { return NewDictProxy(As[*Type](o).Dict) }},
				{Name: "__doc__", Get: typeDoc, Set: func(o, v *Object) int32 {
					t := As[*Type](o)
					if !heapOnly(t, v, "__doc__") || !DictSet(t.Dict, Intern("__doc__"), v) {
						return -1
					}
					Modified(t)
					return 0
				}},
				{Name: "__text_signature__", Get: func(o *Object) *Object { return signatureOf(As[*Type](o).Doc, ShortName(As[*Type](o))) }},
			},
		}
	})
}

func boolOrNil(r int32) *Object {
	if r < 0 {
		return nil
	}
	return NewBool(r != 0)
}

// intoList turns a tuple, which it takes over, into a list.
func intoList(tuple *Object) *Object {
	if tuple == nil {
		return nil
	}
	defer Decref(tuple)
	return SequenceList(tuple)
}

// typeAnnotations makes the dict of a heap type that has none.
func typeAnnotations(o *Object) *Object {
	t := As[*Type](o)
	key := Intern("__annotations__")
	if !HasFlag(t, abi.TPFlagsHeaptype) {
		return Raise(AttributeError, "type object '%s' has no attribute '__annotations__'", TypeName(t))
	}
	if v := DictGetInterned(t.Dict, key); v != nil {
		return NewRef(v)
	}
	v := NewDict()
	if v == nil || !DictSet(t.Dict, key, v) {
		XDecref(v)
		return nil
	}
	Modified(t)
	return v
}

func setTypeAnnotations(o, v *Object) int32 {
	t := As[*Type](o)
	key := Intern("__annotations__")
	if HasFlag(t, abi.TPFlagsImmutabletype) {
		Raise(TypeError, "cannot set '__annotations__' attribute of immutable type '%s'", TypeName(t))
		return -1
	}
	ok := false
	if v != nil {
		ok = DictSet(t.Dict, key, v)
	} else if ok = DictDel(t.Dict, key); !ok && Matches(KeyError) {
		ClearErr()
		Raise(AttributeError, "__annotations__")
	}
	if ok {
		Modified(t)
	}
	return Status(ok)
}

func setAbstract(o, v *Object) int32 {
	t := As[*Type](o)
	key := Intern("__abstractmethods__")
	abstract := false
	if v == nil {
		if !DictDel(t.Dict, key) {
			if Matches(KeyError) {
				ClearErr()
				Raise(AttributeError, "__abstractmethods__")
			}
			return -1
		}
	} else {
		r := IsTrue(v)
		if r < 0 || !DictSet(t.Dict, key, v) {
			return -1
		}
		abstract = r > 0
	}
	Modified(t)
	t.Flags &^= abi.TPFlagsIsAbstract
	if abstract {
		t.Flags |= abi.TPFlagsIsAbstract
	}
	return 0
}

// typeDir lists the names in the dicts of a type and its bases.
func typeDir(o *Object) *Object {
	all := NewDict()
	if all == nil {
		return nil
	}
	defer Decref(all)
	for _, c := range TupleItems(As[*Type](o).MRO) {
		if d := As[*Type](c).Dict; d != nil && !DictUpdate(all, d) {
			return nil
		}
	}
	return keysList(all)
}

// keysList makes a list of a dict's keys.
func keysList(d *Object) *Object {
	list := NewList(0)
	if list == nil {
		return nil
	}
	var pos int
	var k, v *Object
	for DictNext(d, &pos, &k, &v) {
		if !ListAppend(list, k) {
			Decref(list)
			return nil
		}
	}
	return list
}
