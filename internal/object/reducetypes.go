package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The __reduce__ of types whose objects are found again under a name, and of bytearray.

// asAttribute is (getattr, (o, name)). It takes over the name.
func asAttribute(o, name *Object) *Object {
	if name == nil {
		return nil
	}
	return packOwned(BuiltinNamed("getattr"), packOwned(NewRef(o), name))
}

// functionReduce is a built-in function's name, or how to get a method from its object.
var functionReduce = reduceMethod(func(o *Object) *Object {
	f := As[*abi.CFunction](o)
	name := NewStr(ctier.GoString(f.ML.Name))
	if f.Self == nil || Is(f.Self, ModuleType) {
		return name
	}
	return asAttribute(f.Self, name)
})

// descrReduce is how to get a descriptor from its type.
var descrReduce = reduceMethod(func(o *Object) *Object {
	d := As[*abi.Descr](o)
	return asAttribute(Head(d.Type), NewRef(d.Name))
})

var methodWrapperReduce = reduceMethod(func(o *Object) *Object {
	w := As[*methodWrapper](o)
	return asAttribute(w.self, NewRef(As[*abi.Descr](w.descr).Name))
})

var methodReduce = reduceMethod(func(o *Object) *Object {
	m := As[*abi.Method](o)
	return asAttribute(m.Self, GetAttrString(m.Func, "__name__"))
})

var aliasReduce = reduceMethod(func(o *Object) *Object {
	a := aliasOf(o)
	return packOwned(TypeObject(GenericAliasType), Pack(a.origin, a.args))
})

// bytearrayReduce goes through a str for protocols that have no bytes.
func bytearrayReduce(o *Object, proto int32) *Object {
	state := CallMethod(o, "__getstate__")
	if state == nil {
		return nil
	}
	data := BytearrayOf(o)
	var args *Object
	switch {
	case len(data) == 0:
		args = NewTuple(0)
	case proto < 3:
		args = packOwned(NewStrLatin1(data), NewStr("latin-1"))
	default:
		args = packOwned(NewBytes(data))
	}
	return packOwned(TypeObject(o.Type), args, state)
}

var bytearrayReduces = []Method{
	reduceMethod(func(o *Object) *Object { return bytearrayReduce(o, 2) }),
	{Name: "__reduce_ex__", Doc: "What pickling needs.", Fast: func(o *Object, args **Object, n int) *Object {
		if !CheckPositional("__reduce_ex__", n, 0, 1) {
			return nil
		}
		proto := int32(0)
		if n == 1 {
			v, ok := AsInt32(unsafe.Slice(args, n)[0])
			if !ok {
				return nil
			}
			proto = v
		}
		return bytearrayReduce(o, proto)
	}},
}
