package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func warn(class *abi.Object, message *abi.Object) int32 {
	if message == nil {
		return -1
	}
	defer object.Decref(message)
	return status(object.WarnObject(class, message))
}

// PyErr_WarnEx: no Python code is running that a stack level could mean.
func PyErr_WarnEx(class *abi.Object, s *byte, _ int) int32 {
	return warn(class, object.NewStr(text(s)))
}

func gl_format_warning(class, _ *abi.Object, _ int, format *byte, words unsafe.Pointer) int32 {
	return warn(class, object.CFormat(format, words))
}

func PyErr_WarnExplicit(class *abi.Object, s, filename *byte, line int32, module *byte, registry *abi.Object) int32 {
	message := object.NewStr(text(s))
	if message == nil {
		return -1
	}
	defer object.Decref(message)
	return status(object.WarnExplicit(class, message, text(filename), int(line), text(module), registry))
}

func PyErr_WarnExplicitObject(class, message, filename *abi.Object, line int32, module, registry *abi.Object) int32 {
	name := ""
	if module != nil && object.IsStr(module) {
		name = object.StrOf(module)
	}
	return status(object.WarnExplicit(class, message, object.TextOf(filename), int(line), name, registry))
}
