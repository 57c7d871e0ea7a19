package object

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Built-in functions and methods: a PyMethodDef bound to an object. The METH_ flags choose how arguments travel, and
// with it the vectorcall function of the object; a METH_VARARGS function has none and is called through tp_call.

var (
	CFunctionType = ctier.Type("PyCFunction_Type")
	CMethodType   = ctier.Type("PyCMethod_Type")
)

// callConvention masks the flags that say how arguments travel.
const callConvention = abi.MethVarargs | abi.MethFastcall | abi.MethNoargs | abi.MethO | abi.MethKeywords | abi.MethMethod

// vectorcalls are the vectorcall functions for each convention: of built-in functions, and of method descriptors, whose
// first argument is self.
type vectorcalls struct {
	noargs, o, fastcall, fastcallKeywords, method, varargs abi.Func
}

// vectorcallFor chooses by a definition's flags; false, and SystemError, for flags that make no sense together.
func vectorcallFor(def *abi.MethodDef, v *vectorcalls) (abi.Func, bool) {
	switch def.Flags & callConvention {
	case abi.MethVarargs, abi.MethVarargs | abi.MethKeywords:
		return v.varargs, true
	case abi.MethFastcall:
		return v.fastcall, true
	case abi.MethFastcall | abi.MethKeywords:
		return v.fastcallKeywords, true
	case abi.MethNoargs:
		return v.noargs, true
	case abi.MethO:
		return v.o, true
	case abi.MethMethod | abi.MethFastcall | abi.MethKeywords:
		return v.method, true
	}
	Raise(SystemError, "%s() method: bad call flags", ctier.GoString(def.Name))
	return nil, false
}

// NewCFunction makes a built-in function: self and module may be nil, class is for METH_METHOD. It is PyCMethod_New.
func NewCFunction(def *abi.MethodDef, self, module *Object, class *Type) *Object {
	vectorcall, ok := vectorcallFor(def, functionVectorcalls)
	if !ok {
		return nil
	}
	t := CFunctionType
	if def.Flags&abi.MethMethod != 0 {
		if class == nil {
			return Raise(SystemError, "attempting to create PyCMethod with a METH_METHOD flag but no class")
		}
		t = CMethodType
	} else if class != nil {
		return Raise(SystemError, "attempting to create PyCFunction with class but no METH_METHOD flag")
	}
	o := New(t)
	if o == nil {
		return nil
	}
	f := As[*abi.CFunction](o)
	f.ML, f.Self, f.Module, f.Vectorcall = def, XNewRef(self), XNewRef(module), vectorcall
	if class != nil {
		Incref(Head(class))
		As[*abi.CMethod](o).Class = class
	}
	GCTrack(o)
	return o
}

// cSelf is what the C function gets as self: nil for a static method.
func cSelf(f *abi.CFunction) *Object {
	if f.ML.Flags&abi.MethStatic != 0 {
		return nil
	}
	return f.Self
}

// functionName is how error messages call a callable: with its module, unless that is builtins, and "()".
func functionName(f *Object) string {
	et, ev, tb := FetchErr()
	defer RestoreErr(et, ev, tb)
	qualname, _ := LookupAttrString(f, "__qualname__")
	if qualname == nil {
		ClearErr()
		s := Str(f)
		if s == nil {
			ClearErr()
			return "?"
		}
		defer Decref(s)
		return StrOf(s)
	}
	defer Decref(qualname)
	name := StrOf(qualname) + "()"
	module, _ := LookupAttrString(f, "__module__")
	ClearErr()
	if module == nil {
		return name
	}
	defer Decref(module)
	if Is(module, StrType) && StrOf(module) != "builtins" {
		return StrOf(module) + "." + name
	}
	return name
}

func noKeywords(f, names *Object) bool {
	if names == nil || len(TupleItems(names)) == 0 {
		return true
	}
	Raise(TypeError, "%s takes no keyword arguments", functionName(f))
	return false
}

func arity(f *Object, have int, want string) *Object {
	return Raise(TypeError, "%s takes %s (%d given)", functionName(f), want, have)
}

