package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// What crosses from one interpreter to another: memory of an object, a reference that keeps it, and the function that makes an
// equal object in the other interpreter. The reference stays in the interpreter of the object, and is given up there.

// RegisterCrossing says with which function objects of exactly a type cross to other interpreters.
func RegisterCrossing(t *Type, fn abi.Func) bool {
	if !Is(Head(t), TypeType) {
		Raise(ValueError, "only classes may be registered")
		return false
	}
	if fn == nil {
		Raise(ValueError, "missing 'getdata' func")
		return false
	}
	s := State()
	if s.crossing == nil {
		s.crossing = map[*Type]abi.Func{}
	}
	if _, known := s.crossing[t]; !known {
		Incref(Head(t))
	}
	s.crossing[t] = fn
	return true
}

func (s *InterpState) dropCrossing() {
	types := s.crossing
	s.crossing = nil
	for t := range types {
		Decref(Head(t))
	}
}

// crossingOf is how objects of a type cross; nil if they don't.
func crossingOf(o *Object) func(o *Object, d *abi.CrossData) bool {
	if registered := State().crossing[o.Type]; registered != nil {
		return func(o *Object, d *abi.CrossData) bool { return ctier.CallVisit(registered, o, unsafe.Pointer(d)) == 0 }
	}
	switch {
	case o == None:
		return crossNone
	case o.Type == LongType:
		return crossInt
	case o.Type == BytesType, o.Type == StrType:
		return crossWhole
	}
	return nil
}

// Crosses tells whether an object can cross; ValueError if it can't.
func Crosses(o *Object) bool {
	if crossingOf(o) != nil {
		return true
	}
	if text := Str(o); text != nil {
		Raise(ValueError, "%s does not support cross-interpreter data", StrOf(text))
		Decref(text)
	}
	return false
}

// Cross fills in what crosses of an object: its caller's, and whatever it was before.
func Cross(o *Object, d *abi.CrossData) bool {
	clear(unsafe.Slice((*byte)(unsafe.Pointer(d)), unsafe.Sizeof(*d)))
	if !Crosses(o) {
		return false
	}
	Incref(o)
	ok := crossingOf(o)(o, d)
	Decref(o)
	if !ok {
		return false
	}
	d.Interp = Thread().Interp.ID
	if d.NewObject == nil {
		Raise(SystemError, "missing new_object func")
		EndCrossing(d)
		return false
	}
	return true
}

// Arrive is the object that crossed, in the interpreter of the caller: it may run code.
func Arrive(d *abi.CrossData) *Object {
	return ctier.CallUnary(d.NewObject, (*Object)(unsafe.Pointer(d))) // the shape is a unary function's
}

// EndCrossing gives up what crossed, in the interpreter that it came from: it may run code.
func EndCrossing(d *abi.CrossData) {
	if d.Free != nil {
		ctier.CallFree(d.Free, d.Data)
	}
	d.Data = nil
	Clear(&d.Obj)
}

func arrival(f func(d *abi.CrossData) *Object) abi.Func {
	return ctier.Unary(func(d *Object) *Object { return f((*abi.CrossData)(unsafe.Pointer(d))) })
}

var (
	newNone = arrival(func(*abi.CrossData) *Object { return NewRef(None) })
	newInt  = arrival(func(d *abi.CrossData) *Object { return NewInt(int64(uintptr(d.Data))) })
	newData = arrival(func(d *abi.CrossData) *Object { return NewBytes(BytesOf(d.Obj)) })
	newText = arrival(func(d *abi.CrossData) *Object { return NewStrRunes(StrRunes(d.Obj)) })
)

func crossNone(_ *Object, d *abi.CrossData) bool {
	d.NewObject = newNone
	return true
}

func crossInt(o *Object, d *abi.CrossData) bool {
	n, ok := AsSsize(o)
	if !ok {
		if Matches(OverflowError) {
			Raise(OverflowError, "try sending as bytes")
		}
		return false
	}
	*(*int)(unsafe.Pointer(&d.Data)) = n
	d.NewObject = newInt
	return true
}

// crossWhole is for objects that do not change, so that the other interpreter may read the object itself.
func crossWhole(o *Object, d *abi.CrossData) bool {
	d.NewObject = newData
	if o.Type == StrType {
		if !StrReady(o) {
			return false
		}
		d.NewObject = newText
	}
	d.Data, d.Obj = unsafe.Pointer(o), NewRef(o)
	return true
}
