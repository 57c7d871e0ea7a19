// Package pyfloat writes and reads floating-point numbers as CPython does: repr, the presentation types of
// formatting, and the texts that float() and complex() accept. It knows Go values only; objects stay out.
package pyfloat

import (
	"math"
	"strconv"
	"strings"
)

// Flags of Format, with the values that PyOS_double_to_string gives them.
const (
	Sign   = 1 // a sign in front of positive numbers too
	AddDot = 2 // ".0" behind what would read as an integer
	Alt    = 4 // the decimal point stays, and with 'g' the trailing zeros
	NoNeg0 = 8 // what rounds to zero loses its minus sign
)

// Kind is what sort of number Format found.
type Kind int

// The kinds, with the values of PyOS_double_to_string's Py_DTST_*.
const (
	Finite Kind = iota
	Infinite
	NaN
)

// Repr is repr(x).
func Repr(x float64) string {
	s, _ := Format(x, 'r', 0, AddDot)
	return s
}

// Format writes x in one of the styles e, E, f, F, g, G and r (the shortest text that reads back as x, for which
// precision is ignored). Other styles are a programming error of the caller.
func Format(x float64, style byte, precision int, flags int) (string, Kind) {
	kind := Finite
	var digits string
	negative := math.Signbit(x)
	upper := style == 'E' || style == 'F' || style == 'G'
	switch {
	case math.IsNaN(x):
		kind, digits, negative = NaN, "nan", false
	case math.IsInf(x, 0):
		kind, digits = Infinite, "inf"
	default:
		digits = finite(math.Abs(x), style|0x20, precision, flags)
		if negative && flags&NoNeg0 != 0 && isZero(digits) {
			negative = false
		}
	}
	if upper {
		digits = strings.ToUpper(digits)
	}
	switch {
	case negative:
		return "-" + digits, kind
	case flags&Sign != 0:
		return "+" + digits, kind
	}
	return digits, kind
}

func isZero(digits string) bool {
	mantissa, _, _ := strings.Cut(digits, "e")
	return strings.Trim(mantissa, "0.") == ""
}

func finite(x float64, style byte, precision int, flags int) string {
	switch style {
	case 'e':
		mantissa, exponent := split(strconv.FormatFloat(x, 'e', precision, 64))
		if precision == 0 && flags&Alt != 0 {
			mantissa += "."
		}
		return mantissa + exponentText(exponent)
	case 'f':
		s := strconv.FormatFloat(x, 'f', precision, 64)
		if precision == 0 {
			s = dotted(s, flags)
		}
		return s
	case 'g':
		return general(x, max(precision, 1), flags)
	case 'r':
		mantissa, exponent := split(strconv.FormatFloat(x, 'e', -1, 64))
		digits := strings.Replace(mantissa, ".", "", 1)
		if x == 0 {
			exponent = 0
		}
		return place(digits, exponent, -4 <= exponent && exponent < 16, flags)
	}
	panic("pyfloat: style " + strconv.QuoteRune(rune(style)))
}

func general(x float64, precision, flags int) string {
	mantissa, exponent := split(strconv.FormatFloat(x, 'e', precision-1, 64))
	digits := strings.Replace(mantissa, ".", "", 1)
	if flags&Alt == 0 {
		digits = strings.TrimRight(digits, "0")
		if digits == "" {
			digits = "0"
		}
	}
	// Where ".0" is to be added it counts as a digit, and the limit comes one earlier.
	limit := precision
	if flags&AddDot != 0 {
		limit--
	}
	return place(digits, exponent, -4 <= exponent && exponent < limit, flags)
}

// place sets the decimal point into digits, whose first stands for 10**exponent.
func place(digits string, exponent int, positional bool, flags int) string {
	if !positional {
		s := digits[:1]
		if len(digits) > 1 {
			s += "." + digits[1:]
		} else if flags&Alt != 0 {
			s += "."
		}
		return s + exponentText(exponent)
	}
	if exponent < 0 {
		return "0." + strings.Repeat("0", -exponent-1) + digits
	}
	if point := exponent + 1; point < len(digits) {
		return digits[:point] + "." + digits[point:]
	}
	return dotted(digits+strings.Repeat("0", exponent+1-len(digits)), flags)
}

func dotted(integer string, flags int) string {
	switch {
	case flags&AddDot != 0:
		return integer + ".0"
	case flags&Alt != 0:
		return integer + "."
	}
	return integer
}

func split(scientific string) (mantissa string, exponent int) {
	mantissa, e, _ := strings.Cut(scientific, "e")
	exponent, _ = strconv.Atoi(e)
	return mantissa, exponent
}

func exponentText(exponent int) string {
	sign := "+"
	if exponent < 0 {
		sign, exponent = "-", -exponent
	}
	if exponent < 10 {
		sign += "0"
	}
	return "e" + sign + strconv.Itoa(exponent)
}

// ReprComplex is repr(complex(re, im)).
func ReprComplex(re, im float64) string {
	if re == 0 && !math.Signbit(re) {
		s, _ := Format(im, 'r', 0, 0)
		return s + "j"
	}
	r, _ := Format(re, 'r', 0, 0)
	i, _ := Format(im, 'r', 0, Sign)
	return "(" + r + i + "j)"
}
