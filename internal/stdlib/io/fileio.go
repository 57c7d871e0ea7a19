package io

import (
	"strconv"
	"syscall"
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// FileIO: a file descriptor.

type fileState struct {
	fd                           int // -1: closed
	read, write, append, created bool
	closefd                      bool
	seekable                     int8 // -1: not known yet
}

var fileIOType = object.NewType()

const bufferSize = 8192

// system runs a system call while other threads may run, again and again while signals interrupt it.
func system(f func() error) error {
	var err error
	for {
		object.WithoutGIL(func() { err = f() })
		if err != syscall.EINTR {
			return err
		}
	}
}

// raiseErrno raises OSError for a failed system call.
func raiseErrno(err error, filename obj) obj {
	number, ok := err.(syscall.Errno)
	if !ok {
		return object.Raise(object.OSError, "%v", err)
	}
	return object.RaiseErrno(object.Head(object.OSError), number, filename, nil)
}

// flagsOf understands a mode of FileIO.
func flagsOf(mode string, s *fileState) (int, bool) {
	const wrong = "Must have exactly one of create/read/write/append mode and at most one plus"
	flags, kinds, plus := syscall.O_CLOEXEC, 0, 0
	for _, c := range mode {
		switch c {
		case 'x':
			kinds++
			s.created, s.write = true, true
			flags |= syscall.O_EXCL | syscall.O_CREAT
		case 'r':
			kinds++
			s.read = true
		case 'w':
			kinds++
			s.write = true
			flags |= syscall.O_CREAT | syscall.O_TRUNC
		case 'a':
			kinds++
			s.write, s.append = true, true
			flags |= syscall.O_APPEND | syscall.O_CREAT
		case '+':
			plus++
		case 'b':
		default:
			object.Raise(object.ValueError, "invalid mode: %.200s", mode)
			return 0, false
		}
	}
	if kinds != 1 || plus > 1 {
		object.Raise(object.ValueError, wrong)
		return 0, false
	}
	if plus == 1 {
		s.read, s.write = true, true
	}
	switch {
	case s.read && s.write:
		flags |= syscall.O_RDWR
	case s.write:
		flags |= syscall.O_WRONLY
	}
	return flags, true
}

var fileIOParams = object.Params{Func: "FileIO", Names: []string{"file", "mode", "closefd", "opener"}, Required: 1, Positional: 4}

func initFileIO(o, args, kwargs obj) int32 {
	var v [4]obj
	if !fileIOParams.UnpackTuple(args, kwargs, v[:]) {
		return -1
	}
	mode := "r"
	if v[1] != nil {
		if !object.IsStr(v[1]) {
			object.Raise(object.TypeError, "FileIO() argument 'mode' must be str, not %.50s", object.ArgumentTypeName(v[1]))
			return -1
		}
		mode = object.StrOf(v[1])
	}
	s := &fileState{fd: -1, closefd: true, seekable: -1}
	if v[2] != nil {
		closefd := object.IsTrue(v[2])
		if closefd < 0 {
			return -1
		}
		s.closefd = closefd > 0
	}
	setState(o, s)
	fd := -1
	if object.IsLong(v[0]) {
		n, ok := object.AsInt32(v[0])
		if !ok {
			return -1
		}
		if fd = int(n); fd < 0 {
			object.Raise(object.ValueError, "negative file descriptor")
			return -1
		}
	}
	flags, ok := flagsOf(mode, s)
	if !ok {
		return -1
	}
	if fd < 0 {
		if fd, ok = s.open(v[0], v[3], flags); !ok {
			return -1
		}
	}
	if !s.begin(fd, v[0]) || !object.SetAttrString(o, "name", v[0]) {
		return -1
	}
	if s.append {
		_, _ = syscall.Seek(fd, 0, 2) // a pipe has no end to begin at
	}
	return 0
}

// open opens a file by its name.
func (s *fileState) open(name, opener obj, flags int) (int, bool) {
	path := object.FSConvert(name)
	if path == nil {
		return 0, false
	}
	defer object.Decref(path)
	if !s.closefd {
		object.Raise(object.ValueError, "Cannot use closefd=False with file name")
		return 0, false
	}
	if opener == nil || opener == object.None {
		fd := -1
		text := string(object.BytesOf(path))
		if err := system(func() (err error) { fd, err = syscall.Open(text, flags, 0o666); return err }); err != nil {
			raiseErrno(err, name)
			return 0, false
		}
		return fd, true
	}
	flag := number(flags)
	if flag == nil {
		return 0, false
	}
	defer object.Decref(flag)
	made := object.CallArgs(opener, name, flag)
	if made == nil {
		return 0, false
	}
	defer object.Decref(made)
	if !object.IsLong(made) {
		object.Raise(object.TypeError, "expected integer from opener")
		return 0, false
	}
	fd, ok := object.AsInt32(made)
	if ok && fd < 0 {
		object.Raise(object.ValueError, "opener returned %d", fd)
		ok = false
	}
	return int(fd), ok
}

// begin takes a descriptor, unless it is of a directory or of nothing.
func (s *fileState) begin(fd int, name obj) bool {
	var stat syscall.Stat_t
	err := syscall.Fstat(fd, &stat)
	if err == nil && stat.Mode&syscall.S_IFMT == syscall.S_IFDIR {
		err = syscall.EISDIR
		if !object.IsLong(name) {
			_ = syscall.Close(fd) // it was opened here, for nothing
		}
	}
	if err != nil && (err == syscall.EISDIR || err == syscall.EBADF) {
		if object.IsLong(name) && err == syscall.EBADF {
			name = nil
		}
		raiseErrno(err, name)
		return false
	}
	s.fd = fd
	return true
}

// openFile is the state of a file that is open.
func openFile(o obj) *fileState {
	s, ok := object.Kept(of(o).handle).(*fileState)
	if !ok || s.fd < 0 {
		object.Raise(object.ValueError, "I/O operation on closed file")
		return nil
	}
	return s
}

func fileMethod(name, doc string, least, most int, f func(s *fileState, a []obj) obj) object.Method {
	return method(name, doc, least, most, func(o obj, a []obj) obj {
		s := openFile(o)
		if s == nil {
			return nil
		}
		return f(s, a)
	})
}

func (s *fileState) mode() string {
	switch {
	case s.created && s.read:
		return "xb+"
	case s.created:
		return "xb"
	case s.append && s.read:
		return "ab+"
	case s.append:
		return "ab"
	case s.read && s.write:
		return "rb+"
	case s.read:
		return "rb"
	}
	return "wb"
}

// canRead and canWrite raise unless the file was opened for that.
func (s *fileState) canRead() bool {
	if !s.read {
		unsupported("File not open for reading")
	}
	return s.read
}

func (s *fileState) canWrite() bool {
	if !s.write {
		unsupported("File not open for writing")
	}
	return s.write
}

// fill reads once: -1 says that there is nothing yet, false is an exception.
func (s *fileState) fill(into []byte) (int, bool) {
	n, fd := 0, s.fd
	err := system(func() (err error) { n, err = syscall.Read(fd, into); return err })
	switch {
	case err == syscall.EAGAIN:
		return -1, true
	case err != nil:
		raiseErrno(err, nil)
		return 0, false
	}
	return n, true
}

func (s *fileState) readAll() obj {
	if !s.canRead() {
		return nil
	}
	var all []byte
	chunk := make([]byte, 64<<10)
	for {
		n, ok := s.fill(chunk)
		switch {
		case !ok:
			return nil
		case n < 0 && all == nil:
			return none()
		case n <= 0:
			return object.NewBytes(all)
		}
		all = append(all, chunk[:n]...)
	}
}

func (s *fileState) seek(offset int64, whence int) obj {
	at := int64(0)
	fd := s.fd
	if err := system(func() (err error) { at, err = syscall.Seek(fd, offset, whence); return err }); err != nil {
		return raiseErrno(err, nil)
	}
	return object.NewInt(at)
}

func (s *fileState) canSeek() bool {
	if s.seekable < 0 {
		_, err := syscall.Seek(s.fd, 0, 1)
		s.seekable = 0
		if err == nil {
			s.seekable = 1
		}
	}
	return s.seekable > 0
}

func init() {
	object.Define(fileIOType, func() object.Spec {
		s := spec("FileIO", "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\nA file descriptor, or a file that is opened by its name.", rawBaseType)
		s.Init = initFileIO
		s.Repr = func(o obj) obj {
			s, ok := object.Kept(of(o).handle).(*fileState)
			if !ok || s.fd < 0 {
				return object.NewStr("<_io.FileIO [closed]>")
			}
			closefd := "True"
			if !s.closefd {
				closefd = "False"
			}
			name := nameOf(o, object.ReprOf)
			if name == "" {
				return object.NewStr("<_io.FileIO fd=" + strconv.Itoa(s.fd) + " mode='" + s.mode() + "' closefd=" + closefd + ">")
			}
			return object.NewStr("<_io.FileIO name=" + name + " mode='" + s.mode() + "' closefd=" + closefd + ">")
		}
		s.Getset = []object.GetSet{
			{Name: "closed", Get: func(o obj) obj {
				s, ok := object.Kept(of(o).handle).(*fileState)
				return object.NewBool(!ok || s.fd < 0)
			}},
			{Name: "closefd", Get: func(o obj) obj {
				s := stateOf[fileState](o)
				if s == nil {
					return nil
				}
				return object.NewBool(s.closefd)
			}},
			{Name: "mode", Get: func(o obj) obj {
				s := stateOf[fileState](o)
				if s == nil {
					return nil
				}
				return object.NewStr(s.mode())
			}},
		}
		s.Methods = fileIOMethods
		return s
	})
}

// nameOf shows the attribute name: "" if there is none.
func nameOf(o obj, show func(obj) string) string {
	name, ok := object.LookupAttrString(o, "name")
	if !ok {
		object.ClearErr()
	}
	if name == nil {
		return ""
	}
	defer object.Decref(name)
	return show(name)
}

var fileIOMethods = []object.Method{
	fileMethod("read", "read($self, size=-1, /)\n--\n\nRead so many bytes, with one system call, or all.", 0, 1, func(s *fileState, a []obj) obj {
		if !s.canRead() {
			return nil
		}
		n, ok := sizeOf(a)
		if !ok {
			return nil
		}
		if n < 0 {
			return s.readAll()
		}
		data := make([]byte, n)
		if n, ok = s.fill(data); !ok {
			return nil
		}
		if n < 0 {
			return none()
		}
		return object.NewBytes(data[:n])
	}),
	fileMethod("readall", "readall($self, /)\n--\n\nRead until the end.", 0, 0, func(s *fileState, _ []obj) obj { return s.readAll() }),
	fileMethod("readinto", "readinto($self, buffer, /)\n--\n\nRead into a buffer, with one system call.", 1, 1, func(s *fileState, a []obj) obj {
		if !s.canRead() {
			return nil
		}
		data, done, ok := writable(a[0], "readinto")
		if !ok {
			return nil
		}
		defer done()
		n, ok := s.fill(data)
		if !ok {
			return nil
		}
		if n < 0 {
			return none()
		}
		return number(n)
	}),
	fileMethod("write", "write($self, b, /)\n--\n\nWrite bytes with one system call, and return how many.", 1, 1, func(s *fileState, a []obj) obj {
		if !s.canWrite() {
			return nil
		}
		data, done, ok := object.BufferData(a[0])
		if !ok {
			return nil
		}
		defer done()
		n, fd := 0, s.fd
		err := system(func() (err error) { n, err = syscall.Write(fd, data); return err })
		switch {
		case err == syscall.EAGAIN:
			return none()
		case err != nil:
			return raiseErrno(err, nil)
		}
		return number(n)
	}),
	fileMethod("seek", "seek($self, pos, whence=0, /)\n--\n\nMove to a position.", 1, 2, func(s *fileState, a []obj) obj {
		pos, ok := object.AsIndex(a[0], object.OverflowError)
		if !ok {
			return nil
		}
		whence, ok := whenceOf(a)
		if !ok {
			return nil
		}
		return s.seek(int64(pos), whence)
	}),
	fileMethod("tell", "tell($self, /)\n--\n\nThe position.", 0, 0, func(s *fileState, _ []obj) obj { return s.seek(0, 1) }),
	method("truncate", "truncate($self, size=None, /)\n--\n\nCut the file at a position, the current one if none is given.", 0, 1, func(o obj, a []obj) obj {
		s := openFile(o)
		if s == nil || !s.canWrite() {
			return nil
		}
		size := obj(nil)
		if len(a) > 0 && a[0] != object.None {
			size = object.NewRef(a[0])
		} else if size = s.seek(0, 1); size == nil {
			return nil
		}
		n, ok := object.AsInt64(size)
		if !ok {
			object.Decref(size)
			return nil
		}
		fd := s.fd
		if err := system(func() error { return syscall.Ftruncate(fd, n) }); err != nil {
			object.Decref(size)
			return raiseErrno(err, nil)
		}
		return size
	}),
	plain("close", "close($self, /)\n--\n\nClose the file, unless closefd is false.", func(o obj) obj {
		s := stateOf[fileState](o)
		if s == nil {
			return nil
		}
		flushed := object.CallMethod(object.Head(rawBaseType), "close", o)
		t, v, tb := object.FetchErr()
		if fd := s.fd; fd >= 0 {
			s.fd = -1
			if s.closefd {
				var err error
				object.WithoutGIL(func() { err = syscall.Close(fd) })
				if err != nil && err != syscall.EINTR {
					raiseErrno(err, nil)
				}
			}
		}
		failed := object.Occurred() != nil
		object.ChainExceptions(t, v, tb)
		object.XDecref(flushed)
		return noneIf(flushed != nil && !failed)
	}),
	fileMethod("fileno", "fileno($self, /)\n--\n\nThe file descriptor.", 0, 0, func(s *fileState, _ []obj) obj { return number(s.fd) }),
	fileMethod("isatty", "isatty($self, /)\n--\n\nTell whether this is a terminal.", 0, 0, func(s *fileState, _ []obj) obj { return object.NewBool(isTerminal(s.fd)) }),
	fileMethod("readable", "readable($self, /)\n--\n\nTell whether one can read.", 0, 0, func(s *fileState, _ []obj) obj { return object.NewBool(s.read) }),
	fileMethod("writable", "writable($self, /)\n--\n\nTell whether one can write.", 0, 0, func(s *fileState, _ []obj) obj { return object.NewBool(s.write) }),
	fileMethod("seekable", "seekable($self, /)\n--\n\nTell whether one can seek.", 0, 0, func(s *fileState, _ []obj) obj { return object.NewBool(s.canSeek()) }),
}

// isTerminal tells whether a descriptor is a terminal's: only those have such settings.
func isTerminal(fd int) bool {
	var settings [64]byte
	_, _, err := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TCGETS, uintptr(unsafe.Pointer(&settings)))
	return err == 0
}
