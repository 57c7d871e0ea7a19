package object

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
)

// What an embedding program or a command line puts into sys.

// SysAppend appends to a list in sys, which is made if it is not there.
func SysAppend(name string, v *Object) bool {
	list := SysGet(name)
	if list != nil && HasFlag(list.Type, abi.TPFlagsListSubclass) {
		return ListAppend(list, v)
	}
	made := ListFrom([]*Object{v})
	if made == nil {
		return false
	}
	defer Decref(made)
	return SysSet(name, made)
}

// NewTexts makes a list of strs.
func NewTexts(texts []string) *Object {
	list := NewList(0)
	if list == nil {
		return nil
	}
	for _, text := range texts {
		s := NewStr(text)
		ok := s != nil && ListAppend(list, s)
		XDecref(s)
		if !ok {
			Decref(list)
			return nil
		}
	}
	return list
}

// SysSetTexts sets an attribute of sys to a list of strs.
func SysSetTexts(name string, texts []string) bool {
	list := NewTexts(texts)
	if list == nil {
		return false
	}
	defer Decref(list)
	return SysSet(name, list)
}

// SysSetArgv sets sys.argv, to [""] where there is nothing. With updatePath the folder of the script, argv[0], comes first
// in sys.path.
func SysSetArgv(argv []string, updatePath bool) bool {
	all := argv
	if len(all) == 0 {
		all = []string{""}
	}
	if !SysSetTexts("argv", all) {
		return false
	}
	if !updatePath {
		return true
	}
	path := SysGet("path")
	if path == nil || !HasFlag(path.Type, abi.TPFlagsListSubclass) {
		return true
	}
	folder := NewStr(scriptFolder(argv))
	if folder == nil {
		return false
	}
	defer Decref(folder)
	return ListInsert(path, 0, folder)
}

// scriptFolder is where a script looks for modules first: where it really lies, or the current folder.
func scriptFolder(argv []string) string {
	if len(argv) == 0 || argv[0] == "-c" || argv[0] == "" {
		return ""
	}
	if argv[0] == "-m" {
		folder, err := os.Getwd()
		if err != nil {
			return ""
		}
		return folder
	}
	script := argv[0]
	if real, err := filepath.EvalSymlinks(script); err == nil {
		if script, err = filepath.Abs(real); err != nil {
			script = real
		}
	}
	switch i := strings.LastIndexByte(script, '/'); i {
	case -1:
		return ""
	case 0:
		return "/"
	default:
		return script[:i]
	}
}

// SizeOf is sys.getsizeof(o): what __sizeof__ says, and the header of what the collector knows. -1 is failure.
func SizeOf(o *Object) int {
	result, found := special(o, "__sizeof__")
	if !found && Occurred() == nil {
		Raise(TypeError, "Type %.100s doesn't define __sizeof__", TypeName(o.Type))
	}
	if result == nil {
		return -1
	}
	defer Decref(result)
	if !HasFlag(result.Type, abi.TPFlagsLongSubclass) {
		Raise(TypeError, "an integer is required")
		return -1
	}
	size, ok := AsInt(result)
	switch {
	case !ok:
		return -1
	case size < 0:
		Raise(ValueError, "__sizeof__() should return >= 0")
		return -1
	case HasHeader(o):
		size += abi.GCHeadSize
	}
	return size
}
