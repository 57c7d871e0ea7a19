package abi

// Cell is PyCellObject: a variable that several functions share. Ref is nil while it is unbound.
type Cell struct {
	Object
	Ref *Object
}

// Function is PyFunctionObject.
type Function struct {
	Object
	Globals, Builtins, Name, Qualname, Code, Defaults, KwDefaults, Closure, Doc, Dict, Weakreflist, Module, Annotations *Object
	Vectorcall                                                                                                          Func
	Version                                                                                                             uint32
	_                                                                                                                   uint32
}

// Generator is PyGenObject, PyCoroObject and PyAsyncGenObject, which have one layout.
type Generator struct {
	Object
	Code                                     *Code
	Weakreflist, Name, Qualname              *Object
	ExcState                                 ErrStackItem
	OriginOrFinalizer                        *Object
	HooksInited, Closed, RunningAsync, State int8
	_                                        int32
	Frame                                    InterpreterFrame
}
