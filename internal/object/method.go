package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

var (
	MethodType         = ctier.Type("PyMethod_Type")
	InstanceMethodType = ctier.Type("PyInstanceMethod_Type")
)

// NewMethod binds a function to self: it is PyMethod_New.
func NewMethod(f, self *Object) *Object {
	if self == nil {
		return BadInternalCall()
	}
	o := New(MethodType)
	if o == nil {
		return nil
	}
	m := As[*abi.Method](o)
	m.Func, m.Self, m.Vectorcall = NewRef(f), NewRef(self), methodVectorcall
	GCTrack(o)
	return o
}

var methodVectorcall abi.Func

func init() {
	methodVectorcall = ctier.FastcallKeywords(func(o *Object, args **Object, nargsf int, names *Object) *Object {
		m := As[*abi.Method](o)
		n := Positional(nargsf) + KeywordCount(names)
		all := make([]*Object, 0, n+1)
		all = append(append(all, m.Self), Args(args, n)...)
		return Vectorcall(m.Func, all, names)
	})
}

type instanceMethod struct {
	abi.Object
	fn *Object
}

// NewInstanceMethod is PyInstanceMethod_New.
func NewInstanceMethod(f *Object) *Object {
	o := New(InstanceMethodType)
	if o == nil {
		return nil
	}
	As[*instanceMethod](o).fn = NewRef(f)
	GCTrack(o)
	return o
}

// InstanceMethodFunction is the function in an instancemethod: borrowed.
func InstanceMethodFunction(o *Object) *Object { return As[*instanceMethod](o).fn }

