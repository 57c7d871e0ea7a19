package object

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/hash"
)

// The number slots of int. A binary slot answers NotImplemented unless both operands are ints; its result is an int
// proper even for operands of a subclass. None of them runs code.

// maxBits is how large a result may get before it is MemoryError without an attempt.
const maxBits = 1 << 38

func notLongs(a, b *Object) bool { return a.Type.Flags&b.Type.Flags&abi.TPFlagsLongSubclass == 0 }

func compacts(a, b *Object) (x, y int64, ok bool) {
	if x, ok = compact(a); ok {
		y, ok = compact(b)
	}
	return
}

func longAdd(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if x, y, ok := compacts(a, b); ok {
		return NewInt(x + y)
	}
	x := BigOf(a)
	return NewBig(x.Add(x, BigOf(b)))
}

func longSubtract(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if x, y, ok := compacts(a, b); ok {
		return NewInt(x - y)
	}
	x := BigOf(a)
	return NewBig(x.Sub(x, BigOf(b)))
}

func longMultiply(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if x, y, ok := compacts(a, b); ok {
		hi, lo := bits.Mul64(uint64(abs64(x)), uint64(abs64(y)))
		if hi == 0 && lo < 1<<63 {
			if (x < 0) != (y < 0) {
				return NewInt(-int64(lo))
			}
			return NewInt(int64(lo))
		}
	}
	return NewBig(new(big.Int).Mul(BigOf(a), BigOf(b)))
}

