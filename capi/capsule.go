package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// PyCapsule_New borrows the name's memory for as long as the capsule lives.
func PyCapsule_New(pointer unsafe.Pointer, name *byte, destructor abi.Func) *abi.Object {
	return object.NewCapsule(pointer, name, destructor)
}

func PyCapsule_IsValid(o *abi.Object, name *byte) int32 {
	if o == nil || o.Type != object.CapsuleType {
		return 0
	}
	c := object.As[*object.Capsule](o)
	return truth(c.Pointer != nil && c.Named(name))
}

func PyCapsule_GetPointer(o *abi.Object, name *byte) unsafe.Pointer {
	c := object.CapsuleOf(o, "PyCapsule_GetPointer")
	if c == nil {
		return nil
	}
	if !c.Named(name) {
		object.Raise(object.ValueError, "PyCapsule_GetPointer called with incorrect name")
		return nil
	}
	return c.Pointer
}

func PyCapsule_GetName(o *abi.Object) *byte {
	if c := object.CapsuleOf(o, "PyCapsule_GetName"); c != nil {
		return c.Name
	}
	return nil
}

func PyCapsule_GetDestructor(o *abi.Object) abi.Func {
	if c := object.CapsuleOf(o, "PyCapsule_GetDestructor"); c != nil {
		return c.Destructor
	}
	return nil
}

func PyCapsule_GetContext(o *abi.Object) unsafe.Pointer {
	if c := object.CapsuleOf(o, "PyCapsule_GetContext"); c != nil {
		return c.Context
	}
	return nil
}

func PyCapsule_SetPointer(o *abi.Object, pointer unsafe.Pointer) int32 {
	if pointer == nil {
		object.Raise(object.ValueError, "PyCapsule_SetPointer called with null pointer")
		return -1
	}
	c := object.CapsuleOf(o, "PyCapsule_SetPointer")
	if c == nil {
		return -1
	}
	c.Pointer = pointer
	return 0
}

func PyCapsule_SetName(o *abi.Object, name *byte) int32 {
	c := object.CapsuleOf(o, "PyCapsule_SetName")
	if c == nil {
		return -1
	}
	c.Name = name
	return 0
}

func PyCapsule_SetDestructor(o *abi.Object, destructor abi.Func) int32 {
	c := object.CapsuleOf(o, "PyCapsule_SetDestructor")
	if c == nil {
		return -1
	}
	c.Destructor = destructor
	return 0
}

func PyCapsule_SetContext(o *abi.Object, context unsafe.Pointer) int32 {
	c := object.CapsuleOf(o, "PyCapsule_SetContext")
	if c == nil {
		return -1
	}
	c.Context = context
	return 0
}

// PyCapsule_Import need not know whether to block: nothing blocks an import.
func PyCapsule_Import(name *byte, _ int32) unsafe.Pointer { return object.ImportCapsule(name) }
