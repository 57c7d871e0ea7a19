package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Descriptors: what a type's dict holds for its methods, members, getsets and slots. Each owns its type, name and
// qualified name.

var (
	MethodDescrType      = ctier.Type("PyMethodDescr_Type")
	ClassMethodDescrType = ctier.Type("PyClassMethodDescr_Type")
	MemberDescrType      = ctier.Type("PyMemberDescr_Type")
	GetSetDescrType      = ctier.Type("PyGetSetDescr_Type")
	WrapperDescrType     = ctier.Type("PyWrapperDescr_Type")
	methodWrapperType    = NewType()
)

func newDescr(descrType, t *Type, name string) *Object {
	o := New(descrType)
	if o == nil {
		return nil
	}
	d := As[*abi.Descr](o)
	Incref(Head(t))
	d.Type = t
	d.Name = NewRef(Intern(name))
	GCTrack(o)
	return o
}

// NewMethodDescr, NewClassMethodDescr, NewMemberDescr and NewGetSetDescr are PyDescr_New….
func NewMethodDescr(t *Type, def *abi.MethodDef) *Object {
	vectorcall, ok := vectorcallFor(def, methodVectorcalls)
	if !ok {
		return nil
	}
	o := newDescr(MethodDescrType, t, ctier.GoString(def.Name))
	if o != nil {
		m := As[*abi.MethodDescr](o)
		m.Method, m.Vectorcall = def, vectorcall
	}
	return o
}

func NewClassMethodDescr(t *Type, def *abi.MethodDef) *Object {
	o := newDescr(ClassMethodDescrType, t, ctier.GoString(def.Name))
	if o != nil {
		As[*abi.MethodDescr](o).Method = def
	}
	return o
}

func NewMemberDescr(t *Type, def *abi.MemberDef) *Object {
	o := newDescr(MemberDescrType, t, ctier.GoString(def.Name))
	if o != nil {
		As[*abi.MemberDescr](o).Member = def
	}
	return o
}

func NewGetSetDescr(t *Type, def *abi.GetSetDef) *Object {
	o := newDescr(GetSetDescrType, t, ctier.GoString(def.Name))
	if o != nil {
		As[*abi.GetSetDescr](o).Getset = def
	}
	return o
}

func descrDealloc(o *Object) {
	GCUntrack(o)
	d := As[*abi.Descr](o)
	t, name, qualname := d.Type, d.Name, d.Qualname
	Release(o)
	XDecref(Head(t))
	XDecref(name)
	XDecref(qualname)
}

func descrTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	return Visit(visit, arg, Head(As[*abi.Descr](o).Type))
}

// Visit calls a visitproc for objects that may be nil, until one call returns something other than 0.
func Visit(visit abi.Func, arg unsafe.Pointer, objects ...*Object) int32 {
	for _, o := range objects {
		if o == nil {
			continue
		}
		if r := ctier.CallVisit(visit, o, arg); r != 0 {
			return r
		}
	}
	return 0
}

func descrRepr(kind string) ctier.UnaryFunc {
	return func(o *Object) *Object {
		d := As[*abi.Descr](o)
		return NewStr("<" + kind + " '" + StrOf(d.Name) + "' of '" + TypeName(d.Type) + "' objects>")
	}
}

// descrQualname is __qualname__. It is remembered, but not in a descriptor that runtimes share: the str is of one of them.
func descrQualname(o *Object) *Object {
	d := As[*abi.Descr](o)
	if d.Qualname != nil {
		return NewRef(d.Qualname)
	}
	q := GetAttrString(Head(d.Type), "__qualname__")
	if q == nil {
		return nil
	}
	defer Decref(q)
	if !Is(q, StrType) {
		return Raise(TypeError, "<descriptor>.__objclass__.__qualname__ is not a unicode object")
	}
	name := NewStr(StrOf(q) + "." + StrOf(d.Name))
	if o.Refcnt < Immortal/2 {
		d.Qualname = XNewRef(name)
	}
	return name
}

func textOf(p *byte, name string) *Object {
	if p == nil {
		return NewRef(None)
	}
	_, doc := splitSignature(name, ctier.GoString(p))
	if doc == "" {
		return NewRef(None)
	}
	return NewStr(doc)
}

