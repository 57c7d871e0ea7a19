package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyWeakref_NewRef(o, callback *abi.Object) *abi.Object   { return object.NewWeakref(o, callback) }
func PyWeakref_NewProxy(o, callback *abi.Object) *abi.Object { return object.NewProxy(o, callback) }

// PyWeakref_GetObject returns a borrowed reference.
func PyWeakref_GetObject(ref *abi.Object) *abi.Object {
	if ref == nil {
		return object.BadInternalCall()
	}
	return object.WeakReferent(ref)
}

// PyWeakref_GetRef stores a new reference, or NULL when the referent is gone.
func PyWeakref_GetRef(ref *abi.Object, result **abi.Object) int32 {
	*result = nil
	if ref == nil || !object.IsWeakref(ref) {
		object.Raise(object.TypeError, "expected a weakref")
		return -1
	}
	o := object.WeakReferent(ref)
	if o == object.None {
		return 0
	}
	*result = object.NewRef(o)
	return 1
}
