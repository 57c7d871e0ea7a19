package object

import (
	"github.com/d95905aa/gilded/internal/abi"
)

// What several containers and iterators share.

// selfIter is tp_iter of every iterator.
func selfIter(o *Object) *Object { return NewRef(o) }

// okStatus is the int result of C for success or failure.
func okStatus(ok bool) int32 {
	if ok {
		return 0
	}
	return -1
}

// richResult is the answer of a three-way comparison of lengths or the like.
func richResult(order int, op int32) bool {
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

// notImplemented is what a binary slot returns for operands it does not know.
func notImplementedResult() *Object { return NewRef(NotImplemented) }
