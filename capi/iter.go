package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PySeqIter_New(seq *abi.Object) *abi.Object {
	if !object.SequenceCheck(seq) {
		return object.BadInternalCall()
	}
	return object.NewSeqIter(seq)
}

func PyCallIter_New(callable, sentinel *abi.Object) *abi.Object {
	return object.NewCallIter(callable, sentinel)
}

func PyIter_NextItem(it *abi.Object, item **abi.Object) int32 {
	*item = nil
	if !object.IsIterator(it) {
		object.Raise(object.TypeError, "expected an iterator, got '%s'", object.TypeName(it.Type))
		return -1
	}
	if *item = object.IterNext(it); *item != nil {
		return 1
	}
	return status(object.Occurred() == nil)
}
