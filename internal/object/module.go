package object

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

var (
	ModuleType    = ctier.Type("PyModule_Type")
	ModuleDefType = ctier.Type("PyModuleDef_Type")
)

// NewModule makes an empty module: it is PyModule_NewObject.
func NewModule(name *Object) *Object {
	o := GenericAlloc(ModuleType, 0)
	if o == nil {
		return nil
	}
	m := As[*abi.Module](o)
	if m.Dict = NewDict(); m.Dict == nil || !initModule(m, name, None) {
		Decref(o)
		return nil
	}
	return o
}

// initModule fills the names every module has.
func initModule(m *abi.Module, name, doc *Object) bool {
	for _, attr := range []struct {
		name  string
		value *Object
	}{{"__name__", name}, {"__doc__", doc}, {"__package__", None}, {"__loader__", None}, {"__spec__", None}} {
		if !DictSet(m.Dict, Intern(attr.name), attr.value) {
			return false
		}
	}
	if Is(name, StrType) {
		Replace(&m.Name, NewRef(name))
	}
	return true
}

// ModuleName is __name__ as a new reference; nil, and SystemError, if it is gone.
func ModuleName(o *Object) *Object {
	if !Is(o, ModuleType) {
		return BadArgument()
	}
	d := As[*abi.Module](o).Dict
	if d != nil {
		if v := DictGetInterned(d, Intern("__name__")); v != nil && Is(v, StrType) {
			return NewRef(v)
		}
	}
	return Raise(SystemError, "nameless module")
}

// FromDef makes a module from a definition with all but multi-phase slots: it is PyModule_Create2. name is what the
// module is called if the definition's own name says no more.
func FromDef(def *abi.ModuleDef, name string) *Object {
	if !InitDef(def) {
		return nil
	}
	if def.Slots != nil {
		return Raise(SystemError, "module %s: PyModule_Create is incompatible with m_slots", name)
	}
	o := NewModuleString(name)
	if o == nil {
		return nil
	}
	if !attachDef(o, def) || !addDefined(o, def) {
		Decref(o)
		return nil
	}
	return o
}

// NewModuleString is NewModule for a Go string.
func NewModuleString(name string) *Object {
	n := NewStr(name)
	if n == nil {
		return nil
	}
	defer Decref(n)
	return NewModule(n)
}

// attachDef gives a module its definition and its state.
func attachDef(o *Object, def *abi.ModuleDef) bool {
	m := As[*abi.Module](o)
	if def.Size > 0 && m.State == nil {
		if m.State = RawAlloc(uintptr(def.Size)); m.State == nil {
			NoMemory()
			return false
		}
		clear(unsafe.Slice((*byte)(m.State), def.Size))
	}
	setDef(m, def)
	return true
}

// addDefined adds the functions and the doc of a definition.
func addDefined(o *Object, def *abi.ModuleDef) bool {
	if def.Methods != nil && !AddFunctions(o, def.Methods) {
		return false
	}
	return def.Doc == nil || SetDoc(o, ctier.GoString(def.Doc))
}

// AddFunctions adds an array of functions to a module: it is PyModule_AddFunctions.
func AddFunctions(o *Object, first *abi.MethodDef) bool {
	name := ModuleName(o)
	if name == nil {
		return false
	}
	defer Decref(name)
	for _, def := range methodsOf(first) {
		if def.Flags&(abi.MethClass|abi.MethStatic) != 0 {
			Raise(ValueError, "module functions cannot set METH_CLASS or METH_STATIC")
			return false
		}
		f := NewCFunction(def, o, name, nil)
		if f == nil {
			return false
		}
		ok := SetAttrString(o, ctier.GoString(def.Name), f)
		Decref(f)
		if !ok {
			return false
		}
	}
	return true
}

// SetDoc sets a module's __doc__.
func SetDoc(o *Object, doc string) bool {
	v := NewStr(doc)
	if v == nil {
		return false
	}
	defer Decref(v)
	return SetAttrString(o, "__doc__", v)
}

// InitDef makes a definition an object: it is PyModuleDef_Init.
func InitDef(def *abi.ModuleDef) bool {
	if def.Index == 0 {
		defIndices.Lock()
		defIndices.last++
		def.Index = defIndices.last
		defIndices.Unlock()
		def.Object.Refcnt = Immortal
		def.Object.Type = ModuleDefType
	}
	return true
}

// State returns a module's state, nil if it has none.
func ModuleState(o *Object) unsafe.Pointer { return As[*abi.Module](o).State }

func moduleDealloc(o *Object) {
	GCUntrack(o)
	m := As[*abi.Module](o)
	ClearWeakrefs(o)
	if m.Def != nil && m.Def.Free != nil && (m.Def.Size <= 0 || m.State != nil) {
		ctier.CallDestructor(m.Def.Free, o)
	}
	setDef(m, nil)
	dict, name, state := m.Dict, m.Name, m.State
	freeInstance(o)
	XDecref(dict)
	XDecref(name)
	RawFree(state)
}

