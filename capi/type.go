package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyType_Ready(t *abi.Type) int32                           { return status(object.Ready(t)) }
func PyType_IsSubtype(a, b *abi.Type) int32                    { return truth(object.IsSubtype(a, b)) }
func PyType_Modified(t *abi.Type)                              { object.Modified(t) }
func PyType_GetFlags(t *abi.Type) uint                         { return t.Flags }
func _PyType_Name(t *abi.Type) *byte                           { return object.ShortNameC(t) }
func PyType_ClearCache() uint32                                { return object.ClearMethodCache() }
func _PyType_Lookup(t *abi.Type, name *abi.Object) *abi.Object { return object.Lookup(t, name) }

func PyType_GenericAlloc(t *abi.Type, n int) *abi.Object { return object.GenericAlloc(t, n) }
func PyType_GenericNew(t *abi.Type, args, kwargs *abi.Object) *abi.Object {
	return object.GenericNew(t, args, kwargs)
}

func PyType_FromSpec(spec *abi.TypeSpec) *abi.Object { return object.FromSpec(nil, spec, nil) }

func PyType_FromSpecWithBases(spec *abi.TypeSpec, bases *abi.Object) *abi.Object {
	return object.FromSpec(nil, spec, bases)
}

func PyType_FromModuleAndSpec(module *abi.Object, spec *abi.TypeSpec, bases *abi.Object) *abi.Object {
	return object.FromSpec(module, spec, bases)
}

func PyType_FromMetaclass(meta *abi.Type, module *abi.Object, spec *abi.TypeSpec, bases *abi.Object) *abi.Object {
	return object.FromMetaclass(meta, module, spec, bases)
}

func PyType_GetSlot(t *abi.Type, slot int32) unsafe.Pointer { return object.SlotFunc(t, slot) }

func PyType_GetName(t *abi.Type) *abi.Object     { return object.NewStr(object.ShortName(t)) }
func PyType_GetQualName(t *abi.Type) *abi.Object { return object.Qualname(t) }

func PyType_GetModuleName(t *abi.Type) *abi.Object {
	return object.GetAttrString(object.Head(t), "__module__")
}

func PyType_GetFullyQualifiedName(t *abi.Type) *abi.Object {
	qualname := object.Qualname(t)
	if qualname == nil {
		return nil
	}
	module := PyType_GetModuleName(t)
	if module == nil {
		object.Decref(qualname)
		return nil
	}
	defer object.Decref(module)
	if !object.Is(module, object.StrType) {
		return qualname
	}
	if name := object.StrOf(module); name != "builtins" && name != "__main__" {
		defer object.Decref(qualname)
		return object.NewStr(name + "." + object.StrOf(qualname))
	}
	return qualname
}

// PyType_GetModule returns a borrowed reference.
func PyType_GetModule(t *abi.Type) *abi.Object {
	if t.Flags&abi.TPFlagsHeaptype == 0 {
		return object.Raise(object.TypeError, "PyType_GetModule: Type '%s' is not a heap type", object.TypeName(t))
	}
	m := (*abi.HeapType)(unsafe.Pointer(t)).Module
	if m == nil {
		return object.Raise(object.TypeError, "PyType_GetModule: Type '%s' has no associated module", object.TypeName(t))
	}
	return m
}

func PyType_GetModuleState(t *abi.Type) unsafe.Pointer {
	m := PyType_GetModule(t)
	if m == nil {
		return nil
	}
	return object.ModuleState(m)
}

// PyType_GetModuleByDef returns a borrowed reference.
func PyType_GetModuleByDef(t *abi.Type, def *abi.ModuleDef) *abi.Object {
	for _, c := range object.TupleItems(t.MRO) {
		h := object.As[*abi.HeapType](c)
		if h.Flags&abi.TPFlagsHeaptype == 0 {
			continue
		}
		if m := h.Module; m != nil && object.Is(m, object.ModuleType) && object.As[*abi.Module](m).Def == def {
			return m
		}
	}
	return object.Raise(object.TypeError, "PyType_GetModuleByDef: No superclass of '%s' has the given module", object.TypeName(t))
}

func PyType_GetTypeDataSize(t *abi.Type) int {
	return max(t.Basicsize-object.TypeDataOffset(t), 0)
}

func PyType_Freeze(t *abi.Type) int32 {
	t.Flags |= abi.TPFlagsImmutabletype
	object.Modified(t)
	return 0
}

// The functions for tp_traverse and tp_clear set no exception, and touch none that is set.

// PyType_GetModule_DuringGC returns a borrowed reference, or NULL.
func PyType_GetModule_DuringGC(t *abi.Type) *abi.Object {
	if t.Flags&abi.TPFlagsHeaptype == 0 {
		return nil
	}
	return (*abi.HeapType)(unsafe.Pointer(t)).Module
}

func PyType_GetModuleState_DuringGC(t *abi.Type) unsafe.Pointer {
	m := PyType_GetModule_DuringGC(t)
	if m == nil {
		return nil
	}
	return PyModule_GetState_DuringGC(m)
}

func PyModule_GetState_DuringGC(module *abi.Object) unsafe.Pointer {
	if !object.Is(module, object.ModuleType) {
		return nil
	}
	return object.ModuleState(module)
}

func PyObject_GetTypeData_DuringGC(o *abi.Object, t *abi.Type) unsafe.Pointer {
	return PyObject_GetTypeData(o, t)
}

// Tokens; see package object.

// PyType_GetBaseByToken stores a new reference where result is not nil.
func PyType_GetBaseByToken(t *abi.Type, token unsafe.Pointer, result **abi.Type) int32 {
	if result != nil {
		*result = nil
	}
	if token == nil {
		object.Raise(object.SystemError, "PyType_GetBaseByToken called with token=NULL")
		return -1
	}
	if !object.Is(object.Head(t), object.TypeType) {
		object.Raise(object.TypeError, "expected a type, got a '%s' object", object.TypeName(t.Object.Type))
		return -1
	}
	r := PyType_GetBaseByToken_DuringGC(t, token, result)
	if r > 0 && result != nil {
		object.Incref(object.Head(*result))
	}
	return r
}

// PyType_GetBaseByToken_DuringGC stores a borrowed reference where result is not nil.
func PyType_GetBaseByToken_DuringGC(t *abi.Type, token unsafe.Pointer, result **abi.Type) int32 {
	if result != nil {
		*result = nil
	}
	if token == nil || !object.Is(object.Head(t), object.TypeType) {
		return -1
	}
	found := object.BaseByToken(t, token)
	if result != nil {
		*result = found
	}
	return truth(found != nil)
}

func PyType_GetModuleByToken(t *abi.Type, token unsafe.Pointer) *abi.Object {
	m := PyType_GetModuleByToken_DuringGC(t, token)
	if m == nil {
		return object.Raise(object.TypeError, "PyType_GetModuleByToken: No superclass of '%s' has the given module", object.TypeName(t))
	}
	return object.NewRef(m)
}

// PyType_GetModuleByToken_DuringGC returns a borrowed reference, or NULL.
func PyType_GetModuleByToken_DuringGC(t *abi.Type, token unsafe.Pointer) *abi.Object {
	if token == nil {
		return nil
	}
	return object.ModuleByToken(t, token)
}

func PyType_FromSlots(slots unsafe.Pointer) *abi.Object { return object.FromSlots((*abi.Slot)(slots)) }
