package capi

import (
	"strings"
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

// must ends the process as CPython does where a function without a result can't do its work.
func must(ok bool, what string) {
	if !ok {
		object.Fatal("", what)
	}
}

func PySys_AddWarnOptionUnicode(option *abi.Object) {
	if !object.SysAppend("warnoptions", option) {
		object.ClearErr()
	}
}

func PySys_AddWarnOption(option *int32) {
	if s := PyUnicode_FromWideChar(option, -1); s != nil {
		PySys_AddWarnOptionUnicode(s)
		object.Decref(s)
	} else {
		object.ClearErr()
	}
}

// PySys_AddXOption: name=value, or a name whose value is True.
func PySys_AddXOption(option *int32) {
	options := PySys_GetXOptions()
	if options == nil {
		object.ClearErr()
		return
	}
	name, value, found := strings.Cut(wide(option), "=")
	v := object.NewRef(object.True)
	if found {
		object.Decref(v)
		v = object.NewStr(value)
	}
	if v == nil || !object.DictSetString(options, name, v) {
		object.ClearErr()
	}
	object.XDecref(v)
}

// PySys_SetPath takes the entries of sys.path with colons between them.
func PySys_SetPath(path *int32) {
	must(object.SysSetTexts("path", strings.Split(wide(path), ":")), "can't assign sys.path")
}

// PySys_SetArgvEx sets sys.argv. With updatePath the folder of the script comes first in sys.path.
func PySys_SetArgvEx(argc int32, argv **int32, updatePath int32) {
	must(object.SysSetArgv(wides(argc, argv), updatePath != 0), "can't assign sys.argv")
}

// PySys_SetArgv leaves sys.path alone, as CPython does for an isolated interpreter: gilded's are.
func PySys_SetArgv(argc int32, argv **int32) { PySys_SetArgvEx(argc, argv, 0) }

// _PySys_GetSizeOf: (size_t)-1 is failure.
func _PySys_GetSizeOf(o *abi.Object) uint { return uint(object.SizeOf(o)) }
