package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// A bytearray's data lie in a block of its own, Bytes to Bytes+Alloc, and begin at Start: what is deleted at the front is only
// skipped. A zero byte follows the data. While a buffer of it is lent out (Exports), its size must not change. An empty one
// may have no block; then C reads _PyByteArray_empty_string.

// BytearrayType is bytearray.
var BytearrayType = ctier.Type("PyByteArray_Type")

// IsBytearray tells whether o is a bytearray or of a subtype.
func IsBytearray(o *Object) bool { return Is(o, BytearrayType) }

func isBytearray(o *Object) bool { return IsBytearray(o) }

// NewBytearray makes a bytearray with a copy of the data.
func NewBytearray(data []byte) *Object {
	o := New(BytearrayType)
	if o == nil {
		return nil
	}
	if !BytearrayResize(o, len(data)) {
		Decref(o)
		return nil
	}
	copy(BytearrayOf(o), data)
	return o
}

// BytearrayOf views the data. The view is good until the size changes.
func BytearrayOf(o *Object) []byte {
	b := As[*abi.Bytearray](o)
	if b.Size == 0 {
		return nil
	}
	return unsafe.Slice(b.Start, b.Size)
}

func bytearrayFixed(o *Object) bool {
	if As[*abi.Bytearray](o).Exports > 0 {
		Raise(BufferError, "Existing exports of data: object cannot be re-sized")
		return true
	}
	return false
}

// BytearrayResize changes the size; new bytes at the end hold anything.
func BytearrayResize(o *Object, n int) bool {
	b := As[*abi.Bytearray](o)
	if n == b.Size {
		return true
	}
	if bytearrayFixed(o) {
		return false
	}
	if n > math.MaxInt/2 {
		NoMemory()
		return false
	}
	skipped := 0
	if b.Start != nil {
		skipped = int(uintptr(unsafe.Pointer(b.Start)) - uintptr(unsafe.Pointer(b.Bytes)))
	}
	room := n + skipped + 1
	if room <= b.Alloc && n >= b.Alloc/2 {
		b.Size = n
		*(*byte)(unsafe.Add(unsafe.Pointer(b.Start), n)) = 0
		return true
	}
	size := n + 1
	if n > b.Size && b.Size > 0 { // it grows, so it may grow on
		size = n + n>>3 + 9
	}
	block := (*byte)(RawAlloc(uintptr(size)))
	if block == nil {
		NoMemory()
		return false
	}
	copy(unsafe.Slice(block, size), BytearrayOf(o)[:min(b.Size, n)])
	*(*byte)(unsafe.Add(unsafe.Pointer(block), n)) = 0
	RawFree(unsafe.Pointer(b.Bytes))
	b.Bytes, b.Start, b.Alloc, b.Size = block, block, size, n
	return true
}

// bytearraySplice replaces the data from i to j by other data, which must not be a view of o itself.
func bytearraySplice(o *Object, i, j int, data []byte) bool {
	b := As[*abi.Bytearray](o)
	old := b.Size
	grow := len(data) - (j - i)
	switch {
	case grow == 0:
	case grow < 0 && i == 0:
		if bytearrayFixed(o) {
			return false
		}
		b.Start = (*byte)(unsafe.Add(unsafe.Pointer(b.Start), -grow)) // only skip what goes
		b.Size = old + grow
		if b.Size < b.Alloc/2 && !bytearrayCompact(o) {
			return false
		}
	case grow < 0:
		if bytearrayFixed(o) {
			return false
		}
		s := BytearrayOf(o)
		copy(s[j+grow:], s[j:])
		if !BytearrayResize(o, old+grow) {
			return false
		}
	default:
		if !BytearrayResize(o, old+grow) {
			return false
		}
		s := BytearrayOf(o)
		copy(s[j+grow:], s[j:old])
	}
	copy(BytearrayOf(o)[i:], data)
	return true
}

// bytearrayCompact moves the data into a block of its size.
func bytearrayCompact(o *Object) bool {
	b := As[*abi.Bytearray](o)
	block := (*byte)(RawAlloc(uintptr(b.Size + 1)))
	if block == nil {
		NoMemory()
		return false
	}
	to := unsafe.Slice(block, b.Size+1)
	copy(to, BytearrayOf(o))
	to[b.Size] = 0
	RawFree(unsafe.Pointer(b.Bytes))
	b.Bytes, b.Start, b.Alloc = block, block, b.Size+1
	return true
}

func bytearrayDealloc(o *Object) {
	if b := As[*abi.Bytearray](o); b.Bytes != nil {
		RawFree(unsafe.Pointer(b.Bytes))
	}
	Release(o)
}

func bytearrayGetBuffer(o *Object, view *abi.Buffer, flags int32) int32 {
	b := As[*abi.Bytearray](o)
	data := unsafe.Pointer(b.Start)
	if b.Size == 0 {
		data = ctier.Data("_PyByteArray_empty_string")
	}
	if !FillBuffer(view, o, data, b.Size, false, flags) {
		return -1
	}
	b.Exports++
	return 0
}

func bytearrayReleaseBuffer(o *Object, _ *abi.Buffer) { As[*abi.Bytearray](o).Exports-- }
