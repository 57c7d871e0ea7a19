package abi

import "unsafe"

// Long is PyLongObject: Size holds the sign and the number of 30-bit digits, which follow.
type Long struct {
	VarObject
	Digit [1]uint32
}

// LongExport is PyLongExport of 3.15: an int's value, or where its digits are.
type LongExport struct {
	_        OffHeap
	Value    int64
	Negative uint8
	_        [7]uint8
	Ndigits  int
	Digits   unsafe.Pointer
	Reserved *Object // the int, owned
}

// Float is PyFloatObject.
type Float struct {
	Object
	Value float64
}

// Complex is PyComplexObject.
type Complex struct {
	Object
	Real, Imag float64
}

// ComplexValue is Py_complex.
type ComplexValue struct{ Real, Imag float64 }

// Tuple is PyTupleObject; its items follow the head.
type Tuple struct {
	VarObject
	Items [1]*Object
}

// List is PyListObject.
type List struct {
	VarObject
	Items     **Object
	Allocated int
}

// Bytes is PyBytesObject; its data follow the head, with a zero byte behind them.
type Bytes struct {
	VarObject
	Hash int
	Data [1]byte
}

// Bytearray is PyByteArrayObject.
type Bytearray struct {
	VarObject
	Alloc   int
	Bytes   *byte
	Start   *byte
	Exports int
}

// ASCII is PyASCIIObject; the characters of an ASCII string follow it.
type ASCII struct {
	Object
	Length int
	Hash   int
	State  uint32 // interned:2 kind:3 compact:1 ascii:1 ready:1
	_      uint32
	Wstr   unsafe.Pointer
}

// Unicode is PyCompactUnicodeObject; the characters of a compact string that is not ASCII follow it.
type Unicode struct {
	ASCII
	UTF8Length int
	UTF8       *byte
	WstrLength int
}

// LegacyUnicode is PyUnicodeObject: the form subclasses of str have, with the data elsewhere.
type LegacyUnicode struct {
	Unicode
	Data unsafe.Pointer
}

// Bits of ASCII.State.
const (
	UnicodeInternedMask = 3
	UnicodeKindShift    = 2
	UnicodeKindMask     = 7 << UnicodeKindShift
	UnicodeCompact      = 1 << 5
	UnicodeASCII        = 1 << 6
	UnicodeReady        = 1 << 7
)

// SetEntry is one slot of a set's table.
type SetEntry struct {
	Key  *Object
	Hash int
}

// Set is PySetObject.
type Set struct {
	Object
	Fill        int
	Used        int
	Mask        int
	Table       *SetEntry
	Hash        int
	Finger      int
	Smalltable  [8]SetEntry
	Weakreflist *Object
}

// Slice is PySliceObject.
type Slice struct {
	Object
	Start, Stop, Step *Object
}

// CFunction is PyCFunctionObject.
type CFunction struct {
	Object
	ML          *MethodDef
	Self        *Object
	Module      *Object
	Weakreflist *Object
	Vectorcall  Func
}

// CMethod is PyCMethodObject.
type CMethod struct {
	CFunction
	Class *Type
}

// Method is PyMethodObject: a bound method.
type Method struct {
	Object
	Func        *Object
	Self        *Object
	Weakreflist *Object
	Vectorcall  Func
}

// Descr is PyDescrObject, the head of every descriptor below.
type Descr struct {
	Object
	Type     *Type
	Name     *Object
	Qualname *Object
}

// MethodDescr is PyMethodDescrObject.
type MethodDescr struct {
	Descr
	Method     *MethodDef
	Vectorcall Func
}

// MemberDescr is PyMemberDescrObject.
type MemberDescr struct {
	Descr
	Member *MemberDef
}

// GetSetDescr is PyGetSetDescrObject.
type GetSetDescr struct {
	Descr
	Getset *GetSetDef
}

// WrapperDescr is PyWrapperDescrObject. Generated code replaces Base by a copy with another Doc.
type WrapperDescr struct {
	Descr
	Base    *WrapperBase
	Wrapped Func
}

// WrapperBase is struct wrapperbase: a special method, apart from the type that has it.
type WrapperBase struct {
	Name      *byte
	Offset    int32 // gilded's: which special method it is
	_         int32
	Function  Func  // of gilded's, which a copy is recognised by: the address of the first of them all
	Wrapper   Func  // PyObject *(*)(self, args, wrapped), or with the keywords as the fourth
	Doc       *byte // with the signature in front
	Flags     int32
	_         int32
	NameValue *Object
}

// Module is the module object; extensions see only its address.
type Module struct {
	Object
	Dict        *Object
	Def         *ModuleDef
	State       unsafe.Pointer
	Weakreflist *Object
	Name        *Object
}

// Weakref is PyWeakReference.
type Weakref struct {
	Object
	Referent   *Object
	Callback   *Object
	Hash       int
	Prev, Next *Weakref
	Vectorcall Func
}

// BaseException is PyBaseExceptionObject.
type BaseException struct {
	Object
	Dict, Args, Notes, Traceback, Context, Cause *Object
	SuppressContext                              byte
}

// Traceback is PyTracebackObject.
type Traceback struct {
	Object
	Next   *Traceback
	Frame  *Object
	Lasti  int32
	Lineno int32
}
