package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyContext_New() *abi.Object { return object.NewContext() }

func PyContext_Copy(o *abi.Object) *abi.Object {
	if !object.IsContext(o) {
		return nil
	}
	return object.CopyContext(o)
}

func PyContext_CopyCurrent() *abi.Object {
	o := object.CurrentContext()
	if o == nil {
		return nil
	}
	return object.CopyContext(o)
}

func PyContext_Enter(o *abi.Object) int32 {
	return status(object.IsContext(o) && object.EnterContext(o))
}

func PyContext_Exit(o *abi.Object) int32 {
	return status(object.IsContext(o) && object.ExitContext(o))
}

func PyContextVar_New(name *byte, deflt *abi.Object) *abi.Object {
	n := decoded(name)
	if n == nil {
		return nil
	}
	defer object.Decref(n)
	return object.NewContextVar(n, deflt)
}

// PyContextVar_Get stores a new reference, or NULL if there is neither a value nor a default.
func PyContextVar_Get(o, deflt *abi.Object, value **abi.Object) int32 {
	*value = nil
	if !object.IsContextVar(o) {
		return -1
	}
	v, ok := object.ContextVarGet(o, deflt)
	*value = v
	return status(ok)
}

func PyContextVar_Set(o, value *abi.Object) *abi.Object {
	if !object.IsContextVar(o) {
		return nil
	}
	return object.ContextVarSet(o, value)
}

func PyContextVar_Reset(o, token *abi.Object) int32 {
	return status(object.IsContextVar(o) && object.ContextVarReset(o, token))
}
