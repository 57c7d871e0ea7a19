package object

import (
	"fmt"
	"math"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Conversions between kinds of numbers, by the slots that objects have for it. All of them may run code.

// IndexCheck tells whether an object can stand for an integer without loss: it has __index__.
func IndexCheck(o *Object) bool { return o.Type.AsNumber != nil && o.Type.AsNumber.Index != nil }

// NumberCheck is PyNumber_Check.
func NumberCheck(o *Object) bool {
	if o == nil {
		return false
	}
	n := o.Type.AsNumber
	return n != nil && (n.Index != nil || n.Int != nil || n.Float != nil) || Is(o, ComplexType)
}

// IndexRaw returns the int that an object stands for, by __index__. It may be of a subclass of int.
func IndexRaw(o *Object) *Object {
	if o == nil {
		return nullArgument()
	}
	if IsLong(o) {
		return NewRef(o)
	}
	if !IndexCheck(o) {
		return Raise(TypeError, "'%.200s' object cannot be interpreted as an integer", TypeName(o.Type))
	}
	return checkedLong(ctier.CallUnary(o.Type.AsNumber.Index, o), "__index__")
}

// checkedLong takes over what a method answered that has to answer an int, and returns it if it is one.
func checkedLong(result *Object, method string) *Object {
	if result == nil || result.Type == LongType {
		return result
	}
	if !IsLong(result) {
		Raise(TypeError, "%s returned non-int (type %.200s)", method, TypeName(result.Type))
		Decref(result)
		return nil
	}
	if !Warn(DeprecationWarning, fmt.Sprintf("%s returned non-int (type %.200s).  The ability to return an instance of a strict subclass "+
		"of int is deprecated, and may not be supported in a future version of Python.", method, TypeName(result.Type)), 1) {
		Decref(result)
		return nil
	}
	return result
}

// exactLong takes over an int, or nil, and returns it as one of exactly type int.
func exactLong(o *Object) *Object {
	if o == nil || o.Type == LongType {
		return o
	}
	c := LongCopy(o)
	Decref(o)
	return c
}

// NumberIndex returns the int that an object stands for, by __index__: PyNumber_Index.
func NumberIndex(o *Object) *Object { return exactLong(IndexRaw(o)) }

// AsIndex returns the Py_ssize_t that an object stands for. One that is out of range is cut to the nearest if err is
// nil, and an exception of type err otherwise.
func AsIndex(o *Object, err *Type) (int, bool) {
	i := IndexRaw(o)
	if i == nil {
		return -1, false
	}
	defer Decref(i)
	if v, ok := int64Of(i); ok {
		return int(v), true
	}
	if err != nil {
		Raise(err, "cannot fit '%.200s' into an index-sized integer", TypeName(o.Type))
		return -1, false
	}
	if LongSign(i) < 0 {
		return math.MinInt, true
	}
	return math.MaxInt, true
}

// ToLong is int(o): PyNumber_Long.
func ToLong(o *Object) *Object {
	if o == nil {
		return nullArgument()
	}
	if o.Type == LongType {
		return NewRef(o)
	}
	if n := o.Type.AsNumber; n != nil {
		if n.Int != nil {
			return exactLong(checkedLong(ctier.CallUnary(n.Int, o), "__int__"))
		}
		if n.Index != nil {
			return NumberIndex(o)
		}
	}
	if LookupString(o.Type, "__trunc__") != nil {
		return longByTrunc(o)
	}
	if HasFlag(o.Type, abi.TPFlagsUnicodeSubclass) {
		return LongFromStr(o, 10)
	}
	return ofText(o, func(text []byte) *Object { return LongFromBytesText(text, 10) }, func() *Object {
		return Raise(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%.200s'", TypeName(o.Type))
	})
}

// longByTrunc converts what an object's __trunc__ answers.
func longByTrunc(o *Object) *Object {
	if !Warn(DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.", 1) {
		return nil
	}
	result := must(o, "__trunc__")
	if result == nil || IsLong(result) {
		return exactLong(result)
	}
	defer Decref(result)
	if !IndexCheck(result) {
		return Raise(TypeError, "__trunc__ returned non-Integral (type %.200s)", TypeName(result.Type))
	}
	return NumberIndex(result)
}

// ofText calls with on the text that a bytes-like object holds, or otherwise if it is not one.
func ofText(o *Object, with func([]byte) *Object, otherwise func() *Object) *Object {
	if HasFlag(o.Type, abi.TPFlagsBytesSubclass) {
		return with(BytesOf(o))
	}
	if !CheckBuffer(o) {
		return otherwise()
	}
	view := OpenBuffer(o, BufferSimple)
	if view == nil {
		ClearErr()
		return otherwise()
	}
	defer CloseBuffer(view)
	return with(ViewBytes(view))
}

// ToFloat is float(o): PyNumber_Float.
func ToFloat(o *Object) *Object {
	if o == nil {
		return nullArgument()
	}
	if o.Type == FloatType {
		return NewRef(o)
	}
	if n := o.Type.AsNumber; n != nil {
		if n.Float != nil {
			f, ok := floatBySlot(o, n.Float)
			if !ok {
				return nil
			}
			return NewFloat(f)
		}
		if n.Index != nil {
			i := NumberIndex(o)
			if i == nil {
				return nil
			}
			f, ok := floatOfLong(i)
			Decref(i)
			if !ok {
				return nil
			}
			return NewFloat(f)
		}
	}
	if IsFloat(o) {
		return NewFloat(As[*abi.Float](o).Value)
	}
	return FloatFromText(o)
}

// floatBySlot calls nb_float and checks what it answers.
func floatBySlot(o *Object, slot abi.Func) (float64, bool) {
	result := ctier.CallUnary(slot, o)
	if result == nil {
		return -1, false
	}
	defer Decref(result)
	if result.Type != FloatType {
		if !IsFloat(result) {
			Raise(TypeError, "%.50s.__float__ returned non-float (type %.50s)", TypeName(o.Type), TypeName(result.Type))
			return -1, false
		}
		if !Warn(DeprecationWarning, fmt.Sprintf("%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance of a "+
			"strict subclass of float is deprecated, and may not be supported in a future version of Python.",
			TypeName(o.Type), TypeName(result.Type)), 1) {
			return -1, false
		}
	}
	return As[*abi.Float](result).Value, true
}

// ToBase is PyNumber_ToBase: an integer's digits in base 2, 8, 10 or 16, with the prefix of the base.
func ToBase(o *Object, base int) *Object {
	switch base {
	case 2, 8, 10, 16:
	default:
		return Raise(SystemError, "PyNumber_ToBase: base must be 2, 8, 10 or 16")
	}
	i := NumberIndex(o)
	if i == nil {
		return nil
	}
	s := LongFormat(i, base)
	Decref(i)
	return s
}
