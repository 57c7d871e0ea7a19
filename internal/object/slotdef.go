package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// A slotDef ties a special method's name to a slot: which wrapper makes the slot callable as a method, and which generic
// function stands in the slot of a class that defines the method itself.
type slotDef struct {
	name    string
	slot    slotRef
	wrap    wrapper
	doc     string
	generic abi.Func // nil: a class's own method of this name does not fill the slot
}

// wrapper calls a slot function with the arguments of a method call; kwargs is nil unless keywords are allowed.
type wrapper struct {
	call     func(self, args *Object, fn abi.Func, kwargs *Object) *Object
	keywords bool
}

// slotRef locates a slot: the protocol table it is in and the offset there.
type slotRef struct {
	table  uint8
	offset uintptr
}

const (
	inType = iota
	inNumber
	inSequence
	inMapping
	inAsync
	inBuffer
)

// of returns the slot in a type, or nil if the type has no such table.
func (r slotRef) of(t *Type) *abi.Func {
	var table unsafe.Pointer
	switch r.table {
	case inType:
		table = unsafe.Pointer(t)
	case inNumber:
		table = unsafe.Pointer(t.AsNumber)
	case inSequence:
		table = unsafe.Pointer(t.AsSequence)
	case inMapping:
		table = unsafe.Pointer(t.AsMapping)
	case inAsync:
		table = unsafe.Pointer(t.AsAsync)
	case inBuffer:
		table = unsafe.Pointer(t.AsBuffer)
	}
	if table == nil {
		return nil
	}
	return (*abi.Func)(unsafe.Add(table, r.offset))
}

var (
	typeLayout     Type
	numberLayout   abi.NumberMethods
	sequenceLayout abi.SequenceMethods
	mappingLayout  abi.MappingMethods
	asyncLayout    abi.AsyncMethods
)

func typeRef(f *abi.Func) slotRef {
	return slotRef{inType, uintptr(unsafe.Pointer(f)) - uintptr(unsafe.Pointer(&typeLayout))}
}
func numberRef(f *abi.Func) slotRef {
	return slotRef{inNumber, uintptr(unsafe.Pointer(f)) - uintptr(unsafe.Pointer(&numberLayout))}
}
func sequenceRef(f *abi.Func) slotRef {
	return slotRef{inSequence, uintptr(unsafe.Pointer(f)) - uintptr(unsafe.Pointer(&sequenceLayout))}
}
func mappingRef(f *abi.Func) slotRef {
	return slotRef{inMapping, uintptr(unsafe.Pointer(f)) - uintptr(unsafe.Pointer(&mappingLayout))}
}
func asyncRef(f *abi.Func) slotRef {
	return slotRef{inAsync, uintptr(unsafe.Pointer(f)) - uintptr(unsafe.Pointer(&asyncLayout))}
}

// slotDefs are all special methods, in CPython's order, which is the order in which they enter a type's dict. It is made
// by Boot, since the generic functions are registered with package ctier.
var slotDefs []slotDef

