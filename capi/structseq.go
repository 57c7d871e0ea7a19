package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyStructSequence_New(t *abi.Type) *abi.Object { return object.NewStruct(t) }

func PyStructSequence_GetItem(o *abi.Object, i int) *abi.Object { return object.StructItem(o, i) }

func PyStructSequence_SetItem(o *abi.Object, i int, v *abi.Object) { object.SetStructItem(o, i, v) }

func PyStructSequence_InitType2(t *abi.Type, d unsafe.Pointer) int32 {
	return status(object.InitStructType(t, (*object.StructDesc)(d)))
}

func PyStructSequence_InitType(t *abi.Type, d unsafe.Pointer) {
	object.InitStructType(t, (*object.StructDesc)(d))
}

func PyStructSequence_NewType(d unsafe.Pointer) *abi.Type { return _PyStructSequence_NewType(d, 0) }

func _PyStructSequence_NewType(d unsafe.Pointer, flags uint) *abi.Type {
	return object.As[*abi.Type](object.NewStructType((*object.StructDesc)(d), flags))
}
