package ctier

// The functions of the C library whose results differ from package math's in the last bit: CPython's answers are the C
// library's, and so are these.

// #include <math.h>
//
// static double gl_libm(int which, double x) {
//   static double (*const functions[])(double) = {
//       acos, acosh, asin, asinh, atan, atanh, cbrt, cos, cosh, erf, erfc, exp, exp2, expm1, log,
//       log10, log1p, log2, sin, sinh, tan, tanh,
//   };
//   return functions[which](x);
// }
import "C"

import "slices"

// Pow is pow.
func Pow(x, y float64) float64 { return float64(C.pow(C.double(x), C.double(y))) }

// Hypot is hypot.
func Hypot(x, y float64) float64 { return float64(C.hypot(C.double(x), C.double(y))) }

// Atan2 is atan2.
func Atan2(y, x float64) float64 { return float64(C.atan2(C.double(y), C.double(x))) }

// Exp is exp.
func Exp(x float64) float64 { return float64(C.exp(C.double(x))) }

// Log is log.
func Log(x float64) float64 { return float64(C.log(C.double(x))) }

// Sincos is sin and cos.
func Sincos(x float64) (sin, cos float64) {
	return float64(C.sin(C.double(x))), float64(C.cos(C.double(x)))
}

// libmNames are the functions of gl_libm, in their order.
var libmNames = []string{
	"acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "cos", "cosh", "erf", "erfc", "exp", "exp2", "expm1", "log", "log10",
	"log1p", "log2", "sin", "sinh", "tan", "tanh",
}

// Libm returns a function of the C library from numbers to numbers. It panics if there is none of that name: the caller
// names a constant.
func Libm(name string) func(x float64) float64 {
	i := slices.Index(libmNames, name)
	if i < 0 {
		panic("ctier: no function " + name)
	}
	which := C.int(i)
	return func(x float64) float64 { return float64(C.gl_libm(which, C.double(x))) }
}

// Fmod is fmod.
func Fmod(x, y float64) float64 { return float64(C.fmod(C.double(x), C.double(y))) }
