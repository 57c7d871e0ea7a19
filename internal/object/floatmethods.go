package object

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/pyfloat"
)

var floatMethods = []Method{
	{Name: "conjugate", Doc: "conjugate($self, /)\n--\n\nA real number is its own complex conjugate.", NoArgs: floatCopy},
	{Name: "__trunc__", Doc: "__trunc__($self, /)\n--\n\nThe integer between the number and 0 that is nearest to it.", NoArgs: floatTrunc},
	{Name: "__floor__", Doc: "__floor__($self, /)\n--\n\nThe largest integer that is not greater.", NoArgs: func(o *Object) *Object {
		return NewLongFromFloat(math.Floor(As[*abi.Float](o).Value))
	}},
	{Name: "__ceil__", Doc: "__ceil__($self, /)\n--\n\nThe smallest integer that is not less.", NoArgs: func(o *Object) *Object {
		return NewLongFromFloat(math.Ceil(As[*abi.Float](o).Value))
	}},
	{Name: "__round__", Doc: "__round__($self, ndigits=None, /)\n--\n\nThe nearest integer or, with ndigits, the nearest float of so many decimals; ties go to even.", Fast: floatRound},
	{Name: "as_integer_ratio", Doc: "as_integer_ratio($self, /)\n--\n\nTwo integers without a common divisor whose quotient the number is; the second is positive.", NoArgs: floatIntegerRatio},
	{Name: "fromhex", Doc: "fromhex($type, string, /)\n--\n\nThe number that a hexadecimal text stands for.", O: floatFromhex, Flags: abi.MethClass},
	{Name: "hex", Doc: "hex($self, /)\n--\n\nThe number in hexadecimal, without loss.", NoArgs: floatHex},
	{Name: "is_integer", Doc: "is_integer($self, /)\n--\n\nWhether the number has no fraction.", NoArgs: func(o *Object) *Object {
		v := As[*abi.Float](o).Value
		return NewBool(!math.IsInf(v, 0) && math.Floor(v) == v)
	}},
	{Name: "__getnewargs__", Doc: "__getnewargs__($self, /)\n--\n\n", NoArgs: func(o *Object) *Object {
		return packOwned(NewFloat(As[*abi.Float](o).Value))
	}},
	{Name: "__getformat__", Doc: "__getformat__($type, typestr, /)\n--\n\nHow the C type 'double' or 'float' is laid out.", O: floatGetformat, Flags: abi.MethClass},
	{Name: "__format__", Doc: "__format__($self, format_spec, /)\n--\n\n", O: floatDunderFormat},
}

func floatRound(o *Object, args **Object, n int) *Object {
	if !CheckPositional("__round__", n, 0, 1) {
		return nil
	}
	x := As[*abi.Float](o).Value
	if n == 0 || *args == None {
		return NewLongFromFloat(math.RoundToEven(x))
	}
	ndigits, ok := AsIndex(*args, nil)
	if !ok {
		return nil
	}
	const most, fewest = 323, -308 // beyond them nothing changes, or nothing remains
	switch {
	case math.IsInf(x, 0) || math.IsNaN(x) || ndigits > most:
		return NewFloat(x)
	case ndigits < fewest:
		return NewFloat(0 * x)
	}
	rounded := roundDecimals(x, ndigits)
	if math.IsInf(rounded, 0) {
		return Raise(OverflowError, "rounded value too large to represent")
	}
	return NewFloat(rounded)
}

// roundDecimals rounds the exact value to a multiple of 10**-ndigits, ties to even, and returns the float nearest to it.
func roundDecimals(x float64, ndigits int) float64 {
	if ndigits >= 0 {
		f, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', ndigits, 64), 64)
		return f
	}
	whole, fraction := math.Modf(math.Abs(x))
	v, _ := big.NewFloat(whole).Int(nil)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-ndigits)), nil)
	q, r := new(big.Int).QuoRem(v, unit, new(big.Int))
	c := r.Lsh(r, 1).Cmp(unit)
	if c > 0 || c == 0 && (fraction > 0 || q.Bit(0) == 1) {
		q.Add(q, big.NewInt(1))
	}
	f, _ := strconv.ParseFloat(q.String()+"e"+strconv.Itoa(-ndigits), 64)
	return math.Copysign(f, x)
}

