package os

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// The module posix: system calls.

// raise raises OSError for what failed about a file, which may be nil.
func raise(err error, filename obj) obj {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return object.Raise(object.OSError, "%v", err)
	}
	return object.RaiseErrno(object.Head(object.OSError), number, filename, nil)
}

// calling runs a system call while other threads may run, again and again while signals interrupt it.
func calling(f func() error) error {
	var err error
	for {
		object.WithoutGIL(func() { err = f() })
		if err != syscall.EINTR {
			return err
		}
	}
}

func none() obj { return object.NewRef(object.None) }

// done is None, or OSError about a file.
func done(err error, filename obj) obj {
	if err != nil {
		return raise(err, filename)
	}
	return none()
}

// argument is the path of a function: false with an exception that names the function.
func argument(function string, o obj) (string, bool) {
	p, ok := pathOf(o)
	if !ok {
		if object.Matches(object.TypeError) {
			object.ClearErr()
			object.Raise(object.TypeError, "%s: path should be string, bytes or os.PathLike, not %.200s", function, object.TypeName(o.Type))
		}
		return "", false
	}
	for i := range len(p.text) {
		if p.text[i] == 0 {
			object.Raise(object.ValueError, "embedded null byte")
			return "", false
		}
	}
	return p.text, true
}

// statOf is the stat of a path or a descriptor.
func statOf(function string, o obj, read func(string, *syscall.Stat_t) error) (*syscall.Stat_t, bool) {
	var s syscall.Stat_t
	if object.IsLong(o) {
		fd, ok := object.AsInt32(o)
		if !ok {
			return nil, false
		}
		if err := calling(func() error { return syscall.Fstat(int(fd), &s) }); err != nil {
			raise(err, o)
			return nil, false
		}
		return &s, true
	}
	path, ok := argument(function, o)
	if !ok {
		if object.Matches(object.TypeError) {
			object.ClearErr()
			object.Raise(object.TypeError, "%s: path should be string, bytes, os.PathLike or integer, not %.200s", function, object.TypeName(o.Type))
		}
		return nil, false
	}
	if err := calling(func() error { return read(path, &s) }); err != nil {
		raise(err, o)
		return nil, false
	}
	return &s, true
}

func seconds(t syscall.Timespec) obj { return object.NewFloat(float64(t.Sec) + 1e-9*float64(t.Nsec)) }

var statType = object.NewType()

func init() {
	object.DefineStruct(statType, "os.stat_result", "What is known of a file.", 10,
		"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "", "", "", "st_atime", "st_mtime", "st_ctime",
		"st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev")
}

func newStat(s *syscall.Stat_t) obj {
	o := object.NewStruct(statType)
	if o == nil {
		return nil
	}
	times := []syscall.Timespec{s.Atim, s.Mtim, s.Ctim}
	values := []obj{
		object.NewInt(int64(s.Mode)), object.NewUint(s.Ino), object.NewUint(s.Dev), object.NewUint(s.Nlink), object.NewInt(int64(s.Uid)),
		object.NewInt(int64(s.Gid)), object.NewInt(s.Size),
	}
	for _, t := range times {
		values = append(values, object.NewInt(t.Sec))
	}
	for _, t := range times {
		values = append(values, seconds(t))
	}
	for _, t := range times {
		values = append(values, object.NewInt(t.Nano()))
	}
	values = append(values, object.NewInt(s.Blksize), object.NewInt(s.Blocks), object.NewUint(s.Rdev))
	for i, v := range values {
		object.SetStructItem(o, i, v)
	}
	return o
}

// fdOf is a descriptor; modeOf is a mode with a default.
func fdOf(o obj) (int, bool) {
	fd, ok := object.AsInt32(o)
	return int(fd), ok
}

func modeOf(o obj, deflt uint32) (uint32, bool) {
	if o == nil {
		return deflt, true
	}
	v, ok := object.AsInt32(o)
	return uint32(v), ok
}