func signatureOf(p *byte, name string) *Object {
	if p != nil {
		if sig, _ := splitSignature(name, ctier.GoString(p)); sig != "" {
			return NewStr(sig)
		}
	}
	return NewRef(None)
}

// splitSignature takes a doc apart: "name(…)\n--\n\ntext" has a signature "(…)" in front.
func splitSignature(name, doc string) (signature, text string) {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			name = name[i+1:]
			break
		}
	}
	const marker = ")\n--\n\n"
	if len(doc) <= len(name) || doc[:len(name)] != name || doc[len(name)] != '(' {
		return "", doc
	}
	for i := len(name); i+len(marker) <= len(doc); i++ {
		if doc[i:i+len(marker)] == marker {
			return doc[len(name) : i+1], doc[i+len(marker):]
		}
		if doc[i:min(i+2, len(doc))] == "\n\n" {
			break
		}
	}
	return "", doc
}

// applies tells whether a descriptor can serve an object, and raises if not.
func applies(descr, obj *Object) bool {
	d := As[*abi.Descr](descr)
	if Is(obj, d.Type) {
		return true
	}
	Raise(TypeError, "descriptor '%s' for '%.100s' objects doesn't apply to a '%.100s' object", StrOf(d.Name), TypeName(d.Type), TypeName(obj.Type))
	return false
}

func memberGet(self, obj, _ *Object) *Object {
	if obj == nil {
		return NewRef(self)
	}
	if !applies(self, obj) {
		return nil
	}
	return MemberGet(unsafe.Pointer(obj), As[*abi.MemberDescr](self).Member)
}

func memberSet(self, obj, v *Object) int32 {
	if !applies(self, obj) {
		return -1
	}
	return MemberSet(unsafe.Pointer(obj), As[*abi.MemberDescr](self).Member, v)
}

func getsetGet(self, obj, _ *Object) *Object {
	if obj == nil {
		return NewRef(self)
	}
	if !applies(self, obj) {
		return nil
	}
	g := As[*abi.GetSetDescr](self).Getset
	if g.Get == nil {
		return Raise(AttributeError, "attribute '%s' of '%.100s' objects is not readable", StrOf(As[*abi.Descr](self).Name), TypeName(As[*abi.Descr](self).Type))
	}
	return ctier.CallGetter(g.Get, obj, g.Closure)
}

func getsetSet(self, obj, v *Object) int32 {
	if !applies(self, obj) {
		return -1
	}
	g := As[*abi.GetSetDescr](self).Getset
	if g.Set == nil {
		Raise(AttributeError, "attribute '%s' of '%.100s' objects is not writable", StrOf(As[*abi.Descr](self).Name), TypeName(As[*abi.Descr](self).Type))
		return -1
	}
	return ctier.CallSetter(g.Set, obj, v, g.Closure)
}

func methodDescrGet(self, obj, _ *Object) *Object {
	if obj == nil {
		return NewRef(self)
	}
	if !applies(self, obj) {
		return nil
	}
	d := As[*abi.MethodDescr](self)
	var class *Type
	if d.Method.Flags&abi.MethMethod != 0 {
		class = d.Type
	}
	return NewCFunction(d.Method, obj, nil, class)
}

func classMethodDescrGet(self, obj, owner *Object) *Object {
	d := As[*abi.MethodDescr](self)
	if owner == nil {
		if obj == nil {
			return Raise(TypeError, "descriptor '%s' for type '%.100s' needs either an object or a type", StrOf(d.Name), TypeName(d.Type))
		}
		owner = Head(obj.Type)
	}
	if !Is(owner, TypeType) {
		return Raise(TypeError, "descriptor '%s' for type '%.100s' needs a type, not a '%.100s' as arg 2", StrOf(d.Name), TypeName(d.Type), TypeName(owner.Type))
	}
	if !IsSubtype(As[*Type](owner), d.Type) {
		return Raise(TypeError, "descriptor '%s' requires a subtype of '%.100s' but received '%.100s'", StrOf(d.Name), TypeName(d.Type), TypeName(As[*Type](owner)))
	}
	var class *Type
	if d.Method.Flags&abi.MethMethod != 0 {
		class = d.Type
	}
	return NewCFunction(d.Method, owner, nil, class)
}

