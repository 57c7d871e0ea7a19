package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

func defineBaseException() {
	Define(BaseException, func() Spec {
		return Spec{
			Name: "BaseException", Doc: "Common base class for all exceptions",
			Basicsize:  unsafe.Sizeof(abi.BaseException{}),
			Flags:      abi.TPFlagsBasetype | abi.TPFlagsHaveGC | abi.TPFlagsBaseExcSubclass,
			Dictoffset: int(unsafe.Offsetof(abi.BaseException{}.Dict)),
			Raw:        map[unsafe.Pointer]abi.Func{unsafe.Pointer(&BaseException.New): baseExceptionNewSlot},
			Init:       baseExceptionInit,
			Dealloc:    exceptionDealloc(BaseException, nil), Traverse: exceptionTraverse(nil), Clear: exceptionClear(nil),
			Repr: baseExceptionRepr, Str: baseExceptionStr, Getattro: GenericGetAttr,
			Setattro: func(o, name, v *Object) int32 { return Status(GenericSetAttr(o, name, v)) },
			Methods: []Method{
				{Name: "__reduce__", NoArgs: baseExceptionReduce},
				{Name: "__setstate__", O: baseExceptionSetstate},
				{Name: "with_traceback", O: withTraceback, Doc: "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
				{Name: "add_note", O: addNote, Doc: "Exception.add_note(note) --\n    add a note to the exception"},
			},
			Members: []Member{{Name: "__suppress_context__", Type: TBool, Offset: unsafe.Offsetof(abi.BaseException{}.SuppressContext)}},
			Getset: []GetSet{
				{Name: "__dict__", Get: GenericGetDict, Set: GenericSetDict},
				{Name: "args", Get: func(o *Object) *Object { return orNone(excHead(o).Args) }, Set: setArgsAttr},
				{Name: "__traceback__", Get: func(o *Object) *Object { return orNone(excHead(o).Traceback) }, Set: setTracebackAttr},
				{Name: "__context__", Get: func(o *Object) *Object { return orNone(excHead(o).Context) }, Set: setContextAttr},
				{Name: "__cause__", Get: func(o *Object) *Object { return orNone(excHead(o).Cause) }, Set: setCauseAttr},
			},
		}
	})
}

func excHead(o *Object) *abi.BaseException { return As[*abi.BaseException](o) }

// orNone is a new reference to o, or to None.
func orNone(o *Object) *Object {
	if o == nil {
		o = None
	}
	return NewRef(o)
}

// fail raises and is the -1 that a setter returns.
func fail(t *Type, format string, a ...any) int32 {
	Raise(t, format, a...)
	return -1
}

// baseExceptionNewSlot is one address for all classes that have it: by it __new__ knows what is safe.
var baseExceptionNewSlot = ctier.HotNew("gl_BaseException_new", baseExceptionNew)

func baseExceptionNew(t *Type, args, _ *Object) *Object {
	o := NewInstance(t, 0)
	if o == nil {
		return nil
	}
	if args == nil {
		args = NewTuple(0)
	} else {
		Incref(args)
	}
	excHead(o).Args = args
	return o
}

func baseExceptionInit(o, args, kwargs *Object) int32 {
	if !NoKeywords(TypeName(o.Type), kwargs) {
		return -1
	}
	Replace(&excHead(o).Args, NewRef(args))
	return 0
}

// headFields are the objects that every exception has.
func headFields(e *abi.BaseException) [6]**Object {
	return [...]**Object{&e.Dict, &e.Args, &e.Notes, &e.Traceback, &e.Context, &e.Cause}
}

// exceptionDealloc destroys an exception. A chain of contexts can be long, so it goes through the trashcan.
func exceptionDealloc(t *Type, fields fieldsOf) ctier.DestructorFunc {
	clear := exceptionClear(fields)
	return func(o *Object) {
		GCUntrack(o)
		Trash(o, t, func(o *Object) {
			clear(o)
			FreeInstance(o)
		})
	}
}

func exceptionTraverse(fields fieldsOf) ctier.TraverseFunc {
	return func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
		if fields != nil {
			for _, f := range fields(o) {
				if r := Visit(visit, arg, *f); r != 0 {
					return r
				}
			}
		}
		e := excHead(o)
		return Visit(visit, arg, e.Dict, e.Args, e.Notes, e.Traceback, e.Context, e.Cause)
	}
}

func exceptionClear(fields fieldsOf) ctier.InquiryFunc {
	return func(o *Object) int32 {
		if fields != nil {
			for _, f := range fields(o) {
				Clear(f)
			}
		}
		for _, f := range headFields(excHead(o)) {
			Clear(f)
		}
		return 0
	}
}

