package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// TraceBackType is traceback: a list of frames, the outermost first.
var TraceBackType = ctier.Type("PyTraceBack_Type")

func init() {
	Define(TraceBackType, func() Spec {
		return Spec{
			Name: "traceback", Doc: "TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nCreate a new traceback object.",
			Basicsize: unsafe.Sizeof(abi.Traceback{}), Flags: abi.TPFlagsHaveGC,
			New: tracebackNew,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				Trash(o, TraceBackType, func(o *Object) {
					tracebackClear(o)
					Release(o)
				})
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				tb := As[*abi.Traceback](o)
				return Visit(visit, arg, (*Object)(unsafe.Pointer(tb.Next)), tb.Frame)
			},
			Clear: tracebackClear, Getattro: GenericGetAttr,
			Members: []Member{
				{Name: "tb_frame", Type: TObject, Flags: ReadOnly, Offset: unsafe.Offsetof(abi.Traceback{}.Frame)},
				{Name: "tb_lasti", Type: TInt, Flags: ReadOnly, Offset: unsafe.Offsetof(abi.Traceback{}.Lasti)},
			},
			Getset: []GetSet{
				{Name: "tb_next", Get: func(o *Object) *Object { return orNone((*Object)(unsafe.Pointer(As[*abi.Traceback](o).Next))) }, Set: tracebackSetNext},
				{Name: "tb_lineno", Get: func(o *Object) *Object { return NewInt(int64(TracebackLine(o))) }},
			},
		}
	})
}

func tracebackClear(o *Object) int32 {
	tb := As[*abi.Traceback](o)
	Clear((**Object)(unsafe.Pointer(&tb.Next)))
	Clear(&tb.Frame)
	return 0
}

// TracebackLine is the line of a traceback's first entry.
func TracebackLine(o *Object) int {
	tb := As[*abi.Traceback](o)
	if tb.Lineno == -1 {
		return FrameLine(tb.Frame)
	}
	return int(tb.Lineno)
}

func tracebackNew(_ *Type, args, kwargs *Object) *Object {
	v, ok := bindArgs("TracebackType", args, kwargs, 4, "tb_next", "tb_frame", "tb_lasti", "tb_lineno")
	if !ok {
		return nil
	}
	next := v[0]
	if next == None {
		next = nil
	} else if next.Type != TraceBackType {
		return Raise(TypeError, "expected traceback object or None, got '%s'", TypeName(next.Type))
	}
	if v[1].Type != FrameType {
		return Raise(TypeError, "TracebackType() argument 'tb_frame' must be frame, not %.50s", ArgumentTypeName(v[1]))
	}
	lasti, ok := AsInt(v[2])
	if !ok {
		return nil
	}
	line, ok := AsInt(v[3])
	if !ok {
		return nil
	}
	return newTraceback(next, v[1], lasti, line)
}

func newTraceback(next, frame *Object, lasti, line int) *Object {
	o := New(TraceBackType)
	if o == nil {
		return nil
	}
	tb := As[*abi.Traceback](o)
	tb.Next = (*abi.Traceback)(unsafe.Pointer(XNewRef(next)))
	tb.Frame = NewRef(frame)
	tb.Lasti, tb.Lineno = int32(lasti), int32(line)
	GCTrack(o)
	return o
}

func tracebackSetNext(o, v *Object) int32 {
	switch {
	case v == nil:
		return fail(TypeError, "can't delete tb_next attribute")
	case v == None:
		v = nil
	case v.Type != TraceBackType:
		return fail(TypeError, "expected traceback object or None, got '%s'", TypeName(v.Type))
	}
	for cursor := v; cursor != nil; cursor = (*Object)(unsafe.Pointer(As[*abi.Traceback](cursor).Next)) {
		if cursor == o {
			return fail(ValueError, "traceback loop detected")
		}
	}
	Replace((**Object)(unsafe.Pointer(&As[*abi.Traceback](o).Next)), XNewRef(v))
	return 0
}

// TraceBackHere puts a frame in front of the traceback of the exception that is set: PyTraceBack_Here.
func TraceBackHere(frame *Object) bool {
	t, v, tb := FetchErr()
	made := newTraceback(tb, frame, FrameLasti(frame), FrameLine(frame))
	if made == nil {
		ChainExceptions(t, v, tb)
		return false
	}
	XDecref(tb)
	RestoreErr(t, v, made)
	return true
}

// TracebackAdd puts a place into the traceback of the exception that is set. If it fails, the exception stays as it was,
// with the failure chained to it.
func TracebackAdd(function, filename string, line int) {
	t, v, tb := FetchErr()
	globals := NewDict()
	code := NewCode(filename, function, line)
	var frame *Object
	if globals != nil && code != nil {
		frame = NewFrame(code, globals, nil)
	}
	XDecref(globals)
	XDecref(code)
	if frame == nil {
		ChainExceptions(t, v, tb)
		return
	}
	As[*abi.Frame](frame).Lineno = int32(line)
	RestoreErr(t, v, tb)
	TraceBackHere(frame)
	Decref(frame)
}
