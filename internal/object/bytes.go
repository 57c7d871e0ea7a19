package object

import (
	"bytes"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/mem"
)

// A bytes object holds its data behind the head, followed by a zero byte that its size doesn't count. It doesn't change once
// somebody else can see it; who has the only reference may (_PyBytes_Resize).

// BytesType is bytes.
var BytesType = ctier.Type("PyBytes_Type")

const bytesHead = unsafe.Offsetof(abi.Bytes{}.Data)

// IsBytes tells whether o is bytes or of a subtype.
func IsBytes(o *Object) bool { return HasFlag(o.Type, abi.TPFlagsBytesSubclass) }

// NewBytesSpace makes a bytes object of n bytes, all zero, for the caller to fill in. The empty one is shared.
func NewBytesSpace(n int) *Object {
	if n == 0 {
		if o := emptyBytes(); o != nil {
			return NewRef(o)
		}
		return nil
	}
	return newBytesSpace(n)
}

func newBytesSpace(n int) *Object {
	if n > 1<<62 {
		return NoMemory()
	}
	o := NewSized(BytesType, bytesHead+uintptr(n)+1, n)
	if o != nil {
		As[*abi.VarObject](o).Size = n
		As[*abi.Bytes](o).Hash = -1
	}
	return o
}

// emptyBytes returns the shared empty bytes object, borrowed.
func emptyBytes() *Object {
	if bootState.text.emptyBytes != nil {
		return bootState.text.emptyBytes
	}
	t := &State().text
	if t.emptyBytes == nil {
		t.emptyBytes = newBytesSpace(0)
	}
	return t.emptyBytes
}

// NewBytes makes a bytes object with a copy of the data.
func NewBytes(data []byte) *Object {
	if len(data) == 1 {
		return newByte(data[0])
	}
	o := NewBytesSpace(len(data))
	if o != nil {
		copy(BytesOf(o), data)
	}
	return o
}

// newByte makes a bytes object of one byte, which is shared.
func newByte(c byte) *Object {
	if o := bootState.text.bytes[c]; o != nil {
		return NewRef(o)
	}
	t := &State().text
	if t.bytes[c] == nil {
		o := newBytesSpace(1)
		if o == nil {
			return nil
		}
		BytesOf(o)[0] = c
		t.bytes[c] = o
	}
	return NewRef(t.bytes[c])
}

// BytesOf views the data of a bytes object.
func BytesOf(o *Object) []byte {
	b := As[*abi.Bytes](o)
	return unsafe.Slice(&b.Data[0], b.Size)
}

// BytesResize changes the size of *p, whose only reference the caller holds. On failure *p is released and set to nil.
func BytesResize(p **Object, n int) bool {
	o := *p
	if o == nil || !IsBytes(o) || n < 0 {
		*p = nil
		XDecref(o)
		BadInternalCall()
		return false
	}
	old := BytesOf(o)
	if len(old) == n {
		return true
	}
	if n == 0 || o.Refcnt != 1 || len(old) == 0 {
		*p = nil
		if n != 0 && len(old) != 0 {
			Decref(o)
			BadInternalCall()
			return false
		}
		*p = NewBytesSpace(n)
		Decref(o)
		return *p != nil
	}
	block := resizeObject(o, bytesHead+uintptr(n)+1)
	if block == nil {
		*p = nil
		Decref(o)
		NoMemory()
		return false
	}
	o = block
	*p = o
	b := As[*abi.Bytes](o)
	b.Size, b.Hash = n, -1
	*(*byte)(unsafe.Add(unsafe.Pointer(&b.Data[0]), n)) = 0
	return true
}

// resizeObject moves an object without a GC header into a block of another size; nil, and the object as it was, if memory is out.
func resizeObject(o *Object, size uintptr) *Object {
	return (*Object)(mem.Resize(Thread().Interp, abi.KindObject, unsafe.Pointer(o), size))
}

func bytesHash(o *Object) int {
	b := As[*abi.Bytes](o)
	if b.Hash == -1 {
		b.Hash = ctier.HashKey.Bytes(unsafe.Pointer(&b.Data[0]), b.Size)
	}
	return b.Hash
}

func bytesDealloc(o *Object) { Release(o) }

// bytesRepr writes data between quotes as repr does.
func bytesRepr(data []byte) []byte {
	quote := byte('\'')
	if bytes.IndexByte(data, '\'') >= 0 && bytes.IndexByte(data, '"') < 0 {
		quote = '"'
	}
	return bytesReprQuoted(data, quote, quote)
}

// bytesReprQuoted is the repr between quotes of one kind, with quotes of a kind escaped.
func bytesReprQuoted(data []byte, quote, escape byte) []byte {
	const hex = "0123456789abcdef"
	out := make([]byte, 0, len(data)+3)
	out = append(out, 'b', quote)
	for _, c := range data {
		switch {
		case c == escape || c == '\\':
			out = append(out, '\\', c)
		case c == '\t':
			out = append(out, '\\', 't')
		case c == '\n':
			out = append(out, '\\', 'n')
		case c == '\r':
			out = append(out, '\\', 'r')
		case c < ' ' || c >= 0x7f:
			out = append(out, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			out = append(out, c)
		}
	}
	return append(out, quote)
}

// BytesRepr is repr(o); unless smart, quotes are single always.
func BytesRepr(o *Object, smart bool) *Object {
	if smart {
		return newStrASCII(bytesRepr(BytesOf(o)))
	}
	return newStrASCII(bytesReprQuoted(BytesOf(o), '\'', '\''))
}
