package object

import (
	"fmt"

	"github.com/d95905aa/gilded/internal/abi"
)

// The error indicator is the triple CurexcType, CurexcValue, CurexcTraceback of the thread state, and it is lazy: the
// value may be nil, or what the type is still to be called with. Normalize makes an exception of it. An exception that
// is being handled is in the ring of abi.ErrStackItem that ExcInfo leads to; what is raised meanwhile gets it as its
// __context__.

// Raise sets the error indicator to an exception of a type with a message, and returns nil. A class that is not built in
// may have a constructor, which runs when an exception is being handled: only then may it run code.
func Raise(t *Type, format string, a ...any) *Object {
	text := format
	if len(a) > 0 {
		text = fmt.Sprintf(format, a...)
	}
	return RaiseString(Head(t), text)
}

// RaiseString sets the error indicator to an exception of a class with a message, and returns nil.
func RaiseString(class *Object, text string) *Object {
	message := NewStr(text)
	if message == nil {
		return nil
	}
	SetObject(class, message)
	Decref(message)
	return nil
}

// RaiseObject sets the error indicator to an exception of a type with a value: an instance of it, or what it is to be
// called with. It returns nil.
func RaiseObject(t *Type, value *Object) *Object {
	SetObject(Head(t), value)
	return nil
}

// RaiseNone sets the error indicator to an exception of a type without arguments, and returns nil.
func RaiseNone(t *Type) *Object {
	SetObject(Head(t), nil)
	return nil
}

// RaiseException sets the error indicator to an exception, and returns nil.
func RaiseException(exc *Object) *Object {
	SetObject(Head(exc.Type), exc)
	return nil
}

// RaiseFromCause is Raise, with the exception that is set now as the cause and the context of the new one.
func RaiseFromCause(t *Type, format string, a ...any) *Object {
	return raiseFromCause(Head(t), fmt.Sprintf(format, a...))
}

// trySetFromCause replaces the exception that is set by another of its type, whose text is prefix and then the first one's type and
// text, and whose cause is the first. It leaves exceptions with more to them than a text: those could not be made of one.
func trySetFromCause(prefix string) {
	exc := TakeException()
	if exc == nil {
		return
	}
	t, base := exc.Type, BaseException
	plain := t.Init == base.Init && t.New == base.New && t.Basicsize == base.Basicsize && t.Itemsize == base.Itemsize
	args := TupleItems(As[*abi.BaseException](exc).Args)
	if len(args) > 1 || len(args) == 1 && args[0].Type != StrType {
		plain = false
	}
	if dict := As[*abi.BaseException](exc).Dict; dict != nil && DictLen(dict) > 0 {
		plain = false
	}
	GiveException(exc)
	if plain {
		before := TakeException()
		Raise(t, "%s (%s: %s)", prefix, TypeName(t), TextOf(before))
		if after := TakeException(); after != nil {
			SetCause(after, before)
			GiveException(after)
		} else {
			Decref(before)
		}
	}
}

func raiseFromCause(class *Object, text string) *Object {
	before := TakeException()
	RaiseString(class, text)
	if before == nil {
		return nil
	}
	after := TakeException()
	if after == nil {
		Decref(before)
		return nil
	}
	if after != before {
		SetCause(after, NewRef(before))
		SetContext(after, before)
	} else {
		Decref(before)
	}
	return GiveException(after)
}

// Except is an except clause: if the exception that is set is of a type, f runs while that exception is being handled, so that
// what f raises has it as its context. Otherwise, or if f returns nil without another exception, it stays set. It may run code.
func Except(t *Type, f func() *Object) *Object {
	if !Matches(t) {
		return nil
	}
	exc := TakeException()
	before := XNewRef(Thread().ExcInfo.ExcValue)
	SetHandledException(NewRef(exc))
	result := f()
	SetHandledException(before)
	if result != nil || Occurred() != nil {
		Decref(exc)
		return result
	}
	return GiveException(exc)
}

// RaiseFromNone raises an exception without arguments in place of the one that is set, which only its context tells of: it is
// "raise t from None".
func RaiseFromNone(t *Type) *Object {
	before := TakeException()
	RaiseNone(t)
	after := TakeException()
	if after == nil {
		XDecref(before)
		return nil
	}
	SetCause(after, nil)
	SetContext(after, before)
	return GiveException(after)
}

// NoMemory raises MemoryError. It needs no memory itself: the exception is made when somebody looks at it.
func NoMemory() *Object {
	RestoreErr(NewRef(Head(MemoryError)), nil, nil)
	return nil
}

// BadInternalCall raises the SystemError of a function that was called with the wrong kind of object.
func BadInternalCall() *Object { return Raise(SystemError, "bad argument to internal function") }

// BadArgument raises the TypeError of a built-in operation that got the wrong kind of object.
func BadArgument() *Object {
	return Raise(TypeError, "bad argument type for built-in operation")
}

