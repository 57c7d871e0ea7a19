package io

import (
	"bytes"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// stream is the layout of every object of this package: inner and second are what it reads from or writes to, and the handle
// leads to its state, a Go value. A handle of 0 is an object whose __init__ has not run.
type stream struct {
	abi.Object
	dict, weakrefs, inner, second obj
	handle                        uint64
}

func of(o obj) *stream { return object.As[*stream](o) }

// stateOf is the state of an object: nil, and ValueError, if it has none.
func stateOf[T any](o obj) *T {
	if s, ok := object.Kept(of(o).handle).(*T); ok {
		return s
	}
	object.Raise(object.ValueError, "I/O operation on uninitialized object")
	return nil
}

// setState gives an object a state, in place of what it had.
func setState(o obj, state any) {
	s := of(o)
	if s.handle != 0 {
		object.Drop(s.handle)
	}
	s.handle = object.Keep(state)
}

var (
	ioBaseType       = object.NewType()
	rawBaseType      = object.NewType()
	bufferedBaseType = object.NewType()
	textBaseType     = object.NewType()
)

// spec is what all types here have in common.
func spec(name, doc string, base *object.Type) object.Spec {
	return object.Spec{
		Name: "_io." + name, Doc: doc, Base: base, Basicsize: unsafe.Sizeof(stream{}),
		Flags:      abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
		Dictoffset: int(unsafe.Offsetof(stream{}.dict)), Weaklistoffset: int(unsafe.Offsetof(stream{}.weakrefs)),
		New: object.GenericNew,
		Dealloc: func(o obj) {
			if object.CallFinalizerFromDealloc(o) < 0 {
				return
			}
			object.GCUntrack(o)
			object.ClearWeakrefs(o)
			s := of(o)
			if s.handle != 0 {
				object.Drop(s.handle)
			}
			object.Clear(&s.inner)
			object.Clear(&s.second)
			object.Clear(&s.dict)
			object.FreeInstance(o)
		},
		Traverse: func(o obj, visit abi.Func, arg unsafe.Pointer) int32 {
			s := of(o)
			return object.Visit(visit, arg, s.inner, s.second, s.dict)
		},
		Clear: func(o obj) int32 {
			object.Clear(&of(o).dict)
			return 0
		},
	}
}

// method is a method of positional arguments.
func method(name, doc string, least, most int, f func(self obj, a []obj) obj) object.Method {
	return object.Method{Name: name, Doc: doc, Fast: func(self obj, args *obj, n int) obj {
		if !object.CheckPositional(name, n, least, most) {
			return nil
		}
		return f(self, object.Args(args, n))
	}}
}

func plain(name, doc string, f func(self obj) obj) object.Method {
	return object.Method{Name: name, Doc: doc, NoArgs: f}
}

func one(name, doc string, f func(self, o obj) obj) object.Method {
	return object.Method{Name: name, Doc: doc, O: f}
}

func none() obj { return object.NewRef(object.None) }

func yes(obj) obj { return object.NewBool(true) }
func no(obj) obj  { return object.NewBool(false) }

func number(n int) obj { return object.NewInt(int64(n)) }

// drop gives up a result, and tells whether there was one.
func drop(o obj) bool {
	object.XDecref(o)
	return o != nil
}

func noneIf(ok bool) obj {
	if !ok {
		return nil
	}
	return none()
}

// ask calls a method that answers true or false: -1 and an exception on failure.
func ask(o obj, name string) int32 {
	r := object.CallMethod(o, name)
	if r == nil {
		return -1
	}
	defer object.Decref(r)
	return object.IsTrue(r)
}

// isClosed reads the attribute closed.
func isClosed(o obj) int32 {
	v := object.GetAttrString(o, "closed")
	if v == nil {
		return -1
	}
	defer object.Decref(v)
	return object.IsTrue(v)
}

// closeInner flushes a stream and closes the one that it stands on, even if the flush fails; then, before an exception is looked at,
// it calls done.
func closeInner(o obj, done func()) obj {
	switch closed := isClosed(of(o).inner); {
	case closed < 0:
		return nil
	case closed > 0:
		return none()
	}
	flushed := object.CallMethod(o, "flush")
	t, v, tb := object.FetchErr()
	closed := object.CallMethod(of(o).inner, "close")
	done()
	object.ChainExceptions(t, v, tb)
	object.XDecref(flushed)
	object.XDecref(closed)
	return noneIf(flushed != nil && closed != nil)
}

// detachInner flushes a stream, marks it as detached, and returns the one that it stood on.
func detachInner(o obj, detached *bool) obj {
	if !drop(object.CallMethod(o, "flush")) {
		return nil
	}
	*detached = true
	inner := of(o).inner
	of(o).inner = nil
	return inner
}

// mustBeOpen raises if the attribute closed is true.
func mustBeOpen(o obj, text string) bool {
	switch closed := isClosed(o); {
	case closed < 0:
		return false
	case closed > 0:
		object.Raise(object.ValueError, "%s", text)
		return false
	}
	return true
}

const closedText = "I/O operation on closed file."

// unsupported raises io.UnsupportedOperation.
func unsupported(text string) obj {
	m := object.Import("io")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	class := object.GetAttrString(m, "UnsupportedOperation")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	return object.RaiseString(class, text)
}

// sizeOf is an argument that is a number of items, or None or absent for all: -1.
func sizeOf(a []obj) (int, bool) {
	if len(a) == 0 || a[0] == object.None {
		return -1, true
	}
	if !object.IndexCheck(a[0]) {
		object.Raise(object.TypeError, "argument should be integer or None, not '%.200s'", object.TypeName(a[0].Type))
		return 0, false
	}
	return object.AsIndex(a[0], object.OverflowError)
}

const closedKey = "__IOBase_closed"

// baseClosed tells whether IOBase.close has run.
func baseClosed(o obj) (bool, bool) {
	v, ok := object.LookupAttrString(o, closedKey)
	object.XDecref(v)
	return v != nil, ok
}

func init() {
	object.Define(ioBaseType, func() object.Spec {
		s := spec("_IOBase", "The base of all streams: it closes them and splits them into lines.", nil)
		s.Finalize = finalize
		s.Iter = func(o obj) obj {
			if !mustBeOpen(o, closedText) {
				return nil
			}
			return object.NewRef(o)
		}
		s.Iternext = func(o obj) obj {
			line := object.CallMethod(o, "readline")
			if line == nil {
				return nil
			}
			if object.Length(line) <= 0 {
				object.Decref(line)
				return nil
			}
			return line
		}
		s.Getset = []object.GetSet{
			{Name: "__dict__", Get: object.GenericGetDict, Set: object.GenericSetDict},
			{Name: "closed", Get: func(o obj) obj {
				closed, ok := baseClosed(o)
				if !ok {
					return nil
				}
				return object.NewBool(closed)
			}},
		}
		s.Methods = ioBaseMethods
		return s
	})
	object.Define(rawBaseType, func() object.Spec {
		s := spec("_RawIOBase", "The base of streams of bytes without a buffer.", ioBaseType)
		s.Methods = []object.Method{
			method("read", "read($self, size=-1, /)\n--\n\nRead up to so many bytes; None if there are none yet.", 0, 1, rawRead),
			{Name: "readinto", Doc: "Not implemented.", O: func(_, _ obj) obj { return object.RaiseNone(object.NotImplementedError) }},
			{Name: "write", Doc: "Not implemented.", O: func(_, _ obj) obj { return object.RaiseNone(object.NotImplementedError) }},
			plain("readall", "readall($self, /)\n--\n\nRead until the end.", readAll),
		}
		return s
	})
	object.Define(bufferedBaseType, func() object.Spec {
		s := spec("_BufferedIOBase", "The base of streams of bytes with a buffer.", ioBaseType)
		missing := func(name string) object.Method {
			return method(name, "Not supported.", 0, 1<<20, func(obj, []obj) obj { return unsupported(name) })
		}
		s.Methods = []object.Method{
			missing("detach"), missing("read"), missing("read1"), missing("write"),
			one("readinto", "readinto($self, buffer, /)\n--\n\nRead into a buffer.", func(o, buffer obj) obj { return readInto(o, buffer, "read") }),
			one("readinto1", "readinto1($self, buffer, /)\n--\n\nRead into a buffer, with one read.", func(o, buffer obj) obj { return readInto(o, buffer, "read1") }),
		}
		return s
	})
	object.Define(textBaseType, func() object.Spec {
		s := spec("_TextIOBase", "The base of streams of text.", ioBaseType)
		missing := func(name string) object.Method {
			return method(name, "Not supported.", 0, 1<<20, func(obj, []obj) obj { return unsupported(name) })
		}
		s.Methods = []object.Method{missing("detach"), missing("read"), missing("readline"), missing("write")}
		nothing := func(obj) obj { return none() }
		s.Getset = []object.GetSet{{Name: "encoding", Get: nothing}, {Name: "newlines", Get: nothing}, {Name: "errors", Get: nothing}}
		return s
	})
}

// finalize closes what is forgotten. Errors are of no use to anybody then.
func finalize(o obj) {
	t, v, tb := object.FetchErr()
	defer object.RestoreErr(t, v, tb)
	closed, ok := object.LookupAttrString(o, "closed")
	if !ok || closed == nil {
		object.ClearErr()
		return
	}
	is := object.IsTrue(closed)
	object.Decref(closed)
	if is == 0 {
		object.XDecref(object.CallMethod(o, "close"))
	}
	if object.Occurred() != nil {
		object.ClearErr()
	}
}

// checker is _checkReadable and its kin.
func checker(name, method, text string) object.Method {
	return object.Method{Name: name, Fast: func(o obj, _ *obj, _ int) obj {
		switch able := ask(o, method); {
		case able < 0:
			return nil
		case able == 0:
			return unsupported(text)
		}
		return object.NewBool(true)
	}}
}

var ioBaseMethods = []object.Method{
	{Name: "seek", Doc: "Move to a position.", Fast: func(obj, *obj, int) obj { return unsupported("seek") }},
	plain("tell", "tell($self, /)\n--\n\nThe position.", func(o obj) obj {
		zero, current := number(0), number(1)
		defer object.XDecref(zero)
		defer object.XDecref(current)
		return object.CallMethod(o, "seek", zero, current)
	}),
	{Name: "truncate", Doc: "Cut the file at a position.", Fast: func(obj, *obj, int) obj { return unsupported("truncate") }},
	plain("flush", "flush($self, /)\n--\n\nWrite what is buffered.", func(o obj) obj {
		closed, ok := baseClosed(o)
		if !ok {
			return nil
		}
		if closed {
			return object.Raise(object.ValueError, closedText)
		}
		return none()
	}),
	plain("close", "close($self, /)\n--\n\nFlush and close.", func(o obj) obj {
		closed, ok := baseClosed(o)
		if !ok {
			return nil
		}
		if closed {
			return none()
		}
		flushed := object.CallMethod(o, "flush")
		t, v, tb := object.FetchErr()
		ok = object.SetAttrString(o, closedKey, object.True)
		object.ChainExceptions(t, v, tb)
		object.XDecref(flushed)
		return noneIf(ok && flushed != nil)
	}),
	plain("seekable", "seekable($self, /)\n--\n\nTell whether one can seek.", no),
	plain("readable", "readable($self, /)\n--\n\nTell whether one can read.", no),
	plain("writable", "writable($self, /)\n--\n\nTell whether one can write.", no),
	checker("_checkSeekable", "seekable", "File or stream is not seekable."),
	checker("_checkReadable", "readable", "File or stream is not readable."),
	checker("_checkWritable", "writable", "File or stream is not writable."),
	{Name: "_checkClosed", Fast: func(o obj, _ *obj, _ int) obj { return noneIf(mustBeOpen(o, closedText)) }},
	plain("fileno", "fileno($self, /)\n--\n\nThe file descriptor.", func(obj) obj { return unsupported("fileno") }),
	plain("isatty", "isatty($self, /)\n--\n\nTell whether this is a terminal.", func(o obj) obj {
		if !mustBeOpen(o, closedText) {
			return nil
		}
		return object.NewBool(false)
	}),
	plain("__enter__", "", func(o obj) obj {
		if !mustBeOpen(o, closedText) {
			return nil
		}
		return object.NewRef(o)
	}),
	{Name: "__exit__", Fast: func(o obj, _ *obj, _ int) obj { return object.CallMethod(o, "close") }},
	method("readline", "readline($self, size=-1, /)\n--\n\nRead a line with its end.", 0, 1, readLine),
	method("readlines", "readlines($self, hint=-1, /)\n--\n\nRead lines, as many as come to hint.", 0, 1, readLines),
	one("writelines", "writelines($self, lines, /)\n--\n\nWrite texts, without adding ends of lines.", func(o, lines obj) obj {
		if !mustBeOpen(o, closedText) {
			return nil
		}
		return noneIf(object.Each(lines, func(line obj) bool { return drop(object.CallMethod(o, "write", line)) }))
	}),
}

// readLine reads a line byte by byte, or as much as peek shows.
func readLine(o obj, a []obj) obj {
	limit, ok := sizeOf(a)
	if !ok {
		return nil
	}
	peek, ok := object.LookupAttrString(o, "peek")
	if !ok {
		return nil
	}
	defer object.XDecref(peek)
	var line []byte
	for limit < 0 || len(line) < limit {
		n := 1
		if peek != nil {
			if n, ok = lineAhead(peek); !ok {
				return nil
			}
			if limit >= 0 {
				n = min(n, limit-len(line))
			}
		}
		size := number(n)
		if size == nil {
			return nil
		}
		part := object.CallMethod(o, "read", size)
		object.Decref(size)
		if part == nil {
			return nil
		}
		if !object.IsBytes(part) {
			name := object.TypeName(part.Type)
			object.Decref(part)
			return object.Raise(object.OSError, "read() should have returned a bytes object, not '%.200s'", name)
		}
		data := object.BytesOf(part)
		line = append(line, data...)
		end := len(data) == 0 || data[len(data)-1] == '\n'
		object.Decref(part)
		if end {
			break
		}
	}
	return object.NewBytes(line)
}

// lineAhead is how many bytes of the line a stream's peek shows, at least 1.
func lineAhead(peek obj) (int, bool) {
	least := number(1)
	if least == nil {
		return 0, false
	}
	ahead := object.CallArgs(peek, least)
	object.Decref(least)
	if ahead == nil {
		return 0, false
	}
	defer object.Decref(ahead)
	if !object.IsBytes(ahead) {
		object.Raise(object.OSError, "peek() should have returned a bytes object, not '%.200s'", object.TypeName(ahead.Type))
		return 0, false
	}
	data := object.BytesOf(ahead)
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, true
	}
	return max(len(data), 1), true
}

