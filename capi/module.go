package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyModule_NewObject(name *abi.Object) *abi.Object { return object.NewModule(name) }

func PyModule_New(name *byte) *abi.Object {
	if !valid(name) {
		return nil
	}
	return object.NewModuleString(text(name))
}

func PyModuleDef_Init(def *abi.ModuleDef) *abi.Object {
	if !object.InitDef(def) {
		return nil
	}
	return &def.Object
}

// PyModule_Create2 makes a module for single-phase initialisation. While a module of a package is being imported, its
// full name is the one that is imported.
func PyModule_Create2(def *abi.ModuleDef, version int32) *abi.Object {
	if version != 1013 && version != 3 {
		if !object.Warn(object.RuntimeWarning, "Python C API version mismatch for module "+text(def.Name), 1) {
			return nil
		}
	}
	return object.FromDef(def, object.ImportingName(text(def.Name)))
}

func PyModule_FromDefAndSpec2(def *abi.ModuleDef, spec *abi.Object, _ int32) *abi.Object {
	return object.FromDefAndSpec(def, spec)
}

func PyModule_ExecDef(module *abi.Object, def *abi.ModuleDef) int32 {
	return status(object.ExecDef(module, def))
}

func PyModule_AddFunctions(module *abi.Object, defs *abi.MethodDef) int32 {
	return status(object.AddFunctions(module, defs))
}

func PyModule_SetDocString(module *abi.Object, doc *byte) int32 {
	return status(valid(doc) && object.SetDoc(module, text(doc)))
}

// PyModule_GetDict returns a borrowed reference.
func PyModule_GetDict(module *abi.Object) *abi.Object {
	if !object.Is(module, object.ModuleType) {
		return object.BadInternalCall()
	}
	return object.As[*abi.Module](module).Dict
}

func PyModule_GetDef(module *abi.Object) *abi.ModuleDef {
	if !object.Is(module, object.ModuleType) {
		object.BadArgument()
		return nil
	}
	return object.PublicDef(object.As[*abi.Module](module).Def)
}

func PyModule_GetState(module *abi.Object) unsafe.Pointer {
	if !object.Is(module, object.ModuleType) {
		object.BadArgument()
		return nil
	}
	return object.ModuleState(module)
}

func PyModule_GetNameObject(module *abi.Object) *abi.Object { return object.ModuleName(module) }

// PyModule_GetName returns memory of the module's name.
func PyModule_GetName(module *abi.Object) *byte {
	name := object.ModuleName(module)
	if name == nil {
		return nil
	}
	defer object.Decref(name) // the module's dict holds it
	p, _, _ := object.UTF8(name)
	return p
}

func PyModule_GetFilenameObject(module *abi.Object) *abi.Object {
	if !object.Is(module, object.ModuleType) {
		return object.BadArgument()
	}
	file := object.DictGetInterned(object.As[*abi.Module](module).Dict, object.Intern("__file__"))
	if file == nil || !object.Is(file, object.StrType) {
		return object.Raise(object.SystemError, "module filename missing")
	}
	return object.NewRef(file)
}

func PyModule_GetFilename(module *abi.Object) *byte {
	file := PyModule_GetFilenameObject(module)
	if file == nil {
		return nil
	}
	defer object.Decref(file)
	p, _, _ := object.UTF8(file)
	return p
}

// PyModule_AddObjectRef does not steal the reference; PyModule_AddObject does, if it succeeds.
func PyModule_AddObjectRef(module *abi.Object, name *byte, v *abi.Object) int32 {
	if !object.Is(module, object.ModuleType) {
		object.Raise(object.TypeError, "PyModule_AddObjectRef() first argument must be a module")
		return -1
	}
	if v == nil {
		if object.Occurred() == nil {
			object.Raise(object.SystemError, "PyModule_AddObjectRef() must be called with an exception raised if value is NULL")
		}
		return -1
	}
	return status(valid(name) && object.DictSetString(object.As[*abi.Module](module).Dict, text(name), v))
}

func PyModule_AddObject(module *abi.Object, name *byte, v *abi.Object) int32 {
	r := PyModule_AddObjectRef(module, name, v)
	if r == 0 {
		object.Decref(v)
	}
	return r
}

// PyModule_Add steals the reference in any case.
func PyModule_Add(module *abi.Object, name *byte, v *abi.Object) int32 {
	r := PyModule_AddObjectRef(module, name, v)
	object.XDecref(v)
	return r
}

func _PyModule_Add(module *abi.Object, name *byte, v *abi.Object) int32 {
	return PyModule_Add(module, name, v)
}

func PyModule_AddIntConstant(module *abi.Object, name *byte, n int64) int32 {
	return PyModule_Add(module, name, object.NewInt(n))
}

func PyModule_AddStringConstant(module *abi.Object, name, s *byte) int32 {
	v := decoded(s)
	if v == nil {
		return -1
	}
	return PyModule_Add(module, name, v)
}

func PyModule_AddType(module *abi.Object, t *abi.Type) int32 {
	if !object.Ready(t) {
		return -1
	}
	if !object.Is(module, object.ModuleType) {
		object.Raise(object.TypeError, "PyModule_AddObjectRef() first argument must be a module")
		return -1
	}
	name := object.NewStr(object.ShortName(t))
	if name == nil {
		return -1
	}
	defer object.Decref(name)
	return status(object.DictSet(object.As[*abi.Module](module).Dict, name, object.Head(t)))
}

func PyState_FindModule(def *abi.ModuleDef) *abi.Object { return object.FindModule(def) }

func PyState_AddModule(module *abi.Object, def *abi.ModuleDef) int32 {
	return status(object.RegisterModule(module, def))
}

func PyState_RemoveModule(def *abi.ModuleDef) int32 { return status(object.UnregisterModule(def)) }

func PyModule_FromSlotsAndSpec(slots unsafe.Pointer, spec *abi.Object) *abi.Object {
	return object.FromSlotsAndSpec((*abi.Slot)(slots), spec)
}

func PyModule_Exec(module *abi.Object) int32 {
	return status(isModule(module) && object.ExecModule(module))
}

// isModule raises for what is no module.
func isModule(o *abi.Object) bool {
	if !object.Is(o, object.ModuleType) {
		object.Raise(object.TypeError, "expected module, got %s", object.TypeName(o.Type))
		return false
	}
	return true
}

func PyModule_GetStateSize(module *abi.Object, result *int) int32 {
	if *result = -1; !isModule(module) {
		return -1
	}
	*result = object.ModuleStateSize(module)
	return 0
}

func PyModule_GetToken(module *abi.Object, result *unsafe.Pointer) int32 {
	if *result = nil; !isModule(module) {
		return -1
	}
	*result = object.ModuleToken(module)
	return 0
}

// PyModule_GetToken_DuringGC sets no exception.
func PyModule_GetToken_DuringGC(module *abi.Object, result *unsafe.Pointer) int32 {
	if *result = nil; !object.Is(module, object.ModuleType) {
		return -1
	}
	*result = object.ModuleToken(module)
	return 0
}

func PyABIInfo_Check(info unsafe.Pointer, name *byte) int32 {
	if info == nil {
		object.Raise(object.ImportError, "NULL PyABIInfo")
		return -1
	}
	return status(object.CheckABI((*abi.ABIInfo)(info), text(name)))
}
