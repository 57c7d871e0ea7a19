package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// GenericAliasType is types.GenericAlias: what list[int] is. It behaves as the type it came from, and remembers the
// arguments.
var GenericAliasType = ctier.Type("Py_GenericAliasType")

type aliasObject struct {
	Object
	origin, args, parameters, weakrefs *Object
}

func aliasOf(o *Object) *aliasObject { return As[*aliasObject](o) }

// NewGenericAlias is Py_GenericAlias: args that are not a tuple become one.
func NewGenericAlias(origin, args *Object) *Object { return newAlias(GenericAliasType, origin, args) }

func newAlias(t *Type, origin, args *Object) *Object {
	o := GenericAlloc(t, 0)
	if o == nil {
		return nil
	}
	a := aliasOf(o)
	a.origin = NewRef(origin)
	if IsTuple(args) {
		a.args = NewRef(args)
	} else {
		a.args = Pack(args)
	}
	if a.args == nil {
		Decref(o)
		return nil
	}
	return o
}

// ClassGetitem is __class_getitem__ of the built-in types that can be parameterized.
var ClassGetitem = Method{
	Name: "__class_getitem__", Flags: abi.MethClass, O: func(class, args *Object) *Object { return NewGenericAlias(class, args) },
	Doc: "See PEP 585",
}

// AliasParts are the origin and the arguments of a generic alias: borrowed.
func AliasParts(o *Object) (origin, args *Object) { return aliasOf(o).origin, aliasOf(o).args }

// AliasArgText is how an argument of an alias shows, a type by its name: false, and an exception, if its repr fails.
func AliasArgText(o *Object) (string, bool) {
	if o == Ellipsis {
		return "...", true
	}
	var text *Object
	if !Is(o, GenericAliasType) && HasFlag(o.Type, abi.TPFlagsTypeSubclass) {
		name, ok := LookupAttr(o, Intern("__qualname__"))
		if !ok {
			return "", false
		}
		module, ok := LookupAttr(o, Intern("__module__"))
		if !ok {
			XDecref(name)
			return "", false
		}
		if name != nil && module != nil && module != None {
			n, m := TextOf(name), TextOf(module)
			Decref(name)
			Decref(module)
			if m == "builtins" {
				return n, true
			}
			return m + "." + n, true
		}
		XDecref(name)
		XDecref(module)
	}
	if text = Repr(o); text == nil {
		return "", false
	}
	defer Decref(text)
	return StrOf(text), true
}

func aliasRepr(o *Object) *Object {
	a := aliasOf(o)
	text, ok := AliasArgText(a.origin)
	if !ok {
		return nil
	}
	text += "["
	args := TupleItems(a.args)
	for i, arg := range args {
		if i > 0 {
			text += ", "
		}
		t, ok := AliasArgText(arg)
		if !ok {
			return nil
		}
		text += t
	}
	if len(args) == 0 {
		text += "()"
	}
	return NewStr(text + "]")
}

func aliasCompare(a, b *Object, op int32) *Object {
	if !Is(a, GenericAliasType) || !Is(b, GenericAliasType) || op != abi.EQ && op != abi.NE {
		return NewRef(NotImplemented)
	}
	equal := RichCompareBool(aliasOf(a).origin, aliasOf(b).origin, abi.EQ)
	if equal > 0 {
		equal = RichCompareBool(aliasOf(a).args, aliasOf(b).args, abi.EQ)
	}
	if equal < 0 {
		return nil
	}
	return NewBool((equal > 0) == (op == abi.EQ))
}

// aliasOwn are the attributes that an alias does not pass on to its origin.
var aliasOwn = map[string]bool{
	"__class__": true, "__origin__": true, "__args__": true, "__parameters__": true, "__mro_entries__": true,
	"__reduce_ex__": true, "__reduce__": true, "__copy__": true, "__deepcopy__": true,
	"__instancecheck__": true, "__subclasscheck__": true,
}

func aliasGetattro(o, name *Object) *Object {
	if HasFlag(name.Type, abi.TPFlagsUnicodeSubclass) && !aliasOwn[StrOf(name)] {
		return GetAttr(aliasOf(o).origin, name)
	}
	return GenericGetAttr(o, name)
}

func aliasCall(o, args, kwargs *Object) *Object {
	made := Call(aliasOf(o).origin, args, kwargs)
	if made == nil {
		return nil
	}
	if !SetAttrString(made, "__orig_class__", o) {
		if !Matches(AttributeError) && !Matches(TypeError) {
			Decref(made)
			return nil
		}
		ClearErr()
	}
	return made
}

func init() {
	Define(GenericAliasType, func() Spec {
		var a *aliasObject
		return Spec{
			Name: "types.GenericAlias", Basicsize: unsafe.Sizeof(*a), Weaklistoffset: int(unsafe.Offsetof(a.weakrefs)),
			Doc:   "A generic type with its arguments, as list[int].",
			Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			New: func(t *Type, args, kwargs *Object) *Object {
				if !NoKeywords("GenericAlias", kwargs) || !CheckPositional("GenericAlias", len(TupleItems(args)), 2, 2) {
					return nil
				}
				return newAlias(t, TupleItems(args)[0], TupleItems(args)[1])
			},
			Dealloc: func(o *Object) {
				GCUntrack(o)
				a := aliasOf(o)
				if a.weakrefs != nil {
					ClearWeakrefs(o)
				}
				XDecref(a.origin)
				XDecref(a.args)
				XDecref(a.parameters)
				FreeInstance(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				a := aliasOf(o)
				return Visit(visit, arg, a.origin, a.args, a.parameters)
			},
			Repr: aliasRepr, Richcompare: aliasCompare, Getattro: aliasGetattro, Call: aliasCall,
			Hash: func(o *Object) int {
				h := Hash(aliasOf(o).origin)
				if h == -1 {
					return -1
				}
				g := Hash(aliasOf(o).args)
				if g == -1 {
					return -1
				}
				return h ^ g
			},
			Number: &Number{Or: UnionOr},
			Members: []Member{
				{Name: "__origin__", Type: memberObject, Offset: unsafe.Offsetof(a.origin), Flags: 1},
				{Name: "__args__", Type: memberObject, Offset: unsafe.Offsetof(a.args), Flags: 1},
			},
			Getset: []GetSet{{Name: "__parameters__", Doc: "Type variables in the arguments.", Get: func(o *Object) *Object {
				if p := aliasOf(o).parameters; p != nil {
					return NewRef(p)
				}
				return NewTuple(0)
			}}},
			Methods: []Method{
				aliasReduce,
				{Name: "__mro_entries__", O: func(o, _ *Object) *Object { return Pack(aliasOf(o).origin) }},
				{Name: "__instancecheck__", O: func(_, _ *Object) *Object {
					return Raise(TypeError, "isinstance() argument 2 cannot be a parameterized generic")
				}},
				{Name: "__subclasscheck__", O: func(_, _ *Object) *Object {
					return Raise(TypeError, "issubclass() argument 2 cannot be a parameterized generic")
				}},
			},
		}
	})
}