// Occurred returns the class of the exception that is set, borrowed, or nil.
func Occurred() *Object { return Thread().CurexcType }

// ClearErr clears the error indicator. It may run code.
func ClearErr() {
	ts := Thread()
	if ts.CurexcType != nil {
		RestoreErr(nil, nil, nil)
	}
}

// FetchErr takes the error indicator out of the thread state: the references are the caller's.
func FetchErr() (t, v, tb *Object) {
	ts := Thread()
	t, v, tb = ts.CurexcType, ts.CurexcValue, ts.CurexcTraceback
	ts.CurexcType, ts.CurexcValue, ts.CurexcTraceback = nil, nil, nil
	return t, v, tb
}

// RestoreErr sets the error indicator and steals all three references. It may run code: what was set before dies.
func RestoreErr(t, v, tb *Object) {
	if tb != nil && tb.Type != TraceBackType {
		Decref(tb)
		tb = nil
	}
	ts := Thread()
	oldType, oldValue, oldTraceback := ts.CurexcType, ts.CurexcValue, ts.CurexcTraceback
	ts.CurexcType, ts.CurexcValue, ts.CurexcTraceback = t, v, tb
	XDecref(oldType)
	XDecref(oldValue)
	XDecref(oldTraceback)
}

// TakeException takes the error indicator as one exception, with its traceback in it; nil if none is set. It may run
// code.
func TakeException() *Object {
	t, v, tb := FetchErr()
	if t == nil {
		return nil
	}
	t, v, tb = Normalize(t, v, tb)
	if tb != nil {
		SetTraceback(v, tb)
	}
	Decref(t)
	XDecref(tb)
	return v
}

// GiveException sets the error indicator to an exception, which it steals, as it is: no context is added. It returns
// nil.
func GiveException(exc *Object) *Object {
	RestoreErr(NewRef(Head(exc.Type)), exc, XNewRef(As[*abi.BaseException](exc).Traceback))
	return nil
}

// Matches tells whether the exception that is set is of a type.
func Matches(t *Type) bool { return GivenMatches(Thread().CurexcType, Head(t)) }

// GivenMatches tells whether an exception or its class is what an except clause names: a class or a tuple of them.
func GivenMatches(err, what *Object) bool {
	if err == nil || what == nil {
		return false
	}
	if HasFlag(what.Type, abi.TPFlagsTupleSubclass) {
		for _, item := range TupleItems(what) {
			if GivenMatches(err, item) {
				return true
			}
		}
		return false
	}
	if IsException(err) {
		err = Head(err.Type)
	}
	if IsExceptionClass(err) && IsExceptionClass(what) {
		return IsSubtype(As[*Type](err), As[*Type](what))
	}
	return err == what
}

// IsException tells whether an object is an exception.
func IsException(o *Object) bool { return HasFlag(o.Type, abi.TPFlagsBaseExcSubclass) }

// IsExceptionClass tells whether an object is a class of exceptions.
func IsExceptionClass(o *Object) bool {
	return HasFlag(o.Type, abi.TPFlagsTypeSubclass) && HasFlag(As[*Type](o), abi.TPFlagsBaseExcSubclass)
}

// SetObject is PyErr_SetObject: value may be nil, an exception, or what class is to be called with. While an exception
// is handled the new one is made at once, which may run code, and gets that one as its context.
func SetObject(class, value *Object) {
	if class != nil && !IsExceptionClass(class) {
		Raise(SystemError, "_PyErr_SetObject: exception %s is not a BaseException subclass", ReprOf(class))
		return
	}
	XIncref(value)
	if handled := HandledException(); handled != nil {
		if value == nil || !IsException(value) {
			ClearErr()
			made := createException(class, value)
			XDecref(value)
			if made == nil {
				return
			}
			value = made
		}
		if handled != value {
			breakContextCycle(handled, value)
			SetContext(value, NewRef(handled))
		}
	}
	var tb *Object
	if value != nil && IsException(value) {
		tb = XNewRef(As[*abi.BaseException](value).Traceback)
	}
	RestoreErr(XNewRef(class), value, tb)
}

// breakContextCycle takes value out of the chain of contexts that begins at handled: it is about to become the head of
// that chain. The chain may have a cycle of its own, so a second pointer follows at half the speed.
func breakContextCycle(handled, value *Object) {
	slow, move := handled, false
	for o := handled; ; {
		next := As[*abi.BaseException](o).Context
		if next == nil {
			return
		}
		if next == value {
			SetContext(o, nil)
			return
		}
		o = next
		if o == slow {
			return
		}
		if move {
			slow = As[*abi.BaseException](slow).Context
		}
		move = !move
	}
}

// HandledException returns the exception that is being handled, borrowed, or nil.
func HandledException() *Object {
	item := Thread().ExcInfo
	for (item.ExcValue == nil || item.ExcValue == None) && item.Previous != nil {
		item = item.Previous
	}
	if item.ExcValue == None {
		return nil
	}
	return item.ExcValue
}

