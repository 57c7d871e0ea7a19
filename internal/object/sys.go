package object

import (
	"os"
)

// SysGet returns an attribute of the module sys, borrowed; nil, and no error set, if there is none.
func SysGet(name string) *Object {
	if sys := sysDict(); sys != nil {
		return DictGetInterned(sys, Intern(name))
	}
	return nil
}

// SysSet sets an attribute of the module sys, or deletes it for a nil v: deleting what is not there is no error.
func SysSet(name string, v *Object) bool {
	sys := sysDict()
	if sys == nil {
		NoMemory()
		return false
	}
	key := Intern(name)
	if v != nil {
		return DictSet(sys, key, v)
	}
	if DictGetInterned(sys, key) == nil {
		return true
	}
	return DictDel(sys, key)
}

// WriteStream writes text to sys.stdout or sys.stderr: to the object that is there, or to the process's own if there is
// none. A stream that is None, or fails, swallows it. The error indicator stays as it is. It may run code.
func WriteStream(name, text string) {
	t, v, tb := FetchErr()
	defer RestoreErr(t, v, tb)
	stream := SysGet(name)
	if stream == None {
		return
	}
	if stream != nil {
		Incref(stream)
		defer Decref(stream)
		s := NewStr(text)
		if s != nil {
			r := CallMethod(stream, "write", s)
			Decref(s)
			if r != nil {
				Decref(r)
				return
			}
		}
		ClearErr()
	}
	file := os.Stderr
	if name == "stdout" {
		file = os.Stdout
	}
	_, _ = file.WriteString(text) // nobody is left to tell
}

func writeStderr(text string) { WriteStream("stderr", text) }
