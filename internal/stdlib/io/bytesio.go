package io

import (
	"bytes"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// BytesIO: the bytes are in a bytearray (inner), which knows whether somebody has a view of it.

type bytesState struct {
	pos    int
	closed bool
}

var bytesIOType = object.NewType()

// openBytes is the state and the bytearray of a BytesIO that is open.
func openBytes(o obj) *bytesState {
	s, ok := object.Kept(of(o).handle).(*bytesState)
	if !ok || s.closed {
		object.Raise(object.ValueError, closedText)
		return nil
	}
	return s
}

func (s *bytesState) data(o obj) []byte { return object.BytearrayOf(of(o).inner) }

// rest is what lies ahead.
func (s *bytesState) rest(o obj) []byte {
	data := s.data(o)
	return data[min(s.pos, len(data)):]
}

// take reads n bytes, or all that is left for a negative n.
func (s *bytesState) take(o obj, n int) []byte {
	rest := s.rest(o)
	if n >= 0 && n < len(rest) {
		rest = rest[:n]
	}
	s.pos += len(rest)
	return rest
}

// resizable raises if somebody has a view.
func resizable(o obj, size int) bool { return object.BytearrayResize(of(o).inner, size) }

func (s *bytesState) write(o obj, data []byte) bool {
	if len(data) == 0 {
		return true
	}
	have := len(s.data(o))
	end := s.pos + len(data)
	if end > have && !resizable(o, end) {
		return false
	}
	all := s.data(o)
	if s.pos > have {
		clear(all[have:s.pos])
	}
	copy(all[s.pos:], data)
	s.pos = end
	return true
}

func (s *bytesState) line(o obj, limit int) []byte {
	rest := s.rest(o)
	n := len(rest)
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		n = i + 1
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	return s.take(o, n)
}

func bytesMethod(name, doc string, least, most int, f func(o obj, s *bytesState, a []obj) obj) object.Method {
	return method(name, doc, least, most, func(o obj, a []obj) obj {
		s := openBytes(o)
		if s == nil {
			return nil
		}
		return f(o, s, a)
	})
}

func bytesPlain(name, doc string, f func(o obj, s *bytesState) obj) object.Method {
	return plain(name, doc, func(o obj) obj {
		s := openBytes(o)
		if s == nil {
			return nil
		}
		return f(o, s)
	})
}

func bytesYes(o obj, _ *bytesState) obj { return yes(o) }

var bytesIOParams = object.Params{Func: "BytesIO", Names: []string{"initial_bytes"}, Positional: 1}

func initBytesIO(o, args, kwargs obj) int32 {
	var v [1]obj
	if !bytesIOParams.UnpackTuple(args, kwargs, v[:]) {
		return -1
	}
	data := object.NewBytearray(nil)
	if data == nil {
		return -1
	}
	object.Replace(&of(o).inner, data)
	s := &bytesState{}
	setState(o, s)
	if v[0] != nil && v[0] != object.None {
		if !writeBuffer(o, s, v[0]) {
			return -1
		}
		s.pos = 0
	}
	return 0
}

func writeBuffer(o obj, s *bytesState, from obj) bool {
	if object.IsStr(from) {
		object.Raise(object.TypeError, "a bytes-like object is required, not 'str'")
		return false
	}
	data, done, ok := object.BufferData(from)
	if !ok {
		return false
	}
	defer done()
	if s.closed {
		object.Raise(object.ValueError, closedText)
		return false
	}
	return s.write(o, data)
}

// bytesView is what getbuffer makes a memoryview of: it keeps the BytesIO, whose bytearray lends the memory.
type bytesView struct {
	abi.Object
	of obj
}

var bytesViewType = object.DataType("_PyBytesIOBuffer_Type")

func init() {
	object.Define(bytesViewType, func() object.Spec {
		return object.Spec{
			Name: "_io._BytesIOBuffer", Basicsize: unsafe.Sizeof(bytesView{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o obj) {
				object.GCUntrack(o)
				object.Clear(&object.As[*bytesView](o).of)
				object.Release(o)
			},
			Traverse: func(o obj, visit abi.Func, arg unsafe.Pointer) int32 {
				return object.Visit(visit, arg, object.As[*bytesView](o).of)
			},
			Buffer: &object.BufferProcs{
				Get: func(o obj, view *abi.Buffer, flags int32) int32 {
					if view == nil {
						object.Raise(object.BufferError, "bytesiobuf_getbuffer: view==NULL argument is obsolete")
						return -1
					}
					if object.As[*bytesView](o).of == nil { // made by other means than getbuffer
						object.BadInternalCall()
						return -1
					}
					if !object.GetBuffer(of(object.As[*bytesView](o).of).inner, view, flags) {
						return -1
					}
					view.Obj = object.NewRef(o) // the bytearray's own reference is given back in Release
					return 0
				},
				Release: func(o obj, view *abi.Buffer) {
					lent := *view
					lent.Obj = of(object.As[*bytesView](o).of).inner
					object.ReleaseBuffer(&lent)
				},
			},
		}
	})
	object.Define(bytesIOType, func() object.Spec {
		s := spec("BytesIO", "BytesIO(initial_bytes=b'')\n--\n\nA stream of bytes in memory.", bufferedBaseType)
		s.Init = initBytesIO
		s.Iternext = func(o obj) obj {
			s := openBytes(o)
			if s == nil || len(s.rest(o)) == 0 {
				return nil
			}
			return object.NewBytes(s.line(o, -1))
		}
		s.Getset = []object.GetSet{{Name: "closed", Doc: "True if the file is closed.", Get: func(o obj) obj {
			s, ok := object.Kept(of(o).handle).(*bytesState)
			return object.NewBool(!ok || s.closed)
		}}}
		s.Methods = bytesIOMethods
		return s
	})
}

var bytesIOMethods = []object.Method{
	bytesPlain("readable", "readable($self, /)\n--\n\nReturns True if the IO object can be read.", bytesYes),
	bytesPlain("writable", "writable($self, /)\n--\n\nReturns True if the IO object can be written.", bytesYes),
	bytesPlain("seekable", "seekable($self, /)\n--\n\nReturns True if the IO object can be seeked.", bytesYes),
	bytesPlain("flush", "flush($self, /)\n--\n\nDoes nothing.", func(obj, *bytesState) obj { return none() }),
	bytesPlain("isatty", "isatty($self, /)\n--\n\nAlways False.", func(o obj, _ *bytesState) obj { return no(o) }),
	bytesPlain("tell", "tell($self, /)\n--\n\nThe position.", func(_ obj, s *bytesState) obj { return number(s.pos) }),
	plain("close", "close($self, /)\n--\n\nGive the bytes up.", func(o obj) obj {
		s := stateOf[bytesState](o)
		if s == nil {
			return nil
		}
		if !s.closed {
			if !resizable(o, 0) {
				return nil
			}
			s.closed = true
		}
		return none()
	}),
	bytesPlain("getvalue", "getvalue($self, /)\n--\n\nAll the bytes.", func(o obj, s *bytesState) obj { return object.NewBytes(s.data(o)) }),
	bytesPlain("getbuffer", "getbuffer($self, /)\n--\n\nA view of all the bytes, which can be written to.", func(o obj, _ *bytesState) obj {
		export := object.New(bytesViewType)
		if export == nil {
			return nil
		}
		object.As[*bytesView](export).of = object.NewRef(o)
		object.GCTrack(export)
		defer object.Decref(export)
		return object.MemoryviewOf(export)
	}),
	bytesMethod("read", "read($self, size=-1, /)\n--\n\nRead so many bytes, or all that are left.", 0, 1, readBytes),
	bytesMethod("read1", "read1($self, size=-1, /)\n--\n\nRead so many bytes, or all that are left.", 0, 1, readBytes),
	bytesMethod("readline", "readline($self, size=-1, /)\n--\n\nRead a line with its end.", 0, 1, func(o obj, s *bytesState, a []obj) obj {
		n, ok := sizeOf(a)
		if !ok {
			return nil
		}
		return object.NewBytes(s.line(o, n))
	}),
	bytesMethod("readlines", "readlines($self, size=None, /)\n--\n\nRead lines, as many as come to size.", 0, 1, func(o obj, s *bytesState, a []obj) obj {
		hint, ok := sizeOf(a)
		if !ok {
			return nil
		}
		var lines []obj
		for total := 0; ; {
			line := s.line(o, -1)
			if len(line) == 0 {
				break
			}
			lines = append(lines, object.NewBytes(line))
			if total += len(line); hint > 0 && total >= hint {
				break
			}
		}
		list := object.ListFrom(lines)
		for _, line := range lines {
			object.XDecref(line)
		}
		return list
	}),
	one("readinto", "readinto($self, buffer, /)\n--\n\nRead into a buffer.", func(o, buffer obj) obj {
		into, done, ok := writable(buffer, "readinto")
		if !ok {
			return nil
		}
		defer done()
		s := openBytes(o)
		if s == nil {
			return nil
		}
		return number(copy(into, s.take(o, len(into))))
	}),
	one("write", "write($self, b, /)\n--\n\nWrite bytes, and return how many.", func(o, b obj) obj {
		s := openBytes(o)
		if s == nil {
			return nil
		}
		before := s.pos
		if !writeBuffer(o, s, b) {
			return nil
		}
		return number(s.pos - before)
	}),
	one("writelines", "writelines($self, lines, /)\n--\n\nWrite all items of an iterable.", func(o, lines obj) obj {
		s := openBytes(o)
		if s == nil {
			return nil
		}
		return noneIf(object.Each(lines, func(line obj) bool { return writeBuffer(o, s, line) }))
	}),
	bytesMethod("seek", "seek($self, pos, whence=0, /)\n--\n\nMove to a position, from the start, from here or from the end.", 1, 2, seekBytes),
	bytesMethod("truncate", "truncate($self, size=None, /)\n--\n\nCut the bytes at a position, the current one if none is given.", 0, 1, func(o obj, s *bytesState, a []obj) obj {
		size := s.pos
		if len(a) > 0 && a[0] != object.None {
			var ok bool
			if size, ok = sizeOf(a); !ok {
				return nil
			}
			if size < 0 {
				return object.Raise(object.ValueError, "negative size value %d", size)
			}
		}
		if size < len(s.data(o)) && !resizable(o, size) {
			return nil
		}
		return number(size)
	}),
	bytesPlain("__getstate__", "", func(o obj, s *bytesState) obj {
		dict := none()
		if d := of(o).dict; d != nil {
			object.Decref(dict)
			dict = object.DictCopy(d)
		}
		return object.OwnedTuple(object.NewBytes(s.data(o)), number(s.pos), dict)
	}),
	one("__setstate__", "", setBytesState),
}

func readBytes(o obj, s *bytesState, a []obj) obj {
	n, ok := sizeOf(a)
	if !ok {
		return nil
	}
	return object.NewBytes(s.take(o, n))
}

// whenceOf is the second argument of seek.
func whenceOf(a []obj) (int, bool) {
	if len(a) < 2 {
		return 0, true
	}
	v, ok := object.AsInt32(a[1])
	return int(v), ok
}

func seekBytes(o obj, s *bytesState, a []obj) obj {
	pos, ok := object.AsIndex(a[0], object.OverflowError)
	if !ok {
		return nil
	}
	whence, ok := whenceOf(a)
	if !ok {
		return nil
	}
	from := 0
	switch whence {
	case 0:
		if pos < 0 {
			return object.Raise(object.ValueError, "negative seek value %d", pos)
		}
	case 1:
		from = s.pos
	case 2:
		from = len(s.data(o))
	default:
		return object.Raise(object.ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	if pos > 0 && from > maxInt-pos {
		return object.Raise(object.OverflowError, "new position too large")
	}
	s.pos = max(pos+from, 0)
	return number(s.pos)
}

const maxInt = int(^uint(0) >> 1)

func setBytesState(o, state obj) obj {
	if !object.IsTuple(state) || len(object.TupleItems(state)) < 3 {
		return object.Raise(object.TypeError, "%.200s.__setstate__ argument should be 3-tuple, got %.200s", object.TypeName(o.Type), object.TypeName(state.Type))
	}
	items := object.TupleItems(state)
	initial := object.Pack(items[0])
	if initial == nil {
		return nil
	}
	defer object.Decref(initial)
	if initBytesIO(o, initial, nil) < 0 {
		return nil
	}
	if !object.IsLong(items[1]) {
		return object.Raise(object.TypeError, "second item of state must be an integer, not %.200s", object.TypeName(items[1].Type))
	}
	pos, ok := object.AsSsize(items[1])
	if !ok {
		return nil
	}
	if pos < 0 {
		return object.Raise(object.ValueError, "position value cannot be negative")
	}
	openBytes(o).pos = pos
	if items[2] != object.None {
		if !object.IsDict(items[2]) {
			return object.Raise(object.TypeError, "third item of state should be a dict, got a %.200s", object.TypeName(items[2].Type))
		}
		dict := object.GenericGetDict(o)
		if dict == nil {
			return nil
		}
		defer object.Decref(dict)
		if !object.DictUpdate(dict, items[2]) {
			return nil
		}
	}
	return none()
}
