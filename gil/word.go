package gil

// Word is the part of the lock that C sees too; it lies inside the interpreter state, in memory that the Go garbage
// collector does not know. Its C twin is
//
//	struct gilded_gil { _Atomic uint32_t locked, waiters, drop_request, pad; };
//
// The zero value is a free lock. All fields are read and written with sequentially consistent atomics, on both sides.
type Word struct {
	// Locked is 0 when the lock is free, and otherwise the holder's id (1 for a holder that gave none). Whoever turns 0
	// into something else by compare-and-swap holds the lock.
	Locked uint32
	// Waiters is not 0 when a release has to be followed by a call of [Lock.Wake]. Only the Go side writes it.
	Waiters uint32
	// DropRequest is 1 when the first waiter has waited for a whole switch interval: the holder should call [Lock.Yield]
	// at its next safe point, and newcomers should queue instead of trying the fast path. Only the Go side writes it.
	DropRequest uint32
	_           uint32
}

// anonymous is the id of a holder that did not say who it is; the C fast path may use it as well.
const anonymous = 1
