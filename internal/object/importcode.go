package object

import (
	"os"
	"slices"

	"github.com/d95905aa/gilded/internal/abi"
)

// ExecCodeModule runs a code object as a module of this name, which sys.modules has already or is given:
// PyImport_ExecCodeModuleObject. path, which is where the source is, may be nil, and so may cached. A module that fails leaves
// sys.modules. The result is what is there in the end, new.
func ExecCodeModule(name, code, path, cached *Object) *Object {
	modules := State().Modules
	m := addModule(modules, name)
	if m == nil {
		return nil
	}
	defer Decref(m)
	dict := As[*abi.Module](m).Dict
	if path == nil && code.Type == CodeType {
		path = As[*abi.Code](code).Filename
	}
	if !fillCodeModule(dict, name, path, cached) {
		return nil
	}
	result := EvalCode(code, dict, dict, 0, nil)
	if result == nil {
		t, v, tb := FetchErr()
		if !DictDel(modules, name) {
			ClearErr()
		}
		RestoreErr(t, v, tb)
		return nil
	}
	Decref(result)
	loaded, ok := DictGet(modules, name)
	if loaded == nil && ok {
		return Raise(ImportError, "Loaded module %s not found in sys.modules", ReprOf(name))
	}
	return XNewRef(loaded)
}

// addModule is the module of a name in sys.modules, or a new one there; the result is new.
func addModule(modules, name *Object) *Object {
	m, ok := DictGet(modules, name)
	if !ok {
		return nil
	}
	if m != nil && Is(m, ModuleType) {
		return NewRef(m)
	}
	if m = NewModule(name); m != nil && !DictSet(modules, name, m) {
		Decref(m)
		return nil
	}
	return m
}

func fillCodeModule(dict, name, path, cached *Object) bool {
	builtins := Builtins()
	if builtins == nil {
		return false
	}
	if DictGetInterned(dict, Intern("__builtins__")) == nil && !DictSetString(dict, "__builtins__", builtins) {
		return false
	}
	file := ""
	if path != nil {
		location := FSPath(path)
		if location == nil {
			return false
		}
		defer Decref(location)
		if IsStr(location) {
			file = StrOf(location)
		}
	}
	spec := newSpec(StrOf(name), file)
	if spec == nil {
		return false
	}
	defer Decref(spec)
	if cached == nil {
		cached = None
	}
	if path == nil {
		path = None
	}
	return DictSetString(dict, "__spec__", spec) && DictSetString(dict, "__file__", path) && DictSetString(dict, "__cached__", cached)
}

// Importer is what sys.path_hooks make of an entry of sys.path, remembered in sys.path_importer_cache; None if no hook takes
// it: PyImport_GetImporter. Where sys has lost either it is nil without an error. It runs code.
func Importer(entry *Object) *Object {
	cache, hooks := SysGet("path_importer_cache"), SysGet("path_hooks")
	if cache == nil || hooks == nil {
		return nil
	}
	if !HasFlag(hooks.Type, abi.TPFlagsListSubclass) {
		return BadInternalCall()
	}
	if !HasFlag(cache.Type, abi.TPFlagsDictSubclass) {
		return nil
	}
	Incref(cache)
	Incref(hooks)
	defer Decref(cache)
	defer Decref(hooks)
	known, ok := DictGet(cache, entry)
	if known != nil || !ok {
		return XNewRef(known)
	}
	if !DictSet(cache, entry, None) {
		return nil
	}
	for i := 0; i < len(ListItems(hooks)); i++ {
		hook := NewRef(ListItems(hooks)[i])
		importer := CallArgs(hook, entry)
		Decref(hook)
		switch {
		case importer != nil:
			if !DictSet(cache, entry, importer) {
				Decref(importer)
				return nil
			}
			return importer
		case !Matches(ImportError):
			return nil
		}
		ClearErr()
	}
	return NewRef(None)
}

// Reload is importlib.reload(module): PyImport_ReloadModule.
func Reload(m *Object) *Object {
	importlib := Import("importlib")
	if importlib == nil {
		return nil
	}
	defer Decref(importlib)
	return CallMethod(importlib, "reload", m)
}

// Findable tells whether an import would find a module again: Go has it, the program's table has, or its file is still there.
func Findable(m *Object, name string) bool {
	if slices.Contains(BuiltinNames(), name) {
		return true
	}
	if _, ok := State().inittab[name]; ok {
		return true
	}
	file, _ := LookupAttrString(m, "__file__")
	if file == nil {
		ClearErr()
		return false
	}
	defer Decref(file)
	path, ok := FSName(file)
	if !ok {
		return false
	}
	_, err := os.Stat(path)
	return err == nil
}
