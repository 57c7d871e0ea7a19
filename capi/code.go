package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyCode_NewEmpty(filename, name *byte, line int32) *abi.Object {
	return object.NewCode(text(filename), text(name), int(line))
}

// PyCode_Addr2Line: no code object here has instructions, so every address is on its first line.
func PyCode_Addr2Line(code *abi.Object, _ int32) int32 { return object.As[abi.Code](code).Firstlineno }

func PyCode_GetCode(code *abi.Object) *abi.Object {
	return object.NewRef(object.As[abi.Code](code).CachedCode)
}
func PyCode_GetVarnames(code *abi.Object) *abi.Object { return object.CodeVarnames(code) }
func PyCode_GetCellvars(code *abi.Object) *abi.Object { return object.CodeCellvars(code) }
func PyCode_GetFreevars(code *abi.Object) *abi.Object { return object.CodeFreevars(code) }

func frame(o *abi.Object) *abi.Frame { return object.As[abi.Frame](o) }

func PyFrame_New(_ *abi.ThreadState, code, globals, locals *abi.Object) *abi.Object {
	return object.NewFrame(code, globals, locals)
}

func PyFrame_GetBack(o *abi.Object) *abi.Object {
	return object.XNewRef((*abi.Object)(unsafe.Pointer(frame(o).Back)))
}
func PyFrame_GetCode(o *abi.Object) *abi.Object     { return object.FrameCode(o) }
func PyFrame_GetGlobals(o *abi.Object) *abi.Object  { return object.XNewRef(frame(o).Data.Globals) }
func PyFrame_GetBuiltins(o *abi.Object) *abi.Object { return object.XNewRef(frame(o).Data.Builtins) }
func PyFrame_GetLocals(o *abi.Object) *abi.Object   { return object.FrameLocals(o) }
func PyFrame_GetLineNumber(o *abi.Object) int32     { return int32(object.FrameLine(o)) }

// PyFrame_GetLasti: no frame here has begun to run.
func PyFrame_GetLasti(*abi.Object) int32 { return -1 }

// PyFrame_GetGenerator: a frame belongs to no generator here.
func PyFrame_GetGenerator(*abi.Object) *abi.Object { return nil }

// PyFrame_LocalsToFast: a frame keeps its variables in the dict only, so there is nothing to copy.
func PyFrame_LocalsToFast(*abi.Object, int32) {}

func PyTraceBack_Here(frame *abi.Object) int32 { return status(object.TraceBackHere(frame)) }

func _PyTraceback_Add(function, filename *byte, line int32) {
	object.TracebackAdd(text(function), text(filename), int(line))
}

// PyTraceBack_Print writes a traceback to a file object.
func PyTraceBack_Print(tb, file *abi.Object) int32 {
	if tb == nil {
		return 0
	}
	if tb.Type != object.TraceBackType {
		object.BadInternalCall()
		return -1
	}
	return status(object.WriteFile(file, "Traceback (most recent call last):\n"+object.FormatTraceback(tb)))
}
