package object

import (
	"math/big"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/pyformat"
)

// __format__ of the numbers. The language of specifications is pyformat's; here are its objects and errors.

// formatNumber runs a format method: with is not called for an empty specification, which means str(o). It may run code.
func formatNumber(o, spec *Object, with func(text []rune, typeName string) ([]rune, *pyformat.Error)) *Object {
	if !HasFlag(spec.Type, abi.TPFlagsUnicodeSubclass) {
		return Raise(TypeError, "__format__() argument must be str, not %.50s", argumentType(spec))
	}
	text := StrOf(spec)
	if text == "" {
		return Str(o)
	}
	out, err := with([]rune(text), TypeName(o.Type))
	if err == nil {
		return NewStrRunes(out)
	}
	class := ValueError
	if err.Class == "OverflowError" {
		class = OverflowError
	}
	return Raise(class, "%s", err.Text)
}

func longDunderFormat(o, spec *Object) *Object {
	return formatNumber(o, spec, func(text []rune, typeName string) ([]rune, *pyformat.Error) {
		if !strings.ContainsRune("bcoxXeEfFgG%", text[len(text)-1]) && tooManyDigits(o) {
			return nil, &pyformat.Error{Class: "ValueError", Text: digitsLimit}
		}
		x := new(big.Int)
		if v, ok := compact(o); ok {
			x.SetInt64(v)
		} else {
			x = BigOf(o)
		}
		return pyformat.Int(x, text, typeName)
	})
}

func floatDunderFormat(o, spec *Object) *Object {
	return formatNumber(o, spec, func(text []rune, typeName string) ([]rune, *pyformat.Error) {
		return pyformat.Float(As[*abi.Float](o).Value, text, typeName)
	})
}

func complexDunderFormat(o, spec *Object) *Object {
	return formatNumber(o, spec, func(text []rune, typeName string) ([]rune, *pyformat.Error) {
		c := As[*abi.Complex](o)
		return pyformat.Complex(complex(c.Real, c.Imag), text, typeName)
	})
}
