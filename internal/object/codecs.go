package object

import (
	"errors"
	"fmt"
	"strings"

	"github.com/d95905aa/gilded/internal/codec"
)

// Encoding and decoding of objects. The codecs themselves are package codec's; here are their names, the error handlers
// that extensions register, and the exceptions.

// errRaised stands for an exception that is set already.
var errRaised = errors.New("an exception is set")

// coder is an encoding that is built in.
type coder struct {
	decode codec.Decoder
	encode codec.Encoder
}

func wideDecoder(f func([]byte, codec.Order, codec.DecodeHandler, bool) ([]rune, int, codec.Order, error), order codec.Order) codec.Decoder {
	return func(data []byte, handle codec.DecodeHandler, final bool) ([]rune, int, error) {
		text, n, _, err := f(data, order, handle, final)
		return text, n, err
	}
}

func wideEncoder(f func([]rune, codec.Order, codec.EncodeHandler) ([]byte, error), order codec.Order) codec.Encoder {
	return func(text []rune, handle codec.EncodeHandler) ([]byte, error) { return f(text, order, handle) }
}

// DecodeUnicodeEscape is the codec unicode_escape, which warns of a backslash before what is no escape.
func DecodeUnicodeEscape(data []byte, handle codec.DecodeHandler, final bool) ([]rune, int, error) {
	text, n, bad, err := codec.DecodeUnicodeEscape(data, handle, final)
	if err == nil && bad >= 0 && !Warn(DeprecationWarning, fmt.Sprintf("invalid escape sequence '\\%c'", data[bad+1]), 1) {
		return nil, 0, errRaised
	}
	return text, n, err
}

var coders = map[string]coder{
	"utf_8":              {codec.DecodeUTF8, codec.EncodeUTF8},
	"utf_7":              {codec.DecodeUTF7, codec.EncodeUTF7},
	"latin_1":            {codec.DecodeLatin1, codec.EncodeLatin1},
	"ascii":              {codec.DecodeASCII, codec.EncodeASCII},
	"utf_16":             {wideDecoder(codec.DecodeUTF16, codec.Unknown), wideEncoder(codec.EncodeUTF16, codec.Unknown)},
	"utf_16_le":          {wideDecoder(codec.DecodeUTF16, codec.Little), wideEncoder(codec.EncodeUTF16, codec.Little)},
	"utf_16_be":          {wideDecoder(codec.DecodeUTF16, codec.Big), wideEncoder(codec.EncodeUTF16, codec.Big)},
	"utf_32":             {wideDecoder(codec.DecodeUTF32, codec.Unknown), wideEncoder(codec.EncodeUTF32, codec.Unknown)},
	"utf_32_le":          {wideDecoder(codec.DecodeUTF32, codec.Little), wideEncoder(codec.EncodeUTF32, codec.Little)},
	"utf_32_be":          {wideDecoder(codec.DecodeUTF32, codec.Big), wideEncoder(codec.EncodeUTF32, codec.Big)},
	"unicode_escape":     {DecodeUnicodeEscape, codec.EncodeUnicodeEscape},
	"raw_unicode_escape": {codec.DecodeRawUnicodeEscape, codec.EncodeRawUnicodeEscape},
}

var coderAliases = map[string]string{
	"utf7": "utf_7", "u7": "utf_7", "unicode_1_1_utf_7": "utf_7",
	"utf8": "utf_8", "u8": "utf_8", "utf": "utf_8", "utf8_ucs2": "utf_8", "utf8_ucs4": "utf_8", "cp65001": "utf_8",
	"latin1": "latin_1", "latin": "latin_1", "l1": "latin_1", "iso_8859_1": "latin_1", "iso8859_1": "latin_1", "iso8859": "latin_1",
	"8859": "latin_1", "cp819": "latin_1", "iso_8859_1_1987": "latin_1", "iso_ir_100": "latin_1", "ibm819": "latin_1",
	"us_ascii": "ascii", "646": "ascii", "us": "ascii", "cp367": "ascii", "ansi_x3.4_1968": "ascii", "ansi_x3_4_1968": "ascii",
	"ansi_x3.4_1986": "ascii", "iso646_us": "ascii", "iso_646.irv_1991": "ascii", "iso_ir_6": "ascii", "ibm367": "ascii", "csascii": "ascii",
	"utf16": "utf_16", "u16": "utf_16", "utf_16le": "utf_16_le", "unicodelittleunmarked": "utf_16_le", "utf_16be": "utf_16_be",
	"unicodebigunmarked": "utf_16_be", "utf32": "utf_32", "u32": "utf_32", "utf_32le": "utf_32_le", "utf_32be": "utf_32_be",
	"unicodeescape": "unicode_escape", "rawunicodeescape": "raw_unicode_escape",
}

// normalizeEncoding is a name in lower case, with one underscore for each run of other characters.
func normalizeEncoding(name string) string {
	var b strings.Builder
	gap := false
	for _, c := range []byte(name) {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '.' {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteByte(c)
		} else {
			gap = true
		}
	}
	return b.String()
}

func findCoder(encoding string) (coder, bool) {
	name := normalizeEncoding(encoding)
	if alias, ok := coderAliases[name]; ok {
		name = alias
	}
	if c, ok := coders[name]; ok {
		return c, true
	}
	decode, encode, ok := codec.Charmap(name)
	return coder{decode, encode}, ok
}

func unknownEncoding(name string) *Object { return Raise(LookupError, "unknown encoding: %s", name) }