func readLines(o obj, a []obj) obj {
	hint, ok := sizeOf(a)
	if !ok {
		return nil
	}
	list := object.NewList(0)
	if list == nil {
		return nil
	}
	total := 0
	if !object.Each(o, func(line obj) bool {
		if !object.ListAppend(list, line) {
			return false
		}
		if n := object.Length(line); n >= 0 {
			total += n
		}
		return hint <= 0 || total < hint
	}) {
		object.Decref(list)
		return nil
	}
	return list
}

func rawRead(o obj, a []obj) obj {
	n := -1
	if len(a) > 0 {
		var ok bool
		if n, ok = object.AsIndex(a[0], object.OverflowError); !ok {
			return nil
		}
	}
	if n < 0 {
		return object.CallMethod(o, "readall")
	}
	buffer := object.NewBytearray(make([]byte, n))
	if buffer == nil {
		return nil
	}
	defer object.Decref(buffer)
	count := object.CallMethod(o, "readinto", buffer)
	if count == nil || count == object.None {
		return count
	}
	defer object.Decref(count)
	got, ok := object.AsSsize(count)
	if !ok {
		return nil
	}
	return object.NewBytes(object.BytearrayOf(buffer)[:min(max(got, 0), n)])
}

func readAll(o obj) obj {
	var all []byte
	for {
		size := number(bufferSize)
		if size == nil {
			return nil
		}
		part := object.CallMethod(o, "read", size)
		object.Decref(size)
		switch {
		case part == nil:
			return nil
		case part == object.None:
			if all == nil {
				return part
			}
			return object.NewBytes(all)
		case !object.IsBytes(part):
			object.Decref(part)
			return object.Raise(object.TypeError, "read() should return bytes")
		}
		data := object.BytesOf(part)
		all = append(all, data...)
		object.Decref(part)
		if len(data) == 0 {
			return object.NewBytes(all)
		}
	}
}

