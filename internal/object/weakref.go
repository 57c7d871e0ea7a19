package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Weak references. An object's weak references form a list that starts in the object; the references without a callback
// of exactly the types ref and proxy stand first, one of each at most, and are shared.

var (
	WeakrefType       = ctier.Type("_PyWeakref_RefType")
	weakProxyType     = ctier.Type("_PyWeakref_ProxyType")
	weakCallProxyType = ctier.Type("_PyWeakref_CallableProxyType")
)

// weakList is where an object keeps the first of its weak references; nil if its type does not support them.
func weakList(o *Object) **abi.Weakref {
	if o.Type.Weaklistoffset <= 0 {
		return nil
	}
	return (**abi.Weakref)(unsafe.Add(unsafe.Pointer(o), o.Type.Weaklistoffset))
}

// NewWeakref is PyWeakref_NewRef; NewProxy is PyWeakref_NewProxy. callback may be nil or None.
func NewWeakref(o, callback *Object) *Object { return newWeakref(WeakrefType, o, callback) }

// NewProxy makes a weak proxy.
func NewProxy(o, callback *Object) *Object {
	if Callable(o) {
		return newWeakref(weakCallProxyType, o, callback)
	}
	return newWeakref(weakProxyType, o, callback)
}

func newWeakref(t *Type, o, callback *Object) *Object {
	list := weakList(o)
	if list == nil {
		return Raise(TypeError, "cannot create weak reference to '%s' object", TypeName(o.Type))
	}
	if callback == None {
		callback = nil
	}
	plain := t == WeakrefType || t == weakProxyType || t == weakCallProxyType
	if callback == nil && plain {
		for r := *list; r != nil && r.Callback == nil; r = r.Next {
			if r.Object.Type == t {
				return NewRef(Head(r))
			}
		}
	}
	ref := GenericAlloc(t, 0)
	if ref == nil {
		return nil
	}
	r := As[*abi.Weakref](ref)
	r.Hash = -1
	r.Referent = o
	r.Callback = XNewRef(callback)
	if t == WeakrefType {
		r.Vectorcall = weakrefVectorcall
	}
	// Shared ones first, plain ref before proxy; then the others, newest first.
	var after *abi.Weakref
	for p := *list; p != nil && p.Callback == nil && (p.Object.Type == WeakrefType || p.Object.Type == weakProxyType || p.Object.Type == weakCallProxyType); p = p.Next {
		if callback == nil && plain && t == WeakrefType {
			break
		}
		after = p
	}
	if after == nil {
		r.Next = *list
		*list = r
	} else {
		r.Next, after.Next, r.Prev = after.Next, r, after
	}
	if r.Next != nil {
		r.Next.Prev = r
	}
	return ref
}

// detach takes a weak reference out of its object's list: it refers to nothing from then on.
func detach(r *abi.Weakref) {
	if r.Referent == nil || r.Referent == None {
		return
	}
	if list := weakList(r.Referent); *list == r {
		*list = r.Next
	}
	if r.Prev != nil {
		r.Prev.Next = r.Next
	}
	if r.Next != nil {
		r.Next.Prev = r.Prev
	}
	r.Referent, r.Prev, r.Next = None, nil, nil
}

// ClearWeakrefs ends the weak references to a dying object and calls their callbacks: it may run code. It is
// PyObject_ClearWeakRefs.
func ClearWeakrefs(o *Object) {
	list := weakList(o)
	if list == nil || *list == nil {
		return
	}
	var pending []*abi.Weakref
	for r := *list; r != nil; r = *list {
		detach(r)
		if r.Callback != nil && r.Refcnt > 0 {
			Incref(Head(r))
			pending = append(pending, r)
		} else {
			Clear(&r.Callback)
		}
	}
	if len(pending) == 0 {
		return
	}
	et, ev, tb := FetchErr()
	for _, r := range pending {
		callback := r.Callback
		r.Callback = nil
		callWeakCallback(Head(r), callback)
		Decref(callback)
		Decref(Head(r))
	}
	RestoreErr(et, ev, tb)
}

func callWeakCallback(ref, callback *Object) {
	r := CallArgs(callback, ref)
	if r == nil {
		WriteUnraisable(callback)
		return
	}
	Decref(r)
}

// WeakReferent is what a weak reference refers to: borrowed, None when it is gone, nil and an error for another object.
func WeakReferent(ref *Object) *Object {
	if !IsWeakref(ref) {
		return BadInternalCall()
	}
	if o := As[*abi.Weakref](ref).Referent; o != nil && o.Refcnt > 0 {
		return o
	}
	return None
}

