package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func Py_GenericAlias(origin, args *abi.Object) *abi.Object {
	return object.NewGenericAlias(origin, args)
}
