package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// inheritSpecial takes over what comes from the one base that decides the memory: GC support, sizes, flags.
func inheritSpecial(t, base *Type) {
	if t.Flags&abi.TPFlagsHaveGC == 0 && base.Flags&abi.TPFlagsHaveGC != 0 && t.Traverse == nil && t.Clear == nil {
		t.Flags |= abi.TPFlagsHaveGC
		t.Traverse, t.Clear = base.Traverse, base.Clear
	}
	if t.Basicsize == 0 {
		t.Basicsize = base.Basicsize
	}
	if t.Itemsize == 0 {
		t.Itemsize = base.Itemsize
	}
	if t.Weaklistoffset == 0 {
		t.Weaklistoffset = base.Weaklistoffset
	}
	if t.Dictoffset == 0 {
		t.Dictoffset = base.Dictoffset
	}
	for _, b := range []struct {
		t    *Type
		flag uint
	}{
		{BaseException, abi.TPFlagsBaseExcSubclass}, {TypeType, abi.TPFlagsTypeSubclass}, {LongType, abi.TPFlagsLongSubclass},
		{BytesType, abi.TPFlagsBytesSubclass}, {StrType, abi.TPFlagsUnicodeSubclass}, {TupleType, abi.TPFlagsTupleSubclass},
		{ListType, abi.TPFlagsListSubclass}, {DictType, abi.TPFlagsDictSubclass},
	} {
		if IsSubtype(base, b.t) || t == b.t {
			t.Flags |= b.flag
		}
	}
	t.Flags |= base.Flags & (abi.TPFlagsMatchSelf | abi.TPFlagsManagedDict)
	if t.Flags&(abi.TPFlagsSequence|abi.TPFlagsMapping) == 0 {
		t.Flags |= base.Flags & (abi.TPFlagsSequence | abi.TPFlagsMapping)
	}
}

// slots views a protocol table as its slots.
func slots[T any](p *T) []abi.Func {
	return unsafe.Slice((*abi.Func)(unsafe.Pointer(p)), unsafe.Sizeof(*p)/unsafe.Sizeof(abi.Func(nil)))
}

// inheritTable fills the empty slots of a protocol table.
func inheritTable[T any](t, base *T) {
	if t == nil || base == nil {
		return
	}
	to := slots(t)
	for i, f := range slots(base) {
		if to[i] == nil {
			to[i] = f
		}
	}
}

// inheritTables shares the base's protocol tables where a type has none of its own.
func inheritTables(t, base *Type) {
	if t.AsAsync == nil {
		t.AsAsync = base.AsAsync
	}
	if t.AsNumber == nil {
		t.AsNumber = base.AsNumber
	}
	if t.AsSequence == nil {
		t.AsSequence = base.AsSequence
	}
	if t.AsMapping == nil {
		t.AsMapping = base.AsMapping
	}
	if t.AsBuffer == nil {
		t.AsBuffer = base.AsBuffer
	}
}

func inherit(slot *abi.Func, from abi.Func) {
	if *slot == nil {
		*slot = from
	}
}

// inheritSlots fills the empty slots of a type from one type of its MRO. Some slots go in groups: a type that defines
// equality must not inherit a hash that does not fit it.
func inheritSlots(t, base *Type) {
	inheritTable(t.AsNumber, base.AsNumber)
	inheritTable(t.AsAsync, base.AsAsync)
	inheritTable(t.AsSequence, base.AsSequence)
	inheritTable(t.AsMapping, base.AsMapping)
	inheritTable(t.AsBuffer, base.AsBuffer)

	inherit(&t.Dealloc, base.Dealloc)
	if t.Getattr == nil && t.Getattro == nil {
		t.Getattr, t.Getattro = base.Getattr, base.Getattro
	}
	if t.Setattr == nil && t.Setattro == nil {
		t.Setattr, t.Setattro = base.Setattr, base.Setattro
	}
	inherit(&t.Repr, base.Repr)
	if t.Call == nil && base.Call != nil {
		t.Call = base.Call
		if t.VectorcallOffset == 0 && base.Flags&abi.TPFlagsHaveVectorcall != 0 && t.Flags&abi.TPFlagsHeaptype == 0 {
			t.Flags |= abi.TPFlagsHaveVectorcall
		}
	}
	if t.VectorcallOffset == 0 {
		t.VectorcallOffset = base.VectorcallOffset
	}
	inherit(&t.Str, base.Str)
	if t.Richcompare == nil && t.Hash == nil && !definesHashOrEq(t) {
		t.Richcompare, t.Hash = base.Richcompare, base.Hash
	}
	inherit(&t.Iter, base.Iter)
	inherit(&t.Iternext, base.Iternext)
	inherit(&t.DescrGet, base.DescrGet)
	if t.DescrGet == base.DescrGet && t.DescrGet != nil && t.Flags&abi.TPFlagsHeaptype == 0 {
		t.Flags |= base.Flags & abi.TPFlagsMethodDescriptor
	}
	inherit(&t.DescrSet, base.DescrSet)
	inherit(&t.Init, base.Init)
	inherit(&t.Alloc, base.Alloc)
	inherit(&t.Finalize, base.Finalize)
	inherit(&t.Del, base.Del)
	if t.Free == nil {
		switch {
		case HasGC(t) == HasGC(base):
			t.Free = base.Free
		case HasGC(t) && base.Free == objectFree:
			t.Free = gcFree
		}
	}
	inherit(&t.IsGC, base.IsGC)
}

// definesHashOrEq tells whether a type's own dict has __eq__ or __hash__.
func definesHashOrEq(t *Type) bool {
	if t.Dict == nil {
		return false
	}
	return DictGetInterned(t.Dict, Intern("__eq__")) != nil || DictGetInterned(t.Dict, Intern("__hash__")) != nil
}
