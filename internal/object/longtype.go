package object

import (
	"math/big"
	"math/bits"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

func init() {
	Define(LongType, func() Spec {
		return Spec{
			Name: "int",
			Doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\n" +
				"Make an integer from a number, or from the text of one in the given base. A number loses its fraction.\n" +
				"Base 0 means the base that the text itself shows: int('0b100', base=0) is 4.",
			Basicsize:   longHead,
			Itemsize:    digitSize,
			Flags:       abi.TPFlagsBasetype | abi.TPFlagsLongSubclass | abi.TPFlagsMatchSelf,
			New:         longNew,
			Dealloc:     numberDealloc,
			Repr:        longRepr,
			Hash:        longHash,
			Richcompare: longRichcompare,
			Number: &Number{
				Add: longAdd, Subtract: longSubtract, Multiply: longMultiply, Remainder: longRemainder, Divmod: longDivmod,
				FloorDivide: longFloorDivide, TrueDivide: longTrueDivide, Power: longPower,
				Negative: longNegative, Positive: longPositive, Absolute: longAbsolute, Invert: longInvert, Bool: longBool,
				Lshift: longLshift, Rshift: longRshift, And: longAnd, Xor: longXor, Or: longOr,
				Int: LongCopy, Float: longFloat, Index: LongCopy,
			},
			Methods: []Method{
				{Name: "conjugate", Doc: "An integer is its own complex conjugate.", NoArgs: LongCopy},
				{Name: "bit_length", Doc: "bit_length($self, /)\n--\n\nHow many bits the absolute value has.", NoArgs: longBitLength},
				{Name: "bit_count", Doc: "bit_count($self, /)\n--\n\nHow many ones the absolute value has in binary.", NoArgs: longBitCount},
				{Name: "to_bytes", Doc: "to_bytes($self, /, length=1, byteorder='big', *, signed=False)\n--\n\nThe integer as an array of bytes.", FastKeys: longToBytes},
				{Name: "from_bytes", Doc: "from_bytes($type, /, bytes, byteorder='big', *, signed=False)\n--\n\nThe integer that an array of bytes stands for.", FastKeys: longFromBytes, Flags: abi.MethClass},
				{Name: "as_integer_ratio", Doc: "as_integer_ratio($self, /)\n--\n\nThe pair of the integer and 1.", NoArgs: longIntegerRatio},
				{Name: "__trunc__", Doc: "An integer truncated is itself.", NoArgs: LongCopy},
				{Name: "__floor__", Doc: "An integer's floor is itself.", NoArgs: LongCopy},
				{Name: "__ceil__", Doc: "An integer's ceiling is itself.", NoArgs: LongCopy},
				{Name: "__round__", Doc: "Round to a number of decimal digits, which may be negative; ties go to even.", Fast: longRound},
				{Name: "__getnewargs__", Doc: "__getnewargs__($self, /)\n--\n\n", NoArgs: longGetnewargs},
				{Name: "__format__", Doc: "__format__($self, format_spec, /)\n--\n\n", O: longDunderFormat},
				{Name: "__sizeof__", Doc: "__sizeof__($self, /)\n--\n\nHow many bytes of memory the integer takes.", NoArgs: longSizeof},
			},
			Getset: []GetSet{
				{Name: "real", Doc: "the real part of the number", Get: LongCopy},
				{Name: "imag", Doc: "the imaginary part of the number", Get: func(*Object) *Object { return NewInt(0) }},
				{Name: "numerator", Doc: "the numerator of the number in lowest terms", Get: LongCopy},
				{Name: "denominator", Doc: "the denominator of the number in lowest terms", Get: func(*Object) *Object { return NewInt(1) }},
			},
		}
	})
}

// byteArray is bytearray, whose text int() takes with a base.
var byteArray = ctier.Type("PyByteArray_Type")

var longNewParams = Params{Func: "int", Names: []string{"", "base"}, Positional: 2}

func longNew(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if !longNewParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	o := longConstruct(a[0], a[1])
	if o == nil || t == LongType {
		return o
	}
	n := len(longDigits(o))
	sub := ctier.CallAlloc(t.Alloc, t, n)
	if sub != nil {
		As[*abi.Long](sub).Size = As[*abi.Long](o).Size
		copy(longDigits(sub), longDigits(o))
	}
	Decref(o)
	return sub
}

func longConstruct(x, base *Object) *Object {
	if x == nil {
		if base != nil {
			return Raise(TypeError, "int() missing string argument")
		}
		return NewInt(0)
	}
	if base == nil {
		return ToLong(x)
	}
	b, ok := AsIndex(base, nil)
	if !ok {
		return nil
	}
	if b != 0 && b < 2 || b > 36 {
		return Raise(ValueError, "int() base must be >= 2 and <= 36, or 0")
	}
	switch {
	case HasFlag(x.Type, abi.TPFlagsUnicodeSubclass):
		return LongFromStr(x, b)
	case HasFlag(x.Type, abi.TPFlagsBytesSubclass):
		return LongFromBytesText(BytesOf(x), b)
	case Is(x, byteArray):
		return ofText(x, func(text []byte) *Object { return LongFromBytesText(text, b) }, BadInternalCall)
	}
	return Raise(TypeError, "int() can't convert non-string with explicit base")
}

func longBitLength(o *Object) *Object { return NewInt(int64(LongNumBits(o))) }

func longBitCount(o *Object) *Object {
	n := 0
	for _, d := range longDigits(o) {
		n += bits.OnesCount32(d)
	}
	return NewInt(int64(n))
}

func longIntegerRatio(o *Object) *Object { return packOwned(LongCopy(o), NewInt(1)) }

func longGetnewargs(o *Object) *Object { return packOwned(LongCopy(o)) }

func longSizeof(o *Object) *Object {
	return NewInt(int64(longHead + uintptr(max(len(longDigits(o)), 1))*digitSize))
}

func longRound(o *Object, args **Object, n int) *Object {
	if !CheckPositional("__round__", n, 0, 1) {
		return nil
	}
	if n == 0 {
		return LongCopy(o)
	}
	ndigits := NumberIndex(*args)
	if ndigits == nil {
		return nil
	}
	defer Decref(ndigits)
	if LongSign(ndigits) >= 0 {
		return LongCopy(o)
	}
	places, ok := int64Of(ndigits)
	if !ok || -places > int64(LongNumBits(o)) {
		return NewInt(0) // 10**places is more than twice the number
	}
	x := BigOf(o)
	_, rest := bigDivmodNear(x, new(big.Int).Exp(big.NewInt(10), big.NewInt(-places), nil))
	return NewBig(x.Sub(x, rest))
}

var (
	toBytesParams   = Params{Func: "to_bytes", Names: []string{"length", "byteorder", "signed"}, Positional: 2}
	fromBytesParams = Params{Func: "from_bytes", Names: []string{"bytes", "byteorder", "signed"}, Required: 1, Positional: 2}
)

// byteOrder reads the byteorder and signed arguments that to_bytes and from_bytes share. It may run code.
func byteOrder(function string, order, signed *Object) (little, isSigned, ok bool) {
	if order != nil {
		if !HasFlag(order.Type, abi.TPFlagsUnicodeSubclass) {
			Raise(TypeError, "%s() argument 'byteorder' must be str, not %.50s", function, argumentType(order))
			return
		}
	}
	if signed != nil {
		truth := IsTrue(signed)
		if truth < 0 {
			return
		}
		isSigned = truth != 0
	}
	if order != nil {
		switch StrOf(order) {
		case "little":
			little = true
		case "big":
		default:
			Raise(ValueError, "byteorder must be either 'little' or 'big'")
			return
		}
	}
	return little, isSigned, true
}

// argumentType is how messages about a wrong argument name its type.
func argumentType(o *Object) string {
	if o == None {
		return "None"
	}
	return TypeName(o.Type)
}

func longToBytes(o *Object, args **Object, n int, names *Object) *Object {
	var a [3]*Object
	if !toBytesParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	length := 1
	if a[0] != nil {
		var ok bool
		if length, ok = indexArgument(a[0]); !ok {
			return nil
		}
	}
	little, signed, ok := byteOrder("to_bytes", a[1], a[2])
	if !ok {
		return nil
	}
	if length < 0 {
		return Raise(ValueError, "length argument must be non-negative")
	}
	out := make([]byte, length)
	if !LongToBytes(o, out, little, signed) {
		return nil
	}
	return NewBytes(out)
}

// indexArgument reads a Py_ssize_t argument of a built-in function. It may run code.
func indexArgument(o *Object) (int, bool) {
	i := NumberIndex(o)
	if i == nil {
		return -1, false
	}
	defer Decref(i)
	return AsSsize(i)
}

func longFromBytes(class *Object, args **Object, n int, names *Object) *Object {
	var a [3]*Object
	if !fromBytesParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	little, signed, ok := byteOrder("from_bytes", a[1], a[2])
	if !ok {
		return nil
	}
	data := ToBytes(a[0])
	if data == nil {
		return nil
	}
	o := LongFromBytes(BytesOf(data), little, signed)
	Decref(data)
	if o == nil || class == Head(LongType) {
		return o
	}
	result := CallArgs(class, o)
	Decref(o)
	return result
}
