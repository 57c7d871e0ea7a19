package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The module sys: made when an extension first asks for it or for something in it.

// sysStruct is one of the struct sequences that sys holds. Its type is shared by all runtimes.
type sysStruct struct {
	t      *Type
	name   string
	fields []string
	values []any // int, float64, string, bool
}

var sysStructs = map[string]*sysStruct{
	"version_info": {NewType(), "sys.version_info", []string{"major", "minor", "micro", "releaselevel", "serial"}, []any{3, 11, 2, "final", 0}},
	"float_info": {
		NewType(), "sys.float_info",
		[]string{"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"},
		[]any{math.MaxFloat64, 1024, 308, 0x1p-1022, -1021, -307, 15, 53, 0x1p-52, 2, 1},
	},
	"int_info": {
		NewType(), "sys.int_info", []string{"bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"},
		[]any{30, 4, 4300, 640},
	},
	"thread_info": {NewType(), "sys.thread_info", []string{"name", "lock", "version"}, []any{"pthread", "semaphore", ctier.ThreadLibrary()}},
	"hash_info": {
		NewType(), "sys.hash_info", []string{"width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"},
		[]any{64, 1<<61 - 1, 314159, 0, 1000003, "gilded", 64, 128, 0},
	},
	"flags": {
		NewType(), "sys.flags",
		[]string{
			"debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment",
			"verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding",
			"safe_path", "int_max_str_digits",
		},
		[]any{0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1, false, 1, 0, true, 4300},
	},
}

func init() {
	for _, s := range sysStructs {
		DefineStruct(s.t, s.name, "", len(s.fields), s.fields...)
	}
	functions := GoModule("sys", "What there is to know and to set of the runtime.", &sysFunctions)
	DefineModule("sys", func() *Object {
		m := functions()
		if m == nil || !fillSys(m) {
			XDecref(m)
			return nil
		}
		return m
	})
}

func (s *sysStruct) make() *Object {
	o := NewStruct(s.t)
	if o == nil {
		return nil
	}
	for i, v := range s.values {
		item := newSysValue(v)
		if item == nil {
			Decref(o)
			return nil
		}
		SetStructItem(o, i, item)
	}
	return o
}

// ThreadInfo is what the threads of an extension are made of: PyThread_GetInfo.
func ThreadInfo() *Object { return sysStructs["thread_info"].make() }

func newSysValue(v any) *Object {
	switch v := v.(type) {
	case int:
		return NewInt(int64(v))
	case float64:
		return NewFloat(v)
	case string:
		return NewStr(v)
	case bool:
		return NewBool(v)
	}
	panic("object: no such value in sys")
}

// fillSys puts everything into sys that is no function, and makes it the interpreter's.
func fillSys(m *Object) bool {
	s := State()
	dict := As[*abi.Module](m).Dict
	ok := true
	put := func(name string, v *Object) {
		ok = ok && v != nil && DictSetString(dict, name, v)
		XDecref(v)
	}
	put("modules", XNewRef(s.Modules))
	for fd, name := range []string{"stdin", "stdout", "stderr"} {
		stream := NewRef(None)
		if OpenStandard != nil {
			stream = OpenStandard(fd, name)
		}
		put("__"+name+"__", XNewRef(stream))
		put(name, stream)
	}
	for _, name := range []string{"argv", "warnoptions", "meta_path", "path_hooks"} {
		put(name, NewList(0))
	}
	var path []string
	for _, folder := range s.Path {
		path = append(path, FSText(folder))
	}
	put("path", NewTexts(path))
	put("orig_argv", NewTexts(Arguments()))
	put("path_importer_cache", NewDict())
	for name, v := range map[string]any{
		"version": "3.11.2 (gilded)", "hexversion": 0x030b02f0, "api_version": 1013, "platform": "linux", "byteorder": "little",
		"maxsize": math.MaxInt, "maxunicode": 0x10ffff, "abiflags": "", "executable": "", "prefix": "", "exec_prefix": "", "base_prefix": "",
		"base_exec_prefix": "", "platlibdir": "lib", "dont_write_bytecode": true, "float_repr_style": "short",
	} {
		put(name, newSysValue(v))
	}
	for name, v := range sysStructs {
		put(name, v.make())
	}
	put("implementation", newImplementation(dict))
	names := []*Object{}
	for _, name := range BuiltinNames() {
		names = append(names, Intern(name))
	}
	put("builtin_module_names", Pack(names...))
	for _, name := range []string{"displayhook", "excepthook", "unraisablehook"} {
		if v, _ := DictGetString(dict, name); v != nil {
			put("__"+name+"__", NewRef(v))
		}
	}
	if ok {
		s.SysDict = NewRef(dict)
	}
	return ok
}

