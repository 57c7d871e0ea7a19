package object_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// bigInts draws integers of every size that the representation distinguishes, with an eye on the edges of digits.
func bigInts() *rapid.Generator[*big.Int] {
	return rapid.Custom(func(t *rapid.T) *big.Int {
		x := new(big.Int)
		switch rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			x.SetInt64(int64(rapid.IntRange(-300, 300).Draw(t, "small")))
		case 1: // a power of two, or near one
			x.Lsh(big.NewInt(1), uint(rapid.IntRange(0, 200).Draw(t, "bits")))
			x.Add(x, big.NewInt(int64(rapid.IntRange(-2, 2).Draw(t, "off"))))
		case 2:
			x.SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "bytes"))
		}
		if rapid.Bool().Draw(t, "negative") {
			x.Neg(x)
		}
		return x
	})
}

// took checks an int that a function returned, gives it back, and returns its value.
func took(t require.TestingT, o *object.Object) *big.Int {
	require.NotNil(t, o, "%s", errorText())
	require.Same(t, object.LongType, o.Type)
	x := object.BigOf(o)
	digits := object.As[*abi.Long](o)
	n := digits.Size
	if n < 0 {
		n = -n
	}
	require.Equal(t, (x.BitLen()+29)/30, n, "digits of %s", x)
	object.Decref(o)
	return x
}

// errorText clears the error indicator and returns what was in it: "TypeError: no".
func errorText() string {
	if object.Occurred() == nil {
		return "no exception"
	}
	class, value, tb := object.FetchErr()
	class, value, tb = object.Normalize(class, value, tb)
	text := object.TypeName(object.As[*object.Type](class)) + ": " + object.TextOf(value)
	object.XDecref(class)
	object.XDecref(value)
	object.XDecref(tb)
	return text
}

func floored(x, y *big.Int) (q, r *big.Int) {
	q, r = new(big.Int).DivMod(x, y, new(big.Int)) // Euclidean: r is never negative
	if r.Sign() != 0 && y.Sign() < 0 {
		q.Sub(q, big.NewInt(1)) // from the Euclidean quotient, which rounds towards plus infinity here
		r.Add(r, y)
	}
	return q, r
}

func TestIntsAreBigInts(t *testing.T) {
	withRuntime(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			x, y := bigInts().Draw(t, "x"), bigInts().Draw(t, "y")
			a, b := object.NewBig(x), object.NewBig(y)
			defer object.Decref(a)
			defer object.Decref(b)
			same := func(name string, want *big.Int, came *object.Object) {
				require.Equal(t, want.String(), took(t, came).String(), "%s of %s and %s", name, x, y)
			}
			z := func() *big.Int { return new(big.Int) }

			same("the int itself", x, object.NewRef(a))
			same("+", z().Add(x, y), object.Add(a, b))
			same("-", z().Sub(x, y), object.Subtract(a, b))
			same("*", z().Mul(x, y), object.Multiply(a, b))
			same("&", z().And(x, y), object.And(a, b))
			same("|", z().Or(x, y), object.Or(a, b))
			same("^", z().Xor(x, y), object.Xor(a, b))
			same("~", z().Not(x), object.Invert(a))
			same("neg", z().Neg(x), object.Negative(a))
			same("abs", z().Abs(x), object.Absolute(a))
			same("gcd", z().GCD(nil, nil, z().Abs(x), z().Abs(y)), object.LongGCD(a, b))
			if y.Sign() != 0 {
				q, r := floored(x, y)
				same("//", q, object.FloorDivide(a, b))
				same("%", r, object.Remainder(a, b))
				pair := object.Divmod(a, b)
				same("divmod 0", q, object.NewRef(object.TupleItems(pair)[0]))
				same("divmod 1", r, object.NewRef(object.TupleItems(pair)[1]))
				object.Decref(pair)
				quotientIsNearest(t, x, y, object.TrueDivide(a, b))
			}
			if y.IsInt64() && y.Int64() >= 0 && y.Int64() <= 300 {
				n := uint(y.Int64())
				same("<<", z().Lsh(x, n), object.Lshift(a, b))
				same(">>", z().Rsh(x, n), object.Rshift(a, b))
				same("**", z().Exp(x, y, nil), object.Power(a, b, object.None))
			}
			order := x.Cmp(y)
			for op, want := range map[int32]bool{
				abi.LT: order < 0, abi.LE: order <= 0, abi.EQ: order == 0, abi.NE: order != 0, abi.GT: order > 0, abi.GE: order >= 0,
			} {
				require.Equal(t, want, object.RichCompareBool(a, b, op) == 1, "%s op%d %s", x, op, y)
			}
			require.Equal(t, x.BitLen(), object.LongNumBits(a))
			text := object.Repr(a)
			require.Equal(t, x.String(), object.StrOf(text))
			again := object.LongFromStr(text, 10)
			same("int(repr)", x, again)
			object.Decref(text)

			f, ok := object.AsDouble(a)
			want, _ := new(big.Float).SetInt(x).Float64()
			require.True(t, ok)
			require.Equal(t, want, f)
			require.Equal(t, hashModulus(x), object.Hash(a))

			require.Equal(t, x.IsInt64(), inRange(object.AsInt64(a)))
			require.Equal(t, x.IsUint64(), inRange(object.AsUint64(a)))
			mask, ok := object.AsMask(a)
			require.True(t, ok)
			require.Equal(t, z().And(x, z().SetUint64(math.MaxUint64)).Uint64(), mask)
		})
	})
}

