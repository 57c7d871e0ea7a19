package object

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// A builtin is a module that Go implements: made when it is first imported.
var builtins = map[string]func() *Object{}

// DefineModule registers a module that Go implements.
func DefineModule(name string, make func() *Object) { builtins[name] = make }

// BuiltinNames are the names of the modules that Go implements.
func BuiltinNames() []string {
	var names []string
	for name := range builtins {
		names = append(names, name)
	}
	return names
}

// GoModule makes a module out of Go functions: for DefineModule. The definitions are made once for the process.
func GoModule(name, doc string, methods *[]Method) func() *Object {
	var defs *abi.MethodDef
	return func() *Object {
		defsLock.Lock()
		if defs == nil {
			defs = MethodDefs(*methods)
		}
		defsLock.Unlock()
		o := NewModuleString(name)
		if o == nil {
			return nil
		}
		if !SetDoc(o, doc) || defs != nil && !AddFunctions(o, defs) {
			Decref(o)
			return nil
		}
		return o
	}
}

// Import is import name, returning the module of that very name: from sys.modules, from the modules that Go implements,
// or from what the host's finder loads. It may run code.
func Import(name string) *Object {
	s := State()
	if name == "" {
		return Raise(ValueError, "Empty module name")
	}
	if m, ok := DictGetString(s.Modules, name); m != nil || !ok {
		if m == None {
			return RaiseImport(ModuleNotFoundError, "import of "+name+" halted; None in sys.modules", name, "")
		}
		return XNewRef(m)
	}
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		parent := Import(name[:dot])
		if parent == nil {
			return nil
		}
		defer Decref(parent)
		if m, ok := DictGetString(s.Modules, name); m != nil || !ok {
			return XNewRef(m)
		}
		m := load(s, name)
		if m != nil && Is(parent, ModuleType) && !SetAttrString(parent, name[dot+1:], m) {
			ClearErr()
		}
		return m
	}
	return load(s, name)
}

func load(s *InterpState, name string) *Object {
	if !auditImport(name) {
		return nil
	}
	if s.First != nil {
		if m, found := s.First(name); found {
			return m
		}
	}
	if make, ok := builtins[name]; ok {
		m := make()
		if m == nil {
			return nil
		}
		if !DictSetString(s.Modules, name, m) {
			Decref(m)
			return nil
		}
		return m
	}
	if m, found := s.importBuiltin(name); found {
		return m
	}
	if s.Find != nil {
		m, found := s.Find(name)
		if found {
			return m
		}
	}
	return RaiseNoModule(name)
}

// RaiseNoModule raises ModuleNotFoundError for a module that is nowhere, and returns nil.
func RaiseNoModule(name string) *Object {
	o := NewStr(name)
	if o == nil {
		return nil
	}
	defer Decref(o)
	return RaiseImport(ModuleNotFoundError, "No module named "+ReprOf(o), name, "")
}

// RaiseImport raises an ImportError with its name and path, which may be empty.
func RaiseImport(t *Type, text, name, path string) *Object {
	msg := NewStr(text)
	if msg == nil {
		return nil
	}
	defer Decref(msg)
	exc := CallArgs(Head(t), msg)
	if exc == nil {
		return nil
	}
	defer Decref(exc)
	for attr, value := range map[string]string{"name": name, "path": path} {
		if value == "" {
			continue
		}
		v := NewStr(value)
		if v == nil || !SetAttrString(exc, attr, v) {
			XDecref(v)
			return nil
		}
		Decref(v)
	}
	return RaiseObject(t, exc)
}

// InitModule finishes what a PyInit function returned into a module of this name, as CPython does it: single-phase modules are
// complete, a definition is created and executed. result is taken over; nil means that init raised. file is the module's
// __file__, or empty.
func InitModule(result *Object, name, file string) *Object {
	s := State()
	short := ModuleShortName(name)
	if result == nil {
		if Occurred() == nil {
			return Raise(SystemError, "initialization of %s failed without raising an exception", short)
		}
		return nil
	}
	if Occurred() != nil {
		if result.Type != ModuleDefType {
			Decref(result)
		}
		ClearErr()
		return Raise(SystemError, "initialization of %s raised unreported exception", short)
	}
	if result.Type == nil {
		return Raise(SystemError, "init function of %s returned uninitialized object", short)
	}
	if result.Type == ModuleDefType {
		return multiPhase(As[*abi.ModuleDef](result), name, file)
	}
	if !Is(result, ModuleType) || As[*abi.Module](result).Def == nil {
		Decref(result)
		return Raise(SystemError, "initialization of %s did not return an extension module", short)
	}
	if file != "" {
		v := NewStr(file)
		if v == nil || !SetAttrString(result, "__file__", v) {
			ClearErr()
		}
		XDecref(v)
	}
	spec := newSpec(name, file)
	if spec == nil || !SetAttrString(result, "__spec__", spec) {
		ClearErr()
	}
	XDecref(spec)
	if !DictSetString(s.Modules, name, result) || !RegisterModule(result, As[*abi.Module](result).Def) {
		Decref(result)
		return nil
	}
	return result
}

