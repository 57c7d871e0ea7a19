package object

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/d95905aa/gilded/internal/codec"
)

// Names of files. They are UTF-8 outside; bytes that are not hide in surrogates.

const fsErrors = "surrogateescape"

// DecodeFS makes a str of a file name.
func DecodeFS(name []byte) *Object { return DecodeUTF8(name, fsErrors) }

// FSText is a file name as text, in which lone surrogates stand for bytes that are no UTF-8.
func FSText(name string) string {
	runes, _, _ := codec.DecodeUTF8([]byte(name), codec.DecodeHandlers[fsErrors], true) // the handler takes whatever comes
	return StringOf(runes)
}

// EncodeFS makes bytes of a str that names a file.
func EncodeFS(o *Object) *Object { return EncodeUTF8(o, fsErrors) }

// FSName is the name of a file as the system has it; false, and no error, for what is no str or can't name a file.
func FSName(o *Object) (string, bool) {
	if !IsStr(o) {
		return "", false
	}
	name := EncodeFS(o)
	if name == nil {
		ClearErr()
		return "", false
	}
	defer Decref(name)
	return string(BytesOf(name)), true
}

// FSPath is os.fspath(o): a str or bytes. It may run code.
func FSPath(o *Object) *Object {
	if IsStr(o) || IsBytes(o) {
		return NewRef(o)
	}
	path, found := special(o, "__fspath__")
	if !found {
		return Raise(TypeError, "expected str, bytes or os.PathLike object, not %.200s", TypeName(o.Type))
	}
	if path != nil && !IsStr(path) && !IsBytes(path) {
		Raise(TypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s", TypeName(o.Type), TypeName(path.Type))
		Decref(path)
		return nil
	}
	return path
}

// FSConvert is a file name as bytes without a zero byte. It may run code.
func FSConvert(o *Object) *Object {
	path := FSPath(o)
	if path == nil {
		return nil
	}
	if IsStr(path) {
		encoded := EncodeFS(path)
		Decref(path)
		if path = encoded; path == nil {
			return nil
		}
	}
	if bytes.IndexByte(BytesOf(path), 0) >= 0 {
		Decref(path)
		return Raise(ValueError, "embedded null byte")
	}
	return path
}

// FSDecode is a file name as a str without a zero character. It may run code.
func FSDecode(o *Object) *Object {
	if !IsStr(o) && !IsBytes(o) && CheckBuffer(o) { // a way that is on its way out
		if !Warn(DeprecationWarning, fmt.Sprintf("path should be string, bytes, or os.PathLike, not %.200s", TypeName(o.Type)), 1) {
			return nil
		}
		if o = BytesFromObject(o); o == nil {
			return nil
		}
		defer Decref(o)
	}
	path := FSPath(o)
	if path == nil {
		return nil
	}
	if IsBytes(path) {
		decoded := DecodeFS(BytesOf(path))
		Decref(path)
		if path = decoded; path == nil {
			return nil
		}
	}
	if slices.Contains(StrRunes(path), 0) {
		Decref(path)
		return Raise(ValueError, "embedded null character")
	}
	return path
}
