package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The operators of the number protocol. Each tries the left operand's slot, then the right's; the right one's goes first
// if its type is a subtype of the left one's and has a slot of its own. A slot that answers NotImplemented leaves it to
// the next. All of them may run code.

// operatorSlot is where a slot is in the number protocol's table.
type operatorSlot uintptr

const (
	nbAdd            = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Add))
	nbSubtract       = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Subtract))
	nbMultiply       = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Multiply))
	nbRemainder      = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Remainder))
	nbDivmod         = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Divmod))
	nbPower          = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Power))
	nbLshift         = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Lshift))
	nbRshift         = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Rshift))
	nbAnd            = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.And))
	nbXor            = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Xor))
	nbOr             = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.Or))
	nbFloorDivide    = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.FloorDivide))
	nbTrueDivide     = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.TrueDivide))
	nbMatrixMultiply = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.MatrixMultiply))

	nbInplaceAdd            = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceAdd))
	nbInplaceSubtract       = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceSubtract))
	nbInplaceMultiply       = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceMultiply))
	nbInplaceRemainder      = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceRemainder))
	nbInplacePower          = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplacePower))
	nbInplaceLshift         = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceLshift))
	nbInplaceRshift         = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceRshift))
	nbInplaceAnd            = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceAnd))
	nbInplaceXor            = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceXor))
	nbInplaceOr             = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceOr))
	nbInplaceFloorDivide    = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceFloorDivide))
	nbInplaceTrueDivide     = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceTrueDivide))
	nbInplaceMatrixMultiply = operatorSlot(unsafe.Offsetof(abi.NumberMethods{}.InplaceMatrixMultiply))
)

// of returns a type's function in this slot, or nil.
func (s operatorSlot) of(t *Type) abi.Func {
	if t.AsNumber == nil {
		return nil
	}
	return *(*abi.Func)(unsafe.Add(unsafe.Pointer(t.AsNumber), uintptr(s)))
}

// nullArgument answers an operation on NULL, which keeps the error that made it.
func nullArgument() *Object {
	if Occurred() == nil {
		Raise(SystemError, "null argument to internal routine")
	}
	return nil
}

// binary1 tries the slots; the result may be NotImplemented.
func binary1(v, w *Object, slot operatorSlot) *Object {
	left := slot.of(v.Type)
	var right abi.Func
	if v.Type != w.Type {
		if right = slot.of(w.Type); right == left {
			right = nil
		}
	}
	if left != nil {
		if right != nil && IsSubtype(w.Type, v.Type) {
			x := ctier.CallBinary(right, v, w)
			if x != NotImplemented {
				return x
			}
			Decref(x)
			right = nil
		}
		x := ctier.CallBinary(left, v, w)
		if x != NotImplemented {
			return x
		}
		Decref(x)
	}
	if right != nil {
		return ctier.CallBinary(right, v, w)
	}
	return NewRef(NotImplemented)
}

// inplace1 tries the in-place slot first.
func inplace1(v, w *Object, inplace, slot operatorSlot) *Object {
	if f := inplace.of(v.Type); f != nil {
		x := ctier.CallBinary(f, v, w)
		if x != NotImplemented {
			return x
		}
		Decref(x)
	}
	return binary1(v, w, slot)
}

func unsupported(v, w *Object, operator string) *Object {
	return Raise(TypeError, "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'", operator, TypeName(v.Type), TypeName(w.Type))
}

func binary(v, w *Object, slot operatorSlot, operator string) *Object {
	if v == nil || w == nil {
		return nullArgument()
	}
	x := binary1(v, w, slot)
	if x == NotImplemented {
		Decref(x)
		return unsupported(v, w, operator)
	}
	return x
}

func inplaceBinary(v, w *Object, inplace, slot operatorSlot, operator string) *Object {
	if v == nil || w == nil {
		return nullArgument()
	}
	x := inplace1(v, w, inplace, slot)
	if x == NotImplemented {
		Decref(x)
		return unsupported(v, w, operator)
	}
	return x
}

// Subtract is v - w.
func Subtract(v, w *Object) *Object { return binary(v, w, nbSubtract, "-") }

// Remainder is v % w.
func Remainder(v, w *Object) *Object { return binary(v, w, nbRemainder, "%") }

// Divmod is divmod(v, w).
func Divmod(v, w *Object) *Object { return binary(v, w, nbDivmod, "divmod()") }

// Lshift is v << w.
func Lshift(v, w *Object) *Object { return binary(v, w, nbLshift, "<<") }