// IsWeakref tells whether an object is a weak reference or proxy.
func IsWeakref(o *Object) bool {
	return Is(o, WeakrefType) || o.Type == weakProxyType || o.Type == weakCallProxyType
}

var weakrefVectorcall abi.Func

func init() {
	weakrefVectorcall = ctier.FastcallKeywords(func(o *Object, _ **Object, nargsf int, names *Object) *Object {
		if KeywordCount(names) > 0 {
			return Raise(TypeError, "weakref.__call__() takes no keyword arguments")
		}
		if n := Positional(nargsf); n != 0 {
			return Raise(TypeError, "weakref.__call__() takes no positional arguments (%d given)", n)
		}
		return NewRef(WeakReferent(o))
	})
}

func weakrefDealloc(o *Object) {
	GCUntrack(o)
	r := As[*abi.Weakref](o)
	detach(r)
	Clear(&r.Callback)
	freeInstance(o)
}

func weakrefTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	return Visit(visit, arg, As[*abi.Weakref](o).Callback)
}

func weakrefClear(o *Object) int32 {
	r := As[*abi.Weakref](o)
	detach(r)
	Clear(&r.Callback)
	return 0
}

func weakrefHash(o *Object) int {
	r := As[*abi.Weakref](o)
	if r.Hash != -1 {
		return r.Hash
	}
	referent := WeakReferent(o)
	if referent == None {
		Raise(TypeError, "weak object has gone away")
		return -1
	}
	Incref(referent)
	r.Hash = Hash(referent)
	Decref(referent)
	return r.Hash
}

func weakrefCompare(a, b *Object, op int32) *Object {
	if op != abi.EQ && op != abi.NE || !Is(a, WeakrefType) || !Is(b, WeakrefType) {
		return NewRef(NotImplemented)
	}
	x, y := WeakReferent(a), WeakReferent(b)
	if x == None || y == None {
		return NewBool((a == b) == (op == abi.EQ))
	}
	Incref(x)
	Incref(y)
	defer Decref(x)
	defer Decref(y)
	return RichCompare(x, y, op)
}

func weakrefRepr(o *Object) *Object {
	referent := WeakReferent(o)
	if referent == None {
		return NewStr("<weakref at " + HexAddress(o) + "; dead>")
	}
	Incref(referent)
	defer Decref(referent)
	text := "<weakref at " + HexAddress(o) + "; to '" + TypeName(referent.Type) + "' at " + HexAddress(referent)
	name, ok := LookupAttrString(referent, "__name__")
	if !ok {
		return nil
	}
	if name != nil {
		if Is(name, StrType) {
			text += " (" + StrOf(name) + ")"
		}
		Decref(name)
	}
	return NewStr(text + ">")
}

func init() {
	Define(WeakrefType, func() Spec {
		return Spec{
			Name: "weakref.ReferenceType", Basicsize: unsafe.Sizeof(abi.Weakref{}),
			Flags:            abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsHaveVectorcall,
			VectorcallOffset: int(unsafe.Offsetof(abi.Weakref{}.Vectorcall)),
			Call: func(self, args, _ *Object) *Object {
				if n := len(TupleItems(args)); n != 0 {
					return Raise(TypeError, "weakref.__call__() takes no positional arguments (%d given)", n)
				}
				return NewRef(WeakReferent(self))
			},
			New: func(t *Type, args, _ *Object) *Object {
				items := TupleItems(args)
				if !CheckPositional("__new__", len(items), 1, 2) {
					return nil
				}
				var callback *Object
				if len(items) == 2 {
					callback = items[1]
				}
				return newWeakref(t, items[0], callback)
			},
			Init: func(_, args, kwargs *Object) int32 {
				if kwargs != nil && DictLen(kwargs) > 0 {
					Raise(TypeError, "ref() takes no keyword arguments")
					return -1
				}
				if !CheckPositional("__init__", len(TupleItems(args)), 1, 2) {
					return -1
				}
				return 0
			},
			Dealloc: weakrefDealloc, Traverse: weakrefTraverse, Clear: weakrefClear, Hash: weakrefHash,
			Richcompare: weakrefCompare, Repr: weakrefRepr,
			Members: []Member{{Name: "__callback__", Type: TObject, Offset: unsafe.Offsetof(abi.Weakref{}.Callback), Flags: ReadOnly}},
		}
	})
}

// referentOf is what a proxy stands for, as a new reference; nil, and ReferenceError, when it is gone. What is no proxy
// stands for itself.
func referentOf(o *Object) *Object {
	if o.Type != weakProxyType && o.Type != weakCallProxyType {
		return NewRef(o)
	}
	r := WeakReferent(o)
	if r == None {
		return Raise(ReferenceError, "weakly-referenced object no longer exists")
	}
	return NewRef(r)
}

