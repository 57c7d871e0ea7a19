package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// PyGen_New, PyGen_NewWithQualName and PyCoro_New take the frame over.
func PyGen_New(frame *abi.Object) *abi.Object {
	return object.NewGenerator(object.GeneratorType, frame, nil, nil)
}

func PyGen_NewWithQualName(frame, name, qualname *abi.Object) *abi.Object {
	return object.NewGenerator(object.GeneratorType, frame, name, qualname)
}

func PyCoro_New(frame, name, qualname *abi.Object) *abi.Object {
	return object.NewGenerator(object.CoroutineType, frame, name, qualname)
}

// _PyGen_SetStopIterationValue raises StopIteration with this value, or without one for NULL.
func _PyGen_SetStopIterationValue(value *abi.Object) int32 {
	if value == nil {
		object.RaiseNone(object.StopIteration)
		return 0
	}
	return status(object.RaiseStopIteration(value))
}

// _PyGen_FetchStopIterationValue stores a new reference.
func _PyGen_FetchStopIterationValue(value **abi.Object) int32 {
	v := object.StopIterationValue()
	if v != nil {
		*value = v
	}
	return status(v != nil)
}