func init() {
	Define(MethodType, func() Spec {
		return Spec{
			Name: "method", Basicsize: unsafe.Sizeof(abi.Method{}),
			Flags:            abi.TPFlagsHaveGC | abi.TPFlagsHaveVectorcall,
			VectorcallOffset: int(unsafe.Offsetof(abi.Method{}.Vectorcall)),
			Weaklistoffset:   int(unsafe.Offsetof(abi.Method{}.Weakreflist)),
			Doc:              "Create a bound instance method object.",
			Call:             VectorcallCall,
			New: func(_ *Type, args, kwargs *Object) *Object {
				items := TupleItems(args)
				if kwargs != nil && DictLen(kwargs) > 0 {
					return Raise(TypeError, "method() takes no keyword arguments")
				}
				if !CheckPositional("method", len(items), 2, 2) {
					return nil
				}
				if !Callable(items[0]) {
					return Raise(TypeError, "first argument must be callable")
				}
				if items[1] == None {
					return Raise(TypeError, "instance must not be None")
				}
				return NewMethod(items[0], items[1])
			},
			Dealloc: func(o *Object) {
				GCUntrack(o)
				ClearWeakrefs(o)
				m := As[*abi.Method](o)
				f, self := m.Func, m.Self
				Release(o)
				Decref(f)
				Decref(self)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				m := As[*abi.Method](o)
				return Visit(visit, arg, m.Func, m.Self)
			},
			Getattro: func(o, name *Object) *Object {
				if descr := Lookup(o.Type, name); descr != nil {
					if get := descr.Type.DescrGet; get != nil {
						return ctier.CallTernary(get, descr, o, Head(o.Type))
					}
					return NewRef(descr)
				}
				return GetAttr(As[*abi.Method](o).Func, name)
			},
			Repr: func(o *Object) *Object {
				m := As[*abi.Method](o)
				name := "?"
				for _, attr := range []string{"__qualname__", "__name__"} {
					v, ok := LookupAttrString(m.Func, attr)
					if !ok {
						return nil
					}
					if v != nil {
						if Is(v, StrType) {
							name = StrOf(v)
						}
						Decref(v)
						break
					}
				}
				return NewStr("<bound method " + name + " of " + ReprOf(m.Self) + ">")
			},
			Hash: func(o *Object) int {
				m := As[*abi.Method](o)
				h := Hash(m.Func)
				if h == -1 {
					return -1
				}
				if h ^= HashPointer(unsafe.Pointer(m.Self)); h == -1 {
					h = -2
				}
				return h
			},
			Richcompare: func(a, b *Object, op int32) *Object {
				if op != abi.EQ && op != abi.NE || a.Type != MethodType || b.Type != MethodType {
					return NewRef(NotImplemented)
				}
				x, y := As[*abi.Method](a), As[*abi.Method](b)
				same := RichCompareBool(x.Func, y.Func, abi.EQ)
				if same < 0 {
					return nil
				}
				return NewBool((same == 1 && x.Self == y.Self) == (op == abi.EQ))
			},
			Members: []Member{
				{Name: "__func__", Type: TObject, Offset: unsafe.Offsetof(abi.Method{}.Func), Flags: ReadOnly, Doc: "the function (or other callable) implementing a method"},
				{Name: "__self__", Type: TObject, Offset: unsafe.Offsetof(abi.Method{}.Self), Flags: ReadOnly, Doc: "the instance to which a method is bound"},
			},
			Getset:  []GetSet{{Name: "__doc__", Get: func(o *Object) *Object { return GetAttrString(As[*abi.Method](o).Func, "__doc__") }}},
			Methods: []Method{methodReduce},
		}
	})
	Define(InstanceMethodType, func() Spec {
		return Spec{
			Name: "instancemethod", Basicsize: unsafe.Sizeof(instanceMethod{}), Flags: abi.TPFlagsHaveGC,
			Doc: "instancemethod(function)\n\nBind a function to a class.",
			New: func(_ *Type, args, kwargs *Object) *Object {
				items := TupleItems(args)
				if !NoKeywords("instancemethod", kwargs) || !CheckPositional("instancemethod", len(items), 1, 1) {
					return nil
				}
				if !Callable(items[0]) {
					return Raise(TypeError, "first argument must be callable")
				}
				return NewInstanceMethod(items[0])
			},
			Repr: instanceMethodRepr,
			Getattro: func(o, name *Object) *Object {
				if Lookup(o.Type, name) != nil {
					return GenericGetAttr(o, name)
				}
				return GetAttr(As[*instanceMethod](o).fn, name)
			},
			Richcompare: func(a, b *Object, op int32) *Object {
				if op != abi.EQ && op != abi.NE || a.Type != InstanceMethodType || b.Type != InstanceMethodType {
					return NewRef(NotImplemented)
				}
				same := RichCompareBool(As[*instanceMethod](a).fn, As[*instanceMethod](b).fn, abi.EQ)
				if same < 0 {
					return nil
				}
				return NewBool((same == 1) == (op == abi.EQ))
			},
			Dealloc: func(o *Object) {
				f := As[*instanceMethod](o).fn
				Release(o)
				Decref(f)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*instanceMethod](o).fn)
			},
			DescrGet: func(self, obj, _ *Object) *Object {
				if obj == nil {
					return NewRef(As[*instanceMethod](self).fn)
				}
				return NewMethod(As[*instanceMethod](self).fn, obj)
			},
			Call: func(self, args, kwargs *Object) *Object { return Call(As[*instanceMethod](self).fn, args, kwargs) },
			Members: []Member{
				{Name: "__func__", Type: TObject, Offset: unsafe.Offsetof(instanceMethod{}.fn), Flags: ReadOnly, Doc: "the function (or other callable) implementing a method"},
			},
			Getset: []GetSet{{Name: "__doc__", Get: func(o *Object) *Object { return GetAttrString(As[*instanceMethod](o).fn, "__doc__") }}},
		}
	})
}

func instanceMethodRepr(o *Object) *Object {
	name, ok := LookupAttrString(As[*instanceMethod](o).fn, "__name__")
	if !ok {
		return nil
	}
	defer XDecref(name)
	shown := "?"
	if name != nil && HasFlag(name.Type, abi.TPFlagsUnicodeSubclass) {
		shown = StrOf(name)
	}
	return NewStr(fmt.Sprintf("<instancemethod %s at %p>", shown, o))
}

// Callable tells whether an object can be called.
func Callable(o *Object) bool { return o.Type.Call != nil }
