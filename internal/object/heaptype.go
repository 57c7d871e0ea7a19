package object

import (
	"slices"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// newHeapType allocates a heap type with room for n members behind it, all slots empty.
func newHeapType(meta *Type, members int) *abi.HeapType {
	o := GenericAlloc(meta, members)
	if o == nil {
		return nil
	}
	t := As[*abi.HeapType](o)
	As[*abi.VarObject](o).Size = members
	t.AsAsync, t.AsNumber, t.AsMapping, t.AsSequence, t.AsBuffer = &t.Async, &t.Number, &t.Mapping, &t.Sequence, &t.Buffer
	return t
}

// membersOf is the member array behind a heap type of its metatype.
func membersOf(t *abi.HeapType) *abi.MemberDef {
	return (*abi.MemberDef)(unsafe.Add(unsafe.Pointer(t), t.Object.Type.Basicsize))
}

// The slot numbers of typeslots.h, in order from 1.
var specSlots = func() []slotRef {
	n, q, m, a, t := &numberLayout, &sequenceLayout, &mappingLayout, &asyncLayout, &typeLayout
	return []slotRef{
		{}, {inBuffer, 0}, {inBuffer, 8},
		mappingRef(&m.AssSubscript), mappingRef(&m.Length), mappingRef(&m.Subscript),
		numberRef(&n.Absolute), numberRef(&n.Add), numberRef(&n.And), numberRef(&n.Bool), numberRef(&n.Divmod),
		numberRef(&n.Float), numberRef(&n.FloorDivide), numberRef(&n.Index), numberRef(&n.InplaceAdd),
		numberRef(&n.InplaceAnd), numberRef(&n.InplaceFloorDivide), numberRef(&n.InplaceLshift),
		numberRef(&n.InplaceMultiply), numberRef(&n.InplaceOr), numberRef(&n.InplacePower),
		numberRef(&n.InplaceRemainder), numberRef(&n.InplaceRshift), numberRef(&n.InplaceSubtract),
		numberRef(&n.InplaceTrueDivide), numberRef(&n.InplaceXor), numberRef(&n.Int), numberRef(&n.Invert),
		numberRef(&n.Lshift), numberRef(&n.Multiply), numberRef(&n.Negative), numberRef(&n.Or), numberRef(&n.Positive),
		numberRef(&n.Power), numberRef(&n.Remainder), numberRef(&n.Rshift), numberRef(&n.Subtract),
		numberRef(&n.TrueDivide), numberRef(&n.Xor),
		sequenceRef(&q.AssItem), sequenceRef(&q.Concat), sequenceRef(&q.Contains), sequenceRef(&q.InplaceConcat),
		sequenceRef(&q.InplaceRepeat), sequenceRef(&q.Item), sequenceRef(&q.Length), sequenceRef(&q.Repeat),
		typeRef(&t.Alloc), {}, {}, typeRef(&t.Call), typeRef(&t.Clear), typeRef(&t.Dealloc), typeRef(&t.Del),
		typeRef(&t.DescrGet), typeRef(&t.DescrSet), {}, typeRef(&t.Getattr), typeRef(&t.Getattro), typeRef(&t.Hash),
		typeRef(&t.Init), typeRef(&t.IsGC), typeRef(&t.Iter), typeRef(&t.Iternext), {}, typeRef(&t.New),
		typeRef(&t.Repr), typeRef(&t.Richcompare), typeRef(&t.Setattr), typeRef(&t.Setattro), typeRef(&t.Str),
		typeRef(&t.Traverse), {}, {}, typeRef(&t.Free), numberRef(&n.MatrixMultiply),
		numberRef(&n.InplaceMatrixMultiply), asyncRef(&a.Await), asyncRef(&a.Aiter), asyncRef(&a.Anext),
		typeRef(&t.Finalize), asyncRef(&a.Send), typeRef(&t.Vectorcall), {},
	}
}()

// Slot numbers that are not plain functions.
const (
	slotTpBase = 48 + iota
	slotTpBases
	slotTpDoc     = 56
	slotTpMethods = 64
	slotTpMembers = 72
	slotTpGetset  = 73
	slotTpToken   = 83
)

// slotsOf returns the slots of a spec.
func slotsOf(spec *abi.TypeSpec) []abi.TypeSlot {
	n := 0
	for s := spec.Slots; s.Slot != 0; s = (*abi.TypeSlot)(unsafe.Add(unsafe.Pointer(s), unsafe.Sizeof(*s))) {
		n++
	}
	return unsafe.Slice(spec.Slots, n)
}

func memberList(first *abi.MemberDef) []abi.MemberDef {
	n := 0
	for d := first; d != nil && d.Name != nil; d = (*abi.MemberDef)(unsafe.Add(unsafe.Pointer(d), unsafe.Sizeof(*d))) {
		n++
	}
	return unsafe.Slice(first, n)
}

// SlotFunc returns the function in a slot by its typeslots.h number: it is PyType_GetSlot.
func SlotFunc(t *Type, number int32) unsafe.Pointer {
	if number <= 0 || int(number) >= len(specSlots) {
		BadInternalCall()
		return nil
	}
	switch number {
	case slotTpBase:
		return unsafe.Pointer(t.Base)
	case slotTpBases:
		return unsafe.Pointer(t.Bases)
	case slotTpDoc:
		return unsafe.Pointer(t.Doc)
	case slotTpMethods:
		return unsafe.Pointer(t.Methods)
	case slotTpMembers:
		return unsafe.Pointer(t.Members)
	case slotTpGetset:
		return unsafe.Pointer(t.Getset)
	case slotTpToken:
		return typeToken(t)
	}
	slot := specSlots[number].of(t)
	if slot == nil {
		return nil
	}
	return *slot
}

// FromSpec makes a heap type from a PyType_Spec: it is PyType_FromModuleAndSpec, and with nil for what is not given, PyType_FromSpec
// and PyType_FromSpecWithBases. bases is a type or a tuple of types. The type of the result is type, as in 3.11, whatever the
// metaclasses of the bases are: extensions count on it, and set another afterwards.
func FromSpec(module *Object, spec *abi.TypeSpec, bases *Object) *Object {
	return fromSpec(spec, module, bases, func(*Object) *Type { return TypeType })
}

// FromMetaclass is PyType_FromMetaclass: the type of the result is the most derived of meta, nil for type, and the metaclasses of
// the bases.
func FromMetaclass(meta *Type, module *Object, spec *abi.TypeSpec, bases *Object) *Object {
	return fromSpec(spec, module, bases, func(bases *Object) *Type {
		if meta == nil {
			meta = TypeType
		}
		winner := winningMeta(meta, bases)
		if winner != nil && winner.New != TypeType.New {
			Raise(TypeError, "Metaclasses with custom tp_new are not supported.")
			return nil
		}
		return winner
	})
}

// fromSpec asks metaOf for the type of the result, given the tuple of the bases.
func fromSpec(spec *abi.TypeSpec, module, bases *Object, metaOf func(bases *Object) *Type) *Object {
	slots := slotsOf(spec)
	var members []abi.MemberDef
	var slotBase, slotBases *Object
	for _, s := range slots {
		if s.Slot < 0 || int(s.Slot) >= len(specSlots) {
			return Raise(RuntimeError, "invalid slot offset")
		}
		switch s.Slot {
		case slotTpMembers:
			if members != nil {
				return Raise(SystemError, "Multiple Py_tp_members slots are not supported.")
			}
			members = memberList((*abi.MemberDef)(s.Pfunc))
		case slotTpBase:
			slotBase = (*Object)(s.Pfunc)
		case slotTpBases:
			slotBases = (*Object)(s.Pfunc)
		}
	}
	name := ctier.GoString(spec.Name)
	if spec.Name == nil {
		return Raise(SystemError, "Type spec does not define the name field.")
	}
	tuple := basesTuple(bases, slotBases, slotBase)
	if tuple == nil {
		return nil
	}
	defer Decref(tuple)
	base := bestBase(tuple)
	if base == nil {
		return nil
	}
	if base.Flags&abi.TPFlagsBasetype == 0 {
		return Raise(TypeError, "type '%.100s' is not an acceptable base type", TypeName(base))
	}
	meta := metaOf(tuple)
	if meta == nil {
		return nil
	}
	t := newHeapType(meta, len(members))
	if t == nil {
		return nil
	}
	o := Head(t)
	if !fillFromSpec(t, spec, slots, members, base, tuple, name) || !finishFromSpec(t, module, name) {
		Decref(o)
		return nil
	}
	return o
}

// takeRelative reads what 3.12 added: a size below zero is what the type has beyond its base, and a member may say its offset from
// there. The definitions are the extension's, so changed ones are copies.
func takeRelative(t *abi.HeapType, members []abi.MemberDef) ([]abi.MemberDef, bool) {
	members = slices.Clone(members)
	data := TypeDataOffset(&t.Type)
	extends := t.Basicsize < 0
	if extends {
		if t.Base.Itemsize > 0 {
			Raise(SystemError, "Cannot extend variable-size class without Py_TPFLAGS_ITEMS_AT_END.")
			return nil, false
		}
		t.Basicsize = data + (15-t.Basicsize)&^15
	}
	for i := range members {
		m := &members[i]
		if m.Flags&relativeOffset == 0 {
			continue
		}
		if !extends {
			Raise(SystemError, "With Py_RELATIVE_OFFSET, basicsize must be negative.")
			return nil, false
		}
		m.Offset += data
		m.Flags &^= relativeOffset
	}
	return members, true
}

const relativeOffset = 8 // Py_RELATIVE_OFFSET

// TypeDataOffset is where the memory begins that a type has beyond its base, if it was made with a size below zero.
func TypeDataOffset(t *Type) int { return (t.Base.Basicsize + 15) &^ 15 }

func fillFromSpec(t *abi.HeapType, spec *abi.TypeSpec, slots []abi.TypeSlot, members []abi.MemberDef, base *Type, bases *Object, name string) bool {
	t.Flags = uint(spec.Flags) | abi.TPFlagsHeaptype
	short := name[strings.LastIndexByte(name, '.')+1:]
	if t.HTName = NewStr(short); t.HTName == nil {
		return false
	}
	t.HTQualname = NewRef(t.HTName)
	if !setHeapName(t, name) {
		return false
	}
	Incref(Head(base))
	t.Base = base
	t.Bases = NewRef(bases)
	t.Basicsize, t.Itemsize = int(spec.Basicsize), int(spec.Itemsize)
	members, ok := takeRelative(t, members)
	if !ok {
		return false
	}
	for _, s := range slots {
		switch s.Slot {
		case slotTpBase, slotTpBases:
		case slotTpDoc:
			if s.Pfunc != nil {
				if t.Doc = RawString(ctier.GoString((*byte)(s.Pfunc))); t.Doc == nil {
					NoMemory()
					return false
				}
			}
		case slotTpMethods:
			t.Methods = (*abi.MethodDef)(s.Pfunc)
		case slotTpGetset:
			t.Getset = (*abi.GetSetDef)(s.Pfunc)
		case slotTpMembers:
			if !takeOffsets(t, members) {
				return false
			}
			copy(unsafe.Slice(membersOf(t), len(members)), members)
			t.Members = membersOf(t)
		case slotTpToken:
			if t.Token = s.Pfunc; t.Token == nil { // Py_TP_USE_SPEC
				t.Token = unsafe.Pointer(spec)
			}
		default:
			*specSlots[s.Slot].of(&t.Type) = s.Pfunc
		}
	}
	if t.Dealloc == nil {
		t.Dealloc = subtypeDealloc
	}
	return true
}

// takeOffsets reads the members by which a spec says where __dict__, the weak references and the vectorcall function are.
func takeOffsets(t *abi.HeapType, members []abi.MemberDef) bool {
	for _, m := range members {
		switch ctier.GoString(m.Name) {
		case "__weaklistoffset__":
			t.Weaklistoffset = m.Offset
		case "__dictoffset__":
			t.Dictoffset = m.Offset
		case "__vectorcalloffset__":
			t.VectorcallOffset = m.Offset
		}
	}
	return true
}

func finishFromSpec(t *abi.HeapType, module *Object, name string) bool {
	t.Module = XNewRef(module)
	if !Ready(&t.Type) {
		return false
	}
	// These are members for the sake of the spec alone.
	for _, name := range []string{"__weaklistoffset__", "__dictoffset__"} {
		key := Intern(name)
		if v := DictGetInterned(t.Dict, key); v != nil && v.Type == MemberDescrType && !DictDel(t.Dict, key) {
			return false
		}
	}
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return Warn(DeprecationWarning, "builtin type "+name+" has no __module__ attribute", 1)
	}
	v := NewStr(name[:i])
	if v == nil {
		return false
	}
	defer Decref(v)
	return DictSet(t.Dict, Intern("__module__"), v)
}

