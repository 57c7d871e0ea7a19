package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyBool_FromLong(v int64) *abi.Object { return object.NewBool(v != 0) }

func Py_IsTrue(o *abi.Object) int32 { return truth(o == object.True) }

func Py_IsFalse(o *abi.Object) int32 { return truth(o == object.False) }
