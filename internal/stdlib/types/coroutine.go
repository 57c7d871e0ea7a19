package types

import (
	"github.com/d95905aa/gilded/internal/object"
)

// The code flags that make a generator awaitable, and its function a coroutine function.
const (
	flagGenerator         = 0x20
	flagCoroutine         = 0x80
	flagIterableCoroutine = 0x100
)

// flags are the code flags in an object's attribute, 0 if it has none.
func flags(o *Object, attr string) (int, bool) {
	code, ok := object.LookupAttrString(o, attr)
	if code == nil {
		return 0, ok
	}
	defer object.Decref(code)
	v, ok := object.LookupAttrString(code, "co_flags")
	if v == nil {
		return 0, ok
	}
	defer object.Decref(v)
	return object.AsInt(v)
}

func coroutine(a []*Object) *Object {
	fn := a[0]
	if !object.Callable(fn) {
		return object.Raise(object.TypeError, "types.coroutine() expects a callable")
	}
	if fn.Type == typeNamed("PyFunction_Type") {
		n, ok := flags(fn, "__code__")
		switch {
		case !ok:
			return nil
		case n&(flagCoroutine|flagIterableCoroutine) != 0:
			return object.NewRef(fn)
		case n&flagGenerator != 0:
			if !makeIterable(fn, n) {
				return nil
			}
			return object.NewRef(fn)
		}
	}
	wrapped := object.NewClosure(&wrappedDef, "types", "coroutine.<locals>.wrapped", fn)
	if wrapped == nil {
		return nil
	}
	defer object.Decref(wrapped)
	functools := object.Import("functools")
	if functools == nil {
		return nil
	}
	defer object.Decref(functools)
	return object.CallMethod(functools, "update_wrapper", wrapped, fn)
}

// makeIterable gives a generator function code that says that its generators are awaitable.
func makeIterable(fn *Object, n int) bool {
	code := object.GetAttrString(fn, "__code__")
	if code == nil {
		return false
	}
	defer object.Decref(code)
	replace := object.GetAttrString(code, "replace")
	if replace == nil {
		return false
	}
	defer object.Decref(replace)
	args, kw := object.NewTuple(0), object.NewDict()
	defer object.XDecref(args)
	defer object.XDecref(kw)
	if args == nil || kw == nil || !object.PutOwned(kw, "co_flags", object.NewInt(int64(n|flagIterableCoroutine))) {
		return false
	}
	made := object.Call(replace, args, kw)
	if made == nil {
		return false
	}
	defer object.Decref(made)
	return object.SetAttrString(fn, "__code__", made)
}

var wrappedDef = object.Def{Sig: "wrapped(*args, **kwargs)", In: func(held *Object, a []*Object) *Object {
	made := object.Call(object.TupleItems(held)[0], a[0], a[1])
	if made == nil || made.Type == typeNamed("PyCoro_Type") {
		return made
	}
	if made.Type == typeNamed("PyGen_Type") {
		n, ok := flags(made, "gi_code")
		if !ok {
			object.Decref(made)
			return nil
		}
		if n&flagIterableCoroutine != 0 {
			return made
		}
	}
	defer object.Decref(made)
	switch isGenerator(made) {
	case 1:
		return wrapGenerator(made)
	case 0:
		return object.NewRef(made)
	}
	return nil
}}

// isGenerator tells whether an object is a generator by collections.abc, and no coroutine.
func isGenerator(o *Object) int32 {
	abc := object.Import("_collections_abc")
	if abc == nil {
		return -1
	}
	defer object.Decref(abc)
	classes := object.Attrs(abc, "Generator", "Coroutine")
	if classes == nil {
		return -1
	}
	defer object.ReleaseAll(classes)
	r := object.IsInstance(o, classes[0])
	if r <= 0 {
		return r
	}
	if r = object.IsInstance(o, classes[1]); r >= 0 {
		r = 1 - r
	}
	return r
}

func wrapGenerator(o *Object) *Object {
	self := object.Import("types")
	if self == nil {
		return nil
	}
	defer object.Decref(self)
	return object.CallMethod(self, "_GeneratorWrapper", o)
}

const wrappedName = "_GeneratorWrapper__wrapped"

func generatorInit(a []*Object) *Object {
	self, gen := a[0], a[1]
	is := object.NewBool(gen.Type == typeNamed("PyGen_Type"))
	defer object.Decref(is)
	if !setAttrs(self, wrappedName, gen, "_GeneratorWrapper__isgen", is) {
		return nil
	}
	for _, name := range []string{"__name__", "__qualname__"} {
		v, ok := object.LookupAttrString(gen, name)
		if !ok {
			return nil
		}
		if v == nil {
			v = object.NewRef(object.None)
		}
		ok = object.SetAttrString(self, name, v)
		object.Decref(v)
		if !ok {
			return nil
		}
	}
	return object.NewRef(object.None)
}

// onWrapped calls a method of the generator.
func onWrapped(self *Object, method string, args ...*Object) *Object {
	gen := object.GetAttrString(self, wrappedName)
	if gen == nil {
		return nil
	}
	defer object.Decref(gen)
	return object.CallMethod(gen, method, args...)
}

func generatorIter(a []*Object) *Object {
	held := object.Attrs(a[0], "_GeneratorWrapper__isgen", wrappedName)
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	if held[0] == object.True {
		return object.NewRef(held[1])
	}
	return object.NewRef(a[0])
}

func newGeneratorWrapper() *Object {
	defs := []object.Def{
		{Sig: "__init__(self, gen)", Do: generatorInit},
		{Sig: "send(self, val)", Do: func(a []*Object) *Object { return onWrapped(a[0], "send", a[1]) }},
		{Sig: "throw(self, tp, *rest)", Do: func(a []*Object) *Object {
			return onWrapped(a[0], "throw", append([]*Object{a[1]}, object.TupleItems(a[2])...)...)
		}},
		{Sig: "close(self)", Do: func(a []*Object) *Object { return onWrapped(a[0], "close") }},
		{Sig: "__next__(self)", Do: func(a []*Object) *Object { return onWrapped(a[0], "__next__") }},
		{Sig: "__iter__(self)", Do: generatorIter},
		{Sig: "__await__(self)", Do: generatorIter},
	}
	for name, attr := range map[string]string{
		"gi_code": "gi_code", "gi_frame": "gi_frame", "gi_running": "gi_running", "gi_yieldfrom": "gi_yieldfrom",
		"cr_code": "gi_code", "cr_frame": "gi_frame", "cr_running": "gi_running", "cr_await": "gi_yieldfrom",
	} {
		defs = append(defs, object.Def{Sig: name + "(self)", Kind: object.PropertyDef, Do: func(a []*Object) *Object {
			gen := object.GetAttrString(a[0], wrappedName)
			if gen == nil {
				return nil
			}
			defer object.Decref(gen)
			return object.GetAttrString(gen, attr)
		}})
	}
	c := object.Class{Name: "_GeneratorWrapper", Module: "types", NoSlots: true, Defs: defs}
	return c.Make()
}
