package io

import (
	"sort"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// TextIOWrapper: text over a buffered stream of bytes (inner).

type textState struct {
	encoding, errors           string
	newlines                   newlineMode
	lineBuffering              bool
	writeThrough               bool
	atOnce                     bool // what is written goes all the way down
	detached                   bool
	canRead, canWrite, canSeek bool
	iterating                  bool

	text    []rune // decoded, and not asked for yet
	decoder newlineDecoder
	tail    []byte // bytes of a character that is not complete
	pending []byte // to be written

	// What was last decoded, to find the place in the stream of what is not asked for yet.
	chunk   []byte
	before  newlineDecoder // as it was before the chunk
	decoded int            // how many characters it came to
	eof     bool
}

var textType = object.NewType()

func textOf(o obj) *textState {
	s, ok := object.Kept(of(o).handle).(*textState)
	switch {
	case !ok:
		object.Raise(object.ValueError, "I/O operation on uninitialized object")
		return nil
	case s.detached:
		object.Raise(object.ValueError, "underlying buffer has been detached")
		return nil
	}
	return s
}

// openText is textOf for a stream that is not closed.
func openText(o obj) *textState {
	s := textOf(o)
	if s == nil || !mustBeOpen(of(o).inner, closedText) {
		return nil
	}
	return s
}

var textParams = object.Params{
	Func: "TextIOWrapper", Names: []string{"buffer", "encoding", "errors", "newline", "line_buffering", "write_through"}, Required: 1, Positional: 6,
}

// textArgument is a parameter that is a str or None.
func textArgument(function, name string, v obj, deflt string) (text string, given, ok bool) {
	if v == nil || v == object.None {
		return deflt, false, true
	}
	if !object.IsStr(v) {
		object.Raise(object.TypeError, "%s() argument '%s' must be str or None, not %.50s", function, name, object.TypeName(v.Type))
		return "", false, false
	}
	return object.StrOf(v), true, true
}

func initText(o, args, kwargs obj) int32 {
	var v [6]obj
	if !textParams.UnpackTuple(args, kwargs, v[:]) {
		return -1
	}
	s := &textState{}
	var given, ok bool
	if s.encoding, given, ok = textArgument("TextIOWrapper", "encoding", v[1], "utf-8"); !ok {
		return -1
	}
	if s.encoding == "locale" || !given {
		s.encoding = "UTF-8"
	}
	if s.errors, _, ok = textArgument("TextIOWrapper", "errors", v[2], "strict"); !ok {
		return -1
	}
	newline, given, ok := textArgument("TextIOWrapper", "newline", v[3], "")
	if !ok {
		return -1
	}
	if s.newlines, ok = newlineModeOf(newline, given); !ok {
		object.Raise(object.ValueError, "illegal newline value: %s", newline)
		return -1
	}
	for i, flag := range []*bool{&s.lineBuffering, &s.writeThrough} {
		if v[4+i] != nil {
			truth := object.IsTrue(v[4+i])
			if truth < 0 {
				return -1
			}
			*flag = truth > 0
		}
	}
	if !object.KnownEncoding(s.encoding) && object.LookupCodec(s.encoding) == nil {
		return -1
	}
	for i, flag := range []*bool{&s.canRead, &s.canWrite, &s.canSeek} {
		able := ask(v[0], []string{"readable", "writable", "seekable"}[i])
		if able < 0 {
			return -1
		}
		*flag = able > 0
	}
	object.Replace(&of(o).inner, object.NewRef(v[0]))
	setState(o, s)
	return 0
}

// more decodes another chunk: false is an exception or, without one, the end.
func (s *textState) more(o obj) bool {
	if !s.canRead {
		unsupported("not readable")
		return false
	}
	size := number(bufferSize)
	if size == nil {
		return false
	}
	defer object.Decref(size)
	name := "read1"
	if f, ok := object.LookupAttrString(of(o).inner, name); f == nil {
		if !ok {
			return false
		}
		name = "read"
	} else {
		object.Decref(f)
	}
	data := object.CallMethod(of(o).inner, name, size)
	if data == nil {
		return false
	}
	defer object.Decref(data)
	bytes, done, ok := object.BufferData(data)
	if !ok {
		object.ClearErr()
		object.Raise(object.TypeError, "underlying %s() should have returned a bytes-like object, not '%.200s'", name, object.TypeName(data.Type))
		return false
	}
	defer done()
	return s.decodeChunk(bytes)
}

// decodeChunk decodes bytes that were read; none is the end.
func (s *textState) decodeChunk(data []byte) bool {
	final := len(data) == 0
	if len(s.text) == 0 {
		s.chunk, s.before, s.decoded = append([]byte{}, s.tail...), s.decoder, 0
	}
	s.chunk = append(s.chunk, data...)
	all := append(s.tail, data...)
	decoded, used := object.DecodeSome(all, s.encoding, s.errors, final)
	if decoded == nil {
		return false
	}
	defer object.Decref(decoded)
	s.tail = append([]byte{}, all[used:]...)
	text := object.StrRunes(decoded)
	if s.newlines.universal {
		text = s.decoder.decode(text, final, s.newlines.translate)
	}
	s.decoded += len(text)
	s.text = append(s.text, text...)
	s.eof = final
	return !final || len(text) > 0
}

func (s *textState) take(n int) []rune {
	n = min(n, len(s.text))
	text := s.text[:n]
	s.text = s.text[n:]
	return text
}

// flush hands what is to be written to the buffer.
func (s *textState) flush(o obj) bool {
	if len(s.pending) == 0 {
		return true
	}
	data := object.NewBytes(s.pending)
	if data == nil {
		return false
	}
	defer object.Decref(data)
	s.pending = nil
	return drop(object.CallMethod(of(o).inner, "write", data))
}

func (s *textState) forget() {
	s.text, s.tail, s.chunk, s.decoded, s.eof, s.decoder = nil, nil, nil, 0, false, newlineDecoder{seen: s.decoder.seen}
}

func (s *textState) readLine(o obj, limit int) obj {
	for {
		n, found := s.newlines.lineEnd(s.text)
		if found && s.newlines.universal && !s.newlines.translate && n == len(s.text) && s.text[n-1] == '\r' && !s.eof {
			found = false // a "\n" may follow
		}
		if found && (limit < 0 || n <= limit) {
			return object.NewStrRunes(s.take(n))
		}
		if limit >= 0 && len(s.text) >= limit {
			return object.NewStrRunes(s.take(limit))
		}
		if !s.more(o) {
			if object.Occurred() != nil {
				return nil
			}
			if n, found := s.newlines.lineEnd(s.text); found {
				return object.NewStrRunes(s.take(n))
			}
			return object.NewStrRunes(s.take(len(s.text)))
		}
	}
}

func init() {
	object.Define(textType, func() object.Spec {
		s := spec("TextIOWrapper", "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)\n--\n\nText over a buffered stream of bytes.", textBaseType)
		s.Init = initText
		s.Repr = func(o obj) obj {
			s := stateOf[textState](o)
			if s == nil {
				return nil
			}
			more := ""
			if mode, ok := object.LookupAttrString(o, "mode"); mode != nil {
				more = " mode=" + object.ReprOf(mode)
				object.Decref(mode)
			} else if !ok {
				return nil
			}
			return reprNamed(o, more+" encoding='"+s.encoding+"'")
		}
		s.Iternext = func(o obj) obj {
			s := openText(o)
			if s == nil {
				return nil
			}
			s.iterating = true
			line := s.readLine(o, -1)
			if line != nil && object.StrLen(line) == 0 {
				object.Decref(line)
				s.iterating = false
				return nil
			}
			return line
		}
		s.Getset = textGetset()
		s.Methods = textMethods
		return s
	})
}

func textGetset() []object.GetSet {
	get := func(name string, f func(o obj, s *textState) obj) object.GetSet {
		return object.GetSet{Name: name, Get: func(o obj) obj {
			s := textOf(o)
			if s == nil {
				return nil
			}
			return f(o, s)
		}}
	}
	inner := func(name string) object.GetSet {
		return get(name, func(o obj, _ *textState) obj { return object.GetAttrString(of(o).inner, name) })
	}
	return []object.GetSet{
		inner("name"), inner("closed"),
		get("encoding", func(_ obj, s *textState) obj { return object.NewStr(s.encoding) }),
		get("errors", func(_ obj, s *textState) obj { return object.NewStr(s.errors) }),
		get("newlines", func(_ obj, s *textState) obj { return s.decoder.seenObject() }),
		get("line_buffering", func(_ obj, s *textState) obj { return object.NewBool(s.lineBuffering) }),
		get("write_through", func(_ obj, s *textState) obj { return object.NewBool(s.writeThrough) }),
		get("buffer", func(o obj, _ *textState) obj { return object.NewRef(of(o).inner) }),
	}
}

// textPass is a method that the buffer has, too.
func textPass(name string) object.Method {
	return plain(name, "", func(o obj) obj {
		if textOf(o) == nil {
			return nil
		}
		return object.CallMethod(of(o).inner, name)
	})
}

var textMethods = []object.Method{
	textPass("seekable"), textPass("readable"), textPass("writable"), textPass("fileno"), textPass("isatty"),
	method("read", "read($self, size=-1, /)\n--\n\nRead so many characters, or all.", 0, 1, func(o obj, a []obj) obj {
		n, ok := sizeOf(a)
		if !ok {
			return nil
		}
		s := openText(o)
		if s == nil || !s.flush(o) {
			return nil
		}
		if n < 0 {
			return s.readAll(o)
		}
		for len(s.text) < n {
			if !s.more(o) {
				break
			}
		}
		if object.Occurred() != nil {
			return nil
		}
		return object.NewStrRunes(s.take(n))
	}),
	method("readline", "readline($self, size=-1, /)\n--\n\nRead a line with its end.", 0, 1, func(o obj, a []obj) obj {
		limit, ok := sizeOf(a)
		if !ok {
			return nil
		}
		s := openText(o)
		if s == nil || !s.flush(o) {
			return nil
		}
		return s.readLine(o, limit)
	}),
	one("write", "write($self, text, /)\n--\n\nWrite text, and return how many characters.", writeText),
	plain("flush", "Write what is to be written.", func(o obj) obj {
		s := openText(o)
		if s == nil || !s.flush(o) {
			return nil
		}
		return object.CallMethod(of(o).inner, "flush")
	}),
	plain("close", "Flush, and close the buffer.", func(o obj) obj {
		s := textOf(o)
		if s == nil {
			return nil
		}
		return closeInner(o, func() {})
	}),
	plain("detach", "Give up the buffer, and return it.", func(o obj) obj {
		s := textOf(o)
		if s == nil {
			return nil
		}
		return detachInner(o, &s.detached)
	}),
	plain("tell", "The position, as a number for seek.", tellText),
	method("seek", "seek($self, cookie, whence=0, /)\n--\n\nMove to a position that tell has returned.", 1, 2, seekText),
	method("truncate", "truncate($self, pos=None, /)\n--\n\nCut the file at a position, the current one if none is given.", 0, 1, func(o obj, a []obj) obj {
		s := openText(o)
		if s == nil || !drop(object.CallMethod(o, "flush")) {
			return nil
		}
		return object.CallMethod(of(o).inner, "truncate", a...)
	}),
	{Name: "reconfigure", Doc: "reconfigure($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)\n--\n\nChange how text is encoded and written.", FastKeys: reconfigure},
}

func (s *textState) readAll(o obj) obj {
	if !s.canRead {
		return unsupported("not readable")
	}
	data := object.CallMethod(of(o).inner, "read")
	if data == nil {
		return nil
	}
	defer object.Decref(data)
	bytes, done, ok := object.BufferData(data)
	if !ok {
		return nil
	}
	defer done()
	if len(bytes) > 0 && !s.decodeChunk(bytes) {
		return nil
	}
	if !s.decodeChunk(nil) && object.Occurred() != nil {
		return nil
	}
	text := object.NewStrRunes(s.text)
	s.forget()
	return text
}

func writeText(o, text obj) obj {
	s := textOf(o)
	if s == nil {
		return nil
	}
	if !object.IsStr(text) {
		return object.Raise(object.TypeError, "write() argument must be str, not %.50s", object.TypeName(text.Type))
	}
	if openText(o) == nil {
		return nil
	}
	if !s.canWrite {
		return unsupported("not writable")
	}
	runes := object.StrRunes(text)
	out := object.NewRef(text)
	if s.newlines.out != "" {
		object.Decref(out)
		if out = object.NewStrRunes(s.newlines.outgoing(runes)); out == nil {
			return nil
		}
	}
	data := object.StrEncode(out, s.encoding, s.errors)
	object.Decref(out)
	if data == nil {
		return nil
	}
	if !object.IsBytes(data) {
		object.Decref(data)
		return object.Raise(object.TypeError, "encoder should return a bytes object, not '%.200s'", object.TypeName(data.Type))
	}
	s.pending = append(s.pending, object.BytesOf(data)...)
	object.Decref(data)
	if s.canRead && (len(s.text) > 0 || len(s.tail) > 0) {
		s.forget()
	}
	needed := s.atOnce || s.lineBuffering && strings.ContainsAny(string(runes), "\n\r")
	if (s.writeThrough || needed || len(s.pending) > bufferSize) && !s.flush(o) {
		return nil
	}
	if needed && !drop(object.CallMethod(of(o).inner, "flush")) {
		return nil
	}
	return number(len(runes))
}

func tellText(o obj) obj {
	s := openText(o)
	if s == nil {
		return nil
	}
	if !s.canSeek {
		return unsupported("underlying stream is not seekable")
	}
	if s.iterating {
		return object.Raise(object.OSError, "telling position disabled by next() call")
	}
	if !drop(object.CallMethod(o, "flush")) {
		return nil
	}
	at := object.CallMethod(of(o).inner, "tell")
	if at == nil || len(s.text) == 0 && len(s.tail) == 0 {
		return at
	}
	defer object.Decref(at)
	end, ok := object.AsSsize(at)
	if !ok {
		return nil
	}
	consumed := s.decoded - len(s.text)
	used := sort.Search(len(s.chunk), func(n int) bool { return s.charactersOf(s.chunk[:n]) >= consumed })
	if object.Occurred() != nil {
		return nil
	}
	return number(end - len(s.chunk) + used)
}

// charactersOf counts the characters that the beginning of the chunk decodes to.
func (s *textState) charactersOf(data []byte) int {
	decoded, _ := object.DecodeSome(data, s.encoding, s.errors, false)
	if decoded == nil {
		return 0
	}
	defer object.Decref(decoded)
	if !s.newlines.universal {
		return object.StrLen(decoded)
	}
	decoder := s.before
	return len(decoder.decode(object.StrRunes(decoded), false, s.newlines.translate))
}

func seekText(o obj, a []obj) obj {
	s := openText(o)
	if s == nil {
		return nil
	}
	whence, ok := whenceOf(a)
	if !ok {
		return nil
	}
	if !s.canSeek {
		return unsupported("underlying stream is not seekable")
	}
	zero := number(0)
	defer object.XDecref(zero)
	isZero := object.RichCompareBool(a[0], zero, 2)
	if isZero < 0 {
		return nil
	}
	cookie := object.NewRef(a[0])
	defer func() { object.XDecref(cookie) }()
	switch whence {
	case 0:
		if negative := object.RichCompareBool(cookie, zero, 0); negative != 0 {
			if negative > 0 {
				object.Raise(object.ValueError, "negative seek position %s", object.ReprOf(cookie))
			}
			return nil
		}
	case 1:
		if isZero == 0 {
			return unsupported("can't do nonzero cur-relative seeks")
		}
		object.Decref(cookie)
		if cookie = object.CallMethod(o, "tell"); cookie == nil {
			return nil
		}
	case 2:
		if isZero == 0 {
			return unsupported("can't do nonzero end-relative seeks")
		}
	default:
		return object.Raise(object.ValueError, "invalid whence (%d, should be %d, %d or %d)", whence, 0, 1, 2)
	}
	if !drop(object.CallMethod(o, "flush")) {
		return nil
	}
	s.forget()
	s.iterating = false
	if whence == 2 {
		end := number(2)
		defer object.XDecref(end)
		return object.CallMethod(of(o).inner, "seek", zero, end)
	}
	if !drop(object.CallMethod(of(o).inner, "seek", cookie)) {
		return nil
	}
	return object.NewRef(cookie)
}

var reconfigureParams = object.Params{Func: "reconfigure", Names: []string{"encoding", "errors", "newline", "line_buffering", "write_through"}}

func reconfigure(o obj, args *obj, n int, names obj) obj {
	var v [5]obj
	if !reconfigureParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	s := textOf(o)
	if s == nil {
		return nil
	}
	given := func(i int) bool { return v[i] != nil && v[i] != object.None }
	if s.decoded > 0 && (given(0) || given(1) || v[2] != nil) {
		return unsupported("It is not possible to set the encoding or newline of stream after the first read")
	}
	encoding, isGiven, ok := textArgument("reconfigure", "encoding", v[0], s.encoding)
	if !ok {
		return nil
	}
	deflt := s.errors
	if isGiven {
		deflt = "strict"
	}
	errors, _, ok := textArgument("reconfigure", "errors", v[1], deflt)
	if !ok {
		return nil
	}
	mode := s.newlines
	if v[2] != nil {
		newline, isGiven, ok := textArgument("reconfigure", "newline", v[2], "")
		if !ok {
			return nil
		}
		if mode, ok = newlineModeOf(newline, isGiven); !ok {
			return object.Raise(object.ValueError, "illegal newline value: %s", newline)
		}
	}
	flags := [2]bool{s.lineBuffering, s.writeThrough}
	for i := range flags {
		if given(3 + i) {
			truth := object.IsTrue(v[3+i])
			if truth < 0 {
				return nil
			}
			flags[i] = truth > 0
		}
	}
	if !object.KnownEncoding(encoding) && object.LookupCodec(encoding) == nil || !drop(object.CallMethod(o, "flush")) {
		return nil
	}
	s.encoding, s.errors, s.newlines, s.lineBuffering, s.writeThrough = encoding, errors, mode, flags[0], flags[1]
	return none()
}