func abs64(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// floorDivmod divides towards minus infinity; y is not 0.
func floorDivmod(x, y int64) (q, r int64) {
	q, r = x/y, x%y
	if r != 0 && (r < 0) != (y < 0) {
		q--
		r += y
	}
	return q, r
}

func bigFloorDivmod(x, y *big.Int) (q, r *big.Int) {
	q, r = new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Sign() != 0 && (r.Sign() < 0) != (y.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		r.Add(r, y)
	}
	return q, r
}

func longFloorDivide(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if LongSign(b) == 0 {
		return Raise(ZeroDivisionError, "integer division or modulo by zero")
	}
	if x, y, ok := compacts(a, b); ok {
		q, _ := floorDivmod(x, y)
		return NewInt(q)
	}
	q, _ := bigFloorDivmod(BigOf(a), BigOf(b))
	return NewBig(q)
}

func longRemainder(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if LongSign(b) == 0 {
		return Raise(ZeroDivisionError, "integer modulo by zero")
	}
	if x, y, ok := compacts(a, b); ok {
		_, r := floorDivmod(x, y)
		return NewInt(r)
	}
	_, r := bigFloorDivmod(BigOf(a), BigOf(b))
	return NewBig(r)
}

func longDivmod(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if LongSign(b) == 0 {
		return Raise(ZeroDivisionError, "integer division or modulo by zero")
	}
	if x, y, ok := compacts(a, b); ok {
		q, r := floorDivmod(x, y)
		return packOwned(NewInt(q), NewInt(r))
	}
	q, r := bigFloorDivmod(BigOf(a), BigOf(b))
	return packOwned(NewBig(q), NewBig(r))
}

// packOwned makes a tuple of references that it takes over; a nil one is a failure that is passed on.
func packOwned(items ...*Object) *Object {
	var t *Object
	whole := true
	for _, item := range items {
		whole = whole && item != nil
	}
	if whole {
		t = Pack(items...)
	}
	for _, item := range items {
		XDecref(item)
	}
	return t
}

func longTrueDivide(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if LongSign(b) == 0 {
		return Raise(ZeroDivisionError, "division by zero")
	}
	const exact = 1 << 53 // up to here a float holds every integer
	if x, y, ok := compacts(a, b); ok && abs64(x) <= exact && abs64(y) <= exact {
		return NewFloat(float64(x) / float64(y))
	}
	f, ok := bigQuotient(BigOf(a), BigOf(b))
	if !ok {
		return Raise(OverflowError, "integer division result too large for a float")
	}
	return NewFloat(f)
}

// bigQuotient is the float nearest to x/y, ties to even; false if that is beyond the largest float.
func bigQuotient(x, y *big.Int) (float64, bool) {
	negative := (x.Sign() < 0) != (y.Sign() < 0)
	zero := 0.0
	if negative {
		zero = math.Copysign(0, -1)
	}
	if x.Sign() == 0 {
		return zero, true
	}
	a, b := new(big.Int).Abs(x), new(big.Int).Abs(y)
	// Scale so that the integer quotient has at least 66 bits, then let the lowest say whether anything was cut off.
	shift := a.BitLen() - b.BitLen() - 66
	if shift > 1024 {
		return 0, false
	}
	if shift < -1200 {
		return zero, true
	}
	if shift < 0 {
		a.Lsh(a, uint(-shift))
	} else {
		b.Lsh(b, uint(shift))
	}
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 {
		q.SetBit(q, 0, 1)
	}
	f := roundScaled(q, shift)
	if negative {
		f = -f
	}
	return f, !math.IsInf(f, 0)
}

// roundScaled is the float nearest to q * 2**shift, ties to even, also where that is subnormal; q has 55 bits or more.
func roundScaled(q *big.Int, shift int) float64 {
	const lowest = -1074
	drop := q.BitLen() - 53
	if shift+drop < lowest {
		drop = lowest - shift
	}
	m := new(big.Int).Rsh(q, uint(drop))
	half := q.Bit(drop-1) == 1
	if half && (m.Bit(0) == 1 || q.TrailingZeroBits() < uint(drop-1)) {
		m.Add(m, big.NewInt(1))
	}
	return math.Ldexp(float64(m.Int64()), shift+drop)
}

// floatOfLong is an int's nearest float; false, and OverflowError, if there is none.
func floatOfLong(o *Object) (float64, bool) {
	if v, ok := int64Of(o); ok {
		return float64(v), true
	}
	f, _ := new(big.Float).SetInt(BigOf(o)).Float64()
	if math.IsInf(f, 0) {
		Raise(OverflowError, "int too large to convert to float")
		return -1, false
	}
	return f, true
}

func longPower(a, b, c *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if c != None && !IsLong(c) {
		return NewRef(NotImplemented)
	}
	if c != None {
		return longPowerModulo(BigOf(a), BigOf(b), BigOf(c))
	}
	if LongSign(b) < 0 {
		return floatPower(a, b, c)
	}
	if x, y, ok := compacts(a, b); ok {
		switch {
		case y == 0 || x == 1:
			return NewInt(1)
		case x == 0:
			return NewInt(0)
		case x == -1:
			return NewInt(1 - 2*(y&1))
		case int64(bits.Len64(uint64(abs64(x))))*y < 63:
			return NewInt(smallPower(x, y))
		}
	}
	e, ok := compact(b)
	if n := LongNumBits(a); n > 1 && (!ok || float64(e)*float64(n-1) > maxBits) {
		return NoMemory()
	}
	return NewBig(new(big.Int).Exp(BigOf(a), BigOf(b), nil))
}

// smallPower is x**y where that fits.
func smallPower(x, y int64) int64 {
	z := int64(1)
	for ; y > 0; y >>= 1 {
		if y&1 == 1 {
			z *= x
		}
		x *= x
	}
	return z
}

func longPowerModulo(x, y, m *big.Int) *Object {
	if m.Sign() == 0 {
		return Raise(ValueError, "pow() 3rd argument cannot be 0")
	}
	n := new(big.Int).Abs(m)
	if n.IsInt64() && n.Int64() == 1 {
		return NewInt(0)
	}
	if y.Sign() < 0 {
		if x = new(big.Int).ModInverse(x, n); x == nil {
			return Raise(ValueError, "base is not invertible for the given modulus")
		}
		y = new(big.Int).Neg(y)
	}
	z := new(big.Int).Exp(new(big.Int).Mod(x, n), y, n)
	if m.Sign() < 0 && z.Sign() != 0 {
		z.Add(z, m)
	}
	return NewBig(z)
}

func longNegative(a *Object) *Object {
	if v, ok := compact(a); ok {
		return NewInt(-v)
	}
	c := longCopyDigits(a)
	if c != nil {
		As[*abi.Long](c).Size = -As[*abi.Long](c).Size
	}
	return c
}

// longCopyDigits copies an int of three digits or more.
func longCopyDigits(a *Object) *Object {
	c := LongNew(len(longDigits(a)))
	if c != nil {
		copy(longDigits(c), longDigits(a))
		As[*abi.Long](c).Size = As[*abi.Long](a).Size
	}
	return c
}

func longPositive(a *Object) *Object { return LongCopy(a) }

func longAbsolute(a *Object) *Object {
	if LongSign(a) < 0 {
		return longNegative(a)
	}
	return LongCopy(a)
}

func longInvert(a *Object) *Object {
	if v, ok := compact(a); ok {
		return NewInt(^v)
	}
	x := BigOf(a)
	return NewBig(x.Not(x))
}

func longBool(a *Object) int32 {
	if As[*abi.Long](a).Size == 0 {
		return 0
	}
	return 1
}

func longLshift(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if LongSign(b) < 0 {
		return Raise(ValueError, "negative shift count")
	}
	if LongSign(a) == 0 {
		return NewInt(0)
	}
	n, ok := int64Of(b)
	if !ok {
		return Raise(OverflowError, "too many digits in integer")
	}
	return LongLshift(a, uint(n))
}

// LongLshift is o << n.
func LongLshift(o *Object, n uint) *Object {
	if v, ok := compact(o); ok {
		if v == 0 {
			return NewInt(0)
		}
		if uint(bits.Len64(uint64(abs64(v))))+n < 63 && n < 63 {
			return NewInt(v << n)
		}
	}
	if n > maxBits {
		return NoMemory()
	}
	x := BigOf(o)
	return NewBig(x.Lsh(x, n))
}

func longRshift(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if LongSign(b) < 0 {
		return Raise(ValueError, "negative shift count")
	}
	n, ok := int64Of(b)
	if !ok {
		n = math.MaxInt64
	}
	return LongRshift(a, uint(n))
}

// LongRshift is o >> n.
func LongRshift(o *Object, n uint) *Object {
	if v, ok := compact(o); ok {
		return NewInt(v >> n)
	}
	if n >= uint(LongNumBits(o)) {
		return NewInt(int64(LongSign(o)-1) / 2)
	}
	x := BigOf(o)
	return NewBig(x.Rsh(x, n))
}

func longAnd(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if x, y, ok := compacts(a, b); ok {
		return NewInt(x & y)
	}
	x := BigOf(a)
	return NewBig(x.And(x, BigOf(b)))
}

func longXor(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if x, y, ok := compacts(a, b); ok {
		return NewInt(x ^ y)
	}
	x := BigOf(a)
	return NewBig(x.Xor(x, BigOf(b)))
}

func longOr(a, b *Object) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	if x, y, ok := compacts(a, b); ok {
		return NewInt(x | y)
	}
	x := BigOf(a)
	return NewBig(x.Or(x, BigOf(b)))
}

