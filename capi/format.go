package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyObject_Format(o, spec *abi.Object) *abi.Object { return object.Format(o, spec) }

func PyObject_ASCII(o *abi.Object) *abi.Object {
	if o == nil {
		return object.NewStr("<NULL>")
	}
	return object.ASCII(o)
}

func PyObject_Bytes(o *abi.Object) *abi.Object { return object.ToBytes(o) }
