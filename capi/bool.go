package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyBool_FromLong(v int64) *abi.Object { return object.NewBool(v != 0) }
