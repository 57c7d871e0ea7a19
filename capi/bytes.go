package capi

import (
	"bytes"
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func isBytes(o *abi.Object) bool {
	if !object.IsBytes(o) {
		object.Raise(object.TypeError, "expected bytes, %.200s found", object.TypeName(o.Type))
		return false
	}
	return true
}

// PyBytes_FromStringAndSize: without a source the bytes are the caller's to write.
func PyBytes_FromStringAndSize(s *byte, n int) *abi.Object {
	if n < 0 {
		return object.Raise(object.SystemError, "Negative size passed to PyBytes_FromStringAndSize")
	}
	if n > math.MaxInt-int(unsafe.Offsetof(abi.Bytes{}.Data))-1 {
		return object.Raise(object.OverflowError, "byte string is too large")
	}
	if s == nil {
		return object.NewBytesSpace(n)
	}
	return object.NewBytes(bytesAt(s, n))
}

func PyBytes_FromObject(o *abi.Object) *abi.Object { return object.BytesFromObject(o) }

func PyBytes_Size(o *abi.Object) int {
	if !isBytes(o) {
		return -1
	}
	return len(object.BytesOf(o))
}

func PyBytes_AsString(o *abi.Object) *byte {
	if !isBytes(o) {
		return nil
	}
	return unsafe.SliceData(object.BytesOf(o))
}

// PyBytes_AsStringAndSize: without a place for the size, the data may hold no zero byte.
func PyBytes_AsStringAndSize(o *abi.Object, s **byte, n *int) int32 {
	if s == nil {
		object.BadInternalCall()
		return -1
	}
	if !isBytes(o) {
		return -1
	}
	data := object.BytesOf(o)
	abi.Store(s, unsafe.SliceData(data))
	if n != nil {
		*n = len(data)
		return 0
	}
	if bytes.IndexByte(data, 0) >= 0 {
		object.Raise(object.ValueError, "embedded null byte")
		return -1
	}
	return 0
}

// PyBytes_Concat replaces *p by its concatenation with other; on failure *p becomes NULL.
func PyBytes_Concat(p **abi.Object, other *abi.Object) {
	left := *p
	if left == nil {
		return
	}
	*p = nil
	if other != nil {
		*p = object.BytesConcat(left, other)
	}
	object.Decref(left)
}

func PyBytes_ConcatAndDel(p **abi.Object, other *abi.Object) {
	PyBytes_Concat(p, other)
	object.XDecref(other)
}

func PyBytes_Repr(o *abi.Object, smart int32) *abi.Object { return object.BytesRepr(o, smart != 0) }

func _PyBytes_Resize(p **abi.Object, n int) int32 { return status(object.BytesResize(p, n)) }

func _PyBytes_Join(sep, items *abi.Object) *abi.Object {
	if sep == nil || !object.IsBytes(sep) {
		return object.BadInternalCall()
	}
	return object.RawJoin(sep, items)
}

func _PyBytes_Find(s *byte, n int, sub *byte, m, offset int) int {
	at := bytes.Index(bytesAt(s, n), bytesAt(sub, m))
	if at >= 0 {
		at += offset
	}
	return at
}

func _PyBytes_ReverseFind(s *byte, n int, sub *byte, m, offset int) int {
	at := bytes.LastIndex(bytesAt(s, n), bytesAt(sub, m))
	if at >= 0 {
		at += offset
	}
	return at
}

// _PyBytes_Repeat fills n bytes with copies of m bytes.
func _PyBytes_Repeat(to *byte, n int, from *byte, m int) {
	if n > 0 && m > 0 {
		object.RepeatBytes(bytesAt(to, n), bytesAt(from, m))
	}
}

// PyBytes_DecodeEscape: the last two arguments have had no meaning for long.
func PyBytes_DecodeEscape(s *byte, n int, errors *byte, _ int, _ *byte) *abi.Object {
	return object.BytesUnescape(bytesAt(s, n), text(errors))
}

// _PyBytes_DecodeEscape reports a backslash that has no meaning instead of warning of it: *bad points behind it.
func _PyBytes_DecodeEscape(s *byte, n int, errors *byte, bad **byte) *abi.Object {
	o, at := object.BytesDecodeEscape(bytesAt(s, n), text(errors))
	abi.Store(bad, nil)
	if at >= 0 {
		abi.Store(bad, (*byte)(unsafe.Add(unsafe.Pointer(s), at+1)))
	}
	return o
}
