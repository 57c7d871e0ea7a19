package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Generators, coroutines and asynchronous generators, as the C API makes them: of a frame. What such a frame can do here is
// to run to its end or to raise, never to yield. Extensions bring generator types of their own, which resemble these.

var (
	GeneratorType      = ctier.Type("PyGen_Type")
	CoroutineType      = ctier.Type("PyCoro_Type")
	AsyncGeneratorType = ctier.Type("PyAsyncGen_Type")

	coroutineWrapperType = NewType()
)

// States of a generator's frame.
const (
	frameCreated   = -2
	frameSuspended = -1
	frameExecuting = 0
	frameCleared   = 4
)

// NewGenerator makes a generator or a coroutine of a frame, which it takes over. Names that are nil are the code's.
func NewGenerator(t *Type, frame, name, qualname *Object) *Object {
	code := As[*abi.Frame](frame).Data.Code
	// As large as CPython makes it for the variables of the frame. There is no ob_size: the field there is overwritten.
	o := NewVar(t, max(1, int(code.Nlocalsplus+code.Stacksize)))
	if o == nil {
		Decref(frame)
		return nil
	}
	g := As[*abi.Generator](o)
	g.Code = As[*abi.Code](NewRef(Head(code)))
	if name == nil {
		name = code.Name
	}
	if qualname == nil {
		qualname = code.Qualname
	}
	g.Name, g.Qualname = NewRef(name), NewRef(qualname)
	g.State = frameCreated
	f := As[*abi.Frame](frame)
	g.Frame.FrameObj, g.Frame.Code = f, code
	f.Data.Localsplus[0] = o // borrowed: the generator takes it back when it lets go of the frame
	GCTrack(o)
	return o
}

// FrameGenerator is the generator that a frame belongs to: nil, and no error, if none.
func FrameGenerator(frame *Object) *Object { return XNewRef(As[*abi.Frame](frame).Data.Localsplus[0]) }

// generatorFrame is the frame of a generator, borrowed; nil when it has ended.
func generatorFrame(g *abi.Generator) *Object {
	if g.Frame.FrameObj == nil {
		return nil
	}
	return Head(g.Frame.FrameObj)
}

func generatorDropFrame(g *abi.Generator) {
	if frame := generatorFrame(g); frame != nil {
		As[*abi.Frame](frame).Data.Localsplus[0] = nil
		g.Frame.FrameObj, g.Frame.Code = nil, nil
		Decref(frame)
	}
}

// generatorKind is how errors name a generator.
func generatorKind(o *Object) string {
	switch o.Type {
	case CoroutineType:
		return "coroutine"
	case AsyncGeneratorType:
		return "async generator"
	}
	return "generator"
}

// generatorResume runs a generator to its end: a new result, or nil. With a nil result and no exception it had ended before.
// raised says that an exception is set which the generator is to raise, closing that its end is what the caller wants.
func generatorResume(o, value *Object, raised, closing bool) *Object {
	g := As[*abi.Generator](o)
	switch {
	case g.State == frameCreated && value != nil && value != None:
		return Raise(TypeError, "can't send non-None value to a just-started %s", generatorKind(o))
	case g.State == frameExecuting:
		return Raise(ValueError, "%s already executing", generatorKind(o))
	case g.State > frameExecuting:
		if o.Type == CoroutineType && !closing {
			return Raise(RuntimeError, "cannot reuse already awaited coroutine")
		}
		if value != nil && !raised {
			return NewRef(None)
		}
		return nil
	}
	Incref(o)
	defer Decref(o)
	g.State = frameExecuting
	var result *Object
	if frame := generatorFrame(g); raised {
		TraceBackHere(frame)
	} else {
		result = resumeFrame(frame)
	}
	g.State = frameCleared
	generatorDropFrame(g)
	if result == nil && Matches(StopIteration) {
		RaiseFromCause(RuntimeError, "%s raised StopIteration", generatorKind(o))
	}
	return result
}

// generatorSend is gen.send(value): a generator that ends raises StopIteration with its result.
func generatorSend(o, value *Object, raised, closing bool) *Object {
	result := generatorResume(o, value, raised, closing)
	if result == nil {
		return nil
	}
	defer Decref(result)
	if result == None {
		return RaiseNone(StopIteration)
	}
	RaiseStopIteration(result)
	return nil
}

// RaiseStopIteration raises StopIteration with this value: one that the exception's constructor would take apart, a tuple, or
// take for the exception itself is wrapped first. False if another exception is set in its place.
func RaiseStopIteration(value *Object) bool {
	if !HasFlag(value.Type, abi.TPFlagsTupleSubclass) && !IsException(value) {
		SetObject(Head(StopIteration), value)
		return true
	}
	exc := CallArgs(Head(StopIteration), value)
	if exc == nil {
		return false
	}
	defer Decref(exc)
	SetObject(Head(StopIteration), exc)
	return true
}

