package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/codec"
)

// The built-in error handlers as Python sees them: called with an exception, they answer with a replacement and a position.

var builtinHandlerNames = map[string]string{
	"strict": "strict_errors", "ignore": "ignore_errors", "replace": "replace_errors",
	"backslashreplace": "backslashreplace_errors", "xmlcharrefreplace": "xmlcharrefreplace_errors",
	"namereplace": "namereplace_errors", "surrogateescape": "surrogateescape", "surrogatepass": "surrogatepass",
}

// CallErrorHandler is what the built-in handler of a name does with an exception: a tuple, or the exception raised again.
func CallErrorHandler(name string, exc *Object) *Object {
	if name == "strict" {
		if !IsException(exc) {
			return Raise(TypeError, "codec must pass exception instance")
		}
		return RaiseException(exc)
	}
	switch {
	case Is(exc, UnicodeEncodeError):
		return callEncodeHandler(name, exc)
	case Is(exc, UnicodeDecodeError):
		if codec.DecodeHandlers[name] != nil {
			return callDecodeHandler(name, exc)
		}
	case Is(exc, UnicodeTranslateError):
		switch name {
		case "ignore", "replace", "backslashreplace":
			return callTranslateHandler(name, exc)
		}
	}
	return Raise(TypeError, "don't know how to handle %.200s in error callback", TypeName(exc.Type))
}

// errorRange is the object of a codec's exception and the range in it that failed.
func errorRange(exc *Object) (object *Object, start, end int, ok bool) {
	kind := UnicodeEncodeError
	if Is(exc, UnicodeDecodeError) {
		kind = UnicodeDecodeError
	}
	object, _ = UnicodeErrorObject(exc, kind)
	if object == nil {
		return nil, 0, 0, false
	}
	if start, ok = UnicodeErrorStart(exc, kind); ok {
		end, ok = UnicodeErrorEnd(exc, kind)
	}
	if !ok {
		Decref(object)
		return nil, 0, 0, false
	}
	start = max(start, 0) // -1 for an object without characters
	return object, start, max(start, end), true
}

func errorEncoding(exc *Object) (string, bool) {
	encoding := UnicodeErrorText(exc, "encoding")
	if encoding == nil {
		return "", false
	}
	defer Decref(encoding)
	return StrOf(encoding), true
}

func callEncodeHandler(name string, exc *Object) *Object {
	text, start, end, ok := errorRange(exc)
	if !ok {
		return nil
	}
	defer Decref(text)
	encoding, ok := errorEncoding(exc)
	if !ok {
		return nil
	}
	to, raw, next, err := codec.EncodeHandlers[name](&codec.EncodeError{Encoding: encoding, Text: StrRunes(text), Start: start, End: end})
	if err != nil {
		return RaiseException(exc)
	}
	if raw != nil {
		return packOwned(NewBytes(raw), NewInt(int64(next)))
	}
	return packOwned(NewStrRunes(to), NewInt(int64(next)))
}

func callDecodeHandler(name string, exc *Object) *Object {
	data, start, end, ok := errorRange(exc)
	if !ok {
		return nil
	}
	defer Decref(data)
	encoding, ok := errorEncoding(exc)
	if !ok {
		return nil
	}
	to, next, err := codec.DecodeHandlers[name](&codec.DecodeError{Encoding: encoding, Data: BytesOf(data), Start: start, End: end})
	if err != nil {
		return RaiseException(exc)
	}
	return packOwned(NewStrRunes(to), NewInt(int64(next)))
}

func callTranslateHandler(name string, exc *Object) *Object {
	e := As[*abi.UnicodeError](exc)
	if e.Object == nil || !IsStr(e.Object) {
		return Raise(TypeError, "object attribute must be unicode")
	}
	n := StrLen(e.Object)
	start := min(max(e.Start, 0), max(n-1, 0))
	end := min(max(e.End, 1), n)
	var to []rune
	for i := start; i < end; i++ {
		switch name {
		case "replace":
			to = append(to, 0xfffd)
		case "backslashreplace":
			to = appendEscape(to, StrAt(e.Object, i))
		}
	}
	return packOwned(NewStrRunes(to), NewInt(int64(end)))
}

// LookupErrorHandler is the callable of a name, built in or registered: a new reference; nil, and LookupError, if there is none.
func LookupErrorHandler(name string) *Object {
	s := &State().text.codecs
	if h := s.handlers[name]; h != nil {
		return NewRef(h)
	}
	function, ok := builtinHandlerNames[name]
	if !ok {
		return Raise(LookupError, "unknown error handler name '%.400s'", name)
	}
	h := NewGoFunc(function, func(args []*Object, names *Object) *Object {
		if names != nil && len(TupleItems(names)) > 0 {
			return Raise(TypeError, "%s() takes no keyword arguments", function)
		}
		if len(args) != 1 {
			return Raise(TypeError, "%s() takes exactly one argument (%d given)", function, len(args))
		}
		return CallErrorHandler(name, args[0])
	})
	if h == nil || !RegisterErrorHandler(name, h) {
		XDecref(h)
		return nil
	}
	return h
}

// clear forgets what was registered and found: it may run code.
func (s *codecState) clear() {
	var gone []*Object
	for _, o := range s.handlers {
		gone = append(gone, o)
	}
	for _, o := range s.cache {
		gone = append(gone, o)
	}
	gone = append(gone, s.search...)
	*s = codecState{}
	for _, o := range gone {
		Decref(o)
	}
}
