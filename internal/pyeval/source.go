package pyeval

import (
	"regexp"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// sourceOf is the source text in a str or in bytes, which may say what they are encoded in.
func sourceOf(o, filename *object.Object, function, what string) (string, bool) {
	if object.HasFlag(o.Type, abi.TPFlagsUnicodeSubclass) {
		return checked(object.StrOf(o))
	}
	if !object.CheckBuffer(o) {
		object.Raise(object.TypeError, "%s() arg 1 must be a %s object", function, what)
		return "", false
	}
	data := object.BytesFromObject(o)
	if data == nil {
		return "", false
	}
	defer object.Decref(data)
	return Decode(string(object.BytesOf(data)), filename)
}

func checked(source string) (string, bool) {
	if strings.IndexByte(source, 0) >= 0 {
		object.Raise(object.ValueError, "source code string cannot contain null bytes")
		return "", false
	}
	return source, true
}

var cookie = regexp.MustCompile(`^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)`)

// Decode makes text of the bytes of a source file: UTF-8, unless one of the first two lines names another encoding. A nil
// filename is "<string>".
func Decode(data string, filename *object.Object) (string, bool) {
	data, marked := strings.CutPrefix(data, "\ufeff")
	encoding := "utf-8"
	for i, line := range strings.SplitN(data, "\n", 3) {
		if i > 1 {
			break
		}
		if found := cookie.FindStringSubmatch(line); found != nil {
			encoding = found[1]
			break
		}
		if blank := strings.TrimLeft(line, " \t\f\r"); blank != "" && blank[0] != '#' {
			break
		}
	}
	if marked {
		encoding = "utf-8"
	}
	text := object.Decode([]byte(data), encoding, "strict")
	if text == nil {
		undecodable(encoding, filename)
		return "", false
	}
	defer object.Decref(text)
	return checked(object.StrOf(text))
}

// undecodable makes a SyntaxError of what the codec raised.
func undecodable(encoding string, filename *object.Object) {
	raised := TakeRaised()
	defer raised.Release()
	text, line := "unknown encoding: "+encoding, 0
	if !object.GivenMatches(raised.Value, object.Head(object.LookupError)) {
		said := object.Str(raised.Value)
		if said == nil {
			return
		}
		text, line = "(unicode error) "+object.StrOf(said), 1
		object.Decref(said)
	}
	if filename == nil {
		if filename = object.NewStr("<string>"); filename == nil {
			return
		}
		defer object.Decref(filename)
	}
	object.RaiseSyntax(object.SyntaxError, text, filename, line, line, "")
}
