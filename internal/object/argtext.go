package object

import (
	"bytes"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The units of argument formats that are about text and buffers.

// plainBytes is the memory of a bytes or a bytearray.
func plainBytes(o *Object) ([]byte, bool) {
	switch {
	case HasFlag(o.Type, abi.TPFlagsBytesSubclass):
		return BytesOf(o), true
	case Is(o, BytearrayType):
		b := As[*abi.Bytearray](o)
		return unsafe.Slice(b.Start, b.Size), true
	}
	return nil, false
}

// text is y, s and z: alone, with * (a Py_buffer) or with # (a pointer and a length).
func (p *argParser) text(unit byte, arg *Object) (string, bool) {
	if p.accept('*') {
		return p.view(unit, arg)
	}
	withSize := p.accept('#')
	to := (**byte)(p.next())
	var size *int
	if withSize {
		size = (*int)(p.next())
		if unit != 'y' && !p.needSize() {
			return set(false)
		}
	}
	if unit == 'z' && arg == None {
		abi.Store(to, nil)
		if size != nil {
			*size = 0
		}
		return set(true)
	}
	if unit != 'y' && IsStr(arg) {
		data, n, ok := UTF8(arg)
		if !ok {
			return wrong("(unicode conversion error)", arg)
		}
		if size == nil && bytes.IndexByte(unsafe.Slice(data, n), 0) >= 0 {
			Raise(ValueError, "embedded null character")
			return set(false)
		}
		abi.Store(to, data)
		if size != nil {
			*size = n
		}
		return set(true)
	}
	if unit != 'y' && size == nil {
		if unit == 'z' {
			return wrong("str or None", arg)
		}
		return wrong("str", arg)
	}
	data, n, expected := borrowBuffer(arg)
	if expected != "" {
		return wrong(expected, arg)
	}
	if withSize && unit == 'y' && !p.needSize() {
		return set(false)
	}
	if size == nil {
		if bytes.IndexByte(unsafe.Slice((*byte)(data), n), 0) >= 0 {
			Raise(ValueError, "embedded null byte")
			return set(false)
		}
	} else {
		*size = n
	}
	abi.Store(to, (*byte)(data))
	return set(true)
}

// borrowBuffer is the memory of an object whose buffer needs no release: it stays as long as the object does. expected is
// what the object should have been.
func borrowBuffer(o *Object) (data unsafe.Pointer, n int, expected string) {
	if procs := o.Type.AsBuffer; procs != nil && procs.Releasebuffer != nil {
		return nil, 0, "read-only bytes-like object"
	}
	view := OpenBuffer(o, BufferSimple)
	if view == nil {
		return nil, 0, "bytes-like object"
	}
	data, n = view.Buf, view.Len
	CloseBuffer(view)
	return data, n, ""
}

// view is y*, s* and z*: it fills a Py_buffer of the caller's.
func (p *argParser) view(unit byte, arg *Object) (string, bool) {
	view := (*abi.Buffer)(p.next())
	switch {
	case unit == 'z' && arg == None:
		fillView(view, nil, nil, 0)
	case unit != 'y' && IsStr(arg):
		data, n, ok := UTF8(arg)
		if !ok {
			return wrong("(unicode conversion error)", arg)
		}
		fillView(view, NewRef(arg), data, n)
	default:
		if !GetBuffer(arg, view, BufferSimple) {
			return wrong("bytes-like object", arg)
		}
		if !isContiguous(view) {
			ReleaseBuffer(view)
			return wrong("contiguous buffer", arg)
		}
	}
	p.cleanup = append(p.cleanup, func() { ReleaseBuffer(view) })
	return set(true)
}

// fillView makes a read-only view of n bytes; it takes over the reference to o.
func fillView(view *abi.Buffer, o *Object, data *byte, n int) {
	clear(unsafe.Slice((*byte)(unsafe.Pointer(view)), unsafe.Sizeof(*view))) // the caller's, which may be anything: see abi.Store
	*view = abi.Buffer{Buf: unsafe.Pointer(data), Obj: o, Len: n, Itemsize: 1, Readonly: 1, Ndim: 1}
}

// isContiguous tells whether a view's items lie behind each other in C's order.
func isContiguous(view *abi.Buffer) bool {
	if view.Suboffsets != nil {
		return false
	}
	if view.Len == 0 || view.Strides == nil {
		return true
	}
	want := view.Itemsize
	shape, strides := unsafe.Slice(view.Shape, view.Ndim), unsafe.Slice(view.Strides, view.Ndim)
	for i := len(shape) - 1; i >= 0; i-- {
		if shape[i] > 1 && strides[i] != want {
			return false
		}
		want *= shape[i]
	}
	return true
}

// writable is w*.
func (p *argParser) writable(arg *Object) (string, bool) {
	if !p.accept('*') {
		return wrong("(invalid use of 'w' format character)", arg)
	}
	view := (*abi.Buffer)(p.next())
	if !CheckBuffer(arg) || !GetBuffer(arg, view, BufferWritable) {
		ClearErr()
		return wrong("read-write bytes-like object", arg)
	}
	if !isContiguous(view) {
		ReleaseBuffer(view)
		return wrong("contiguous buffer", arg)
	}
	p.cleanup = append(p.cleanup, func() { ReleaseBuffer(view) })
	return set(true)
}

// wide is u and Z: wchar_t text, which the str keeps.
func (p *argParser) wide(unit byte, arg *Object) (string, bool) {
	withSize := p.accept('#')
	to := (**byte)(p.next())
	var size *int
	if withSize {
		size = (*int)(p.next())
		if !p.needSize() {
			return set(false)
		}
	}
	if !Warn(DeprecationWarning, "getargs: The '"+string(unit)+"' format is deprecated. Use 'U' instead.", 1) {
		return set(false)
	}
	if unit == 'Z' && arg == None {
		abi.Store(to, nil)
		if size != nil {
			*size = 0
		}
		return set(true)
	}
	if !IsStr(arg) {
		if unit == 'Z' {
			return wrong("str or None", arg)
		}
		return wrong("str", arg)
	}
	data, n := StrWide(arg)
	if data == nil {
		return set(false)
	}
	if size != nil {
		*size = n
	} else {
		for _, c := range unsafe.Slice((*int32)(data), n) {
			if c == 0 {
				Raise(ValueError, "embedded null character")
				return set(false)
			}
		}
	}
	abi.Store(to, (*byte)(data))
	return set(true)
}

// encoded is es, et, es# and et#: a copy of the text in an encoding, which the caller frees with PyMem_Free, or in a buffer
// of the caller's.
func (p *argParser) encoded(arg *Object) (string, bool) {
	encoding := cString((*byte)(p.next()))
	if encoding == "" {
		encoding = "utf-8"
	}
	var recode bool
	switch p.peek() {
	case 's':
		recode = true
	case 't':
	default:
		return wrong("(unknown parser marker combination)", arg)
	}
	p.at++
	buffer := (*unsafe.Pointer)(p.next())
	withSize := p.accept('#')
	var size *int
	if withSize {
		size = (*int)(p.next())
	}
	if buffer == nil {
		return wrong("(buffer is NULL)", arg)
	}
	data, isBytes := plainBytes(arg)
	switch {
	case !recode && isBytes:
	case IsStr(arg):
		made := StrEncode(arg, encoding, "strict")
		if made == nil {
			return wrong("(encoding failed)", arg)
		}
		defer Decref(made)
		data = BytesOf(made)
	case recode:
		return wrong("str", arg)
	default:
		return wrong("str, bytes or bytearray", arg)
	}
	if withSize {
		if !p.needSize() {
			return set(false)
		}
		if size == nil {
			return wrong("(buffer_len is NULL)", arg)
		}
		if *buffer != nil {
			if len(data)+1 > *size {
				Raise(ValueError, "encoded string too long (%d, maximum length %d)", len(data), *size-1)
				return set(false)
			}
			to := unsafe.Slice((*byte)(*buffer), len(data)+1)
			to[copy(to, data)] = 0
			*size = len(data)
			return set(true)
		}
	} else if bytes.IndexByte(data, 0) >= 0 {
		return wrong("encoded string without null bytes", arg)
	}
	block := RawAlloc(uintptr(len(data) + 1))
	if block == nil {
		NoMemory()
		return set(false)
	}
	to := unsafe.Slice((*byte)(block), len(data)+1)
	to[copy(to, data)] = 0
	abi.Store((**byte)(unsafe.Pointer(buffer)), (*byte)(block))
	if size != nil {
		*size = len(data)
	}
	p.cleanup = append(p.cleanup, func() {
		RawFree(*buffer)
		*buffer = nil
	})
	return set(true)
}

// StrWide is the wchar_t form of a str, which it keeps, with a zero behind it; nil, and MemoryError, if memory is out.
func StrWide(o *Object) (data unsafe.Pointer, n int) {
	h := readyHead(o)
	if h.Wstr == nil {
		runes := StrRunes(o)
		block := RawAlloc(uintptr(len(runes)+1) * 4)
		if block == nil {
			NoMemory()
			return nil, 0
		}
		wide := unsafe.Slice((*rune)(block), len(runes)+1)
		wide[copy(wide, runes)] = 0
		h.Wstr = block
		if !StrIsASCII(o) {
			As[*abi.Unicode](o).WstrLength = len(runes)
		}
	}
	if StrIsASCII(o) {
		return h.Wstr, h.Length
	}
	return h.Wstr, As[*abi.Unicode](o).WstrLength
}
