package object

import (
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
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

// openHook opens files that code is read from: the whole process has one.
var openHook struct {
	sync.Mutex
	hook abi.Func
	data unsafe.Pointer
}

// OpenHooked opens a file to read code from, as the hook does; hooked is false where there is none. It runs code.
func OpenHooked(path *Object) (file *Object, hooked bool) {
	openHook.Lock()
	hook, data := openHook.hook, openHook.data
	openHook.Unlock()
	if hook == nil {
		return nil, false
	}
	return ctier.CallGetter(hook, path, data), true
}

// SetOpenHook sets the hook of OpenHooked, which can be done once.
func SetOpenHook(hook abi.Func, data unsafe.Pointer) bool {
	if !audit("setopencodehook") {
		return false
	}
	openHook.Lock()
	defer openHook.Unlock()
	if openHook.hook != nil {
		Raise(SystemError, "failed to change existing open_code hook")
		return false
	}
	openHook.hook, openHook.data = hook, data
	return true
}
