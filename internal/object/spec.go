package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Spec says what a built-in type is. Each func field fills the slot of its name: a nil one is inherited. A slot whose
// function has a C body is given as an address in Raw, made with ctier.Hot….
type Spec struct {
	Name      string // with the module in front, unless it is builtins
	Doc       string
	Base      *Type // nil: object
	Meta      *Type // nil: type
	Basicsize uintptr
	Itemsize  uintptr
	Flags     uint // added to READY | IMMUTABLETYPE; TPFlagsBasetype has to be said

	Dictoffset, Weaklistoffset, VectorcallOffset int

	New      ctier.NewFunc
	Init     ctier.SetFunc
	Dealloc  ctier.DestructorFunc
	Finalize ctier.DestructorFunc
	Traverse ctier.TraverseFunc
	Clear    ctier.InquiryFunc
	Free     ctier.FreeFunc

	Unhashable bool // in place of Hash

	Repr, Str, Iter, Iternext ctier.UnaryFunc
	Hash                      ctier.LengthFunc
	Call, DescrGet            ctier.TernaryFunc
	Vectorcall                ctier.FastcallKeywordsFunc // of the type itself: tp_vectorcall
	Richcompare               ctier.CompareFunc
	Getattro                  ctier.BinaryFunc
	Setattro, DescrSet        ctier.SetFunc

	Number   *Number
	Sequence *Sequence
	Mapping  *Mapping
	Buffer   *BufferProcs
	Async    *Async

	Raw     map[unsafe.Pointer]abi.Func // &type.Slot → address, set last
	Methods []Method
	Members []Member
	Getset  []GetSet
}

// Number is the number protocol of a Spec.
type Number struct {
	Add, Subtract, Multiply, Remainder, Divmod, Lshift, Rshift, And, Xor, Or, FloorDivide, TrueDivide, MatrixMultiply,
	InplaceAdd, InplaceSubtract, InplaceMultiply, InplaceRemainder, InplaceLshift, InplaceRshift, InplaceAnd, InplaceXor,
	InplaceOr, InplaceFloorDivide, InplaceTrueDivide, InplaceMatrixMultiply ctier.BinaryFunc
	Power, InplacePower                                     ctier.TernaryFunc
	Negative, Positive, Absolute, Invert, Int, Float, Index ctier.UnaryFunc
	Bool                                                    ctier.InquiryFunc
}

// Sequence is the sequence protocol of a Spec.
type Sequence struct {
	Length                ctier.LengthFunc
	Concat, InplaceConcat ctier.BinaryFunc
	Repeat, InplaceRepeat ctier.IndexFunc
	Item                  ctier.IndexFunc
	AssItem               ctier.SetIndexFunc
	Contains              ctier.ContainsFunc
}

// Mapping is the mapping protocol of a Spec.
type Mapping struct {
	Length       ctier.LengthFunc
	Subscript    ctier.BinaryFunc
	AssSubscript ctier.SetFunc
}

// BufferProcs is the buffer protocol of a Spec.
type BufferProcs struct {
	Get     ctier.GetbufferFunc
	Release ctier.ReleasebufferFunc
}

// Async is the asynchronous protocol of a Spec.
type Async struct {
	Await, Aiter, Anext ctier.UnaryFunc
	Send                ctier.SendFunc
}

// Method is one built-in method. Exactly one of the funcs is set; it says which METH_ convention the method has.
type Method struct {
	Name, Doc string // the doc may begin with a signature line: "append($self, object, /)\n--\n\n…"

	NoArgs   ctier.UnaryFunc            // METH_NOARGS: func(self)
	O        ctier.BinaryFunc           // METH_O: func(self, arg)
	Varargs  ctier.BinaryFunc           // METH_VARARGS: func(self, args tuple)
	Keywords ctier.TernaryFunc          // METH_VARARGS|METH_KEYWORDS: func(self, args tuple, kwargs dict or nil)
	Fast     ctier.FastcallFunc         // METH_FASTCALL: func(self, args, n)
	FastKeys ctier.FastcallKeywordsFunc // METH_FASTCALL|METH_KEYWORDS: func(self, args, n, names tuple or nil)
	Raw      abi.Func                   // a C body (ctier.Hot…), with the convention in Flags

	Flags int32 // METH_CLASS, METH_STATIC, METH_COEXIST
}