func longFloat(a *Object) *Object {
	f, ok := floatOfLong(a)
	if !ok {
		return nil
	}
	return NewFloat(f)
}

func longHash(a *Object) int { return hash.Digits(longDigits(a), As[*abi.Long](a).Size < 0) }

// hashOfLong is the hash that a __hash__ means by the int it returned: the int itself if it fits, its own hash otherwise.
func hashOfLong(o *Object) int {
	h, ok := int64Of(o)
	if !ok {
		return longHash(o)
	}
	if h == -1 {
		return -2
	}
	return int(h)
}

// longCompare orders two ints: negative, 0 or positive.
func longCompare(a, b *Object) int {
	if m, n := As[*abi.Long](a).Size, As[*abi.Long](b).Size; m != n {
		return m - n
	}
	x, y := longDigits(a), longDigits(b)
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			c := 1
			if x[i] < y[i] {
				c = -1
			}
			return c * LongSign(a)
		}
	}
	return 0
}

func longRichcompare(a, b *Object, op int32) *Object {
	if notLongs(a, b) {
		return NewRef(NotImplemented)
	}
	return NewBool(OrderedBy(longCompare(a, b), op))
}

// OrderedBy tells whether an order, below, at or above zero, satisfies a comparison operator.
func OrderedBy(order int, op int32) bool {
	switch op {
	case abi.LT:
		return order < 0
	case abi.LE:
		return order <= 0
	case abi.EQ:
		return order == 0
	case abi.NE:
		return order != 0
	case abi.GT:
		return order > 0
	}
	return order >= 0
}

// LongGCD is the greatest common divisor of two ints, never negative.
func LongGCD(a, b *Object) *Object {
	return NewBig(new(big.Int).GCD(nil, nil, new(big.Int).Abs(BigOf(a)), new(big.Int).Abs(BigOf(b))))
}

// bigDivmodNear divides so that the quotient is the nearest integer, the even one of two that are equally near.
func bigDivmodNear(x, y *big.Int) (q, r *big.Int) {
	q, r = bigFloorDivmod(x, y)
	twice := new(big.Int).Lsh(r, 1)
	c := twice.CmpAbs(y)
	if c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
		r.Sub(r, y)
	}
	return q, r
}

// LongDivmodNear is _PyLong_DivmodNear: the pair of the nearest integer to a/b and what remains.
func LongDivmodNear(a, b *Object) *Object {
	if notLongs(a, b) {
		return Raise(TypeError, "non-integer arguments in division")
	}
	if LongSign(b) == 0 {
		return Raise(ZeroDivisionError, "integer division or modulo by zero")
	}
	q, r := bigDivmodNear(BigOf(a), BigOf(b))
	return packOwned(NewBig(q), NewBig(r))
}
