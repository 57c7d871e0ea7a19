package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/ctier"
)

// Signature is what a function written in Go takes, in the language of PyArg_ParseTupleAndKeywords: for functions whose
// texts CPython gets from there.
type Signature struct {
	format *byte
	names  **byte
}

// NewSignature makes a signature of a format and the parameters' names, without which it is one of PyArg_ParseTuple. It
// lives as long as the process.
func NewSignature(format string, names ...string) *Signature {
	s := &Signature{format: ctier.CString(format)}
	if len(names) > 0 {
		s.names = (**byte)(ctier.Static(uintptr(len(names)+1) * unsafe.Sizeof(s.format)))
		for i, name := range names {
			unsafe.Slice(s.names, len(names))[i] = ctier.CString(name)
		}
	}
	return s
}

// Parse sorts the arguments, a tuple and a dict or nil, into out, pointers to what the format's units store. Objects are
// borrowed. It may run code.
func (s *Signature) Parse(args, kwargs *Object, out ...unsafe.Pointer) bool {
	if s.names == nil {
		return ParseArgs(TupleItems(args), s.format, out, ArgSizeT)
	}
	return ParseKeywords(args, kwargs, s.format, s.names, out, ArgSizeT)
}
