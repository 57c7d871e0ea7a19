package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyObject_AsFileDescriptor(o *abi.Object) int32 { return int32(object.FileDescriptor(o)) }

// PyFile_WriteObject writes repr(o), or str(o) with Py_PRINT_RAW (1).
func PyFile_WriteObject(o, file *abi.Object, flags int32) int32 {
	text := object.Repr
	if flags&1 != 0 {
		text = object.Str
	}
	if file == nil {
		return status(object.WriteFileObject(nil, nil))
	}
	write := object.GetAttrString(file, "write")
	if write == nil {
		return -1
	}
	defer object.Decref(write)
	s := text(o)
	if s == nil {
		return -1
	}
	defer object.Decref(s)
	r := object.Vectorcall(write, []*abi.Object{s}, nil)
	object.XDecref(r)
	return status(r != nil)
}

// PyFile_WriteString does nothing if an exception is set: it is called from code that reports one.
func PyFile_WriteString(s *byte, file *abi.Object) int32 {
	if file == nil {
		if object.Occurred() == nil {
			object.Raise(object.SystemError, "null file for PyFile_WriteString")
		}
		return -1
	}
	if object.Occurred() != nil {
		return -1
	}
	return status(valid(s) && object.WriteFile(file, text(s)))
}

func _PyLong_FileDescriptor_Converter(o *abi.Object, to *int32) int32 {
	fd := object.FileDescriptor(o)
	if fd < 0 {
		return 0
	}
	*to = int32(fd)
	return 1
}

// PyFile_GetLine returns a line without its end for n below zero, EOFError if there is none; otherwise what readline returns.
func PyFile_GetLine(file *abi.Object, n int32) *abi.Object {
	if file == nil {
		return object.BadInternalCall()
	}
	return object.FileLine(file, int(n))
}

// PyFile_FromFd is io.open; the name has no meaning.
func PyFile_FromFd(fd int32, _, mode *byte, buffering int32, encoding, errors, newline *byte, closefd int32) *abi.Object {
	for _, s := range []*byte{mode, encoding, errors, newline} {
		if s != nil && !valid(s) {
			return nil
		}
	}
	return object.OpenFile([]any{
		int(fd), textOrNone(mode), int(buffering), textOrNone(encoding), textOrNone(errors), textOrNone(newline), closefd != 0,
	})
}

func textOrNone(s *byte) any {
	if s == nil {
		return nil
	}
	return text(s)
}

func PyFile_OpenCode(path *byte) *abi.Object {
	if !valid(path) {
		return nil
	}
	name := object.NewStr(text(path))
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	return PyFile_OpenCodeObject(name)
}

// PyFile_OpenCodeObject opens a file to read code from, as the hook does if there is one.
func PyFile_OpenCodeObject(path *abi.Object) *abi.Object {
	if !object.IsStr(path) {
		return object.Raise(object.TypeError, "'path' must be 'str', not '%.200s'", object.TypeName(path.Type))
	}
	if file, hooked := object.OpenHooked(path); hooked {
		return file
	}
	return object.OpenFile([]any{path, "rb"})
}

// PyFile_SetOpenCodeHook may be called once.
func PyFile_SetOpenCodeHook(hook abi.Func, data unsafe.Pointer) int32 {
	return status(object.SetOpenHook(hook, data))
}
