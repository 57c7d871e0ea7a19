package object

import (
	"github.com/d95905aa/gilded/internal/abi"
)

// File objects as the C API knows them: anything with a method write, or fileno.

// WriteFile calls file.write(text). It may run code.
func WriteFile(file *Object, text string) bool {
	s := NewStr(text)
	if s == nil {
		return false
	}
	defer Decref(s)
	return WriteFileObject(file, s)
}

// WriteFileObject calls file.write(s). It may run code.
func WriteFileObject(file, s *Object) bool {
	if file == nil {
		Raise(TypeError, "writeobject with NULL file")
		return false
	}
	r := CallMethod(file, "write", s)
	XDecref(r)
	return r != nil
}

// FileDescriptor is the descriptor that an int is or that fileno() answers; -1 on failure. It may run code.
func FileDescriptor(o *Object) int {
	var v *Object
	if HasFlag(o.Type, abi.TPFlagsLongSubclass) {
		v = NewRef(o)
	} else {
		method, ok := LookupAttr(o, Intern("fileno"))
		if !ok {
			return -1
		}
		if method == nil {
			Raise(TypeError, "argument must be an int, or have a fileno() method.")
			return -1
		}
		v = CallArgs(method)
		Decref(method)
		if v == nil {
			return -1
		}
		if !HasFlag(v.Type, abi.TPFlagsLongSubclass) {
			Decref(v)
			Raise(TypeError, "fileno() returned a non-integer")
			return -1
		}
	}
	n, ok := AsInt32(v)
	Decref(v)
	if !ok {
		return -1
	}
	if n < 0 {
		Raise(ValueError, "file descriptor cannot be a negative integer (%d)", n)
		return -1
	}
	return int(n)
}

// OpenStandard makes the stream that sys has for a descriptor, a new reference: None if the process has none. Package object knows
// no streams; the module io sets it.
var OpenStandard func(fd int, name string) *Object
