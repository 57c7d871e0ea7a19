package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// ExceptionGroup is the group that only holds Exceptions. It has two bases, so it is a class like those of programs, and
// made at Boot.
var ExceptionGroup *Type

func defineExceptionGroups() {
	fields := func(o *Object) []**Object {
		g := As[*abi.ExceptionGroup](o)
		return []**Object{&g.Msg, &g.Excs}
	}
	exceptionType(BaseExceptionGroup, "BaseExceptionGroup", BaseException, "A combination of multiple unrelated exceptions.", unsafe.Sizeof(abi.ExceptionGroup{}), fields, func(s *Spec) {
		s.New, s.Str = exceptionGroupNew, exceptionGroupStr
		s.Init = func(o, args, kwargs *Object) int32 {
			if !NoKeywords(TypeName(o.Type), kwargs) {
				return -1
			}
			return baseExceptionInit(o, args, nil)
		}
		s.Members = []Member{
			{Name: "message", Doc: "exception message", Type: TObject, Flags: ReadOnly, Offset: unsafe.Offsetof(abi.ExceptionGroup{}.Msg)},
			{Name: "exceptions", Doc: "nested exceptions", Type: TObject, Flags: ReadOnly, Offset: unsafe.Offsetof(abi.ExceptionGroup{}.Excs)},
		}
		s.Methods = []Method{
			{Name: "derive", O: groupDerive},
			{Name: "split", O: groupSplit},
			{Name: "subgroup", O: groupSubgroup},
			ClassGetitem,
		}
	})
	AtBoot(func() {
		name, bases, dict := NewStr("ExceptionGroup"), Pack(Head(BaseExceptionGroup), Head(Exception)), NewDict()
		DictSetString(dict, "__module__", Intern("builtins"))
		class := CallArgs(Head(TypeType), name, bases, dict)
		if class == nil {
			panic("object: ExceptionGroup can't be made: " + takeError())
		}
		Decref(name)
		Decref(bases)
		Decref(dict)
		ExceptionGroup = As[*Type](class)
		readyOrder = append(readyOrder, ExceptionGroup)
	})
}

