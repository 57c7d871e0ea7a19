package object

import (
	"fmt"
	"os"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// What the C API of exceptions needs beyond the error indicator.

// RaiseFormat raises a class with a text by a C format. With chain, the exception that is set becomes its cause; without,
// it is gone before the text is made, which may run code.
func RaiseFormat(class *Object, format *byte, words unsafe.Pointer, chain bool) {
	var before *Object
	if chain {
		before = TakeException()
	} else {
		ClearErr()
	}
	if s := CFormat(format, words); s != nil {
		SetObject(class, s)
		Decref(s)
	}
	if before == nil {
		return
	}
	after := TakeException()
	SetCause(after, NewRef(before))
	SetContext(after, before)
	GiveException(after)
}

// RaiseImportError raises class(message, name=name, path=path): None stands for a nil name or path.
func RaiseImportError(class, message, name, path *Object) *Object {
	if class == nil {
		return BadArgument()
	}
	switch IsSubclass(class, Head(ImportError)) {
	case -1:
		return nil
	case 0:
		return Raise(TypeError, "expected a subclass of ImportError")
	}
	if message == nil {
		return Raise(TypeError, "expected a message argument")
	}
	args, kwargs := Pack(message), NewDict()
	if args != nil && kwargs != nil {
		ok := true
		for key, v := range map[string]*Object{"name": name, "path": path} {
			if v == nil {
				v = None
			}
			ok = ok && DictSetString(kwargs, key, v)
		}
		if ok {
			if exc := Call(class, args, kwargs); exc != nil {
				SetObject(Head(exc.Type), exc)
				Decref(exc)
			}
		}
	}
	XDecref(args)
	XDecref(kwargs)
	return nil
}

// NewException makes a class of exceptions called "module.Name". bases is a class, a tuple of them, or nil for Exception;
// dict, which may be nil, becomes the class's namespace and gets __module__ and __doc__.
func NewException(name, doc string, bases, dict *Object) *Object {
	if dict == nil {
		if dict = NewDict(); dict == nil {
			return nil
		}
		defer Decref(dict)
	}
	if doc != "" && IsDict(dict) && !setNamespace(dict, "__doc__", doc) {
		return nil
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 && (doc == "" || IsDict(dict)) {
		return Raise(SystemError, "PyErr_NewException: name must be module.class")
	}
	if !IsDict(dict) {
		return BadInternalCall()
	}
	v, ok := DictGet(dict, Intern("__module__"))
	if !ok || v == nil && !setNamespace(dict, "__module__", name[:dot]) {
		return nil
	}
	if bases == nil {
		bases = Head(Exception)
	}
	if HasFlag(bases.Type, abi.TPFlagsTupleSubclass) {
		Incref(bases)
	} else if bases = Pack(bases); bases == nil {
		return nil
	}
	defer Decref(bases)
	short := NewStr(name[dot+1:])
	if short == nil {
		return nil
	}
	defer Decref(short)
	return CallArgs(Head(TypeType), short, bases, dict)
}

func setNamespace(dict *Object, key, text string) bool {
	s := NewStr(text)
	if s == nil {
		return false
	}
	defer Decref(s)
	return DictSetString(dict, key, s)
}

// BadArgumentType raises the TypeError of an argument that a function checks itself.
func BadArgumentType(function, name, expected string, arg *Object) {
	Raise(TypeError, "%.200s() %.200s must be %.50s, not %.50s", function, name, expected, ArgumentTypeName(arg))
}

// SetSyntaxLocation says which place of which file the exception that is set is about; filename may be nil, and a number below
// zero is unknown.
func SetSyntaxLocation(filename *Object, line, column, endLine, endColumn int) {
	exc := TakeException()
	if exc == nil {
		return
	}
	set := func(name string, v *Object) {
		if v == nil || !SetAttrString(exc, name, v) {
			ClearErr()
		}
		XDecref(v)
	}
	known := func(n int) *Object {
		if n < 0 {
			return NewRef(None)
		}
		return NewInt(int64(n))
	}
	set("lineno", NewInt(int64(line)))
	set("offset", known(column))
	set("end_lineno", known(endLine))
	set("end_offset", known(endColumn))
	if filename != nil {
		set("filename", NewRef(filename))
		if source := sourceLineOf(filename, line); source != nil {
			set("text", source)
		}
	}
	if !Is(exc, SyntaxError) {
		for _, name := range []string{"msg", "print_file_and_line"} {
			v, ok := LookupAttr(exc, Intern(name))
			switch {
			case !ok:
				ClearErr()
			case v != nil:
				Decref(v)
			case name == "msg":
				set(name, Str(exc))
			default:
				set(name, NewRef(None))
			}
		}
	}
	GiveException(exc)
}

func sourceLineOf(filename *Object, line int) *Object {
	if !IsStr(filename) {
		return nil
	}
	return SourceLine(StrOf(filename), line)
}

// SourceLine is a line of a source file with its end; nil, and no error set, if it can't be read.
func SourceLine(filename string, line int) *Object {
	data, err := os.ReadFile(filename)
	if err != nil || line <= 0 {
		return nil
	}
	lines := strings.SplitAfter(string(data), "\n")
	if line > len(lines) || lines[line-1] == "" {
		return nil
	}
	return NewStr(lines[line-1])
}

// Fatal ends the process with a message, as Py_FatalError does: extensions count on its not returning.
func Fatal(function, message string) {
	head := "Fatal Python error: "
	if function != "" {
		head += function + ": "
	}
	fmt.Fprintf(os.Stderr, "%s%s\n", head, message)
	if ts := Thread(); ts != nil && ts.CurexcType != nil {
		if exc := TakeException(); exc != nil {
			_, _ = os.Stderr.WriteString(FormatException(exc)) // the process ends: nobody is left to tell
		}
	}
	ctier.Abort()
}

// The texts that PyEval_GetFuncName and PyEval_GetFuncDesc answer.
var (
	callText   = ctier.CString("()")
	objectText = ctier.CString(" object")
)

// FunctionName is the name to show for something that is called, borrowed from it: of a type, a function, a method.
func FunctionName(f *Object) *byte {
	switch {
	case f.Type == MethodType:
		return FunctionName(As[*abi.Method](f).Func)
	case Is(f, CFunctionType):
		return As[*abi.CFunction](f).ML.Name
	}
	return f.Type.Name
}

// FunctionDescription is what follows FunctionName in a message.
func FunctionDescription(f *Object) *byte {
	if f.Type == MethodType || Is(f, CFunctionType) {
		return callText
	}
	return objectText
}
