package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/d95905aa/gilded/internal/apigen/spec"
)

// layout is the version whose structures and full API the headers describe.
var layout = spec.Version{Major: 3, Minor: 11}

// shownEarlier has the names that CPython 3.11's headers show below the version that put them into the stable ABI: the list
// of the stable ABI was drawn up later than the functions. Sources rely on it.
var shownEarlier = namesByVersion(map[string]string{
	"3.2": `_Py_DecRef _Py_IncRef Py_Is Py_IsNone Py_IsTrue Py_IsFalse Py_NewRef Py_XNewRef PyUnicode_AsWideCharString
		PyCodec_Unregister PyDictRevIterItem_Type PyDictRevIterKey_Type PyDictRevIterValue_Type PyCFunction_New
		PyFrame_GetCode PyFrame_GetLineNumber PyAIter_Check PyIndex_Check PyIter_Check PyObject_GetAIter
		PyModule_AddObjectRef PyErr_SyntaxLocationEx PyExc_BaseExceptionGroup PyExc_EncodingWarning PyExc_ResourceWarning
		PyExceptionClass_Name PyMem_Calloc PyGC_Disable PyGC_Enable PyGC_IsEnabled PyObject_GC_IsFinalized
		PyObject_GC_IsTracked Py_EnterRecursiveCall Py_LeaveRecursiveCall Py_BytesMain Py_SetPath PySys_AddXOption
		PySys_GetXOptions PyStructSequence_UnnamedField Py_GenericAlias Py_GenericAliasType`,
	"3.3": `PyObject_GenericSetDict PyUnicode_AsUCS4 PyUnicode_AsUCS4Copy PyUnicode_DecodeLocale
		PyUnicode_DecodeLocaleAndSize PyUnicode_EncodeLocale PyUnicode_FindChar PyUnicode_GetLength PyUnicode_ReadChar
		PyUnicode_Substring PyUnicode_WriteChar PyMemoryView_FromMemory PyModule_GetNameObject PyModule_NewObject
		PyImport_AddModuleObject PyImport_ExecCodeModuleObject PyImport_ImportFrozenModuleObject PyErr_GetExcInfo
		PyErr_SetExcInfo PyErr_SetImportError PyExc_BlockingIOError PyExc_BrokenPipeError PyExc_ChildProcessError
		PyExc_ConnectionAbortedError PyExc_ConnectionError PyExc_ConnectionRefusedError PyExc_ConnectionResetError
		PyExc_FileExistsError PyExc_FileNotFoundError PyExc_InterruptedError PyExc_IsADirectoryError
		PyExc_NotADirectoryError PyExc_PermissionError PyExc_ProcessLookupError PyExc_TimeoutError`,
	"3.4": `PyErr_SetFromErrnoWithFilenameObjects`,
	"3.5": `PyNumber_InPlaceMatrixMultiply PyNumber_MatrixMultiply PyCodec_NameReplaceErrors
		PyImport_ImportModuleLevelObject PyObject_Calloc PyModule_AddFunctions PyModule_ExecDef PyModule_FromDefAndSpec2
		PyModule_SetDocString PyExc_RecursionError PyExc_StopAsyncIteration Py_DecodeLocale Py_EncodeLocale`,
	"3.6": `Py_FileSystemDefaultEncodeErrors`,
	"3.7": `PyImport_GetModule Py_UTF8Mode`,
	"3.9": `PyType_FromModuleAndSpec PyType_GetModule PyType_GetModuleState PyObject_CallNoArgs PyModule_AddType
		PyThreadState_GetFrame PyThreadState_GetID PyThreadState_GetInterpreter`,
})

// inLayout has the functions that are older than their place in the stable ABI: without Py_LIMITED_API they are visible.
// Every other name that entered after 3.11 is not, because sources for 3.11 bring functions of their own under such names.
var inLayout = set(`PyObject_CallFinalizerFromDealloc PyType_GetModuleByDef PyObject_Vectorcall PyObject_VectorcallMethod
	PyVectorcall_Call PyMem_RawCalloc PyMem_RawFree PyMem_RawMalloc PyMem_RawRealloc PySys_Audit`)

