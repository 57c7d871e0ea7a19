package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyCode_NewEmpty(filename, name *byte, line int32) *abi.Object {
	if !valid(name) {
		return nil
	}
	return object.NewCode(text(filename), text(name), int(line))
}

func PyCode_New(args, keywordOnly, locals, stack, flags int32, code, consts, names, varnames, freevars, cellvars, filename, name,
	qualname *abi.Object, line int32, linetable, exceptions *abi.Object) *abi.Object {
	return PyCode_NewWithPosOnlyArgs(args, 0, keywordOnly, locals, stack, flags, code, consts, names, varnames, freevars, cellvars,
		filename, name, qualname, line, linetable, exceptions)
}

func PyCode_NewWithPosOnlyArgs(args, positionalOnly, keywordOnly, locals, stack, flags int32, code, consts, names, varnames, freevars,
	cellvars, filename, name, qualname *abi.Object, line int32, linetable, exceptions *abi.Object) *abi.Object {
	return object.NewCodeOf(object.CodeParts{
		Args: int(args), PositionalOnly: int(positionalOnly), KeywordOnly: int(keywordOnly), Locals: int(locals), Stack: int(stack),
		Flags: int(flags), Line: int(line), Code: code, Consts: consts, Names: names, Varnames: varnames, Freevars: freevars,
		Cellvars: cellvars, Filename: filename, Name: name, Qualname: qualname, Linetable: linetable, Exceptions: exceptions,
	})
}

func PyCode_Addr2Line(code *abi.Object, offset int32) int32 {
	return int32(object.CodeLine(code, int(offset)))
}

// PyCode_Addr2Location stores where an instruction comes from; what is not known is -1.
func PyCode_Addr2Location(code *abi.Object, offset int32, line, column, endLine, endColumn *int32) int32 {
	a, b, c, d := object.CodeLocation(code, int(offset))
	*line, *column, *endLine, *endColumn = int32(a), int32(b), int32(c), int32(d)
	return 1
}

func PyCode_GetCode(code *abi.Object) *abi.Object {
	return object.NewRef(object.As[*abi.Code](code).CachedCode)
}
func PyCode_GetVarnames(code *abi.Object) *abi.Object { return object.CodeVarnames(code) }
func PyCode_GetCellvars(code *abi.Object) *abi.Object { return object.CodeCellvars(code) }
func PyCode_GetFreevars(code *abi.Object) *abi.Object { return object.CodeFreevars(code) }

func frame(o *abi.Object) *abi.Frame { return object.As[*abi.Frame](o) }

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

func PyFrame_GetLasti(o *abi.Object) int32 { return int32(object.FrameLasti(o)) }

// PyFrame_GetGenerator returns NULL, and no error, for a frame that is no generator's.
func PyFrame_GetGenerator(o *abi.Object) *abi.Object { return object.FrameGenerator(o) }

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
