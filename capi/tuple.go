package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// isTuple checks an argument: SystemError if it is not a tuple.
func isTuple(o *abi.Object) bool {
	if o != nil && object.IsTuple(o) {
		return true
	}
	object.BadInternalCall()
	return false
}

func PyTuple_New(n int) *abi.Object { return object.NewTuple(n) }

func PyTuple_Size(o *abi.Object) int {
	if !isTuple(o) {
		return -1
	}
	return len(object.TupleItems(o))
}

func PyTuple_GetItem(o *abi.Object, i int) *abi.Object {
	if !isTuple(o) {
		return nil
	}
	items := object.TupleItems(o)
	if i < 0 || i >= len(items) {
		return object.Raise(object.IndexError, "tuple index out of range")
	}
	return items[i]
}

// PyTuple_SetItem takes over the reference to item, also when it fails: it may run code.
func PyTuple_SetItem(o *abi.Object, i int, item *abi.Object) int32 {
	if o == nil || !object.IsTuple(o) || o.Refcnt != 1 {
		object.XDecref(item)
		object.BadInternalCall()
		return -1
	}
	items := object.TupleItems(o)
	if i < 0 || i >= len(items) {
		object.XDecref(item)
		object.Raise(object.IndexError, "tuple assignment index out of range")
		return -1
	}
	object.Replace(&items[i], item)
	return 0
}

func PyTuple_GetSlice(o *abi.Object, low, high int) *abi.Object {
	if !isTuple(o) {
		return nil
	}
	return object.TupleSlice(o, low, high)
}

func _PyTuple_Resize(field **abi.Object, n int) int32 { return status(object.TupleResize(field, n)) }