func floatIntegerRatio(o *Object) *Object {
	v := As[*abi.Float](o).Value
	switch {
	case math.IsInf(v, 0):
		return Raise(OverflowError, "cannot convert Infinity to integer ratio")
	case math.IsNaN(v):
		return Raise(ValueError, "cannot convert NaN to integer ratio")
	}
	r := new(big.Rat).SetFloat64(v)
	return packOwned(NewBig(r.Num()), NewBig(r.Denom()))
}

func floatHex(o *Object) *Object {
	v := As[*abi.Float](o).Value
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return NewStr(pyfloat.Repr(v))
	}
	bits := math.Float64bits(v)
	sign := ""
	if bits>>63 == 1 {
		sign = "-"
	}
	mantissa, exponent := bits&(1<<52-1), int(bits>>52&0x7ff)
	switch {
	case v == 0:
		return NewStr(sign + "0x0.0p+0")
	case exponent == 0:
		return NewStr(fmt.Sprintf("%s0x0.%013xp-1022", sign, mantissa))
	}
	return NewStr(fmt.Sprintf("%s0x1.%013xp%+d", sign, mantissa, exponent-1023))
}

func floatFromhex(class, arg *Object) *Object {
	if !HasFlag(arg.Type, abi.TPFlagsUnicodeSubclass) {
		return BadArgument()
	}
	v, ok := parseHexFloat(StrOf(arg))
	switch {
	case !ok:
		return Raise(ValueError, "invalid hexadecimal floating-point string")
	case math.IsInf(v, 0) && !strings.ContainsAny(StrOf(arg), "iI"):
		return Raise(OverflowError, "hexadecimal value too large to represent as a float")
	}
	o := NewFloat(v)
	if o == nil || class == Head(FloatType) {
		return o
	}
	result := CallArgs(class, o)
	Decref(o)
	return result
}

// parseHexFloat reads [sign] [0x] digits [. digits] [p exponent], or a word for infinity or NaN, with white space around.
func parseHexFloat(s string) (float64, bool) {
	s = strings.Trim(s, " \t\n\v\f\r")
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	signed := func(v float64) (float64, bool) {
		if negative {
			v = -v
		}
		return v, true
	}
	switch strings.ToLower(s) {
	case "inf", "infinity":
		return signed(math.Inf(1))
	case "nan":
		return signed(math.NaN())
	}
	if len(s) > 1 && s[0] == '0' && s[1]|0x20 == 'x' {
		s = s[2:]
	}
	digits, exponentText, hasExponent := s, "", false
	if i := strings.IndexAny(s, "pP"); i >= 0 {
		digits, exponentText, hasExponent = s[:i], s[i+1:], true
	}
	exponent := 0
	if hasExponent {
		unsigned := exponentText
		if unsigned != "" && (unsigned[0] == '+' || unsigned[0] == '-') {
			unsigned = unsigned[1:]
		}
		if unsigned == "" || strings.Trim(unsigned, "0123456789") != "" {
			return 0, false
		}
		const huge = 1 << 40
		var err error
		if exponent, err = strconv.Atoi(exponentText); err != nil || exponent > huge || exponent < -huge {
			exponent = huge
			if exponentText[0] == '-' {
				exponent = -huge
			}
		}
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	digits = whole + fraction
	if digits == "" || strings.Trim(digits, "0123456789abcdefABCDEF") != "" {
		return 0, false
	}
	mantissa, _ := new(big.Int).SetString(digits, 16)
	exponent -= 4 * len(fraction)
	switch top := exponent + mantissa.BitLen(); {
	case mantissa.Sign() == 0 || top < -1100:
		return signed(0)
	case top > 1100:
		return signed(math.Inf(1))
	}
	f := new(big.Float).SetInt(mantissa)
	v, _ := f.SetMantExp(f, exponent).Float64()
	return signed(v)
}

func floatGetformat(_, arg *Object) *Object {
	if !HasFlag(arg.Type, abi.TPFlagsUnicodeSubclass) {
		return Raise(TypeError, "__getformat__() argument must be str, not %.50s", argumentType(arg))
	}
	switch StrOf(arg) {
	case "double", "float":
		return NewStr("IEEE, little-endian")
	}
	return Raise(ValueError, "__getformat__() argument 1 must be 'double' or 'float'")
}