// call is a function with keywords.
func call(name string, required int, names []string, f func(v []obj) obj) object.Method {
	params := object.Params{Func: name, Names: names, Required: required, Positional: len(names)}
	return object.Method{Name: name, FastKeys: func(_ obj, args *obj, n int, keywords obj) obj {
		v := make([]obj, len(names))
		if !params.Unpack(args, n, keywords, v) {
			return nil
		}
		return f(v)
	}}
}

// onPath is a function of a path alone.
func onPath(name string, f func(path string) error) object.Method {
	return call(name, 1, []string{"path"}, func(v []obj) obj {
		path, ok := argument(name, v[0])
		if !ok {
			return nil
		}
		return done(calling(func() error { return f(path) }), v[0])
	})
}

func onTwo(name string, f func(from, to string) error) object.Method {
	return call(name, 2, []string{"src", "dst"}, func(v []obj) obj {
		from, ok := argument(name, v[0])
		if !ok {
			return nil
		}
		to, ok := argument(name, v[1])
		if !ok {
			return nil
		}
		if err := calling(func() error { return f(from, to) }); err != nil {
			var number syscall.Errno
			errors.As(err, &number)
			return object.RaiseErrno(object.Head(object.OSError), number, v[0], v[1])
		}
		return none()
	})
}

// onOne is a function of one argument that has no name.
func onOne(name string, f func(v obj) obj) object.Method {
	return object.Method{Name: name, O: func(_, v obj) obj { return f(v) }}
}

func plain(name string, f func() obj) object.Method {
	return object.Method{Name: name, NoArgs: func(obj) obj { return f() }}
}

func id(name string, f func() int) object.Method {
	return plain(name, func() obj { return object.NewInt(int64(f())) })
}

func onFD(name string, f func(fd int) obj) object.Method {
	return call(name, 1, []string{"fd"}, func(v []obj) obj {
		fd, ok := fdOf(v[0])
		if !ok {
			return nil
		}
		return f(fd)
	})
}

