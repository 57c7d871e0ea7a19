package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The mapping protocol (PyMapping_*), subscripts of any object, and iteration. Every function may run code.

// MappingCheck is PyMapping_Check: the type has subscripts.
func MappingCheck(o *Object) bool {
	return o.Type.AsMapping != nil && o.Type.AsMapping.Subscript != nil
}

// MappingLength is PyMapping_Size.
func MappingLength(o *Object) int {
	if f := mapLength(o); f != nil {
		return ctier.CallLength(f, o)
	}
	if seqLength(o) != nil {
		Raise(TypeError, "%.200s is not a mapping", TypeName(o.Type))
	} else {
		Raise(TypeError, "object of type '%.200s' has no len()", TypeName(o.Type))
	}
	return -1
}

// GetItem is o[key].
func GetItem(o, key *Object) *Object {
	if m := o.Type.AsMapping; m != nil && m.Subscript != nil {
		return ctier.CallBinary(m.Subscript, o, key)
	}
	if s := o.Type.AsSequence; s != nil && s.Item != nil {
		if !IndexCheck(key) {
			return Raise(TypeError, "sequence index must be integer, not '%.200s'", TypeName(key.Type))
		}
		i, ok := AsIndex(key, IndexError)
		if !ok {
			return nil
		}
		return SequenceGetItem(o, i)
	}
	if HasFlag(o.Type, abi.TPFlagsTypeSubclass) {
		return typeGetItem(o, key)
	}
	return Raise(TypeError, "'%.200s' object is not subscriptable", TypeName(o.Type))
}

// typeGetItem is list[int]: what __class_getitem__ says.
func typeGetItem(t, key *Object) *Object {
	if t == Head(TypeType) {
		return NewGenericAlias(t, key)
	}
	meth, ok := LookupAttr(t, Intern("__class_getitem__"))
	if !ok {
		return nil
	}
	if meth != nil && meth != None {
		result := CallArgs(meth, key)
		Decref(meth)
		return result
	}
	XDecref(meth)
	return Raise(TypeError, "type '%.200s' is not subscriptable", TypeName(As[*Type](t)))
}

// SetItem is o[key] = v.
func SetItem(o, key, v *Object) bool {
	if m := o.Type.AsMapping; m != nil && m.AssSubscript != nil {
		return ctier.CallSet(m.AssSubscript, o, key, v) == 0
	}
	if s := o.Type.AsSequence; s != nil {
		if IndexCheck(key) {
			i, ok := AsIndex(key, IndexError)
			return ok && SequenceSetItem(o, i, v)
		}
		if s.AssItem != nil {
			Raise(TypeError, "sequence index must be integer, not '%.200s'", TypeName(key.Type))
			return false
		}
	}
	Raise(TypeError, "'%.200s' object does not support item assignment", TypeName(o.Type))
	return false
}

// DelItem is del o[key].
func DelItem(o, key *Object) bool {
	if m := o.Type.AsMapping; m != nil && m.AssSubscript != nil {
		return ctier.CallSet(m.AssSubscript, o, key, nil) == 0
	}
	if s := o.Type.AsSequence; s != nil {
		if IndexCheck(key) {
			i, ok := AsIndex(key, IndexError)
			return ok && SequenceDelItem(o, i)
		}
		if s.AssItem != nil {
			Raise(TypeError, "sequence index must be integer, not '%.200s'", TypeName(key.Type))
			return false
		}
	}
	Raise(TypeError, "'%.200s' object does not support item deletion", TypeName(o.Type))
	return false
}

// GetOptionalItem is o[key], or nil without an error if that raises KeyError: ok is false for any other error.
func GetOptionalItem(o, key *Object) (value *Object, ok bool) {
	if o.Type == DictType {
		value, ok = DictGet(o, key)
		return XNewRef(value), ok
	}
	if value = GetItem(o, key); value != nil {
		return value, true
	}
	if !Matches(KeyError) {
		return nil, false
	}
	ClearErr()
	return nil, true
}

// MappingKeys makes a list of what o.keys() returns.
func MappingKeys(o *Object) *Object { return listFrom(o, "keys", DictKeys) }

// MappingValues makes a list of what o.values() returns.
func MappingValues(o *Object) *Object { return listFrom(o, "values", DictValues) }

// MappingItems makes a list of what o.items() returns.
func MappingItems(o *Object) *Object { return listFrom(o, "items", DictItems) }

func listFrom(o *Object, method string, direct func(*Object) *Object) *Object {
	if o.Type == DictType {
		return direct(o)
	}
	result := CallMethod(o, method)
	if result == nil || result.Type == ListType {
		return result
	}
	defer Decref(result)
	it := Iter(result)
	if it == nil {
		if Matches(TypeError) {
			ClearErr()
			Raise(TypeError, "%.200s.%s() returned a non-iterable (type %.200s)", TypeName(o.Type), method, TypeName(result.Type))
		}
		return nil
	}
	l := ToList(it)
	Decref(it)
	return l
}

// Iter is iter(o).
func Iter(o *Object) *Object {
	f := o.Type.Iter
	if f == nil {
		if SequenceCheck(o) {
			return NewSeqIter(o)
		}
		return Raise(TypeError, "'%.200s' object is not iterable", TypeName(o.Type))
	}
	it := ctier.CallUnary(f, o)
	if it != nil && !IsIterator(it) {
		Raise(TypeError, "iter() returned non-iterator of type '%.100s'", TypeName(it.Type))
		Decref(it)
		return nil
	}
	return it
}

// IsIterator is PyIter_Check.
func IsIterator(o *Object) bool {
	f := o.Type.Iternext
	return f != nil && f != NextNotImplemented()
}

// IterNext is the next item, or nil: without an error at the end.
func IterNext(it *Object) *Object {
	item := ctier.CallUnary(it.Type.Iternext, it)
	if item == nil && Occurred() != nil && Matches(StopIteration) {
		ClearErr()
	}
	return item
}

// What IterSend says: PySendResult.
const (
	SendReturn = 0
	SendError  = -1
	SendNext   = 1
)

// IterSend sends a value into a generator-like object. At its end the result is its return value.
func IterSend(it, v *Object) (result *Object, how int32) {
	if a := it.Type.AsAsync; a != nil && a.Send != nil {
		slot := ctier.NewSendResult()
		defer ctier.FreeStatic(unsafe.Pointer(slot))
		how := ctier.CallSend(a.Send, it, v, slot)
		return slot.Object, how
	}
	if v == None && IsIterator(it) {
		result = ctier.CallUnary(it.Type.Iternext, it)
	} else {
		result = CallMethod(it, "send", v)
	}
	if result != nil {
		return result, SendNext
	}
	if result = StopIterationValue(); result != nil {
		return result, SendReturn
	}
	return nil, SendError
}

// AsyncIter is aiter(o).
func AsyncIter(o *Object) *Object {
	a := o.Type.AsAsync
	if a == nil || a.Aiter == nil {
		return Raise(TypeError, "'%.200s' object is not an async iterable", TypeName(o.Type))
	}
	it := ctier.CallUnary(a.Aiter, o)
	if it != nil && !IsAsyncIterator(it) {
		Raise(TypeError, "aiter() returned not an async iterator of type '%.100s'", TypeName(it.Type))
		Decref(it)
		return nil
	}
	return it
}

// IsAsyncIterator is PyAIter_Check.
func IsAsyncIterator(o *Object) bool {
	a := o.Type.AsAsync
	return a != nil && a.Anext != nil && a.Anext != NextNotImplemented()
}
