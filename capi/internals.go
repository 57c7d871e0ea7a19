package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Py_GetConstant returns one of the objects that are numbered in CPython's documentation.
func Py_GetConstant(id uint32) *abi.Object {
	switch id {
	case 0:
		return object.NewRef(object.None)
	case 1:
		return object.NewRef(object.False)
	case 2:
		return object.NewRef(object.True)
	case 3:
		return object.NewRef(object.Ellipsis)
	case 4:
		return object.NewRef(object.NotImplemented)
	case 5, 6:
		return object.NewInt(int64(id) - 5)
	case 7:
		return object.NewStr("")
	case 8:
		return object.NewBytes(nil)
	case 9:
		return object.NewTuple(0)
	}
	return object.BadInternalCall()
}

// Py_GetConstantBorrowed can lend each of them because the runtime holds them all.
func Py_GetConstantBorrowed(id uint32) *abi.Object {
	o := Py_GetConstant(id)
	if o != nil {
		object.Decref(o)
	}
	return o
}
