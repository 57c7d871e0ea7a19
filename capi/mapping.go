package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The mapping protocol, subscripts and iteration, of chapter abstract. Every function may run code.

func PyObject_Size(o *abi.Object) int {
	if !given(o) {
		return -1
	}
	return object.Length(o)
}

func PyObject_Length(o *abi.Object) int { return PyObject_Size(o) }

func PyObject_LengthHint(o *abi.Object, deflt int) int { return object.LengthHint(o, deflt) }

func PyObject_GetItem(o, key *abi.Object) *abi.Object {
	if !given(o, key) {
		return nil
	}
	return object.GetItem(o, key)
}

func PyObject_SetItem(o, key, v *abi.Object) int32 {
	return status(given(o, key, v) && object.SetItem(o, key, v))
}

func PyObject_DelItem(o, key *abi.Object) int32 {
	return status(given(o, key) && object.DelItem(o, key))
}

func PyObject_DelItemString(o *abi.Object, key *byte) int32 {
	if !given(o) || !givenText(key) {
		return -1
	}
	name := decoded(key)
	if name == nil {
		return -1
	}
	ok := object.DelItem(o, name)
	object.Decref(name)
	return status(ok)
}

func PyObject_Type(o *abi.Object) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.NewRef(object.Head(o.Type))
}

func PyMapping_Check(o *abi.Object) int32 { return truth(o != nil && object.MappingCheck(o)) }

func PyMapping_Size(o *abi.Object) int {
	if !given(o) {
		return -1
	}
	return object.MappingLength(o)
}

func PyMapping_Length(o *abi.Object) int { return PyMapping_Size(o) }

func PyMapping_GetItemString(o *abi.Object, key *byte) *abi.Object {
	if !givenText(key) {
		return nil
	}
	name := decoded(key)
	if name == nil {
		return nil
	}
	value := PyObject_GetItem(o, name)
	object.Decref(name)
	return value
}

func PyMapping_SetItemString(o *abi.Object, key *byte, v *abi.Object) int32 {
	if !givenText(key) {
		return -1
	}
	name := decoded(key)
	if name == nil {
		return -1
	}
	r := PyObject_SetItem(o, name, v)
	object.Decref(name)
	return r
}

// PyMapping_HasKey swallows every error.
func PyMapping_HasKey(o, key *abi.Object) int32 { return has(PyObject_GetItem(o, key)) }

// PyMapping_HasKeyString swallows every error.
func PyMapping_HasKeyString(o *abi.Object, key *byte) int32 {
	return has(PyMapping_GetItemString(o, key))
}

func has(value *abi.Object) int32 {
	if value == nil {
		object.ClearErr()
		return 0
	}
	object.Decref(value)
	return 1
}

func PyMapping_GetOptionalItem(o, key *abi.Object, result **abi.Object) int32 {
	*result = nil
	if !given(o, key) {
		return -1
	}
	value, ok := object.GetOptionalItem(o, key)
	*result = value
	switch {
	case !ok:
		return -1
	case value == nil:
		return 0
	}
	return 1
}

func PyMapping_GetOptionalItemString(o *abi.Object, key *byte, result **abi.Object) int32 {
	*result = nil
	if !givenText(key) {
		return -1
	}
	name := decoded(key)
	if name == nil {
		return -1
	}
	r := PyMapping_GetOptionalItem(o, name, result)
	object.Decref(name)
	return r
}

func PyMapping_HasKeyWithError(o, key *abi.Object) int32 {
	var value *abi.Object
	r := PyMapping_GetOptionalItem(o, key, &value)
	object.XDecref(value)
	return r
}

func PyMapping_HasKeyStringWithError(o *abi.Object, key *byte) int32 {
	var value *abi.Object
	r := PyMapping_GetOptionalItemString(o, key, &value)
	object.XDecref(value)
	return r
}

func PyMapping_Keys(o *abi.Object) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.MappingKeys(o)
}

func PyMapping_Values(o *abi.Object) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.MappingValues(o)
}

func PyMapping_Items(o *abi.Object) *abi.Object {
	if !given(o) {
		return nil
	}
	return object.MappingItems(o)
}

func PyObject_GetIter(o *abi.Object) *abi.Object { return object.Iter(o) }

func PyObject_GetAIter(o *abi.Object) *abi.Object { return object.AsyncIter(o) }

func PyIter_Check(o *abi.Object) int32 { return truth(object.IsIterator(o)) }

func PyAIter_Check(o *abi.Object) int32 { return truth(object.IsAsyncIterator(o)) }

func PyIter_Next(it *abi.Object) *abi.Object { return object.IterNext(it) }

// PyIter_Send stores a new reference.
func PyIter_Send(it, v *abi.Object, result **abi.Object) int32 {
	value, how := object.IterSend(it, v)
	*result = value
	return how
}

// _Py_convert_optional_to_ssize_t is a converter for PyArg_Parse: None leaves the value alone.
func _Py_convert_optional_to_ssize_t(o *abi.Object, result unsafe.Pointer) int32 {
	if o == object.None {
		return 1
	}
	if !object.IndexCheck(o) {
		object.Raise(object.TypeError, "argument should be integer or None, not '%.200s'", object.TypeName(o.Type))
		return 0
	}
	v, ok := object.AsIndex(o, object.OverflowError)
	if ok {
		*(*int)(result) = v
	}
	return truth(ok)
}