// Decode makes a str of bytes; "" means utf-8 and strict. It may run code.
func Decode(data []byte, encoding, errors string) *Object {
	if encoding == "" {
		encoding = "utf-8"
	}
	if len(data) == 0 {
		return NewRef(emptyStr()) // in whatever encoding
	}
	c, ok := findCoder(encoding)
	if !ok {
		return decodeRegistered(data, encoding, errors)
	}
	o := DecodeWith(c.decode, data, errors)
	if o == nil && !isDirect(encoding) {
		codecFailed(CodecDecoder, encoding)
	}
	return o
}

// DecodeUTF8 makes a str of UTF-8. It may run code.
func DecodeUTF8(data []byte, errors string) *Object {
	if isASCII(data) {
		return newStrASCII(data)
	}
	return DecodeWith(codec.DecodeUTF8, data, errors)
}

// DecodeWith makes a str of all the bytes. It may run code.
func DecodeWith(decode codec.Decoder, data []byte, errors string) *Object {
	o, _ := DecodePart(decode, data, errors, true)
	return o
}

// DecodeSome decodes what is complete of data, and says how many bytes it used: nil and an exception on failure. An encoding that
// is not built in is decoded as a whole, when final is set.
func DecodeSome(data []byte, encoding, errors string, final bool) (*Object, int) {
	if c, ok := findCoder(encoding); ok {
		return DecodePart(c.decode, data, errors, final)
	}
	if !final {
		return NewStr(""), 0
	}
	return Decode(data, encoding, errors), len(data)
}

// DecodePart is DecodeWith; unless final is set, an incomplete sequence at the end is left. It says how many bytes it used.
func DecodePart(decode codec.Decoder, data []byte, errors string, final bool) (*Object, int) {
	text, n, err := decode(data, decodeHandler(errors), final)
	if err != nil {
		raiseCoding(err)
		return nil, 0
	}
	return NewStrRunes(text), n
}

// StrEncode makes bytes of a str; "" means utf-8 and strict. It may run code.
func StrEncode(o *Object, encoding, errors string) *Object {
	if encoding == "" {
		encoding = "utf-8"
	}
	c, ok := findCoder(encoding)
	if !ok {
		return encodeRegistered(o, encoding, errors)
	}
	out := EncodeWith(c.encode, o, errors)
	if out == nil && !isDirect(encoding) {
		codecFailed(CodecEncoder, encoding)
	}
	return out
}

// isDirect tells whether CPython does not go through the registry of codecs for an encoding, by which an exception gets to know the
// codec's name.
func isDirect(encoding string) bool {
	switch normalizeEncoding(encoding) {
	case "utf8", "utf_8", "utf16", "utf_16", "utf32", "utf_32", "ascii", "us_ascii", "latin1", "latin_1", "iso_8859_1", "iso8859_1":
		return true
	}
	return false
}

// EncodeWith makes bytes of a str. It may run code.
func EncodeWith(encode codec.Encoder, o *Object, errors string) *Object {
	out, err := encode(StrRunes(o), encodeHandler(o, errors))
	if err != nil {
		raiseCodingOf(err, o)
		return nil
	}
	return NewBytes(out)
}

// EncodeUTF8 is o.encode("utf-8", errors).
func EncodeUTF8(o *Object, errors string) *Object {
	if StrIsASCII(o) {
		return NewBytes(strBytes(o))
	}
	return EncodeWith(codec.EncodeUTF8, o, errors)
}

// raiseCoding raises what a codec returned as its error.
func raiseCoding(err error) { raiseCodingOf(err, nil) }

func raiseCodingOf(err error, text *Object) {
	var d *codec.DecodeError
	var e *codec.EncodeError
	switch {
	case errors.As(err, &d):
		if data := NewBytes(d.Data); data != nil {
			raiseDecodeError(d.Encoding, data, d.Start, d.End, d.Reason)
			Decref(data)
		}
	case errors.As(err, &e):
		if text == nil {
			if text = NewStrRunes(e.Text); text == nil {
				return
			}
			defer Decref(text)
		}
		raiseEncodeError(e.Encoding, text, e.Start, e.End, e.Reason)
	}
}

// StrFromEncoded is str(o, encoding, errors): o is a bytes-like object. It may run code.
func StrFromEncoded(o *Object, encoding, errors string) *Object {
	if IsBytes(o) {
		return Decode(BytesOf(o), encoding, errors)
	}
	if IsStr(o) {
		return Raise(TypeError, "decoding str is not supported")
	}
	if !CheckBuffer(o) {
		return Raise(TypeError, "decoding to str: need a bytes-like object, %.80s found", TypeName(o.Type))
	}
	view := OpenBuffer(o, BufferSimple)
	if view == nil {
		return nil
	}
	defer CloseBuffer(view)
	return Decode(ViewBytes(view), encoding, errors)
}

// codecArgs reads the arguments of encode and decode.
func codecArgs(name string, args **Object, n int, names *Object) (encoding, errors string, ok bool) {
	var a [2]*Object
	params := Params{Func: name, Names: []string{"encoding", "errors"}, Positional: 2}
	if !params.Unpack(args, n, names, a[:]) {
		return "", "", false
	}
	for i, to := range []*string{&encoding, &errors} {
		switch {
		case a[i] == nil:
		case !IsStr(a[i]):
			Raise(TypeError, "%s() argument '%s' must be str, not %.50s", name, params.Names[i], argumentType(a[i]))
			return "", "", false
		default:
			if *to = StrOf(a[i]); strings.IndexByte(*to, 0) >= 0 {
				Raise(ValueError, "embedded null character")
				return "", "", false
			}
		}
	}
	return encoding, errors, true
}