// StopIterationValue takes the value out of the StopIteration that is set, and clears it. With nothing set the value is None;
// any other exception stays, and the value is nil.
func StopIterationValue() *Object {
	if Occurred() == nil {
		return NewRef(None)
	}
	if !Matches(StopIteration) {
		return nil
	}
	t, v, tb := FetchErr()
	// A value that is no exception yet need not become one, unless it is a tuple: the arguments of one.
	if v != nil && !IsSubtype(v.Type, As[*Type](t)) && t == Head(StopIteration) && !HasFlag(v.Type, abi.TPFlagsTupleSubclass) {
		Decref(t)
		XDecref(tb)
		return v
	}
	value := None
	if v != nil {
		t, v, tb = Normalize(t, v, tb)
		if !IsSubtype(v.Type, StopIteration) {
			RestoreErr(t, v, tb)
			return nil
		}
		if in := As[*abi.StopIteration](v).Value; in != nil {
			value = in
		}
	}
	Incref(value)
	Decref(t)
	XDecref(v)
	XDecref(tb)
	return value
}

// generatorThrow is gen.throw(type[, value[, traceback]]).
func generatorThrow(o *Object, args **Object, n int) *Object {
	if !CheckPositional("throw", n, 1, 3) {
		return nil
	}
	var given [3]*Object
	copy(given[:], Args(args, n))
	t, v, tb := given[0], given[1], given[2]
	if tb == None {
		tb = nil
	}
	switch {
	case tb != nil && tb.Type != TraceBackType:
		return Raise(TypeError, "throw() third argument must be a traceback object")
	case IsExceptionClass(t):
		t, v, tb = Normalize(NewRef(t), XNewRef(v), XNewRef(tb))
	case IsException(t):
		if v != nil && v != None {
			return Raise(TypeError, "instance exception may not have a separate value")
		}
		if tb == nil {
			tb = excHead(t).Traceback
		}
		t, v, tb = NewRef(Head(t.Type)), NewRef(t), XNewRef(tb)
	default:
		return Raise(TypeError, "exceptions must be classes or instances deriving from BaseException, not %s", TypeName(t.Type))
	}
	RestoreErr(t, v, tb)
	return generatorSend(o, None, true, false)
}

// generatorClose is gen.close().
func generatorClose(o *Object) *Object {
	RaiseNone(GeneratorExit)
	if r := generatorSend(o, None, true, true); r != nil {
		Decref(r)
		return Raise(RuntimeError, "%s ignored GeneratorExit", generatorKind(o))
	}
	if Matches(StopIteration) || Matches(GeneratorExit) {
		ClearErr()
		return NewRef(None)
	}
	return nil
}

// generatorNext is tp_iternext: an end without a value is the end of the iteration.
func generatorNext(o *Object) *Object {
	result := generatorResume(o, nil, false, false)
	if result != nil {
		defer Decref(result)
		if result != None {
			RaiseStopIteration(result)
		}
	}
	return nil
}

// generatorFinalize closes a generator that has not ended; a coroutine that was never awaited is complained about.
func generatorFinalize(o *Object) {
	g := As[*abi.Generator](o)
	if g.State > frameExecuting {
		return
	}
	t, v, tb := FetchErr()
	if g.State == frameCreated && g.Code.Flags&CodeCoroutine != 0 {
		if !Warn(RuntimeWarning, "coroutine '"+StrOf(g.Qualname)+"' was never awaited", 1) {
			WriteUnraisable(o)
		}
	} else if r := generatorClose(o); r == nil {
		WriteUnraisable(o)
	} else {
		Decref(r)
	}
	RestoreErr(t, v, tb)
}

func generatorDealloc(o *Object) {
	GCUntrack(o)
	g := As[*abi.Generator](o)
	if g.Weakreflist != nil {
		ClearWeakrefs(o)
	}
	GCTrack(o)
	if CallFinalizerFromDealloc(o) < 0 {
		return
	}
	GCUntrack(o)
	generatorDropFrame(g)
	for _, f := range generatorFields(g) {
		Clear(f)
	}
	Release(o)
}

func generatorFields(g *abi.Generator) []**Object {
	return []**Object{(**Object)(unsafe.Pointer(&g.Code)), &g.Name, &g.Qualname, &g.ExcState.ExcValue, &g.OriginOrFinalizer}
}

func generatorTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	g := As[*abi.Generator](o)
	return Visit(visit, arg, Head(g.Code), g.Name, g.Qualname, generatorFrame(g), g.ExcState.ExcValue, g.OriginOrFinalizer)
}

func generatorRepr(o *Object) *Object {
	kind := map[*Type]string{GeneratorType: "generator", CoroutineType: "coroutine", AsyncGeneratorType: "async_generator"}[o.Type]
	return NewStr(fmt.Sprintf("<%s object %s at %p>", kind, StrOf(As[*abi.Generator](o).Qualname), o))
}

// newCoroutineWrapper is coroutine.__await__().
func newCoroutineWrapper(coroutine *Object) *Object {
	o := New(coroutineWrapperType)
	if o == nil {
		return nil
	}
	As[*coroutineWrapper](o).coroutine = NewRef(coroutine)
	GCTrack(o)
	return o
}

// coroutineWrapper is the iterator that stands for a coroutine in an await expression.
type coroutineWrapper struct {
	abi.Object
	coroutine *Object
}
