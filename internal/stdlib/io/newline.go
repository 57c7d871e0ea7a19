package io

import (
	"github.com/d95905aa/gilded/internal/object"
)

// Ends of lines: what they are, and what becomes of them on the way in and out.

// newlineMode is what the parameter newline says.
type newlineMode struct {
	universal bool   // "\r", "\n" and "\r\n" end a line
	translate bool   // and all become "\n"
	end       string // what ends a line, where it is not universal
	out       string // what "\n" becomes when it is written; "" for itself
}

// newlineModeOf understands the parameter; given says that it is not None.
func newlineModeOf(text string, given bool) (newlineMode, bool) {
	switch {
	case !given:
		return newlineMode{universal: true, translate: true}, true
	case text == "":
		return newlineMode{universal: true}, true
	case text == "\n":
		return newlineMode{end: "\n"}, true
	case text == "\r" || text == "\r\n":
		return newlineMode{end: text, out: text}, true
	}
	return newlineMode{}, false
}

// outgoing is text as it is written.
func (m newlineMode) outgoing(text []rune) []rune {
	if m.out == "" {
		return text
	}
	var out []rune
	for _, c := range text {
		if c == '\n' {
			out = append(out, []rune(m.out)...)
		} else {
			out = append(out, c)
		}
	}
	return out
}

// lineEnd is the length of the first line; false if it does not end.
func (m newlineMode) lineEnd(text []rune) (int, bool) {
	for i, c := range text {
		switch {
		case m.translate || !m.universal && m.end == "\n":
			if c == '\n' {
				return i + 1, true
			}
		case m.universal:
			if c == '\n' || c == '\r' && i+1 < len(text) && text[i+1] != '\n' {
				return i + 1, true
			}
			if c == '\r' && i+1 < len(text) {
				return i + 2, true
			}
			if c == '\r' {
				return i + 1, true
			}
		case m.end == "\r":
			if c == '\r' {
				return i + 1, true
			}
		default:
			if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				return i + 2, true
			}
		}
	}
	return 0, false
}

// newlineDecoder notes the ends of lines that it sees, and may make all of them "\n".
type newlineDecoder struct {
	pendingCR bool
	seen      int
}

const (
	seenCR = 1 << iota
	seenLF
	seenCRLF
)

func (d *newlineDecoder) decode(text []rune, final, translate bool) []rune {
	if d.pendingCR && (final || len(text) > 0) {
		text = append([]rune{'\r'}, text...)
		d.pendingCR = false
	}
	if n := len(text); !final && n > 0 && text[n-1] == '\r' {
		text = text[:n-1]
		d.pendingCR = true
	}
	out := text[:0:0]
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\n':
			d.seen |= seenLF
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			d.seen |= seenCRLF
			if !translate {
				out = append(out, '\r')
			}
			i++
			c = '\n'
		case c == '\r':
			d.seen |= seenCR
			if translate {
				c = '\n'
			}
		}
		out = append(out, c)
	}
	return out
}

// seenObject is the attribute newlines.
func (d *newlineDecoder) seenObject() obj {
	var ends []obj
	for _, e := range []struct {
		bit  int
		text string
	}{{seenCR, "\r"}, {seenLF, "\n"}, {seenCRLF, "\r\n"}} {
		if d.seen&e.bit != 0 {
			ends = append(ends, object.NewStr(e.text))
		}
	}
	switch len(ends) {
	case 0:
		return none()
	case 1:
		return ends[0]
	}
	return object.OwnedTuple(ends...)
}

// IncrementalNewlineDecoder: a newlineDecoder behind another decoder (inner), or behind none.

type newlineState struct {
	newlineDecoder
	translate bool
}

var (
	newlineDecoderType   = object.NewType()
	newlineDecoderParams = object.Params{Func: "IncrementalNewlineDecoder", Names: []string{"decoder", "translate", "errors"}, Required: 2, Positional: 3}
	newlineDecodeParams  = object.Params{Func: "decode", Names: []string{"input", "final"}, Required: 1, Positional: 2}
)

