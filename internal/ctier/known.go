package ctier

/*
extern char gl_known[];
*/
import "C"

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Objects are those that the C tier must recognise: gl_known_objects in known.h.
type Objects struct {
	ClassName, ClassDescriptor       *abi.Object
	SetDummy                         *abi.Object
	WeakrefVectorcall                abi.Func
	EmptyTuple, EmptyStr, EmptyBytes *abi.Object
	ManagedBuffer                    *abi.Type
	Latin1, Byte                     [256]*abi.Object
	HashNotImplemented               abi.Func // C sets it
}

// Known returns them for package object to fill at boot.
func Known() *Objects { return (*Objects)(unsafe.Pointer(&C.gl_known)) }