// Member is one field that is an attribute: a PyMemberDef. Type is T_INT and so on.
type Member struct {
	Name, Doc string
	Type      int32
	Offset    uintptr
	Flags     int32 // READONLY is 1
}

// GetSet is one computed attribute; a nil Set makes it read-only.
type GetSet struct {
	Name, Doc string
	Get       func(o *Object) *Object
	Set       func(o, v *Object) int32 // v nil: delete
}

var builtinTypes []func()

// Define registers a built-in type. What it describes is put into t when the first runtime starts, in the order of
// registration, after the types that everything rests on.
func Define(t *Type, spec func() Spec) {
	builtinTypes = append(builtinTypes, func() { fill(t, spec()) })
	readyOrder = append(readyOrder, t)
}

// NewType makes room for a static type that C does not name.
func NewType() *Type { return (*Type)(ctier.Static(unsafe.Sizeof(Type{}))) }

// DataType is the static type of a data symbol of the C API, for a package that defines it.
func DataType(symbol string) *Type { return ctier.Type(symbol) }

// fill writes a Spec into a static type. Ready must follow.
func fill(t *Type, s Spec) {
	t.Refcnt = 1
	t.Object.Type = TypeType
	if s.Meta != nil {
		t.Object.Type = s.Meta
	}
	t.Name = ctier.CString(s.Name)
	if s.Doc != "" {
		t.Doc = ctier.CString(s.Doc)
	}
	t.Base = s.Base
	t.Basicsize, t.Itemsize = int(s.Basicsize), int(s.Itemsize)
	t.Flags = s.Flags | abi.TPFlagsImmutabletype
	t.Dictoffset, t.Weaklistoffset, t.VectorcallOffset = s.Dictoffset, s.Weaklistoffset, s.VectorcallOffset

	put(&t.New, s.New, ctier.New)
	put(&t.Init, s.Init, ctier.Set)
	put(&t.Dealloc, s.Dealloc, ctier.Destructor)
	put(&t.Finalize, s.Finalize, ctier.Destructor)
	put(&t.Traverse, s.Traverse, ctier.Traverse)
	put(&t.Clear, s.Clear, ctier.Inquiry)
	put(&t.Free, s.Free, ctier.Free)
	put(&t.Repr, s.Repr, ctier.Unary)
	put(&t.Str, s.Str, ctier.Unary)
	put(&t.Iter, s.Iter, ctier.Unary)
	put(&t.Iternext, s.Iternext, ctier.Unary)
	if s.Unhashable {
		t.Hash = hashNotImplemented
	}
	put(&t.Hash, s.Hash, ctier.Length)
	put(&t.Call, s.Call, ctier.Ternary)
	put(&t.DescrGet, s.DescrGet, ctier.Ternary)
	put(&t.Vectorcall, s.Vectorcall, ctier.FastcallKeywords)
	put(&t.Richcompare, s.Richcompare, ctier.Compare)
	put(&t.Getattro, s.Getattro, ctier.Binary)
	put(&t.Setattro, s.Setattro, ctier.Set)
	put(&t.DescrSet, s.DescrSet, ctier.Set)

	if n := s.Number; n != nil {
		t.AsNumber = (*abi.NumberMethods)(ctier.Static(unsafe.Sizeof(abi.NumberMethods{})))
		fillNumber(t.AsNumber, n)
	}
	if q := s.Sequence; q != nil {
		p := (*abi.SequenceMethods)(ctier.Static(unsafe.Sizeof(abi.SequenceMethods{})))
		t.AsSequence = p
		put(&p.Length, q.Length, ctier.Length)
		put(&p.Concat, q.Concat, ctier.Binary)
		put(&p.InplaceConcat, q.InplaceConcat, ctier.Binary)
		put(&p.Repeat, q.Repeat, ctier.Index)
		put(&p.InplaceRepeat, q.InplaceRepeat, ctier.Index)
		put(&p.Item, q.Item, ctier.Index)
		put(&p.AssItem, q.AssItem, ctier.SetIndex)
		put(&p.Contains, q.Contains, ctier.Contains)
	}
	if m := s.Mapping; m != nil {
		p := (*abi.MappingMethods)(ctier.Static(unsafe.Sizeof(abi.MappingMethods{})))
		t.AsMapping = p
		put(&p.Length, m.Length, ctier.Length)
		put(&p.Subscript, m.Subscript, ctier.Binary)
		put(&p.AssSubscript, m.AssSubscript, ctier.Set)
	}
	if b := s.Buffer; b != nil {
		p := (*abi.BufferProcs)(ctier.Static(unsafe.Sizeof(abi.BufferProcs{})))
		t.AsBuffer = p
		put(&p.Getbuffer, b.Get, ctier.Getbuffer)
		put(&p.Releasebuffer, b.Release, ctier.Releasebuffer)
	}
	if a := s.Async; a != nil {
		p := (*abi.AsyncMethods)(ctier.Static(unsafe.Sizeof(abi.AsyncMethods{})))
		t.AsAsync = p
		put(&p.Await, a.Await, ctier.Unary)
		put(&p.Aiter, a.Aiter, ctier.Unary)
		put(&p.Anext, a.Anext, ctier.Unary)
		put(&p.Send, a.Send, ctier.Send)
	}
	promote(t, s.Name)
	for slot, address := range s.Raw {
		*(*abi.Func)(slot) = address
	}
	t.Methods = MethodDefs(s.Methods)
	t.Members = memberDefs(s.Members)
	t.Getset = GetSetDefs(s.Getset)
}

