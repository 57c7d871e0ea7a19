package host

import (
	"runtime"
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// Lender is what [Lend] and [LendWritable] return: an argument that lends memory.
type Lender struct {
	data     []byte
	writable bool
}

// Lend passes a []byte without a copy: the object has the buffer protocol and reads Go's memory, which stays in place as long as
// the extension holds the object. The bytes must not change meanwhile.
func Lend(data []byte) Lender { return Lender{data: data} }

// LendWritable is Lend for an extension that writes to the memory.
func LendWritable(data []byte) Lender { return Lender{data, true} }

func (rt *Runtime) lend(l Lender) (*object.Object, error) {
	pin := new(runtime.Pinner)
	data := unsafe.SliceData(l.data)
	if data != nil {
		pin.Pin(data)
	}
	o := object.NewGoMemory(unsafe.Pointer(data), len(l.data), !l.writable, pin.Unpin)
	if o == nil {
		pin.Unpin()
	}
	return rt.made(o)
}
