package capi

import (
	"syscall"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyErr_Occurred() *abi.Object { return object.Occurred() }
func PyErr_Clear()                { object.ClearErr() }

func PyErr_BadArgument() int32 {
	object.BadArgument()
	return 0
}

func PyErr_BadInternalCall() { object.BadInternalCall() }

func _PyErr_BadInternalCall(file *byte, line int32) {
	object.Raise(object.SystemError, "%s:%d: bad argument to internal function", text(file), line)
}

func PyErr_NoMemory() *abi.Object              { return object.NoMemory() }
func PyErr_SetNone(class *abi.Object)          { object.SetObject(class, nil) }
func PyErr_SetObject(class, value *abi.Object) { object.SetObject(class, value) }

// PyErr_SetString makes an exception without arguments of a text that is no UTF-8.
func PyErr_SetString(class *abi.Object, s *byte) {
	object.ClearErr()
	message := decoded(s)
	object.SetObject(class, message)
	object.XDecref(message)
}
func _PyErr_SetKeyError(key *abi.Object) { object.SetKeyError(key) }

func PyErr_ExceptionMatches(class *abi.Object) int32 {
	return truth(object.GivenMatches(object.Occurred(), class))
}

func PyErr_GivenExceptionMatches(err, class *abi.Object) int32 {
	return truth(object.GivenMatches(err, class))
}

func PyErr_Fetch(t, v, tb **abi.Object) {
	et, ev, etb := object.FetchErr()
	*t = et
	*v = ev
	*tb = etb
}

func PyErr_Restore(t, v, tb *abi.Object)    { object.RestoreErr(t, v, tb) }
func PyErr_GetRaisedException() *abi.Object { return object.TakeException() }

func PyErr_SetRaisedException(exc *abi.Object) {
	if exc == nil {
		object.ClearErr()
		return
	}
	object.GiveException(exc)
}

func PyErr_NormalizeException(t, v, tb **abi.Object) { *t, *v, *tb = object.Normalize(*t, *v, *tb) }

func _PyErr_ChainExceptions(t, v, tb *abi.Object) { object.ChainExceptions(t, v, tb) }

// PyErr_GetExcInfo gives new references to the exception that is being handled, its class and its traceback.
func PyErr_GetExcInfo(t, v, tb **abi.Object) {
	exc := object.HandledException()
	if exc == nil {
		for _, to := range [...]**abi.Object{t, v, tb} {
			*to = object.NewRef(object.None)
		}
		return
	}
	*t = object.NewRef(object.Head(exc.Type))
	*v = object.NewRef(exc)
	*tb = PyException_GetTraceback(exc)
	if *tb == nil {
		*tb = object.NewRef(object.None)
	}
}

// PyErr_SetExcInfo steals all three; class and traceback are the exception's own, so they are only released.
func PyErr_SetExcInfo(t, v, tb *abi.Object) {
	object.SetHandledException(v)
	object.XDecref(t)
	object.XDecref(tb)
}

func PyErr_GetHandledException() *abi.Object { return object.XNewRef(object.HandledException()) }

func PyErr_SetHandledException(exc *abi.Object) { object.SetHandledException(object.XNewRef(exc)) }

func gl_errno_error(class *abi.Object, number int32, name, second *abi.Object) {
	object.RaiseErrno(class, syscall.Errno(number), name, second)
}

func gl_errno_error_named(class *abi.Object, number int32, name *byte) {
	var filename *abi.Object
	if name != nil {
		if filename = object.DecodeUTF8([]byte(text(name)), "surrogateescape"); filename == nil {
			return
		}
		defer object.Decref(filename)
	}
	object.RaiseErrno(class, syscall.Errno(number), filename, nil)
}

func PyErr_SetImportErrorSubclass(class, message, name, path *abi.Object) *abi.Object {
	return object.RaiseImportError(class, message, name, path)
}

func PyErr_SetImportError(message, name, path *abi.Object) *abi.Object {
	return object.RaiseImportError(object.Head(object.ImportError), message, name, path)
}

func PyErr_NewException(name *byte, base, dict *abi.Object) *abi.Object {
	return object.NewException(text(name), "", base, dict)
}

func PyErr_NewExceptionWithDoc(name, doc *byte, base, dict *abi.Object) *abi.Object {
	if doc != nil && !valid(doc) {
		return nil
	}
	return object.NewException(text(name), text(doc), base, dict)
}

func PyErr_WriteUnraisable(o *abi.Object) { object.WriteUnraisable(o) }

func _PyErr_WriteUnraisableMsg(message *byte, o *abi.Object) {
	object.WriteUnraisableMessage(text(message), o)
}

// PyErr_CheckSignals: a Go program handles signals itself, and no handler is ever due in C.
func PyErr_CheckSignals() int32 { return 0 }

func PyErr_DisplayException(exc *abi.Object) { object.PrintException(exc) }

// PyErr_SyntaxLocation says which line of which file the SyntaxError that is set is about.
func PyErr_SyntaxLocation(filename *byte, line int32) { PyErr_SyntaxLocationEx(filename, line, -1) }

func PyErr_SyntaxLocationEx(filename *byte, line, column int32) {
	var name *abi.Object
	if filename != nil {
		if name = object.DecodeFS([]byte(text(filename))); name == nil {
			object.ClearErr()
		}
	}
	defer object.XDecref(name)
	object.SetSyntaxLocation(name, int(line), int(column), int(line), -1)
}

func PyErr_SyntaxLocationObject(filename *abi.Object, line, column int32) {
	object.SetSyntaxLocation(filename, int(line), int(column), int(line), -1)
}

func PyErr_RangedSyntaxLocationObject(filename *abi.Object, line, column, endLine, endColumn int32) {
	object.SetSyntaxLocation(filename, int(line), int(column), int(endLine), int(endColumn))
}

func PyErr_ProgramText(filename *byte, line int32) *abi.Object {
	return object.SourceLine(text(filename), int(line))
}

func PyErr_ProgramTextObject(filename *abi.Object, line int32) *abi.Object {
	if filename == nil || !object.IsStr(filename) {
		return nil
	}
	return object.SourceLine(object.StrOf(filename), int(line))
}

func PyExceptionClass_Name(class *abi.Object) *byte { return object.As[*abi.Type](class).Name }

func exception(o *abi.Object) *abi.BaseException { return object.As[*abi.BaseException](o) }

func PyException_GetTraceback(o *abi.Object) *abi.Object {
	return object.XNewRef(exception(o).Traceback)
}
func PyException_GetCause(o *abi.Object) *abi.Object   { return object.XNewRef(exception(o).Cause) }
func PyException_GetContext(o *abi.Object) *abi.Object { return object.XNewRef(exception(o).Context) }
func PyException_GetArgs(o *abi.Object) *abi.Object    { return object.XNewRef(exception(o).Args) }

func PyException_SetTraceback(o, tb *abi.Object) int32 {
	if tb == nil {
		object.Raise(object.TypeError, "__traceback__ may not be deleted")
		return -1
	}
	return status(object.SetTraceback(o, tb))
}

func PyException_SetCause(o, cause *abi.Object)     { object.SetCause(o, cause) }
func PyException_SetContext(o, context *abi.Object) { object.SetContext(o, context) }
func PyException_SetArgs(o, args *abi.Object) {
	object.Replace(&exception(o).Args, object.XNewRef(args))
}

func gl_format_str(format *byte, words unsafe.Pointer) *abi.Object {
	return object.CFormat(format, words)
}

func gl_format_bytes(format *byte, words unsafe.Pointer) *abi.Object {
	return object.CFormatBytes(format, words)
}

// gl_format_error raises a class with a text; with chain, the exception that is set becomes its cause.
func gl_format_error(class *abi.Object, format *byte, words unsafe.Pointer, chain int32) {
	object.RaiseFormat(class, format, words, chain != 0)
}