// put registers a Go function and stores its address, unless there is none.
func put[F any](slot *abi.Func, f F, register func(F) abi.Func) {
	if *(*unsafe.Pointer)(unsafe.Pointer(&f)) != nil {
		*slot = register(f)
	}
}

func fillNumber(p *abi.NumberMethods, n *Number) {
	for _, b := range []struct {
		slot *abi.Func
		f    ctier.BinaryFunc
	}{
		{&p.Add, n.Add}, {&p.Subtract, n.Subtract}, {&p.Multiply, n.Multiply}, {&p.Remainder, n.Remainder},
		{&p.Divmod, n.Divmod}, {&p.Lshift, n.Lshift}, {&p.Rshift, n.Rshift}, {&p.And, n.And}, {&p.Xor, n.Xor}, {&p.Or, n.Or},
		{&p.FloorDivide, n.FloorDivide}, {&p.TrueDivide, n.TrueDivide}, {&p.MatrixMultiply, n.MatrixMultiply},
		{&p.InplaceAdd, n.InplaceAdd}, {&p.InplaceSubtract, n.InplaceSubtract}, {&p.InplaceMultiply, n.InplaceMultiply},
		{&p.InplaceRemainder, n.InplaceRemainder}, {&p.InplaceLshift, n.InplaceLshift}, {&p.InplaceRshift, n.InplaceRshift},
		{&p.InplaceAnd, n.InplaceAnd}, {&p.InplaceXor, n.InplaceXor}, {&p.InplaceOr, n.InplaceOr},
		{&p.InplaceFloorDivide, n.InplaceFloorDivide}, {&p.InplaceTrueDivide, n.InplaceTrueDivide},
		{&p.InplaceMatrixMultiply, n.InplaceMatrixMultiply},
	} {
		put(b.slot, b.f, ctier.Binary)
	}
	put(&p.Power, n.Power, ctier.Ternary)
	put(&p.InplacePower, n.InplacePower, ctier.Ternary)
	put(&p.Negative, n.Negative, ctier.Unary)
	put(&p.Positive, n.Positive, ctier.Unary)
	put(&p.Absolute, n.Absolute, ctier.Unary)
	put(&p.Invert, n.Invert, ctier.Unary)
	put(&p.Int, n.Int, ctier.Unary)
	put(&p.Float, n.Float, ctier.Unary)
	put(&p.Index, n.Index, ctier.Unary)
	put(&p.Bool, n.Bool, ctier.Inquiry)
}