// Rshift is v >> w.
func Rshift(v, w *Object) *Object { return binary(v, w, nbRshift, ">>") }

// And is v & w.
func And(v, w *Object) *Object { return binary(v, w, nbAnd, "&") }

// Xor is v ^ w.
func Xor(v, w *Object) *Object { return binary(v, w, nbXor, "^") }

// Or is v | w.
func Or(v, w *Object) *Object { return binary(v, w, nbOr, "|") }

// FloorDivide is v // w.
func FloorDivide(v, w *Object) *Object { return binary(v, w, nbFloorDivide, "//") }

// TrueDivide is v / w.
func TrueDivide(v, w *Object) *Object { return binary(v, w, nbTrueDivide, "/") }

// MatrixMultiply is v @ w.
func MatrixMultiply(v, w *Object) *Object { return binary(v, w, nbMatrixMultiply, "@") }

// InPlaceSubtract is v -= w.
func InPlaceSubtract(v, w *Object) *Object {
	return inplaceBinary(v, w, nbInplaceSubtract, nbSubtract, "-=")
}

// InPlaceRemainder is v %= w.
func InPlaceRemainder(v, w *Object) *Object {
	return inplaceBinary(v, w, nbInplaceRemainder, nbRemainder, "%=")
}

// InPlaceLshift is v <<= w.
func InPlaceLshift(v, w *Object) *Object {
	return inplaceBinary(v, w, nbInplaceLshift, nbLshift, "<<=")
}

// InPlaceRshift is v >>= w.
func InPlaceRshift(v, w *Object) *Object {
	return inplaceBinary(v, w, nbInplaceRshift, nbRshift, ">>=")
}

// InPlaceAnd is v &= w.
func InPlaceAnd(v, w *Object) *Object { return inplaceBinary(v, w, nbInplaceAnd, nbAnd, "&=") }

// InPlaceXor is v ^= w.
func InPlaceXor(v, w *Object) *Object { return inplaceBinary(v, w, nbInplaceXor, nbXor, "^=") }

// InPlaceOr is v |= w.
func InPlaceOr(v, w *Object) *Object { return inplaceBinary(v, w, nbInplaceOr, nbOr, "|=") }

// InPlaceFloorDivide is v //= w.
func InPlaceFloorDivide(v, w *Object) *Object {
	return inplaceBinary(v, w, nbInplaceFloorDivide, nbFloorDivide, "//=")
}

// InPlaceTrueDivide is v /= w.
func InPlaceTrueDivide(v, w *Object) *Object {
	return inplaceBinary(v, w, nbInplaceTrueDivide, nbTrueDivide, "/=")
}

// InPlaceMatrixMultiply is v @= w.
func InPlaceMatrixMultiply(v, w *Object) *Object {
	return inplaceBinary(v, w, nbInplaceMatrixMultiply, nbMatrixMultiply, "@=")
}

// Add is v + w: of numbers, or else the concatenation that the left operand's sequence protocol knows.
func Add(v, w *Object) *Object {
	if v == nil || w == nil {
		return nullArgument()
	}
	x := binary1(v, w, nbAdd)
	if x != NotImplemented {
		return x
	}
	Decref(x)
	if s := v.Type.AsSequence; s != nil && s.Concat != nil {
		return ctier.CallBinary(s.Concat, v, w)
	}
	return unsupported(v, w, "+")
}

// InPlaceAdd is v += w.
func InPlaceAdd(v, w *Object) *Object {
	if v == nil || w == nil {
		return nullArgument()
	}
	x := inplace1(v, w, nbInplaceAdd, nbAdd)
	if x != NotImplemented {
		return x
	}
	Decref(x)
	if s := v.Type.AsSequence; s != nil {
		if s.InplaceConcat != nil {
			return ctier.CallBinary(s.InplaceConcat, v, w)
		}
		if s.Concat != nil {
			return ctier.CallBinary(s.Concat, v, w)
		}
	}
	return unsupported(v, w, "+=")
}

// Multiply is v * w: of numbers, or else of a sequence and a count, in either order.
func Multiply(v, w *Object) *Object {
	if v == nil || w == nil {
		return nullArgument()
	}
	x := binary1(v, w, nbMultiply)
	if x != NotImplemented {
		return x
	}
	Decref(x)
	if s := v.Type.AsSequence; s != nil && s.Repeat != nil {
		return repeatBy(s.Repeat, v, w)
	}
	if s := w.Type.AsSequence; s != nil && s.Repeat != nil {
		return repeatBy(s.Repeat, w, v)
	}
	return unsupported(v, w, "*")
}

