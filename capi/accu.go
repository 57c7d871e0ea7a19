package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func _PyAccu_Init(a *abi.Accu) int32                      { return status(object.AccuInit(a)) }
func _PyAccu_Accumulate(a *abi.Accu, s *abi.Object) int32 { return status(object.AccuAdd(a, s)) }
func _PyAccu_FinishAsList(a *abi.Accu) *abi.Object        { return object.AccuFinish(a) }
func _PyAccu_Destroy(a *abi.Accu)                         { object.AccuDestroy(a) }