// attributes are what a compiler should know of a function beyond its type.
var attributes = map[string]string{
	"PyOS_snprintf":            "__format__(printf, 3, 4)",
	"PyOS_vsnprintf":           "__format__(printf, 3, 0)",
	"PyBytes_FromFormat":       "__format__(printf, 1, 2)",
	"PyBytes_FromFormatV":      "__format__(printf, 1, 0)",
	"PySys_WriteStdout":        "__format__(printf, 1, 2)",
	"PySys_WriteStderr":        "__format__(printf, 1, 2)",
	"Py_Exit":                  "__noreturn__",
	"Py_ExitStatusException":   "__noreturn__",
	"Py_FatalError":            "__noreturn__",
	"_Py_FatalErrorFunc":       "__noreturn__",
	"PyThread_exit_thread":     "__noreturn__",
	"PyUnicode_InternImmortal": "__deprecated__",
	"PyObject_AsCharBuffer":    "__deprecated__",
	"PyObject_AsReadBuffer":    "__deprecated__",
	"PyObject_AsWriteBuffer":   "__deprecated__",
	"PyObject_CheckReadBuffer": "__deprecated__",
}

func namesByVersion(lists map[string]string) map[string]spec.Version {
	found := map[string]spec.Version{}
	for version, names := range lists {
		v, err := spec.ParseVersion(version)
		if err != nil {
			panic(err)
		}
		for _, name := range strings.Fields(names) {
			found[name] = v
		}
	}
	return found
}

func set(names string) map[string]bool {
	found := map[string]bool{}
	for _, name := range strings.Fields(names) {
		found[name] = true
	}
	return found
}

// guard is the condition under which a symbol is declared; empty when it always is.
func guard(s spec.Symbol) string {
	if !s.Stable() {
		return "#ifndef Py_LIMITED_API"
	}
	since := s.Since
	if earlier, ok := shownEarlier[s.Name]; ok {
		since = earlier
	}
	switch {
	case since == spec.Version{Major: 3, Minor: 2}:
		return ""
	case inLayout[s.Name]:
		return "#if !defined(Py_LIMITED_API) || GILDED_API_LEVEL >= " + since.Hex()
	default:
		return "#if GILDED_API_LEVEL >= " + since.Hex()
	}
}

// prototype writes one declaration.
func prototype(s spec.Symbol) string {
	if s.IsData() {
		if strings.Contains(s.Return, "(*)") {
			return fmt.Sprintf("PyAPI_DATA(%s;", strings.Replace(s.Decl, " ", ") ", 1))
		}
		array := ""
		if s.Array {
			array = "[]"
		}
		return fmt.Sprintf("PyAPI_DATA(%s) %s%s;", s.Return, s.Name, array)
	}
	params := "void"
	if len(s.Params) > 0 {
		params = strings.Join(s.Params, ", ")
		if s.Variadic {
			params += ", ..."
		}
	}
	attribute := ""
	if text, ok := attributes[s.Name]; ok {
		attribute = " Py_GCC_ATTRIBUTE((" + text + "))"
	}
	return fmt.Sprintf("PyAPI_FUNC(%s) %s(%s)%s;", s.Return, s.Name, params, attribute)
}

// headers writes include/gilded/z<chapter>.h and removes the files of chapters that are gone.
func headers(symbols []spec.Symbol) error {
	texts := headerTexts(symbols)
	for path, text := range texts {
		if err := writeIfChanged(path, text); err != nil {
			return err
		}
	}
	files, err := filepath.Glob("include/gilded/z*.h")
	if err != nil {
		return err
	}
	for _, path := range files {
		if texts[path] == nil {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

// headerTexts has the declarations of each chapter by path: the unguarded ones first, then one block per guard in the order
// of first appearance.
func headerTexts(symbols []spec.Symbol) map[string][]byte {
	texts := map[string][]byte{}
	for _, chapter := range chapters(symbols) {
		blocks := map[string][]string{}
		order := []string{""}
		for _, s := range symbols {
			if s.Chapter != chapter || s.Tier == spec.Up {
				continue
			}
			g := guard(s)
			if g != "" && blocks[g] == nil {
				order = append(order, g)
			}
			blocks[g] = append(blocks[g], prototype(s))
		}
		if len(blocks) == 0 {
			continue
		}
		var out bytes.Buffer
		fmt.Fprintf(&out, "/* Generated by apigen from capi/api.txt: the chapter %s. */\n", chapter)
		for _, g := range order {
			if len(blocks[g]) == 0 {
				continue
			}
			out.WriteByte('\n')
			if g != "" {
				fmt.Fprintln(&out, g)
			}
			for _, line := range blocks[g] {
				fmt.Fprintln(&out, line)
			}
			if g != "" {
				fmt.Fprintln(&out, "#endif")
			}
		}
		texts["include/gilded/z"+chapter+".h"] = out.Bytes()
	}
	return texts
}

func chapters(symbols []spec.Symbol) []string {
	var names []string
	for _, s := range symbols {
		if len(names) == 0 || names[len(names)-1] != s.Chapter {
			names = append(names, s.Chapter)
		}
	}
	return names
}

func writeIfChanged(path string, data []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return os.WriteFile(path, data, 0o644)
}
