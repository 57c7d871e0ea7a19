package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// unionType is types.UnionType: what int | str is.
var unionType = NewType()

type union struct {
	abi.Object
	args *Object
}

// UnionOr is the | of types: a union of both sides, without repetitions. None stands for its type.
func UnionOr(a, b *Object) *Object {
	var args []*Object
	for _, o := range []*Object{a, b} {
		switch {
		case o == None:
			args = appendNew(args, Head(NoneType))
		case Is(o, TypeType):
			args = appendNew(args, o)
		case o.Type == unionType:
			for _, x := range TupleItems(As[*union](o).args) {
				args = appendNew(args, x)
			}
		default:
			return NewRef(NotImplemented)
		}
	}
	if len(args) == 1 {
		return NewRef(args[0])
	}
	tuple := Pack(args...)
	if tuple == nil {
		return nil
	}
	u := New(unionType)
	if u == nil {
		Decref(tuple)
		return nil
	}
	As[*union](u).args = tuple
	GCTrack(u)
	return u
}

func appendNew(list []*Object, o *Object) []*Object {
	for _, x := range list {
		if x == o {
			return list
		}
	}
	return append(list, o)
}

func init() {
	Define(unionType, func() Spec {
		return Spec{
			Name: "types.UnionType", Basicsize: unsafe.Sizeof(union{}), Flags: abi.TPFlagsHaveGC,
			Doc:    "Represent a PEP 604 union type\n\nE.g. for int | str",
			Number: &Number{Or: UnionOr},
			Dealloc: func(o *Object) {
				args := As[*union](o).args
				Release(o)
				Decref(args)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*union](o).args)
			},
			Repr: func(o *Object) *Object {
				text := ""
				for i, x := range TupleItems(As[*union](o).args) {
					if i > 0 {
						text += " | "
					}
					if x == Head(NoneType) {
						text += "None"
						continue
					}
					part, ok := AliasArgText(x)
					if !ok {
						return nil
					}
					text += part
				}
				return NewStr(text)
			},
			Members: []Member{{Name: "__args__", Type: TObject, Offset: unsafe.Offsetof(union{}.args), Flags: ReadOnly}},
			Methods: []Method{
				{Name: "__instancecheck__", O: func(self, o *Object) *Object { return boolOrNil(IsInstance(o, As[*union](self).args)) }},
				{Name: "__subclasscheck__", O: func(self, o *Object) *Object { return boolOrNil(IsSubclass(o, As[*union](self).args)) }},
			},
		}
	})
}
