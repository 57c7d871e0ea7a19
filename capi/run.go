package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyErr_Print() { PyErr_PrintEx(1) }

func PyErr_PrintEx(setSysLast int32) { object.Print(setSysLast != 0) }

// PyErr_Display shows an exception; a value that is none is shown as CPython does it, with a complaint.
func PyErr_Display(_, value, tb *abi.Object) {
	if value == nil {
		return
	}
	if object.IsException(value) && tb != nil && tb.Type == object.TraceBackType && exception(value).Traceback == nil {
		object.SetTraceback(value, tb)
	}
	object.PrintException(value)
}
