package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PySlice_New(start, stop, step *abi.Object) *abi.Object {
	return object.NewSlice(start, stop, step)
}

// PySlice_Unpack may run code.
func PySlice_Unpack(o *abi.Object, start, stop, step *int) int32 {
	return status(object.SliceUnpackInto(o, start, stop, step))
}

func PySlice_AdjustIndices(n int, start, stop *int, step int) int {
	return object.SliceAdjust(n, start, stop, step)
}

// PySlice_GetIndicesEx may run code.
func PySlice_GetIndicesEx(o *abi.Object, n int, start, stop, step, length *int) int32 {
	if PySlice_Unpack(o, start, stop, step) < 0 {
		return -1
	}
	*length = object.SliceAdjust(n, start, stop, *step)
	return 0
}

// PySlice_GetIndices takes ints only, and fails without an exception for anything else, or for what is out of range.
func PySlice_GetIndices(o *abi.Object, n int, start, stop, step *int) int32 {
	s := object.As[*abi.Slice](o)
	if s.Step == object.None {
		*step = 1
	} else if !plainInt(s.Step, step) {
		return -1
	}
	first, last := 0, n
	if *step < 0 {
		first, last = n-1, -1
	}
	for _, bound := range []struct {
		o    *abi.Object
		to   *int
		open int
	}{{s.Start, start, first}, {s.Stop, stop, last}} {
		if bound.o == object.None {
			*bound.to = bound.open
			continue
		}
		if !plainInt(bound.o, bound.to) {
			return -1
		}
		if *bound.to < 0 {
			*bound.to += n
		}
	}
	if *stop > n || *start >= n || *step == 0 {
		return -1
	}
	return 0
}

// plainInt reads an int; None leaves *v alone.
func plainInt(o *abi.Object, v *int) bool {
	if o == object.None {
		return true
	}
	if !object.HasFlag(o.Type, abi.TPFlagsLongSubclass) {
		return false
	}
	*v, _ = object.AsSsize(o)
	return true
}