// inRange tells whether a conversion succeeded, and clears its error if not.
func inRange[T any](_ T, ok bool) bool {
	if !ok {
		object.ClearErr()
	}
	return ok
}

// hashModulus is what the language defines: the value modulo 2**61-1, with the sign, and -2 in place of -1.
func hashModulus(x *big.Int) int {
	h := new(big.Int).Rem(x, big.NewInt(1<<61-1)).Int64()
	if h == -1 {
		h = -2
	}
	return int(h)
}

func quotientIsNearest(t require.TestingT, x, y *big.Int, came *object.Object) {
	require.NotNil(t, came)
	want, _ := new(big.Rat).SetFrac(x, y).Float64()
	f, ok := object.FloatOf(came)
	require.True(t, ok)
	if x.Sign() == 0 && y.Sign() < 0 {
		require.True(t, math.Signbit(f), "0 / %s is -0.0", y)
	}
	require.Equal(t, want, f+0, "%s / %s", x, y)
	object.Decref(came)
}

func TestIntBytes(t *testing.T) {
	withRuntime(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			x := bigInts().Draw(t, "x")
			n := rapid.IntRange(0, 42).Draw(t, "n")
			little, signed := rapid.Bool().Draw(t, "little"), rapid.Bool().Draw(t, "signed")
			a := object.NewBig(x)
			defer object.Decref(a)
			limit := new(big.Int).Lsh(big.NewInt(1), uint(8*n))
			low, high := big.NewInt(0), limit
			if signed {
				high = new(big.Int).Rsh(limit, 1)
				low = new(big.Int).Neg(high)
			}
			fits := x.Sign() == 0 || x.Cmp(low) >= 0 && x.Cmp(high) < 0
			out := make([]byte, n)
			if !fits {
				require.False(t, object.LongToBytes(a, out, little, signed), "%s in %d", x, n)
				object.ClearErr()
				return
			}
			require.True(t, object.LongToBytes(a, out, little, signed), "%s in %d", x, n)
			want := make([]byte, n)
			new(big.Int).Mod(x, limit).FillBytes(want)
			if little {
				for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
					want[i], want[j] = want[j], want[i]
				}
			}
			require.Equal(t, want, out, "%s", x)
			require.Equal(t, x.String(), took(t, object.LongFromBytes(out, little, signed)).String())
		})
	})
}

func TestPowerModulo(t *testing.T) {
	withRuntime(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			x, y, m := bigInts().Draw(t, "x"), bigInts().Draw(t, "y"), bigInts().Draw(t, "m")
			a, b, c := object.NewBig(x), object.NewBig(y), object.NewBig(m)
			defer object.Decref(a)
			defer object.Decref(b)
			defer object.Decref(c)
			came := object.Power(a, b, c)
			n := new(big.Int).Abs(m)
			switch inverse := new(big.Int); {
			case m.Sign() == 0:
				require.Nil(t, came)
				require.Equal(t, "ValueError: pow() 3rd argument cannot be 0", errorText())
			case y.Sign() < 0 && n.Cmp(big.NewInt(1)) != 0 && inverse.ModInverse(x, n) == nil:
				require.Nil(t, came)
				require.Equal(t, "ValueError: base is not invertible for the given modulus", errorText())
			default:
				if n.Cmp(big.NewInt(1)) == 0 {
					require.Zero(t, took(t, came).Sign())
					return
				}
				base, e := x, y
				if y.Sign() < 0 {
					base, e = inverse, new(big.Int).Neg(y)
				}
				want := new(big.Int).Exp(base, e, n)
				want.Mod(want, n)
				if m.Sign() < 0 && want.Sign() != 0 {
					want.Add(want, m)
				}
				require.Equal(t, want.String(), took(t, came).String())
			}
		})
	})
}
