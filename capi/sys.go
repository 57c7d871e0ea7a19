package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func gl_write_stream(name, s *byte) { object.WriteStream(text(name), text(s)) }

func gl_format_stream(name, format *byte, words unsafe.Pointer) {
	s := object.CFormat(format, words)
	if s == nil {
		object.ClearErr()
		return
	}
	object.WriteStream(text(name), object.StrOf(s))
	object.Decref(s)
}

func gl_auditing() int32 { return truth(object.Thread() != nil && object.Auditing()) }

func PySys_GetObject(name *byte) *abi.Object { return object.SysGet(text(name)) }

func PySys_SetObject(name *byte, v *abi.Object) int32 { return status(object.SysSet(text(name), v)) }

// PySys_AuditTuple raises an event. C code may pass NULL for no arguments.
func PySys_AuditTuple(event *byte, args *abi.Object) int32 {
	if args == nil {
		if args = object.NewTuple(0); args == nil {
			return -1
		}
		defer object.Decref(args)
	}
	if !object.HasFlag(args.Type, abi.TPFlagsTupleSubclass) {
		object.Raise(object.TypeError, "args must be tuple, got %s", object.TypeName(args.Type))
		return -1
	}
	return status(object.Audit(text(event), args))
}

func PySys_AddAuditHook(hook abi.Func, data unsafe.Pointer) int32 {
	return status(object.AddAuditHook(hook, data))
}

// sysAttr is a new reference to an attribute of sys, or nil and RuntimeError.
func sysAttr(name string) *abi.Object {
	if v := object.SysGet(name); v != nil {
		return object.NewRef(v)
	}
	return object.Raise(object.RuntimeError, "lost sys.%s", name)
}

func sysName(name *abi.Object) (string, bool) {
	if !object.IsStr(name) {
		object.Raise(object.TypeError, "attribute name must be string, not '%.200s'", object.TypeName(name.Type))
		return "", false
	}
	return object.StrOf(name), true
}

func PySys_GetAttrString(name *byte) *abi.Object { return sysAttr(text(name)) }

func PySys_GetAttr(name *abi.Object) *abi.Object {
	s, ok := sysName(name)
	if !ok {
		return nil
	}
	return sysAttr(s)
}

func PySys_GetOptionalAttrString(name *byte, to **abi.Object) int32 {
	*to = object.XNewRef(object.SysGet(text(name)))
	return truth(*to != nil)
}

func PySys_GetOptionalAttr(name *abi.Object, to **abi.Object) int32 {
	*to = nil
	s, ok := sysName(name)
	if !ok {
		return -1
	}
	*to = object.XNewRef(object.SysGet(s))
	return truth(*to != nil)
}

func _PySys_GetAttr(_ *abi.ThreadState, name *abi.Object) *abi.Object {
	if s, ok := sysName(name); ok {
		return object.SysGet(s)
	}
	return nil
}

// PySys_GetXOptions: sys._xoptions, a dict that is made when it is first asked for.
func PySys_GetXOptions() *abi.Object {
	if v := object.SysGet("_xoptions"); v != nil {
		return v
	}
	d := object.NewDict()
	if d == nil || !object.SysSet("_xoptions", d) {
		object.XDecref(d)
		return nil
	}
	object.Decref(d)
	return d
}

// PySys_HasWarnOptions: a host sets warning filters on its runtime, no options.
func PySys_HasWarnOptions() int32 {
	options := object.SysGet("warnoptions")
	return truth(options != nil && object.HasFlag(options.Type, abi.TPFlagsListSubclass) && len(object.ListItems(options)) > 0)
}

func PySys_ResetWarnOptions() {
	options := object.SysGet("warnoptions")
	if options == nil || !object.HasFlag(options.Type, abi.TPFlagsListSubclass) {
		return
	}
	empty := object.NewList(0)
	if empty == nil || !object.SysSet("warnoptions", empty) {
		object.ClearErr()
	}
	object.XDecref(empty)
}
