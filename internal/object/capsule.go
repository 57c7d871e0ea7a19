package object

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// CapsuleType is the type of capsules.
var CapsuleType = ctier.Type("PyCapsule_Type")

// Capsule carries a C pointer under a name. The name is the caller's memory: a capsule neither copies nor frees it.
type Capsule struct {
	abi.Object
	Pointer    unsafe.Pointer
	Name       *byte
	Context    unsafe.Pointer
	Destructor abi.Func // void (*)(PyObject *), called with the dying capsule; nil for none
}

// NewCapsule is PyCapsule_New.
func NewCapsule(pointer unsafe.Pointer, name *byte, destructor abi.Func) *Object {
	if pointer == nil {
		return Raise(ValueError, "PyCapsule_New called with null pointer")
	}
	o := New(CapsuleType)
	if o == nil {
		return nil
	}
	c := As[*Capsule](o)
	c.Pointer, c.Name, c.Destructor = pointer, name, destructor
	return o
}

// CapsuleOf is o as a capsule; nil, and ValueError, if it is not one. function is the C function that was called.
func CapsuleOf(o *Object, function string) *Capsule {
	if o == nil || o.Type != CapsuleType || As[*Capsule](o).Pointer == nil {
		Raise(ValueError, "%s called with invalid PyCapsule object", function)
		return nil
	}
	return As[*Capsule](o)
}

// Named tells whether a capsule has this name; no name at all is a name too.
func (c *Capsule) Named(name *byte) bool {
	if c.Name == nil || name == nil {
		return c.Name == name
	}
	return ctier.GoString(c.Name) == ctier.GoString(name)
}

// ImportCapsule finds a capsule by its name, "module.attribute": it imports the module, follows the attributes, and
// returns the capsule's pointer. It may run code.
func ImportCapsule(name *byte) unsafe.Pointer {
	var o *Object
	for part := range strings.SplitSeq(ctier.GoString(name), ".") {
		if o == nil {
			if o = Import(part); o == nil {
				Raise(ImportError, "PyCapsule_Import could not import module \"%s\"", part)
				return nil
			}
			continue
		}
		next := GetAttrString(o, part)
		Decref(o)
		if o = next; o == nil {
			return nil
		}
	}
	defer Decref(o)
	if o.Type != CapsuleType || As[*Capsule](o).Pointer == nil || !As[*Capsule](o).Named(name) {
		Raise(AttributeError, "PyCapsule_Import \"%s\" is not valid", ctier.GoString(name))
		return nil
	}
	return As[*Capsule](o).Pointer
}

func init() {
	Define(CapsuleType, func() Spec {
		return Spec{
			Name: "PyCapsule", Basicsize: unsafe.Sizeof(Capsule{}), Flags: abi.TPFlagsDisallowInstantiation,
			Doc: "A C pointer under a name, which one extension module hands to another.",
			Dealloc: func(o *Object) {
				if f := As[*Capsule](o).Destructor; f != nil {
					ctier.CallDestructor(f, o)
				}
				Release(o)
			},
			Repr: func(o *Object) *Object {
				name := "NULL"
				if c := As[*Capsule](o); c.Name != nil {
					name = "\"" + ctier.GoString(c.Name) + "\""
				}
				return NewStr("<capsule object " + name + " at " + HexAddress(o) + ">")
			},
		}
	})
}
