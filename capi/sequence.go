package capi

import (
	"unicode/utf8"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// The sequence protocol, of chapter abstract. Every function may run code.

// given checks arguments that must not be NULL: SystemError, unless an exception says already why one is.
func given(arguments ...*abi.Object) bool {
	for _, o := range arguments {
		if o == nil {
			return nullArgument()
		}
	}
	return true
}

// givenText is given for a C string.
func givenText(s *byte) bool { return s != nil || nullArgument() }

func nullArgument() bool {
	if object.Occurred() == nil {
		object.Raise(object.SystemError, "null argument to internal routine")
	}
	return false
}

func PySequence_Check(o *abi.Object) int32 { return truth(object.SequenceCheck(o)) }

func PySequence_Size(o *abi.Object) int {
	if !given(o) {
		return -1
	}
	return object.SequenceLength(o)
}

func PySequence_Length(o *abi.Object) int { return PySequence_Size(o) }

func PySequence_GetItem(o *abi.Object, i int) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.SequenceGetItem(o, i)
}

func PySequence_SetItem(o *abi.Object, i int, v *abi.Object) int32 {
	if v == nil && o != nil {
		if s := o.Type.AsSequence; s == nil || s.AssItem == nil {
			object.Raise(object.TypeError, "'%.200s' object does not support item assignment", object.TypeName(o.Type))
			return -1
		}
		return PySequence_DelItem(o, i)
	}
	return status(given(o) && object.SequenceSetItem(o, i, v))
}

func PySequence_DelItem(o *abi.Object, i int) int32 {
	return status(given(o) && object.SequenceDelItem(o, i))
}

func PySequence_GetSlice(o *abi.Object, low, high int) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.SequenceGetSlice(o, low, high)
}

func PySequence_SetSlice(o *abi.Object, low, high int, v *abi.Object) int32 {
	return status(given(o) && object.SequenceSetSlice(o, low, high, v))
}

func PySequence_DelSlice(o *abi.Object, low, high int) int32 {
	return status(given(o) && object.SequenceDelSlice(o, low, high))
}

func PySequence_Concat(a, b *abi.Object) *abi.Object {
	if !given(a, b) {
		return nil
	}
	return object.SequenceConcat(a, b)
}

func PySequence_InPlaceConcat(a, b *abi.Object) *abi.Object {
	if !given(a, b) {
		return nil
	}
	return object.SequenceInplaceConcat(a, b)
}

func PySequence_Repeat(o *abi.Object, n int) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.SequenceRepeat(o, n)
}

func PySequence_InPlaceRepeat(o *abi.Object, n int) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.SequenceInplaceRepeat(o, n)
}

func PySequence_Contains(o, v *abi.Object) int32 {
	if !given(o, v) {
		return -1
	}
	return object.Contains(o, v)
}

// PySequence_In: a NULL to look for is a matter of the container, as in PySequence_Contains, which asks its slot without a detour.
func PySequence_In(o, v *abi.Object) int32 {
	if !given(o) {
		return -1
	}
	return object.Contains(o, v)
}

func PySequence_Count(o, v *abi.Object) int {
	if !given(o, v) {
		return -1
	}
	return object.SequenceCount(o, v)
}

func PySequence_Index(o, v *abi.Object) int {
	if !given(o, v) {
		return -1
	}
	return object.SequenceIndex(o, v)
}

func PySequence_List(o *abi.Object) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.SequenceList(o)
}

func PySequence_Tuple(o *abi.Object) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.SequenceTuple(o)
}

func PySequence_Fast(o *abi.Object, message *byte) *abi.Object {
	if !given(o) {
		return nil
	}
	r := object.SequenceFast(o, ctier.GoString(message))
	if r == nil && object.Matches(object.TypeError) && !utf8.ValidString(text(message)) {
		object.RaiseNone(object.TypeError)
	}
	return r
}
