package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// FunctionType is function: a code object with the globals, the default arguments and the cells it runs with.
var FunctionType = ctier.Type("PyFunction_Type")

func functionFields(o *Object) []**Object {
	f := As[*abi.Function](o)
	return []**Object{
		&f.Globals, &f.Builtins, &f.Name, &f.Qualname, &f.Code, &f.Defaults, &f.KwDefaults, &f.Closure, &f.Doc, &f.Dict,
		&f.Module, &f.Annotations,
	}
}

// functionVectorcall calls a function. It runs code.
var functionVectorcall = ctier.FastcallKeywords(func(o *Object, args **Object, nargsf int, names *Object) *Object {
	f := As[*abi.Function](o)
	var keywords []*Object
	if names != nil {
		keywords = TupleItems(names)
	}
	locals := f.Globals
	if As[*abi.Code](f.Code).Flags&CodeOptimized != 0 {
		locals = nil
	}
	return runCall(o, locals, Positional(nargsf), keywords)
})

// NewFunction makes a function: PyFunction_NewWithQualName. A nil qualname is the code's.
func NewFunction(code, globals, qualname *Object) *Object {
	if code.Type != CodeType || !HasFlag(globals.Type, abi.TPFlagsDictSubclass) {
		return BadInternalCall()
	}
	module, ok := DictGet(globals, Intern("__name__"))
	if !ok {
		return nil
	}
	builtins := BuiltinsOf(globals)
	if builtins == nil {
		return nil
	}
	o := New(FunctionType)
	if o == nil {
		return nil
	}
	f, c := As[*abi.Function](o), As[*abi.Code](code)
	if qualname == nil {
		qualname = c.Qualname
	}
	doc := None
	if consts := TupleItems(c.Consts); len(consts) > 0 && HasFlag(consts[0].Type, abi.TPFlagsUnicodeSubclass) {
		doc = consts[0]
	}
	f.Globals, f.Builtins, f.Code, f.Doc, f.Module = NewRef(globals), NewRef(builtins), NewRef(code), NewRef(doc), XNewRef(module)
	f.Name, f.Qualname = NewRef(c.Name), NewRef(qualname)
	f.Vectorcall = functionVectorcall
	GCTrack(o)
	return o
}

// Setters of what C may set. None stands for nothing; what is of another kind is a SystemError.

// FunctionSetDefaults is PyFunction_SetDefaults.
func FunctionSetDefaults(o, v *Object) bool {
	return functionSet(o, v, func(f *abi.Function) **Object { return &f.Defaults }, TupleType, "non-tuple default args")
}

// FunctionSetKwDefaults is PyFunction_SetKwDefaults.
func FunctionSetKwDefaults(o, v *Object) bool {
	return functionSet(o, v, func(f *abi.Function) **Object { return &f.KwDefaults }, DictType, "non-dict keyword only default args")
}

// FunctionSetAnnotations is PyFunction_SetAnnotations.
func FunctionSetAnnotations(o, v *Object) bool {
	return functionSet(o, v, func(f *abi.Function) **Object { return &f.Annotations }, DictType, "non-dict annotations")
}

// FunctionSetClosure is PyFunction_SetClosure.
func FunctionSetClosure(o, v *Object) bool {
	complaint := ""
	if v != nil {
		complaint = fmt.Sprintf("expected tuple for closure, got '%.100s'", TypeName(v.Type))
	}
	return functionSet(o, v, func(f *abi.Function) **Object { return &f.Closure }, TupleType, complaint)
}

func functionSet(o, v *Object, field func(*abi.Function) **Object, t *Type, complaint string) bool {
	if o.Type != FunctionType {
		BadInternalCall()
		return false
	}
	switch {
	case v == None:
		v = nil
	case v == nil || !Is(v, t):
		Raise(SystemError, "%s", complaint)
		return false
	}
	Replace(field(As[*abi.Function](o)), XNewRef(v))
	return true
}

// FunctionAnnotations returns the dict of a function's annotations, borrowed; nil, and no error, if it has none. A compiler
// leaves a tuple of names and values: it becomes the dict now.
func FunctionAnnotations(o *Object) (*Object, bool) {
	f := As[*abi.Function](o)
	if f.Annotations == nil || f.Annotations.Type != TupleType {
		return f.Annotations, true
	}
	dict := NewDict()
	if dict == nil {
		return nil, false
	}
	items := TupleItems(f.Annotations)
	for i := 0; i+1 < len(items); i += 2 {
		if !DictSet(dict, items[i], items[i+1]) {
			Decref(dict)
			return nil, false
		}
	}
	Replace(&f.Annotations, dict)
	return dict, true
}

