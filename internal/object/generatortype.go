package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The types of generators: what each shows.

func init() {
	Define(GeneratorType, func() Spec {
		s := generatorSpec("generator")
		s.Iter, s.Iternext = SelfIter, generatorNext
		s.Methods = append(generatorMethods("generator"), generatorSizeof)
		s.Getset = append(generatorNames("generator"), generatorState("gi", "gi_yieldfrom", "object being iterated by yield from, or None")...)
		s.Members = []Member{generatorCode("gi_code")}
		return s
	})
	Define(CoroutineType, func() Spec {
		s := generatorSpec("coroutine")
		s.Async.Await = newCoroutineWrapper
		s.Methods = append(generatorMethods("coroutine"), generatorSizeof)
		s.Getset = append(generatorNames("coroutine"), generatorState("cr", "cr_await", "object being awaited on, or None")...)
		s.Members = []Member{
			generatorCode("cr_code"),
			{Name: "cr_origin", Type: TObject, Flags: ReadOnly, Offset: unsafe.Offsetof(abi.Generator{}.OriginOrFinalizer)},
		}
		return s
	})
	Define(AsyncGeneratorType, func() Spec {
		s := generatorSpec("async_generator")
		s.Async = &Async{Aiter: SelfIter, Anext: asyncGeneratorStep}
		s.Methods = []Method{
			{Name: "asend", O: func(o, _ *Object) *Object { return asyncGeneratorStep(o) }, Doc: "asend(v) -> send 'v' in generator."},
			{Name: "athrow", Varargs: func(o, _ *Object) *Object { return asyncGeneratorStep(o) }, Doc: "athrow(typ[,val[,tb]]) -> raise exception in generator."},
			{Name: "aclose", NoArgs: asyncGeneratorStep, Doc: "aclose() -> raise GeneratorExit inside generator."},
			generatorSizeof, ClassGetitem,
		}
		s.Getset = append(generatorNames("async generator"), generatorState("ag", "ag_await", "object being awaited on, or None")...)
		s.Members = []Member{
			{Name: "ag_running", Type: TBool, Flags: ReadOnly, Offset: unsafe.Offsetof(abi.Generator{}.RunningAsync)},
			generatorCode("ag_code"),
		}
		return s
	})
	Define(coroutineWrapperType, func() Spec {
		inner := func(o *Object) *Object { return As[*coroutineWrapper](o).coroutine }
		return Spec{
			Name: "coroutine_wrapper", Doc: "What a coroutine is awaited through.", Basicsize: unsafe.Sizeof(coroutineWrapper{}),
			Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				coroutine := inner(o)
				Release(o)
				Decref(coroutine)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 { return Visit(visit, arg, inner(o)) },
			Getattro: GenericGetAttr, Iter: SelfIter,
			Iternext: func(o *Object) *Object { return generatorNext(inner(o)) },
			Methods: []Method{
				{Name: "send", O: func(o, v *Object) *Object { return generatorSend(inner(o), v, false, false) }},
				{Name: "throw", Fast: func(o *Object, args **Object, n int) *Object { return generatorThrow(inner(o), args, n) }},
				{Name: "close", NoArgs: func(o *Object) *Object { return generatorClose(inner(o)) }},
			},
		}
	})
}

func generatorSpec(name string) Spec {
	return Spec{
		Name: name, Basicsize: unsafe.Offsetof(abi.Generator{}.Frame) + unsafe.Offsetof(abi.InterpreterFrame{}.Localsplus), Itemsize: 8,
		Flags:          abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
		Weaklistoffset: int(unsafe.Offsetof(abi.Generator{}.Weakreflist)),
		Dealloc:        generatorDealloc, Finalize: generatorFinalize, Traverse: generatorTraverse, Repr: generatorRepr, Getattro: GenericGetAttr,
		Async: &Async{Send: func(o, v *Object, result *ctier.SendResult) int32 {
			if result.Object = generatorResume(o, v, false, false); result.Object != nil {
				return SendReturn
			}
			return SendError
		}},
	}
}

func generatorCode(name string) Member {
	return Member{Name: name, Type: TObject, Flags: ReadOnly, Offset: unsafe.Offsetof(abi.Generator{}.Code)}
}

func generatorMethods(kind string) []Method {
	return []Method{
		{
			Name: "send", O: func(o, v *Object) *Object { return generatorSend(o, v, false, false) },
			Doc: "send(arg) -> send 'arg' into " + kind + ",\nreturn what it yields next or raise StopIteration.",
		},
		{
			Name: "throw", Fast: generatorThrow,
			Doc: "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in " + kind + ", return what it yields next or raise\nStopIteration.",
		},
		{Name: "close", NoArgs: generatorClose, Doc: "close() -> raise GeneratorExit inside " + kind + "."},
	}
}

var generatorSizeof = Method{
	Name: "__sizeof__", Doc: "gen.__sizeof__() -> size of gen in memory, in bytes",
	NoArgs: func(o *Object) *Object {
		code := As[*abi.Generator](o).Code
		return NewInt(int64(o.Type.Basicsize + int(code.Nlocalsplus+code.Stacksize)*o.Type.Itemsize))
	},
}

func generatorNames(kind string) []GetSet {
	field := func(name, doc string, field func(*abi.Generator) **Object) GetSet {
		return GetSet{
			Name: name, Doc: doc,
			Get: func(o *Object) *Object { return NewRef(*field(As[*abi.Generator](o))) },
			Set: func(o, v *Object) int32 { return setName(field(As[*abi.Generator](o)), name, v) },
		}
	}
	return []GetSet{
		field("__name__", "name of the "+kind, func(g *abi.Generator) **Object { return &g.Name }),
		field("__qualname__", "qualified name of the "+kind, func(g *abi.Generator) **Object { return &g.Qualname }),
	}
}

// generatorState is what a generator tells of its frame. An asynchronous one keeps ag_running itself, and has no ag_suspended.
func generatorState(prefix, awaited, doc string) []GetSet {
	state := func(name string, is int8) GetSet {
		return GetSet{Name: prefix + name, Get: func(o *Object) *Object { return NewBool(As[*abi.Generator](o).State == is) }}
	}
	all := []GetSet{{Name: awaited, Doc: doc, Get: func(*Object) *Object { return NewRef(None) }}}
	if prefix != "ag" {
		all = append(all, state("_running", frameExecuting), state("_suspended", frameSuspended))
	}
	frame := prefix + "_frame"
	return append(all, GetSet{Name: frame, Get: func(o *Object) *Object {
		if !audit("object.__getattr__", o, Intern(frame)) {
			return nil
		}
		return orNone(generatorFrame(As[*abi.Generator](o)))
	}})
}

// asyncGeneratorStep is every step of an asynchronous generator. Each would yield, which needs bytecode to run.
func asyncGeneratorStep(o *Object) *Object {
	return Raise(NotImplementedError, "gilded does not run Python bytecode: '%s'", StrOf(As[*abi.Generator](o).Qualname))
}
