package mathmodule

import (
	"math"

	"github.com/d95905aa/gilded/internal/object"
)

// Sums that lose nothing on the way, lengths and products.

// fsum adds floats up exactly: partials are numbers without common bits whose sum is that of all so far, the smallest first.
func fsum(_, iterable *Object) *Object {
	it := object.Iter(iterable)
	if it == nil {
		return nil
	}
	defer object.Decref(it)
	var partials []float64
	specials, infinities := 0.0, 0.0
	for {
		item := object.IterNext(it)
		if item == nil {
			break
		}
		x, ok := object.FloatOf(item)
		object.Decref(item)
		if !ok {
			return nil
		}
		given := x
		kept := partials[:0]
		for _, y := range partials {
			if math.Abs(x) < math.Abs(y) {
				x, y = y, x
			}
			high := x + y
			if low := y - (high - x); low != 0 {
				kept = append(kept, low)
			}
			x = high
		}
		partials = kept
		switch {
		case x == 0:
		case finite(x):
			partials = append(partials, x)
		case finite(given):
			return object.Raise(object.OverflowError, "intermediate overflow in fsum")
		default:
			if math.IsInf(given, 0) {
				infinities += given
			}
			specials += given
			partials = partials[:0]
		}
	}
	switch {
	case object.Occurred() != nil:
		return nil
	case math.IsNaN(infinities):
		return object.Raise(object.ValueError, "-inf + inf in fsum")
	case specials != 0:
		return object.NewFloat(specials)
	}
	return object.NewFloat(rounded(partials))
}

// rounded is the sum of partials as a float, ties to even.
func rounded(partials []float64) float64 {
	n := len(partials)
	if n == 0 {
		return 0
	}
	n--
	high, low := partials[n], 0.0
	for n > 0 && low == 0 {
		n--
		x, y := high, partials[n]
		high = x + y
		low = y - (high - x)
	}
	// A tie that was rounded to even is none if more follows on the same side.
	if n > 0 && (low < 0 && partials[n-1] < 0 || low > 0 && partials[n-1] > 0) {
		y := low * 2
		if x := high + y; y == x-high {
			high = x
		}
	}
	return high
}

// accumulate adds x to sum, which must be larger, and what rounding loses to lost.
func accumulate(sum, lost *float64, x float64) {
	before := *sum
	*sum += x
	*lost += (before - *sum) + x
}

// halves splits a float in two of half as many bits.
func halves(x float64) (high, low float64) {
	const split = 1<<27 + 1
	t := x * split
	high = t - (t - x)
	return high, x - high
}

// norm is the length of a vector of which the absolute values are given, with the largest of them. The squares are added up
// in twice the precision, and the root is corrected once.
func norm(vector []float64, largest float64, nan bool) float64 {
	switch {
	case math.IsInf(largest, 0):
		return largest
	case nan:
		return math.NaN()
	case largest == 0 || len(vector) <= 1:
		return largest
	}
	sum := 1.0
	var lost1, lost2, lost3 float64
	_, exponent := math.Frexp(largest)
	if exponent < -1023 { // the scale would overflow
		for _, x := range vector {
			x /= largest
			accumulate(&sum, &lost1, x*x)
		}
		return largest * math.Sqrt(sum-1+lost1)
	}
	scale := math.Ldexp(1, -exponent)
	for _, x := range vector {
		high, low := halves(x * scale)
		accumulate(&sum, &lost1, high*high)
		accumulate(&sum, &lost2, 2*high*low)
		lost3 += low * low
	}
	root := math.Sqrt(sum - 1 + (lost1 + lost2 + lost3))
	high, low := halves(root)
	accumulate(&sum, &lost1, -high*high)
	accumulate(&sum, &lost2, -2*high*low)
	accumulate(&sum, &lost3, -low*low)
	left := sum - 1 + (lost1 + lost2 + lost3)
	return (root + left/(2*root)) / scale
}

// length is the norm of the differences that next gives; ok is false where it has failed.
func length(n int, next func(i int) (x float64, ok bool)) *Object {
	vector := make([]float64, n)
	largest, nan := 0.0, false
	for i := range vector {
		x, ok := next(i)
		if !ok {
			return nil
		}
		x = math.Abs(x)
		vector[i] = x
		nan = nan || math.IsNaN(x)
		if x > largest {
			largest = x
		}
	}
	return object.NewFloat(norm(vector, largest, nan))
}

func hypot(_ *Object, args **Object, n int) *Object {
	coordinates := object.Args(args, n)
	return length(n, func(i int) (float64, bool) { return object.FloatOf(coordinates[i]) })
}

func dist(_ *Object, args **Object, n int) *Object {
	if !object.CheckPositional("dist", n, 2, 2) {
		return nil
	}
	var points [2]*Object
	for i, o := range object.Args(args, n) {
		if points[i] = object.SequenceTuple(o); points[i] == nil {
			object.XDecref(points[0])
			return nil
		}
	}
	defer object.Decref(points[0])
	defer object.Decref(points[1])
	p, q := object.TupleItems(points[0]), object.TupleItems(points[1])
	if len(p) != len(q) {
		return object.Raise(object.ValueError, "both points must have the same number of dimensions")
	}
	return length(len(p), func(i int) (float64, bool) {
		x, ok := object.FloatOf(p[i])
		if !ok {
			return 0, false
		}
		y, ok := object.FloatOf(q[i])
		return x - y, ok
	})
}

var prodParams = object.Params{Func: "prod", Names: []string{"", "start"}, Required: 1, Positional: 1}

func prod(_ *Object, args **Object, n int, names *Object) *Object {
	var a [2]*Object
	if !prodParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	it := object.Iter(a[0])
	if it == nil {
		return nil
	}
	defer object.Decref(it)
	product := object.XNewRef(a[1])
	if product == nil {
		product = object.NewInt(1)
	}
	for product != nil {
		item := object.IterNext(it)
		if item == nil {
			break
		}
		next := object.Multiply(product, item)
		object.Decref(product)
		object.Decref(item)
		product = next
	}
	if product != nil && object.Occurred() != nil {
		object.Decref(product)
		return nil
	}
	return product
}

var sumFunctions = []object.Method{
	{Name: "fsum", Doc: "fsum($module, seq, /)\n--\n\nThe exact sum of floats, rounded once.", O: fsum},
	{Name: "hypot", Doc: "hypot(*coordinates) -> value\n\nThe length of a vector.", Fast: hypot},
	{Name: "dist", Doc: "dist($module, p, q, /)\n--\n\nThe distance of two points.", Fast: dist},
	{Name: "prod", Doc: "prod($module, iterable, /, *, start=1)\n--\n\nThe product of all items.", FastKeys: prod},
}
