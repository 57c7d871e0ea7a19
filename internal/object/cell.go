package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// CellType is cell: a variable that functions share with the one they are defined in.
var CellType = ctier.Type("PyCell_Type")

// NewCell makes a cell that holds v, or is empty for nil.
func NewCell(v *Object) *Object {
	o := New(CellType)
	if o == nil {
		return nil
	}
	As[*abi.Cell](o).Ref = XNewRef(v)
	GCTrack(o)
	return o
}

// CellGet returns what a cell holds: nil, and no error, for an empty one.
func CellGet(o *Object) *Object {
	if o.Type != CellType {
		return BadInternalCall()
	}
	return XNewRef(As[*abi.Cell](o).Ref)
}

// CellSet puts v into a cell, or empties it for nil. What was there is released, which may run code.
func CellSet(o, v *Object) bool {
	if o.Type != CellType {
		BadInternalCall()
		return false
	}
	Replace(&As[*abi.Cell](o).Ref, XNewRef(v))
	return true
}

func init() {
	Define(CellType, func() Spec {
		return Spec{
			Name: "cell", Basicsize: unsafe.Sizeof(abi.Cell{}), Flags: abi.TPFlagsHaveGC,
			Doc: "cell([contents])\n--\n\nCreate a new cell object.\n\n  contents\n    the contents of the cell; without it the cell is empty,\n    and reading cell_contents raises a ValueError.",
			New: func(_ *Type, args, kwargs *Object) *Object {
				items := TupleItems(args)
				if !NoKeywords("cell", kwargs) || !CheckPositional("cell", len(items), 0, 1) {
					return nil
				}
				if len(items) == 0 {
					return NewCell(nil)
				}
				return NewCell(items[0])
			},
			Dealloc: func(o *Object) {
				GCUntrack(o)
				ref := As[*abi.Cell](o).Ref
				Release(o)
				XDecref(ref)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*abi.Cell](o).Ref)
			},
			Clear: func(o *Object) int32 {
				Clear(&As[*abi.Cell](o).Ref)
				return 0
			},
			Repr:        cellRepr,
			Getattro:    GenericGetAttr,
			Richcompare: cellCompare,
			Getset:      []GetSet{{Name: "cell_contents", Get: cellContents, Set: func(o, v *Object) int32 { return Status(CellSet(o, v)) }}},
		}
	})
}

func cellRepr(o *Object) *Object {
	ref := As[*abi.Cell](o).Ref
	if ref == nil {
		return NewStr(fmt.Sprintf("<cell at %p: empty>", o))
	}
	return NewStr(fmt.Sprintf("<cell at %p: %.80s object at %p>", o, TypeName(ref.Type), ref))
}

// cellCompare compares what two cells hold; an empty one comes before all others.
func cellCompare(a, b *Object, op int32) *Object {
	if a.Type != CellType || b.Type != CellType {
		return NewRef(NotImplemented)
	}
	x, y := As[*abi.Cell](a).Ref, As[*abi.Cell](b).Ref
	if x != nil && y != nil {
		Incref(x)
		Incref(y)
		defer Decref(x)
		defer Decref(y)
		return RichCompare(x, y, op)
	}
	order := 0
	switch {
	case x != nil:
		order = 1
	case y != nil:
		order = -1
	}
	return NewBool(OrderedBy(order, op))
}

func cellContents(o *Object) *Object {
	if ref := As[*abi.Cell](o).Ref; ref != nil {
		return NewRef(ref)
	}
	return Raise(ValueError, "Cell is empty")
}
