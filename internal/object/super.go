package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// SuperType is super.
var SuperType = ctier.Type("PySuper_Type")

type super struct {
	abi.Object
	class   *Type   // the one whose successors are searched
	obj     *Object // an instance, a type, or nil
	objType *Type   // whose MRO is searched
}

// superCheck finds the type whose MRO counts: a new reference, nil with an error.
func superCheck(t *Type, obj *Object) *Object {
	if Is(obj, TypeType) && IsSubtype(As[*Type](obj), t) {
		return NewRef(obj)
	}
	if Is(obj, t) {
		return NewRef(Head(obj.Type))
	}
	c, ok := LookupAttrString(obj, "__class__")
	if !ok {
		return nil
	}
	if c != nil {
		if Is(c, TypeType) && c != Head(obj.Type) && IsSubtype(As[*Type](c), t) {
			return c
		}
		Decref(c)
	}
	return Raise(TypeError, "super(type, obj): obj must be an instance or subtype of type")
}

func superGetattr(self, name *Object) *Object {
	s := As[*super](self)
	if s.objType == nil || Is(name, StrType) && StrOf(name) == "__class__" {
		return GenericGetAttr(self, name)
	}
	mro := s.objType.MRO
	Incref(mro)
	defer Decref(mro)
	found := false
	for _, c := range TupleItems(mro) {
		if !found {
			found = c == Head(s.class)
			continue
		}
		v, ok := DictGet(As[*Type](c).Dict, name)
		if !ok {
			return nil
		}
		if v == nil {
			continue
		}
		if get := v.Type.DescrGet; get != nil {
			obj := s.obj
			if obj == Head(s.objType) {
				obj = nil
			}
			Incref(v)
			defer Decref(v)
			return ctier.CallTernary(get, v, obj, Head(s.objType))
		}
		return NewRef(v)
	}
	return GenericGetAttr(self, name)
}

func init() {
	Define(SuperType, func() Spec {
		return Spec{
			Name: "super", Basicsize: unsafe.Sizeof(super{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			Doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
			New: GenericNew, Getattro: superGetattr,
			Init: func(self, args, kwargs *Object) int32 {
				items := TupleItems(args)
				if !NoKeywords("super", kwargs) {
					return -1
				}
				if len(items) == 0 {
					Raise(RuntimeError, "super(): no current frame")
					return -1
				}
				if !CheckPositional("super()", len(items), 1, 2) {
					return -1
				}
				if !Is(items[0], TypeType) {
					Raise(TypeError, "super() argument 1 must be a type, not %.200s", TypeName(items[0].Type))
					return -1
				}
				s := As[*super](self)
				var obj, objType *Object
				if len(items) == 2 && items[1] != None {
					if objType = superCheck(As[*Type](items[0]), items[1]); objType == nil {
						return -1
					}
					obj = NewRef(items[1])
				}
				old := []*Object{Head(s.class), s.obj, Head(s.objType)}
				s.class, s.obj, s.objType = As[*Type](NewRef(items[0])), obj, As[*Type](objType)
				for _, o := range old {
					XDecref(o)
				}
				return 0
			},
			Dealloc: func(o *Object) {
				GCUntrack(o)
				s := As[*super](o)
				owned := []*Object{Head(s.class), s.obj, Head(s.objType)}
				freeInstance(o)
				for _, p := range owned {
					XDecref(p)
				}
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				s := As[*super](o)
				return Visit(visit, arg, Head(s.class), s.obj, Head(s.objType))
			},
			Repr: func(o *Object) *Object {
				s := As[*super](o)
				class := "NULL"
				if s.class != nil {
					class = TypeName(s.class)
				}
				if s.objType != nil {
					return NewStr("<super: <class '" + class + "'>, <" + TypeName(s.objType) + " object>>")
				}
				return NewStr("<super: <class '" + class + "'>, NULL>")
			},
			DescrGet: func(self, obj, _ *Object) *Object {
				s := As[*super](self)
				if obj == nil || obj == None || s.obj != nil {
					return NewRef(self)
				}
				return CallArgs(Head(self.Type), Head(s.class), obj)
			},
			Members: []Member{
				{Name: "__thisclass__", Type: TObject, Offset: unsafe.Offsetof(super{}.class), Flags: ReadOnly, Doc: "the class invoking super()"},
				{Name: "__self__", Type: TObject, Offset: unsafe.Offsetof(super{}.obj), Flags: ReadOnly, Doc: "the instance invoking super(); may be None"},
				{Name: "__self_class__", Type: TObject, Offset: unsafe.Offsetof(super{}.objType), Flags: ReadOnly, Doc: "the type of the instance invoking super(); may be None"},
			},
		}
	})
}
