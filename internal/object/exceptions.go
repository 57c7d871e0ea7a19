package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The classes of exceptions, each under its own name. Those without behaviour of their own are in plainExceptions.
var (
	BaseException             = ctier.Type("PyExc_BaseException")
	BaseExceptionGroup        = ctier.Type("PyExc_BaseExceptionGroup")
	Exception                 = ctier.Type("PyExc_Exception")
	GeneratorExit             = ctier.Type("PyExc_GeneratorExit")
	KeyboardInterrupt         = ctier.Type("PyExc_KeyboardInterrupt")
	SystemExit                = ctier.Type("PyExc_SystemExit")
	ArithmeticError           = ctier.Type("PyExc_ArithmeticError")
	AssertionError            = ctier.Type("PyExc_AssertionError")
	AttributeError            = ctier.Type("PyExc_AttributeError")
	BufferError               = ctier.Type("PyExc_BufferError")
	EOFError                  = ctier.Type("PyExc_EOFError")
	FloatingPointError        = ctier.Type("PyExc_FloatingPointError")
	ImportError               = ctier.Type("PyExc_ImportError")
	IndentationError          = ctier.Type("PyExc_IndentationError")
	IndexError                = ctier.Type("PyExc_IndexError")
	KeyError                  = ctier.Type("PyExc_KeyError")
	LookupError               = ctier.Type("PyExc_LookupError")
	MemoryError               = ctier.Type("PyExc_MemoryError")
	ModuleNotFoundError       = ctier.Type("PyExc_ModuleNotFoundError")
	NameError                 = ctier.Type("PyExc_NameError")
	NotImplementedError       = ctier.Type("PyExc_NotImplementedError")
	OverflowError             = ctier.Type("PyExc_OverflowError")
	RecursionError            = ctier.Type("PyExc_RecursionError")
	ReferenceError            = ctier.Type("PyExc_ReferenceError")
	RuntimeError              = ctier.Type("PyExc_RuntimeError")
	StopAsyncIteration        = ctier.Type("PyExc_StopAsyncIteration")
	StopIteration             = ctier.Type("PyExc_StopIteration")
	SyntaxError               = ctier.Type("PyExc_SyntaxError")
	SystemError               = ctier.Type("PyExc_SystemError")
	TabError                  = ctier.Type("PyExc_TabError")
	TypeError                 = ctier.Type("PyExc_TypeError")
	UnboundLocalError         = ctier.Type("PyExc_UnboundLocalError")
	UnicodeError              = ctier.Type("PyExc_UnicodeError")
	UnicodeDecodeError        = ctier.Type("PyExc_UnicodeDecodeError")
	UnicodeEncodeError        = ctier.Type("PyExc_UnicodeEncodeError")
	UnicodeTranslateError     = ctier.Type("PyExc_UnicodeTranslateError")
	ValueError                = ctier.Type("PyExc_ValueError")
	ZeroDivisionError         = ctier.Type("PyExc_ZeroDivisionError")
	OSError                   = ctier.Type("PyExc_OSError")
	BlockingIOError           = ctier.Type("PyExc_BlockingIOError")
	BrokenPipeError           = ctier.Type("PyExc_BrokenPipeError")
	ChildProcessError         = ctier.Type("PyExc_ChildProcessError")
	ConnectionError           = ctier.Type("PyExc_ConnectionError")
	ConnectionAbortedError    = ctier.Type("PyExc_ConnectionAbortedError")
	ConnectionRefusedError    = ctier.Type("PyExc_ConnectionRefusedError")
	ConnectionResetError      = ctier.Type("PyExc_ConnectionResetError")
	FileExistsError           = ctier.Type("PyExc_FileExistsError")
	FileNotFoundError         = ctier.Type("PyExc_FileNotFoundError")
	InterruptedError          = ctier.Type("PyExc_InterruptedError")
	IsADirectoryError         = ctier.Type("PyExc_IsADirectoryError")
	NotADirectoryError        = ctier.Type("PyExc_NotADirectoryError")
	PermissionError           = ctier.Type("PyExc_PermissionError")
	ProcessLookupError        = ctier.Type("PyExc_ProcessLookupError")
	TimeoutError              = ctier.Type("PyExc_TimeoutError")
	Warning                   = ctier.Type("PyExc_Warning")
	BytesWarning              = ctier.Type("PyExc_BytesWarning")
	DeprecationWarning        = ctier.Type("PyExc_DeprecationWarning")
	EncodingWarning           = ctier.Type("PyExc_EncodingWarning")
	FutureWarning             = ctier.Type("PyExc_FutureWarning")
	ImportWarning             = ctier.Type("PyExc_ImportWarning")
	PendingDeprecationWarning = ctier.Type("PyExc_PendingDeprecationWarning")
	ResourceWarning           = ctier.Type("PyExc_ResourceWarning")
	RuntimeWarning            = ctier.Type("PyExc_RuntimeWarning")
	SyntaxWarning             = ctier.Type("PyExc_SyntaxWarning")
	UnicodeWarning            = ctier.Type("PyExc_UnicodeWarning")
	UserWarning               = ctier.Type("PyExc_UserWarning")
)