var functions = []object.Method{
	id("getpid", os.Getpid), id("getppid", os.Getppid), id("getuid", os.Getuid), id("geteuid", os.Geteuid), id("getgid", os.Getgid),
	id("getegid", os.Getegid),
	plain("getcwd", func() obj {
		dir, err := os.Getwd()
		if err != nil {
			return raise(err, nil)
		}
		return object.DecodeFS([]byte(dir))
	}),
	plain("getcwdb", func() obj {
		dir, err := os.Getwd()
		if err != nil {
			return raise(err, nil)
		}
		return object.NewBytes([]byte(dir))
	}),
	plain("cpu_count", func() obj { return object.NewInt(int64(runtime.NumCPU())) }),
	call("fspath", 1, []string{"path"}, func(v []obj) obj { return object.FSPath(v[0]) }),
	call("stat", 1, []string{"path", "dir_fd", "follow_symlinks"}, func(v []obj) obj {
		read := syscall.Stat
		if v[2] != nil {
			switch follow := object.IsTrue(v[2]); {
			case follow < 0:
				return nil
			case follow == 0:
				read = syscall.Lstat
			}
		}
		s, ok := statOf("stat", v[0], read)
		if !ok {
			return nil
		}
		return newStat(s)
	}),
	call("lstat", 1, []string{"path"}, func(v []obj) obj {
		s, ok := statOf("lstat", v[0], syscall.Lstat)
		if !ok {
			return nil
		}
		return newStat(s)
	}),
	onFD("fstat", func(fd int) obj {
		var s syscall.Stat_t
		if err := calling(func() error { return syscall.Fstat(fd, &s) }); err != nil {
			return raise(err, nil)
		}
		return newStat(&s)
	}),
	call("listdir", 0, []string{"path"}, listDir),
	call("access", 2, []string{"path", "mode"}, func(v []obj) obj {
		path, ok := argument("access", v[0])
		if !ok {
			return nil
		}
		mode, ok := modeOf(v[1], 0)
		if !ok {
			return nil
		}
		return object.NewBool(syscall.Access(path, mode) == nil)
	}),
	call("open", 2, []string{"path", "flags", "mode", "dir_fd"}, func(v []obj) obj {
		path, ok := argument("open", v[0])
		if !ok {
			return nil
		}
		flags, ok := object.AsInt32(v[1])
		if !ok {
			return nil
		}
		mode, ok := modeOf(v[2], 0o777)
		if !ok {
			return nil
		}
		fd := 0
		if err := calling(func() (err error) { fd, err = syscall.Open(path, int(flags)|syscall.O_CLOEXEC, mode); return err }); err != nil {
			return raise(err, v[0])
		}
		return object.NewInt(int64(fd))
	}),
	onFD("close", func(fd int) obj { return done(calling(func() error { return syscall.Close(fd) }), nil) }),
	onFD("fsync", func(fd int) obj { return done(calling(func() error { return syscall.Fsync(fd) }), nil) }),
	onFD("isatty", func(fd int) obj {
		var settings [64]byte
		_, _, err := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TCGETS, uintptr(unsafe.Pointer(&settings)))
		return object.NewBool(err == 0)
	}),
	onFD("dup", func(fd int) obj {
		to, err := syscall.Dup(fd)
		if err != nil {
			return raise(err, nil)
		}
		syscall.CloseOnExec(to)
		return object.NewInt(int64(to))
	}),
	call("read", 2, []string{"", ""}, func(v []obj) obj {
		fd, ok := fdOf(v[0])
		if !ok {
			return nil
		}
		n, ok := object.AsIndex(v[1], object.OverflowError)
		if !ok {
			return nil
		}
		if n < 0 {
			return raise(syscall.EINVAL, nil)
		}
		data := make([]byte, n)
		if err := calling(func() (err error) { n, err = syscall.Read(fd, data); return err }); err != nil {
			return raise(err, nil)
		}
		return object.NewBytes(data[:n])
	}),
	call("write", 2, []string{"", ""}, func(v []obj) obj {
		fd, ok := fdOf(v[0])
		if !ok {
			return nil
		}
		data, release, ok := object.BufferData(v[1])
		if !ok {
			return nil
		}
		defer release()
		n := 0
		if err := calling(func() (err error) { n, err = syscall.Write(fd, data); return err }); err != nil {
			return raise(err, nil)
		}
		return object.NewInt(int64(n))
	}),
	call("lseek", 3, []string{"", "", ""}, func(v []obj) obj {
		fd, ok := fdOf(v[0])
		if !ok {
			return nil
		}
		pos, ok := object.AsInt64(v[1])
		if !ok {
			return nil
		}
		how, ok := fdOf(v[2])
		if !ok {
			return nil
		}
		at, err := syscall.Seek(fd, pos, how)
		if err != nil {
			return raise(err, nil)
		}
		return object.NewInt(at)
	}),
	plain("pipe", func() obj {
		var ends [2]int
		if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
			return raise(err, nil)
		}
		return object.OwnedTuple(object.NewInt(int64(ends[0])), object.NewInt(int64(ends[1])))
	}),
	onPath("unlink", syscall.Unlink), onPath("remove", syscall.Unlink), onPath("rmdir", syscall.Rmdir), onPath("chdir", os.Chdir),
	onTwo("rename", syscall.Rename), onTwo("replace", syscall.Rename), onTwo("symlink", syscall.Symlink), onTwo("link", syscall.Link),
	call("mkdir", 1, []string{"path", "mode"}, func(v []obj) obj {
		path, ok := argument("mkdir", v[0])
		if !ok {
			return nil
		}
		mode, ok := modeOf(v[1], 0o777)
		if !ok {
			return nil
		}
		return done(calling(func() error { return syscall.Mkdir(path, mode) }), v[0])
	}),
	call("chmod", 2, []string{"path", "mode"}, func(v []obj) obj {
		path, ok := argument("chmod", v[0])
		if !ok {
			return nil
		}
		mode, ok := modeOf(v[1], 0)
		if !ok {
			return nil
		}
		return done(calling(func() error { return syscall.Chmod(path, mode) }), v[0])
	}),
	call("readlink", 1, []string{"path"}, func(v []obj) obj {
		p, ok := pathOf(v[0])
		if !ok {
			return nil
		}
		to, err := os.Readlink(p.text)
		if err != nil {
			return raise(err, v[0])
		}
		return p.with(to)
	}),
	onOne("urandom", func(v obj) obj {
		n, ok := object.AsIndex(v, object.OverflowError)
		if !ok {
			return nil
		}
		if n < 0 {
			return object.Raise(object.ValueError, "negative argument not allowed")
		}
		data := make([]byte, n)
		_, _ = rand.Read(data) // it never fails
		return object.NewBytes(data)
	}),
	onOne("strerror", func(v obj) obj {
		n, ok := object.AsInt32(v)
		if !ok {
			return nil
		}
		return object.NewStr(object.Strerror(syscall.Errno(n)))
	}),
	call("kill", 2, []string{"", ""}, func(v []obj) obj {
		pid, ok := fdOf(v[0])
		if !ok {
			return nil
		}
		signal, ok := fdOf(v[1])
		if !ok {
			return nil
		}
		return done(syscall.Kill(pid, syscall.Signal(signal)), nil)
	}),
	onOne("umask", func(v obj) obj {
		mask, ok := fdOf(v)
		if !ok {
			return nil
		}
		return object.NewInt(int64(syscall.Umask(mask)))
	}),
	call("_exit", 1, []string{"status"}, func(v []obj) obj {
		status, ok := fdOf(v[0])
		if !ok {
			return nil
		}
		os.Exit(status)
		return nil
	}),
	call("putenv", 2, []string{"", ""}, func(v []obj) obj {
		name, ok := pathOf(v[0])
		if !ok {
			return nil
		}
		value, ok := pathOf(v[1])
		if !ok {
			return nil
		}
		return setEnvironment(name.text, value.text)
	}),
	onOne("unsetenv", func(v obj) obj {
		name, ok := pathOf(v)
		if !ok {
			return nil
		}
		return done(os.Unsetenv(name.text), nil)
	}),
}

