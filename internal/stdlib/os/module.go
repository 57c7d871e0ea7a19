// Package os is the modules posix (system calls), posixpath (paths), and os, which is both together and the environment.
package os

import (
	"os"
	"strings"
	"syscall"

	"github.com/d95905aa/gilded/internal/object"
)

func init() {
	posix := object.GoModule("posix", "System calls.", &functions)
	object.DefineModule("posix", func() obj {
		m := posix()
		if m == nil || !addConstants(m) {
			object.XDecref(m)
			return nil
		}
		return m
	})
	object.DefineModule("posixpath", newPathModule)
	object.DefineModule("os.path", func() obj { return object.Import("posixpath") })
	object.DefineModule("os", object.FilledModule("os", "The operating system.", nil, fill))
}

var constants = map[string]int64{
	"O_RDONLY": syscall.O_RDONLY, "O_WRONLY": syscall.O_WRONLY, "O_RDWR": syscall.O_RDWR, "O_CREAT": syscall.O_CREAT, "O_EXCL": syscall.O_EXCL,
	"O_TRUNC": syscall.O_TRUNC, "O_APPEND": syscall.O_APPEND, "O_NONBLOCK": syscall.O_NONBLOCK, "O_CLOEXEC": syscall.O_CLOEXEC,
	"O_NOFOLLOW": syscall.O_NOFOLLOW, "O_SYNC": syscall.O_SYNC, "O_DIRECTORY": syscall.O_DIRECTORY, "F_OK": 0, "X_OK": 1, "W_OK": 2, "R_OK": 4,
	"EX_OK": 0, "WNOHANG": syscall.WNOHANG,
}

func addConstants(m obj) bool {
	for name, v := range constants {
		if !object.AddObject(m, name, object.NewInt(v)) {
			return false
		}
	}
	environ := object.NewDict()
	if !object.AddObject(m, "environ", environ) {
		return false
	}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		if !setBytes(environ, name, value) {
			return false
		}
	}
	return object.AddObject(m, "error", object.NewRef(object.Head(object.OSError))) &&
		object.AddObject(m, "stat_result", object.NewRef(object.Head(statType)))
}

func setBytes(dict obj, name, value string) bool {
	k, v := object.NewBytes([]byte(name)), object.NewBytes([]byte(value))
	defer object.XDecref(k)
	defer object.XDecref(v)
	return k != nil && v != nil && object.DictSet(dict, k, v)
}

func fill(m obj) bool {
	posix, path := object.Import("posix"), object.Import("posixpath")
	defer object.XDecref(posix)
	defer object.XDecref(path)
	if posix == nil || path == nil {
		return false
	}
	names := object.Dir(posix)
	if names == nil {
		return false
	}
	defer object.Decref(names)
	for _, name := range object.ListItems(names) {
		if text := object.StrOf(name); !strings.HasPrefix(text, "__") && text != "environ" && !object.AddObject(m, text, object.GetAttr(posix, name)) {
			return false
		}
	}
	for name, value := range pathNames {
		if !object.AddObject(m, name, object.NewStr(value)) {
			return false
		}
	}
	for name, value := range map[string]string{"name": "posix", "linesep": "\n"} {
		if !object.AddObject(m, name, object.NewStr(value)) {
			return false
		}
	}
	for i, name := range []string{"SEEK_SET", "SEEK_CUR", "SEEK_END"} {
		if !object.AddObject(m, name, object.NewInt(int64(i))) {
			return false
		}
	}
	if !object.AddObject(m, "altsep", object.NewRef(object.None)) || !object.AddObject(m, "path", object.NewRef(path)) ||
		!object.AddDefs(m, osFunctions) {
		return false
	}
	// As in CPython, os.path is in sys.modules from here on.
	return object.DictSetString(object.State().Modules, "os.path", path) && addClasses(m, object.ModuleObject(posix, "environ"))
}

var osFunctions = []def{
	{Sig: "fsencode(filename)", Doc: "The name of a file as bytes.", Do: func(a []obj) obj {
		p, ok := pathOf(a[0])
		if !ok {
			return nil
		}
		return object.NewBytes([]byte(p.text))
	}},
	{Sig: "fsdecode(filename)", Doc: "The name of a file as a str.", Do: func(a []obj) obj {
		p := object.FSPath(a[0])
		if p == nil || object.IsStr(p) {
			return p
		}
		defer object.Decref(p)
		return object.DecodeFS(object.BytesOf(p))
	}},
	{Sig: "getenv(key, default=None)", Doc: "A variable of the environment, or a default.", Do: func(a []obj) obj {
		environ, ok := environment()
		if !ok {
			return nil
		}
		defer object.Decref(environ)
		return object.CallMethod(environ, "get", a...)
	}},
	{Sig: "makedirs(name, mode=511, exist_ok=False)", Doc: "Make a directory and all above it.", Do: func(a []obj) obj {
		path, ok := argument("makedirs", a[0])
		if !ok {
			return nil
		}
		mode, ok := modeOf(a[1], 0)
		if !ok {
			return nil
		}
		there := object.IsTrue(a[2])
		if there < 0 {
			return nil
		}
		parent, _ := splitAt(strings.TrimRight(path, "/"))
		if parent != "" {
			if err := os.MkdirAll(parent, 0o777); err != nil {
				return raise(err, a[0])
			}
		}
		err := syscall.Mkdir(path, mode)
		if err == syscall.EEXIST && there > 0 && modeIs(syscall.S_IFDIR, syscall.Stat)(path) {
			err = nil
		}
		return done(err, a[0])
	}},
}

func environment() (obj, bool) {
	m := object.Import("os")
	if m == nil {
		return nil, false
	}
	defer object.Decref(m)
	environ := object.GetAttrString(m, "environ")
	return environ, environ != nil
}