// invoke calls a C function with checked arguments. args must not hold self.
func invoke(f *Object, def *abi.MethodDef, self *Object, class *Type, args []*Object, names *Object) *Object {
	if !EnterCall(" while calling a Python object") {
		return nil
	}
	defer LeaveCall()
	first := unsafe.SliceData(args)
	switch def.Flags & callConvention {
	case abi.MethNoargs:
		if !noKeywords(f, names) {
			return nil
		}
		if len(args) != 0 {
			return arity(f, len(args), "no arguments")
		}
		return ctier.CallBinary(def.Meth, self, nil)
	case abi.MethO:
		if !noKeywords(f, names) {
			return nil
		}
		if len(args) != 1 {
			return arity(f, len(args), "exactly one argument")
		}
		return ctier.CallBinary(def.Meth, self, args[0])
	case abi.MethFastcall:
		if !noKeywords(f, names) {
			return nil
		}
		return ctier.CallFastcall(def.Meth, self, first, len(args))
	case abi.MethFastcall | abi.MethKeywords:
		return ctier.CallFastcallKeywords(def.Meth, self, first, len(args)-KeywordCount(names), names)
	case abi.MethMethod | abi.MethFastcall | abi.MethKeywords:
		return ctier.CallMethodCall(def.Meth, self, class, first, len(args)-KeywordCount(names), names)
	}
	n := len(args) - KeywordCount(names)
	if def.Flags&abi.MethKeywords == 0 && n < len(args) {
		if Is(f, CFunctionType) {
			return Raise(TypeError, "%.200s() takes no keyword arguments", ctier.GoString(def.Name)) // without module and class
		}
		noKeywords(f, names)
		return nil
	}
	tuple := Pack(args[:n]...)
	if tuple == nil {
		return nil
	}
	defer Decref(tuple)
	if def.Flags&abi.MethKeywords == 0 {
		return ctier.CallBinary(def.Meth, self, tuple)
	}
	kwargs, ok := keywordDict(args[n:], names)
	if !ok {
		return nil
	}
	defer XDecref(kwargs)
	return ctier.CallTernary(def.Meth, self, tuple, kwargs)
}

// KeywordCount is the number of names in a vectorcall's tuple of names, which may be nil.
func KeywordCount(names *Object) int {
	if names == nil {
		return 0
	}
	return len(TupleItems(names))
}

// keywordDict makes the dict of keyword arguments; nil if there are none.
func keywordDict(values []*Object, names *Object) (*Object, bool) {
	if len(values) == 0 {
		return nil, true
	}
	d := NewDict()
	if d == nil {
		return nil, false
	}
	for i, name := range TupleItems(names) {
		if !DictSet(d, name, values[i]) {
			Decref(d)
			return nil, false
		}
	}
	return d, true
}

func cfunctionVectorcall(o *Object, args **Object, nargsf int, names *Object) *Object {
	f := As[*abi.CFunction](o)
	var class *Type
	if f.ML.Flags&abi.MethMethod != 0 {
		class = As[*abi.CMethod](o).Class
	}
	n := Positional(nargsf) + KeywordCount(names)
	return CheckResult(o, invoke(o, f.ML, cSelf(f), class, Args(args, n), names), "")
}

func methodDescrVectorcall(o *Object, args **Object, nargsf int, names *Object) *Object {
	d := As[*abi.MethodDescr](o)
	all := Args(args, Positional(nargsf)+KeywordCount(names))
	self, ok := selfOf(o, all[:Positional(nargsf)])
	if !ok {
		return nil
	}
	return CheckResult(o, invoke(o, d.Method, self, d.Type, all[1:], names), "")
}

// Positional is the number of positional arguments in a vectorcall's nargsf.
func Positional(nargsf int) int { return int(uint(nargsf) &^ abi.VectorcallArgumentsOffset) }

var functionVectorcalls, methodVectorcalls *vectorcalls

func init() {
	functionVectorcalls = hotVectorcalls("gl_function_", cfunctionVectorcall)
	methodVectorcalls = hotVectorcalls("gl_method_", methodDescrVectorcall)
}

// hotVectorcalls are the C bodies for each convention, with one Go twin. METH_METHOD has none.
func hotVectorcalls(prefix string, f ctier.FastcallKeywordsFunc) *vectorcalls {
	hot := func(convention string) abi.Func { return ctier.HotFastcallKeywords(prefix+convention, f) }
	return &vectorcalls{
		noargs: hot("noargs"), o: hot("o"), fastcall: hot("fastcall"), fastcallKeywords: hot("keywords"),
		varargs: hot("varargs"), method: ctier.FastcallKeywords(f),
	}
}

// FunctionQualname is what __qualname__ of a built-in function answers.
func functionQualname(o *Object) *Object {
	f := As[*abi.CFunction](o)
	name := ctier.GoString(f.ML.Name)
	if f.Self == nil || Is(f.Self, ModuleType) {
		return NewStr(name)
	}
	var t *Object
	if Is(f.Self, TypeType) {
		t = f.Self
	} else {
		t = Head(f.Self.Type)
	}
	q := GetAttrString(t, "__qualname__")
	if q == nil {
		return nil
	}
	defer Decref(q)
	if !Is(q, StrType) {
		return Raise(TypeError, "<method>.__class__.__qualname__ is not a unicode object")
	}
	return NewStr(StrOf(q) + "." + name)
}

