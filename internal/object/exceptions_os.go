package object

import (
	"strings"
	"syscall"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// osErrorClasses is which class an OSError with a certain errno becomes.
var osErrorClasses = map[syscall.Errno]*Type{
	syscall.EAGAIN: BlockingIOError, syscall.EALREADY: BlockingIOError, syscall.EINPROGRESS: BlockingIOError,
	syscall.EPIPE: BrokenPipeError, syscall.ESHUTDOWN: BrokenPipeError,
	syscall.ECHILD:       ChildProcessError,
	syscall.ECONNABORTED: ConnectionAbortedError, syscall.ECONNREFUSED: ConnectionRefusedError, syscall.ECONNRESET: ConnectionResetError,
	syscall.EEXIST: FileExistsError, syscall.ENOENT: FileNotFoundError,
	syscall.EISDIR: IsADirectoryError, syscall.ENOTDIR: NotADirectoryError,
	syscall.EINTR: InterruptedError, syscall.EACCES: PermissionError, syscall.EPERM: PermissionError,
	syscall.ESRCH: ProcessLookupError, syscall.ETIMEDOUT: TimeoutError,
}

// osErrors are OSError and its subclasses.
var osErrors = []*Type{
	OSError, BlockingIOError, ConnectionError, ChildProcessError, BrokenPipeError, ConnectionAbortedError, ConnectionRefusedError,
	ConnectionResetError, FileExistsError, FileNotFoundError, IsADirectoryError, NotADirectoryError, InterruptedError, PermissionError,
	ProcessLookupError, TimeoutError,
}

func osErrorFields(o *Object) []**Object {
	e := As[*abi.OSError](o)
	return []**Object{&e.Errno, &e.Strerror, &e.Filename, &e.Filename2}
}

func defineOSErrors() {
	exceptionType(OSError, "OSError", Exception, "Base class for I/O related errors.", unsafe.Sizeof(abi.OSError{}), osErrorFields, func(s *Spec) {
		s.New, s.Init, s.Str = osErrorNew, osErrorInit, osErrorStr
		s.Methods = []Method{{Name: "__reduce__", NoArgs: osErrorReduce}}
		s.Members = []Member{
			objectMember("errno", "POSIX exception code", unsafe.Offsetof(abi.OSError{}.Errno)),
			objectMember("strerror", "exception strerror", unsafe.Offsetof(abi.OSError{}.Strerror)),
			objectMember("filename", "exception filename", unsafe.Offsetof(abi.OSError{}.Filename)),
			objectMember("filename2", "second exception filename", unsafe.Offsetof(abi.OSError{}.Filename2)),
		}
		s.Getset = []GetSet{{Name: "characters_written", Get: charactersWritten, Set: setCharactersWritten}}
	})
	for _, e := range []struct {
		t    *Type
		name string
		base *Type
		doc  string
	}{
		{BlockingIOError, "BlockingIOError", OSError, "I/O operation would block."},
		{ConnectionError, "ConnectionError", OSError, "Connection error."},
		{ChildProcessError, "ChildProcessError", OSError, "Child process error."},
		{BrokenPipeError, "BrokenPipeError", ConnectionError, "Broken pipe."},
		{ConnectionAbortedError, "ConnectionAbortedError", ConnectionError, "Connection aborted."},
		{ConnectionRefusedError, "ConnectionRefusedError", ConnectionError, "Connection refused."},
		{ConnectionResetError, "ConnectionResetError", ConnectionError, "Connection reset."},
		{FileExistsError, "FileExistsError", OSError, "File already exists."},
		{FileNotFoundError, "FileNotFoundError", OSError, "File not found."},
		{IsADirectoryError, "IsADirectoryError", OSError, "Operation doesn't work on directories."},
		{NotADirectoryError, "NotADirectoryError", OSError, "Operation only works on directories."},
		{InterruptedError, "InterruptedError", OSError, "Interrupted by signal."},
		{PermissionError, "PermissionError", OSError, "Not enough permissions."},
		{ProcessLookupError, "ProcessLookupError", OSError, "Process not found."},
		{TimeoutError, "TimeoutError", OSError, "Timeout expired."},
	} {
		exceptionType(e.t, e.name, e.base, e.doc, 0, nil, nil)
	}
}

// takesArgumentsInInit tells where a class takes its arguments: in __new__, which may choose another class, unless a
// subclass overrides __init__ and leaves __new__ as it is.
func takesArgumentsInInit(t *Type) bool { return t.Init != OSError.Init && t.New == OSError.New }

func osErrorNew(t *Type, args, kwargs *Object) *Object {
	inInit := takesArgumentsInInit(t)
	var details []*Object
	if !inInit {
		if !NoKeywords(TypeName(t), kwargs) {
			return nil
		}
		details = TupleItems(args)
		if t == OSError && len(details) >= 2 && len(details) <= 5 && HasFlag(details[0].Type, abi.TPFlagsLongSubclass) {
			number, ok := AsInt64(details[0])
			if !ok {
				ClearErr()
			} else if class := osErrorClasses[syscall.Errno(number)]; class != nil {
				t = class
			}
		}
	}
	o := NewInstance(t, 0)
	if o == nil {
		return nil
	}
	e := As[*abi.OSError](o)
	e.Written = -1
	if inInit {
		if e.Args = NewTuple(0); e.Args == nil {
			Decref(o)
			return nil
		}
		return o
	}
	if !osErrorFill(e, args, details) {
		Decref(o)
		return nil
	}
	return o
}

func osErrorInit(o, args, kwargs *Object) int32 {
	if !takesArgumentsInInit(o.Type) {
		return 0 // __new__ has done it
	}
	if !NoKeywords(TypeName(o.Type), kwargs) {
		return -1
	}
	return Status(osErrorFill(As[*abi.OSError](o), args, TupleItems(args)))
}

// osErrorFill takes errno, strerror, filename, winerror, filename2 from two to five arguments. The names of files are no
// part of args then.
func osErrorFill(e *abi.OSError, args *Object, details []*Object) bool {
	if len(details) < 2 || len(details) > 5 {
		Replace(&e.Args, NewRef(args))
		return true
	}
	Replace(&e.Errno, NewRef(details[0]))
	Replace(&e.Strerror, NewRef(details[1]))
	if len(details) < 3 || details[2] == None {
		Replace(&e.Args, NewRef(args))
		return true
	}
	if e.Type == BlockingIOError && IndexCheck(details[2]) {
		n, ok := AsInt(details[2])
		if !ok {
			return false
		}
		e.Written = n
		Replace(&e.Args, NewRef(args))
		return true
	}
	Replace(&e.Filename, NewRef(details[2]))
	if len(details) == 5 && details[4] != None {
		Replace(&e.Filename2, NewRef(details[4]))
	}
	short := Pack(details[:2]...)
	if short == nil {
		return false
	}
	Replace(&e.Args, short)
	return true
}

func osErrorStr(o *Object) *Object {
	e := As[*abi.OSError](o)
	shown := func(o *Object) *Object {
		if o == nil {
			return None
		}
		return o
	}
	switch {
	case e.Filename != nil && e.Filename2 != nil:
		return joinTexts("[Errno ", Str, shown(e.Errno), "] ", Str, shown(e.Strerror), ": ", Repr, e.Filename, " -> ", Repr, e.Filename2)
	case e.Filename != nil:
		return joinTexts("[Errno ", Str, shown(e.Errno), "] ", Str, shown(e.Strerror), ": ", Repr, e.Filename)
	case e.Errno != nil && e.Strerror != nil:
		return joinTexts("[Errno ", Str, e.Errno, "] ", Str, e.Strerror)
	}
	return baseExceptionStr(o)
}

// joinTexts makes a str of parts: a Go string as it is, or a function (Str, Repr) and the object to call it with. Unlike
// ReprOf and TextOf it fails when one of them does. It may run code.
func joinTexts(parts ...any) *Object {
	text := ""
	for i := 0; i < len(parts); i++ {
		if s, ok := parts[i].(string); ok {
			text += s
			continue
		}
		t := parts[i].(func(*Object) *Object)(parts[i+1].(*Object))
		if t == nil {
			return nil
		}
		text += StrOf(t)
		Decref(t)
		i++
	}
	return NewStr(text)
}

func osErrorReduce(o *Object) *Object {
	e := As[*abi.OSError](o)
	args := NewRef(e.Args)
	if items := TupleItems(args); len(items) == 2 && e.Filename != nil {
		Decref(args)
		if e.Filename2 != nil {
			args = Pack(items[0], items[1], e.Filename, None, e.Filename2)
		} else {
			args = Pack(items[0], items[1], e.Filename)
		}
		if args == nil {
			return nil
		}
	}
	defer Decref(args)
	return reduced(o, args, e.Dict)
}

func charactersWritten(o *Object) *Object {
	n := As[*abi.OSError](o).Written
	if n == -1 {
		return Raise(AttributeError, "characters_written")
	}
	return NewInt(int64(n))
}

func setCharactersWritten(o, v *Object) int32 {
	e := As[*abi.OSError](o)
	if v == nil {
		if e.Written == -1 {
			return fail(AttributeError, "characters_written")
		}
		e.Written = -1
		return 0
	}
	n, ok := AsInt(v)
	if !ok {
		return -1
	}
	e.Written = n
	return 0
}

// RaiseErrno raises what a failed system call means: class(errno, text of errno), with the names of the files it was
// about, which may be nil. EINTR gives signal handlers their turn first. It may run code.
func RaiseErrno(class *Object, number syscall.Errno, filename, filename2 *Object) *Object {
	n, text := NewInt(int64(number)), NewStr(Strerror(number))
	if n == nil || text == nil {
		XDecref(n)
		XDecref(text)
		return nil
	}
	var args *Object
	switch {
	case filename != nil && filename2 != nil:
		zero := NewInt(0) // where another system has an error number of its own
		args = Pack(n, text, filename, zero, filename2)
		Decref(zero)
	case filename != nil:
		args = Pack(n, text, filename)
	default:
		args = Pack(n, text)
	}
	Decref(n)
	Decref(text)
	if args == nil {
		return nil
	}
	exc := Call(class, args, nil)
	Decref(args)
	if exc != nil {
		SetObject(Head(exc.Type), exc)
		Decref(exc)
	}
	return nil
}

// Strerror is what the C library says about an errno: Go's own texts, but for their case and the ones Go does not know.
func Strerror(number syscall.Errno) string {
	switch number {
	case 0:
		return "Error"
	case syscall.Errno(133): // EHWPOISON
		return "Memory page has hardware error"
	}
	text := number.Error()
	if unknown, found := strings.CutPrefix(text, "errno "); found {
		return "Unknown error " + unknown
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