// selfOf takes the first argument of an unbound call, which must be an instance of the descriptor's type.
func selfOf(descr *Object, args []*Object) (*Object, bool) {
	d := As[*abi.Descr](descr)
	if len(args) == 0 {
		Raise(TypeError, "unbound method %s needs an argument", functionName(descr))
		return nil, false
	}
	if !Is(args[0], d.Type) {
		Raise(TypeError, "descriptor '%s' for '%.100s' objects doesn't apply to a '%.100s' object", StrOf(d.Name), TypeName(d.Type), TypeName(args[0].Type))
		return nil, false
	}
	return args[0], true
}

func wrapperCall(self, args, kwargs *Object) *Object {
	items := TupleItems(args)
	d := As[*abi.Descr](self)
	if len(items) == 0 {
		return Raise(TypeError, "descriptor '%s' of '%.100s' object needs an argument", StrOf(d.Name), TypeName(d.Type))
	}
	if !Is(items[0], d.Type) {
		return Raise(TypeError, "descriptor '%s' requires a '%.100s' object but received a '%.100s'", StrOf(d.Name), TypeName(d.Type), TypeName(items[0].Type))
	}
	rest := Pack(items[1:]...)
	if rest == nil {
		return nil
	}
	defer Decref(rest)
	return callWrapper(self, items[0], rest, kwargs)
}

// methodWrapper is a slot wrapper bound to an object.
type methodWrapper struct {
	abi.Object
	descr, self *Object
}

func wrapperGet(self, obj, _ *Object) *Object {
	if obj == nil {
		return NewRef(self)
	}
	if !applies(self, obj) {
		return nil
	}
	return NewWrapper(self, obj)
}

// NewWrapper binds a slot wrapper to an object: it is PyWrapper_New.
func NewWrapper(descr, self *Object) *Object {
	o := New(methodWrapperType)
	if o == nil {
		return nil
	}
	w := As[*methodWrapper](o)
	w.descr, w.self = NewRef(descr), NewRef(self)
	GCTrack(o)
	return o
}