// basesTuple decides which of three ways to name bases counts, and returns a tuple.
func basesTuple(bases, slotBases, slotBase *Object) *Object {
	if bases == nil {
		bases = slotBases
	}
	if bases != nil {
		if Is(bases, TupleType) {
			return NewRef(bases)
		}
		if slotBases == bases && !Is(bases, TypeType) {
			return Raise(SystemError, "Py_tp_bases is not a tuple")
		}
		return Pack(bases)
	}
	if slotBase != nil {
		return Pack(slotBase)
	}
	return Pack(Head(ObjectType))
}

// winningMeta is the most derived of a metatype and those of the bases.
func winningMeta(meta *Type, bases *Object) *Type {
	for _, b := range TupleItems(bases) {
		switch m := b.Type; {
		case IsSubtype(meta, m):
		case IsSubtype(m, meta):
			meta = m
		default:
			Raise(TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
			return nil
		}
	}
	return meta
}

// solidBase is the nearest base whose instances have fields that matter for the layout.
func solidBase(t *Type) *Type {
	var base *Type
	if t.Base != nil {
		base = solidBase(t.Base)
	} else {
		base = ObjectType
	}
	if addsFields(t, base) {
		return t
	}
	return base
}

func addsFields(t, base *Type) bool {
	size, baseSize := t.Basicsize, base.Basicsize
	if t.Itemsize != 0 || base.Itemsize != 0 {
		return size != baseSize || t.Itemsize != base.Itemsize
	}
	if t.Weaklistoffset != 0 && base.Weaklistoffset == 0 && t.Weaklistoffset+8 == size && t.Flags&abi.TPFlagsHeaptype != 0 {
		size -= 8
	}
	if t.Dictoffset != 0 && base.Dictoffset == 0 && t.Dictoffset+8 == size && t.Flags&abi.TPFlagsHeaptype != 0 {
		size -= 8
	}
	return size != baseSize
}

// bestBase is the base that decides the layout. The result is borrowed.
func bestBase(bases *Object) *Type {
	var winner, best *Type
	for _, b := range TupleItems(bases) {
		if !Is(b, TypeType) {
			Raise(TypeError, "bases must be types")
			return nil
		}
		t := As[*Type](b)
		if t.Dict == nil && !Ready(t) {
			return nil
		}
		if t.Flags&abi.TPFlagsBasetype == 0 {
			Raise(TypeError, "type '%.100s' is not an acceptable base type", TypeName(t))
			return nil
		}
		switch candidate := solidBase(t); {
		case winner == nil, IsSubtype(candidate, winner) && candidate != winner:
			winner, best = candidate, t
		case IsSubtype(winner, candidate):
		default:
			Raise(TypeError, "multiple bases have instance lay-out conflict")
			return nil
		}
	}
	if best == nil {
		return ObjectType
	}
	return best
}

// subtypeDealloc is the tp_dealloc of heap types that bring none: it releases what the class statement added, then lets
// the base do its part. It may run code: finalizers, weak reference callbacks.
var subtypeDealloc abi.Func

func init() { subtypeDealloc = ctier.Destructor(deallocSubtype) }

func deallocSubtype(o *Object) {
	if !HasGC(o.Type) {
		destroySubtype(o)
		return
	}
	GCUntrack(o)
	ts := Thread()
	if TrashBegin(ts, o) {
		return
	}
	GCTrack(o)
	destroySubtype(o)
	TrashEnd(ts)
}

func destroySubtype(o *Object) {
	t := o.Type
	base := t
	for base.Dealloc == subtypeDealloc {
		base = base.Base
	}
	if t.Finalize != nil && CallFinalizerFromDealloc(o) < 0 {
		return
	}
	if t.Del != nil {
		ctier.CallDestructor(t.Del, o)
		if o.Refcnt > 0 {
			return
		}
	}
	tracked := HasGC(t) && GCIsTracked(o)
	if tracked {
		GCUntrack(o)
	}
	if t.Weaklistoffset != 0 && base.Weaklistoffset == 0 {
		ClearWeakrefs(o)
	}
	clearMembers(o, base)
	if t.Dictoffset != 0 && base.Dictoffset == 0 {
		if p := DictPtr(o); p != nil {
			Clear(p)
		}
	}
	if tracked && HasGC(base) {
		GCTrack(o)
	}
	ctier.CallDestructor(base.Dealloc, o)
	// A base made of heap types has released its type already; object's tp_dealloc knows no types.
	if t.Flags&abi.TPFlagsHeaptype != 0 && base.Flags&abi.TPFlagsHeaptype == 0 {
		Decref(Head(t))
	}
}

// clearMembers releases the __slots__ of a class and its bases up to base.
func clearMembers(o *Object, base *Type) {
	for t := o.Type; t != base && t != nil; t = t.Base {
		if t.Flags&abi.TPFlagsHeaptype == 0 {
			continue
		}
		h := (*abi.HeapType)(unsafe.Pointer(t))
		for _, m := range unsafe.Slice(membersOf(h), As[*abi.VarObject](Head(t)).Size) {
			if m.Type == TObjectEx && m.Flags&ReadOnly == 0 {
				Clear((**Object)(unsafe.Add(unsafe.Pointer(o), m.Offset)))
			}
		}
	}
}

// traverseSubtype and clearSubtype are the collector's slots of classes made by a class statement.
func traverseSubtype(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	base := o.Type
	for base.Traverse == subtypeTraverse {
		h := (*abi.HeapType)(unsafe.Pointer(base))
		for _, m := range unsafe.Slice(membersOf(h), As[*abi.VarObject](Head(base)).Size) {
			if m.Type == TObjectEx {
				if r := Visit(visit, arg, *(**Object)(unsafe.Add(unsafe.Pointer(o), m.Offset))); r != 0 {
					return r
				}
			}
		}
		base = base.Base
	}
	if o.Type.Dictoffset != base.Dictoffset {
		if p := DictPtr(o); p != nil {
			if r := Visit(visit, arg, *p); r != 0 {
				return r
			}
		}
	}
	if o.Type.Flags&abi.TPFlagsHeaptype != 0 && (base.Traverse == nil || base.Flags&abi.TPFlagsHeaptype == 0) {
		if r := Visit(visit, arg, Head(o.Type)); r != 0 {
			return r
		}
	}
	if base.Traverse != nil {
		return ctier.CallTraverse(base.Traverse, o, visit, arg)
	}
	return 0
}

func clearSubtype(o *Object) int32 {
	base := o.Type
	for base.Clear == subtypeClear {
		base = base.Base
	}
	clearMembers(o, base)
	if o.Type.Dictoffset != base.Dictoffset {
		if p := DictPtr(o); p != nil {
			Clear(p)
		}
	}
	if base.Clear != nil {
		return ctier.CallInquiry(base.Clear, o)
	}
	return 0
}

var subtypeTraverse, subtypeClear abi.Func

func init() {
	subtypeTraverse = ctier.Traverse(traverseSubtype)
	subtypeClear = ctier.Inquiry(clearSubtype)
}