func makeSlotDefs() {
	n, q, m, a, t := &numberLayout, &sequenceLayout, &mappingLayout, &asyncLayout, &typeLayout
	type d = slotDef
	slotDefs = []slotDef{
		{"__getattribute__", typeRef(&t.Getattro), wrapBinary, "Return getattr(self, name).", slotGetattro},
		{"__getattr__", typeRef(&t.Getattro), wrapper{}, "", slotGetattro},
		{"__setattr__", typeRef(&t.Setattro), wrapSetattr, "Implement setattr(self, name, value).", slotSetattro},
		{"__delattr__", typeRef(&t.Setattro), wrapDelattr, "Implement delattr(self, name).", slotSetattro},
		{"__repr__", typeRef(&t.Repr), wrapUnary, "Return repr(self).", slotUnary("__repr__")},
		{"__hash__", typeRef(&t.Hash), wrapHash, "Return hash(self).", slotHash},
		{"__call__", typeRef(&t.Call), wrapCall, "Call self as a function.", slotCall},
		{"__str__", typeRef(&t.Str), wrapUnary, "Return str(self).", slotUnary("__str__")},
		{"__lt__", typeRef(&t.Richcompare), wrapCompare(abi.LT), "Return self<value.", slotRichcompare},
		{"__le__", typeRef(&t.Richcompare), wrapCompare(abi.LE), "Return self<=value.", slotRichcompare},
		{"__eq__", typeRef(&t.Richcompare), wrapCompare(abi.EQ), "Return self==value.", slotRichcompare},
		{"__ne__", typeRef(&t.Richcompare), wrapCompare(abi.NE), "Return self!=value.", slotRichcompare},
		{"__gt__", typeRef(&t.Richcompare), wrapCompare(abi.GT), "Return self>value.", slotRichcompare},
		{"__ge__", typeRef(&t.Richcompare), wrapCompare(abi.GE), "Return self>=value.", slotRichcompare},
		{"__iter__", typeRef(&t.Iter), wrapUnary, "Implement iter(self).", slotIter},
		{"__next__", typeRef(&t.Iternext), wrapNext, "Implement next(self).", slotIternext},
		{"__get__", typeRef(&t.DescrGet), wrapDescrGet, "Return an attribute of instance, which is of type owner.", slotDescrGet},
		{"__set__", typeRef(&t.DescrSet), wrapDescrSet, "Set an attribute of instance to value.", slotDescrSet},
		{"__delete__", typeRef(&t.DescrSet), wrapDescrDelete, "Delete an attribute of instance.", slotDescrSet},
		{"__init__", typeRef(&t.Init), wrapInit, "Initialize self.  See help(type(self)) for accurate signature.", slotInit},
		{"__new__", typeRef(&t.New), wrapper{}, "", slotNew},
		{"__del__", typeRef(&t.Finalize), wrapDel, "", slotFinalize},
		{"__await__", asyncRef(&a.Await), wrapUnary, "Return an iterator to be used in await expression.", slotUnary("__await__")},
		{"__aiter__", asyncRef(&a.Aiter), wrapUnary, "Return an awaitable, that resolves in asynchronous iterator.", slotUnary("__aiter__")},
		{"__anext__", asyncRef(&a.Anext), wrapUnary, "Return a value or raise StopAsyncIteration.", slotUnary("__anext__")},
	}
	binary := func(name, op string, slot *abi.Func) {
		generic := slotBinary(name, slot)
		slotDefs = append(slotDefs,
			d{"__" + name + "__", numberRef(slot), wrapBinary, "Return self" + op + "value.", generic},
			d{"__r" + name + "__", numberRef(slot), wrapSwapped, "Return value" + op + "self.", generic})
	}
	unary := func(name, doc string, slot *abi.Func) {
		slotDefs = append(slotDefs, d{name, numberRef(slot), wrapUnary, doc, slotUnary(name)})
	}
	binary("add", "+", &n.Add)
	binary("sub", "-", &n.Subtract)
	binary("mul", "*", &n.Multiply)
	binary("mod", "%", &n.Remainder)
	divmod := slotBinary("divmod", &n.Divmod)
	slotDefs = append(slotDefs,
		d{"__divmod__", numberRef(&n.Divmod), wrapBinary, "Return divmod(self, value).", divmod},
		d{"__rdivmod__", numberRef(&n.Divmod), wrapSwapped, "Return divmod(value, self).", divmod},
		d{"__pow__", numberRef(&n.Power), wrapPower, "Return pow(self, value, mod).", slotPower},
		d{"__rpow__", numberRef(&n.Power), wrapSwappedPower, "Return pow(value, self, mod).", slotPower})
	unary("__neg__", "-self", &n.Negative)
	unary("__pos__", "+self", &n.Positive)
	unary("__abs__", "abs(self)", &n.Absolute)
	slotDefs = append(slotDefs, d{"__bool__", numberRef(&n.Bool), wrapBool, "True if self else False", slotBool})
	unary("__invert__", "~self", &n.Invert)
	binary("lshift", "<<", &n.Lshift)
	binary("rshift", ">>", &n.Rshift)
	binary("and", "&", &n.And)
	binary("xor", "^", &n.Xor)
	binary("or", "|", &n.Or)
	unary("__int__", "int(self)", &n.Int)
	unary("__float__", "float(self)", &n.Float)
	inplace := func(name, op string, slot *abi.Func) {
		slotDefs = append(slotDefs, d{name, numberRef(slot), wrapBinary, "Return self" + op + "value.", slotInplace(name)})
	}
	inplace("__iadd__", "+=", &n.InplaceAdd)
	inplace("__isub__", "-=", &n.InplaceSubtract)
	inplace("__imul__", "*=", &n.InplaceMultiply)
	inplace("__imod__", "%=", &n.InplaceRemainder)
	slotDefs = append(slotDefs, d{"__ipow__", numberRef(&n.InplacePower), wrapPower, "Return self**=value.", slotInplacePower})
	inplace("__ilshift__", "<<=", &n.InplaceLshift)
	inplace("__irshift__", ">>=", &n.InplaceRshift)
	inplace("__iand__", "&=", &n.InplaceAnd)
	inplace("__ixor__", "^=", &n.InplaceXor)
	inplace("__ior__", "|=", &n.InplaceOr)
	binary("floordiv", "//", &n.FloorDivide)
	binary("truediv", "/", &n.TrueDivide)
	inplace("__ifloordiv__", "//=", &n.InplaceFloorDivide)
	inplace("__itruediv__", "/=", &n.InplaceTrueDivide)
	unary("__index__", "Return self converted to an integer, if self is suitable for use as an index into a list.", &n.Index)
	binary("matmul", "@", &n.MatrixMultiply)
	inplace("__imatmul__", "@=", &n.InplaceMatrixMultiply)
	slotDefs = append(slotDefs,
		d{"__len__", mappingRef(&m.Length), wrapLength, "Return len(self).", slotLength},
		d{"__getitem__", mappingRef(&m.Subscript), wrapBinary, "Return self[key].", slotInplace("__getitem__")},
		d{"__setitem__", mappingRef(&m.AssSubscript), wrapSetItem, "Set self[key] to value.", slotAssSubscript},
		d{"__delitem__", mappingRef(&m.AssSubscript), wrapDelItem, "Delete self[key].", slotAssSubscript},
		d{"__len__", sequenceRef(&q.Length), wrapLength, "Return len(self).", slotLength},
		d{"__add__", sequenceRef(&q.Concat), wrapBinary, "Return self+value.", nil},
		d{"__mul__", sequenceRef(&q.Repeat), wrapIndex, "Return self*value.", nil},
		d{"__rmul__", sequenceRef(&q.Repeat), wrapIndex, "Return value*self.", nil},
		d{"__getitem__", sequenceRef(&q.Item), wrapItem, "Return self[key].", slotItem},
		d{"__setitem__", sequenceRef(&q.AssItem), wrapSetIndex, "Set self[key] to value.", slotAssItem},
		d{"__delitem__", sequenceRef(&q.AssItem), wrapDelIndex, "Delete self[key].", slotAssItem},
		d{"__contains__", sequenceRef(&q.Contains), wrapContains, "Return key in self.", slotContains},
		d{"__iadd__", sequenceRef(&q.InplaceConcat), wrapBinary, "Implement self+=value.", nil},
		d{"__imul__", sequenceRef(&q.InplaceRepeat), wrapIndex, "Implement self*=value.", nil},
	)
	makeSlotBases()
}

// addSlotWrappers puts a wrapper for each filled slot into a type's dict, unless the name is taken.
func addSlotWrappers(t *Type) bool {
	for i := range slotDefs {
		def := &slotDefs[i]
		slot := def.slot.of(t)
		if def.wrap.call == nil || slot == nil || *slot == nil {
			continue
		}
		key := Intern(def.name)
		if v, ok := DictGet(t.Dict, key); !ok {
			return false
		} else if v != nil {
			continue
		}
		if *slot == hashNotImplemented || def.name == "__hash__" && *slot == exportedHashNotImplemented {
			if !DictSet(t.Dict, key, None) {
				return false
			}
			continue
		}
		descr := newSlotWrapper(t, i, *slot)
		if descr == nil {
			return false
		}
		ok := DictSet(t.Dict, key, descr)
		Decref(descr)
		if !ok {
			return false
		}
	}
	return true
}
