package io

import (
	"bytes"
	"slices"

	"github.com/d95905aa/gilded/internal/object"
)

// BufferedReader, BufferedWriter and BufferedRandom: a raw stream (inner) with bytes that were read ahead of, or are not written yet.
// At most one of the two buffers has something in it.

type bufferedState struct {
	size     int
	ahead    []byte // read, and not asked for yet
	behind   []byte // to be written
	detached bool
}

var (
	readerType = object.NewType()
	writerType = object.NewType()
	randomType = object.NewType()
)

// bufferedOf is the state of a stream that has its raw stream.
func bufferedOf(o obj) *bufferedState {
	s, ok := object.Kept(of(o).handle).(*bufferedState)
	switch {
	case !ok:
		object.Raise(object.ValueError, "I/O operation on uninitialized object")
		return nil
	case s.detached:
		object.Raise(object.ValueError, "raw stream has been detached")
		return nil
	}
	return s
}

// openBuffered is bufferedOf for an operation that a closed stream can't do.
func openBuffered(o obj, operation string) *bufferedState {
	s := bufferedOf(o)
	if s == nil || !mustBeOpen(of(o).inner, operation+" of closed file") {
		return nil
	}
	return s
}

// fill reads once from the raw stream: false is an exception; 0 bytes are the end, -1 says that there is nothing yet.
func (s *bufferedState) fill(o obj, want int) (int, bool) {
	buffer := object.NewBytearray(make([]byte, want))
	if buffer == nil {
		return 0, false
	}
	defer object.Decref(buffer)
	view := object.MemoryviewOf(buffer)
	if view == nil {
		return 0, false
	}
	defer object.Decref(view)
	r := object.CallMethod(of(o).inner, "readinto", view)
	switch r {
	case nil:
		return 0, false
	case object.None:
		object.Decref(r)
		return -1, true
	}
	defer object.Decref(r)
	n, ok := object.AsSsize(r)
	if !ok {
		return 0, false
	}
	if n < 0 || n > want {
		object.Raise(object.OSError, "raw readinto() returned invalid length %d (should have been between 0 and %d)", n, want)
		return 0, false
	}
	s.ahead = append(s.ahead, object.BytearrayOf(buffer)[:n]...)
	return n, true
}

// take removes bytes that were read ahead.
func (s *bufferedState) take(n int) []byte {
	n = min(n, len(s.ahead))
	data := s.ahead[:n]
	s.ahead = s.ahead[n:]
	return data
}

// read reads n bytes, with as many raw reads as that takes; ok is false with an exception, and nothing that there is nothing yet.
func (s *bufferedState) read(o obj, n int) (data []byte, nothing, ok bool) {
	for len(s.ahead) < n {
		got, ok := s.fill(o, max(s.size, n-len(s.ahead)))
		if !ok {
			return nil, false, false
		}
		if got <= 0 {
			if got < 0 && len(s.ahead) == 0 {
				return nil, true, true
			}
			break
		}
	}
	return s.take(n), false, true
}

// readAll reads until the end.
func (s *bufferedState) readAll(o obj) obj {
	before := s.take(len(s.ahead))
	readall, ok := object.LookupAttrString(of(o).inner, "readall")
	if !ok {
		return nil
	}
	if readall != nil {
		rest := object.CallArgs(readall)
		object.Decref(readall)
		if rest == nil {
			return nil
		}
		defer object.Decref(rest)
		if rest == object.None {
			if len(before) == 0 {
				return none()
			}
			return object.NewBytes(before)
		}
		if !object.IsBytes(rest) {
			return object.Raise(object.TypeError, "readall() should return bytes")
		}
		return object.NewBytes(append(append([]byte{}, before...), object.BytesOf(rest)...))
	}
	s.ahead = append([]byte{}, before...)
	for {
		n, ok := s.fill(o, s.size)
		if !ok {
			return nil
		}
		if n <= 0 {
			return object.NewBytes(s.take(len(s.ahead)))
		}
	}
}

