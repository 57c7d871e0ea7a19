package object

import (
	"slices"

	"github.com/d95905aa/gilded/internal/abi"
)

// The methods of bytearray that change it.

func bytearrayMethods() []Method {
	return []Method{
		{Name: "append", Doc: "append($self, item, /)\n--\n\nPut a byte at the end.", O: func(o, item *Object) *Object {
			c, ok := byteValue(item, byteRange)
			n := bytesLen(o)
			if !ok || !bytearraySplice(o, n, n, []byte{c}) {
				return nil
			}
			return NewRef(None)
		}},
		{Name: "extend", Doc: "extend($self, iterable_of_ints, /)\n--\n\nPut bytes of a buffer or an iterable of numbers at the end.", O: bytearrayExtend},
		{Name: "insert", Doc: "insert($self, index, item, /)\n--\n\nPut a byte before the index.", Fast: func(o *Object, args **Object, n int) *Object {
			if !CheckPositional("insert", n, 2, 2) {
				return nil
			}
			a := Args(args, n)
			at, ok := AsIndex(a[0], OverflowError)
			if !ok {
				return nil
			}
			c, ok := byteValue(a[1], byteRange)
			if !ok {
				return nil
			}
			size := bytesLen(o)
			if at < 0 {
				at = max(at+size, 0)
			}
			at = min(at, size)
			if !bytearraySplice(o, at, at, []byte{c}) {
				return nil
			}
			return NewRef(None)
		}},
		{Name: "pop", Doc: "pop($self, index=-1, /)\n--\n\nTake a byte out and return it.", Fast: bytearrayPop},
		{Name: "remove", Doc: "remove($self, value, /)\n--\n\nTake the first byte of a value out.", O: func(o, item *Object) *Object {
			c, ok := byteValue(item, byteRange)
			if !ok {
				return nil
			}
			at := slices.Index(BytearrayOf(o), c)
			if at < 0 {
				return Raise(ValueError, "value not found in bytearray")
			}
			if !bytearraySplice(o, at, at+1, nil) {
				return nil
			}
			return NewRef(None)
		}},
		{Name: "reverse", Doc: "reverse($self, /)\n--\n\nReverse the order of the bytes.", NoArgs: func(o *Object) *Object {
			slices.Reverse(BytearrayOf(o))
			return NewRef(None)
		}},
		{Name: "clear", Doc: "clear($self, /)\n--\n\nTake all bytes out.", NoArgs: func(o *Object) *Object {
			if !BytearrayResize(o, 0) {
				return nil
			}
			return NewRef(None)
		}},
		{Name: "copy", Doc: "copy($self, /)\n--\n\nA copy.", NoArgs: func(o *Object) *Object { return NewBytearray(BytearrayOf(o)) }},
		{Name: "__alloc__", Doc: "B.__alloc__() -> int\n\nHow many bytes are allocated.", NoArgs: func(o *Object) *Object {
			return NewInt(int64(As[*abi.Bytearray](o).Alloc))
		}},
	}
}

func bytearrayExtend(o, source *Object) *Object {
	var data []byte
	if CheckBuffer(source) {
		var ok bool
		if data, ok = assignable(source); !ok {
			return nil
		}
	} else {
		it := Iter(source)
		if it == nil {
			if Matches(TypeError) {
				ClearErr()
				return Raise(TypeError, "can't extend bytearray with %.100s", TypeName(source.Type))
			}
			return nil
		}
		defer Decref(it)
		var ok bool
		if data, ok = collectBytes(it, byteRange); !ok {
			return nil
		}
	}
	n := bytesLen(o)
	if !bytearraySplice(o, n, n, data) {
		return nil
	}
	return NewRef(None)
}

func bytearrayPop(o *Object, args **Object, n int) *Object {
	if !CheckPositional("pop", n, 0, 1) {
		return nil
	}
	at := -1
	if n == 1 {
		var ok bool
		if at, ok = AsIndex(*args, IndexError); !ok {
			return nil
		}
	}
	size := bytesLen(o)
	if size == 0 {
		return Raise(IndexError, "pop from empty bytearray")
	}
	if at < 0 {
		at += size
	}
	if at < 0 || at >= size {
		return Raise(IndexError, "pop index out of range")
	}
	c := BytearrayOf(o)[at]
	if !bytearraySplice(o, at, at+1, nil) {
		return nil
	}
	return NewInt(int64(c))
}
