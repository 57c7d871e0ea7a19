package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyPickleBuffer_FromObject(o *abi.Object) *abi.Object { return object.NewPickleBuffer(o) }

// PyPickleBuffer_GetBuffer lends the buffer until it is released.
func PyPickleBuffer_GetBuffer(o *abi.Object) *abi.Buffer { return object.PickleBufferView(o) }

func PyPickleBuffer_Release(o *abi.Object) int32 { return status(object.PickleBufferRelease(o)) }