// flush writes what is to be written.
func (s *bufferedState) flush(o obj) bool {
	for len(s.behind) > 0 {
		data := object.NewBytes(s.behind)
		if data == nil {
			return false
		}
		r := object.CallMethod(of(o).inner, "write", data)
		object.Decref(data)
		if r == nil {
			return false
		}
		if r == object.None {
			object.Decref(r)
			object.Raise(object.BlockingIOError, "write could not complete without blocking")
			return false
		}
		n, ok := object.AsSsize(r)
		object.Decref(r)
		if !ok {
			return false
		}
		if n < 0 || n > len(s.behind) {
			object.Raise(object.OSError, "raw write() returned invalid length %d (should have been between 0 and %d)", n, len(s.behind))
			return false
		}
		s.behind = s.behind[n:]
	}
	s.behind = nil
	return true
}

// unread moves the raw stream back to where reading is, before something else happens there.
func (s *bufferedState) unread(o obj) bool {
	if len(s.ahead) == 0 {
		return true
	}
	back, whence := number(-len(s.ahead)), number(1)
	defer object.XDecref(back)
	defer object.XDecref(whence)
	s.ahead = nil
	return drop(object.CallMethod(of(o).inner, "seek", back, whence))
}

func (s *bufferedState) write(o obj, data []byte) bool {
	if !s.unread(o) {
		return false
	}
	if len(s.behind)+len(data) > s.size && !s.flush(o) {
		return false
	}
	s.behind = append(s.behind, data...)
	return len(s.behind) <= s.size || s.flush(o)
}

func initBuffered(function string, needs ...string) func(o, args, kwargs obj) int32 {
	params := object.Params{Func: function, Names: []string{"raw", "buffer_size"}, Required: 1, Positional: 2}
	return func(o, args, kwargs obj) int32 {
		var v [2]obj
		if !params.UnpackTuple(args, kwargs, v[:]) {
			return -1
		}
		size := bufferSize
		if v[1] != nil {
			var ok bool
			if size, ok = object.AsIndex(v[1], object.OverflowError); !ok {
				return -1
			}
		}
		for _, need := range needs {
			switch able := ask(v[0], need); {
			case able < 0:
				return -1
			case able == 0:
				unsupported("File or stream is not " + need + ".")
				return -1
			}
		}
		if size <= 0 {
			object.Raise(object.ValueError, "buffer size must be strictly positive")
			return -1
		}
		object.Replace(&of(o).inner, object.NewRef(v[0]))
		setState(o, &bufferedState{size: size})
		return 0
	}
}

// passOn is a method that the raw stream has, too.
func passOn(name, doc string) object.Method {
	return plain(name, doc, func(o obj) obj {
		if bufferedOf(o) == nil {
			return nil
		}
		return object.CallMethod(of(o).inner, name)
	})
}

// rawAttr is an attribute that the raw stream has, too.
func rawAttr(name string) object.GetSet {
	return object.GetSet{Name: name, Get: func(o obj) obj {
		if bufferedOf(o) == nil {
			return nil
		}
		return object.GetAttrString(of(o).inner, name)
	}}
}

func bufferedSpec(name, doc string, needs ...string) object.Spec {
	s := spec(name, name+"(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\n"+doc, bufferedBaseType)
	s.Init = initBuffered(name, needs...)
	s.Repr = func(o obj) obj { return reprNamed(o, "") }
	s.Getset = []object.GetSet{
		rawAttr("closed"), rawAttr("name"), rawAttr("mode"),
		{Name: "raw", Get: func(o obj) obj {
			if bufferedOf(o) == nil {
				return nil
			}
			return object.NewRef(of(o).inner)
		}},
	}
	s.Methods = bufferedMethods
	return s
}

// reprNamed is the repr of a stream with a name, if it has one.
func reprNamed(o obj, more string) obj {
	full := object.TypeName(o.Type)
	switch object.ReprEnter(o) {
	case -1:
		return nil
	case 1:
		return object.Raise(object.RuntimeError, "reentrant call inside %s.__repr__", full)
	}
	defer object.ReprLeave(o)
	if name := nameOf(o, object.ReprOf); name != "" {
		more = " name=" + name + more
	}
	return object.NewStr("<" + full + more + ">")
}

