package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// DictProxyType is mappingproxy: a mapping that cannot be changed through it.
var DictProxyType = ctier.Type("PyDictProxy_Type")

type proxyObject struct {
	Object
	mapping *Object
}

func proxied(o *Object) *Object { return As[*proxyObject](o).mapping }

// NewDictProxy is PyDictProxy_New.
func NewDictProxy(mapping *Object) *Object {
	if !MappingCheck(mapping) || IsList(mapping) || IsTuple(mapping) {
		return Raise(TypeError, "mappingproxy() argument must be a mapping, not %s", TypeName(mapping.Type))
	}
	o := New(DictProxyType)
	if o != nil {
		As[*proxyObject](o).mapping = NewRef(mapping)
		GCTrack(o)
	}
	return o
}

func proxyRepr(o *Object) *Object {
	r := Repr(proxied(o))
	if r == nil {
		return nil
	}
	defer Decref(r)
	return NewStr("mappingproxy(" + StrOf(r) + ")")
}

func proxyOr(a, b *Object) *Object {
	if a.Type == DictProxyType {
		a = proxied(a)
	}
	if b.Type == DictProxyType {
		b = proxied(b)
	}
	return Or(a, b)
}

// proxyMethod is a method that the mapping has to have.
func proxyMethod(name, doc string) Method {
	return Method{Name: name, NoArgs: func(o *Object) *Object { return CallMethod(proxied(o), name) }, Doc: doc}
}

func init() {
	Define(DictProxyType, func() Spec {
		return Spec{
			Name: "mappingproxy", Basicsize: unsafe.Sizeof(proxyObject{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsMapping,
			Doc: "mappingproxy(mapping)\n--\n\nA view of a mapping that does not let it change.",
			New: func(_ *Type, args, kwargs *Object) *Object {
				var a [1]*Object
				p := Params{Func: "mappingproxy", Names: []string{"mapping"}, Required: 1, Positional: 1}
				if !p.UnpackTuple(args, kwargs, a[:]) {
					return nil
				}
				return NewDictProxy(a[0])
			},
			Dealloc: func(o *Object) {
				GCUntrack(o)
				Decref(proxied(o))
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 { return Visit(visit, arg, proxied(o)) },
			Repr:     proxyRepr, Str: func(o *Object) *Object { return Str(proxied(o)) },
			Iter:        func(o *Object) *Object { return Iter(proxied(o)) },
			Richcompare: func(a, b *Object, op int32) *Object { return RichCompare(proxied(a), b, op) },
			Number: &Number{Or: proxyOr, InplaceOr: func(a, b *Object) *Object {
				return Raise(TypeError, "'|=' is not supported by %s; use '|' instead", TypeName(a.Type))
			}},
			Sequence: &Sequence{Contains: func(o, key *Object) int32 {
				if proxied(o).Type == DictType {
					return DictContains(proxied(o), key)
				}
				return Contains(proxied(o), key)
			}},
			Mapping: &Mapping{
				Length:    func(o *Object) int { return Length(proxied(o)) },
				Subscript: func(o, key *Object) *Object { return GetItem(proxied(o), key) },
			},
			Methods: []Method{
				{Name: "get", Fast: func(o *Object, args **Object, n int) *Object {
					key, deflt, ok := keyAndDefault("get", args, n)
					if !ok {
						return nil
					}
					return CallMethod(proxied(o), "get", key, noneIfNil(deflt))
				}, Doc: "D.get(k[,d]) -> D[k] if k in D, else d.  d defaults to None."},
				proxyMethod("keys", "D.keys() -> the mapping's keys"),
				proxyMethod("values", "D.values() -> the mapping's values"),
				proxyMethod("items", "D.items() -> the mapping's items"),
				proxyMethod("copy", "D.copy() -> what the mapping's copy() returns"),
				ClassGetitem,
				proxyMethod("__reversed__", "D.__reversed__() -> an iterator over the keys, last one first"),
			},
		}
	})
}
