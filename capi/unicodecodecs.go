package capi

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/codec"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/ucd"
)

// The second half of the unicode chapter: codecs, file names, and facts about characters.

// notNegative refuses a negative number of bytes.
func notNegative(n int) bool {
	if n < 0 {
		object.Raise(object.SystemError, "Negative size passed to PyUnicode_New")
	}
	return n >= 0
}

// nameless refuses an encoding whose name is empty, which is not the same as none.
func nameless(encoding *byte) bool {
	if encoding != nil && *encoding == 0 {
		object.Raise(object.LookupError, "unknown encoding: ")
		return true
	}
	return false
}

func PyUnicode_Decode(s *byte, n int, encoding, errors *byte) *abi.Object {
	if n != 0 && nameless(encoding) || !notNegative(n) {
		return nil
	}
	return object.Decode(bytesAt(s, n), text(encoding), text(errors))
}

func PyUnicode_DecodeUTF8(s *byte, n int, errors *byte) *abi.Object {
	if !notNegative(n) {
		return nil
	}
	return object.DecodeUTF8(bytesAt(s, n), text(errors))
}

func PyUnicode_DecodeUTF8Stateful(s *byte, n int, errors *byte, consumed *int) *abi.Object {
	return decodePart(codec.DecodeUTF8, s, n, errors, consumed)
}

// decodePart decodes; where consumed is given, an incomplete sequence at the end is left.
func decodePart(decode codec.Decoder, s *byte, n int, errors *byte, consumed *int) *abi.Object {
	o, used := object.DecodePart(decode, bytesAt(s, n), text(errors), consumed == nil)
	if o != nil && consumed != nil {
		*consumed = used
	}
	return o
}

func PyUnicode_DecodeUTF7(s *byte, n int, errors *byte) *abi.Object {
	return decodePart(codec.DecodeUTF7, s, n, errors, nil)
}

func PyUnicode_DecodeUTF7Stateful(s *byte, n int, errors *byte, consumed *int) *abi.Object {
	return decodePart(codec.DecodeUTF7, s, n, errors, consumed)
}

func PyUnicode_DecodeASCII(s *byte, n int, errors *byte) *abi.Object {
	if !notNegative(n) {
		return nil
	}
	return decodePart(codec.DecodeASCII, s, n, errors, nil)
}

func PyUnicode_DecodeLatin1(s *byte, n int, _ *byte) *abi.Object {
	if !notNegative(n) {
		return nil
	}
	return object.NewStrLatin1(bytesAt(s, n))
}

func PyUnicode_DecodeRawUnicodeEscape(s *byte, n int, errors *byte) *abi.Object {
	if !notNegative(n) {
		return nil
	}
	return decodePart(codec.DecodeRawUnicodeEscape, s, n, errors, nil)
}

func PyUnicode_DecodeUnicodeEscape(s *byte, n int, errors *byte) *abi.Object {
	if !notNegative(n) {
		return nil
	}
	return object.DecodeWith(object.DecodeUnicodeEscape, bytesAt(s, n), text(errors))
}

type orderedDecoder = func([]byte, codec.Order, codec.DecodeHandler, bool) ([]rune, int, codec.Order, error)

// decodeOrdered decodes UTF-16 or UTF-32 in the order that *order says, which becomes the one that a byte order mark said.
func decodeOrdered(decode orderedDecoder, s *byte, n int, errors *byte, order *int32, consumed *int) *abi.Object {
	given := codec.Unknown
	if order != nil {
		given = codec.Order(max(min(*order, 1), -1))
	}
	found := given
	o := decodePart(func(data []byte, handle codec.DecodeHandler, final bool) ([]rune, int, error) {
		text, used, is, err := decode(data, given, handle, final)
		found = is
		return text, used, err
	}, s, n, errors, consumed)
	if o != nil && order != nil && *order == 0 {
		*order = int32(found)
	}
	return o
}

func PyUnicode_DecodeUTF16(s *byte, n int, errors *byte, order *int32) *abi.Object {
	return decodeOrdered(codec.DecodeUTF16, s, n, errors, order, nil)
}

