package ctier

// The functions of the C library whose results differ from package math's in the last bit: CPython's answers are the C
// library's, and so are these.

// #include <math.h>
import "C"

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