// through calls f with the objects that proxies stand for.
func through(f func(a []*Object) *Object, operands ...*Object) *Object {
	for i, o := range operands {
		if o == nil {
			continue
		}
		r := referentOf(o)
		if r == nil {
			for _, held := range operands[:i] {
				XDecref(held)
			}
			return nil
		}
		operands[i] = r
	}
	result := f(operands)
	for _, held := range operands {
		XDecref(held)
	}
	return result
}

func proxyBinary(f ctier.BinaryFunc) ctier.BinaryFunc {
	return func(a, b *Object) *Object {
		return through(func(o []*Object) *Object { return f(o[0], o[1]) }, a, b)
	}
}

func proxyUnary(f ctier.UnaryFunc) ctier.UnaryFunc {
	return func(a *Object) *Object { return through(func(o []*Object) *Object { return f(o[0]) }, a) }
}

// proxyStatus runs f on what a proxy stands for; -1 when that is gone.
func proxyStatus[T int | int32](proxy *Object, f func(*Object) T) T {
	o := referentOf(proxy)
	if o == nil {
		return -1
	}
	defer Decref(o)
	return f(o)
}

func proxySpec(name string) Spec {
	return Spec{
		Name: name, Basicsize: unsafe.Sizeof(abi.Weakref{}), Flags: abi.TPFlagsHaveGC,
		Dealloc: weakrefDealloc, Traverse: weakrefTraverse, Clear: weakrefClear,
		Unhashable: true,
		Repr: func(o *Object) *Object {
			r := WeakReferent(o)
			return NewStr("<weakproxy at " + HexAddress(o) + " to " + TypeName(r.Type) + " at " + HexAddress(r) + ">")
		},
		Str:      proxyUnary(Str),
		Getattro: proxyBinary(GetAttr),
		Setattro: func(o, name, v *Object) int32 {
			return proxyStatus(o, func(o *Object) int32 { return boolStatus(SetAttr(o, name, v)) })
		},
		Richcompare: func(a, b *Object, op int32) *Object {
			return through(func(o []*Object) *Object { return RichCompare(o[0], o[1], op) }, a, b)
		},
		Iter: proxyUnary(Iter),
		Iternext: func(o *Object) *Object {
			return through(func(o []*Object) *Object {
				if o[0].Type.Iternext == nil {
					return Raise(TypeError, "Weakref proxy referenced a non-iterator '%.200s' object", TypeName(o[0].Type))
				}
				return ctier.CallUnary(o[0].Type.Iternext, o[0])
			}, o)
		},
		Number: &Number{
			Add: proxyBinary(Add), Subtract: proxyBinary(Subtract), Multiply: proxyBinary(Multiply),
			Remainder: proxyBinary(Remainder), FloorDivide: proxyBinary(FloorDivide), TrueDivide: proxyBinary(TrueDivide),
			And: proxyBinary(And), Or: proxyBinary(Or), Xor: proxyBinary(Xor), Lshift: proxyBinary(Lshift),
			Rshift: proxyBinary(Rshift), Negative: proxyUnary(Negative), Positive: proxyUnary(Positive),
			Absolute: proxyUnary(Absolute), Invert: proxyUnary(Invert), Int: proxyUnary(ToLong), Float: proxyUnary(ToFloat),
			Index: proxyUnary(NumberIndex),
			Bool:  func(o *Object) int32 { return proxyStatus(o, IsTrue) },
		},
		Sequence: &Sequence{Contains: func(o, v *Object) int32 {
			return proxyStatus(o, func(o *Object) int32 { return Contains(o, v) })
		}},
		Mapping: &Mapping{
			Length:    func(o *Object) int { return proxyStatus(o, Length) },
			Subscript: proxyBinary(GetItem),
			AssSubscript: func(o, k, v *Object) int32 {
				return proxyStatus(o, func(o *Object) int32 {
					if v == nil {
						return boolStatus(DelItem(o, k))
					}
					return boolStatus(SetItem(o, k, v))
				})
			},
		},
	}
}

func boolStatus(ok bool) int32 {
	if ok {
		return 0
	}
	return -1
}

func init() {
	Define(weakProxyType, func() Spec { return proxySpec("weakref.ProxyType") })
	Define(weakCallProxyType, func() Spec {
		s := proxySpec("weakref.CallableProxyType")
		s.Call = func(self, args, kwargs *Object) *Object {
			return through(func(o []*Object) *Object { return Call(o[0], args, kwargs) }, self)
		}
		return s
	})
}
