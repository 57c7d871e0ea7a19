package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// gl_attribute_error completes an AttributeError that a tp_getattro raised.
func gl_attribute_error(o, name *abi.Object) { object.SetAttributeErrorContext(o, name) }

// gl_check_result is where a C function broke its contract: it takes over the result.
func gl_check_result(callable, result *abi.Object) *abi.Object {
	return object.CheckResult(callable, result, "")
}

// gl_null_error is where NULL came in place of an object.
func gl_null_error() *abi.Object {
	if object.Occurred() != nil {
		return nil
	}
	return object.Raise(object.SystemError, "null argument to internal routine")
}