func PyUnicode_DecodeUTF16Stateful(s *byte, n int, errors *byte, order *int32, consumed *int) *abi.Object {
	return decodeOrdered(codec.DecodeUTF16, s, n, errors, order, consumed)
}

func PyUnicode_DecodeUTF32(s *byte, n int, errors *byte, order *int32) *abi.Object {
	return decodeOrdered(codec.DecodeUTF32, s, n, errors, order, nil)
}

func PyUnicode_DecodeUTF32Stateful(s *byte, n int, errors *byte, order *int32, consumed *int) *abi.Object {
	return decodeOrdered(codec.DecodeUTF32, s, n, errors, order, consumed)
}

func PyUnicode_DecodeFSDefault(s *byte) *abi.Object { return object.DecodeFS([]byte(text(s))) }

func PyUnicode_DecodeFSDefaultAndSize(s *byte, n int) *abi.Object {
	if !notNegative(n) {
		return nil
	}
	return object.DecodeFS(bytesAt(s, n))
}

// The locale's encoding is UTF-8.

func PyUnicode_DecodeLocale(s, errors *byte) *abi.Object {
	return object.DecodeLocale([]byte(text(s)), text(errors))
}

func PyUnicode_DecodeLocaleAndSize(s *byte, n int, errors *byte) *abi.Object {
	if int(len(text(s))) != n {
		return object.Raise(object.ValueError, "embedded null byte")
	}
	return object.DecodeLocale(bytesAt(s, n), text(errors))
}

func PyUnicode_EncodeLocale(o *abi.Object, errors *byte) *abi.Object {
	if o == nil {
		return object.BadInternalCall()
	}
	if !strOrBad(o) {
		return nil
	}
	return object.EncodeLocale(o, text(errors))
}

func PyUnicode_EncodeFSDefault(o *abi.Object) *abi.Object {
	if !strOrBad(o) {
		return nil
	}
	return object.EncodeFS(o)
}

func encode(o *abi.Object, encoding, errors string) *abi.Object {
	if !strOrBad(o) {
		return nil
	}
	return object.StrEncode(o, encoding, errors)
}

func PyUnicode_AsEncodedString(o *abi.Object, encoding, errors *byte) *abi.Object {
	if strOrBad(o) && nameless(encoding) {
		return nil
	}
	return encode(o, text(encoding), text(errors))
}

func PyUnicode_AsUTF8String(o *abi.Object) *abi.Object   { return encode(o, "utf-8", "") }
func PyUnicode_AsUTF16String(o *abi.Object) *abi.Object  { return encode(o, "utf-16", "") }
func PyUnicode_AsUTF32String(o *abi.Object) *abi.Object  { return encode(o, "utf-32", "") }
func PyUnicode_AsLatin1String(o *abi.Object) *abi.Object { return encode(o, "latin-1", "") }
func PyUnicode_AsASCIIString(o *abi.Object) *abi.Object  { return encode(o, "ascii", "") }

func PyUnicode_AsUnicodeEscapeString(o *abi.Object) *abi.Object {
	return encode(o, "unicode_escape", "")
}

func PyUnicode_AsRawUnicodeEscapeString(o *abi.Object) *abi.Object {
	return encode(o, "raw_unicode_escape", "")
}

func _PyUnicode_AsUTF8String(o *abi.Object, errors *byte) *abi.Object {
	return encode(o, "utf-8", text(errors))
}

// Py_CLEANUP_SUPPORTED: the converter wants to be called again, with NULL, if a later argument fails.
const cleanupSupported = 0x20000

func PyUnicode_FSConverter(o *abi.Object, to **abi.Object) int32 {
	return fsConverter(o, to, object.FSConvert)
}
func PyUnicode_FSDecoder(o *abi.Object, to **abi.Object) int32 {
	return fsConverter(o, to, object.FSDecode)
}

func fsConverter(o *abi.Object, to **abi.Object, convert func(*abi.Object) *abi.Object) int32 {
	if o == nil {
		object.Clear(to)
		return 1
	}
	path := convert(o)
	if path == nil {
		return 0
	}
	*to = path
	return cleanupSupported
}

