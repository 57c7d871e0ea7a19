package io

import (
	"github.com/d95905aa/gilded/internal/object"
)

// StringIO: characters in memory.

type stringState struct {
	text     []rune
	pos      int
	closed   bool
	newlines newlineMode
	decoder  newlineDecoder
}

var stringIOType = object.NewType()

func openString(o obj) *stringState {
	s := stateOf[stringState](o)
	if s != nil && s.closed {
		object.Raise(object.ValueError, "I/O operation on closed file")
		return nil
	}
	return s
}

func stringMethod(name, doc string, least, most int, f func(s *stringState, a []obj) obj) object.Method {
	return method(name, doc, least, most, func(o obj, a []obj) obj {
		s := openString(o)
		if s == nil {
			return nil
		}
		return f(s, a)
	})
}

func stringPlain(name, doc string, f func(s *stringState) obj) object.Method {
	return plain(name, doc, func(o obj) obj {
		s := openString(o)
		if s == nil {
			return nil
		}
		return f(s)
	})
}

func (s *stringState) rest() []rune { return s.text[min(s.pos, len(s.text)):] }

func (s *stringState) take(n int) []rune {
	rest := s.rest()
	if n >= 0 && n < len(rest) {
		rest = rest[:n]
	}
	s.pos += len(rest)
	return rest
}