func setEnvironment(name, value string) obj {
	for _, c := range []byte(name) {
		if c == '=' {
			return object.Raise(object.ValueError, "illegal environment variable name")
		}
	}
	for _, c := range []byte(name + value) {
		if c == 0 {
			return object.Raise(object.ValueError, "embedded null byte")
		}
	}
	return done(os.Setenv(name, value), nil)
}

func listDir(v []obj) obj {
	p := pathname{".", false}
	var named obj
	if v[0] != nil && v[0] != object.None {
		var ok bool
		if p, ok = pathOf(v[0]); !ok {
			object.ClearErr()
			return object.Raise(object.TypeError, "listdir: path should be string, bytes, os.PathLike, integer or None, not %.200s", object.TypeName(v[0].Type))
		}
		named = v[0]
	}
	var entries []fs.DirEntry
	err := calling(func() (err error) {
		f, err := os.Open(p.text)
		if err != nil {
			return err
		}
		defer f.Close()
		entries, err = f.ReadDir(-1)
		return err
	})
	if err != nil {
		return raise(err, named)
	}
	list := object.NewList(0)
	for _, e := range entries {
		name := p.with(e.Name())
		if list == nil || name == nil || !object.ListAppend(list, name) {
			object.XDecref(name)
			object.XDecref(list)
			return nil
		}
		object.Decref(name)
	}
	return list
}
