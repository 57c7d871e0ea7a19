package capi

import (
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// The texts that these functions return are the interpreter's, until they are set again or it ends.

func Py_GetProgramName() *int32     { return object.WidePlace(object.ProgramName) }
func Py_GetProgramFullPath() *int32 { return object.WidePlace(object.ProgramPath) }
func Py_GetPythonHome() *int32      { return object.WidePlace(object.PythonHome) }
func Py_GetPath() *int32            { return object.WidePlace(object.ModulePath) }
func Py_GetPrefix() *int32          { return object.WidePlace(object.Prefix) }
func Py_GetExecPrefix() *int32      { return object.WidePlace(object.ExecPrefix) }

func Py_SetProgramName(name *int32) { object.SetProgramName(wide(name)) }
func Py_SetPythonHome(home *int32)  { object.SetPythonHome(wide(home)) }

// Py_SetPath says where modules are looked for, as Py_GetPath has it: sys.path stays as it is. For NULL there is no answer to
// any of these questions any more.
func Py_SetPath(path *int32) {
	if path == nil {
		object.ForgetPlaces()
		return
	}
	object.SetModulePath(wide(path))
}

// arguments are the texts that the process was started with and a nil pointer after them. They are the process's own.
var arguments = sync.OnceValue(func() []*int32 {
	texts := object.Arguments()
	memory := ctier.Static(uintptr(len(texts)+1) * unsafe.Sizeof((*int32)(nil)))
	all := unsafe.Slice((**int32)(memory), len(texts)+1)
	for i, text := range texts {
		abi.Store(&all[i], object.NewWide(text))
	}
	return all
})

// Py_GetArgcArgv: the command line of the whole process, which sys.orig_argv has as strs.
func Py_GetArgcArgv(argc *int32, argv ***int32) {
	all := arguments()
	*argc = int32(len(all) - 1)
	abi.Store(argv, unsafe.SliceData(all))
}
