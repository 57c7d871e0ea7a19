package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
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
func PyImport_GetModuleDict() *abi.Object { return object.State().Modules }

// PyImport_GetModule returns NULL, and no error, for a module that is not imported.
func PyImport_GetModule(name *abi.Object) *abi.Object {
	m, _ := object.DictGet(object.State().Modules, name)
	return object.XNewRef(m)
}

func _PyImport_GetModuleId(id unsafe.Pointer) *abi.Object { return PyImport_GetModule(idName(id)) }

func _PyImport_SetModule(name, module *abi.Object) int32 {
	return status(object.DictSet(object.State().Modules, name, module))
}

// PyImport_AddModuleObject returns a borrowed reference.
func PyImport_AddModuleObject(name *abi.Object) *abi.Object {
	modules := object.State().Modules
	m, ok := object.DictGet(modules, name)
	if !ok || m != nil && object.Is(m, object.ModuleType) {
		return m
	}
	m = object.NewModule(name)
	if m == nil {
		return nil
	}
	defer object.Decref(m) // sys.modules holds it
	if !object.DictSet(modules, name, m) {
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
