package abi

import "unsafe"

// Code is PyCodeObject. Gilded runs no bytecode: an extension makes code objects to name places in tracebacks.
type Code struct {
	VarObject
	Consts, Names, ExceptionTable                                         *Object
	Flags                                                                 int32
	Warmup, LineArrayEntrySize                                            int16
	Argcount, Posonlyargcount, Kwonlyargcount, Stacksize, Firstlineno     int32
	Nlocalsplus, Nlocals, Nplaincellvars, Ncellvars, Nfreevars            int32
	LocalsplusNames, LocalsplusKinds, Filename, Name, Qualname, Linetable *Object
	Weakreflist, CachedCode                                               *Object
	LineArray                                                             unsafe.Pointer
	FirstTraceable                                                        int32
	_                                                                     int32
	Extra                                                                 unsafe.Pointer
	Adaptive                                                              [8]byte
}

// Frame is PyFrameObject: extensions write Lineno. The interpreter's frame lies inside it.
type Frame struct {
	Object
	Back         *Frame
	Frame        *InterpreterFrame
	Trace        *Object
	Lineno       int32
	TraceLines   byte
	TraceOpcodes byte
	FastAsLocals byte
	_            byte
	Data         InterpreterFrame
}

// InterpreterFrame is _PyInterpreterFrame.
type InterpreterFrame struct {
	_                               OffHeap
	Func, Globals, Builtins, Locals *Object
	Code                            *Code
	FrameObj                        *Frame
	Previous                        *InterpreterFrame
	PrevInstr                       unsafe.Pointer
	Stacktop                        int32
	IsEntry, Owner                  byte
	_                               [2]byte
	Localsplus                      [1]*Object
}