// newImplementation is sys.implementation. Its name says which C API an extension meets: some look at it to choose between their
// compiled and their Python half.
func newImplementation(sys *Object) *Object {
	about := NewDict()
	if about == nil {
		return nil
	}
	defer Decref(about)
	version, _ := DictGetString(sys, "version_info")
	hex, _ := DictGetString(sys, "hexversion")
	if PutOwned(about, "name", NewStr("cpython")) && PutOwned(about, "cache_tag", NewStr("cpython-311")) &&
		PutOwned(about, "version", XNewRef(version)) && PutOwned(about, "hexversion", XNewRef(hex)) &&
		PutOwned(about, "_multiarch", NewStr("x86_64-linux-gnu")) {
		return NewNamespace(about)
	}
	return nil
}

// sysDict is the dict of sys, borrowed, which is made now if it was not; nil, and no error, if it can't be.
func sysDict() *Object {
	s := State()
	if s.SysDict == nil && s.Modules != nil {
		t, v, tb := FetchErr()
		m := Import("sys")
		XDecref(m)
		RestoreErr(t, v, tb)
	}
	return s.SysDict
}

var sysFunctions = []Method{
	{Name: "getrefcount", O: func(_, o *Object) *Object { return NewInt(int64(o.Refcnt)) }},
	{Name: "intern", O: func(_, s *Object) *Object {
		if s.Type != StrType {
			return Raise(TypeError, "can't intern %.400s", TypeName(s.Type))
		}
		Incref(s)
		InternInPlace(&s)
		return s
	}},
	{Name: "exc_info", NoArgs: func(*Object) *Object {
		exc := HandledException()
		if exc == nil {
			return Pack(None, None, None)
		}
		tb := excHead(exc).Traceback
		if tb == nil {
			tb = None
		}
		return Pack(Head(exc.Type), exc, tb)
	}},
	{Name: "exception", NoArgs: func(*Object) *Object { return orNone(HandledException()) }},
	{Name: "excepthook", Fast: func(_ *Object, args **Object, n int) *Object {
		if !CheckPositional("excepthook", n, 3, 3) {
			return nil
		}
		exc := Args(args, n)[1]
		if IsException(exc) {
			PrintException(exc)
		}
		return NewRef(None)
	}},
	{Name: "displayhook", O: sysDisplayHook, Doc: "displayhook($module, object, /)\n--\n\nShow an object, and keep it as builtins._"},
	{Name: "getdefaultencoding", NoArgs: func(*Object) *Object { return NewStr("utf-8") }},
	{Name: "getfilesystemencoding", NoArgs: func(*Object) *Object { return NewStr("utf-8") }},
	{Name: "getfilesystemencodeerrors", NoArgs: func(*Object) *Object { return NewStr("surrogateescape") }},
	{Name: "getrecursionlimit", NoArgs: func(*Object) *Object { return NewInt(int64(Thread().RecursionLimit)) }},
	{Name: "setrecursionlimit", O: func(_, v *Object) *Object {
		limit, ok := AsInt32(v)
		if !ok {
			return nil
		}
		if limit < 1 {
			return Raise(ValueError, "recursion limit must be greater or equal than 1")
		}
		SetRecursionLimit(limit)
		return NewRef(None)
	}},
	{Name: "is_finalizing", NoArgs: func(*Object) *Object { return NewBool(false) }},
	{Name: "audit", Fast: sysAudit},
	{Name: "addaudithook", Keywords: sysAddAuditHook},
	{Name: "_getframe", Fast: sysGetFrame},
	{Name: "exit", Fast: func(_ *Object, args **Object, n int) *Object {
		if !CheckPositional("exit", n, 0, 1) {
			return nil
		}
		if n == 0 {
			return RaiseNone(SystemExit)
		}
		return RaiseObject(SystemExit, Args(args, n)[0])
	}},
}

// SetRecursionLimit changes the limit of all threads, and what they have left by the difference.
func SetRecursionLimit(limit int32) {
	for ts := Thread().Interp.Threads; ts != nil; ts = ts.Next {
		ts.RecursionRemaining += limit - ts.RecursionLimit
		ts.RecursionLimit = limit
	}
}

// sysGetFrame is sys._getframe(depth=0).
func sysGetFrame(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("_getframe", n, 0, 1) {
		return nil
	}
	depth := int32(0)
	if n > 0 {
		var ok bool
		if depth, ok = AsInt32(Args(args, n)[0]); !ok {
			return nil
		}
	}
	frame := CurrentFrame()
	for ; depth > 0 && frame != nil; depth-- {
		frame = (*Object)(unsafe.Pointer(As[*abi.Frame](frame).Back))
	}
	if frame == nil {
		return Raise(ValueError, "call stack is not deep enough")
	}
	if !audit("sys._getframe", frame) {
		return nil
	}
	return NewRef(frame)
}

// sysDisplayHook is sys.displayhook: None is not shown.
func sysDisplayHook(_, o *Object) *Object {
	if o == None {
		return NewRef(None)
	}
	builtins := Builtins()
	if builtins == nil || !DictSetString(builtins, "_", None) {
		return nil
	}
	text := Repr(o)
	if text == nil {
		return nil
	}
	defer Decref(text)
	WriteStream("stdout", StrOf(text)+"\n")
	return noneIf(DictSetString(builtins, "_", o))
}