// HandleException makes exc the exception that is being handled until the returned function is called.
func HandleException(exc *Object) (done func()) {
	item := Thread().ExcInfo
	before := item.ExcValue
	item.ExcValue = NewRef(exc)
	return func() {
		ours := item.ExcValue
		item.ExcValue = before
		XDecref(ours)
	}
}

// SetHandledException makes exc, which it steals and which may be nil, the exception that is being handled.
func SetHandledException(exc *Object) {
	if exc == None {
		exc = nil // None is immortal: the reference need not be given back
	}
	Replace(&Thread().ExcInfo.ExcValue, exc)
}

// createException calls a class of exceptions with a value: a tuple is its arguments, None or nil means no argument.
func createException(class, value *Object) *Object {
	var exc *Object
	switch {
	case value == nil || value == None:
		exc = CallArgs(class)
	case HasFlag(value.Type, abi.TPFlagsTupleSubclass):
		exc = Call(class, value, nil)
	default:
		exc = CallArgs(class, value)
	}
	if exc != nil && !IsException(exc) {
		Raise(TypeError, "calling %s should have returned an instance of BaseException, not %s", ReprOf(class), TypeName(exc.Type))
		Decref(exc)
		return nil
	}
	return exc
}

// normalizeLimit is how often making an exception may fail with another one before that is a RecursionError.
const normalizeLimit = 32

// Normalize makes an exception of a fetched error indicator: v becomes an instance of t, and t its class. It steals all
// three and gives them back changed. If the constructor fails, its exception takes their place. It may run code.
func Normalize(t, v, tb *Object) (*Object, *Object, *Object) {
	if t == nil {
		return t, v, tb
	}
	ts := Thread()
	ts.RecursionHeadroom++ // a RecursionError must find room to be made
	defer func() { ts.RecursionHeadroom-- }()
	for depth := 0; ; depth++ {
		if v == nil {
			v = NewRef(None)
		}
		if !IsExceptionClass(t) {
			return t, v, tb
		}
		if IsException(v) && IsSubtype(v.Type, As[*Type](t)) {
			if Head(v.Type) != t {
				Decref(t)
				t = NewRef(Head(v.Type))
			}
			return t, v, tb
		}
		if made := createException(t, v); made != nil {
			Decref(v)
			return t, made, tb
		}
		Decref(t)
		Decref(v)
		if depth == normalizeLimit {
			Raise(RecursionError, "maximum recursion depth exceeded while normalizing an exception")
		}
		if depth > normalizeLimit+2 {
			panic("object: cannot recover from the recursive normalization of an exception")
		}
		var newer *Object
		t, v, newer = FetchErr()
		if newer != nil {
			XDecref(tb)
			tb = newer
		}
	}
}

// ChainExceptions restores a fetched exception, which it steals; if another one is set meanwhile, the fetched one becomes
// its context.
func ChainExceptions(t, v, tb *Object) {
	if t == nil {
		return
	}
	if Occurred() == nil {
		RestoreErr(t, v, tb)
		return
	}
	later := TakeException()
	t, v, tb = Normalize(t, v, tb)
	if tb != nil {
		SetTraceback(v, tb)
		Decref(tb)
	}
	Decref(t)
	SetContext(later, v)
	GiveException(later)
}

// SetKeyError raises KeyError for a key, also for one that is a tuple.
func SetKeyError(key *Object) {
	args := Pack(key)
	if args == nil {
		return
	}
	RaiseObject(KeyError, args)
	Decref(args)
}

// ReprOf is repr(o) for a message. An exception on the way is swallowed, and o's type stands in. It may run code.
func ReprOf(o *Object) string {
	if o == nil {
		return "<NULL>"
	}
	return textFor(o, Repr)
}

// TextOf is str(o) for a message. An exception on the way is swallowed, and o's type stands in. It may run code.
func TextOf(o *Object) string { return textFor(o, Str) }

func textFor(o *Object, text func(*Object) *Object) string {
	t, v, tb := FetchErr()
	defer RestoreErr(t, v, tb)
	s := text(o)
	if s == nil {
		ClearErr()
		return fmt.Sprintf("<%s object at %p>", TypeName(o.Type), o)
	}
	defer Decref(s)
	return StrOf(s)
}

// takeError clears the error indicator and says in one line what it was: "ValueError: text". It may run code.
func takeError() string {
	exc := TakeException()
	if exc == nil {
		return "no exception is set"
	}
	defer Decref(exc)
	name, text := TypeName(exc.Type), TextOf(exc)
	if text == "" {
		return name
	}
	return name + ": " + text
}

// argumentTypeName is how messages about an argument name its type: None is not called NoneType.
// ArgumentTypeName is how errors name the type of an argument.
func ArgumentTypeName(o *Object) string {
	if o == None {
		return "None"
	}
	return TypeName(o.Type)
}
