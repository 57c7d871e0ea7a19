package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

func PyComplex_FromDoubles(re, im float64) *abi.Object { return object.NewComplex(re, im) }

func PyComplex_FromCComplex(c abi.ComplexValue) *abi.Object {
	return object.NewComplex(c.Real, c.Imag)
}

func PyComplex_AsCComplex(o *abi.Object) abi.ComplexValue {
	c, _ := object.AsComplex(o)
	return c
}

func PyComplex_RealAsDouble(o *abi.Object) float64 {
	if object.IsComplex(o) {
		return object.As[*abi.Complex](o).Real
	}
	return PyFloat_AsDouble(o)
}

// PyComplex_ImagAsDouble is 0 for what is no complex number.
func PyComplex_ImagAsDouble(o *abi.Object) float64 {
	if object.IsComplex(o) {
		return object.As[*abi.Complex](o).Imag
	}
	return 0
}

// Arithmetic on Py_complex reports errors in errno: EDOM for what is not defined, ERANGE for what is too large.

func _Py_c_diff(a, b abi.ComplexValue) abi.ComplexValue {
	return abi.ComplexValue{Real: a.Real - b.Real, Imag: a.Imag - b.Imag}
}

func _Py_c_neg(a abi.ComplexValue) abi.ComplexValue {
	return abi.ComplexValue{Real: -a.Real, Imag: -a.Imag}
}

func _Py_c_quot(a, b abi.ComplexValue) abi.ComplexValue {
	c, ok := object.ComplexQuotient(a, b)
	if !ok {
		ctier.SetErrno(ctier.EDOM)
	}
	return c
}

func _Py_c_pow(a, b abi.ComplexValue) abi.ComplexValue {
	c, ok := object.ComplexPower(a, b)
	if !ok {
		ctier.SetErrno(ctier.EDOM)
	}
	return c
}

func _Py_c_abs(a abi.ComplexValue) float64 {
	v, ok := object.ComplexAbs(a)
	if !ok {
		ctier.SetErrno(ctier.ERANGE)
	} else {
		ctier.SetErrno(0)
	}
	return v
}
