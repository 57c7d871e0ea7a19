package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// setIf returns o's fitness as an argument: SystemError if it is not fit.
func setIf(fit bool) bool {
	if !fit {
		object.BadInternalCall()
	}
	return fit
}

func PySet_New(iterable *abi.Object) *abi.Object { return object.NewSet(iterable) }

func PyFrozenSet_New(iterable *abi.Object) *abi.Object { return object.NewFrozenSet(iterable) }

func PySet_Size(o *abi.Object) int {
	if !setIf(object.IsAnySet(o)) {
		return -1
	}
	return object.SetLen(o)
}

func PySet_Contains(o, key *abi.Object) int32 {
	if !setIf(object.IsAnySet(o)) {
		return -1
	}
	return object.SetContains(o, key)
}

// PySet_Add also fills a frozenset that nobody else has seen yet.
func PySet_Add(o, key *abi.Object) int32 {
	return status(setIf(object.IsSet(o) || object.IsAnySet(o) && o.Refcnt == 1) && object.SetAdd(o, key))
}

func PySet_Discard(o, key *abi.Object) int32 {
	if !setIf(object.IsSet(o)) {
		return -1
	}
	return object.SetDiscard(o, key)
}

func PySet_Pop(o *abi.Object) *abi.Object {
	if !setIf(object.IsSet(o)) {
		return nil
	}
	return object.SetPop(o)
}

func PySet_Clear(o *abi.Object) int32 {
	if !setIf(object.IsSet(o)) {
		return -1
	}
	object.SetClear(o)
	return 0
}

func _PySet_Update(o, iterable *abi.Object) int32 {
	return status(setIf(object.IsSet(o)) && object.SetUpdate(o, iterable))
}

// _PySet_NextEntry stores a borrowed reference.
func _PySet_NextEntry(o *abi.Object, pos *int, key **abi.Object, hash *int) int32 {
	if !setIf(object.IsAnySet(o)) {
		return -1
	}
	return truth(object.SetNext(o, pos, key, hash))
}
