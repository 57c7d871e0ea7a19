package object

import (
	"math"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Arithmetic of complex numbers, to the last bit as CPython's: products are rounded each before they are added.

func product(a, b abi.ComplexValue) abi.ComplexValue {
	return abi.ComplexValue{
		Real: float64(a.Real*b.Real) - float64(a.Imag*b.Imag),
		Imag: float64(a.Real*b.Imag) + float64(a.Imag*b.Real),
	}
}

// ComplexQuotient divides by the larger part of b first, so that no square can overflow; false if b is zero.
func ComplexQuotient(a, b abi.ComplexValue) (abi.ComplexValue, bool) {
	re, im := math.Abs(b.Real), math.Abs(b.Imag)
	switch {
	case re >= im:
		if re == 0 {
			return abi.ComplexValue{}, false
		}
		ratio := b.Imag / b.Real
		d := b.Real + float64(b.Imag*ratio)
		return abi.ComplexValue{Real: (a.Real + float64(a.Imag*ratio)) / d, Imag: (a.Imag - float64(a.Real*ratio)) / d}, true
	case im >= re:
		ratio := b.Real / b.Imag
		d := float64(b.Real*ratio) + b.Imag
		return abi.ComplexValue{Real: (float64(a.Real*ratio) + a.Imag) / d, Imag: (float64(a.Imag*ratio) - a.Real) / d}, true
	}
	return abi.ComplexValue{Real: math.NaN(), Imag: math.NaN()}, true
}

// integerPower multiplies; false for zero to a negative power.
func integerPower(x abi.ComplexValue, n int) (abi.ComplexValue, bool) {
	z, p := abi.ComplexValue{Real: 1}, x
	for e := max(n, -n); e > 0; e >>= 1 {
		if e&1 == 1 {
			z = product(z, p)
		}
		p = product(p, p)
	}
	if n > 0 {
		return z, true
	}
	return ComplexQuotient(abi.ComplexValue{Real: 1}, z)
}

// ComplexPower goes through polar coordinates; false for zero to a power that is negative or not real, and where the
// angle is infinite, which the C library's sin and cos report as they do a domain error.
func ComplexPower(a, b abi.ComplexValue) (abi.ComplexValue, bool) {
	switch {
	case b.Real == 0 && b.Imag == 0:
		return abi.ComplexValue{Real: 1}, true
	case a.Real == 0 && a.Imag == 0:
		return abi.ComplexValue{}, b.Imag == 0 && b.Real >= 0
	}
	abs := ctier.Hypot(a.Real, a.Imag)
	length := ctier.Pow(abs, b.Real)
	angle := ctier.Atan2(a.Imag, a.Real)
	phase := angle * b.Real
	if b.Imag != 0 {
		length /= ctier.Exp(angle * b.Imag)
		phase += float64(b.Imag * ctier.Log(abs))
	}
	sin, cos := ctier.Sincos(phase)
	return abi.ComplexValue{Real: length * cos, Imag: length * sin}, !math.IsInf(phase, 0)
}

// ComplexAbs is the absolute value; false if it is too large for a float.
func ComplexAbs(c abi.ComplexValue) (float64, bool) {
	v := ctier.Hypot(c.Real, c.Imag)
	return v, !math.IsInf(v, 0) || math.IsInf(c.Real, 0) || math.IsInf(c.Imag, 0)
}
