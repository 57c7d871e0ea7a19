package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyDescr_IsData(o *abi.Object) int32 { return truth(o.Type.DescrSet != nil) }

func PyDescr_NewMethod(t *abi.Type, def *abi.MethodDef) *abi.Object {
	return object.NewMethodDescr(t, def)
}

func PyDescr_NewClassMethod(t *abi.Type, def *abi.MethodDef) *abi.Object {
	return object.NewClassMethodDescr(t, def)
}

func PyDescr_NewMember(t *abi.Type, def *abi.MemberDef) *abi.Object {
	return object.NewMemberDescr(t, def)
}
func PyDescr_NewGetSet(t *abi.Type, def *abi.GetSetDef) *abi.Object {
	return object.NewGetSetDescr(t, def)
}
func PyWrapper_New(descr, self *abi.Object) *abi.Object { return object.NewWrapper(descr, self) }

func PyMember_GetOne(base unsafe.Pointer, def *abi.MemberDef) *abi.Object {
	return object.MemberGet(base, def)
}

func PyMember_SetOne(base unsafe.Pointer, def *abi.MemberDef, v *abi.Object) int32 {
	return object.MemberSet(base, def, v)
}

func PyDictProxy_New(mapping *abi.Object) *abi.Object { return object.NewDictProxy(mapping) }

func PyDescr_NewWrapper(t *abi.Type, base *abi.WrapperBase, wrapped unsafe.Pointer) *abi.Object {
	return object.NewWrapperDescr(t, base, wrapped)
}