func init() {
	head := []GetSet{
		{Name: "__objclass__", Get: func(o *Object) *Object { return NewRef(Head(As[*abi.Descr](o).Type)) }},
		{Name: "__name__", Get: func(o *Object) *Object { return NewRef(As[*abi.Descr](o).Name) }},
		{Name: "__qualname__", Get: descrQualname},
	}
	base := func(kind, name string, size uintptr) Spec {
		return Spec{Name: name, Basicsize: size, Flags: abi.TPFlagsHaveGC, Dealloc: descrDealloc, Traverse: descrTraverse, Repr: descrRepr(kind), Getset: head}
	}
	methodDocs := append([]GetSet{
		{Name: "__doc__", Get: func(o *Object) *Object {
			m := As[*abi.MethodDescr](o)
			return textOf(m.Method.Doc, StrOf(m.Name))
		}},
		{Name: "__text_signature__", Get: func(o *Object) *Object {
			m := As[*abi.MethodDescr](o)
			return signatureOf(m.Method.Doc, StrOf(m.Name))
		}},
	}, head...)
	Define(MethodDescrType, func() Spec {
		s := base("method", "method_descriptor", unsafe.Sizeof(abi.MethodDescr{}))
		s.Flags |= abi.TPFlagsHaveVectorcall | abi.TPFlagsMethodDescriptor
		s.VectorcallOffset = int(unsafe.Offsetof(abi.MethodDescr{}.Vectorcall))
		s.Call = VectorcallCall
		s.DescrGet = methodDescrGet
		s.Getset = methodDocs
		s.Methods = []Method{descrReduce}
		return s
	})
	Define(ClassMethodDescrType, func() Spec {
		s := base("method", "classmethod_descriptor", unsafe.Sizeof(abi.MethodDescr{}))
		s.DescrGet = classMethodDescrGet
		s.Getset = methodDocs
		s.Call = func(self, args, kwargs *Object) *Object {
			items := TupleItems(args)
			if len(items) == 0 {
				return Raise(TypeError, "descriptor '%s' of '%.100s' object needs an argument", StrOf(As[*abi.Descr](self).Name), TypeName(As[*abi.Descr](self).Type))
			}
			bound := classMethodDescrGet(self, nil, items[0])
			if bound == nil {
				return nil
			}
			defer Decref(bound)
			rest := Pack(items[1:]...)
			if rest == nil {
				return nil
			}
			defer Decref(rest)
			return Call(bound, rest, kwargs)
		}
		return s
	})
	Define(MemberDescrType, func() Spec {
		s := base("member", "member_descriptor", unsafe.Sizeof(abi.MemberDescr{}))
		s.DescrGet, s.DescrSet = memberGet, memberSet
		s.Getset = append([]GetSet{{Name: "__doc__", Get: func(o *Object) *Object { return docOf(As[*abi.MemberDescr](o).Member.Doc) }}}, head...)
		s.Methods = []Method{descrReduce}
		return s
	})
	Define(GetSetDescrType, func() Spec {
		s := base("attribute", "getset_descriptor", unsafe.Sizeof(abi.GetSetDescr{}))
		s.DescrGet, s.DescrSet = getsetGet, getsetSet
		s.Getset = append([]GetSet{{Name: "__doc__", Get: func(o *Object) *Object { return docOf(As[*abi.GetSetDescr](o).Getset.Doc) }}}, head...)
		return s
	})
	Define(WrapperDescrType, func() Spec {
		s := base("slot wrapper", "wrapper_descriptor", unsafe.Sizeof(abi.WrapperDescr{}))
		s.Flags |= abi.TPFlagsMethodDescriptor
		s.DescrGet, s.Call = wrapperGet, wrapperCall
		s.Getset = append([]GetSet{
			{Name: "__doc__", Get: func(o *Object) *Object { return textOf(wrapperBaseOf(o).Doc, StrOf(As[*abi.Descr](o).Name)) }},
			{Name: "__text_signature__", Get: func(o *Object) *Object {
				return signatureOf(wrapperBaseOf(o).Doc, StrOf(As[*abi.Descr](o).Name))
			}},
		}, head...)
		s.Methods = []Method{descrReduce}
		return s
	})
	Define(methodWrapperType, func() Spec {
		return Spec{
			Name: "method-wrapper", Basicsize: unsafe.Sizeof(methodWrapper{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: func(o *Object) {
				w := As[*methodWrapper](o)
				descr, self := w.descr, w.self
				Release(o)
				Decref(descr)
				Decref(self)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				w := As[*methodWrapper](o)
				return Visit(visit, arg, w.descr, w.self)
			},
			Repr: func(o *Object) *Object {
				w := As[*methodWrapper](o)
				return NewStr("<method-wrapper '" + StrOf(As[*abi.Descr](w.descr).Name) + "' of " + TypeName(w.self.Type) + " object at " + HexAddress(w.self) + ">")
			},
			Hash: func(o *Object) int {
				w := As[*methodWrapper](o)
				if hash := HashPointer(unsafe.Pointer(w.self)) ^ HashPointer(unsafe.Pointer(w.descr)); hash != -1 {
					return hash
				}
				return -2
			},
			Richcompare: func(a, b *Object, op int32) *Object {
				if op != abi.EQ && op != abi.NE || b.Type != methodWrapperType {
					return NewRef(NotImplemented)
				}
				v, w := As[*methodWrapper](a), As[*methodWrapper](b)
				return NewBool((v.descr == w.descr && v.self == w.self) == (op == abi.EQ))
			},
			Call: func(self, args, kwargs *Object) *Object {
				w := As[*methodWrapper](self)
				return callWrapper(w.descr, w.self, args, kwargs)
			},
			Getset: []GetSet{
				{Name: "__objclass__", Get: func(o *Object) *Object { return GetAttrString(As[*methodWrapper](o).descr, "__objclass__") }},
				{Name: "__name__", Get: func(o *Object) *Object { return GetAttrString(As[*methodWrapper](o).descr, "__name__") }},
				{Name: "__qualname__", Get: func(o *Object) *Object { return descrQualname(As[*methodWrapper](o).descr) }},
				{Name: "__doc__", Get: func(o *Object) *Object { return GetAttrString(As[*methodWrapper](o).descr, "__doc__") }},
				{Name: "__self__", Get: func(o *Object) *Object { return NewRef(As[*methodWrapper](o).self) }},
			},
			Methods: []Method{methodWrapperReduce},
		}
	})
}

func docOf(p *byte) *Object {
	if p == nil {
		return NewRef(None)
	}
	return NewStr(ctier.GoString(p))
}