func init() {
	Define(FunctionType, func() Spec {
		member := func(name string, offset uintptr, flags int32) Member {
			return Member{Name: name, Type: TObject, Offset: offset, Flags: flags}
		}
		return Spec{
			Name: "function", Basicsize: unsafe.Sizeof(abi.Function{}),
			Doc: "function(code, globals, name=None, argdefs=None, closure=None)\n--\n\nCreate a function object.\n\n" +
				"  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string in place of the code object's name\n" +
				"  argdefs\n    a tuple of default argument values\n  closure\n    a tuple of cells for the free variables",
			Flags:            abi.TPFlagsHaveGC | abi.TPFlagsHaveVectorcall | abi.TPFlagsMethodDescriptor,
			VectorcallOffset: int(unsafe.Offsetof(abi.Function{}.Vectorcall)),
			Weaklistoffset:   int(unsafe.Offsetof(abi.Function{}.Weakreflist)),
			Dictoffset:       int(unsafe.Offsetof(abi.Function{}.Dict)),
			New:              functionNew,
			Call:             VectorcallCall,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				if As[*abi.Function](o).Weakreflist != nil {
					ClearWeakrefs(o)
				}
				for _, f := range functionFields(o) {
					Clear(f)
				}
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				for _, f := range functionFields(o) {
					if r := Visit(visit, arg, *f); r != 0 {
						return r
					}
				}
				return 0
			},
			Clear: functionClear,
			Repr: func(o *Object) *Object {
				return NewStr(fmt.Sprintf("<function %s at %p>", StrOf(As[*abi.Function](o).Qualname), o))
			},
			DescrGet: func(f, obj, _ *Object) *Object {
				if obj == nil || obj == None {
					return NewRef(f)
				}
				return NewMethod(f, obj)
			},
			Members: []Member{
				member("__closure__", unsafe.Offsetof(abi.Function{}.Closure), ReadOnly),
				member("__doc__", unsafe.Offsetof(abi.Function{}.Doc), 0),
				member("__globals__", unsafe.Offsetof(abi.Function{}.Globals), ReadOnly),
				member("__module__", unsafe.Offsetof(abi.Function{}.Module), 0),
				member("__builtins__", unsafe.Offsetof(abi.Function{}.Builtins), ReadOnly),
			},
			Getset: functionGetset(),
		}
	})
}

// functionClear breaks cycles. The code and the names stay, which are part of none, and the globals: a dict breaks its
// own.
func functionClear(o *Object) int32 {
	f := As[*abi.Function](o)
	for _, field := range []**Object{&f.Builtins, &f.Defaults, &f.KwDefaults, &f.Closure, &f.Doc, &f.Dict, &f.Module, &f.Annotations} {
		Clear(field)
	}
	return 0
}

var functionParams = Params{Func: "function", Names: []string{"code", "globals", "name", "argdefs", "closure"}, Required: 2, Positional: 5}

func functionNew(_ *Type, args, kwargs *Object) *Object {
	v := [5]*Object{nil, nil, None, None, None}
	if !functionParams.UnpackTuple(args, kwargs, v[:]) {
		return nil
	}
	code, globals, name, defaults, closure := v[0], v[1], v[2], v[3], v[4]
	switch {
	case code.Type != CodeType:
		return Raise(TypeError, "function() argument 'code' must be code, not %.50s", ArgumentTypeName(code))
	case !HasFlag(globals.Type, abi.TPFlagsDictSubclass):
		return Raise(TypeError, "function() argument 'globals' must be dict, not %.50s", ArgumentTypeName(globals))
	case name != None && !HasFlag(name.Type, abi.TPFlagsUnicodeSubclass):
		return Raise(TypeError, "arg 3 (name) must be None or string")
	case defaults != None && !HasFlag(defaults.Type, abi.TPFlagsTupleSubclass):
		return Raise(TypeError, "arg 4 (defaults) must be None or tuple")
	}
	if !checkClosure(As[*abi.Code](code), closure) || !audit("function.__new__", code) {
		return nil
	}
	o := NewFunction(code, globals, nil)
	if o == nil {
		return nil
	}
	f := As[*abi.Function](o)
	if name != None {
		Replace(&f.Name, NewRef(name))
	}
	if defaults != None {
		f.Defaults = NewRef(defaults)
	}
	if closure != None {
		f.Closure = NewRef(closure)
	}
	return o
}

