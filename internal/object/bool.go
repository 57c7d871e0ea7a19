package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// BoolType is bool, whose two instances exist once for the process.
var BoolType = ctier.Type("PyBool_Type")

func init() {
	Define(BoolType, func() Spec {
		return Spec{
			Name:      "bool",
			Doc:       "bool(x) -> bool\n\nThe truth of x. True and False are all the instances there are, and bool has no subclasses.",
			Base:      LongType,
			Basicsize: unsafe.Sizeof(abi.Long{}),
			Itemsize:  digitSize,
			New:       boolNew,
			Repr:      boolRepr,
			Number:    &Number{And: boolAnd, Xor: boolXor, Or: boolOr},
		}
	})
}

// NewBool returns True or False.
func NewBool(v bool) *Object {
	if v {
		return NewRef(True)
	}
	return NewRef(False)
}

// IsBool tells whether an object is True or False.
func IsBool(o *Object) bool { return o.Type == BoolType }

func boolNew(t *Type, args, kwargs *Object) *Object {
	if !NoKeywords("bool", kwargs) {
		return nil
	}
	items := TupleItems(args)
	if !CheckPositional("bool", len(items), 0, 1) {
		return nil
	}
	if len(items) == 0 {
		return NewBool(false)
	}
	truth := IsTrue(items[0])
	if truth < 0 {
		return nil
	}
	return NewBool(truth != 0)
}

func boolRepr(o *Object) *Object {
	if o == True {
		return NewRef(Intern("True"))
	}
	return NewRef(Intern("False"))
}

func boolAnd(a, b *Object) *Object {
	if !IsBool(a) || !IsBool(b) {
		return longAnd(a, b)
	}
	return NewBool(a == True && b == True)
}

func boolOr(a, b *Object) *Object {
	if !IsBool(a) || !IsBool(b) {
		return longOr(a, b)
	}
	return NewBool(a == True || b == True)
}

func boolXor(a, b *Object) *Object {
	if !IsBool(a) || !IsBool(b) {
		return longXor(a, b)
	}
	return NewBool(a != b)
}
