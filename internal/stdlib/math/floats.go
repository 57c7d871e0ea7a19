package mathmodule

import (
	"math"
	"math/big"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Functions of floats that are not just the C library's.

func fmod(x, y float64) (float64, fault) {
	if math.IsInf(y, 0) && finite(x) {
		return x, fine
	}
	r := ctier.Fmod(x, y)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) {
		return r, domain
	}
	return r, fine
}

func pow(x, y float64) (float64, fault) {
	if finite(x) && finite(y) {
		r := ctier.Pow(x, y)
		switch {
		case math.IsNaN(r) || math.IsInf(r, 0) && x == 0:
			return r, domain
		case math.IsInf(r, 0):
			return r, excess
		}
		return r, fine
	}
	if x == 0 && math.IsInf(y, -1) {
		return math.Inf(1), fine
	}
	return ctier.Pow(x, y), fine // which follows the standard where something is not finite
}

func nextAfter(x, y float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case math.IsNaN(y):
		return y
	case x == y:
		return y
	}
	return math.Nextafter(x, y)
}

func ulp(x float64) float64 {
	x = math.Abs(x)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	next := math.Nextafter(x, math.Inf(1))
	if math.IsInf(next, 0) {
		return x - math.Nextafter(x, math.Inf(-1))
	}
	return next - x
}

var cLog, cLog2, cLog10 = libm("log"), libm("log2"), libm("log10")

// logOf is a logarithm of a float or of an int of any size.
func logOf(o *Object, log func(x float64) float64) *Object {
	if !object.IsLong(o) {
		x, ok := object.FloatOf(o)
		if !ok {
			return nil
		}
		return unaryResult(x, log(x), false)
	}
	n := object.BigOf(o)
	if n.Sign() <= 0 {
		return domain.raised()
	}
	x, ok := object.AsDouble(o)
	if ok {
		return object.NewFloat(log(x))
	}
	if !object.Matches(object.OverflowError) {
		return nil
	}
	object.ClearErr()
	mantissa, exponent := frexpBig(n)
	return object.NewFloat(log(mantissa) + log(2)*float64(exponent))
}

// frexpBig is a positive int as a float from 0.5 and a power of two, rounded to the nearest, ties to even.
func frexpBig(n *big.Int) (mantissa float64, exponent int) {
	f := new(big.Float).SetPrec(53).SetMode(big.ToNearestEven).SetInt(n)
	exponent = f.MantExp(f)
	mantissa, _ = f.Float64()
	return mantissa, exponent
}

func logMethod(_ *Object, args **Object, n int) *Object {
	if n < 1 || n > 2 {
		return object.Raise(object.TypeError, "math.log requires 1 to 2 arguments")
	}
	a := object.Args(args, n)
	num := logOf(a[0], cLog)
	if num == nil || n == 1 {
		return num
	}
	defer object.Decref(num)
	den := logOf(a[1], cLog)
	if den == nil {
		return nil
	}
	defer object.Decref(den)
	return object.TrueDivide(num, den)
}

// rounding is floor or ceil.
func rounding(name, doc string, f func(x float64) float64) object.Method {
	return object.Method{Name: name, Doc: name + "($module, x, /)\n--\n\n" + doc, O: func(_, o *Object) *Object {
		if o.Type != object.FloatType {
			if r, found := object.CallSpecial(o, "__"+name+"__"); found {
				return r
			}
		}
		x, ok := object.FloatOf(o)
		if !ok {
			return nil
		}
		return object.NewLongFromFloat(f(x))
	}}
}

func trunc(_, o *Object) *Object {
	if r, found := object.CallSpecial(o, "__trunc__"); found {
		return r
	}
	return object.Raise(object.TypeError, "type %.100s doesn't define __trunc__ method", object.TypeName(o.Type))
}

func frexp(_, o *Object) *Object {
	x, ok := object.FloatOf(o)
	if !ok {
		return nil
	}
	m, e := x, 0
	if finite(x) {
		m, e = math.Frexp(x)
	}
	return object.OwnedTuple(object.NewFloat(m), object.NewInt(int64(e)))
}

