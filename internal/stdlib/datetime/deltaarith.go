package datetime

import (
	"math/big"

	"github.com/d95905aa/gilded/internal/object"
)

// Arithmetic of spans. An operand may be of another type on either side; what comes out is a timedelta, never a subtype.

func notImplemented() *Object { return object.NewRef(object.NotImplemented) }

func deltaAdd(a, b *Object) *Object {
	if !isDelta(a) || !isDelta(b) {
		return notImplemented()
	}
	return newDelta(DeltaType, spanOf(a).plus(spanOf(b)))
}

func deltaSubtract(a, b *Object) *Object {
	if !isDelta(a) || !isDelta(b) {
		return notImplemented()
	}
	return newDelta(DeltaType, spanOf(a).minus(spanOf(b)))
}

func deltaMultiply(a, b *Object) *Object {
	if !isDelta(a) {
		a, b = b, a
	}
	total := spanOf(a).total()
	switch {
	case object.IsLong(b):
		return deltaOfTotal(DeltaType, total.Mul(total, object.BigOf(b)))
	case object.IsFloat(b):
		num, denom, ok := ratioOf(b)
		if !ok {
			return nil
		}
		return nearestDelta(total.Mul(total, num), denom)
	}
	return notImplemented()
}

// ratioOf asks a float for the two integers whose quotient it is. It may run code.
func ratioOf(o *Object) (num, denom *big.Int, ok bool) {
	r := object.CallMethod(o, "as_integer_ratio")
	if r == nil {
		return nil, nil, false
	}
	defer object.Decref(r)
	if !object.IsTuple(r) {
		object.Raise(object.TypeError, "unexpected return type from as_integer_ratio(): expected tuple, got '%.200s'", object.TypeName(r.Type))
		return nil, nil, false
	}
	items := object.TupleItems(r)
	if len(items) != 2 {
		object.Raise(object.ValueError, "as_integer_ratio() must return a 2-tuple")
		return nil, nil, false
	}
	for _, item := range items {
		if !object.IsLong(item) {
			object.Raise(object.TypeError, "unsupported operand type(s) for *: 'int' and '%s'", object.TypeName(item.Type))
			return nil, nil, false
		}
	}
	return object.BigOf(items[0]), object.BigOf(items[1]), true
}

// divisionByZero is what all divisions of whole numbers raise.
func divisionByZero() *Object {
	return object.Raise(object.ZeroDivisionError, "integer division or modulo by zero")
}

// nearestDelta is the quotient in microseconds, rounded to the nearest; ties go to even.
func nearestDelta(total, by *big.Int) *Object {
	if by.Sign() == 0 {
		return divisionByZero()
	}
	rest := new(big.Int)
	q := new(big.Int)
	q.DivMod(total, by, rest) // rest >= 0
	order := new(big.Int).Lsh(rest, 1).CmpAbs(by)
	if order > 0 || order == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(int64(by.Sign())))
	}
	return deltaOfTotal(DeltaType, q)
}

// floorBig is the quotient rounded down and what remains, which has the divisor's sign.
func floorBig(a, b *big.Int) (q, r *big.Int) {
	q, r = new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 && r.Sign() != b.Sign() {
		q.Sub(q, big.NewInt(1))
		r.Add(r, b)
	}
	return q, r
}

func deltaFloorDivide(a, b *Object) *Object {
	if !isDelta(a) {
		return notImplemented()
	}
	switch {
	case isDelta(b):
		by := spanOf(b).total()
		if by.Sign() == 0 {
			return divisionByZero()
		}
		q, _ := floorBig(spanOf(a).total(), by)
		return object.NewBig(q)
	case object.IsLong(b):
		by := object.BigOf(b)
		if by.Sign() == 0 {
			return divisionByZero()
		}
		q, _ := floorBig(spanOf(a).total(), by)
		return deltaOfTotal(DeltaType, q)
	}
	return notImplemented()
}

func deltaTrueDivide(a, b *Object) *Object {
	if !isDelta(a) {
		return notImplemented()
	}
	total := spanOf(a).total()
	switch {
	case isDelta(b):
		return quotient(total, spanOf(b).total())
	case object.IsLong(b):
		return nearestDelta(total, object.BigOf(b))
	case object.IsFloat(b):
		num, denom, ok := ratioOf(b)
		if !ok {
			return nil
		}
		return nearestDelta(total.Mul(total, denom), num)
	}
	return notImplemented()
}

// quotient is the true quotient of two ints, as a float.
func quotient(a, b *big.Int) *Object {
	x, y := object.NewBig(a), object.NewBig(b)
	defer object.XDecref(x)
	defer object.XDecref(y)
	if x == nil || y == nil {
		return nil
	}
	return object.TrueDivide(x, y)
}

func totalSeconds(o *Object) *Object { return quotient(spanOf(o).total(), big.NewInt(1e6)) }

func deltaRemainder(a, b *Object) *Object {
	if !isDelta(a) || !isDelta(b) {
		return notImplemented()
	}
	by := spanOf(b).total()
	if by.Sign() == 0 {
		return object.Raise(object.ZeroDivisionError, "integer modulo by zero")
	}
	_, r := floorBig(spanOf(a).total(), by)
	return deltaOfTotal(DeltaType, r)
}

func deltaDivmod(a, b *Object) *Object {
	if !isDelta(a) || !isDelta(b) {
		return notImplemented()
	}
	by := spanOf(b).total()
	if by.Sign() == 0 {
		return divisionByZero()
	}
	q, r := floorBig(spanOf(a).total(), by)
	return object.OwnedTuple(object.NewBig(q), deltaOfTotal(DeltaType, r))
}
