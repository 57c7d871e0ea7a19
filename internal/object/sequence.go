package object

import (
	"math"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The sequence protocol: PySequence_*. Every function may run code.

// SequenceCheck is PySequence_Check: the type has items by index. A dict has not, though a subtype's tp_as_sequence might.
func SequenceCheck(o *Object) bool {
	if IsDict(o) {
		return false
	}
	return o.Type.AsSequence != nil && o.Type.AsSequence.Item != nil
}

func seqLength(o *Object) abi.Func {
	if s := o.Type.AsSequence; s != nil {
		return s.Length
	}
	return nil
}

func mapLength(o *Object) abi.Func {
	if m := o.Type.AsMapping; m != nil {
		return m.Length
	}
	return nil
}

// hasLen tells whether Length has something to call.
func hasLen(o *Object) bool { return seqLength(o) != nil || mapLength(o) != nil }

// Length is len(o): -1 with an error.
func Length(o *Object) int {
	if f := seqLength(o); f != nil {
		return ctier.CallLength(f, o)
	}
	return MappingLength(o)
}

// SequenceLength is PySequence_Size.
func SequenceLength(o *Object) int {
	if f := seqLength(o); f != nil {
		return ctier.CallLength(f, o)
	}
	if mapLength(o) != nil {
		Raise(TypeError, "%.200s is not a sequence", TypeName(o.Type))
	} else {
		Raise(TypeError, "object of type '%.200s' has no len()", TypeName(o.Type))
	}
	return -1
}

// LengthHint is PyObject_LengthHint: how many items an iterable seems to have, or deflt; -1 with an error.
func LengthHint(o *Object, deflt int) int {
	if hasLen(o) {
		if n := Length(o); n >= 0 {
			return n
		}
		if !Matches(TypeError) {
			return -1
		}
		ClearErr()
	}
	result, found := special(o, "__length_hint__")
	switch {
	case !found && Occurred() != nil:
		return -1
	case !found:
		return deflt
	case result == nil:
		if Matches(TypeError) {
			ClearErr()
			return deflt
		}
		return -1
	case result == NotImplemented:
		Decref(result)
		return deflt
	}
	defer Decref(result)
	if !HasFlag(result.Type, abi.TPFlagsLongSubclass) {
		Raise(TypeError, "__length_hint__ must be an integer, not %.100s", TypeName(result.Type))
		return -1
	}
	n, ok := AsInt64(result)
	if !ok {
		return -1
	}
	if n < 0 {
		Raise(ValueError, "__length_hint__() should return >= 0")
		return -1
	}
	return int(n)
}

// SequenceGetItem is o[i] through the sequence protocol; a negative index counts from the end if o has a length.
func SequenceGetItem(o *Object, i int) *Object {
	s := o.Type.AsSequence
	if s == nil || s.Item == nil {
		if m := o.Type.AsMapping; m != nil && m.Subscript != nil {
			return Raise(TypeError, "%.200s is not a sequence", TypeName(o.Type))
		}
		return Raise(TypeError, "'%.200s' object does not support indexing", TypeName(o.Type))
	}
	i, ok := fromEnd(o, s, i)
	if !ok {
		return nil
	}
	return ctier.CallIndex(s.Item, o, i)
}

// fromEnd turns a negative index into one from the start.
func fromEnd(o *Object, s *abi.SequenceMethods, i int) (int, bool) {
	if i < 0 && s.Length != nil {
		n := ctier.CallLength(s.Length, o)
		if n < 0 {
			return 0, false
		}
		i += n
	}
	return i, true
}

// SequenceSetItem is o[i] = v through the sequence protocol.
func SequenceSetItem(o *Object, i int, v *Object) bool { return sequenceStore(o, i, v, "assignment") }

// SequenceDelItem is del o[i] through the sequence protocol.
func SequenceDelItem(o *Object, i int) bool { return sequenceStore(o, i, nil, "deletion") }

func sequenceStore(o *Object, i int, v *Object, what string) bool {
	s := o.Type.AsSequence
	if s == nil || s.AssItem == nil {
		switch m := o.Type.AsMapping; {
		case m != nil && m.AssSubscript != nil:
			Raise(TypeError, "%.200s is not a sequence", TypeName(o.Type))
		case v == nil:
			Raise(TypeError, "'%.200s' object doesn't support item deletion", TypeName(o.Type))
		default:
			Raise(TypeError, "'%.200s' object does not support item %s", TypeName(o.Type), what)
		}
		return false
	}
	i, ok := fromEnd(o, s, i)
	return ok && ctier.CallSetIndex(s.AssItem, o, i, v) == 0
}

// SequenceGetSlice is o[low:high].
func SequenceGetSlice(o *Object, low, high int) *Object {
	m := o.Type.AsMapping
	if m == nil || m.Subscript == nil {
		return Raise(TypeError, "'%.200s' object is unsliceable", TypeName(o.Type))
	}
	s := sliceFromInts(low, high)
	if s == nil {
		return nil
	}
	result := ctier.CallBinary(m.Subscript, o, s)
	Decref(s)
	return result
}

// SequenceSetSlice is o[low:high] = v.
func SequenceSetSlice(o *Object, low, high int, v *Object) bool {
	return sequenceStoreSlice(o, low, high, v, "assignment")
}

// SequenceDelSlice is del o[low:high].
func SequenceDelSlice(o *Object, low, high int) bool {
	return sequenceStoreSlice(o, low, high, nil, "deletion")
}

func sequenceStoreSlice(o *Object, low, high int, v *Object, what string) bool {
	m := o.Type.AsMapping
	if m == nil || m.AssSubscript == nil {
		Raise(TypeError, "'%.200s' object doesn't support slice %s", TypeName(o.Type), what)
		return false
	}
	s := sliceFromInts(low, high)
	if s == nil {
		return false
	}
	ok := ctier.CallSet(m.AssSubscript, o, s, v) == 0
	Decref(s)
	return ok
}

func sliceFromInts(low, high int) *Object {
	a, b := NewInt(int64(low)), NewInt(int64(high))
	var s *Object
	if a != nil && b != nil {
		s = NewSlice(a, b, nil)
	}
	XDecref(a)
	XDecref(b)
	return s
}

// SequenceConcat is a + b for sequences, also where a type has + only as a number.
func SequenceConcat(a, b *Object) *Object { return sequenceConcat(a, b, false) }

// SequenceInplaceConcat is a += b for sequences.
func SequenceInplaceConcat(a, b *Object) *Object { return sequenceConcat(a, b, true) }

func sequenceConcat(a, b *Object, inplace bool) *Object {
	if s := a.Type.AsSequence; s != nil {
		if inplace && s.InplaceConcat != nil {
			return ctier.CallBinary(s.InplaceConcat, a, b)
		}
		if s.Concat != nil {
			return ctier.CallBinary(s.Concat, a, b)
		}
	}
	if SequenceCheck(a) && SequenceCheck(b) {
		var result *Object
		if inplace {
			result = inplace1(a, b, nbInplaceAdd, nbAdd)
		} else {
			result = binary1(a, b, nbAdd)
		}
		if result != NotImplemented {
			return result
		}
		Decref(result)
	}
	return Raise(TypeError, "'%.200s' object can't be concatenated", TypeName(a.Type))
}

// SequenceRepeat is o * n for sequences.
func SequenceRepeat(o *Object, n int) *Object { return sequenceRepeat(o, n, false) }

// SequenceInplaceRepeat is o *= n for sequences.
func SequenceInplaceRepeat(o *Object, n int) *Object { return sequenceRepeat(o, n, true) }

func sequenceRepeat(o *Object, n int, inplace bool) *Object {
	if s := o.Type.AsSequence; s != nil {
		if inplace && s.InplaceRepeat != nil {
			return ctier.CallIndex(s.InplaceRepeat, o, n)
		}
		if s.Repeat != nil {
			return ctier.CallIndex(s.Repeat, o, n)
		}
	}
	if SequenceCheck(o) {
		count := NewInt(int64(n))
		if count == nil {
			return nil
		}
		var result *Object
		if inplace {
			result = inplace1(o, count, nbInplaceMultiply, nbMultiply)
		} else {
			result = binary1(o, count, nbMultiply)
		}
		Decref(count)
		if result != NotImplemented {
			return result
		}
		Decref(result)
	}
	return Raise(TypeError, "'%.200s' object can't be repeated", TypeName(o.Type))
}

// What iterSearch looks for.
const (
	searchCount = iota
	searchIndex
	searchContains
)

// iterSearch looks for a value in whatever is iterable: how often it occurs, where it is first, or 1 if it is there.
// -1 with an error.
func iterSearch(o, value *Object, what int) int {
	it := Iter(o)
	if it == nil {
		if Matches(TypeError) {
			ClearErr()
			Raise(TypeError, "argument of type '%.200s' is not iterable", TypeName(o.Type))
		}
		return -1
	}
	defer Decref(it)
	n := 0
	wrapped := false
	for {
		item := IterNext(it)
		if item == nil {
			break
		}
		equal := RichCompareBool(item, value, abi.EQ)
		Decref(item)
		switch {
		case equal < 0:
			return -1
		case equal > 0 && what == searchContains:
			return 1
		case equal > 0 && what == searchIndex:
			if wrapped {
				Raise(OverflowError, "index exceeds C integer size")
				return -1
			}
			return n
		case equal > 0 && n == math.MaxInt:
			Raise(OverflowError, "count exceeds C integer size")
			return -1
		case equal > 0:
			n++
		}
		if what == searchIndex {
			if n == math.MaxInt {
				wrapped = true
			}
			n++
		}
	}
	if Occurred() != nil {
		return -1
	}
	if what == searchIndex {
		Raise(ValueError, "sequence.index(x): x not in sequence")
		return -1
	}
	return n
}

// containsByIteration is value in o for what only can be iterated: 1, 0, or -1 with an error.
func containsByIteration(o, value *Object) int32 { return int32(iterSearch(o, value, searchContains)) }

// Contains is value in o: 1, 0, or -1 with an error.
func Contains(o, value *Object) int32 {
	if s := o.Type.AsSequence; s != nil && s.Contains != nil {
		return ctier.CallContains(s.Contains, o, value)
	}
	return containsByIteration(o, value)
}

// SequenceCount is how often value occurs in o; -1 with an error.
func SequenceCount(o, value *Object) int { return iterSearch(o, value, searchCount) }

// SequenceIndex is where value is first in o; -1 with an error.
func SequenceIndex(o, value *Object) int { return iterSearch(o, value, searchIndex) }

// SequenceFast returns a list or tuple as it is, and makes a list of any other iterable. The message is for what is not
// iterable.
func SequenceFast(o *Object, message string) *Object {
	if o.Type == ListType || o.Type == TupleType {
		return NewRef(o)
	}
	it := Iter(o)
	if it == nil {
		if Matches(TypeError) {
			ClearErr()
			Raise(TypeError, "%s", message)
		}
		return nil
	}
	l := ToList(it)
	Decref(it)
	return l
}

// SequenceList is list(o): a new list of an iterable's items.
func SequenceList(o *Object) *Object { return ToList(o) }

// SequenceTuple is tuple(o).
func SequenceTuple(o *Object) *Object { return ToTuple(o) }
