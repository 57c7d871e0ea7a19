package mathmodule

import (
	"math"

	"github.com/d95905aa/gilded/internal/ctier"
)

// The gamma function by Lanczos' approximation, with the coefficients that CPython uses, so that the last bit is the same.

const (
	lanczosG  = 6.024680040776729583740234375
	logPi     = 1.144729885849400174143427351353058711647
	exactSize = 23 // (n-1)! is a float without error up to here
)

var (
	lanczosNumerator = [...]float64{
		23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
		35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
		6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
		248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
		2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
		8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
		2.5066282746310002701649081771338373386264310793408,
	}
	lanczosDenominator = [...]float64{
		0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
	}
)

// lanczosSum is the quotient of two polynomials, of which the terms are added up beginning with the small ones.
func lanczosSum(x float64) float64 {
	num, den := 0.0, 0.0
	if x < 5 {
		for i := len(lanczosNumerator) - 1; i >= 0; i-- {
			num = num*x + lanczosNumerator[i]
			den = den*x + lanczosDenominator[i]
		}
	} else {
		for i := range lanczosNumerator {
			num = num/x + lanczosNumerator[i]
			den = den/x + lanczosDenominator[i]
		}
	}
	return num / den
}

// sinPi is sin(pi*x) for a finite x.
func sinPi(x float64) float64 {
	y := ctier.Fmod(math.Abs(x), 2)
	var r float64
	switch int(math.Round(2 * y)) {
	case 0:
		r = sin(math.Pi * y)
	case 1:
		r = cos(math.Pi * (y - 0.5))
	case 2:
		r = sin(math.Pi * (1 - y)) // not sin(pi*(y-1)), whose zero has the other sign
	case 3:
		r = -cos(math.Pi * (y - 1.5))
	case 4:
		r = sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

var sin, cos = libm("sin"), libm("cos")

func gamma(x float64) (float64, fault) {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x, fine
	case math.IsInf(x, -1) || x == 0:
		return 0, domain
	case x == math.Floor(x) && x < 0:
		return 0, domain
	case x == math.Floor(x) && x <= exactSize:
		r := 1.0
		for i := 2.0; i < x; i++ {
			r *= i
		}
		return r, fine
	}
	abs := math.Abs(x)
	switch {
	case abs < 1e-20:
		return checked(1 / x)
	case abs > 200 && x < 0:
		return 0 / sinPi(x), fine
	case abs > 200:
		return 0, excess
	}
	const half = lanczosG - 0.5
	y := abs + half
	// z is what rounding y has lost, relative to it.
	var z float64
	if abs > half {
		z = (y - abs) - half
	} else {
		z = (y - half) - abs
	}
	z = z * lanczosG / y
	var r float64
	if x < 0 {
		r = -math.Pi / sinPi(abs) / abs * ctier.Exp(y) / lanczosSum(abs)
		r -= z * r
	} else {
		r = lanczosSum(abs) / ctier.Exp(y)
		r += z * r
	}
	scale := func(by float64) {
		if x < 0 {
			r /= by
		} else {
			r *= by
		}
	}
	if abs < 140 {
		scale(ctier.Pow(y, abs-0.5))
		return checked(r)
	}
	root := ctier.Pow(y, abs/2-0.25) // the power itself might be too large
	scale(root)
	scale(root)
	return checked(r)
}

func checked(r float64) (float64, fault) {
	if math.IsInf(r, 0) {
		return r, excess
	}
	return r, fine
}

func lgamma(x float64) (float64, fault) {
	switch {
	case math.IsNaN(x):
		return x, fine
	case math.IsInf(x, 0):
		return math.Inf(1), fine
	case x == math.Floor(x) && x <= 0:
		return 0, domain
	case x == 1 || x == 2:
		return 0, fine
	}
	abs := math.Abs(x)
	if abs < 1e-20 {
		return -ctier.Log(abs), fine
	}
	r := ctier.Log(lanczosSum(abs)) - lanczosG
	r += (abs - 0.5) * (ctier.Log(abs+lanczosG-0.5) - 1)
	if x < 0 {
		r = logPi - ctier.Log(math.Abs(sinPi(abs))) - ctier.Log(abs) - r
	}
	return checked(r)
}
