package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
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
		return object.As[abi.Complex](o).Real
	}
	return PyFloat_AsDouble(o)
}

// PyComplex_ImagAsDouble is 0 for what is no complex number.
func PyComplex_ImagAsDouble(o *abi.Object) float64 {
	if object.IsComplex(o) {
		return object.As[abi.Complex](o).Imag
	}
	return 0
}
