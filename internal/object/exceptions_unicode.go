package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// unicodeErrors are the three errors of codecs: encoding has an str as its object, decoding a bytes, translating an str.
var unicodeErrors = []*Type{UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError}

func unicodeErrorFields(o *Object) []**Object {
	e := As[*abi.UnicodeError](o)
	return []**Object{&e.Encoding, &e.Object, &e.Reason}
}

func defineUnicodeErrors() {
	for _, c := range []struct {
		t    *Type
		name string
		doc  string
		init func(o, args, kwargs *Object) int32
		str  func(o *Object) *Object
	}{
		{UnicodeEncodeError, "UnicodeEncodeError", "Unicode encoding error.", unicodeEncodeInit, unicodeEncodeStr},
		{UnicodeDecodeError, "UnicodeDecodeError", "Unicode decoding error.", unicodeDecodeInit, unicodeDecodeStr},
		{UnicodeTranslateError, "UnicodeTranslateError", "Unicode translation error.", unicodeTranslateInit, unicodeTranslateStr},
	} {
		exceptionType(c.t, c.name, UnicodeError, c.doc, unsafe.Sizeof(abi.UnicodeError{}), unicodeErrorFields, func(s *Spec) {
			s.Init, s.Str = c.init, c.str
			s.Members = []Member{
				objectMember("encoding", "exception encoding", unsafe.Offsetof(abi.UnicodeError{}.Encoding)),
				objectMember("object", "exception object", unsafe.Offsetof(abi.UnicodeError{}.Object)),
				{Name: "start", Doc: "exception start", Type: TPySsizeT, Offset: unsafe.Offsetof(abi.UnicodeError{}.Start)},
				{Name: "end", Doc: "exception end", Type: TPySsizeT, Offset: unsafe.Offsetof(abi.UnicodeError{}.End)},
				objectMember("reason", "exception reason", unsafe.Offsetof(abi.UnicodeError{}.Reason)),
			}
		})
	}
}

// unicodeArguments takes the arguments of one of the three: encoding (nil for none), object, start, end, reason.
func unicodeArguments(o, args, kwargs *Object, hasEncoding bool, checkObject func(v *Object) (*Object, bool)) int32 {
	if baseExceptionInit(o, args, kwargs) < 0 {
		return -1
	}
	items := TupleItems(args)
	want := 4
	if hasEncoding {
		want = 5
	}
	if len(items) != want {
		return fail(TypeError, "function takes exactly %d arguments (%d given)", want, len(items))
	}
	var encoding *Object
	at := 0
	text := func() (*Object, bool) {
		v := items[at]
		at++
		if !HasFlag(v.Type, abi.TPFlagsUnicodeSubclass) {
			Raise(TypeError, "argument %d must be str, not %.50s", at, ArgumentTypeName(v))
			return nil, false
		}
		return v, true
	}
	index := func() (int, bool) {
		at++
		return AsInt(items[at-1])
	}
	var ok bool
	if hasEncoding {
		if encoding, ok = text(); !ok {
			return -1
		}
	}
	object := items[at]
	if checkObject == nil {
		if object, ok = text(); !ok {
			return -1
		}
	} else {
		at++
	}
	start, ok := index()
	if !ok {
		return -1
	}
	end, ok := index()
	if !ok {
		return -1
	}
	reason, ok := text()
	if !ok {
		return -1
	}
	Incref(object)
	if checkObject != nil {
		made, ok := checkObject(object)
		Decref(object)
		if !ok {
			return -1
		}
		object = made
	}
	e := As[*abi.UnicodeError](o)
	e.Start, e.End = start, end
	Replace(&e.Object, object)
	Replace(&e.Reason, NewRef(reason))
	Replace(&e.Encoding, XNewRef(encoding))
	return 0
}

func unicodeEncodeInit(o, args, kwargs *Object) int32 {
	return unicodeArguments(o, args, kwargs, true, nil)
}

func unicodeTranslateInit(o, args, kwargs *Object) int32 {
	return unicodeArguments(o, args, kwargs, false, nil)
}

func unicodeDecodeInit(o, args, kwargs *Object) int32 {
	return unicodeArguments(o, args, kwargs, true, func(v *Object) (*Object, bool) {
		if HasFlag(v.Type, abi.TPFlagsBytesSubclass) {
			return NewRef(v), true
		}
		view := OpenBuffer(v, BufferSimple)
		if view == nil {
			return nil, false
		}
		defer CloseBuffer(view)
		b := NewBytes(ViewBytes(view))
		return b, b != nil
	})
}

