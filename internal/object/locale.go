package object

import (
	"slices"
	"unicode/utf8"
)

// The codec of the locale, which is UTF-8 with errors of its own and two handlers.

func localeHandler(errors string) bool {
	if errors != "" && errors != "strict" && errors != "surrogateescape" {
		Raise(ValueError, "unsupported error handler")
		return false
	}
	return true
}

// DecodeLocale makes a str of bytes in the encoding of the locale.
func DecodeLocale(data []byte, errors string) *Object {
	if !localeHandler(errors) {
		return nil
	}
	if slices.Contains(data, 0) {
		return Raise(ValueError, "embedded null byte")
	}
	if errors == "surrogateescape" {
		return DecodeUTF8(data, errors)
	}
	for at := 0; at < len(data); {
		c, n := utf8.DecodeRune(data[at:])
		if c == utf8.RuneError && n == 1 {
			if o := NewBytes(data); o != nil {
				raiseDecodeError("locale", o, at, at+1, "decoding error")
				Decref(o)
			}
			return nil
		}
		at += n
	}
	return DecodeUTF8(data, errors)
}

// EncodeLocale makes bytes of a str in the encoding of the locale.
func EncodeLocale(o *Object, errors string) *Object {
	text := StrRunes(o)
	if slices.Contains(text, 0) {
		return Raise(ValueError, "embedded null character")
	}
	if !localeHandler(errors) {
		return nil
	}
	for i, c := range text {
		escaped := errors == "surrogateescape" && c >= 0xdc80 && c <= 0xdcff
		if c >= 0xd800 && c <= 0xdfff && !escaped {
			raiseEncodeError("locale", o, i, i+1, "encoding error")
			return nil
		}
	}
	return EncodeUTF8(o, errors)
}
