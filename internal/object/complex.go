package object

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/hash"
	"github.com/d95905aa/gilded/internal/pyfloat"
)

// ComplexType is complex.
var ComplexType = ctier.Type("PyComplex_Type")

func init() {
	Define(ComplexType, func() Spec {
		return Spec{
			Name: "complex",
			Doc: "complex(real=0, imag=0)\n--\n\nMake a complex number from a real part and an imaginary one, or from the text of one.\n\n" +
				"This is real + imag*1j, also where the two are complex themselves.",
			Basicsize:   unsafe.Sizeof(abi.Complex{}),
			Flags:       abi.TPFlagsBasetype,
			New:         complexNew,
			Dealloc:     numberDealloc,
			Repr:        complexRepr,
			Hash:        complexHash,
			Richcompare: complexRichcompare,
			Number: &Number{
				Add: complexAdd, Subtract: complexSubtract, Multiply: complexMultiply, TrueDivide: complexTrueDivide,
				Power: complexPower, Negative: complexNegative, Positive: complexPositive, Absolute: complexAbsolute, Bool: complexBool,
			},
			Methods: []Method{
				{Name: "conjugate", Doc: "conjugate($self, /)\n--\n\nThe number with the opposite imaginary part.", NoArgs: func(o *Object) *Object {
					c := complexOf(o)
					return NewComplex(c.Real, -c.Imag)
				}},
				{Name: "__complex__", Doc: "__complex__($self, /)\n--\n\nThe number as exactly a complex.", NoArgs: complexDunder},
				{Name: "__getnewargs__", Doc: "__getnewargs__($self, /)\n--\n\n", NoArgs: func(o *Object) *Object {
					c := complexOf(o)
					return packOwned(NewFloat(c.Real), NewFloat(c.Imag))
				}},
				{Name: "__format__", Doc: "__format__($self, format_spec, /)\n--\n\n", O: complexDunderFormat},
			},
			Members: []Member{
				{Name: "real", Doc: "the real part of the number", Type: memberDouble, Offset: unsafe.Offsetof(abi.Complex{}.Real), Flags: 1},
				{Name: "imag", Doc: "the imaginary part of the number", Type: memberDouble, Offset: unsafe.Offsetof(abi.Complex{}.Imag), Flags: 1},
			},
		}
	})
}

// memberDouble is T_DOUBLE.
const memberDouble = 4

// NewComplex returns a complex.
func NewComplex(re, im float64) *Object {
	o := New(ComplexType)
	if o != nil {
		As[*abi.Complex](o).Real, As[*abi.Complex](o).Imag = re, im
	}
	return o
}

// IsComplex tells whether an object is a complex or of a subclass.
func IsComplex(o *Object) bool { return Is(o, ComplexType) }

func complexOf(o *Object) abi.ComplexValue {
	c := As[*abi.Complex](o)
	return abi.ComplexValue{Real: c.Real, Imag: c.Imag}
}

// AsComplex returns an object as a complex number: PyComplex_AsCComplex. It may run code (__complex__, __float__).
func AsComplex(o *Object) (c abi.ComplexValue, ok bool) {
	if IsComplex(o) {
		return complexOf(o), true
	}
	special, ok := complexBySpecial(o)
	if !ok {
		return abi.ComplexValue{Real: -1}, false
	}
	if special != nil {
		defer Decref(special)
		return complexOf(special), true
	}
	re, ok := FloatOf(o)
	return abi.ComplexValue{Real: re}, ok
}

// complexBySpecial calls __complex__; nil and true if there is none.
func complexBySpecial(o *Object) (*Object, bool) {
	result, found := special(o, "__complex__")
	if !found {
		return nil, true
	}
	if result == nil || result.Type == ComplexType {
		return result, result != nil
	}
	if !IsComplex(result) {
		Raise(TypeError, "__complex__ returned non-complex (type %.200s)", TypeName(result.Type))
		Decref(result)
		return nil, false
	}
	if !Warn(DeprecationWarning, fmt.Sprintf("__complex__ returned non-complex (type %.200s).  The ability to return an instance of a "+
		"strict subclass of complex is deprecated, and may not be supported in a future version of Python.", TypeName(result.Type)), 1) {
		Decref(result)
		return nil, false
	}
	return result, true
}

var complexNewParams = Params{Func: "complex", Names: []string{"real", "imag"}, Positional: 2}

func complexNew(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if !complexNewParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	r, i := a[0], a[1]
	switch {
	case r == nil:
		r = ctier.SmallInt(0)
	case r.Type == ComplexType && i == nil && t == ComplexType:
		return NewRef(r)
	}
	if HasFlag(r.Type, abi.TPFlagsUnicodeSubclass) {
		if i != nil {
			return Raise(TypeError, "complex() can't take second arg if first is a string")
		}
		re, im, ok := pyfloat.ParseComplex(decimalText(StrOf(r)))
		if !ok {
			return Raise(ValueError, "complex() arg is a malformed string")
		}
		return newComplexOf(t, re, im)
	}
	if i != nil && HasFlag(i.Type, abi.TPFlagsUnicodeSubclass) {
		return Raise(TypeError, "complex() second arg can't be a string")
	}
	special, ok := complexBySpecial(r)
	if !ok {
		return nil
	}
	if special != nil {
		r = special
		defer Decref(special)
	}
	if !complexPart(r) {
		return Raise(TypeError, "complex() first argument must be a string or a number, not '%.200s'", TypeName(r.Type))
	}
	if i != nil && !complexPart(i) {
		return Raise(TypeError, "complex() second argument must be a number, not '%.200s'", TypeName(i.Type))
	}
	first, ok := partValue(r)
	if !ok {
		return nil
	}
	if i == nil {
		return newComplexOf(t, first.Real, first.Imag)
	}
	second, ok := partValue(i)
	if !ok {
		return nil
	}
	// A part that is no complex number must not touch the other's sign of zero, so nothing is added for it.
	re, im := first.Real, second.Real
	if IsComplex(i) {
		re -= second.Imag
	}
	if IsComplex(r) {
		im += first.Imag
	}
	return newComplexOf(t, re, im)
}

