package object

// What several containers and iterators share.

// SelfIter is tp_iter of every iterator.
func SelfIter(o *Object) *Object { return NewRef(o) }

// Status is the int result of C for success or failure.
func Status(ok bool) int32 {
	if ok {
		return 0
	}
	return -1
}

// notImplemented is what a binary slot returns for operands it does not know.
func notImplementedResult() *Object { return NewRef(NotImplemented) }
