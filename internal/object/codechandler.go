package object

import (
	"github.com/d95905aa/gilded/internal/codec"
)

// Error handlers: those of package codec, and those that somebody registered, which are called with an exception and
// answer with what stands for its range and where to go on. A handler is looked up when it is needed and not before.

// codecState is an interpreter's codecs and error handlers. All references are owned.
type codecState struct {
	handlers map[string]*Object // registered error handlers
	search   []*Object          // registered search functions
	cache    map[string]*Object // what the search functions found, by normalized name
}

// RegisterErrorHandler makes a callable known under a name.
func RegisterErrorHandler(name string, handler *Object) bool {
	if !Callable(handler) {
		Raise(TypeError, "handler must be callable")
		return false
	}
	s := &State().text.codecs
	if s.handlers == nil {
		s.handlers = map[string]*Object{}
	}
	old := s.handlers[name]
	s.handlers[name] = NewRef(handler)
	XDecref(old)
	return true
}

// registeredHandler is the callable of a name, borrowed; nil, and LookupError, if there is none.
func registeredHandler(name string) *Object {
	h := State().text.codecs.handlers[name]
	if h == nil && builtinHandlerNames[name] != "" {
		if h = LookupErrorHandler(name); h != nil { // which keeps it
			Decref(h)
		}
		return h
	}
	if h == nil {
		Raise(LookupError, "unknown error handler name '%.400s'", name)
	}
	return h
}

func decodeHandler(name string) codec.DecodeHandler {
	if name == "" {
		name = "strict"
	}
	if h := codec.DecodeHandlers[name]; h != nil {
		return h
	}
	return func(e *codec.DecodeError) ([]rune, int, error) {
		handler := registeredHandler(name)
		if handler == nil {
			return nil, 0, errRaised
		}
		object := NewBytes(e.Data)
		if object == nil {
			return nil, 0, errRaised
		}
		exc := newCodecError(UnicodeDecodeError, e.Encoding, object, e.Start, e.End, e.Reason)
		Decref(object)
		if exc == nil {
			return nil, 0, errRaised
		}
		defer Decref(exc)
		text, _, next, ok := callHandler(handler, exc, false)
		if !ok {
			return nil, 0, errRaised
		}
		after := GetAttrString(exc, "object")
		if after == nil {
			return nil, 0, errRaised
		}
		defer Decref(after)
		if IsBytes(after) {
			e.Data = append([]byte(nil), BytesOf(after)...)
		}
		next, ok = handlerPosition(next, len(e.Data))
		if !ok {
			return nil, 0, errRaised
		}
		return text, next, nil
	}
}

func encodeHandler(o *Object, name string) codec.EncodeHandler {
	if name == "" {
		name = "strict"
	}
	if h := codec.EncodeHandlers[name]; h != nil {
		return h
	}
	return func(e *codec.EncodeError) ([]rune, []byte, int, error) {
		handler := registeredHandler(name)
		if handler == nil {
			return nil, nil, 0, errRaised
		}
		exc := newCodecError(UnicodeEncodeError, e.Encoding, o, e.Start, e.End, e.Reason)
		if exc == nil {
			return nil, nil, 0, errRaised
		}
		defer Decref(exc)
		text, raw, next, ok := callHandler(handler, exc, true)
		if ok {
			next, ok = handlerPosition(next, len(e.Text))
		}
		if !ok {
			return nil, nil, 0, errRaised
		}
		return text, raw, next, nil
	}
}

// callHandler calls a registered handler and takes its answer apart.
func callHandler(handler, exc *Object, bytesToo bool) (text []rune, raw []byte, next int, ok bool) {
	answer := CallArgs(handler, exc)
	if answer == nil {
		return nil, nil, 0, false
	}
	defer Decref(answer)
	wrong := "decoding error handler must return (str, int) tuple"
	if bytesToo {
		wrong = "encoding error handler must return (str/bytes, int) tuple"
	}
	if !IsTuple(answer) || len(TupleItems(answer)) != 2 {
		Raise(TypeError, "%s", wrong)
		return nil, nil, 0, false
	}
	items := TupleItems(answer)
	switch {
	case IsStr(items[0]):
		text = append([]rune(nil), StrRunes(items[0])...)
	case bytesToo && IsBytes(items[0]):
		raw = append([]byte(nil), BytesOf(items[0])...)
	default:
		Raise(TypeError, "%s", wrong)
		return nil, nil, 0, false
	}
	if !IndexCheck(items[1]) {
		Raise(TypeError, "%s", wrong)
		return nil, nil, 0, false
	}
	next, ok = AsIndex(items[1], OverflowError)
	return text, raw, next, ok
}

// handlerPosition checks where a handler wants to go on; a negative position counts from the end.
func handlerPosition(next, n int) (int, bool) {
	at := next
	if at < 0 {
		at += n
	}
	if at < 0 || at > n {
		Raise(IndexError, "position %d from error handler out of bounds", at)
		return 0, false
	}
	return at, true
}
