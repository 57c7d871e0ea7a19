// Package mathmodule is the module math: the C library's functions with CPython's errors, and the theory of numbers on
// math/big.
package mathmodule

import (
	"math"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Object is that of package object.
type Object = object.Object

// fault is what a function found wrong with its argument, as C's errno tells it.
type fault int

const (
	fine   fault = iota
	domain       // EDOM
	excess       // ERANGE: the result is too large
)

// raised raises a fault and returns nil.
func (f fault) raised() *Object {
	if f == excess {
		return object.Raise(object.OverflowError, "math range error")
	}
	return object.Raise(object.ValueError, "math domain error")
}

func finite(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }

// unary is a function of one number. An infinite result of a finite argument is an excess where grows says so, and otherwise
// a pole.
func unary(name, doc string, grows bool, f func(x float64) float64) object.Method {
	return object.Method{Name: name, Doc: name + "($module, x, /)\n--\n\n" + doc, O: func(_, o *Object) *Object {
		x, ok := object.FloatOf(o)
		if !ok {
			return nil
		}
		return unaryResult(x, f(x), grows)
	}}
}

func unaryResult(x, r float64, grows bool) *Object {
	switch {
	case math.IsNaN(r) && !math.IsNaN(x):
		return domain.raised()
	case math.IsInf(r, 0) && finite(x) && grows:
		return excess.raised()
	case math.IsInf(r, 0) && finite(x):
		return domain.raised()
	}
	return object.NewFloat(r)
}

// special is a function of one number that says itself what is wrong with it.
func special(name, doc string, f func(x float64) (float64, fault)) object.Method {
	return object.Method{Name: name, Doc: name + "($module, x, /)\n--\n\n" + doc, O: func(_, o *Object) *Object {
		x, ok := object.FloatOf(o)
		if !ok {
			return nil
		}
		r, wrong := f(x)
		if wrong != fine {
			return wrong.raised()
		}
		return object.NewFloat(r)
	}}
}

// test is a question about one number.
func test(name, doc string, f func(x float64) bool) object.Method {
	return object.Method{Name: name, Doc: name + "($module, x, /)\n--\n\n" + doc, O: func(_, o *Object) *Object {
		x, ok := object.FloatOf(o)
		if !ok {
			return nil
		}
		return object.NewBool(f(x))
	}}
}

// binary is a function of two numbers that says itself what is wrong with them.
func binary(name, doc string, f func(x, y float64) (float64, fault)) object.Method {
	return object.Method{Name: name, Doc: name + "($module, x, y, /)\n--\n\n" + doc, Fast: func(_ *Object, args **Object, n int) *Object {
		if !object.CheckPositional(name, n, 2, 2) {
			return nil
		}
		a := object.Args(args, n)
		x, ok := object.FloatOf(a[0])
		if !ok {
			return nil
		}
		y, ok := object.FloatOf(a[1])
		if !ok {
			return nil
		}
		r, wrong := f(x, y)
		if wrong != fine {
			return wrong.raised()
		}
		return object.NewFloat(r)
	}}
}

// plain is a function of two numbers of which only the result tells what was wrong.
func plain(f func(x, y float64) float64) func(x, y float64) (float64, fault) {
	return func(x, y float64) (float64, fault) {
		r := f(x, y)
		switch {
		case math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y):
			return r, domain
		case math.IsInf(r, 0) && finite(x) && finite(y):
			return r, excess
		}
		return r, fine
	}
}

var (
	libm = ctier.Libm

	functions = []object.Method{
		unary("acos", "The arc cosine, in radians.", false, libm("acos")),
		unary("acosh", "The inverse hyperbolic cosine.", false, libm("acosh")),
		unary("asin", "The arc sine, in radians.", false, libm("asin")),
		unary("asinh", "The inverse hyperbolic sine.", false, libm("asinh")),
		unary("atan", "The arc tangent, in radians.", false, libm("atan")),
		unary("atanh", "The inverse hyperbolic tangent.", false, libm("atanh")),
		unary("cbrt", "The cube root.", false, libm("cbrt")),
		unary("cos", "The cosine of an angle in radians.", false, libm("cos")),
		unary("cosh", "The hyperbolic cosine.", true, libm("cosh")),
		unary("exp", "e to the power of x.", true, libm("exp")),
		unary("exp2", "2 to the power of x.", true, libm("exp2")),
		unary("expm1", "exp(x)-1, exact also for small x.", true, libm("expm1")),
		unary("fabs", "The absolute value.", false, math.Abs),
		unary("log1p", "The natural logarithm of 1+x, exact also for small x.", false, libm("log1p")),
		unary("sin", "The sine of an angle in radians.", false, libm("sin")),
		unary("sinh", "The hyperbolic sine.", true, libm("sinh")),
		unary("sqrt", "The square root.", false, math.Sqrt),
		unary("tan", "The tangent of an angle in radians.", false, libm("tan")),
		unary("tanh", "The hyperbolic tangent.", false, libm("tanh")),
		special("erf", "The error function.", harmless(libm("erf"))),
		special("erfc", "The complementary error function.", harmless(libm("erfc"))),
		special("gamma", "The gamma function.", gamma),
		special("lgamma", "The natural logarithm of the absolute value of the gamma function.", lgamma),
		special("degrees", "An angle in radians in degrees.", harmless(func(x float64) float64 { return x * (180 / math.Pi) })),
		special("radians", "An angle in degrees in radians.", harmless(func(x float64) float64 { return x * (math.Pi / 180) })),
		special("ulp", "What the last bit of x is worth.", harmless(ulp)),
		test("isfinite", "Whether x is neither an infinity nor a NaN.", finite),
		test("isinf", "Whether x is an infinity.", func(x float64) bool { return math.IsInf(x, 0) }),
		test("isnan", "Whether x is a NaN.", math.IsNaN),
		binary("atan2", "The angle of the point (y, x), in radians.", plain(ctier.Atan2)),
		binary("copysign", "The size of x with the sign of y.", plain(math.Copysign)),
		binary("fmod", "The remainder of x / y as C has it, with the sign of x.", fmod),
		binary("nextafter", "The next float after x towards y.", func(x, y float64) (float64, fault) { return nextAfter(x, y), fine }),
		binary("pow", "x to the power of y.", pow),
		binary("remainder", "The difference between x and the multiple of y that is nearest.", plain(math.Remainder)),
	}
)

// harmless is a function that nothing is wrong with, whatever comes out.
func harmless(f func(x float64) float64) func(x float64) (float64, fault) {
	return func(x float64) (float64, fault) { return f(x), fine }
}

func init() {
	functions = append(functions, floatFunctions...)
	functions = append(functions, sumFunctions...)
	functions = append(functions, integerFunctions...)
	empty := object.GoModule("math", "The mathematical functions of the C standard, and some more.", &functions)
	object.DefineModule("math", func() *Object {
		m := empty()
		if m == nil {
			return nil
		}
		for name, v := range map[string]float64{
			"pi": math.Pi, "e": math.E, "tau": 2 * math.Pi, "inf": math.Inf(1), "nan": math.Float64frombits(0x7ff8000000000000),
		} {
			o := object.NewFloat(v)
			if o == nil || !object.SetAttrString(m, name, o) {
				object.XDecref(o)
				object.Decref(m)
				return nil
			}
			object.Decref(o)
		}
		return m
	})
}
