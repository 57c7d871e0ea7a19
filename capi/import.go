package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

func PyImport_ImportModule(name *byte) *abi.Object        { return object.Import(text(name)) }
func PyImport_ImportModuleNoBlock(name *byte) *abi.Object { return object.Import(text(name)) }

func PyImport_Import(name *abi.Object) *abi.Object {
	if !object.Is(name, object.StrType) {
		return object.Raise(object.TypeError, "module name must be a string")
	}
	return object.Import(object.StrOf(name))
}

// PyImport_ImportModuleLevelObject returns the top-level package, unless names are to be taken from the module.
func PyImport_ImportModuleLevelObject(name, globals, _, fromlist *abi.Object, level int32) *abi.Object {
	if name == nil {
		return object.Raise(object.ValueError, "Empty module name")
	}
	if !object.Is(name, object.StrType) {
		return object.Raise(object.TypeError, "module name must be a string")
	}
	return object.ImportLevel(object.StrOf(name), globals, fromlist, int(level))
}

func PyImport_ImportModuleLevel(name *byte, globals, _, fromlist *abi.Object, level int32) *abi.Object {
	return object.ImportLevel(text(name), globals, fromlist, int(level))
}

// PyImport_GetModuleDict returns a borrowed reference.
func PyImport_GetModuleDict() *abi.Object { return modules() }

// modules is sys.modules, borrowed, as C is to see it: builtins and sys, which are made when something asks for them, are in
// it. If they can't be made they are missing, as they would be for whoever asks for them next.
func modules() *abi.Object {
	d := object.State().Modules
	for _, name := range [...]string{"builtins", "sys"} {
		if object.DictGetInterned(d, object.Intern(name)) != nil {
			continue
		}
		t, v, tb := object.FetchErr()
		object.XDecref(object.Import(name))
		object.RestoreErr(t, v, tb)
	}
	return d
}

// PyImport_GetModule returns NULL, and no error, for a module that is not imported.
func PyImport_GetModule(name *abi.Object) *abi.Object {
	m, _ := object.DictGet(modules(), name)
	return object.XNewRef(m)
}

func _PyImport_GetModuleId(id unsafe.Pointer) *abi.Object { return PyImport_GetModule(idName(id)) }

func _PyImport_SetModule(name, module *abi.Object) int32 {
	return status(object.DictSet(object.State().Modules, name, module))
}

// PyImport_AddModuleObject returns a borrowed reference.
func PyImport_AddModuleObject(name *abi.Object) *abi.Object {
	loaded := modules()
	m, ok := object.DictGet(loaded, name)
	if !ok || m != nil && object.Is(m, object.ModuleType) {
		return m
	}
	m = object.NewModule(name)
	if m == nil {
		return nil
	}
	defer object.Decref(m) // sys.modules holds it
	if !object.DictSet(loaded, name, m) {
		return nil
	}
	return m
}

// PyImport_AddModule returns a borrowed reference.
func PyImport_AddModule(name *byte) *abi.Object {
	n := object.NewStr(text(name))
	if n == nil {
		return nil
	}
	defer object.Decref(n)
	return PyImport_AddModuleObject(n)
}

func PyImport_AddModuleRef(name *byte) *abi.Object { return object.XNewRef(PyImport_AddModule(name)) }

func PyImport_GetMagicNumber() int64 { return 168627623 }

// PyImport_GetMagicTag is what the names of cached code have before .pyc.
func PyImport_GetMagicTag() *byte { return magicTag }

var magicTag = ctier.CString("cpython-311")

// PyImport_AppendInittab makes a module known by its init function. The name is copied.
func PyImport_AppendInittab(name *byte, init abi.Func) int32 {
	object.AppendInittab(text(name), init)
	return 0
}

// initEntry is struct _inittab.
type initEntry struct {
	name *byte
	init abi.Func
}

// PyImport_ExtendInittab takes an array that ends with an entry without a name.
func PyImport_ExtendInittab(table unsafe.Pointer) int32 {
	for e := (*initEntry)(table); e.name != nil; e = (*initEntry)(unsafe.Add(unsafe.Pointer(e), unsafe.Sizeof(*e))) {
		object.AppendInittab(text(e.name), e.init)
	}
	return 0
}

// PyImport_ImportFrozenModule and its twin: no module is frozen into gilded, so none is found.
func PyImport_ImportFrozenModule(name *byte) int32        { return status(valid(name)) }
func PyImport_ImportFrozenModuleObject(*abi.Object) int32 { return 0 }

func PyImport_GetImporter(path *abi.Object) *abi.Object { return object.Importer(path) }

func PyImport_ReloadModule(m *abi.Object) *abi.Object { return object.Reload(m) }

func PyImport_ExecCodeModule(name *byte, code *abi.Object) *abi.Object {
	return PyImport_ExecCodeModuleWithPathnames(name, code, nil, nil)
}

func PyImport_ExecCodeModuleEx(name *byte, code *abi.Object, path *byte) *abi.Object {
	return PyImport_ExecCodeModuleWithPathnames(name, code, path, nil)
}

// PyImport_ExecCodeModuleWithPathnames: without a path of the source, that of the cached code is taken.
func PyImport_ExecCodeModuleWithPathnames(name *byte, code *abi.Object, path, cached *byte) *abi.Object {
	if path == nil {
		path = cached
	}
	var objects [3]*abi.Object
	for i, s := range []*byte{name, path, cached} {
		if s == nil {
			continue
		}
		if objects[i] = object.NewStr(text(s)); objects[i] == nil {
			return nil
		}
		defer object.Decref(objects[i])
	}
	return PyImport_ExecCodeModuleObject(objects[0], code, objects[1], objects[2])
}

func PyImport_ExecCodeModuleObject(name, code, path, cached *abi.Object) *abi.Object {
	return object.ExecCodeModule(name, code, path, cached)
}