// exceptionType declares a class of exceptions. One with a structure of its own tells its size and finds the objects in
// it; size 0 stands for the base's structure.
func exceptionType(t *Type, name string, base *Type, doc string, size uintptr, fields fieldsOf, more func(*Spec)) {
	Define(t, func() Spec {
		s := Spec{Name: name, Doc: doc, Base: base, Basicsize: size, Flags: abi.TPFlagsBasetype}
		if fields != nil {
			s.Flags |= abi.TPFlagsHaveGC
			s.Dealloc, s.Traverse, s.Clear = exceptionDealloc(t, fields), exceptionTraverse(fields), exceptionClear(fields)
		}
		if more != nil {
			more(&s)
		}
		return s
	})
}

// A fieldsOf finds the objects that an exception's structure has beyond PyBaseExceptionObject.
type fieldsOf func(o *Object) []**Object

// plainExceptions are the classes that have nothing but a name, in an order in which each base precedes what is derived.
var plainExceptions = []struct {
	t    *Type
	name string
	base *Type
	doc  string
}{
	{Exception, "Exception", BaseException, "Common base class for all non-exit exceptions."},
	{GeneratorExit, "GeneratorExit", BaseException, "Request that a generator exit."},
	{KeyboardInterrupt, "KeyboardInterrupt", BaseException, "Program interrupted by user."},
	{TypeError, "TypeError", Exception, "Inappropriate argument type."},
	{StopAsyncIteration, "StopAsyncIteration", Exception, "Signal the end from iterator.__anext__()."},
	{ArithmeticError, "ArithmeticError", Exception, "Base class for arithmetic errors."},
	{AssertionError, "AssertionError", Exception, "Assertion failed."},
	{BufferError, "BufferError", Exception, "Buffer error."},
	{EOFError, "EOFError", Exception, "Read beyond end of file."},
	{LookupError, "LookupError", Exception, "Base class for lookup errors."},
	{MemoryError, "MemoryError", Exception, "Out of memory."},
	{ReferenceError, "ReferenceError", Exception, "Weak ref proxy used after referent went away."},
	{RuntimeError, "RuntimeError", Exception, "Unspecified run-time error."},
	{SystemError, "SystemError", Exception, "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version."},
	{ValueError, "ValueError", Exception, "Inappropriate argument value (of correct type)."},
	{FloatingPointError, "FloatingPointError", ArithmeticError, "Floating point operation failed."},
	{OverflowError, "OverflowError", ArithmeticError, "Result too large to be represented."},
	{ZeroDivisionError, "ZeroDivisionError", ArithmeticError, "Second argument to a division or modulo operation was zero."},
	{IndexError, "IndexError", LookupError, "Sequence index out of range."},
	{NotImplementedError, "NotImplementedError", RuntimeError, "Method or function hasn't been implemented yet."},
	{RecursionError, "RecursionError", RuntimeError, "Recursion limit exceeded."},
	{UnicodeError, "UnicodeError", ValueError, "Unicode related error."},
	{Warning, "Warning", Exception, "Base class for warning categories."},
	{BytesWarning, "BytesWarning", Warning, "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str."},
	{DeprecationWarning, "DeprecationWarning", Warning, "Base class for warnings about deprecated features."},
	{EncodingWarning, "EncodingWarning", Warning, "Base class for warnings about encodings."},
	{FutureWarning, "FutureWarning", Warning, "Base class for warnings about constructs that will change semantically\nin the future."},
	{ImportWarning, "ImportWarning", Warning, "Base class for warnings about probable mistakes in module imports"},
	{PendingDeprecationWarning, "PendingDeprecationWarning", Warning, "Base class for warnings about features which will be deprecated\nin the future."},
	{ResourceWarning, "ResourceWarning", Warning, "Base class for warnings about resource usage."},
	{RuntimeWarning, "RuntimeWarning", Warning, "Base class for warnings about dubious runtime behavior."},
	{SyntaxWarning, "SyntaxWarning", Warning, "Base class for warnings about dubious syntax."},
	{UnicodeWarning, "UnicodeWarning", Warning, "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems."},
	{UserWarning, "UserWarning", Warning, "Base class for warnings generated by user code."},
}

func init() {
	defineBaseException()
	for _, e := range plainExceptions {
		exceptionType(e.t, e.name, e.base, e.doc, 0, nil, func(s *Spec) {
			s.Raw = map[unsafe.Pointer]abi.Func{unsafe.Pointer(&e.t.New): baseExceptionNewSlot}
		})
	}
	defineFieldExceptions()
	defineOSErrors()
	defineUnicodeErrors()
	defineExceptionGroups()
	exceptionType(StructError, "struct.error", Exception, "", 0, nil, func(s *Spec) {
		s.Raw = map[unsafe.Pointer]abi.Func{unsafe.Pointer(&StructError.New): baseExceptionNewSlot}
	})
}

// ExceptionTypes lists the built-in exception classes: what the module builtins holds of them.
func ExceptionTypes() []*Type {
	all := []*Type{BaseException}
	for _, e := range plainExceptions {
		all = append(all, e.t)
	}
	return append(append(append(append(all, fieldExceptions...), osErrors...), unicodeErrors...), BaseExceptionGroup, ExceptionGroup)
}
