package pyeval

import (
	"fmt"

	"github.com/d95905aa/gilded/internal/object"
)

type binary func(a, b *object.Object) *object.Object

func power(a, b *object.Object) *object.Object        { return object.Power(a, b, object.None) }
func inPlacePower(a, b *object.Object) *object.Object { return object.InPlacePower(a, b, object.None) }

// operators are the functions of an operator: plain and in-place.
var operators = map[string][2]binary{
	"+":  {object.Add, object.InPlaceAdd},
	"-":  {object.Subtract, object.InPlaceSubtract},
	"*":  {object.Multiply, object.InPlaceMultiply},
	"@":  {object.MatrixMultiply, object.InPlaceMatrixMultiply},
	"/":  {object.TrueDivide, object.InPlaceTrueDivide},
	"//": {object.FloorDivide, object.InPlaceFloorDivide},
	"%":  {object.Remainder, object.InPlaceRemainder},
	"**": {power, inPlacePower},
	"<<": {object.Lshift, object.InPlaceLshift},
	">>": {object.Rshift, object.InPlaceRshift},
	"&":  {object.And, object.InPlaceAnd},
	"|":  {object.Or, object.InPlaceOr},
	"^":  {object.Xor, object.InPlaceXor},
}

// Binary applies a binary operator.
func (n *Namespace) Binary(op string, left, right *object.Object, inPlace bool) (*object.Object, error) {
	functions, known := operators[op]
	if !known {
		return nil, fmt.Errorf("pyeval: no such operator: %s", op)
	}
	if inPlace {
		return result(functions[1](left, right))
	}
	return result(functions[0](left, right))
}

// Unary applies -, + or ~.
func (n *Namespace) Unary(op string, operand *object.Object) (*object.Object, error) {
	switch op {
	case "-":
		return result(object.Negative(operand))
	case "+":
		return result(object.Positive(operand))
	case "~":
		return result(object.Invert(operand))
	}
	return nil, fmt.Errorf("pyeval: no such operator: %s", op)
}

var comparisons = map[string]int32{"<": 0, "<=": 1, "==": 2, "!=": 3, ">": 4, ">=": 5}

// Compare applies a comparison, a test for membership or one for identity.
func (n *Namespace) Compare(op string, left, right *object.Object) (*object.Object, error) {
	if code, known := comparisons[op]; known {
		return result(object.RichCompare(left, right, code))
	}
	switch op {
	case "is":
		return object.NewBool(left == right), nil
	case "is not":
		return object.NewBool(left != right), nil
	case "in", "not in":
		found := object.Contains(right, left)
		if found < 0 {
			return nil, TakeRaised()
		}
		return object.NewBool((found != 0) == (op == "in")), nil
	}
	return nil, fmt.Errorf("pyeval: no such comparison: %s", op)
}
