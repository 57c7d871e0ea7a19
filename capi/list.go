package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// isList checks an argument: SystemError if it is not a list.
func isList(o *abi.Object) bool {
	if o != nil && object.IsList(o) {
		return true
	}
	object.BadInternalCall()
	return false
}

func PyList_New(n int) *abi.Object { return object.NewList(n) }

func PyList_Size(o *abi.Object) int {
	if !isList(o) {
		return -1
	}
	return len(object.ListItems(o))
}

func PyList_GetItem(o *abi.Object, i int) *abi.Object {
	if !isList(o) {
		return nil
	}
	items := object.ListItems(o)
	if i < 0 || i >= len(items) {
		return object.Raise(object.IndexError, "list index out of range")
	}
	return items[i]
}

// PyList_GetItemRef is later than 3.11: a wrong type is a TypeError there.
func PyList_GetItemRef(o *abi.Object, i int) *abi.Object {
	if !object.IsList(o) {
		return object.Raise(object.TypeError, "expected a list")
	}
	return object.XNewRef(PyList_GetItem(o, i))
}

// PyList_SetItem takes over the reference to item, also when it fails: it may run code.
func PyList_SetItem(o *abi.Object, i int, item *abi.Object) int32 {
	if !isList(o) {
		object.XDecref(item)
		return -1
	}
	items := object.ListItems(o)
	if i < 0 || i >= len(items) {
		object.XDecref(item)
		object.Raise(object.IndexError, "list assignment index out of range")
		return -1
	}
	object.Replace(&items[i], item)
	return 0
}

func PyList_Insert(o *abi.Object, where int, item *abi.Object) int32 {
	if !isList(o) {
		return -1
	}
	if item == nil {
		object.BadInternalCall()
		return -1
	}
	return status(object.ListInsert(o, where, item))
}

func PyList_Append(o, item *abi.Object) int32 {
	if !isList(o) {
		return -1
	}
	if item == nil {
		object.BadInternalCall()
		return -1
	}
	return status(object.ListAppend(o, item))
}

func PyList_GetSlice(o *abi.Object, low, high int) *abi.Object {
	if !isList(o) {
		return nil
	}
	return object.ListSlice(o, low, high)
}

// PyList_SetSlice may run code. A nil v deletes.
func PyList_SetSlice(o *abi.Object, low, high int, v *abi.Object) int32 {
	return status(isList(o) && object.ListSetSlice(o, low, high, v))
}

// PyList_Sort may run code.
func PyList_Sort(o *abi.Object) int32 { return status(isList(o) && object.ListSort(o, nil, false)) }

func PyList_Reverse(o *abi.Object) int32 {
	if !isList(o) {
		return -1
	}
	object.ListReverse(o)
	return 0
}

func PyList_AsTuple(o *abi.Object) *abi.Object {
	if !isList(o) {
		return nil
	}
	return object.TupleOf(object.ListItems(o))
}

// _PyList_Extend may run code.
func _PyList_Extend(o, iterable *abi.Object) *abi.Object {
	if !object.ListExtend(o, iterable) {
		return nil
	}
	return object.NewRef(object.None)
}
