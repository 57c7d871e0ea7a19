package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// isODict checks an argument that CPython takes on trust: SystemError for anything but an OrderedDict.
func isODict(o *abi.Object) bool {
	if o != nil && object.IsODict(o) {
		return true
	}
	object.BadInternalCall()
	return false
}

func PyODict_New() *abi.Object { return object.NewODict() }

func PyODict_SetItem(o, key, value *abi.Object) int32 {
	return status(isODict(o) && object.ODictSet(o, key, value))
}

func PyODict_DelItem(o, key *abi.Object) int32 {
	return status(isODict(o) && object.ODictDel(o, key))
}