func modf(_, o *Object) *Object {
	x, ok := object.FloatOf(o)
	switch {
	case !ok:
		return nil
	case math.IsInf(x, 0):
		return object.OwnedTuple(object.NewFloat(math.Copysign(0, x)), object.NewFloat(x))
	}
	whole := math.Trunc(x)
	return object.OwnedTuple(object.NewFloat(math.Copysign(x-whole, x)), object.NewFloat(whole))
}

func ldexp(_ *Object, args **Object, n int) *Object {
	if !object.CheckPositional("ldexp", n, 2, 2) {
		return nil
	}
	a := object.Args(args, n)
	x, ok := object.FloatOf(a[0])
	switch {
	case !ok:
		return nil
	case !object.IsLong(a[1]):
		return object.Raise(object.TypeError, "Expected an int as second argument to ldexp.")
	}
	e, overflow, ok := object.AsInt64Overflow(a[1])
	switch {
	case overflow != 0:
		e = int64(overflow) * math.MaxInt64
	case !ok:
		return nil
	}
	if x == 0 || !finite(x) {
		return object.NewFloat(x)
	}
	const far = 1 << 20 // beyond it every result is infinite or zero
	r := math.Ldexp(x, int(min(max(e, -far), far)))
	if math.IsInf(r, 0) {
		return excess.raised()
	}
	return object.NewFloat(r)
}

var iscloseParams = object.Params{Func: "isclose", Names: []string{"a", "b", "rel_tol", "abs_tol"}, Required: 2, Positional: 2}

func isclose(_ *Object, args **Object, n int, names *Object) *Object {
	var o [4]*Object
	if !iscloseParams.Unpack(args, n, names, o[:]) {
		return nil
	}
	v := [4]float64{2: 1e-09}
	for i, given := range o {
		if given == nil {
			continue
		}
		var ok bool
		if v[i], ok = object.FloatOf(given); !ok {
			return nil
		}
	}
	a, b, relative, absolute := v[0], v[1], v[2], v[3]
	switch {
	case relative < 0 || absolute < 0:
		return object.Raise(object.ValueError, "tolerances must be non-negative")
	case a == b:
		return object.NewBool(true)
	case math.IsInf(a, 0) || math.IsInf(b, 0):
		return object.NewBool(false)
	}
	diff := math.Abs(b - a)
	return object.NewBool(diff <= math.Abs(relative*b) || diff <= math.Abs(relative*a) || diff <= absolute)
}

var floatFunctions = []object.Method{
	{Name: "log", Doc: "log(x, [base=math.e])\n\nThe logarithm, by default the natural one.", Fast: logMethod},
	{Name: "log2", Doc: "log2($module, x, /)\n--\n\nThe logarithm of base 2.", O: func(_, o *Object) *Object { return logOf(o, cLog2) }},
	{Name: "log10", Doc: "log10($module, x, /)\n--\n\nThe logarithm of base 10.",
		O: func(_, o *Object) *Object { return logOf(o, cLog10) }},
	rounding("floor", "The largest integer that is not greater.", math.Floor),
	rounding("ceil", "The smallest integer that is not less.", math.Ceil),
	{Name: "trunc", Doc: "trunc($module, x, /)\n--\n\nThe integer that is nearest on the way to 0.", O: trunc},
	{Name: "frexp", Doc: "frexp($module, x, /)\n--\n\nThe mantissa and the exponent: x == m * 2.**e.", O: frexp},
	{Name: "ldexp", Doc: "ldexp($module, x, i, /)\n--\n\nx * 2**i.", Fast: ldexp},
	{Name: "modf", Doc: "modf($module, x, /)\n--\n\nThe fraction and the whole part, both with the sign of x.", O: modf},
	{Name: "isclose", Doc: "isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)\n--\n\nWhether two numbers are close to each other.",
		FastKeys: isclose},
}
