package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// contextFields are the references that an object of these types holds.
func contextFields(o *Object) []**Object {
	switch o.Type {
	case ContextType:
		c := As[*context](o)
		return []**Object{&c.vars, &c.before}
	case ContextVarType:
		v := As[*contextVar](o)
		return []**Object{&v.name, &v.deflt}
	}
	t := As[*contextToken](o)
	return []**Object{&t.context, &t.variable, &t.old}
}

// contextSpec is what the three types have in common.
func contextSpec(name, doc string, size uintptr) Spec {
	return Spec{
		Name: name, Doc: doc, Basicsize: size, Flags: abi.TPFlagsHaveGC,
		Dealloc: func(o *Object) {
			GCUntrack(o)
			if o.Type == ContextType {
				ClearWeakrefs(o)
			}
			for _, field := range contextFields(o) {
				Clear(field)
			}
			Release(o)
		},
		Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
			for _, field := range contextFields(o) {
				if r := Visit(visit, arg, *field); r != 0 {
					return r
				}
			}
			return 0
		},
	}
}

var contextVarParams = Params{Func: "ContextVar", Names: []string{"", "default"}, Required: 1, Positional: 1}

func contextVarMethods() []Method {
	return []Method{
		{Name: "get", Doc: "The value in the current context, or the argument, or the variable's default.", Fast: func(o *Object, args **Object, n int) *Object {
			if !CheckPositional("get", n, 0, 1) {
				return nil
			}
			var deflt *Object
			if n == 1 {
				deflt = Args(args, n)[0]
			}
			v, ok := ContextVarGet(o, deflt)
			if v == nil && ok {
				SetObject(Head(LookupError), o)
			}
			return v
		}},
		{Name: "set", Doc: "Set the value in the current context; the token that comes back can undo it.", O: ContextVarSet},
		{Name: "reset", Doc: "Undo the set that returned this token.", O: func(o, token *Object) *Object {
			if token.Type != ContextTokenType {
				return Raise(TypeError, "expected an instance of Token, got %s", ReprOf(token))
			}
			if !ContextVarReset(o, token) {
				return nil
			}
			return NewRef(None)
		}},
	}
}

func contextMethods() []Method {
	vars := func(o *Object) *Object { return As[*context](o).vars }
	return []Method{
		{Name: "copy", Doc: "A context with the same values.", NoArgs: CopyContext},
		{Name: "keys", Doc: "The variables.", NoArgs: func(o *Object) *Object { return CallMethod(vars(o), "keys") }},
		{Name: "values", Doc: "The values.", NoArgs: func(o *Object) *Object { return CallMethod(vars(o), "values") }},
		{Name: "items", Doc: "The variables with their values.", NoArgs: func(o *Object) *Object { return CallMethod(vars(o), "items") }},
		{Name: "get", Doc: "A variable's value, or the second argument, or None.", Fast: func(o *Object, args **Object, n int) *Object {
			if !CheckPositional("get", n, 1, 2) || !contextKey(Args(args, n)[0]) {
				return nil
			}
			v, ok := DictGet(vars(o), Args(args, n)[0])
			switch {
			case !ok:
				return nil
			case v != nil:
				return NewRef(v)
			case n == 2:
				return NewRef(Args(args, n)[1])
			}
			return NewRef(None)
		}},
		{Name: "run", Doc: "Call the first argument with the others, in this context.", FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
			if n < 1 {
				return Raise(TypeError, "run() missing 1 required positional argument")
			}
			if !EnterContext(o) {
				return nil
			}
			all := Args(args, n+KeywordCount(names))
			result := Vectorcall(all[0], all[1:], names)
			t, v, tb := FetchErr()
			if !ExitContext(o) {
				XDecref(result)
				ChainExceptions(t, v, tb)
				return nil
			}
			RestoreErr(t, v, tb)
			return result
		}},
	}
}

func contextKey(o *Object) bool {
	if o.Type != ContextVarType {
		Raise(TypeError, "a ContextVar key was expected, got %s", ReprOf(o))
		return false
	}
	return true
}

func init() {
	Define(ContextType, func() Spec {
		s := contextSpec("_contextvars.Context", "Context()\n--\n\nThe values of context variables.", unsafe.Sizeof(context{}))
		s.Weaklistoffset = int(unsafe.Offsetof(context{}.weakreflist))
		s.New = func(_ *Type, args, kwargs *Object) *Object {
			if excess(args, kwargs) {
				return Raise(TypeError, "Context() does not accept any arguments")
			}
			return NewContext()
		}
		s.Unhashable = true
		s.Iter = func(o *Object) *Object { return Iter(As[*context](o).vars) }
		s.Richcompare = func(a, b *Object, op int32) *Object {
			if b.Type != ContextType || op != abi.EQ && op != abi.NE {
				return NewRef(NotImplemented)
			}
			return RichCompare(As[*context](a).vars, As[*context](b).vars, op)
		}
		s.Mapping = &Mapping{
			Length: func(o *Object) int { return DictLen(As[*context](o).vars) },
			Subscript: func(o, key *Object) *Object {
				if !contextKey(key) {
					return nil
				}
				v, ok := DictGet(As[*context](o).vars, key)
				if v == nil && ok {
					SetObject(Head(KeyError), key)
				}
				return XNewRef(v)
			},
		}
		s.Sequence = &Sequence{Contains: func(o, key *Object) int32 {
			if !contextKey(key) {
				return -1
			}
			return DictContains(As[*context](o).vars, key)
		}}
		s.Methods = contextMethods()
		return s
	})
	Define(ContextVarType, func() Spec {
		s := contextSpec("_contextvars.ContextVar", "ContextVar(name, *, default)\n--\n\nA variable with a value in each context.", unsafe.Sizeof(contextVar{}))
		s.New = func(_ *Type, args, kwargs *Object) *Object {
			var a [2]*Object
			if !contextVarParams.UnpackTuple(args, kwargs, a[:]) {
				return nil
			}
			return NewContextVar(a[0], a[1])
		}
		s.Repr = func(o *Object) *Object {
			v := As[*contextVar](o)
			text := "<ContextVar name=" + ReprOf(v.name)
			if v.deflt != nil {
				text += " default=" + ReprOf(v.deflt)
			}
			return NewStr(text + " at " + HexAddress(o) + ">")
		}
		s.Members = []Member{{Name: "name", Type: TObject, Offset: unsafe.Offsetof(contextVar{}.name), Flags: ReadOnly}}
		s.Methods = contextVarMethods()
		return s
	})
	Define(ContextTokenType, func() Spec {
		s := contextSpec("_contextvars.Token", "What ContextVar.set returns.", unsafe.Sizeof(contextToken{}))
		s.New = func(*Type, *Object, *Object) *Object {
			return Raise(RuntimeError, "Tokens can only be created by ContextVars")
		}
		s.Unhashable = true
		s.Repr = func(o *Object) *Object {
			t := As[*contextToken](o)
			used := ""
			if t.used {
				used = " used"
			}
			return NewStr("<Token" + used + " var=" + ReprOf(t.variable) + " at " + HexAddress(o) + ">")
		}
		s.Members = []Member{{Name: "var", Type: TObject, Offset: unsafe.Offsetof(contextToken{}.variable), Flags: ReadOnly}}
		return s
	})
}
