package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// SimpleNamespaceType is types.SimpleNamespace: attributes that are given by name, and nothing else.
var SimpleNamespaceType = NewType()

type namespaceObject struct {
	Object
	dict *Object
}

func namespaceDict(o *Object) *Object { return As[*namespaceObject](o).dict }

// NewNamespace makes a namespace with the items of a dict, or none for nil.
func NewNamespace(attributes *Object) *Object {
	o := namespaceNew(SimpleNamespaceType, nil, nil)
	if o == nil {
		return nil
	}
	if attributes != nil && !DictUpdate(namespaceDict(o), attributes) {
		Decref(o)
		return nil
	}
	return o
}

func namespaceNew(t *Type, _, _ *Object) *Object {
	dict := NewDict()
	if dict == nil {
		return nil
	}
	o := NewInstance(t, 0)
	if o == nil {
		Decref(dict)
		return nil
	}
	As[*namespaceObject](o).dict = dict
	return o
}

func namespaceInit(o, args, kwargs *Object) int32 {
	if len(TupleItems(args)) != 0 {
		Raise(TypeError, "no positional arguments expected")
		return -1
	}
	return Status(kwargs == nil || CheckKeywordNames(kwargs) && DictUpdate(namespaceDict(o), kwargs))
}

func namespaceRepr(o *Object) *Object {
	name := "namespace"
	if o.Type != SimpleNamespaceType {
		name = TypeName(o.Type)
	}
	switch ReprEnter(o) {
	case 0:
	case 1:
		return NewStr(name + "(...)")
	default:
		return nil
	}
	defer ReprLeave(o)
	text := name + "("
	keys := DictKeys(namespaceDict(o))
	if keys == nil {
		return nil
	}
	defer Decref(keys)
	for _, key := range ListItems(keys) {
		if !IsStr(key) || StrLen(key) == 0 {
			continue
		}
		value, ok := DictGet(namespaceDict(o), key)
		if !ok {
			return nil
		}
		if value == nil {
			continue // another value's __repr__ deleted it
		}
		Incref(value)
		shown := Repr(value)
		Decref(value)
		if shown == nil {
			return nil
		}
		if text[len(text)-1] != '(' {
			text += ", "
		}
		text += StrOf(key) + "=" + StrOf(shown)
		Decref(shown)
	}
	return NewStr(text + ")")
}

func namespaceCompare(a, b *Object, op int32) *Object {
	if !Is(a, SimpleNamespaceType) || !Is(b, SimpleNamespaceType) {
		return NewRef(NotImplemented)
	}
	return RichCompare(namespaceDict(a), namespaceDict(b), op)
}

func namespaceReduce(o *Object) *Object {
	none := NewTuple(0)
	if none == nil {
		return nil
	}
	return stealTuple(NewRef(Head(o.Type)), none, NewRef(namespaceDict(o)))
}

func init() {
	Define(SimpleNamespaceType, func() Spec {
		return Spec{
			Name: "types.SimpleNamespace", Doc: "Attributes that are given by name.\n\nSimpleNamespace(**kwargs)",
			Basicsize: unsafe.Sizeof(namespaceObject{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			Dictoffset: int(unsafe.Offsetof(namespaceObject{}.dict)),
			New:        namespaceNew, Init: namespaceInit, Repr: namespaceRepr, Richcompare: namespaceCompare,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				Clear(&As[*namespaceObject](o).dict)
				FreeInstance(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 { return Visit(visit, arg, namespaceDict(o)) },
			Clear: func(o *Object) int32 {
				Clear(&As[*namespaceObject](o).dict)
				return 0
			},
			Raw: map[unsafe.Pointer]abi.Func{
				unsafe.Pointer(&SimpleNamespaceType.Getattro): genericGetattro,
				unsafe.Pointer(&SimpleNamespaceType.Setattro): genericSetattro,
			},
			Members: []Member{{Name: "__dict__", Type: TObject, Offset: unsafe.Offsetof(namespaceObject{}.dict), Flags: 1}},
			Methods: []Method{{Name: "__reduce__", NoArgs: namespaceReduce, Doc: "What pickling needs."}},
		}
	})
}
