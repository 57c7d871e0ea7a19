package ctier

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/tls"
)

// A vector of arguments is mostly on the stack of the goroutine that calls. C must not see it there: if C calls back, Go
// may move the stack, and C would read on where it was. So the vector is copied to memory of the thread state, a stack of
// its own.

// vectorStack is how many arguments all calls that are under way on a thread may have before the C library is asked.
const vectorStack = 4096

// Loan is what Borrow took.
type Loan struct {
	ts     *abi.ThreadState
	before unsafe.Pointer
	heap   unsafe.Pointer
}

// lend copies n arguments to C memory and leaves room for one in front, which the callee may use (see
// PY_VECTORCALL_ARGUMENTS_OFFSET).
func lend(args **abi.Object, n int) (unsafe.Pointer, Loan) {
	ts := (*abi.ThreadState)(tls.Get())
	if uintptr(unsafe.Pointer(args))-uintptr(ts.DatastackChunk) < vectorStack*unsafe.Sizeof(args) {
		return unsafe.Pointer(args), Loan{ts: ts, before: ts.DatastackTop} // a borrowed vector already
	}
	vector, l := borrow(ts, n)
	copy(unsafe.Slice((**abi.Object)(vector), n), unsafe.Slice(args, n))
	return vector, l
}

// Borrow returns an empty vector for n arguments in memory of the thread, which holds the GIL. It is End's to give back.
func Borrow(n int) ([]*abi.Object, Loan) {
	vector, l := borrow((*abi.ThreadState)(tls.Get()), n)
	return unsafe.Slice((**abi.Object)(vector), n), l
}

func borrow(ts *abi.ThreadState, n int) (unsafe.Pointer, Loan) {
	const word = unsafe.Sizeof(uintptr(0))
	size := uintptr(n+1) * word
	if ts.DatastackChunk == nil {
		ts.DatastackChunk = Static(vectorStack * word)
		ts.DatastackTop = ts.DatastackChunk
		ts.DatastackLim = unsafe.Add(ts.DatastackChunk, vectorStack*word)
	}
	l := Loan{ts: ts, before: ts.DatastackTop}
	at := l.before
	if uintptr(ts.DatastackLim)-uintptr(at) < size {
		l.heap = Static(size)
		at = l.heap
	} else {
		ts.DatastackTop = unsafe.Add(at, size)
	}
	return unsafe.Add(at, word), l
}

// End gives a vector back. Loans end in the opposite order of their beginnings.
func (l Loan) End() {
	l.ts.DatastackTop = l.before
	if l.heap != nil {
		FreeStatic(l.heap)
	}
}

// vectorLength is the length of a vectorcall's vector: its positional arguments and a value for each name.
func vectorLength(nargsf int, names *abi.Object) int {
	n := int(uint(nargsf) &^ abi.VectorcallArgumentsOffset)
	if names != nil {
		n += (*abi.VarObject)(unsafe.Pointer(names)).Size
	}
	return n
}

// SendResult is where am_send leaves its result. It must be C memory; NewSendResult makes one.
type SendResult struct{ Object *abi.Object }

// NewSendResult returns an empty result, to be freed with FreeStatic.
func NewSendResult() *SendResult { return (*SendResult)(Static(unsafe.Sizeof(SendResult{}))) }
