package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// isDict checks an argument: SystemError if it is not a dict.
func isDict(o *abi.Object) bool {
	if o != nil && object.IsDict(o) {
		return true
	}
	object.BadInternalCall()
	return false
}

func PyDict_New() *abi.Object { return object.NewDict() }

func _PyDict_NewPresized(n int) *abi.Object { return object.NewDictSized(n) }

func PyDict_Size(o *abi.Object) int {
	if !isDict(o) {
		return -1
	}
	return object.DictLen(o)
}

func PyDict_Contains(o, key *abi.Object) int32 { return object.DictContains(o, key) }

// PyDict_GetItem swallows errors, and leaves one that is set alone.
func PyDict_GetItem(o, key *abi.Object) *abi.Object {
	if o == nil || !object.IsDict(o) {
		return nil
	}
	t, v, tb := object.FetchErr()
	value, ok := object.DictGet(o, key)
	if !ok {
		object.ClearErr()
	}
	object.RestoreErr(t, v, tb)
	return value
}

func PyDict_GetItemWithError(o, key *abi.Object) *abi.Object {
	if !isDict(o) {
		return nil
	}
	value, _ := object.DictGet(o, key)
	return value
}

// _PyDict_GetItem_KnownHash returns a borrowed reference.
func _PyDict_GetItem_KnownHash(o, key *abi.Object, hash int) *abi.Object {
	if !isDict(o) {
		return nil
	}
	if key == nil {
		return object.BadInternalCall()
	}
	value, _ := object.DictGetHash(o, key, hash)
	return value
}

func PyDict_GetItemString(o *abi.Object, key *byte) *abi.Object {
	name := decoded(key)
	if name == nil {
		object.ClearErr()
		return nil
	}
	value := PyDict_GetItem(o, name)
	object.Decref(name)
	return value
}

// _PyDict_GetItemStringWithError returns a borrowed reference.
func _PyDict_GetItemStringWithError(o *abi.Object, key *byte) *abi.Object {
	name := decoded(key)
	if name == nil {
		return nil
	}
	value := PyDict_GetItemWithError(o, name)
	object.Decref(name)
	return value
}

// _PyDict_GetItemIdWithError returns a borrowed reference.
func _PyDict_GetItemIdWithError(o *abi.Object, id unsafe.Pointer) *abi.Object {
	return PyDict_GetItemWithError(o, idName(id))
}

// itemRef stores what a lookup found as a new reference.
func itemRef(value *abi.Object, ok bool, result **abi.Object) int32 {
	*result = object.XNewRef(value)
	switch {
	case !ok:
		return -1
	case value == nil:
		return 0
	}
	return 1
}

func PyDict_GetItemRef(o, key *abi.Object, result **abi.Object) int32 {
	*result = nil
	if !isDict(o) {
		return -1
	}
	value, ok := object.DictGet(o, key)
	return itemRef(value, ok, result)
}

func PyDict_GetItemStringRef(o *abi.Object, key *byte, result **abi.Object) int32 {
	*result = nil
	name := decoded(key)
	if name == nil {
		return -1
	}
	r := PyDict_GetItemRef(o, name, result)
	object.Decref(name)
	return r
}

func PyDict_SetItem(o, key, value *abi.Object) int32 {
	return status(isDict(o) && object.DictSet(o, key, value))
}

func _PyDict_SetItem_KnownHash(o, key, value *abi.Object, hash int) int32 {
	return status(isDict(o) && object.DictSetHash(o, key, hash, value))
}

func PyDict_SetItemString(o *abi.Object, key *byte, value *abi.Object) int32 {
	return status(valid(key) && isDict(o) && object.DictSetString(o, text(key), value))
}

func _PyDict_SetItemId(o *abi.Object, id unsafe.Pointer, value *abi.Object) int32 {
	return PyDict_SetItem(o, idName(id), value)
}

func _PyDict_ContainsId(o *abi.Object, id unsafe.Pointer) int32 {
	return object.DictContains(o, idName(id))
}

// PyDict_DelItem hashes the key before it looks at what o is.
func PyDict_DelItem(o, key *abi.Object) int32 {
	hash := object.Hash(key)
	return status(hash != -1 && isDict(o) && object.DictDelHash(o, key, hash))
}

func _PyDict_DelItem_KnownHash(o, key *abi.Object, hash int) int32 {
	if key == nil {
		object.BadInternalCall()
		return -1
	}
	return status(isDict(o) && object.DictDelHash(o, key, hash))
}

func PyDict_DelItemString(o *abi.Object, key *byte) int32 {
	return status(valid(key) && isDict(o) && object.DictDelString(o, text(key)))
}

// PyDict_SetDefault returns a borrowed reference.
func PyDict_SetDefault(o, key, value *abi.Object) *abi.Object {
	if !isDict(o) {
		return nil
	}
	return object.DictSetDefault(o, key, value)
}

func PyDict_SetDefaultRef(o, key, deflt *abi.Object, result **abi.Object) int32 {
	if result != nil {
		*result = nil
	}
	if !isDict(o) {
		return -1
	}
	before := object.DictLen(o)
	value := object.DictSetDefault(o, key, deflt)
	if value == nil {
		return -1
	}
	if result != nil {
		*result = object.NewRef(value)
	}
	return truth(object.DictLen(o) == before)
}

func _PyDict_Pop(o, key, deflt *abi.Object) *abi.Object {
	if !isDict(o) {
		return nil
	}
	return object.DictPop(o, key, deflt)
}

// PyDict_Next stores borrowed references.
func PyDict_Next(o *abi.Object, pos *int, key, value **abi.Object) int32 {
	return truth(o != nil && object.IsDict(o) && object.DictNext(o, pos, key, value))
}

func PyDict_Clear(o *abi.Object) {
	if o != nil && object.IsDict(o) {
		object.DictClear(o)
	}
}

func PyDict_Copy(o *abi.Object) *abi.Object {
	if !isDict(o) {
		return nil
	}
	return object.DictCopy(o)
}

func PyDict_Keys(o *abi.Object) *abi.Object {
	if !isDict(o) {
		return nil
	}
	return object.DictKeys(o)
}

func PyDict_Values(o *abi.Object) *abi.Object {
	if !isDict(o) {
		return nil
	}
	return object.DictValues(o)
}

func PyDict_Items(o *abi.Object) *abi.Object {
	if !isDict(o) {
		return nil
	}
	return object.DictItems(o)
}

func PyDict_Update(a, b *abi.Object) int32 { return PyDict_Merge(a, b, 1) }

func PyDict_Merge(a, b *abi.Object, override int32) int32 {
	if !isDict(a) {
		return -1
	}
	if b == nil {
		object.BadInternalCall()
		return -1
	}
	return status(object.DictMerge(a, b, int(truth(override != 0))))
}

func PyDict_MergeFromSeq2(d, pairs *abi.Object, override int32) int32 {
	return status(isDict(d) && object.DictMergePairs(d, pairs, override != 0))
}

func _PyDict_SizeOf(o *abi.Object) int { return object.DictSizeof(o) }
