package object

import (
	"os"
	"strconv"

	"github.com/d95905aa/gilded/internal/abi"
)

// File objects as the C API knows them: anything with a method write, or fileno.

// WriteFile calls file.write(text). It may run code.
func WriteFile(file *Object, text string) bool {
	s := NewStr(text)
	if s == nil {
		return false
	}
	defer Decref(s)
	return WriteFileObject(file, s)
}

// WriteFileObject calls file.write(s). It may run code.
func WriteFileObject(file, s *Object) bool {
	if file == nil {
		Raise(TypeError, "writeobject with NULL file")
		return false
	}
	r := CallMethod(file, "write", s)
	XDecref(r)
	return r != nil
}

// FileDescriptor is the descriptor that an int is or that fileno() answers; -1 on failure. It may run code.
func FileDescriptor(o *Object) int {
	var v *Object
	if HasFlag(o.Type, abi.TPFlagsLongSubclass) {
		v = NewRef(o)
	} else {
		method, ok := LookupAttr(o, Intern("fileno"))
		if !ok {
			return -1
		}
		if method == nil {
			Raise(TypeError, "argument must be an int, or have a fileno() method.")
			return -1
		}
		v = CallArgs(method)
		Decref(method)
		if v == nil {
			return -1
		}
		if !HasFlag(v.Type, abi.TPFlagsLongSubclass) {
			Decref(v)
			Raise(TypeError, "fileno() returned a non-integer")
			return -1
		}
	}
	n, ok := AsInt32(v)
	Decref(v)
	if !ok {
		return -1
	}
	if n < 0 {
		Raise(ValueError, "file descriptor cannot be a negative integer (%d)", n)
		return -1
	}
	return int(n)
}

// textStream is what sys.stdout and sys.stderr are: an object that writes to a descriptor of the process.
type textStream struct {
	Object
	fd int
}

var textStreamType = NewType()

func init() {
	Define(textStreamType, func() Spec {
		return Spec{
			Name: "gilded.TextStream", Doc: "A stream of the process.", Basicsize: 24, Flags: abi.TPFlagsDisallowInstantiation,
			Dealloc: Release, Getattro: GenericGetAttr,
			Repr: func(o *Object) *Object {
				return NewStr("<gilded.TextStream fd=" + strconv.Itoa(As[textStream](o).fd) + ">")
			},
			Methods: []Method{
				{Name: "write", O: textStreamWrite},
				{Name: "flush", NoArgs: func(*Object) *Object { return NewRef(None) }},
				{Name: "fileno", NoArgs: func(o *Object) *Object { return NewInt(int64(As[textStream](o).fd)) }},
				{Name: "isatty", NoArgs: func(o *Object) *Object {
					info, err := streamFile(o).Stat()
					return NewBool(err == nil && info.Mode()&os.ModeCharDevice != 0)
				}},
				{Name: "writable", NoArgs: func(*Object) *Object { return NewBool(true) }},
			},
			Getset: []GetSet{{Name: "encoding", Get: func(*Object) *Object { return NewStr("utf-8") }}},
		}
	})
}

func streamFile(o *Object) *os.File {
	if As[textStream](o).fd == 1 {
		return os.Stdout
	}
	return os.Stderr
}

func textStreamWrite(o, s *Object) *Object {
	if !IsStr(s) {
		return Raise(TypeError, "write() argument must be str, not %.200s", TypeName(s.Type))
	}
	data := StrEncode(s, "utf-8", "backslashreplace")
	if data == nil {
		return nil
	}
	defer Decref(data)
	if _, err := streamFile(o).Write(BytesOf(data)); err != nil {
		return Raise(OSError, "%v", err)
	}
	return NewInt(int64(StrLen(s)))
}

// NewTextStream makes the stream of descriptor 1 or 2.
func NewTextStream(fd int) *Object {
	o := New(textStreamType)
	if o != nil {
		As[textStream](o).fd = fd
	}
	return o
}