// InPlaceMultiply is v *= w.
func InPlaceMultiply(v, w *Object) *Object {
	if v == nil || w == nil {
		return nullArgument()
	}
	x := inplace1(v, w, nbInplaceMultiply, nbMultiply)
	if x != NotImplemented {
		return x
	}
	Decref(x)
	if s := v.Type.AsSequence; s != nil {
		// CPython does not look at the right operand once the left one is a sequence.
		if s.InplaceRepeat != nil {
			return repeatBy(s.InplaceRepeat, v, w)
		}
		if s.Repeat != nil {
			return repeatBy(s.Repeat, v, w)
		}
	} else if s := w.Type.AsSequence; s != nil && s.Repeat != nil {
		return repeatBy(s.Repeat, w, v)
	}
	return unsupported(v, w, "*=")
}

func repeatBy(repeat abi.Func, sequence, count *Object) *Object {
	if !IndexCheck(count) {
		return Raise(TypeError, "can't multiply sequence by non-int of type '%.200s'", TypeName(count.Type))
	}
	n, ok := AsIndex(count, OverflowError)
	if !ok {
		return nil
	}
	return ctier.CallIndex(repeat, sequence, n)
}

// Power is pow(v, w, z); z is None for v ** w.
func Power(v, w, z *Object) *Object { return power(v, w, z, "** or pow()") }

// InPlacePower is v **= w; z is None, but for those who call the C API with more.
func InPlacePower(v, w, z *Object) *Object {
	if v == nil || w == nil || z == nil {
		return nullArgument()
	}
	if f := nbInplacePower.of(v.Type); f != nil {
		x := ctier.CallTernary(f, v, w, z)
		if x != NotImplemented {
			return x
		}
		Decref(x)
	}
	return power(v, w, z, "**=")
}

func power(v, w, z *Object, operator string) *Object {
	if v == nil || w == nil || z == nil {
		return nullArgument()
	}
	left := nbPower.of(v.Type)
	var right abi.Func
	if v.Type != w.Type {
		if right = nbPower.of(w.Type); right == left {
			right = nil
		}
	}
	try := func(f abi.Func) (*Object, bool) {
		x := ctier.CallTernary(f, v, w, z)
		if x != NotImplemented {
			return x, true
		}
		Decref(x)
		return nil, false
	}
	third := nbPower.of(z.Type)
	if third == left || third == right {
		third = nil
	}
	if left != nil {
		if right != nil && IsSubtype(w.Type, v.Type) {
			if x, done := try(right); done {
				return x
			}
			right = nil
		}
		if x, done := try(left); done {
			return x
		}
	}
	for _, f := range [2]abi.Func{right, third} {
		if f != nil {
			if x, done := try(f); done {
				return x
			}
		}
	}
	if z == None {
		return unsupported(v, w, operator)
	}
	return Raise(TypeError, "unsupported operand type(s) for %.100s: '%.100s', '%.100s', '%.100s'",
		operator, TypeName(v.Type), TypeName(w.Type), TypeName(z.Type))
}

// Negative is -o.
func Negative(o *Object) *Object {
	if o == nil {
		return nullArgument()
	}
	if n := o.Type.AsNumber; n != nil && n.Negative != nil {
		return ctier.CallUnary(n.Negative, o)
	}
	return Raise(TypeError, "bad operand type for unary -: '%.200s'", TypeName(o.Type))
}

// Positive is +o.
func Positive(o *Object) *Object {
	if o == nil {
		return nullArgument()
	}
	if n := o.Type.AsNumber; n != nil && n.Positive != nil {
		return ctier.CallUnary(n.Positive, o)
	}
	return Raise(TypeError, "bad operand type for unary +: '%.200s'", TypeName(o.Type))
}

// Invert is ~o.
func Invert(o *Object) *Object {
	if o == nil {
		return nullArgument()
	}
	if n := o.Type.AsNumber; n != nil && n.Invert != nil {
		return ctier.CallUnary(n.Invert, o)
	}
	return Raise(TypeError, "bad operand type for unary ~: '%.200s'", TypeName(o.Type))
}

// Absolute is abs(o).
func Absolute(o *Object) *Object {
	if o == nil {
		return nullArgument()
	}
	if n := o.Type.AsNumber; n != nil && n.Absolute != nil {
		return ctier.CallUnary(n.Absolute, o)
	}
	return Raise(TypeError, "bad operand type for abs(): '%.200s'", TypeName(o.Type))
}
