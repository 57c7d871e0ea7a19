package capi

import (
	"unicode/utf8"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// text reads a C string.
func text(s *byte) string { return ctier.GoString(s) }

// valid tells whether C strings are UTF-8. UnicodeDecodeError is set where one is not.
func valid(texts ...*byte) bool {
	for _, s := range texts {
		if !utf8.ValidString(text(s)) {
			if o := object.DecodeUTF8([]byte(text(s)), ""); o != nil {
				object.Decref(o)
				continue
			}
			return false
		}
	}
	return true
}

// decoded makes a str of a C string, which must be UTF-8.
func decoded(s *byte) *abi.Object {
	if !valid(s) {
		return nil
	}
	return object.NewStr(text(s))
}

func PyObject_Repr(o *abi.Object) *abi.Object { return object.Repr(o) }
func PyObject_Str(o *abi.Object) *abi.Object  { return object.Str(o) }

func PyObject_Hash(o *abi.Object) int               { return object.Hash(o) }
func PyObject_HashNotImplemented(o *abi.Object) int { return object.HashNotImplemented(o) }
func PyObject_IsTrue(o *abi.Object) int32           { return object.IsTrue(o) }
func PyObject_Not(o *abi.Object) int32              { return object.Not(o) }

func PyObject_RichCompare(a, b *abi.Object, op int32) *abi.Object {
	return object.RichCompare(a, b, op)
}
func PyObject_RichCompareBool(a, b *abi.Object, op int32) int32 {
	return object.RichCompareBool(a, b, op)
}
func PyObject_IsInstance(o, class *abi.Object) int32       { return object.IsInstance(o, class) }
func PyObject_IsSubclass(derived, class *abi.Object) int32 { return object.IsSubclass(derived, class) }
func PyObject_SelfIter(o *abi.Object) *abi.Object          { return object.NewRef(o) }
func PyObject_ClearWeakRefs(o *abi.Object)                 { object.ClearWeakrefs(o) }
func PyObject_CallFinalizer(o *abi.Object)                 { object.CallFinalizer(o) }
func PyObject_CallFinalizerFromDealloc(o *abi.Object) int32 {
	return object.CallFinalizerFromDealloc(o)
}
func PyObject_GetAttr(o, name *abi.Object) *abi.Object { return object.GetAttr(o, name) }
func PyObject_GetAttrString(o *abi.Object, name *byte) *abi.Object {
	if !valid(name) {
		return nil
	}
	return object.GetAttrString(o, text(name))
}
func PyObject_SetAttr(o, name, v *abi.Object) int32 { return status(object.SetAttr(o, name, v)) }

func PyObject_SetAttrString(o *abi.Object, name *byte, v *abi.Object) int32 {
	return status(valid(name) && object.SetAttrString(o, text(name), v))
}

func PyObject_DelAttr(o, name *abi.Object) int32 { return status(object.SetAttr(o, name, nil)) }

func PyObject_DelAttrString(o *abi.Object, name *byte) int32 {
	return status(valid(name) && object.SetAttrString(o, text(name), nil))
}

// PyObject_HasAttr hides every error, as documented.
func PyObject_HasAttr(o, name *abi.Object) int32 {
	v, _ := object.LookupAttr(o, name)
	return has(v)
}

func PyObject_HasAttrString(o *abi.Object, name *byte) int32 {
	return has(PyObject_GetAttrString(o, name))
}

func PyObject_HasAttrWithError(o, name *abi.Object) int32 {
	v, ok := object.LookupAttr(o, name)
	object.XDecref(v)
	if !ok {
		return -1
	}
	return truth(v != nil)
}

func PyObject_HasAttrStringWithError(o *abi.Object, name *byte) int32 {
	if !valid(name) {
		return -1
	}
	v, ok := object.LookupAttrString(o, text(name))
	object.XDecref(v)
	if !ok {
		return -1
	}
	return truth(v != nil)
}

// PyObject_GetOptionalAttr stores a new reference or NULL.
func PyObject_GetOptionalAttr(o, name *abi.Object, result **abi.Object) int32 {
	v, ok := object.LookupAttr(o, name)
	*result = v
	if !ok {
		return -1
	}
	return truth(v != nil)
}

func PyObject_GetOptionalAttrString(o *abi.Object, name *byte, result **abi.Object) int32 {
	if !valid(name) {
		*result = nil
		return -1
	}
	return PyObject_GetOptionalAttr(o, object.Intern(text(name)), result)
}

func _PyObject_LookupAttr(o, name *abi.Object, result **abi.Object) int32 {
	return PyObject_GetOptionalAttr(o, name, result)
}

// identifier is _Py_Identifier: a C string, and room for the interned str, which gilded has no use for.
type identifier struct {
	Text  *byte
	Index int
}

func idName(id unsafe.Pointer) *abi.Object { return object.Intern(text((*identifier)(id).Text)) }

func _PyObject_GetAttrId(o *abi.Object, id unsafe.Pointer) *abi.Object {
	return object.GetAttr(o, idName(id))
}

func _PyObject_SetAttrId(o *abi.Object, id unsafe.Pointer, v *abi.Object) int32 {
	return status(object.SetAttr(o, idName(id), v))
}

func _PyObject_LookupAttrId(o *abi.Object, id unsafe.Pointer, result **abi.Object) int32 {
	return PyObject_GetOptionalAttr(o, idName(id), result)
}

// _PyObject_LookupSpecialId finds a special method on the type and binds it.
func _PyObject_LookupSpecialId(o *abi.Object, id unsafe.Pointer) *abi.Object {
	f := object.Lookup(o.Type, idName(id))
	if f == nil {
		return nil
	}
	return object.Bind(f, o)
}

func PyObject_GenericGetAttr(o, name *abi.Object) *abi.Object { return object.GenericGetAttr(o, name) }

func PyObject_GenericSetAttr(o, name, v *abi.Object) int32 {
	return status(object.GenericSetAttr(o, name, v))
}

func PyObject_GenericGetDict(o *abi.Object, _ unsafe.Pointer) *abi.Object {
	return object.GenericGetDict(o)
}
func PyObject_GenericSetDict(o, v *abi.Object, _ unsafe.Pointer) int32 {
	return object.GenericSetDict(o, v)
}

func _PyObject_GenericGetAttrWithDict(o, name, dict *abi.Object, suppress int32) *abi.Object {
	v := object.GenericGetAttrWithDict(o, name, dict)
	if v == nil && suppress != 0 && object.Matches(object.AttributeError) {
		object.ClearErr()
	}
	return v
}

// _PyObject_GetDictPtr points into the object; NULL, and no error, without a __dict__.
func _PyObject_GetDictPtr(o *abi.Object) **abi.Object { return object.DictPtr(o) }

func _PyObject_NextNotImplemented(o *abi.Object) *abi.Object {
	return object.Raise(object.TypeError, "'%.200s' object is not iterable", object.TypeName(o.Type))
}

func _PyObject_GetState(o *abi.Object) *abi.Object { return object.CallMethod(o, "__getstate__") }

// PyObject_Dir without an object would list a frame's names; there is no frame.
func PyObject_Dir(o *abi.Object) *abi.Object {
	if o == nil {
		return object.Raise(object.SystemError, "frame does not exist")
	}
	names := object.CallMethod(o, "__dir__")
	if names == nil {
		return nil
	}
	defer object.Decref(names)
	list := object.SequenceList(names)
	if list != nil && !object.ListSort(list, nil, false) {
		object.Decref(list)
		return nil
	}
	return list
}

func PyObject_GetTypeData(o *abi.Object, class *abi.Type) unsafe.Pointer {
	return unsafe.Add(unsafe.Pointer(o), object.TypeDataOffset(class))
}

func Py_Is(a, b *abi.Object) int32       { return truth(a == b) }
func Py_IsNone(o *abi.Object) int32      { return truth(o == object.None) }
func Py_REFCNT(o *abi.Object) int        { return o.Refcnt }
func Py_TYPE(o *abi.Object) *abi.Type    { return o.Type }
func Py_SIZE(o *abi.Object) int          { return object.As[*abi.VarObject](o).Size }
func Py_SET_SIZE(o *abi.Object, n int)   { object.As[*abi.VarObject](o).Size = n }
func _Py_SetRefcnt(o *abi.Object, n int) { o.Refcnt = n }

func Py_IS_TYPE(o *abi.Object, t *abi.Type) int32 { return truth(o.Type == t) }

func Py_ReprEnter(o *abi.Object) int32 { return object.ReprEnter(o) }
func Py_ReprLeave(o *abi.Object)       { object.ReprLeave(o) }

// _PyNamespace_New makes a types.SimpleNamespace of a dict, or an empty one.
func _PyNamespace_New(attributes *abi.Object) *abi.Object { return object.NewNamespace(attributes) }

// _PyObject_IsFreed tells whether an object or its type looks like memory that CPython's debugging allocators have filled. Here
// none does, so only what an extension wrote itself, and NULL, can look so.
func _PyObject_IsFreed(o unsafe.Pointer) int32 {
	return truth(looksFreed(uintptr(o)) || looksFreed(*(*uintptr)(unsafe.Add(o, unsafe.Offsetof(abi.Object{}.Type)))))
}

func looksFreed(address uintptr) bool {
	switch address {
	case 0, 0xcdcdcdcdcdcdcdcd, 0xdddddddddddddddd, 0xfdfdfdfdfdfdfdfd:
		return true
	}
	return false
}
