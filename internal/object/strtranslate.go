package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// StrTranslate is o.translate(table). It may run code.
func StrTranslate(o, table *Object) *Object { return StrTranslateErrors(o, table, "ignore") }

// StrTranslateErrors is StrTranslate; what the table maps to None is for the error handler. It may run code.
func StrTranslateErrors(o, table *Object, errors string) *Object {
	out := make([]rune, 0, StrLen(o))
	for i := 0; i < StrLen(o); i++ {
		c := StrAt(o, i)
		var undefined, ok bool
		if out, undefined, ok = translateChar(out, c, table); !ok {
			return nil
		}
		if !undefined || errors == "ignore" {
			continue
		}
		end := i + 1
		for ; end < StrLen(o); end++ { // all that is undefined there is one error
			if _, more, ok := translateChar(nil, StrAt(o, end), table); !ok {
				return nil
			} else if !more {
				break
			}
		}
		if out, i, ok = translateError(out, o, i, end, errors); !ok {
			return nil
		}
		i--
	}
	return NewStrRunes(out)
}

// translateError asks the error handler what stands for o[start:end], and where to go on.
func translateError(out []rune, o *Object, start, end int, errors string) ([]rune, int, bool) {
	args := stealTuple(NewRef(o), NewInt(int64(start)), NewInt(int64(end)), NewStr("character maps to <undefined>"))
	if args == nil {
		return nil, 0, false
	}
	defer Decref(args)
	exc := Call(Head(UnicodeTranslateError), args, nil)
	if exc == nil {
		return nil, 0, false
	}
	defer Decref(exc)
	switch errors {
	case "", "strict":
		RaiseException(exc)
		return nil, 0, false
	}
	handler := LookupErrorHandler(errors)
	if handler == nil {
		return nil, 0, false
	}
	defer Decref(handler)
	text, _, next, ok := callHandler(handler, exc, false)
	if ok {
		next, ok = handlerPosition(next, StrLen(o))
	}
	return append(out, text...), next, ok
}

// translateChar appends what a table has for a character; undefined is set where that is None. It may run code.
func translateChar(out []rune, c rune, table *Object) (to []rune, undefined, ok bool) {
	key := NewInt(int64(c))
	if key == nil {
		return nil, false, false
	}
	v := GetItem(table, key)
	Decref(key)
	if v == nil {
		if !Matches(LookupError) {
			return nil, false, false
		}
		ClearErr()
		return append(out, c), false, true
	}
	defer Decref(v)
	switch {
	case v == None:
		return out, true, true
	case HasFlag(v.Type, abi.TPFlagsLongSubclass):
		n, ok := AsInt64(v)
		if !ok || n < 0 || n > maxRune {
			if Occurred() != nil {
				ClearErr()
			}
			Raise(ValueError, "character mapping must be in range(0x110000)")
			return nil, false, false
		}
		return append(out, rune(n)), false, true
	case IsStr(v):
		return append(out, StrRunes(v)...), false, true
	}
	Raise(TypeError, "character mapping must return integer, None or str")
	return nil, false, false
}

func strMaketrans(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("maketrans", n, 1, 3) {
		return nil
	}
	a := Args(args, n)
	table := NewDict()
	if table == nil {
		return nil
	}
	ok := false
	if n == 1 {
		ok = maketransDict(table, a[0])
	} else {
		ok = maketransPairs(table, a)
	}
	if !ok {
		Decref(table)
		return nil
	}
	return table
}

func putChar(table *Object, c rune, v *Object) bool {
	key := NewInt(int64(c))
	if key == nil || v == nil {
		XDecref(key)
		return false
	}
	defer Decref(key)
	return DictSet(table, key, v)
}

func maketransPairs(table *Object, a []*Object) bool {
	if !IsStr(a[0]) {
		Raise(TypeError, "first maketrans argument must be a string if there is a second argument")
		return false
	}
	for i, v := range a[1:] {
		if !IsStr(v) {
			Raise(TypeError, "maketrans() argument %d must be str, not %.50s", i+2, argumentType(v))
			return false
		}
	}
	if StrLen(a[0]) != StrLen(a[1]) {
		Raise(ValueError, "the first two maketrans arguments must have equal length")
		return false
	}
	for i := range StrLen(a[0]) {
		v := NewInt(int64(StrAt(a[1], i)))
		ok := putChar(table, StrAt(a[0], i), v)
		XDecref(v)
		if !ok {
			return false
		}
	}
	if len(a) == 3 {
		for _, c := range StrRunes(a[2]) {
			if !putChar(table, c, None) {
				return false
			}
		}
	}
	return true
}

func maketransDict(table, from *Object) bool {
	if from.Type != DictType {
		Raise(TypeError, "if you give only one argument to maketrans it must be a dict")
		return false
	}
	var pos int
	var key, value *Object
	for DictNext(from, &pos, &key, &value) {
		switch {
		case IsStr(key):
			if StrLen(key) != 1 {
				Raise(ValueError, "string keys in translate table must be of length 1")
				return false
			}
			if !putChar(table, StrAt(key, 0), value) {
				return false
			}
		case HasFlag(key.Type, abi.TPFlagsLongSubclass):
			if !DictSet(table, key, value) {
				return false
			}
		default:
			Raise(TypeError, "keys in translate table must be strings or integers")
			return false
		}
	}
	return true
}

func strSizeof(o *Object) *Object {
	h := strHead(o)
	size := int(compactStr)
	switch {
	case h.State&abi.UnicodeCompact == 0:
		size = int(unsafe.Sizeof(abi.LegacyUnicode{}))
	case StrIsASCII(o):
		size = int(asciiSize)
	}
	size += (StrLen(o) + 1) * StrKind(o)
	if !StrIsASCII(o) && As[*abi.Unicode](o).UTF8 != nil {
		size += As[*abi.Unicode](o).UTF8Length + 1
	}
	return NewInt(int64(size))
}