// freeInstance ends an instance of a built-in type or of a heap type derived from it.
func freeInstance(o *Object) {
	ctier.CallFree(o.Type.Free, unsafe.Pointer(o))
}

func moduleGetattr(o, name *Object) *Object {
	v := GenericGetAttr(o, name)
	if v != nil || !Matches(AttributeError) {
		return v
	}
	ClearErr()
	m := As[*abi.Module](o)
	if m.Dict != nil {
		if f := DictGetInterned(m.Dict, Intern("__getattr__")); f != nil {
			return CallArgs(f, name)
		}
		if n := DictGetInterned(m.Dict, Intern("__name__")); n != nil && Is(n, StrType) {
			return Raise(AttributeError, "module '%s' has no attribute '%s'", StrOf(n), StrOf(name))
		}
	}
	return Raise(AttributeError, "module has no attribute '%s'", StrOf(name))
}

var moduleParams = Params{Func: "module", Names: []string{"name", "doc"}, Required: 1, Positional: 2}

// moduleShownName is the repr of the name that a module is imported under, which its own __name__ may contradict.
func moduleShownName(dict *Object) (name string, ok bool) {
	if spec := DictGetInterned(dict, Intern("__spec__")); spec != nil && spec != None {
		n := GetAttrString(spec, "name")
		if n != nil {
			defer Decref(n)
			name = ReprOf(n)
			return name, Occurred() == nil
		}
		ClearErr()
	}
	n := DictGetInterned(dict, Intern("__name__"))
	if n == nil {
		return "?", true
	}
	name = ReprOf(n)
	return name, Occurred() == nil
}

func moduleRepr(o *Object) *Object {
	name, ok := moduleShownName(As[*abi.Module](o).Dict)
	if !ok {
		return nil
	}
	if file := DictGetInterned(As[*abi.Module](o).Dict, Intern("__file__")); file != nil {
		return NewStr("<module " + name + " from " + ReprOf(file) + ">")
	}
	if builtins[strings.Trim(name, "'")] != nil {
		return NewStr("<module " + name + " (built-in)>")
	}
	return NewStr("<module " + name + ">")
}

func init() {
	Define(ModuleType, func() Spec {
		return Spec{
			Name: "module", Basicsize: unsafe.Sizeof(abi.Module{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			Doc:            "module(name, doc=None)\n--\n\nCreate a module object.\n\nThe name must be a string; the optional docstring can have any type.",
			Weaklistoffset: int(unsafe.Offsetof(abi.Module{}.Weakreflist)),
			Dictoffset:     int(unsafe.Offsetof(abi.Module{}.Dict)),
			New: func(t *Type, _, _ *Object) *Object {
				o := ctier.CallAlloc(t.Alloc, t, 0)
				if o == nil {
					return nil
				}
				if As[*abi.Module](o).Dict = NewDict(); As[*abi.Module](o).Dict == nil {
					Decref(o)
					return nil
				}
				return o
			},
			Init: func(self, args, kwargs *Object) int32 {
				var a [2]*Object
				if !moduleParams.UnpackTuple(args, kwargs, a[:]) {
					return -1
				}
				if !Is(a[0], StrType) {
					Raise(TypeError, "module() argument 'name' must be str, not %.50s", argumentType(a[0]))
					return -1
				}
				if !initModule(As[*abi.Module](self), a[0], noneIfNil(a[1])) {
					return -1
				}
				return 0
			},
			Dealloc: moduleDealloc,
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				m := As[*abi.Module](o)
				if m.Def != nil && m.Def.Traverse != nil && (m.Def.Size <= 0 || m.State != nil) {
					if r := ctier.CallTraverse(m.Def.Traverse, o, visit, arg); r != 0 {
						return r
					}
				}
				return Visit(visit, arg, m.Dict)
			},
			Clear: func(o *Object) int32 {
				m := As[*abi.Module](o)
				if m.Def != nil && m.Def.Clear != nil && (m.Def.Size <= 0 || m.State != nil) {
					if r := ctier.CallInquiry(m.Def.Clear, o); r != 0 {
						return r
					}
				}
				Clear(&m.Dict)
				return 0
			},
			Repr: moduleRepr, Getattro: moduleGetattr,
			Members: []Member{{Name: "__dict__", Type: TObject, Offset: unsafe.Offsetof(abi.Module{}.Dict), Flags: ReadOnly}},
			Methods: []Method{{Name: "__dir__", Doc: "__dir__() -> list\nspecialized dir() implementation", NoArgs: func(o *Object) *Object {
				d := As[*abi.Module](o).Dict
				if f := DictGetInterned(d, Intern("__dir__")); f != nil {
					return CallArgs(f)
				}
				return keysList(d)
			}}},
		}
	})
	Define(ModuleDefType, func() Spec { return Spec{Name: "moduledef", Basicsize: unsafe.Sizeof(abi.ModuleDef{})} })
}

// ModuleShortName is a dotted name's last part.
func ModuleShortName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