// unicodeTexts are str(reason) and str(encoding); ok is false if one of them fails. A missing one is empty.
func unicodeTexts(e *abi.UnicodeError) (reason, encoding string, ok bool) {
	for i, o := range []*Object{e.Reason, e.Encoding} {
		if o == nil {
			continue
		}
		s := Str(o)
		if s == nil {
			return "", "", false
		}
		*[]*string{&reason, &encoding}[i] = StrOf(s)
		Decref(s)
	}
	return reason, encoding, true
}

// escapedChar is a character as an escape in a message.
func escapedChar(c rune) string {
	switch {
	case c <= 0xff:
		return fmt.Sprintf(`\x%02x`, c)
	case c <= 0xffff:
		return fmt.Sprintf(`\u%04x`, c)
	}
	return fmt.Sprintf(`\U%08x`, c)
}

func unicodeEncodeStr(o *Object) *Object {
	e := As[*abi.UnicodeError](o)
	if e.Object == nil {
		return NewStr("")
	}
	reason, encoding, ok := unicodeTexts(e)
	if !ok {
		return nil
	}
	if e.Start >= 0 && e.Start < StrLen(e.Object) && e.End == e.Start+1 {
		return NewStr(fmt.Sprintf("'%s' codec can't encode character '%s' in position %d: %s", encoding, escapedChar(StrAt(e.Object, e.Start)), e.Start, reason))
	}
	return NewStr(fmt.Sprintf("'%s' codec can't encode characters in position %d-%d: %s", encoding, e.Start, e.End-1, reason))
}

func unicodeTranslateStr(o *Object) *Object {
	e := As[*abi.UnicodeError](o)
	if e.Object == nil {
		return NewStr("")
	}
	reason, _, ok := unicodeTexts(e)
	if !ok {
		return nil
	}
	if e.Start >= 0 && e.Start < StrLen(e.Object) && e.End == e.Start+1 {
		return NewStr(fmt.Sprintf("can't translate character '%s' in position %d: %s", escapedChar(StrAt(e.Object, e.Start)), e.Start, reason))
	}
	return NewStr(fmt.Sprintf("can't translate characters in position %d-%d: %s", e.Start, e.End-1, reason))
}

func unicodeDecodeStr(o *Object) *Object {
	e := As[*abi.UnicodeError](o)
	if e.Object == nil {
		return NewStr("")
	}
	reason, encoding, ok := unicodeTexts(e)
	if !ok {
		return nil
	}
	if data := BytesOf(e.Object); e.Start >= 0 && e.Start < len(data) && e.End == e.Start+1 {
		return NewStr(fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", encoding, data[e.Start], e.Start, reason))
	}
	return NewStr(fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", encoding, e.Start, e.End-1, reason))
}

// UnicodeErrorObject returns the object of a codec's error, with its length in characters or bytes.
func UnicodeErrorObject(o *Object, kind *Type) (object *Object, length int) {
	e := As[*abi.UnicodeError](o)
	isDecode := kind == UnicodeDecodeError
	switch {
	case e.Object == nil:
		return Raise(TypeError, "object attribute not set"), 0
	case isDecode && !HasFlag(e.Object.Type, abi.TPFlagsBytesSubclass):
		return Raise(TypeError, "object attribute must be bytes"), 0
	case isDecode:
		return NewRef(e.Object), len(BytesOf(e.Object))
	case !HasFlag(e.Object.Type, abi.TPFlagsUnicodeSubclass):
		return Raise(TypeError, "object attribute must be unicode"), 0
	}
	return NewRef(e.Object), StrLen(e.Object)
}

// UnicodeErrorText returns a text attribute of a codec's error.
func UnicodeErrorText(o *Object, name string) *Object {
	e := As[*abi.UnicodeError](o)
	v := e.Reason
	if name == "encoding" {
		v = e.Encoding
	}
	if v == nil {
		return Raise(TypeError, "%s attribute not set", name)
	}
	if !HasFlag(v.Type, abi.TPFlagsUnicodeSubclass) {
		return Raise(TypeError, "%s attribute must be unicode", name)
	}
	return NewRef(v)
}

// UnicodeErrorStart returns where the error begins, inside the object.
func UnicodeErrorStart(o *Object, kind *Type) (int, bool) {
	object, n := UnicodeErrorObject(o, kind)
	if object == nil {
		return 0, false
	}
	Decref(object)
	start := max(0, As[*abi.UnicodeError](o).Start)
	if start >= n {
		start = n - 1
	}
	return start, true
}

// UnicodeErrorEnd returns where the error ends: behind at least one character, inside the object.
func UnicodeErrorEnd(o *Object, kind *Type) (int, bool) {
	object, n := UnicodeErrorObject(o, kind)
	if object == nil {
		return 0, false
	}
	Decref(object)
	return min(max(1, As[*abi.UnicodeError](o).End), n), true
}
