package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

var (
	ClassMethodType  = ctier.Type("PyClassMethod_Type")
	StaticMethodType = ctier.Type("PyStaticMethod_Type")
)

// functionHolder is the layout of classmethod and staticmethod.
type functionHolder struct {
	abi.Object
	fn, dict *Object
}

// NewClassMethod is PyClassMethod_New, NewStaticMethod PyStaticMethod_New.
func NewClassMethod(f *Object) *Object { return newHolder(ClassMethodType, f) }

// NewStaticMethod wraps a callable so that it is found on a type as it is.
func NewStaticMethod(f *Object) *Object { return newHolder(StaticMethodType, f) }

func newHolder(t *Type, f *Object) *Object {
	o := GenericAlloc(t, 0)
	if o != nil {
		As[*functionHolder](o).fn = NewRef(f)
	}
	return o
}

// copyNames gives a wrapper the names and the doc of what it wraps, as far as that has them.
func copyNames(to, from *Object) bool {
	for _, name := range []string{"__module__", "__name__", "__qualname__", "__doc__", "__annotations__"} {
		v, ok := LookupAttrString(from, name)
		if !ok {
			return false
		}
		if v == nil {
			continue
		}
		ok = SetAttrString(to, name, v)
		Decref(v)
		if !ok {
			return false
		}
	}
	return true
}

// IsAbstract tells whether an object, which may be nil, says that it is an abstract method: -1 and an exception if that can't be
// told. It may run code.
func IsAbstract(o *Object) int32 {
	if o == nil {
		return 0
	}
	v, ok := LookupAttrString(o, "__isabstractmethod__")
	if !ok {
		return -1
	}
	if v == nil {
		return 0
	}
	defer Decref(v)
	return IsTrue(v)
}

func init() {
	spec := func(name, doc string) Spec {
		return Spec{
			Name: name, Doc: doc, Basicsize: unsafe.Sizeof(functionHolder{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			Dictoffset: int(unsafe.Offsetof(functionHolder{}.dict)),
			New:        GenericNew,
			Init: func(self, args, kwargs *Object) int32 {
				if kwargs != nil && DictLen(kwargs) > 0 {
					Raise(TypeError, "%s() takes no keyword arguments", name)
					return -1
				}
				items := TupleItems(args)
				if !CheckPositional(name, len(items), 1, 1) {
					return -1
				}
				Replace(&As[*functionHolder](self).fn, NewRef(items[0]))
				return boolStatus(copyNames(self, items[0]))
			},
			Dealloc: func(o *Object) {
				GCUntrack(o)
				h := As[*functionHolder](o)
				Clear(&h.fn)
				Clear(&h.dict)
				freeInstance(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				h := As[*functionHolder](o)
				return Visit(visit, arg, h.dict, h.fn)
			},
			Clear: func(o *Object) int32 {
				h := As[*functionHolder](o)
				Clear(&h.fn)
				Clear(&h.dict)
				return 0
			},
			Repr: func(o *Object) *Object { return NewStr("<" + name + "(" + ReprOf(As[*functionHolder](o).fn) + ")>") },
			Members: []Member{
				{Name: "__func__", Type: TObject, Offset: unsafe.Offsetof(functionHolder{}.fn), Flags: ReadOnly},
				{Name: "__wrapped__", Type: TObject, Offset: unsafe.Offsetof(functionHolder{}.fn), Flags: ReadOnly},
			},
			Getset: []GetSet{
				{Name: "__dict__", Get: GenericGetDict, Set: GenericSetDict},
				{Name: "__isabstractmethod__", Get: func(o *Object) *Object { return boolOrNil(IsAbstract(As[*functionHolder](o).fn)) }},
			},
		}
	}
	Define(ClassMethodType, func() Spec {
		s := spec("classmethod", "classmethod(function) -> method\n\nConvert a function to be a class method.")
		s.DescrGet = func(self, obj, owner *Object) *Object {
			f := As[*functionHolder](self).fn
			if f == nil {
				return Raise(RuntimeError, "uninitialized classmethod object")
			}
			if owner == nil {
				owner = Head(obj.Type)
			}
			if get := f.Type.DescrGet; get != nil {
				return ctier.CallTernary(get, f, owner, owner)
			}
			return NewMethod(f, owner)
		}
		return s
	})
	Define(StaticMethodType, func() Spec {
		s := spec("staticmethod", "staticmethod(function) -> method\n\nConvert a function to be a static method.")
		s.DescrGet = func(self, _, _ *Object) *Object {
			f := As[*functionHolder](self).fn
			if f == nil {
				return Raise(RuntimeError, "uninitialized staticmethod object")
			}
			return NewRef(f)
		}
		s.Call = func(self, args, kwargs *Object) *Object { return Call(As[*functionHolder](self).fn, args, kwargs) }
		return s
	})
}
