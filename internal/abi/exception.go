package abi

// StopIteration is PyStopIterationObject.
type StopIteration struct {
	BaseException
	Value *Object
}

// SystemExit is PySystemExitObject.
type SystemExit struct {
	BaseException
	Code *Object
}

// ImportError is PyImportErrorObject.
type ImportError struct {
	BaseException
	Msg, Name, Path *Object
}

// NameError is PyNameErrorObject.
type NameError struct {
	BaseException
	Name *Object
}

// AttributeError is PyAttributeErrorObject.
type AttributeError struct {
	BaseException
	Obj, Name *Object
}

// SyntaxError is PySyntaxErrorObject.
type SyntaxError struct {
	BaseException
	Msg, Filename, Lineno, Offset, EndLineno, EndOffset, Text, PrintFileAndLine *Object
}

// OSError is PyOSErrorObject.
type OSError struct {
	BaseException
	Errno, Strerror, Filename, Filename2 *Object
	Written                              int // BlockingIOError.characters_written; -1 if it was not given
}

// UnicodeError is PyUnicodeErrorObject.
type UnicodeError struct {
	BaseException
	Encoding, Object *Object
	Start, End       int
	Reason           *Object
}

// ExceptionGroup is PyBaseExceptionGroupObject.
type ExceptionGroup struct {
	BaseException
	Msg, Excs *Object
}
