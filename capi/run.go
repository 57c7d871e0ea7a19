package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

func PyErr_Print() { PyErr_PrintEx(1) }

func PyErr_PrintEx(setSysLast int32) { object.Print(setSysLast != 0) }

// PyErr_Display shows an exception; a value that is none is shown as CPython does it, with a complaint.
func PyErr_Display(_, value, tb *abi.Object) {
	if value == nil {
		return
	}
	if object.IsException(value) && tb != nil && tb.Type == object.TraceBackType && exception(value).Traceback == nil {
		object.SetTraceback(value, tb)
	}
	object.PrintException(value)
}

// CompilerFlags is PyCompilerFlags: none of them changes what the subset means.
type CompilerFlags struct{ Flags, FeatureVersion int32 }

// What PyEval_MergeCompilerFlags takes over from the code that runs: the future statements.
const futureFlags = 0x1fe0000

// PyEval_MergeCompilerFlags adds the flags of the code that runs, and tells whether there are any then.
func PyEval_MergeCompilerFlags(flags *CompilerFlags) int32 {
	if f := object.CurrentFrame(); f != nil {
		flags.Flags |= frame(f).Data.Code.Flags & futureFlags
	}
	return truth(flags.Flags != 0)
}

func Py_CompileString(source, filename *byte, mode int32) *abi.Object {
	return Py_CompileStringExFlags(source, filename, mode, nil, -1)
}

func Py_CompileStringExFlags(source, filename *byte, mode int32, flags *CompilerFlags, optimize int32) *abi.Object {
	name := object.NewStr(text(filename))
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	return Py_CompileStringObject(source, name, mode, flags, optimize)
}

func Py_CompileStringObject(source *byte, filename *abi.Object, mode int32, flags *CompilerFlags, _ int32) *abi.Object {
	decoded, ok := pyeval.Decode(ctier.GoString(source), filename)
	if !ok {
		return nil
	}
	if flags != nil && flags.Flags&onlyAST != 0 {
		return object.Raise(object.NotImplementedError, "gilded does not run Python source yet: it makes no syntax trees")
	}
	return pyeval.Compile(decoded, filename, int(mode))
}

const onlyAST = 0x400

func PyRun_StringFlags(source *byte, mode int32, globals, locals *abi.Object, _ *CompilerFlags) *abi.Object {
	decoded, ok := pyeval.Decode(ctier.GoString(source), nil)
	if !ok {
		return nil
	}
	return pyeval.RunSource(decoded, nil, int(mode), globals, locals)
}

// mainDict is the dict of the module __main__, which is made if it is not there; borrowed.
func mainDict() *abi.Object {
	name := object.Intern("__main__")
	m := PyImport_AddModuleObject(name)
	if m == nil || !object.Is(m, object.ModuleType) {
		return nil
	}
	return object.As[*abi.Module](m).Dict
}

// PyRun_SimpleStringFlags runs statements in __main__. An exception is shown.
func PyRun_SimpleStringFlags(source *byte, flags *CompilerFlags) int32 {
	dict := mainDict()
	if dict == nil {
		return -1
	}
	return shown(PyRun_StringFlags(source, pyeval.FileInput, dict, dict, flags))
}

// shown is 0 for a result, which it releases, and -1 for an exception, which it shows.
func shown(result *abi.Object) int32 {
	if result == nil {
		PyErr_Print()
		return -1
	}
	object.Decref(result)
	return 0
}

// PyRun_FileExFlags runs what a C stream still holds.
func PyRun_FileExFlags(stream unsafe.Pointer, filename *byte, mode int32, globals, locals *abi.Object, closeIt int32,
	_ *CompilerFlags) *abi.Object {
	name := object.NewStr(text(filename))
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	source, ok := ctier.ReadStream(stream, closeIt != 0)
	if !ok {
		return object.Raise(object.OSError, "can't read %s", text(filename))
	}
	decoded, ok := pyeval.Decode(source, name)
	if !ok {
		return nil
	}
	return pyeval.RunSource(decoded, name, int(mode), globals, locals)
}

// PyRun_SimpleFileExFlags runs a file in __main__, where __file__ is its name meanwhile. An exception is shown.
func PyRun_SimpleFileExFlags(stream unsafe.Pointer, filename *byte, closeIt int32, flags *CompilerFlags) int32 {
	dict := mainDict()
	if dict == nil {
		return -1
	}
	object.Incref(dict)
	defer object.Decref(dict)
	named := object.DictGetInterned(dict, object.Intern("__file__")) != nil
	if !named {
		name := object.NewStr(text(filename))
		ok := name != nil && object.DictSetString(dict, "__file__", name) && object.DictSetString(dict, "__cached__", object.None)
		object.XDecref(name)
		if !ok {
			return shown(nil)
		}
	}
	status := shown(PyRun_FileExFlags(stream, filename, pyeval.FileInput, dict, dict, closeIt, flags))
	if !named {
		for _, name := range []string{"__file__", "__cached__"} {
			if !object.DictDelString(dict, name) {
				object.ClearErr()
			}
		}
	}
	return status
}

// PyRun_AnyFileExFlags runs a file. NULL for its name is "???". A terminal is read to its end like any file.
func PyRun_AnyFileExFlags(stream unsafe.Pointer, filename *byte, closeIt int32, flags *CompilerFlags) int32 {
	if filename == nil {
		filename = unnamed
	}
	return PyRun_SimpleFileExFlags(stream, filename, closeIt, flags)
}

var unnamed = ctier.CString("???")