func complexPart(o *Object) bool {
	n := o.Type.AsNumber
	return n != nil && (n.Float != nil || n.Index != nil) || IsComplex(o)
}

func partValue(o *Object) (c abi.ComplexValue, ok bool) {
	if IsComplex(o) {
		return complexOf(o), true
	}
	f := ToFloat(o)
	if f == nil {
		return c, false
	}
	c.Real = As[*abi.Float](f).Value
	Decref(f)
	return c, true
}

func newComplexOf(t *Type, re, im float64) *Object {
	if t == ComplexType {
		return NewComplex(re, im)
	}
	o := ctier.CallAlloc(t.Alloc, t, 0)
	if o != nil {
		As[*abi.Complex](o).Real, As[*abi.Complex](o).Imag = re, im
	}
	return o
}

func complexRepr(o *Object) *Object {
	c := complexOf(o)
	return NewStr(pyfloat.ReprComplex(c.Real, c.Imag))
}

func complexHash(o *Object) int {
	c := complexOf(o)
	h := hashFloat(o, c.Real) + hash.Imag*hashFloat(o, c.Imag)
	if h == -1 {
		return -2
	}
	return h
}

func complexRichcompare(a, b *Object, op int32) *Object {
	if op != abi.EQ && op != abi.NE || !IsComplex(a) {
		return NewRef(NotImplemented)
	}
	x := complexOf(a)
	equal := false
	switch {
	case IsLong(b):
		equal = x.Imag == 0 && floatLongCompare(x.Real, b, abi.EQ)
	case IsFloat(b):
		equal = x.Imag == 0 && x.Real == As[*abi.Float](b).Value
	case IsComplex(b):
		equal = x == complexOf(b)
	default:
		return NewRef(NotImplemented)
	}
	return NewBool(equal == (op == abi.EQ))
}

// complexes converts the operands of a number slot. ok is false where the slot must return result.
func complexes(a, b *Object) (x, y abi.ComplexValue, result *Object, ok bool) {
	if x, result, ok = complexOperand(a); ok {
		y, result, ok = complexOperand(b)
	}
	return
}

func complexOperand(o *Object) (c abi.ComplexValue, result *Object, ok bool) {
	if IsComplex(o) {
		return complexOf(o), nil, true
	}
	c.Real, result, ok = floatOperand(o)
	return c, result, ok
}

func newComplexValue(c abi.ComplexValue) *Object { return NewComplex(c.Real, c.Imag) }

func complexAdd(a, b *Object) *Object {
	x, y, result, ok := complexes(a, b)
	if !ok {
		return result
	}
	return NewComplex(x.Real+y.Real, x.Imag+y.Imag)
}

func complexSubtract(a, b *Object) *Object {
	x, y, result, ok := complexes(a, b)
	if !ok {
		return result
	}
	return NewComplex(x.Real-y.Real, x.Imag-y.Imag)
}

func complexMultiply(a, b *Object) *Object {
	x, y, result, ok := complexes(a, b)
	if !ok {
		return result
	}
	return newComplexValue(product(x, y))
}

func complexTrueDivide(a, b *Object) *Object {
	x, y, result, ok := complexes(a, b)
	if !ok {
		return result
	}
	z, ok := ComplexQuotient(x, y)
	if !ok {
		return Raise(ZeroDivisionError, "complex division by zero")
	}
	return newComplexValue(z)
}

func complexPower(a, b, c *Object) *Object {
	x, y, result, ok := complexes(a, b)
	if !ok {
		return result
	}
	if c != None {
		return Raise(ValueError, "complex modulo")
	}
	var z abi.ComplexValue
	if y.Imag == 0 && y.Real == math.Floor(y.Real) && math.Abs(y.Real) <= 100 {
		z, ok = integerPower(x, int(y.Real))
	} else {
		z, ok = ComplexPower(x, y)
	}
	if !ok {
		return Raise(ZeroDivisionError, "0.0 to a negative or complex power")
	}
	if math.IsInf(z.Real, 0) || math.IsInf(z.Imag, 0) {
		return Raise(OverflowError, "complex exponentiation")
	}
	return newComplexValue(z)
}

func complexNegative(o *Object) *Object {
	c := complexOf(o)
	return NewComplex(-c.Real, -c.Imag)
}

func complexPositive(o *Object) *Object {
	if o.Type == ComplexType {
		return NewRef(o)
	}
	return newComplexValue(complexOf(o))
}

func complexDunder(o *Object) *Object { return complexPositive(o) }

func complexAbsolute(o *Object) *Object {
	v, ok := ComplexAbs(complexOf(o))
	if !ok {
		return Raise(OverflowError, "absolute value too large")
	}
	return NewFloat(v)
}

func complexBool(o *Object) int32 {
	if c := complexOf(o); c.Real != 0 || c.Imag != 0 {
		return 1
	}
	return 0
}
