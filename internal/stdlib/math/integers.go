package mathmodule

import (
	"math"
	"math/big"

	"github.com/d95905aa/gilded/internal/object"
)

// The theory of numbers.

// integerOf is what an object is as an int, __index__ asked. It may run code.
func integerOf(o *Object) (*big.Int, bool) {
	n := object.NumberIndex(o)
	if n == nil {
		return nil, false
	}
	defer object.Decref(n)
	return object.BigOf(n), true
}

// folded is gcd or lcm: a function of any number of ints.
func folded(start int64, next func(r, n *big.Int)) func(_ *Object, args **Object, n int) *Object {
	return func(_ *Object, args **Object, n int) *Object {
		r := big.NewInt(start)
		for _, o := range object.Args(args, n) {
			v, ok := integerOf(o)
			if !ok {
				return nil
			}
			next(r, v.Abs(v))
		}
		return object.NewBig(r)
	}
}

func gcdWith(r, n *big.Int) { r.GCD(nil, nil, r, n) }

func lcmWith(r, n *big.Int) {
	if r.Sign() == 0 || n.Sign() == 0 {
		r.SetInt64(0)
		return
	}
	g := new(big.Int).GCD(nil, nil, r, n)
	r.Mul(r, n.Quo(n, g))
}

func isqrt(_, o *Object) *Object {
	n, ok := integerOf(o)
	switch {
	case !ok:
		return nil
	case n.Sign() < 0:
		return object.Raise(object.ValueError, "isqrt() argument must be nonnegative")
	}
	return object.NewBig(n.Sqrt(n))
}

func factorial(_, o *Object) *Object {
	n, ok := integerOf(o)
	switch {
	case !ok:
		return nil
	case n.Sign() < 0:
		return object.Raise(object.ValueError, "factorial() not defined for negative values")
	case !n.IsInt64():
		return object.Raise(object.OverflowError, "factorial() argument should not exceed %d", math.MaxInt64)
	}
	return object.NewBig(product(1, n.Int64()))
}

// product is that of all ints from a to b; 1 if there are none.
func product(a, b int64) *big.Int { return new(big.Int).MulRange(a, b) }

// falling is n*(n-1)*…, k factors, of any size.
func falling(n *big.Int, k int64) *big.Int {
	switch {
	case k == 0:
		return big.NewInt(1)
	case n.IsInt64():
		return product(n.Int64()-k+1, n.Int64())
	case k == 1:
		return new(big.Int).Set(n)
	}
	half := k / 2
	lower := new(big.Int).Sub(n, big.NewInt(half))
	return lower.Mul(falling(n, half), falling(lower, k-half))
}

// chosen are the arguments of comb and perm; ok is false, and an exception set, if they are none.
func chosen(a []*Object) (n, k *big.Int, ok bool) {
	if n, ok = integerOf(a[0]); !ok {
		return nil, nil, false
	}
	if k, ok = integerOf(a[1]); !ok {
		return nil, nil, false
	}
	switch {
	case n.Sign() < 0:
		object.Raise(object.ValueError, "n must be a non-negative integer")
		return nil, nil, false
	case k.Sign() < 0:
		object.Raise(object.ValueError, "k must be a non-negative integer")
		return nil, nil, false
	}
	return n, k, true
}

func comb(_ *Object, args **Object, count int) *Object {
	if !object.CheckPositional("comb", count, 2, 2) {
		return nil
	}
	n, k, ok := chosen(object.Args(args, count))
	switch {
	case !ok:
		return nil
	case k.Cmp(n) > 0:
		return object.NewInt(0)
	}
	if other := new(big.Int).Sub(n, k); other.Cmp(k) < 0 {
		k = other
	}
	if !k.IsInt64() {
		return object.Raise(object.OverflowError, "min(n - k, k) must not exceed %d", math.MaxInt64)
	}
	r := falling(n, k.Int64())
	return object.NewBig(r.Quo(r, product(1, k.Int64())))
}

func perm(m *Object, args **Object, count int) *Object {
	if !object.CheckPositional("perm", count, 1, 2) {
		return nil
	}
	a := object.Args(args, count)
	if count == 1 || a[1] == object.None {
		return factorial(m, a[0])
	}
	n, k, ok := chosen(a)
	switch {
	case !ok:
		return nil
	case k.Cmp(n) > 0:
		return object.NewInt(0)
	case !k.IsInt64():
		return object.Raise(object.OverflowError, "k must not exceed %d", math.MaxInt64)
	}
	return object.NewBig(falling(n, k.Int64()))
}

var integerFunctions = []object.Method{
	{Name: "gcd", Doc: "gcd(*integers) -> int\n\nThe greatest common divisor.", Fast: folded(0, gcdWith)},
	{Name: "lcm", Doc: "lcm(*integers) -> int\n\nThe least common multiple.", Fast: folded(1, lcmWith)},
	{Name: "isqrt", Doc: "isqrt($module, n, /)\n--\n\nThe whole part of the square root.", O: isqrt},
	{Name: "factorial", Doc: "factorial($module, n, /)\n--\n\nn!", O: factorial},
	{Name: "comb", Doc: "comb($module, n, k, /)\n--\n\nIn how many ways k of n can be chosen, in whatever order.", Fast: comb},
	{Name: "perm", Doc: "perm($module, n, k=None, /)\n--\n\nIn how many ways k of n can be chosen, in order.", Fast: perm},
}
