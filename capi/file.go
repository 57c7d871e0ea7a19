package capi

import (
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