func (s *stringState) line(limit int) []rune {
	rest := s.rest()
	n, found := s.newlines.lineEnd(rest)
	if !found {
		n = len(rest)
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	return s.take(n)
}

func (s *stringState) write(text []rune) {
	if s.newlines.universal {
		text = s.decoder.decode(text, true, s.newlines.translate)
	}
	text = s.newlines.outgoing(text)
	if len(text) == 0 {
		return
	}
	end := s.pos + len(text)
	if end > len(s.text) {
		s.text = append(s.text, make([]rune, end-len(s.text))...)
	}
	copy(s.text[s.pos:], text)
	s.pos = end
}

var stringIOParams = object.Params{Func: "StringIO", Names: []string{"initial_value", "newline"}, Positional: 2}

func initStringIO(o, args, kwargs obj) int32 {
	var v [2]obj
	if !stringIOParams.UnpackTuple(args, kwargs, v[:]) {
		return -1
	}
	newline := v[1]
	if newline != nil && newline != object.None && !object.IsStr(newline) {
		object.Raise(object.TypeError, "newline must be str or None, not %.200s", object.TypeName(newline.Type))
		return -1
	}
	s := &stringState{}
	text, given := "\n", true
	if newline != nil {
		text, given = "", newline != object.None
		if given {
			text = object.StrOf(newline)
		}
	}
	mode, ok := newlineModeOf(text, given)
	if !ok {
		object.Raise(object.ValueError, "illegal newline value: %s", object.ReprOf(newline))
		return -1
	}
	s.newlines = mode
	if v[0] != nil && v[0] != object.None {
		if !object.IsStr(v[0]) {
			object.Raise(object.TypeError, "initial_value must be str or None, not %.200s", object.TypeName(v[0].Type))
			return -1
		}
		s.write(object.StrRunes(v[0]))
		s.pos = 0
	}
	setState(o, s)
	return 0
}

func init() {
	object.Define(stringIOType, func() object.Spec {
		s := spec("StringIO", "StringIO(initial_value='', newline='\\n')\n--\n\nA stream of text in memory.", textBaseType)
		s.Init = initStringIO
		s.Iternext = func(o obj) obj {
			s := openString(o)
			if s == nil {
				return nil
			}
			if len(s.rest()) == 0 {
				return nil
			}
			return object.NewStrRunes(s.line(-1))
		}
		s.Getset = []object.GetSet{
			{Name: "closed", Get: func(o obj) obj {
				s := stateOf[stringState](o)
				if s == nil {
					return nil
				}
				return object.NewBool(s.closed)
			}},
			{Name: "newlines", Get: func(o obj) obj {
				s := openString(o)
				if s == nil {
					return nil
				}
				return s.decoder.seenObject()
			}},
			{Name: "line_buffering", Get: func(o obj) obj {
				if openString(o) == nil {
					return nil
				}
				return object.NewBool(false)
			}},
		}
		s.Methods = stringIOMethods
		return s
	})
}

var stringIOMethods = []object.Method{
	stringPlain("readable", "readable($self, /)\n--\n\nReturns True if the IO object can be read.", func(*stringState) obj { return object.NewBool(true) }),
	stringPlain("writable", "writable($self, /)\n--\n\nReturns True if the IO object can be written.", func(*stringState) obj { return object.NewBool(true) }),
	stringPlain("seekable", "seekable($self, /)\n--\n\nReturns True if the IO object can be seeked.", func(*stringState) obj { return object.NewBool(true) }),
	stringPlain("tell", "tell($self, /)\n--\n\nThe position.", func(s *stringState) obj { return number(s.pos) }),
	stringPlain("getvalue", "getvalue($self, /)\n--\n\nAll the text.", func(s *stringState) obj { return object.NewStrRunes(s.text) }),
	plain("close", "close($self, /)\n--\n\nGive the text up.", func(o obj) obj {
		if s, ok := object.Kept(of(o).handle).(*stringState); ok {
			s.closed, s.text = true, nil
		}
		return none()
	}),
	stringMethod("read", "read($self, size=-1, /)\n--\n\nRead so many characters, or all that are left.", 0, 1, func(s *stringState, a []obj) obj {
		n, ok := sizeOf(a)
		if !ok {
			return nil
		}
		return object.NewStrRunes(s.take(n))
	}),
	stringMethod("readline", "readline($self, size=-1, /)\n--\n\nRead a line with its end.", 0, 1, func(s *stringState, a []obj) obj {
		n, ok := sizeOf(a)
		if !ok {
			return nil
		}
		return object.NewStrRunes(s.line(n))
	}),
	one("write", "write($self, s, /)\n--\n\nWrite text, and return how many characters.", func(o, text obj) obj {
		s := stateOf[stringState](o)
		if s == nil {
			return nil
		}
		if !object.IsStr(text) {
			return object.Raise(object.TypeError, "string argument expected, got '%s'", object.TypeName(text.Type))
		}
		if openString(o) == nil {
			return nil
		}
		s.write(object.StrRunes(text))
		return number(object.StrLen(text))
	}),
	stringMethod("seek", "seek($self, pos, whence=0, /)\n--\n\nMove to a position.", 1, 2, func(s *stringState, a []obj) obj {
		pos, ok := object.AsIndex(a[0], object.OverflowError)
		if !ok {
			return nil
		}
		whence, ok := whenceOf(a)
		switch {
		case !ok:
			return nil
		case whence < 0 || whence > 2:
			return object.Raise(object.ValueError, "Invalid whence (%d, should be 0, 1 or 2)", whence)
		case pos < 0 && whence == 0:
			return object.Raise(object.ValueError, "Negative seek position %d", pos)
		case whence != 0 && pos != 0:
			return object.Raise(object.OSError, "Can't do nonzero cur-relative seeks")
		case whence == 1:
			pos = s.pos
		case whence == 2:
			pos = len(s.text)
		}
		s.pos = pos
		return number(pos)
	}),
	stringMethod("truncate", "truncate($self, pos=None, /)\n--\n\nCut the text at a position, the current one if none is given.", 0, 1, func(s *stringState, a []obj) obj {
		size := s.pos
		if len(a) > 0 && a[0] != object.None {
			var ok bool
			if size, ok = sizeOf(a); !ok {
				return nil
			}
			if size < 0 {
				return object.Raise(object.ValueError, "Negative size value %d", size)
			}
		}
		if size < len(s.text) {
			s.text = s.text[:size]
		}
		return number(size)
	}),
}
