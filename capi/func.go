package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyCell_New(v *abi.Object) *abi.Object { return object.NewCell(v) }

// PyCell_Get returns NULL, and no error, for an empty cell.
func PyCell_Get(cell *abi.Object) *abi.Object { return object.CellGet(cell) }

func PyCell_Set(cell, v *abi.Object) int32 { return status(object.CellSet(cell, v)) }

func PyFunction_New(code, globals *abi.Object) *abi.Object {
	return object.NewFunction(code, globals, nil)
}

func PyFunction_NewWithQualName(code, globals, qualname *abi.Object) *abi.Object {
	return object.NewFunction(code, globals, qualname)
}

// function is the structure of a function; nil, and SystemError, for any other object.
func function(o *abi.Object) *abi.Function {
	if o.Type != object.FunctionType {
		object.BadInternalCall()
		return nil
	}
	return object.As[*abi.Function](o)
}

// part is one borrowed object of a function, which may be NULL without an error.
func part(o *abi.Object, field func(*abi.Function) *abi.Object) *abi.Object {
	if f := function(o); f != nil {
		return field(f)
	}
	return nil
}

func PyFunction_GetCode(o *abi.Object) *abi.Object {
	return part(o, func(f *abi.Function) *abi.Object { return f.Code })
}

func PyFunction_GetGlobals(o *abi.Object) *abi.Object {
	return part(o, func(f *abi.Function) *abi.Object { return f.Globals })
}

func PyFunction_GetModule(o *abi.Object) *abi.Object {
	return part(o, func(f *abi.Function) *abi.Object { return f.Module })
}

func PyFunction_GetDefaults(o *abi.Object) *abi.Object {
	return part(o, func(f *abi.Function) *abi.Object { return f.Defaults })
}

func PyFunction_GetKwDefaults(o *abi.Object) *abi.Object {
	return part(o, func(f *abi.Function) *abi.Object { return f.KwDefaults })
}

func PyFunction_GetClosure(o *abi.Object) *abi.Object {
	return part(o, func(f *abi.Function) *abi.Object { return f.Closure })
}

// PyFunction_GetAnnotations returns a borrowed dict.
func PyFunction_GetAnnotations(o *abi.Object) *abi.Object {
	if function(o) == nil {
		return nil
	}
	annotations, _ := object.FunctionAnnotations(o)
	return annotations
}

func PyFunction_SetDefaults(o, v *abi.Object) int32 { return status(object.FunctionSetDefaults(o, v)) }
func PyFunction_SetKwDefaults(o, v *abi.Object) int32 {
	return status(object.FunctionSetKwDefaults(o, v))
}
func PyFunction_SetClosure(o, v *abi.Object) int32 { return status(object.FunctionSetClosure(o, v)) }
func PyFunction_SetAnnotations(o, v *abi.Object) int32 {
	return status(object.FunctionSetAnnotations(o, v))
}
