package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// _PyGen_SetStopIterationValue raises StopIteration with this value: one that the exception's constructor would take
// apart, a tuple, or take for the exception itself is wrapped first.
func _PyGen_SetStopIterationValue(value *abi.Object) int32 {
	if value == nil || !object.IsTuple(value) && !object.IsException(value) {
		if value == nil {
			object.RaiseNone(object.StopIteration)
		} else {
			object.SetObject(object.Head(object.StopIteration), value)
		}
		return 0
	}
	exc := object.CallArgs(object.Head(object.StopIteration), value)
	if exc == nil {
		return -1
	}
	defer object.Decref(exc)
	object.SetObject(object.Head(object.StopIteration), exc)
	return 0
}
