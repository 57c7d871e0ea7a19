package object

import (
	"bytes"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Running code objects. There is no bytecode machine; what a code object does is known where Go made it of source text
// (a Program), and where it is PyCode_NewEmpty's.

// Program is what a code object does that was made of source text. It belongs to the code object.
type Program interface {
	// Run evaluates with the names of a frame: the result is new, nil when an exception is set. The program notes in the
	// frame the line it is at, and puts the frame into the traceback of what it raises.
	Run(frame *Object) *Object
	// Same tells whether another program does the same.
	Same(Program) bool
}

func samePrograms(a, b Program) bool { return a == b || a != nil && b != nil && a.Same(b) }

// NewProgram makes a code object that runs p. The name is what tracebacks show; consts and names are what inspection is to
// find, borrowed, and may be nil.
func NewProgram(p Program, filename *Object, name string, flags int) *Object {
	text := NewStr(name)
	empty, none := NewTuple(0), NewBytes(nil)
	defer ReleaseAll([]*Object{text, empty, none})
	if text == nil || empty == nil || none == nil {
		return nil
	}
	parts := CodeParts{
		Line: 1, Flags: flags, Code: none, Consts: empty, Names: empty, Varnames: empty, Freevars: empty, Cellvars: empty,
		Filename: filename, Name: text, Qualname: text, Linetable: none, Exceptions: none,
	}
	code := parts.make()
	if code != nil {
		setProgram(code, p)
	}
	return code
}

func setProgram(code *Object, p Program) {
	s := State()
	if s.programs == nil {
		s.programs = map[*Object]Program{}
	}
	s.programs[code] = p
}

func programOf(code *Object) Program { return State().programs[code] }

func copyProgram(to, from *Object) {
	if p := programOf(from); p != nil {
		setProgram(to, p)
	}
}

func dropProgram(code *Object) { delete(State().programs, code) }

// EvalCode runs a code object with these names, as if it were called with so many positional arguments and these keywords:
// PyEval_EvalCode. A nil locals is the globals. It runs code.
func EvalCode(code, globals, locals *Object, args int, keywords []*Object) *Object {
	if globals == nil {
		return Raise(SystemError, "PyEval_EvalCode: NULL globals")
	}
	if code == nil || code.Type != CodeType || !HasFlag(globals.Type, abi.TPFlagsDictSubclass) {
		return BadInternalCall()
	}
	if locals == nil {
		locals = globals
	}
	c := As[*abi.Code](code)
	if !checkNoArguments(code, c.Qualname, args, keywords) {
		return nil
	}
	return runFrame(code, nil, globals, locals)
}

// runCall calls a function: args are the positional arguments, then those that keywords names. It runs code.
func runCall(fn, locals *Object, args int, keywords []*Object) *Object {
	f := As[*abi.Function](fn)
	if !checkNoArguments(f.Code, f.Qualname, args, keywords) {
		return nil
	}
	return runFrame(f.Code, fn, f.Globals, locals)
}

// checkNoArguments refuses arguments for a code object that has no parameters. One that has some can't run anyway.
func checkNoArguments(code, qualname *Object, args int, keywords []*Object) bool {
	c := As[*abi.Code](code)
	if c.Argcount+c.Kwonlyargcount > 0 || c.Flags&(CodeVarargs|CodeVarkeywords) != 0 {
		return true
	}
	if len(keywords) > 0 {
		Raise(TypeError, "%s() got an unexpected keyword argument '%s'", StrOf(qualname), TextOf(keywords[0]))
		return false
	}
	if args > 0 {
		Raise(TypeError, "%s() takes 0 positional arguments but %d %s given", StrOf(qualname), args, wasWere(args))
		return false
	}
	return true
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// runFrame makes the frame of a code object and runs it.
func runFrame(code, fn, globals, locals *Object) *Object {
	frame := NewFrame(code, globals, locals)
	if frame == nil {
		return nil
	}
	defer Decref(frame)
	As[*abi.Frame](frame).Data.Func = XNewRef(fn)
	return resumeFrame(frame)
}

// resumeFrame runs a frame.
func resumeFrame(frame *Object) *Object {
	code := Head(As[*abi.Frame](frame).Data.Code)
	c := As[*abi.Code](code)
	program := programOf(code)
	if program == nil && !bytes.Equal(codeUnits(code), codeEmpty) {
		return Raise(NotImplementedError, "gilded does not run Python bytecode: '%s' in %s, line %d",
			StrOf(c.Qualname), StrOf(c.Filename), c.Firstlineno)
	}
	if !EnterCall("") {
		return nil
	}
	leave := enterFrame(frame)
	var result *Object
	if program != nil {
		result = program.Run(frame)
	} else {
		RaiseNone(AssertionError)
		TraceBackHere(frame)
	}
	leave()
	LeaveCall()
	return result
}

// enterFrame makes a frame the thread's current one until the returned function is called.
func enterFrame(o *Object) (leave func()) {
	ts := Thread()
	f := As[*abi.Frame](o)
	before := ts.CFrame.CurrentFrame
	f.Data.Previous = (*abi.InterpreterFrame)(before)
	if back := CurrentFrame(); back != nil {
		f.Back = As[*abi.Frame](NewRef(back))
	}
	ts.CFrame.CurrentFrame = unsafe.Pointer(&f.Data)
	return func() {
		ts.CFrame.CurrentFrame = before
		f.Data.Previous = nil
	}
}

// CurrentFrame is the frame of the program that the thread runs, borrowed; nil if it runs none.
func CurrentFrame() *Object { return FrameOf(Thread()) }

// FrameOf is CurrentFrame of any thread state.
func FrameOf(ts *abi.ThreadState) *Object {
	if f := (*abi.InterpreterFrame)(ts.CFrame.CurrentFrame); f != nil {
		return Head(f.FrameObj)
	}
	return nil
}
