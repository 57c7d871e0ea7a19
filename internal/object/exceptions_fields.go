package object

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// fieldExceptions are the classes whose objects carry something besides their arguments, and KeyError with its own str.
var fieldExceptions = []*Type{
	StopIteration, SystemExit, ImportError, ModuleNotFoundError, KeyError, NameError, UnboundLocalError, AttributeError,
	SyntaxError, IndentationError, TabError,
}

func objectMember(name, doc string, offset uintptr) Member {
	return Member{Name: name, Doc: doc, Type: TObject, Offset: offset}
}

func defineFieldExceptions() {
	stopIteration := func(o *Object) []**Object { return []**Object{&As[*abi.StopIteration](o).Value} }
	exceptionType(StopIteration, "StopIteration", Exception, "Signal the end from iterator.__next__().", unsafe.Sizeof(abi.StopIteration{}), stopIteration, func(s *Spec) {
		s.Init = stopIterationInit
		s.Members = []Member{objectMember("value", "generator return value", unsafe.Offsetof(abi.StopIteration{}.Value))}
	})
	systemExit := func(o *Object) []**Object { return []**Object{&As[*abi.SystemExit](o).Code} }
	exceptionType(SystemExit, "SystemExit", BaseException, "Request to exit from the interpreter.", unsafe.Sizeof(abi.SystemExit{}), systemExit, func(s *Spec) {
		s.Init = systemExitInit
		s.Members = []Member{objectMember("code", "exception code", unsafe.Offsetof(abi.SystemExit{}.Code))}
	})
	importError := func(o *Object) []**Object {
		e := As[*abi.ImportError](o)
		return []**Object{&e.Msg, &e.Name, &e.Path}
	}
	exceptionType(ImportError, "ImportError", Exception, "Import can't find module, or can't find name in module.", unsafe.Sizeof(abi.ImportError{}), importError, func(s *Spec) {
		s.Init, s.Str = importErrorInit, importErrorStr
		s.Members = []Member{
			objectMember("msg", "exception message", unsafe.Offsetof(abi.ImportError{}.Msg)),
			objectMember("name", "module name", unsafe.Offsetof(abi.ImportError{}.Name)),
			objectMember("path", "module path", unsafe.Offsetof(abi.ImportError{}.Path)),
		}
		s.Methods = []Method{{Name: "__reduce__", NoArgs: importErrorReduce}}
	})
	exceptionType(ModuleNotFoundError, "ModuleNotFoundError", ImportError, "Module not found.", 0, nil, nil)
	exceptionType(KeyError, "KeyError", LookupError, "Mapping key not found.", 0, nil, func(s *Spec) { s.Str = keyErrorStr })
	nameError := func(o *Object) []**Object { return []**Object{&As[*abi.NameError](o).Name} }
	exceptionType(NameError, "NameError", Exception, "Name not found globally.", unsafe.Sizeof(abi.NameError{}), nameError, func(s *Spec) {
		s.Init = func(o, args, kwargs *Object) int32 {
			return keywordInit(o, args, kwargs, "NameError", []string{"name"}, nameError(o))
		}
		s.Members = []Member{objectMember("name", "name", unsafe.Offsetof(abi.NameError{}.Name))}
	})
	exceptionType(UnboundLocalError, "UnboundLocalError", NameError, "Local name referenced but not bound to a value.", 0, nil, nil)
	attributeError := func(o *Object) []**Object {
		e := As[*abi.AttributeError](o)
		return []**Object{&e.Name, &e.Obj}
	}
	exceptionType(AttributeError, "AttributeError", Exception, "Attribute not found.", unsafe.Sizeof(abi.AttributeError{}), attributeError, func(s *Spec) {
		s.Init = func(o, args, kwargs *Object) int32 {
			return keywordInit(o, args, kwargs, "AttributeError", []string{"name", "obj"}, attributeError(o))
		}
		s.Members = []Member{
			objectMember("name", "attribute name", unsafe.Offsetof(abi.AttributeError{}.Name)),
			objectMember("obj", "object", unsafe.Offsetof(abi.AttributeError{}.Obj)),
		}
	})
	exceptionType(SyntaxError, "SyntaxError", Exception, "Invalid syntax.", unsafe.Sizeof(abi.SyntaxError{}), syntaxErrorFields, func(s *Spec) {
		s.Init, s.Str = syntaxErrorInit, syntaxErrorStr
		for i, name := range syntaxErrorNames {
			s.Members = append(s.Members, objectMember(name, "exception "+name, unsafe.Offsetof(abi.SyntaxError{}.Msg)+uintptr(i)*8))
		}
	})
	exceptionType(IndentationError, "IndentationError", SyntaxError, "Improper indentation.", 0, nil, nil)
	exceptionType(TabError, "TabError", IndentationError, "Improper mixture of spaces and tabs.", 0, nil, nil)
}

func stopIterationInit(o, args, kwargs *Object) int32 {
	if baseExceptionInit(o, args, kwargs) < 0 {
		return -1
	}
	value := None
	if items := TupleItems(args); len(items) > 0 {
		value = items[0]
	}
	Replace(&As[*abi.StopIteration](o).Value, NewRef(value))
	return 0
}

func systemExitInit(o, args, kwargs *Object) int32 {
	if baseExceptionInit(o, args, kwargs) < 0 {
		return -1
	}
	switch items := TupleItems(args); len(items) {
	case 0:
	case 1:
		Replace(&As[*abi.SystemExit](o).Code, NewRef(items[0]))
	default:
		Replace(&As[*abi.SystemExit](o).Code, NewRef(args))
	}
	return 0
}