func init() {
	object.Define(readerType, func() object.Spec {
		s := bufferedSpec("BufferedReader", "Reads ahead of a raw stream.", "readable")
		s.Methods = slices.Concat(bufferedMethods, readerMethods, []object.Method{readable})
		s.Iternext = nextLine
		return s
	})
	object.Define(writerType, func() object.Spec {
		s := bufferedSpec("BufferedWriter", "Writes to a raw stream when there is enough to write.", "writable")
		s.Methods = slices.Concat(bufferedMethods, []object.Method{writeMethod, canWrite})
		return s
	})
	object.Define(randomType, func() object.Spec {
		s := bufferedSpec("BufferedRandom", "Reads ahead of a raw stream, and writes to it when there is enough to write.", "seekable", "readable", "writable")
		s.Methods = slices.Concat(bufferedMethods, readerMethods, []object.Method{readable, writeMethod, canWrite})
		s.Iternext = nextLine
		return s
	})
}

var (
	readable = passOn("readable", "Tell whether one can read.")
	canWrite = passOn("writable", "Tell whether one can write.")
)

func nextLine(o obj) obj {
	line := object.CallMethod(o, "readline")
	if line != nil && object.Length(line) <= 0 {
		object.Decref(line)
		return nil
	}
	return line
}

var bufferedMethods = []object.Method{
	passOn("seekable", "Tell whether one can seek."), passOn("fileno", "The file descriptor."), passOn("isatty", "Tell whether this is a terminal."),
	plain("flush", "Write what is to be written.", func(o obj) obj {
		s := openBuffered(o, "flush")
		if s == nil || !s.flush(o) {
			return nil
		}
		return object.CallMethod(of(o).inner, "flush")
	}),
	plain("detach", "Give up the raw stream, and return it.", func(o obj) obj {
		s := bufferedOf(o)
		if s == nil {
			return nil
		}
		return detachInner(o, &s.detached)
	}),
	plain("close", "Flush, and close the raw stream.", func(o obj) obj {
		s := bufferedOf(o)
		if s == nil {
			return nil
		}
		return closeInner(o, func() { s.ahead, s.behind = nil, nil })
	}),
	plain("tell", "The position.", func(o obj) obj {
		s := bufferedOf(o)
		if s == nil {
			return nil
		}
		at := object.CallMethod(of(o).inner, "tell")
		if at == nil {
			return nil
		}
		defer object.Decref(at)
		n, ok := object.AsSsize(at)
		if !ok {
			return nil
		}
		if n < 0 {
			return object.Raise(object.OSError, "Raw stream returned invalid position %d", n)
		}
		return number(n - len(s.ahead) + len(s.behind))
	}),
	method("seek", "seek($self, target, whence=0, /)\n--\n\nMove to a position.", 1, 2, seekBuffered),
	method("truncate", "truncate($self, pos=None, /)\n--\n\nCut the file at a position, the current one if none is given.", 0, 1, func(o obj, a []obj) obj {
		s := openBuffered(o, "truncate")
		if s == nil {
			return nil
		}
		switch able := ask(o, "writable"); {
		case able < 0:
			return nil
		case able == 0:
			return unsupported("truncate")
		}
		if !s.flush(o) {
			return nil
		}
		pos := object.None
		if len(a) > 0 {
			pos = a[0]
		}
		at := object.NewRef(pos)
		defer func() { object.XDecref(at) }()
		if pos == object.None {
			object.Decref(at)
			if at = object.CallMethod(o, "tell"); at == nil {
				return nil
			}
		}
		return object.CallMethod(of(o).inner, "truncate", at)
	}),
}

func seekBuffered(o obj, a []obj) obj {
	s := openBuffered(o, "seek")
	if s == nil {
		return nil
	}
	whence, ok := whenceOf(a)
	if !ok {
		return nil
	}
	if whence < 0 || whence > 4 {
		return object.Raise(object.ValueError, "whence value %d unsupported", whence)
	}
	switch able := ask(of(o).inner, "seekable"); {
	case able < 0:
		return nil
	case able == 0:
		return unsupported("File or stream is not seekable.")
	}
	target, ok := object.AsIndex(a[0], object.OverflowError)
	if !ok || !s.flush(o) {
		return nil
	}
	if whence == 1 {
		target -= len(s.ahead)
	}
	s.ahead = nil
	to, from := number(target), number(whence)
	defer object.XDecref(to)
	defer object.XDecref(from)
	return object.CallMethod(of(o).inner, "seek", to, from)
}

