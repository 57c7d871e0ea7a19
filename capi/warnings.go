package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func warn(class, message *abi.Object, level int, source *abi.Object) int32 {
	if message == nil {
		return -1
	}
	defer object.Decref(message)
	return status(object.WarnSource(class, message, level, source))
}

func PyErr_WarnEx(class *abi.Object, s *byte, level int) int32 {
	return warn(class, decoded(s), level, nil)
}

func gl_format_warning(class, source *abi.Object, level int, format *byte, words unsafe.Pointer) int32 {
	return warn(class, object.CFormat(format, words), level, source)
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
