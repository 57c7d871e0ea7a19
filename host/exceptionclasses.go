package host

import "github.com/d95905aa/gilded/internal/object"

// The built-in exception classes: errors.Is(err, host.ValueError) tells whether err holds an exception of that class or one
// derived from it. An error that wraps one of them and comes out of a Go func that Python calls is raised as that class.
//
// Exception itself is [AnyException], since [Exception] is what holds an exception.
var (
	AnyException              = &ExceptionClass{object.Exception}
	BaseException             = &ExceptionClass{object.BaseException}
	BaseExceptionGroup        = &ExceptionClass{object.BaseExceptionGroup}
	GeneratorExit             = &ExceptionClass{object.GeneratorExit}
	KeyboardInterrupt         = &ExceptionClass{object.KeyboardInterrupt}
	SystemExit                = &ExceptionClass{object.SystemExit}
	ArithmeticError           = &ExceptionClass{object.ArithmeticError}
	AssertionError            = &ExceptionClass{object.AssertionError}
	AttributeError            = &ExceptionClass{object.AttributeError}
	BufferError               = &ExceptionClass{object.BufferError}
	EOFError                  = &ExceptionClass{object.EOFError}
	FloatingPointError        = &ExceptionClass{object.FloatingPointError}
	ImportError               = &ExceptionClass{object.ImportError}
	IndentationError          = &ExceptionClass{object.IndentationError}
	IndexError                = &ExceptionClass{object.IndexError}
	KeyError                  = &ExceptionClass{object.KeyError}
	LookupError               = &ExceptionClass{object.LookupError}
	MemoryError               = &ExceptionClass{object.MemoryError}
	ModuleNotFoundError       = &ExceptionClass{object.ModuleNotFoundError}
	NameError                 = &ExceptionClass{object.NameError}
	NotImplementedError       = &ExceptionClass{object.NotImplementedError}
	OverflowError             = &ExceptionClass{object.OverflowError}
	RecursionError            = &ExceptionClass{object.RecursionError}
	ReferenceError            = &ExceptionClass{object.ReferenceError}
	RuntimeError              = &ExceptionClass{object.RuntimeError}
	StopAsyncIteration        = &ExceptionClass{object.StopAsyncIteration}
	StopIteration             = &ExceptionClass{object.StopIteration}
	SyntaxError               = &ExceptionClass{object.SyntaxError}
	SystemError               = &ExceptionClass{object.SystemError}
	TabError                  = &ExceptionClass{object.TabError}
	TypeError                 = &ExceptionClass{object.TypeError}
	UnboundLocalError         = &ExceptionClass{object.UnboundLocalError}
	UnicodeError              = &ExceptionClass{object.UnicodeError}
	UnicodeDecodeError        = &ExceptionClass{object.UnicodeDecodeError}
	UnicodeEncodeError        = &ExceptionClass{object.UnicodeEncodeError}
	UnicodeTranslateError     = &ExceptionClass{object.UnicodeTranslateError}
	ValueError                = &ExceptionClass{object.ValueError}
	ZeroDivisionError         = &ExceptionClass{object.ZeroDivisionError}
	OSError                   = &ExceptionClass{object.OSError}
	BlockingIOError           = &ExceptionClass{object.BlockingIOError}
	BrokenPipeError           = &ExceptionClass{object.BrokenPipeError}
	ChildProcessError         = &ExceptionClass{object.ChildProcessError}
	ConnectionError           = &ExceptionClass{object.ConnectionError}
	ConnectionAbortedError    = &ExceptionClass{object.ConnectionAbortedError}
	ConnectionRefusedError    = &ExceptionClass{object.ConnectionRefusedError}
	ConnectionResetError      = &ExceptionClass{object.ConnectionResetError}
	FileExistsError           = &ExceptionClass{object.FileExistsError}
	FileNotFoundError         = &ExceptionClass{object.FileNotFoundError}
	InterruptedError          = &ExceptionClass{object.InterruptedError}
	IsADirectoryError         = &ExceptionClass{object.IsADirectoryError}
	NotADirectoryError        = &ExceptionClass{object.NotADirectoryError}
	PermissionError           = &ExceptionClass{object.PermissionError}
	ProcessLookupError        = &ExceptionClass{object.ProcessLookupError}
	TimeoutError              = &ExceptionClass{object.TimeoutError}
	Warning                   = &ExceptionClass{object.Warning}
	BytesWarning              = &ExceptionClass{object.BytesWarning}
	DeprecationWarning        = &ExceptionClass{object.DeprecationWarning}
	EncodingWarning           = &ExceptionClass{object.EncodingWarning}
	FutureWarning             = &ExceptionClass{object.FutureWarning}
	ImportWarning             = &ExceptionClass{object.ImportWarning}
	PendingDeprecationWarning = &ExceptionClass{object.PendingDeprecationWarning}
	ResourceWarning           = &ExceptionClass{object.ResourceWarning}
	RuntimeWarning            = &ExceptionClass{object.RuntimeWarning}
	SyntaxWarning             = &ExceptionClass{object.SyntaxWarning}
	UnicodeWarning            = &ExceptionClass{object.UnicodeWarning}
	UserWarning               = &ExceptionClass{object.UserWarning}
)
