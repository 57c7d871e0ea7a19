package object

import (
	"math"
	"math/big"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/hash"
	"github.com/d95905aa/gilded/internal/pyfloat"
)

// FloatType is float.
var FloatType = ctier.Type("PyFloat_Type")

func init() {
	Define(FloatType, func() Spec {
		return Spec{
			Name:        "float",
			Doc:         "float(x=0, /)\n--\n\nMake a floating-point number from a number or from the text of one.",
			Basicsize:   unsafe.Sizeof(abi.Float{}),
			Flags:       abi.TPFlagsBasetype | abi.TPFlagsMatchSelf,
			New:         floatNew,
			Dealloc:     numberDealloc,
			Repr:        floatRepr,
			Hash:        floatHash,
			Richcompare: floatRichcompare,
			Number: &Number{
				Add: floatAdd, Subtract: floatSubtract, Multiply: floatMultiply, Remainder: floatRemainder, Divmod: floatDivmod,
				FloorDivide: floatFloorDivide, TrueDivide: floatTrueDivide, Power: floatPower,
				Negative: floatNegative, Positive: floatCopy, Absolute: floatAbsolute, Bool: floatBool,
				Int: floatTrunc, Float: floatCopy,
			},
			Methods: floatMethods,
			Getset: []GetSet{
				{Name: "real", Doc: "the real part of the number", Get: floatCopy},
				{Name: "imag", Doc: "the imaginary part of the number", Get: func(*Object) *Object { return NewFloat(0) }},
			},
		}
	})
}

// NewFloat returns a float.
func NewFloat(v float64) *Object {
	o := New(FloatType)
	if o != nil {
		As[*abi.Float](o).Value = v
	}
	return o
}

// IsFloat tells whether an object is a float or of a subclass.
func IsFloat(o *Object) bool { return Is(o, FloatType) }

// FloatOf returns an object as a float: PyFloat_AsDouble. It may run code (__float__, __index__).
func FloatOf(o *Object) (float64, bool) {
	if o == nil {
		BadArgument()
		return -1, false
	}
	if IsFloat(o) {
		return As[*abi.Float](o).Value, true
	}
	n := o.Type.AsNumber
	switch {
	case n != nil && n.Float != nil:
		return floatBySlot(o, n.Float)
	case n != nil && n.Index != nil:
		i := NumberIndex(o)
		if i == nil {
			return -1, false
		}
		defer Decref(i)
		return floatOfLong(i)
	}
	Raise(TypeError, "must be real number, not %.50s", TypeName(o.Type))
	return -1, false
}

// FloatFromText reads a float from a str or a bytes-like object.
func FloatFromText(o *Object) *Object {
	read := func(text string) *Object {
		f, ok := pyfloat.Parse(text)
		if !ok {
			return Raise(ValueError, "could not convert string to float: %s", ReprOf(o))
		}
		return NewFloat(f)
	}
	if HasFlag(o.Type, abi.TPFlagsUnicodeSubclass) {
		return read(decimalText(StrOf(o)))
	}
	return ofText(o, func(text []byte) *Object { return read(string(text)) }, func() *Object {
		return Raise(TypeError, "float() argument must be a string or a real number, not '%.200s'", TypeName(o.Type))
	})
}

func floatNew(t *Type, args, kwargs *Object) *Object {
	if (t == FloatType || t.Init == FloatType.Init) && !NoKeywords("float", kwargs) {
		return nil
	}
	items := TupleItems(args)
	if !CheckPositional("float", len(items), 0, 1) {
		return nil
	}
	o := (*Object)(nil)
	switch {
	case len(items) == 0:
		o = NewFloat(0)
	case items[0].Type == StrType:
		o = FloatFromText(items[0])
	default:
		o = ToFloat(items[0])
	}
	if o == nil || t == FloatType {
		return o
	}
	sub := ctier.CallAlloc(t.Alloc, t, 0)
	if sub != nil {
		As[*abi.Float](sub).Value = As[*abi.Float](o).Value
	}
	Decref(o)
	return sub
}

// numberDealloc frees an int, float or complex.
func numberDealloc(o *Object) {
	switch o.Type {
	case LongType, FloatType, ComplexType:
		Release(o)
	default:
		ctier.CallFree(o.Type.Free, unsafe.Pointer(o))
	}
}

func floatRepr(o *Object) *Object { return NewStr(pyfloat.Repr(As[*abi.Float](o).Value)) }

func floatHash(o *Object) int { return hashFloat(o, As[*abi.Float](o).Value) }

// hashFloat hashes a float that is part of o; a NaN hashes as o does by its address.
func hashFloat(o *Object, v float64) int {
	if math.IsNaN(v) {
		return hash.Pointer(unsafe.Pointer(o))
	}
	return hash.Double(v)
}

// floats converts the operands of a number slot. ok is false where the slot must return result: NotImplemented, or nil
// for an int that is too large.
func floats(a, b *Object) (x, y float64, result *Object, ok bool) {
	if x, result, ok = floatOperand(a); ok {
		y, result, ok = floatOperand(b)
	}
	return
}

func floatOperand(o *Object) (v float64, result *Object, ok bool) {
	switch {
	case IsFloat(o):
		return As[*abi.Float](o).Value, nil, true
	case IsLong(o):
		v, ok = floatOfLong(o)
		return v, nil, ok
	}
	return 0, NewRef(NotImplemented), false
}

func floatAdd(a, b *Object) *Object {
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	return NewFloat(x + y)
}

func floatSubtract(a, b *Object) *Object {
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	return NewFloat(x - y)
}