// MethodDefs builds the PyMethodDef array of a static type or of a module that Go implements.
func MethodDefs(methods []Method) *abi.MethodDef {
	if len(methods) == 0 {
		return nil
	}
	defs := unsafe.Slice((*abi.MethodDef)(ctier.Static(uintptr(len(methods)+1)*unsafe.Sizeof(abi.MethodDef{}))), len(methods))
	for i, m := range methods {
		defs[i] = m.def()
	}
	return &defs[0]
}

func (m Method) def() abi.MethodDef {
	d := abi.MethodDef{Name: ctier.CString(m.Name), Flags: m.Flags, Meth: m.Raw}
	if m.Doc != "" {
		d.Doc = ctier.CString(m.Doc)
	}
	switch {
	case m.NoArgs != nil:
		f := m.NoArgs
		d.Flags |= abi.MethNoargs
		d.Meth = ctier.Binary(func(self, _ *Object) *Object { return f(self) })
	case m.O != nil:
		d.Flags |= abi.MethO
		d.Meth = ctier.Binary(m.O)
	case m.Varargs != nil:
		d.Flags |= abi.MethVarargs
		d.Meth = ctier.Binary(m.Varargs)
	case m.Keywords != nil:
		d.Flags |= abi.MethVarargs | abi.MethKeywords
		d.Meth = ctier.Ternary(m.Keywords)
	case m.Fast != nil:
		d.Flags |= abi.MethFastcall
		d.Meth = ctier.Fastcall(m.Fast)
	case m.FastKeys != nil:
		d.Flags |= abi.MethFastcall | abi.MethKeywords
		d.Meth = ctier.FastcallKeywords(m.FastKeys)
	}
	return d
}

func memberDefs(members []Member) *abi.MemberDef {
	if len(members) == 0 {
		return nil
	}
	defs := unsafe.Slice((*abi.MemberDef)(ctier.Static(uintptr(len(members)+1)*unsafe.Sizeof(abi.MemberDef{}))), len(members))
	for i, m := range members {
		defs[i] = abi.MemberDef{Name: ctier.CString(m.Name), Type: m.Type, Offset: int(m.Offset), Flags: m.Flags}
		if m.Doc != "" {
			defs[i].Doc = ctier.CString(m.Doc)
		}
	}
	return &defs[0]
}

// GetSetDefs builds a PyGetSetDef array that lives as long as the process.
func GetSetDefs(getset []GetSet) *abi.GetSetDef {
	if len(getset) == 0 {
		return nil
	}
	defs := unsafe.Slice((*abi.GetSetDef)(ctier.Static(uintptr(len(getset)+1)*unsafe.Sizeof(abi.GetSetDef{}))), len(getset))
	for i, g := range getset {
		d := abi.GetSetDef{Name: ctier.CString(g.Name)}
		if g.Doc != "" {
			d.Doc = ctier.CString(g.Doc)
		}
		if get := g.Get; get != nil {
			d.Get = ctier.Getter(func(o *Object, _ unsafe.Pointer) *Object { return get(o) })
		}
		if set := g.Set; set != nil {
			d.Set = ctier.Setter(func(o, v *Object, _ unsafe.Pointer) int32 { return set(o, v) })
		}
		defs[i] = d
	}
	return &defs[0]
}

// Args views a C argument vector as a slice.
func Args(args **Object, n int) []*Object { return unsafe.Slice(args, n) }