// keywordInit is the __init__ of an exception that takes its fields by keyword only.
func keywordInit(o, args, kwargs *Object, function string, names []string, fields []**Object) int32 {
	if baseExceptionInit(o, args, nil) < 0 {
		return -1
	}
	values, ok := onlyKeywords(function, kwargs, names)
	if !ok {
		return -1
	}
	for i, v := range values {
		Replace(fields[i], XNewRef(v))
	}
	return 0
}

// onlyKeywords takes the values of names out of kwargs, borrowed, nil where there is none, and raises TypeError for any
// other name.
func onlyKeywords(function string, kwargs *Object, names []string) ([]*Object, bool) {
	values := make([]*Object, len(names))
	if kwargs == nil || DictLen(kwargs) == 0 {
		return values, true
	}
	found := 0
	for i, name := range names {
		if values[i] = DictGetInterned(kwargs, Intern(name)); values[i] != nil {
			found++
		}
	}
	if n := DictLen(kwargs); n > len(names) {
		Raise(TypeError, "%s() takes at most %d keyword argument%s (%d given)", function, len(names), plural(len(names)), n)
		return nil, false
	} else if n > found {
		var k, v *Object
	search:
		for pos := 0; DictNext(kwargs, &pos, &k, &v); {
			for _, name := range names {
				if StrOf(k) == name {
					continue search
				}
			}
			Raise(TypeError, "'%s' is an invalid keyword argument for %s()", StrOf(k), function)
			return nil, false
		}
	}
	return values, true
}

func importErrorInit(o, args, kwargs *Object) int32 {
	e := As[*abi.ImportError](o)
	if keywordInit(o, args, kwargs, "ImportError", []string{"name", "path"}, []**Object{&e.Name, &e.Path}) < 0 {
		return -1
	}
	if items := TupleItems(args); len(items) == 1 {
		Replace(&e.Msg, NewRef(items[0]))
	}
	return 0
}

func importErrorStr(o *Object) *Object {
	if msg := As[*abi.ImportError](o).Msg; msg != nil && msg.Type == StrType {
		return NewRef(msg)
	}
	return baseExceptionStr(o)
}

func importErrorReduce(o *Object) *Object {
	e := As[*abi.ImportError](o)
	if e.Name == nil && e.Path == nil {
		return reduced(o, e.Args, e.Dict)
	}
	var state *Object
	if e.Dict != nil {
		state = DictCopy(e.Dict)
	} else {
		state = NewDict()
	}
	if state == nil {
		return nil
	}
	defer Decref(state)
	for i, v := range []*Object{e.Name, e.Path} {
		if v != nil && !DictSetString(state, []string{"name", "path"}[i], v) {
			return nil
		}
	}
	return reduced(o, e.Args, state)
}

// keyErrorStr shows a key as repr does: an empty string or one with spaces would be lost otherwise.
func keyErrorStr(o *Object) *Object {
	if items := TupleItems(excHead(o).Args); len(items) == 1 {
		return Repr(items[0])
	}
	return baseExceptionStr(o)
}

var syntaxErrorNames = []string{"msg", "filename", "lineno", "offset", "end_lineno", "end_offset", "text", "print_file_and_line"}

func syntaxErrorFields(o *Object) []**Object {
	e := As[*abi.SyntaxError](o)
	return []**Object{&e.Msg, &e.Filename, &e.Lineno, &e.Offset, &e.EndLineno, &e.EndOffset, &e.Text, &e.PrintFileAndLine}
}

func syntaxErrorInit(o, args, kwargs *Object) int32 {
	if baseExceptionInit(o, args, kwargs) < 0 {
		return -1
	}
	e := As[*abi.SyntaxError](o)
	items := TupleItems(args)
	if len(items) >= 1 {
		Replace(&e.Msg, NewRef(items[0]))
	}
	if len(items) != 2 {
		return 0
	}
	info := ToTuple(items[1])
	if info == nil {
		return -1
	}
	defer Decref(info)
	details := TupleItems(info)
	if n := len(details); n < 4 || n > 6 {
		bound, want := "at least", 4
		if n > 6 {
			bound, want = "at most", 6
		}
		return fail(TypeError, "function takes %s %d arguments (%d given)", bound, want, n)
	}
	Clear(&e.EndLineno)
	Clear(&e.EndOffset)
	for i, v := range details {
		Replace([]**Object{&e.Filename, &e.Lineno, &e.Offset, &e.Text, &e.EndLineno, &e.EndOffset}[i], NewRef(v))
	}
	if e.EndLineno != nil && e.EndOffset == nil {
		return fail(TypeError, "end_offset must be provided when end_lineno is provided")
	}
	return 0
}

func syntaxErrorStr(o *Object) *Object {
	e := As[*abi.SyntaxError](o)
	message := e.Msg
	if message == nil {
		message = None
	}
	text := Str(message)
	if text == nil {
		return nil
	}
	var where []string
	if e.Filename != nil && HasFlag(e.Filename.Type, abi.TPFlagsUnicodeSubclass) {
		name := StrOf(e.Filename)
		where = append(where, name[strings.LastIndexByte(name, '/')+1:])
	}
	if e.Lineno != nil && e.Lineno.Type == LongType {
		where = append(where, "line "+ReprOf(e.Lineno))
	}
	if len(where) == 0 {
		return text
	}
	defer Decref(text)
	return NewStr(StrOf(text) + " (" + strings.Join(where, ", ") + ")")
}