var writeMethod = one("write", "write($self, buffer, /)\n--\n\nWrite bytes, and return how many.", func(o, from obj) obj {
	s := bufferedOf(o)
	if s == nil {
		return nil
	}
	if object.IsStr(from) {
		return object.Raise(object.TypeError, "a bytes-like object is required, not 'str'")
	}
	data, done, ok := object.BufferData(from)
	if !ok {
		return nil
	}
	defer done()
	if !mustBeOpen(of(o).inner, "write to closed file") || !s.write(o, data) {
		return nil
	}
	return number(len(data))
})

// forReading is the state before a read: what is to be written is, first.
func forReading(o obj, operation string) *bufferedState {
	s := openBuffered(o, operation)
	if s == nil || !s.flush(o) {
		return nil
	}
	return s
}

var readerMethods = []object.Method{
	method("read", "read($self, size=-1, /)\n--\n\nRead so many bytes, or all.", 0, 1, func(o obj, a []obj) obj {
		n, ok := sizeOf(a)
		if !ok {
			return nil
		}
		if n < -1 {
			return object.Raise(object.ValueError, "read length must be non-negative or -1")
		}
		s := forReading(o, "read")
		if s == nil {
			return nil
		}
		if n < 0 {
			return s.readAll(o)
		}
		data, nothing, ok := s.read(o, n)
		if !ok {
			return nil
		}
		if nothing {
			return none()
		}
		return object.NewBytes(data)
	}),
	method("read1", "read1($self, size=-1, /)\n--\n\nRead up to so many bytes, with one raw read at most.", 0, 1, func(o obj, a []obj) obj {
		n := -1
		if len(a) > 0 {
			var ok bool
			if n, ok = object.AsIndex(a[0], object.OverflowError); !ok {
				return nil
			}
		}
		s := forReading(o, "read")
		if s == nil {
			return nil
		}
		if n < 0 {
			n = s.size
		}
		if len(s.ahead) == 0 && n > 0 {
			if _, ok := s.fill(o, max(s.size, n)); !ok {
				return nil
			}
		}
		return object.NewBytes(s.take(n))
	}),
	method("peek", "peek($self, size=0, /)\n--\n\nShow some of the bytes that lie ahead.", 0, 1, func(o obj, _ []obj) obj {
		s := forReading(o, "peek")
		if s == nil {
			return nil
		}
		if len(s.ahead) == 0 {
			if _, ok := s.fill(o, s.size); !ok {
				return nil
			}
		}
		return object.NewBytes(s.ahead)
	}),
	one("readinto", "readinto($self, buffer, /)\n--\n\nRead into a buffer.", func(o, buffer obj) obj { return bufferedReadInto(o, buffer, "readinto", false) }),
	one("readinto1", "readinto1($self, buffer, /)\n--\n\nRead into a buffer, with one raw read at most.", func(o, buffer obj) obj { return bufferedReadInto(o, buffer, "readinto1", true) }),
	method("readline", "readline($self, size=-1, /)\n--\n\nRead a line with its end.", 0, 1, func(o obj, a []obj) obj {
		limit, ok := sizeOf(a)
		if !ok {
			return nil
		}
		s := forReading(o, "readline")
		if s == nil {
			return nil
		}
		seen := 0
		for {
			if i := bytes.IndexByte(s.ahead[seen:], '\n'); i >= 0 {
				n := seen + i + 1
				if limit >= 0 {
					n = min(n, limit)
				}
				return object.NewBytes(s.take(n))
			}
			seen = len(s.ahead)
			if limit >= 0 && seen >= limit {
				return object.NewBytes(s.take(limit))
			}
			n, ok := s.fill(o, s.size)
			if !ok {
				return nil
			}
			if n <= 0 {
				return object.NewBytes(s.take(seen))
			}
		}
	}),
}

func bufferedReadInto(o, buffer obj, name string, once bool) obj {
	into, done, ok := writable(buffer, name)
	if !ok {
		return nil
	}
	defer done()
	s := forReading(o, "readinto")
	if s == nil {
		return nil
	}
	if once {
		if len(s.ahead) == 0 && len(into) > 0 {
			if _, ok := s.fill(o, max(s.size, len(into))); !ok {
				return nil
			}
		}
		return number(copy(into, s.take(len(into))))
	}
	data, nothing, ok := s.read(o, len(into))
	if !ok {
		return nil
	}
	if nothing {
		return none()
	}
	return number(copy(into, data))
}
