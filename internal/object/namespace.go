package object

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// NamespaceType is types.SimpleNamespace: an object that is nothing but its attributes.
var NamespaceType = NewType()

type namespace struct {
	abi.Object
	dict *Object
}

// NewNamespace makes a namespace without attributes.
func NewNamespace() *Object { return namespaceNew(NamespaceType, nil, nil) }

func namespaceNew(t *Type, _, _ *Object) *Object {
	o := newInstance(t, 0)
	if o == nil {
		return nil
	}
	if As[namespace](o).dict = NewDict(); As[namespace](o).dict == nil {
		Decref(o)
		return nil
	}
	return o
}

func namespaceInit(o, args, kwargs *Object) int32 {
	if len(TupleItems(args)) > 0 {
		Raise(TypeError, "no positional arguments expected")
		return -1
	}
	if kwargs == nil {
		return 0
	}
	return okStatus(CheckKeywordNames(kwargs) && DictUpdate(As[namespace](o).dict, kwargs))
}

func namespaceRepr(o *Object) *Object {
	name := TypeName(o.Type)
	if o.Type == NamespaceType {
		name = "namespace"
	}
	switch ReprEnter(o) {
	case -1:
		return nil
	case 1:
		return NewStr(name + "(...)")
	}
	defer ReprLeave(o)
	keys := DictKeys(As[namespace](o).dict)
	if keys == nil {
		return nil
	}
	defer Decref(keys)
	var parts []string
	for _, key := range ListItems(keys) {
		if !IsStr(key) || StrLen(key) == 0 {
			continue
		}
		v, ok := DictGet(As[namespace](o).dict, key)
		if !ok {
			return nil
		}
		if v == nil {
			continue // a repr before this one has deleted it
		}
		Incref(v)
		r := Repr(v)
		Decref(v)
		if r == nil {
			return nil
		}
		parts = append(parts, StrOf(key)+"="+StrOf(r))
		Decref(r)
	}
	return NewStr(name + "(" + strings.Join(parts, ", ") + ")")
}

func init() {
	Define(NamespaceType, func() Spec {
		return Spec{
			Name: "types.SimpleNamespace", Doc: "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)", Basicsize: unsafe.Sizeof(namespace{}),
			Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype, Dictoffset: int(unsafe.Offsetof(namespace{}.dict)),
			New: namespaceNew, Init: namespaceInit, Repr: namespaceRepr,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				Clear(&As[namespace](o).dict)
				freeInstance(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[namespace](o).dict)
			},
			Clear: func(o *Object) int32 {
				Clear(&As[namespace](o).dict)
				return 0
			},
			Richcompare: func(a, b *Object, op int32) *Object {
				if !Is(a, NamespaceType) || !Is(b, NamespaceType) {
					return NewRef(NotImplemented)
				}
				return RichCompare(As[namespace](a).dict, As[namespace](b).dict, op)
			},
			Members: []Member{{Name: "__dict__", Type: TObject, Offset: unsafe.Offsetof(namespace{}.dict), Flags: ReadOnly}},
			Methods: []Method{{Name: "__reduce__", Doc: "Return state information for pickling", NoArgs: func(o *Object) *Object {
				args := Pack()
				return packOwned(NewRef(Head(o.Type)), args, NewRef(As[namespace](o).dict))
			}}},
		}
	})
}