func floatMultiply(a, b *Object) *Object {
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	return NewFloat(x * y)
}

func floatTrueDivide(a, b *Object) *Object {
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	if y == 0 {
		return Raise(ZeroDivisionError, "float division by zero")
	}
	return NewFloat(x / y)
}

func floatRemainder(a, b *Object) *Object {
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	if y == 0 {
		return Raise(ZeroDivisionError, "float modulo")
	}
	_, r := floorDivmodFloat(x, y)
	return NewFloat(r)
}

func floatFloorDivide(a, b *Object) *Object {
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	if y == 0 {
		return Raise(ZeroDivisionError, "float floor division by zero")
	}
	q, _ := floorDivmodFloat(x, y)
	return NewFloat(q)
}

func floatDivmod(a, b *Object) *Object {
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	if y == 0 {
		return Raise(ZeroDivisionError, "float divmod()")
	}
	q, r := floorDivmodFloat(x, y)
	return packOwned(NewFloat(q), NewFloat(r))
}

// floorDivmodFloat divides towards minus infinity: r has y's sign, and q*y + r is as near to x as floats come.
func floorDivmodFloat(x, y float64) (q, r float64) {
	r = math.Mod(x, y)
	q = (x - r) / y
	if r != 0 {
		if (y < 0) != (r < 0) {
			r += y
			q--
		}
	} else {
		r = math.Copysign(0, y)
	}
	if q == 0 {
		return math.Copysign(0, x/y), r
	}
	whole := math.Floor(q)
	if q-whole > 0.5 {
		whole++
	}
	return whole, r
}

func isOddInteger(v float64) bool { return math.Abs(math.Mod(v, 2)) == 1 }

func floatPower(a, b, c *Object) *Object {
	if c != None {
		return Raise(TypeError, "pow() 3rd argument not allowed unless all arguments are integers")
	}
	x, y, result, ok := floats(a, b)
	if !ok {
		return result
	}
	switch {
	case y == 0:
		return NewFloat(1)
	case math.IsNaN(x):
		return NewFloat(x)
	case math.IsNaN(y):
		if x == 1 {
			return NewFloat(1)
		}
		return NewFloat(y)
	case math.IsInf(y, 0):
		x = math.Abs(x)
		switch {
		case x == 1:
			return NewFloat(1)
		case (y > 0) == (x > 1):
			return NewFloat(math.Inf(1))
		}
		return NewFloat(0)
	case math.IsInf(x, 0):
		odd := isOddInteger(y)
		switch {
		case y > 0 && odd:
			return NewFloat(x)
		case y > 0:
			return NewFloat(math.Abs(x))
		case odd:
			return NewFloat(math.Copysign(0, x))
		}
		return NewFloat(0)
	case x == 0:
		switch {
		case y < 0:
			return Raise(ZeroDivisionError, "0.0 cannot be raised to a negative power")
		case isOddInteger(y):
			return NewFloat(x)
		}
		return NewFloat(0)
	}
	negate := false
	if x < 0 {
		if y != math.Floor(y) {
			return complexPower(a, b, c)
		}
		x = -x
		negate = isOddInteger(y)
	}
	z := 1.0
	if x != 1 {
		if z = ctier.Pow(x, y); math.IsInf(z, 0) {
			return raiseRange()
		}
	}
	if negate {
		z = -z
	}
	return NewFloat(z)
}

// raiseRange is the OverflowError that is made from the C library's ERANGE.
func raiseRange() *Object {
	value := packOwned(NewInt(34), NewStr("Numerical result out of range"))
	if value == nil {
		return nil
	}
	RaiseObject(OverflowError, value)
	Decref(value)
	return nil
}

func floatNegative(o *Object) *Object { return NewFloat(-As[*abi.Float](o).Value) }

// floatCopy returns a float of exactly type float.
func floatCopy(o *Object) *Object {
	if o.Type == FloatType {
		return NewRef(o)
	}
	return NewFloat(As[*abi.Float](o).Value)
}

func floatAbsolute(o *Object) *Object { return NewFloat(math.Abs(As[*abi.Float](o).Value)) }

func floatBool(o *Object) int32 {
	if As[*abi.Float](o).Value != 0 {
		return 1
	}
	return 0
}

func floatTrunc(o *Object) *Object { return NewLongFromFloat(As[*abi.Float](o).Value) }

func floatRichcompare(a, b *Object, op int32) *Object {
	if !IsFloat(a) {
		return NewRef(NotImplemented)
	}
	x := As[*abi.Float](a).Value
	switch {
	case IsFloat(b):
		return NewBool(floatsCompare(x, As[*abi.Float](b).Value, op))
	case IsLong(b):
		return NewBool(floatLongCompare(x, b, op))
	}
	return NewRef(NotImplemented)
}

func floatsCompare(x, y float64, op int32) bool {
	switch op {
	case abi.LT:
		return x < y
	case abi.LE:
		return x <= y
	case abi.EQ:
		return x == y
	case abi.NE:
		return x != y
	case abi.GT:
		return x > y
	}
	return x >= y
}

// floatLongCompare compares without rounding the int.
func floatLongCompare(x float64, o *Object, op int32) bool {
	v, ok := compact(o)
	if ok && abs64(v) <= 1<<53 || math.IsNaN(x) || math.IsInf(x, 0) {
		return floatsCompare(x, float64(v), op)
	}
	return OrderedBy(big.NewFloat(x).Cmp(new(big.Float).SetInt(BigOf(o))), op)
}