func PyOS_FSPath(o *abi.Object) *abi.Object { return object.FSPath(o) }

func _PyUnicode_IsAlpha(c uint32) int32        { return truth(ucd.IsAlpha(rune(c))) }
func _PyUnicode_IsDecimalDigit(c uint32) int32 { return truth(ucd.IsDecimal(rune(c))) }
func _PyUnicode_IsDigit(c uint32) int32        { return truth(ucd.IsDigit(rune(c))) }
func _PyUnicode_IsNumeric(c uint32) int32      { return truth(ucd.IsNumeric(rune(c))) }
func _PyUnicode_IsPrintable(c uint32) int32    { return truth(ucd.IsPrintable(rune(c))) }
func _PyUnicode_IsUppercase(c uint32) int32    { return truth(ucd.IsUpper(rune(c))) }
func _PyUnicode_IsWhitespace(c uint32) int32   { return truth(ucd.IsSpace(rune(c))) }
func _PyUnicode_ToDecimalDigit(c uint32) int32 { return int32(ucd.ToDecimal(rune(c))) }
func _PyUnicode_ToDigit(c uint32) int32        { return int32(ucd.ToDigit(rune(c))) }
func _PyUnicode_ToNumeric(c uint32) float64    { return ucd.ToNumeric(rune(c)) }
func _PyUnicode_ToLowercase(c uint32) uint32   { return uint32(ucd.ToLower(rune(c))) }
func _PyUnicode_ToUppercase(c uint32) uint32   { return uint32(ucd.ToUpper(rune(c))) }

func PyUnicode_DecodeCharmap(s *byte, n int, mapping *abi.Object, errors *byte) *abi.Object {
	if !notNegative(n) {
		return nil
	}
	return object.DecodeCharmap(bytesAt(s, n), mapping, text(errors))
}

func PyUnicode_AsCharmapString(o, mapping *abi.Object) *abi.Object {
	if o == nil || mapping == nil || !object.IsStr(o) {
		object.BadArgument()
		return nil
	}
	return object.EncodeCharmap(o, mapping, "")
}

func PyUnicode_BuildEncodingMap(table *abi.Object) *abi.Object { return object.BuildEncodingMap(table) }

// The deprecated functions that code a str by any codec.

func codeStr(which int, o *abi.Object, encoding, errors *byte) *abi.Object {
	if !strOrBad(o) {
		return nil
	}
	name := text(encoding)
	if encoding == nil {
		name = "utf-8"
	}
	return object.RunCodec(which, o, name, text(errors))
}

func PyUnicode_AsEncodedObject(o *abi.Object, encoding, errors *byte) *abi.Object {
	return codeStr(object.CodecEncoder, o, encoding, errors)
}

func PyUnicode_AsDecodedObject(o *abi.Object, encoding, errors *byte) *abi.Object {
	return codeStr(object.CodecDecoder, o, encoding, errors)
}

func PyUnicode_AsEncodedUnicode(o *abi.Object, encoding, errors *byte) *abi.Object {
	return strOnly("encoder", codeStr(object.CodecEncoder, o, encoding, errors), encoding)
}

func PyUnicode_AsDecodedUnicode(o *abi.Object, encoding, errors *byte) *abi.Object {
	return strOnly("decoder", codeStr(object.CodecDecoder, o, encoding, errors), encoding)
}

// strOnly takes over a codec's result and refuses what is no str.
func strOnly(what string, o *abi.Object, encoding *byte) *abi.Object {
	if o != nil && !object.IsStr(o) {
		name := text(encoding)
		if encoding == nil {
			name = "utf-8"
		}
		object.Raise(object.TypeError, "'%.400s' %s returned '%.400s' instead of 'str'; use codecs.%s() to %s to arbitrary types",
			name, what, object.TypeName(o.Type), strings.TrimSuffix(what, "r"), strings.TrimSuffix(what, "r"))
		object.Decref(o)
		return nil
	}
	return o
}
