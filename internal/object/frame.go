package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// FrameType is frame. An extension makes one to put a line into a traceback; a Program that runs has one, too.
var FrameType = ctier.Type("PyFrame_Type")

func frameFields(o *Object) []**Object {
	f := As[*abi.Frame](o)
	d := &f.Data
	return []**Object{
		(**Object)(unsafe.Pointer(&f.Back)), &f.Trace, &d.Func, &d.Globals, &d.Builtins, &d.Locals, (**Object)(unsafe.Pointer(&d.Code)),
	}
}

func init() {
	Define(FrameType, func() Spec {
		return Spec{
			Name: "frame", Basicsize: unsafe.Sizeof(abi.Frame{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				Trash(o, FrameType, func(o *Object) {
					for _, f := range frameFields(o) {
						Clear(f)
					}
					Release(o)
				})
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				for _, f := range frameFields(o) {
					if r := Visit(visit, arg, *f); r != 0 {
						return r
					}
				}
				return 0
			},
			Clear: func(o *Object) int32 {
				f := As[*abi.Frame](o)
				Clear(&f.Trace)
				Clear(&f.Data.Locals)
				return 0
			},
			Repr: func(o *Object) *Object {
				c := As[*abi.Frame](o).Data.Code
				return NewStr(fmt.Sprintf("<frame at %p, file %s, line %d, code %s>", o, ReprOf(c.Filename), FrameLine(o), StrOf(c.Name)))
			},
			Getattro: GenericGetAttr,
			Members: []Member{
				{Name: "f_trace_lines", Type: TBool, Offset: unsafe.Offsetof(abi.Frame{}.TraceLines)},
				{Name: "f_trace_opcodes", Type: TBool, Offset: unsafe.Offsetof(abi.Frame{}.TraceOpcodes)},
			},
			Getset: []GetSet{
				{Name: "f_back", Get: func(o *Object) *Object { return orNone((*Object)(unsafe.Pointer(As[*abi.Frame](o).Back))) }},
				{Name: "f_code", Get: FrameCode},
				{Name: "f_globals", Get: func(o *Object) *Object { return orNone(As[*abi.Frame](o).Data.Globals) }},
				{Name: "f_builtins", Get: func(o *Object) *Object { return orNone(As[*abi.Frame](o).Data.Builtins) }},
				{Name: "f_locals", Get: FrameLocals},
				{Name: "f_lasti", Get: func(o *Object) *Object { return NewInt(int64(FrameLasti(o))) }},
				{Name: "f_lineno", Get: func(o *Object) *Object { return NewInt(int64(FrameLine(o))) }},
				{Name: "f_trace", Get: func(o *Object) *Object { return orNone(As[*abi.Frame](o).Trace) }, Set: func(o, v *Object) int32 {
					Replace(&As[*abi.Frame](o).Trace, XNewRef(v))
					return 0
				}},
			},
			Methods: []Method{{Name: "clear", Doc: "F.clear(): clear all references held by the frame", NoArgs: func(o *Object) *Object {
				Clear(&As[*abi.Frame](o).Data.Locals)
				return NewRef(None)
			}}},
		}
	})
}

// NewFrame makes a frame of a code object: PyFrame_New. locals may be nil.
func NewFrame(code, globals, locals *Object) *Object {
	if code == nil || code.Type != CodeType || globals == nil || !HasFlag(globals.Type, abi.TPFlagsDictSubclass) {
		return BadInternalCall()
	}
	builtins := BuiltinsOf(globals)
	if builtins == nil && Occurred() != nil {
		return nil
	}
	o := New(FrameType)
	if o == nil {
		return nil
	}
	f := As[*abi.Frame](o)
	f.TraceLines = 1
	f.Frame = &f.Data
	f.Data.Globals, f.Data.Builtins, f.Data.Locals = NewRef(globals), XNewRef(builtins), XNewRef(locals)
	f.Data.Code = As[*abi.Code](NewRef(code))
	f.Data.FrameObj = f
	f.Data.PrevInstr = unsafe.Add(unsafe.Pointer(&f.Data.Code.Adaptive), 2*int(f.Data.Code.FirstTraceable))
	GCTrack(o)
	return o
}

// BuiltinsOf returns the names that code with these globals can use beside them, borrowed; nil if there are none.
func BuiltinsOf(globals *Object) *Object {
	if globals != nil {
		if b := DictGetInterned(globals, Intern("__builtins__")); b != nil {
			if Is(b, ModuleType) {
				b = As[*abi.Module](b).Dict
			}
			return b
		}
	}
	return Builtins()
}

// FrameCode is the code object of a frame.
func FrameCode(o *Object) *Object { return NewRef(Head(As[*abi.Frame](o).Data.Code)) }

// FrameLocals is the dict of a frame's local variables: an empty one if it was made without.
func FrameLocals(o *Object) *Object {
	d := &As[*abi.Frame](o).Data
	if d.Locals == nil {
		if d.Locals = NewDict(); d.Locals == nil {
			return nil
		}
	}
	return NewRef(d.Locals)
}

// FrameLine is the line a frame is at: what the extension wrote into it, or where its code begins.
func FrameLine(o *Object) int {
	f := As[*abi.Frame](o)
	if f.Lineno != 0 {
		return int(f.Lineno)
	}
	return CodeLine(Head(f.Data.Code), FrameLasti(o))
}

// FrameLasti is the offset of the instruction that a frame executed last; -1 if it has not begun.
func FrameLasti(o *Object) int {
	d := &As[*abi.Frame](o).Data
	at := int(uintptr(d.PrevInstr)) - int(uintptr(unsafe.Pointer(&d.Code.Adaptive)))
	return max(at, -1)
}