func checkClosure(code *abi.Code, closure *Object) bool {
	free := int(code.Nfreevars)
	if !HasFlag(closure.Type, abi.TPFlagsTupleSubclass) {
		switch {
		case free > 0 && closure == None:
			Raise(TypeError, "arg 5 (closure) must be tuple")
			return false
		case closure != None:
			Raise(TypeError, "arg 5 (closure) must be None or tuple")
			return false
		}
		return true
	}
	cells := TupleItems(closure)
	if len(cells) != free {
		Raise(ValueError, "%s requires closure of length %d, not %d", StrOf(code.Name), free, len(cells))
		return false
	}
	for _, cell := range cells {
		if cell.Type != CellType {
			Raise(TypeError, "arg 5 (closure) expected cell, found %s", TypeName(cell.Type))
			return false
		}
	}
	return true
}

func functionGetset() []GetSet {
	return []GetSet{
		{Name: "__code__", Get: func(o *Object) *Object { return functionGet(o, "__code__", As[*abi.Function](o).Code) }, Set: functionSetCode},
		{
			Name: "__defaults__",
			Get:  func(o *Object) *Object { return functionGet(o, "__defaults__", As[*abi.Function](o).Defaults) },
			Set: func(o, v *Object) int32 {
				return functionAssign(o, v, "__defaults__", &As[*abi.Function](o).Defaults, TupleType)
			},
		},
		{
			Name: "__kwdefaults__",
			Get:  func(o *Object) *Object { return functionGet(o, "__kwdefaults__", As[*abi.Function](o).KwDefaults) },
			Set: func(o, v *Object) int32 {
				return functionAssign(o, v, "__kwdefaults__", &As[*abi.Function](o).KwDefaults, DictType)
			},
		},
		{Name: "__annotations__", Get: functionGetAnnotations, Set: functionSetAnnotations},
		{Name: "__dict__", Get: GenericGetDict, Set: GenericSetDict},
		{
			Name: "__name__",
			Get:  func(o *Object) *Object { return NewRef(As[*abi.Function](o).Name) },
			Set:  func(o, v *Object) int32 { return setName(&As[*abi.Function](o).Name, "__name__", v) },
		},
		{
			Name: "__qualname__",
			Get:  func(o *Object) *Object { return NewRef(As[*abi.Function](o).Qualname) },
			Set:  func(o, v *Object) int32 { return setName(&As[*abi.Function](o).Qualname, "__qualname__", v) },
		},
	}
}

// setName is the setter of a name of a function or a generator.
func setName(field **Object, name string, v *Object) int32 {
	if v == nil || !HasFlag(v.Type, abi.TPFlagsUnicodeSubclass) {
		return fail(TypeError, "%s must be set to a string object", name)
	}
	Replace(field, NewRef(v))
	return 0
}

func functionGet(o *Object, name string, v *Object) *Object {
	if !audit("object.__getattr__", o, Intern(name)) {
		return nil
	}
	return orNone(v)
}

// functionAssign sets an attribute of one type; None and deletion take it away.
func functionAssign(o, v *Object, name string, field **Object, t *Type) int32 {
	if v == None {
		v = nil
	}
	if v != nil && !Is(v, t) {
		return fail(TypeError, "%s must be set to a %s object", name, TypeName(t))
	}
	audited := audit("object.__delattr__", o, Intern(name))
	if v != nil {
		audited = audit("object.__setattr__", o, Intern(name), v)
	}
	if !audited {
		return -1
	}
	Replace(field, XNewRef(v))
	return 0
}

func functionSetCode(o, v *Object) int32 {
	f := As[*abi.Function](o)
	if v == nil || v.Type != CodeType {
		return fail(TypeError, "__code__ must be set to a code object")
	}
	if !audit("object.__setattr__", o, Intern("__code__"), v) {
		return -1
	}
	cells := 0
	if f.Closure != nil {
		cells = len(TupleItems(f.Closure))
	}
	if free := int(As[*abi.Code](v).Nfreevars); free != cells {
		return fail(ValueError, "%s() requires a code object with %d free vars, not %d", StrOf(f.Name), cells, free)
	}
	Replace(&f.Code, NewRef(v))
	return 0
}

func functionGetAnnotations(o *Object) *Object {
	annotations, ok := FunctionAnnotations(o)
	if ok && annotations == nil {
		annotations = NewDict()
		As[*abi.Function](o).Annotations = annotations
	}
	return XNewRef(annotations)
}

func functionSetAnnotations(o, v *Object) int32 {
	if v == None {
		v = nil
	}
	if v != nil && !HasFlag(v.Type, abi.TPFlagsDictSubclass) {
		return fail(TypeError, "__annotations__ must be set to a dict object")
	}
	Replace(&As[*abi.Function](o).Annotations, XNewRef(v))
	return 0
}
