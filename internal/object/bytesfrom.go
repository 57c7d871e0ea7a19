package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// What bytes() makes of an object: all of it may run code.

// ToBytes is PyObject_Bytes: bytes(o), but that an integer is no size.
func ToBytes(o *Object) *Object {
	if o == nil {
		return NewBytes([]byte("<NULL>"))
	}
	if o.Type == BytesType {
		return NewRef(o)
	}
	result, found := special(o, "__bytes__")
	if !found {
		return BytesFromObject(o)
	}
	if result != nil && !HasFlag(result.Type, abi.TPFlagsBytesSubclass) {
		Raise(TypeError, "__bytes__ returned non-bytes (type %.200s)", TypeName(result.Type))
		Decref(result)
		return nil
	}
	return result
}

// BytesFromObject is PyBytes_FromObject: bytes from a buffer, or from an iterable of integers.
func BytesFromObject(o *Object) *Object {
	if o == nil {
		return BadInternalCall()
	}
	if o.Type == BytesType {
		return NewRef(o)
	}
	if CheckBuffer(o) {
		return bytesFromBuffer(o)
	}
	if !HasFlag(o.Type, abi.TPFlagsUnicodeSubclass) {
		it := Iter(o)
		if it != nil {
			return bytesFromIterator(it, o)
		}
		if !Matches(TypeError) {
			return nil
		}
	}
	return Raise(TypeError, "cannot convert '%.200s' object to bytes", TypeName(o.Type))
}

func bytesFromBuffer(o *Object) *Object {
	view := OpenBuffer(o, BufferFullRO)
	if view == nil {
		return nil
	}
	defer CloseBuffer(view)
	return NewBytes(appendView(make([]byte, 0, view.Len), view, view.Buf, 0))
}

// appendView copies a view's items in C order, from dimension dim on.
func appendView(out []byte, view *abi.Buffer, at unsafe.Pointer, dim int) []byte {
	if view.Strides == nil {
		return append(out, ViewBytes(view)...)
	}
	if dim == int(view.Ndim) {
		return append(out, unsafe.Slice((*byte)(at), view.Itemsize)...)
	}
	for i := range unsafe.Slice(view.Shape, view.Ndim)[dim] {
		item := unsafe.Add(at, i*unsafe.Slice(view.Strides, view.Ndim)[dim])
		if view.Suboffsets != nil {
			if skip := unsafe.Slice(view.Suboffsets, view.Ndim)[dim]; skip >= 0 {
				item = unsafe.Add(*(*unsafe.Pointer)(item), skip)
			}
		}
		out = appendView(out, view, item, dim+1)
	}
	return out
}

// bytesFromIterator takes the iterator of an object over.
func bytesFromIterator(it, o *Object) *Object {
	defer Decref(it)
	if LengthHint(o, 64) == -1 && Occurred() != nil {
		return nil
	}
	var out []byte
	for {
		item := IterNext(it)
		if item == nil {
			break
		}
		v, ok := AsIndex(item, nil)
		Decref(item)
		if !ok {
			return nil
		}
		if v < 0 || v > 255 {
			return Raise(ValueError, "bytes must be in range(0, 256)")
		}
		out = append(out, byte(v))
	}
	if Occurred() != nil {
		return nil
	}
	return NewBytes(out)
}
