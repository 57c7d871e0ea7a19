package object

import (
	"github.com/d95905aa/gilded/internal/abi"
)

// The functions of the builtins module that read and write: print, input, open.

var printParams = Params{Func: "print", Names: []string{"sep", "end", "file", "flush"}}

func builtinPrint(_ *Object, args **Object, n int, names *Object) *Object {
	all := Args(args, n+KeywordCount(names))
	var v [4]*Object
	if names != nil {
		tail := all[n:]
		if !printParams.Unpack(&tail[0], 0, names, v[:]) {
			return nil
		}
	}
	file := v[2]
	if file == nil || file == None {
		if file = SysGet("stdout"); file == nil {
			return Raise(RuntimeError, "lost sys.stdout")
		}
		if file == None {
			return NewRef(None)
		}
	}
	Incref(file)
	defer Decref(file)
	for i, what := range []string{"sep", "end"} {
		if v[i] == None {
			v[i] = nil
		}
		if v[i] != nil && !IsStr(v[i]) {
			return Raise(TypeError, "%s must be None or a string, not %.200s", what, TypeName(v[i].Type))
		}
	}
	if !printItems(file, all[:n], v[0], v[1]) {
		return nil
	}
	if v[3] == nil {
		return NewRef(None)
	}
	switch flush := IsTrue(v[3]); {
	case flush < 0:
		return nil
	case flush > 0:
		r := CallMethod(file, "flush")
		if r == nil {
			return nil
		}
		Decref(r)
	}
	return NewRef(None)
}

func printItems(file *Object, items []*Object, sep, end *Object) bool {
	write := func(given *Object, otherwise string) bool {
		if given != nil {
			return WriteFileObject(file, given)
		}
		return WriteFile(file, otherwise)
	}
	for i, o := range items {
		if i > 0 && !write(sep, " ") {
			return false
		}
		s := Str(o)
		ok := s != nil && WriteFileObject(file, s)
		XDecref(s)
		if !ok {
			return false
		}
	}
	return write(end, "\n")
}

func builtinInput(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("input", n, 0, 1) {
		return nil
	}
	var streams [3]*Object
	for i, name := range []string{"stdin", "stdout", "stderr"} {
		if streams[i] = SysGet(name); streams[i] == nil || streams[i] == None {
			return Raise(RuntimeError, "input(): lost sys.%s", name)
		}
		Incref(streams[i])
		defer Decref(streams[i])
	}
	if r := CallMethod(streams[2], "flush"); r != nil {
		Decref(r)
	} else {
		ClearErr()
	}
	if n == 1 {
		s := Str(Args(args, n)[0])
		ok := s != nil && WriteFileObject(streams[1], s)
		XDecref(s)
		if !ok {
			return nil
		}
	}
	if r := CallMethod(streams[1], "flush"); r != nil {
		Decref(r)
	} else {
		ClearErr()
	}
	line := CallMethod(streams[0], "readline")
	if line == nil {
		return nil
	}
	defer Decref(line)
	if !IsStr(line) {
		return Raise(TypeError, "object.readline() returned non-string")
	}
	if StrLen(line) == 0 {
		return Raise(EOFError, "EOF when reading a line")
	}
	if StrAt(line, StrLen(line)-1) == '\n' {
		return StrSubstring(line, 0, StrLen(line)-1)
	}
	return NewRef(line)
}

// builtinOpen is what the module io calls open.
func builtinOpen(_ *Object, args **Object, n int, names *Object) *Object {
	io := Import("io")
	if io == nil {
		return nil
	}
	defer Decref(io)
	open := GetAttrString(io, "open")
	if open == nil {
		return nil
	}
	defer Decref(open)
	return Vectorcall(open, Args(args, n+KeywordCount(names))[:n+KeywordCount(names)], names)
}

// builtinBreakpoint calls sys.breakpointhook.
func builtinBreakpoint(_ *Object, args **Object, n int, names *Object) *Object {
	hook := SysGet("breakpointhook")
	if hook == nil {
		return Raise(RuntimeError, "lost sys.breakpointhook")
	}
	Incref(hook)
	defer Decref(hook)
	return Vectorcall(hook, Args(args, n+KeywordCount(names)), names)
}

var importParams = Params{Func: "__import__", Names: []string{"name", "globals", "locals", "fromlist", "level"}, Required: 1, Positional: 5}

func builtinImport(_ *Object, args **Object, n int, names *Object) *Object {
	var v [5]*Object
	if !importParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	level := int32(0)
	if v[4] != nil {
		var ok bool
		if level, ok = AsInt32(v[4]); !ok {
			return nil
		}
	}
	if !IsStr(v[0]) {
		return Raise(TypeError, "module name must be a string")
	}
	return ImportLevel(StrOf(v[0]), v[1], v[3], int(level))
}

// currentLocals are the local variables of the program that runs, new; where none runs that is an error.
func currentLocals() *Object {
	if frame := CurrentFrame(); frame != nil {
		return FrameLocals(frame)
	}
	return Raise(SystemError, "frame does not exist")
}

// currentGlobals is borrowed; nil, and no error, where no program runs.
func currentGlobals() *Object {
	if frame := CurrentFrame(); frame != nil {
		return As[*abi.Frame](frame).Data.Globals
	}
	return nil
}