func init() {
	object.Define(newlineDecoderType, func() object.Spec {
		s := spec("IncrementalNewlineDecoder", "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n--\n\nNotes ends of lines behind another decoder, and makes them \"\\n\".", nil)
		s.Init = func(o, args, kwargs obj) int32 {
			var v [3]obj
			if !newlineDecoderParams.UnpackTuple(args, kwargs, v[:]) {
				return -1
			}
			translate := object.IsTrue(v[1])
			if translate < 0 {
				return -1
			}
			object.Replace(&of(o).inner, object.NewRef(v[0]))
			setState(o, &newlineState{translate: translate > 0})
			return 0
		}
		s.Getset = []object.GetSet{{Name: "newlines", Get: func(o obj) obj {
			s := stateOf[newlineState](o)
			if s == nil {
				return nil
			}
			return s.seenObject()
		}}}
		s.Methods = newlineDecoderMethods
		return s
	})
}

var newlineDecoderMethods = []object.Method{
	{Name: "decode", Doc: "decode($self, /, input, final=False)\n--\n\nDecode some of the input.", FastKeys: func(o obj, args *obj, n int, names obj) obj {
		var v [2]obj
		if !newlineDecodeParams.Unpack(args, n, names, v[:]) {
			return nil
		}
		s := stateOf[newlineState](o)
		if s == nil {
			return nil
		}
		final := int32(0)
		if v[1] != nil {
			if final = object.IsTrue(v[1]); final < 0 {
				return nil
			}
		}
		text := object.NewRef(v[0])
		if of(o).inner != object.None {
			object.Decref(text)
			flag := object.NewBool(final > 0)
			text = object.CallMethod(of(o).inner, "decode", v[0], flag)
			object.Decref(flag)
		}
		if text == nil {
			return nil
		}
		defer object.Decref(text)
		if !object.IsStr(text) {
			return object.Raise(object.TypeError, "decoder should return a string result, not '%.200s'", object.TypeName(text.Type))
		}
		return object.NewStrRunes(s.decode(object.StrRunes(text), final > 0, s.translate))
	}},
	plain("getstate", "getstate($self, /)\n--\n\nWhat is pending, and a number.", func(o obj) obj {
		s := stateOf[newlineState](o)
		if s == nil {
			return nil
		}
		buffer, flag := object.NewBytes(nil), int64(0)
		if of(o).inner != object.None {
			object.XDecref(buffer)
			state := object.CallMethod(of(o).inner, "getstate")
			if state == nil {
				return nil
			}
			defer object.Decref(state)
			if !object.IsTuple(state) || len(object.TupleItems(state)) != 2 {
				return object.Raise(object.TypeError, "illegal decoder state")
			}
			buffer = object.NewRef(object.TupleItems(state)[0])
			var ok bool
			if flag, ok = object.AsInt64(object.TupleItems(state)[1]); !ok {
				object.Decref(buffer)
				return nil
			}
		}
		flag <<= 1
		if s.pendingCR {
			flag |= 1
		}
		return object.OwnedTuple(buffer, object.NewInt(flag))
	}),
	one("setstate", "setstate($self, state, /)\n--\n\nGo back to what getstate said.", func(o, state obj) obj {
		s := stateOf[newlineState](o)
		if s == nil {
			return nil
		}
		if !object.IsTuple(state) {
			return object.Raise(object.TypeError, "state argument must be a tuple")
		}
		items := object.TupleItems(state)
		if len(items) != 2 {
			return object.Raise(object.TypeError, "setstate(): illegal state argument")
		}
		flag, ok := object.AsInt64(items[1])
		if !ok {
			return nil
		}
		s.pendingCR = flag&1 != 0
		if of(o).inner == object.None {
			return none()
		}
		rest := object.OwnedTuple(object.NewRef(items[0]), object.NewInt(flag>>1))
		if rest == nil {
			return nil
		}
		defer object.Decref(rest)
		return object.CallMethod(of(o).inner, "setstate", rest)
	}),
	plain("reset", "reset($self, /)\n--\n\nForget everything.", func(o obj) obj {
		s := stateOf[newlineState](o)
		if s == nil {
			return nil
		}
		s.newlineDecoder = newlineDecoder{}
		if of(o).inner == object.None {
			return none()
		}
		return object.CallMethod(of(o).inner, "reset")
	}),
}