func multiPhase(def *abi.ModuleDef, name, file string) *Object {
	return twoPhases(name, file, func(spec *Object) *Object { return FromDefAndSpec(def, spec) }, func(m *Object) bool {
		return As[*abi.Module](m).Def == nil || ExecDef(m, def)
	})
}

// twoPhases makes a module of a spec, and executes it if it is one, known under its name meanwhile.
func twoPhases(name, file string, create func(spec *Object) *Object, exec func(m *Object) bool) *Object {
	s := State()
	spec := newSpec(name, file)
	if spec == nil {
		return nil
	}
	defer Decref(spec)
	m := create(spec)
	if m == nil {
		return nil
	}
	if Is(m, ModuleType) && file != "" {
		v := NewStr(file)
		if v == nil || !SetAttrString(m, "__file__", v) {
			XDecref(v)
			Decref(m)
			return nil
		}
		Decref(v)
	}
	if !SetAttrString(m, "__spec__", spec) {
		ClearErr()
	}
	if !DictSetString(s.Modules, name, m) {
		Decref(m)
		return nil
	}
	if Is(m, ModuleType) && !exec(m) {
		et, ev, tb := FetchErr()
		DictDelString(s.Modules, name)
		RestoreErr(et, ev, tb)
		Decref(m)
		return nil
	}
	return m
}

// moduleSpec is what an extension's create slot sees of importlib's ModuleSpec: name, origin, and the like.
type moduleSpec struct {
	abi.Object
	dict *Object
}

var moduleSpecType = NewType()

func newSpec(name, file string) *Object {
	o := GenericAlloc(moduleSpecType, 0)
	if o == nil {
		return nil
	}
	values := map[string]*Object{"name": NewStr(name), "loader": NewRef(None), "origin": NewRef(None), "submodule_search_locations": NewRef(None),
		"parent": NewStr(name[:max(strings.LastIndexByte(name, '.'), 0)])}
	if file != "" {
		Decref(values["origin"])
		values["origin"] = NewStr(file)
	}
	ok := true
	for attr, v := range values {
		ok = ok && v != nil && SetAttrString(o, attr, v)
		XDecref(v)
	}
	if !ok {
		Decref(o)
		return nil
	}
	return o
}

// FromDefAndSpec is the first phase of multi-phase initialisation: it makes the module, or what the create slot makes.
func FromDefAndSpec(def *abi.ModuleDef, spec *Object) *Object {
	InitDef(def)
	nameObject := GetAttrString(spec, "name")
	if nameObject == nil {
		return nil
	}
	defer Decref(nameObject)
	if !Is(nameObject, StrType) {
		return BadArgument()
	}
	name := StrOf(nameObject)
	if def.Size < 0 {
		return Raise(SystemError, "module %s: m_size may not be negative for multi-phase initialization", name)
	}
	var create abi.Func
	exec := false
	for slot := def.Slots; slot != nil && slot.Slot != 0; slot = nextSlot(slot) {
		switch slot.Slot {
		case 1:
			if create != nil {
				return Raise(SystemError, "module %s has multiple create slots", name)
			}
			create = slot.Value
		case 2:
			exec = true
		case 3, 4: // multiple interpreters and the GIL: of no consequence here
		default:
			return Raise(SystemError, "module %s uses unknown slot ID %d", name, slot.Slot)
		}
	}
	var m *Object
	if create != nil {
		m = ctier.CallBinary(create, spec, (*Object)(unsafe.Pointer(PublicDef(def))))
		if m == nil {
			if Occurred() == nil {
				Raise(SystemError, "creation of module %s failed without setting an exception", name)
			}
			return nil
		}
		if Occurred() != nil {
			Decref(m)
			ClearErr()
			return Raise(SystemError, "creation of module %s raised unreported exception", name)
		}
	} else if m = NewModule(nameObject); m == nil {
		return nil
	}
	fail := func() *Object {
		Decref(m)
		return nil
	}
	if Is(m, ModuleType) {
		As[*abi.Module](m).State = nil
		setDef(As[*abi.Module](m), def)
	} else {
		if def.Size > 0 || def.Traverse != nil || def.Clear != nil || def.Free != nil {
			Raise(SystemError, "module %s is not a module object, but requests module state", name)
			return fail()
		}
		if exec {
			Raise(SystemError, "module %s specifies execution slots, but did not create a ModuleType instance", name)
			return fail()
		}
	}
	if def.Methods != nil {
		if Is(m, ModuleType) && !AddFunctions(m, def.Methods) || !Is(m, ModuleType) && !addForeign(m, nameObject, def.Methods) {
			return fail()
		}
	}
	if def.Doc != nil && !SetDoc(m, ctier.GoString(def.Doc)) {
		return fail()
	}
	return m
}

