// Package abi mirrors the C structures that extensions see, field by field at CPython 3.11's offsets, and the
// structures that both tiers of gilded share. It holds layouts and constants only: no code that touches an object.
//
// All of these live outside the Go heap; a pointer to one is a C pointer, so Go's collector ignores it.
package abi

import (
	"runtime/cgo"
	"unsafe"
)

// OffHeap, as a first field, marks a structure that is never in Go's memory. The compiler then refuses to put one there, and stores pointers to it
// without asking Go's collector. That is faster, and needed: the collector looks at the pointer that a store overwrites, and in
// memory that C code left behind this may be the address of a Go object long gone, which ends the process. Nor does such a pointer keep
// anything alive: who views Go's memory as one has to hold it otherwise.
type OffHeap struct{ _ cgo.Incomplete }

// Func is the address of a C function: a slot of a type, a method of an extension.
type Func = unsafe.Pointer

// Object is PyObject.
type Object struct {
	_      OffHeap
	Refcnt int
	Type   *Type
}

// VarObject is PyVarObject.
type VarObject struct {
	Object
	Size int
}

// Type is PyTypeObject.
type Type struct {
	VarObject
	Name             *byte
	Basicsize        int
	Itemsize         int
	Dealloc          Func
	VectorcallOffset int
	Getattr          Func
	Setattr          Func
	AsAsync          *AsyncMethods
	Repr             Func
	AsNumber         *NumberMethods
	AsSequence       *SequenceMethods
	AsMapping        *MappingMethods
	Hash             Func
	Call             Func
	Str              Func
	Getattro         Func
	Setattro         Func
	AsBuffer         *BufferProcs
	Flags            uint
	Doc              *byte
	Traverse         Func
	Clear            Func
	Richcompare      Func
	Weaklistoffset   int
	Iter             Func
	Iternext         Func
	Methods          *MethodDef
	Members          *MemberDef
	Getset           *GetSetDef
	Base             *Type
	Dict             *Object
	DescrGet         Func
	DescrSet         Func
	Dictoffset       int
	Init             Func
	Alloc            Func
	New              Func
	Free             Func
	IsGC             Func
	Bases            *Object
	MRO              *Object
	Cache            *Object
	Subclasses       *Object
	Weaklist         *Object
	Del              Func
	VersionTag       uint32
	_                uint32
	Finalize         Func
	Vectorcall       Func
}

// AsyncMethods is PyAsyncMethods.
type AsyncMethods struct{ Await, Aiter, Anext, Send Func }

// NumberMethods is PyNumberMethods.
type NumberMethods struct {
	Add, Subtract, Multiply, Remainder, Divmod, Power, Negative, Positive, Absolute, Bool, Invert, Lshift, Rshift,
	And, Xor, Or, Int, Reserved, Float,
	InplaceAdd, InplaceSubtract, InplaceMultiply, InplaceRemainder, InplacePower, InplaceLshift, InplaceRshift,
	InplaceAnd, InplaceXor, InplaceOr,
	FloorDivide, TrueDivide, InplaceFloorDivide, InplaceTrueDivide, Index, MatrixMultiply, InplaceMatrixMultiply Func
}

// SequenceMethods is PySequenceMethods.
type SequenceMethods struct {
	Length, Concat, Repeat, Item, WasSlice, AssItem, WasAssSlice, Contains, InplaceConcat, InplaceRepeat Func
}

// MappingMethods is PyMappingMethods.
type MappingMethods struct{ Length, Subscript, AssSubscript Func }

// BufferProcs is PyBufferProcs.
type BufferProcs struct{ Getbuffer, Releasebuffer Func }

// HeapType is PyHeapTypeObject: a type that was made at run time, with its protocol tables inline.
type HeapType struct {
	Type
	Async      AsyncMethods
	Number     NumberMethods
	Mapping    MappingMethods
	Sequence   SequenceMethods
	Buffer     BufferProcs
	HTName     *Object
	HTSlots    *Object
	HTQualname *Object
	CachedKeys unsafe.Pointer
	Module     *Object
	TPName     *byte          // _ht_tpname
	Token      unsafe.Pointer // Py_tp_token; CPython 3.11 keeps what its specialiser knows here
}

