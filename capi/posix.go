package capi

import (
	"bytes"
	"crypto/rand"
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// What os, subprocess and their like ask of the runtime.

// userID reads an int that is an ID of a user or of a group. -1, all bits, is one too: it stands for none.
func userID(o *abi.Object, to *uint32, kind string) int32 {
	index := object.IndexRaw(o)
	if index == nil {
		object.Raise(object.TypeError, "%s should be integer, not %.200s", kind, object.TypeName(o.Type))
		return 0
	}
	defer object.Decref(index)
	v, overflow, ok := object.AsInt64Overflow(index)
	switch {
	case overflow > 0:
		object.Raise(object.OverflowError, "%s is greater than maximum", kind)
		return 0
	case overflow < 0 || ok && (v < -1 || v > math.MaxUint32): // the text is CPython's for either
		object.Raise(object.OverflowError, "%s is less than minimum", kind)
		return 0
	case !ok:
		return 0
	}
	*to = uint32(v)
	return 1
}

func _Py_Uid_Converter(o *abi.Object, to *uint32) int32 { return userID(o, to, "uid") }
func _Py_Gid_Converter(o *abi.Object, to *uint32) int32 { return userID(o, to, "gid") }

// _PySequence_BytesToCharpArray makes an array of C strings, with NULL behind them: _Py_FreeCharPArray frees it.
func _PySequence_BytesToCharpArray(o *abi.Object) **byte {
	n := object.SequenceLength(o)
	if n < 0 {
		return nil
	}
	all := (**byte)(object.RawAlloc(uintptr(n+1) * unsafe.Sizeof((*byte)(nil))))
	if all == nil {
		object.NoMemory()
		return nil
	}
	strings := unsafe.Slice(all, n+1)
	clear(strings)
	for i := range n {
		if strings[i] = cStringOfItem(o, i); strings[i] == nil {
			_Py_FreeCharPArray(all)
			return nil
		}
	}
	return all
}

func cStringOfItem(o *abi.Object, i int) *byte {
	item := object.SequenceGetItem(o, i)
	if item == nil {
		return nil
	}
	defer object.Decref(item)
	if !object.IsBytes(item) {
		object.Raise(object.TypeError, "expected bytes, %.200s found", object.TypeName(item.Type))
		return nil
	}
	data := object.BytesOf(item)
	if bytes.IndexByte(data, 0) >= 0 {
		object.Raise(object.ValueError, "embedded null byte")
		return nil
	}
	p := object.RawAlloc(uintptr(len(data) + 1))
	if p == nil {
		object.NoMemory()
		return nil
	}
	to := unsafe.Slice((*byte)(p), len(data)+1)
	to[copy(to, data)] = 0
	return (*byte)(p)
}

func _Py_FreeCharPArray(all **byte) {
	for p := all; *p != nil; p = (**byte)(unsafe.Add(unsafe.Pointer(p), unsafe.Sizeof(*p))) {
		object.RawFree(unsafe.Pointer(*p))
	}
	object.RawFree(unsafe.Pointer(all))
}

// _PyOS_URandomNonblock never blocks: what Go reads from is ready from the start of the process.
func _PyOS_URandomNonblock(to unsafe.Pointer, n int) int32 {
	if n < 0 {
		object.Raise(object.ValueError, "negative argument not allowed")
		return -1
	}
	rand.Read(unsafe.Slice((*byte)(to), n)) // it fails by ending the process
	return 0
}

// _Py_UTF8_Edit_Cost is the cost to make one str of the other, or limit+1 if that is more; -1 with an exception.
func _Py_UTF8_Edit_Cost(a, b *abi.Object, limit int) int {
	texts := [2]string{}
	for i, o := range []*abi.Object{a, b} {
		if !object.IsStr(o) {
			object.BadArgument()
			return -1
		}
		data := object.EncodeUTF8(o, "strict")
		if data == nil {
			return -1
		}
		texts[i] = string(object.BytesOf(data))
		object.Decref(data)
	}
	return object.EditCost(texts[0], texts[1], limit)
}

// _Py_normpath changes a path in place. A size that is not negative ends it before its zero does.
func _Py_normpath(path *int32, n int) *int32 {
	if n < 0 {
		for n = 0; *(*int32)(unsafe.Add(unsafe.Pointer(path), 4*n)) != 0; n++ {
		}
	}
	text := unsafe.Slice(path, n)
	if n == 0 {
		return path
	}
	i := copy(text, object.NormPath(text))
	if i < n {
		text[i] = 0
	}
	return path
}