// addForeign adds functions to what a create slot made that is not a module.
func addForeign(m, name *Object, first *abi.MethodDef) bool {
	for _, def := range methodsOf(first) {
		f := NewCFunction(def, m, name, nil)
		if f == nil {
			return false
		}
		ok := SetAttrString(m, ctier.GoString(def.Name), f)
		Decref(f)
		if !ok {
			return false
		}
	}
	return true
}

func nextSlot(s *abi.ModuleDefSlot) *abi.ModuleDefSlot {
	return (*abi.ModuleDefSlot)(unsafe.Add(unsafe.Pointer(s), unsafe.Sizeof(*s)))
}

// ExecDef is the second phase: the module gets its state, then the exec slots run.
func ExecDef(m *Object, def *abi.ModuleDef) bool {
	nameObject := ModuleName(m)
	if nameObject == nil {
		return false
	}
	defer Decref(nameObject)
	name := StrOf(nameObject)
	if def.Size >= 0 && !attachDef(m, def) {
		return false
	}
	for slot := def.Slots; slot != nil && slot.Slot != 0; slot = nextSlot(slot) {
		if slot.Slot != 2 {
			continue
		}
		r := ctier.CallInquiry(slot.Value, m)
		if r != 0 {
			if Occurred() == nil {
				Raise(SystemError, "execution of module %s failed without setting an exception", name)
			}
			return false
		}
		if Occurred() != nil {
			ClearErr()
			Raise(SystemError, "execution of module %s raised unreported exception", name)
			return false
		}
	}
	return true
}

// ImportingName is the full name of a module that an init function now running makes under its short name.
func ImportingName(short string) string {
	if full := State().importing; full != "" && ModuleShortName(full) == ModuleShortName(short) {
		return full
	}
	return short
}

// RunInit calls a PyInit function with the name under which the module is imported in view.
func RunInit(fn abi.Func, name, file string) *Object {
	s := State()
	before := s.importing
	s.importing = name
	result := ctier.CallInit(fn)
	s.importing = before
	return InitModule(result, name, file)
}

// RunExport calls a PyModExport function, and makes the module of the slots that it gives.
func RunExport(fn abi.Func, name, file string) *Object {
	slots := (*abi.Slot)(unsafe.Pointer(ctier.CallInit(fn)))
	short := ModuleShortName(name)
	switch {
	case slots == nil && Occurred() == nil:
		return Raise(SystemError, "slot export function for module %s failed without setting an exception", short)
	case slots == nil:
		return nil
	case Occurred() != nil:
		ClearErr()
		return Raise(SystemError, "slot export function for module %s raised unreported exception", short)
	}
	return twoPhases(name, file, func(spec *Object) *Object { return FromSlotsAndSpec(slots, spec) }, ExecModule)
}

// FindModule is PyState_FindModule: borrowed; nil, and no error, if there is none.
func FindModule(def *abi.ModuleDef) *Object {
	mods := State().modsByDef
	if def.Slots != nil || def.Index <= 0 || def.Index >= len(mods) {
		return nil
	}
	return mods[def.Index]
}

// RegisterModule makes a module known to FindModule.
func RegisterModule(m *Object, def *abi.ModuleDef) bool {
	if def.Slots != nil {
		Raise(SystemError, "PyState_AddModule called on module with slots")
		return false
	}
	InitDef(def)
	s := State()
	for len(s.modsByDef) <= def.Index {
		s.modsByDef = append(s.modsByDef, nil)
	}
	old := s.modsByDef[def.Index]
	s.modsByDef[def.Index] = NewRef(m)
	XDecref(old)
	return true
}

// UnregisterModule is PyState_RemoveModule.
func UnregisterModule(def *abi.ModuleDef) bool {
	if def.Slots != nil {
		Raise(SystemError, "PyState_RemoveModule called on module with slots")
		return false
	}
	if FindModule(def) == nil {
		Raise(SystemError, "Module index out of bounds.")
		return false
	}
	s := State()
	Clear(&s.modsByDef[def.Index])
	return true
}

func init() {
	Define(moduleSpecType, func() Spec {
		return Spec{
			Name: "importlib.ModuleSpec", Basicsize: unsafe.Sizeof(moduleSpec{}), Flags: abi.TPFlagsHaveGC,
			Dictoffset: int(unsafe.Offsetof(moduleSpec{}.dict)),
			Dealloc: func(o *Object) {
				GCUntrack(o)
				Clear(&As[*moduleSpec](o).dict)
				freeInstance(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*moduleSpec](o).dict)
			},
			Clear: func(o *Object) int32 {
				Clear(&As[*moduleSpec](o).dict)
				return 0
			},
			Getset: []GetSet{{Name: "__dict__", Get: GenericGetDict, Set: GenericSetDict}},
		}
	})
}