// MethodDef is PyMethodDef.
type MethodDef struct {
	Name  *byte
	Meth  Func
	Flags int32
	_     int32
	Doc   *byte
}

// MemberDef is PyMemberDef.
type MemberDef struct {
	Name   *byte
	Type   int32
	_      int32
	Offset int
	Flags  int32
	_      int32
	Doc    *byte
}

// GetSetDef is PyGetSetDef.
type GetSetDef struct {
	Name    *byte
	Get     Func
	Set     Func
	Doc     *byte
	Closure unsafe.Pointer
}

// TypeSlot is PyType_Slot.
type TypeSlot struct {
	Slot  int32
	_     int32
	Pfunc unsafe.Pointer
}

// TypeSpec is PyType_Spec.
type TypeSpec struct {
	Name      *byte
	Basicsize int32
	Itemsize  int32
	Flags     uint32
	_         uint32
	Slots     *TypeSlot
}

// ModuleDef is PyModuleDef.
type ModuleDef struct {
	Object
	InitFn   Func
	Index    int
	Copy     *Object
	Name     *byte
	Doc      *byte
	Size     int
	Methods  *MethodDef
	Slots    *ModuleDefSlot
	Traverse Func
	Clear    Func
	Free     Func
}

// ModuleDefSlot is PyModuleDef_Slot.
type ModuleDefSlot struct {
	Slot  int32
	_     int32
	Value unsafe.Pointer
}

// Slot is PySlot: an entry of the arrays from which types and modules are made. Value is a pointer or a number.
type Slot struct {
	ID, Flags uint16
	_         uint32
	Value     uint64
}

// ABIInfo is PyABIInfo: what an extension says about the ABI that it uses.
type ABIInfo struct {
	_            OffHeap
	Major, Minor uint8
	Flags        uint16
	BuildVersion uint32
	ABIVersion   uint32
}

// Buffer is Py_buffer.
type Buffer struct {
	Buf        unsafe.Pointer
	Obj        *Object
	Len        int
	Itemsize   int
	Readonly   int32
	Ndim       int32
	Format     *byte
	Shape      *int
	Strides    *int
	Suboffsets *int
	Internal   unsafe.Pointer
}

// Type flags, as in CPython 3.11's object.h.
const (
	TPFlagsSequence              = 1 << 5
	TPFlagsMapping               = 1 << 6
	TPFlagsDisallowInstantiation = 1 << 7
	TPFlagsImmutabletype         = 1 << 8
	TPFlagsHeaptype              = 1 << 9
	TPFlagsBasetype              = 1 << 10
	TPFlagsHaveVectorcall        = 1 << 11
	TPFlagsReady                 = 1 << 12
	TPFlagsReadying              = 1 << 13
	TPFlagsHaveGC                = 1 << 14
	TPFlagsMethodDescriptor      = 1 << 17
	TPFlagsHaveVersionTag        = 1 << 18
	TPFlagsValidVersionTag       = 1 << 19
	TPFlagsIsAbstract            = 1 << 20
	TPFlagsMatchSelf             = 1 << 22
	TPFlagsLongSubclass          = 1 << 24
	TPFlagsListSubclass          = 1 << 25
	TPFlagsTupleSubclass         = 1 << 26
	TPFlagsBytesSubclass         = 1 << 27
	TPFlagsUnicodeSubclass       = 1 << 28
	TPFlagsDictSubclass          = 1 << 29
	TPFlagsBaseExcSubclass       = 1 << 30
	TPFlagsTypeSubclass          = 1 << 31
	TPFlagsManagedDict           = 1 << 4
	TPFlagsDefault               = 0
)

// Method flags, as in methodobject.h.
const (
	MethVarargs  = 0x0001
	MethKeywords = 0x0002
	MethNoargs   = 0x0004
	MethO        = 0x0008
	MethClass    = 0x0010
	MethStatic   = 0x0020
	MethCoexist  = 0x0040
	MethFastcall = 0x0080
	MethMethod   = 0x0200
)

// VectorcallArgumentsOffset is PY_VECTORCALL_ARGUMENTS_OFFSET: the caller lends args[-1].
const VectorcallArgumentsOffset = uint(1) << 63

// Comparison operators of tp_richcompare.
const (
	LT = int32(iota)
	LE
	EQ
	NE
	GT
	GE
)