// writable views a buffer that can be written to, until done is called.
func writable(o obj, function string) (data []byte, done func(), ok bool) {
	view := object.OpenBuffer(o, object.BufferWritable)
	if view == nil {
		if object.Matches(object.TypeError) || object.Matches(object.BufferError) {
			object.ClearErr()
			object.Raise(object.TypeError, "%s() argument must be read-write bytes-like object, not %.50s", function, object.TypeName(o.Type))
		}
		return nil, nil, false
	}
	return object.ViewBytes(view), func() { object.CloseBuffer(view) }, true
}

// readInto is readinto by way of read.
func readInto(o, buffer obj, read string) obj {
	data, done, ok := writable(buffer, "readinto")
	if !ok {
		return nil
	}
	defer done()
	size := number(len(data))
	if size == nil {
		return nil
	}
	part := object.CallMethod(o, read, size)
	object.Decref(size)
	if part == nil {
		return nil
	}
	defer object.Decref(part)
	if !object.IsBytes(part) {
		return object.Raise(object.TypeError, "read() should return bytes")
	}
	got := object.BytesOf(part)
	if len(got) > len(data) {
		return object.Raise(object.ValueError, "read() returned too much data: %d bytes requested, %d returned", len(data), len(got))
	}
	return number(copy(data, got))
}