func exceptionGroupNew(t *Type, args, _ *Object) *Object {
	items := TupleItems(args)
	if len(items) != 2 {
		return Raise(TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(items))
	}
	message, sequence := items[0], items[1]
	if !HasFlag(message.Type, abi.TPFlagsUnicodeSubclass) {
		return Raise(TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %.50s", ArgumentTypeName(message))
	}
	if !SequenceCheck(sequence) {
		return Raise(TypeError, "second argument (exceptions) must be a sequence")
	}
	excs := ToTuple(sequence)
	if excs == nil {
		return nil
	}
	members := TupleItems(excs)
	if len(members) == 0 {
		Decref(excs)
		return Raise(ValueError, "second argument (exceptions) must be a non-empty sequence")
	}
	hasBase := false
	for i, e := range members {
		if !IsException(e) {
			Decref(excs)
			return Raise(ValueError, "Item %d of second argument (exceptions) is not an exception", i)
		}
		hasBase = hasBase || !Is(e, Exception)
	}
	switch {
	case t == BaseExceptionGroup && !hasBase:
		t = ExceptionGroup
	case t == ExceptionGroup && hasBase:
		Decref(excs)
		return Raise(TypeError, "Cannot nest BaseExceptions in an ExceptionGroup")
	case hasBase && IsSubtype(t, Exception):
		Decref(excs)
		return Raise(TypeError, "Cannot nest BaseExceptions in '%.200s'", TypeName(t))
	}
	o := baseExceptionNew(t, args, nil)
	if o == nil {
		Decref(excs)
		return nil
	}
	g := As[*abi.ExceptionGroup](o)
	g.Msg, g.Excs = NewRef(message), excs
	return o
}

func exceptionGroupStr(o *Object) *Object {
	g := As[*abi.ExceptionGroup](o)
	n := len(TupleItems(g.Excs))
	return joinTexts(Str, g.Msg, fmt.Sprintf(" (%d sub-exception%s)", n, plural(n)))
}

func groupDerive(o, excs *Object) *Object {
	return CallArgs(Head(BaseExceptionGroup), As[*abi.ExceptionGroup](o).Msg, excs)
}

// groupMatcher tells whether an exception, or a group as a whole, matches. It may run code.
type groupMatcher func(exc *Object) int32

func matcherOf(condition *Object) groupMatcher {
	isClasses := IsExceptionClass(condition)
	if condition.Type == TupleType {
		isClasses = true
		for _, c := range TupleItems(condition) {
			isClasses = isClasses && IsExceptionClass(c)
		}
	}
	switch {
	case isClasses:
		return func(exc *Object) int32 {
			if GivenMatches(exc, condition) {
				return 1
			}
			return 0
		}
	case condition.Type == FunctionType: // no other callable is taken for a condition
		return func(exc *Object) int32 {
			r := CallArgs(condition, exc)
			if r == nil {
				return -1
			}
			defer Decref(r)
			return IsTrue(r)
		}
	}
	Raise(TypeError, "expected a function, exception type or tuple of exception types")
	return nil
}

// splitGroup divides what is in o, a group or a single exception: new references, nil for an empty half.
func splitGroup(o *Object, matches groupMatcher) (match, rest *Object, ok bool) {
	switch matches(o) {
	case -1:
		return nil, nil, false
	case 1:
		return NewRef(o), nil, true
	}
	if !Is(o, BaseExceptionGroup) {
		return nil, NewRef(o), true
	}
	if !EnterCall(" in exceptiongroup_split_recursive") {
		return nil, nil, false
	}
	defer LeaveCall()
	matched, others := NewList(0), NewList(0)
	if matched == nil || others == nil {
		XDecref(matched)
		XDecref(others)
		return nil, nil, false
	}
	defer Decref(matched)
	defer Decref(others)
	for _, e := range TupleItems(As[*abi.ExceptionGroup](o).Excs) {
		m, r, ok := splitGroup(e, matches)
		for _, half := range []struct{ list, exc *Object }{{matched, m}, {others, r}} {
			if half.exc != nil {
				ok = ok && ListAppend(half.list, half.exc)
				Decref(half.exc)
			}
		}
		if !ok {
			return nil, nil, false
		}
	}
	if match, ok = subgroup(o, matched); !ok {
		return nil, nil, false
	}
	if rest, ok = subgroup(o, others); !ok {
		XDecref(match)
		return nil, nil, false
	}
	return match, rest, true
}

// subgroup makes a group like o of some of its exceptions, nil for none of them.
func subgroup(o, excs *Object) (*Object, bool) {
	if len(ListItems(excs)) == 0 {
		return nil, true
	}
	g := CallMethod(o, "derive", excs)
	if g == nil {
		return nil, false
	}
	if !Is(g, BaseExceptionGroup) {
		Decref(g)
		Raise(TypeError, "derive must return an instance of BaseExceptionGroup")
		return nil, false
	}
	from, to := excHead(o), excHead(g)
	if from.Traceback != nil {
		SetTraceback(g, from.Traceback)
	}
	SetContext(g, XNewRef(from.Context))
	SetCause(g, XNewRef(from.Cause))
	to.SuppressContext = from.SuppressContext
	notes, ok := LookupAttr(o, Intern("__notes__"))
	if notes != nil {
		if SequenceCheck(notes) {
			copied := ToList(notes)
			ok = copied != nil && SetAttr(g, Intern("__notes__"), copied)
			XDecref(copied)
		}
		Decref(notes)
	}
	if !ok {
		Decref(g)
		return nil, false
	}
	return g, true
}

func groupSplit(o, condition *Object) *Object {
	matches := matcherOf(condition)
	if matches == nil {
		return nil
	}
	match, rest, ok := splitGroup(o, matches)
	if !ok {
		return nil
	}
	halves := [2]*Object{match, rest}
	for i, h := range halves {
		if h == nil {
			halves[i] = NewRef(None)
		}
	}
	t := Pack(halves[0], halves[1])
	Decref(halves[0])
	Decref(halves[1])
	return t
}

func groupSubgroup(o, condition *Object) *Object {
	matches := matcherOf(condition)
	if matches == nil {
		return nil
	}
	match, rest, ok := splitGroup(o, matches)
	if !ok {
		return nil
	}
	XDecref(rest)
	if match == nil {
		return NewRef(None)
	}
	return match
}