// HexAddress is where an object is, as reprs show it.
func HexAddress(o *Object) string { return fmt.Sprintf("%#x", uintptr(unsafe.Pointer(o))) }

func init() {
	spec := func(name string, size uintptr) Spec {
		return Spec{
			Name: name, Basicsize: size,
			Flags:            abi.TPFlagsHaveGC | abi.TPFlagsHaveVectorcall,
			VectorcallOffset: int(unsafe.Offsetof(abi.CFunction{}.Vectorcall)),
			Weaklistoffset:   int(unsafe.Offsetof(abi.CFunction{}.Weakreflist)),
			Call:             VectorcallCall,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				f := As[*abi.CFunction](o)
				ClearWeakrefs(o)
				var class *Type
				if f.ML.Flags&abi.MethMethod != 0 {
					class = As[*abi.CMethod](o).Class
				}
				self, module := f.Self, f.Module
				Release(o)
				XDecref(self)
				XDecref(module)
				if class != nil {
					Decref(Head(class))
				}
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				f := As[*abi.CFunction](o)
				if f.ML.Flags&abi.MethMethod != 0 {
					if r := Visit(visit, arg, Head(As[*abi.CMethod](o).Class)); r != 0 {
						return r
					}
				}
				return Visit(visit, arg, f.Self, f.Module)
			},
			Repr: func(o *Object) *Object {
				f := As[*abi.CFunction](o)
				name := ctier.GoString(f.ML.Name)
				if f.Self == nil || Is(f.Self, ModuleType) {
					return NewStr("<built-in function " + name + ">")
				}
				return NewStr("<built-in method " + name + " of " + TypeName(f.Self.Type) + " object at " + HexAddress(f.Self) + ">")
			},
			Hash: func(o *Object) int {
				f := As[*abi.CFunction](o)
				return (HashPointer(unsafe.Pointer(f.Self)) ^ HashPointer(f.ML.Meth)) | 1
			},
			Richcompare: func(a, b *Object, op int32) *Object {
				if op != abi.EQ && op != abi.NE || !Is(a, CFunctionType) || !Is(b, CFunctionType) {
					return NewRef(NotImplemented)
				}
				x, y := As[*abi.CFunction](a), As[*abi.CFunction](b)
				same := x.Self == y.Self && x.ML.Meth == y.ML.Meth
				return NewBool(same == (op == abi.EQ))
			},
			Getset: []GetSet{
				{Name: "__doc__", Get: func(o *Object) *Object {
					ml := As[*abi.CFunction](o).ML
					return textOf(ml.Doc, ctier.GoString(ml.Name))
				}},
				{Name: "__name__", Get: func(o *Object) *Object { return NewStr(ctier.GoString(As[*abi.CFunction](o).ML.Name)) }},
				{Name: "__qualname__", Get: functionQualname},
				{Name: "__self__", Get: func(o *Object) *Object {
					if self := cSelf(As[*abi.CFunction](o)); self != nil {
						return NewRef(self)
					}
					return NewRef(None)
				}},
				{Name: "__text_signature__", Get: func(o *Object) *Object {
					ml := As[*abi.CFunction](o).ML
					return signatureOf(ml.Doc, ctier.GoString(ml.Name))
				}},
			},
			Members: []Member{{Name: "__module__", Type: TObject, Offset: unsafe.Offsetof(abi.CFunction{}.Module)}},
			Methods: []Method{functionReduce},
		}
	}
	Define(CFunctionType, func() Spec { return spec("builtin_function_or_method", unsafe.Sizeof(abi.CFunction{})) })
	Define(CMethodType, func() Spec {
		s := spec("builtin_method", unsafe.Sizeof(abi.CMethod{}))
		s.Base = CFunctionType
		return s
	})
}

// boundDefs are the definitions of the functions that NewBoundMethod has made: *Method → *abi.MethodDef.
var boundDefs sync.Map

// NewBoundMethod makes a built-in function of a Method with self as its first argument, and no module: a new reference. The
// definition is made once for the process, so the Method must be a variable.
func NewBoundMethod(m *Method, self *Object) *Object {
	def, ok := boundDefs.Load(m)
	if !ok {
		def, _ = boundDefs.LoadOrStore(m, MethodDefs([]Method{*m}))
	}
	return NewCFunction(def.(*abi.MethodDef), self, nil, nil)
}