// shortName is a type's name without its module.
func shortName(t *Type) string {
	name := TypeName(t)
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

func baseExceptionStr(o *Object) *Object {
	args := excHead(o).Args
	switch items := TupleItems(args); len(items) {
	case 0:
		return NewStr("")
	case 1:
		return Str(items[0])
	}
	return Str(args)
}

func baseExceptionRepr(o *Object) *Object {
	args := excHead(o).Args
	items := TupleItems(args)
	shown, open, end := args, "", ""
	if len(items) == 1 {
		shown, open, end = items[0], "(", ")"
	}
	text := Repr(shown)
	if text == nil {
		return nil
	}
	defer Decref(text)
	return NewStr(shortName(o.Type) + open + StrOf(text) + end)
}

// reduced is the result of __reduce__: the class, the arguments, and a state unless it is nil.
func reduced(o, args, state *Object) *Object {
	if state != nil {
		return Pack(Head(o.Type), args, state)
	}
	return Pack(Head(o.Type), args)
}

func baseExceptionReduce(o *Object) *Object { return reduced(o, excHead(o).Args, excHead(o).Dict) }

func baseExceptionSetstate(o, state *Object) *Object {
	if state == None {
		return NewRef(None)
	}
	if !HasFlag(state.Type, abi.TPFlagsDictSubclass) {
		return Raise(TypeError, "state is not a dictionary")
	}
	var k, v *Object
	for pos := 0; DictNext(state, &pos, &k, &v); {
		Incref(k)
		Incref(v)
		ok := SetAttr(o, k, v)
		Decref(k)
		Decref(v)
		if !ok {
			return nil
		}
	}
	return NewRef(None)
}

func withTraceback(o, tb *Object) *Object {
	if !SetTraceback(o, tb) {
		return nil
	}
	return NewRef(o)
}

func addNote(o, note *Object) *Object {
	if !HasFlag(note.Type, abi.TPFlagsUnicodeSubclass) {
		return Raise(TypeError, "note must be a str, not '%s'", TypeName(note.Type))
	}
	name := Intern("__notes__")
	notes, ok := LookupAttr(o, name)
	if !ok {
		return nil
	}
	if notes == nil {
		if notes = NewList(0); notes == nil {
			return nil
		}
		if !SetAttr(o, name, notes) {
			Decref(notes)
			return nil
		}
	}
	defer Decref(notes)
	if !HasFlag(notes.Type, abi.TPFlagsListSubclass) {
		return Raise(TypeError, "Cannot add note: __notes__ is not a list")
	}
	if !ListAppend(notes, note) {
		return nil
	}
	return NewRef(None)
}

func setArgsAttr(o, v *Object) int32 {
	if v == nil {
		return fail(TypeError, "args may not be deleted")
	}
	args := ToTuple(v)
	if args == nil {
		return -1
	}
	Replace(&excHead(o).Args, args)
	return 0
}

func setTracebackAttr(o, v *Object) int32 {
	if v == nil {
		return fail(TypeError, "__traceback__ may not be deleted")
	}
	return Status(SetTraceback(o, v))
}

// SetTraceback is PyException_SetTraceback: None empties the field.
func SetTraceback(o, tb *Object) bool {
	if tb == None {
		tb = nil
	} else if tb == nil || tb.Type != TraceBackType {
		Raise(TypeError, "__traceback__ must be a traceback or None")
		return false
	}
	Replace(&excHead(o).Traceback, XNewRef(tb))
	return true
}

func setContextAttr(o, v *Object) int32 {
	if v == nil {
		return fail(TypeError, "__context__ may not be deleted")
	}
	if v == None {
		SetContext(o, nil)
		return 0
	}
	if !IsException(v) {
		return fail(TypeError, "exception context must be None or derive from BaseException")
	}
	SetContext(o, NewRef(v))
	return 0
}

func setCauseAttr(o, v *Object) int32 {
	if v == nil {
		return fail(TypeError, "__cause__ may not be deleted")
	}
	if v == None {
		SetCause(o, nil)
		return 0
	}
	if !IsException(v) {
		return fail(TypeError, "exception cause must be None or derive from BaseException")
	}
	SetCause(o, NewRef(v))
	return 0
}

// SetCause makes cause, which it steals and which may be nil, the __cause__ of an exception; the context is no longer
// shown.
func SetCause(exc, cause *Object) {
	excHead(exc).SuppressContext = 1
	Replace(&excHead(exc).Cause, cause)
}

// SetContext makes context, which it steals and which may be nil, the __context__ of an exception.
func SetContext(exc, context *Object) { Replace(&excHead(exc).Context, context) }

// SetAttributeErrorContext tells an AttributeError that was just raised which attribute of which object it is about, unless
// it knows.
func SetAttributeErrorContext(o, name *Object) {
	if !Matches(AttributeError) {
		return
	}
	exc := TakeException()
	if Is(exc, AttributeError) {
		if e := As[*abi.AttributeError](exc); e.Name == nil && e.Obj == nil {
			e.Name, e.Obj = NewRef(name), NewRef(o)
		}
	}
	GiveException(exc)
}
