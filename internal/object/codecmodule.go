package object

import (
	"fmt"
	"strings"
)

// The module codecs, as far as extension modules use it: to look up codecs and error handlers and to register their own.

func init() {
	DefineModule("codecs", GoModule("codecs", "Codecs: their registry, and that of their error handlers.", &codecFunctions))
	DefineModule("_codecs", GoModule("_codecs", "Codecs: their registry, and that of their error handlers.", &codecFunctions))
}

var codecFunctions = []Method{
	{Name: "lookup", Doc: "lookup(encoding, /)\n--\n\nThe codec of an encoding: a tuple of encoder, decoder, stream reader and stream writer.", O: func(_, name *Object) *Object {
		text, ok := codecName("lookup", name)
		if !ok {
			return nil
		}
		return XNewRef(LookupCodec(text))
	}},
	{Name: "lookup_error", Doc: "lookup_error(name, /)\n--\n\nThe error handler of a name.", O: func(_, name *Object) *Object {
		text, ok := codecName("lookup_error", name)
		if !ok {
			return nil
		}
		return LookupErrorHandler(text)
	}},
	{Name: "register", Doc: "register(search_function, /)\n--\n\nAdd a function that finds codecs.", O: func(_, search *Object) *Object {
		if !RegisterCodecSearch(search) {
			return nil
		}
		return NewRef(None)
	}},
	{Name: "unregister", Doc: "unregister(search_function, /)\n--\n\nRemove a function that finds codecs.", O: func(_, search *Object) *Object {
		UnregisterCodecSearch(search)
		return NewRef(None)
	}},
	{Name: "register_error", Doc: "register_error(errors, handler, /)\n--\n\nMake an error handler known under a name.", Fast: func(_ *Object, args **Object, n int) *Object {
		if !CheckPositional("register_error", n, 2, 2) {
			return nil
		}
		a := Args(args, n)
		if !IsStr(a[0]) {
			return Raise(TypeError, "register_error() argument 1 must be str, not %.50s", argumentType(a[0]))
		}
		if !RegisterErrorHandler(StrOf(a[0]), a[1]) {
			return nil
		}
		return NewRef(None)
	}},
	{Name: "encode", Doc: "encode(obj, encoding='utf-8', errors='strict')\n--\n\nWhat the encoder of an encoding makes of an object.", FastKeys: codecsCall("encode", 0)},
	{Name: "decode", Doc: "decode(obj, encoding='utf-8', errors='strict')\n--\n\nWhat the decoder of an encoding makes of an object.", FastKeys: codecsCall("decode", 1)},
}

func codecName(function string, o *Object) (string, bool) {
	if !IsStr(o) {
		Raise(TypeError, "%s() argument must be str, not %.50s", function, argumentType(o))
		return "", false
	}
	if _, _, ok := UTF8(o); !ok {
		return "", false
	}
	name := StrOf(o)
	if strings.IndexByte(name, 0) >= 0 {
		Raise(ValueError, "embedded null character")
		return "", false
	}
	return name, true
}

func codecsCall(function string, which int) func(_ *Object, args **Object, n int, names *Object) *Object {
	params := Params{Func: function, Names: []string{"obj", "encoding", "errors"}, Required: 1, Positional: 3}
	return func(_ *Object, args **Object, n int, names *Object) *Object {
		var a [3]*Object
		if !params.Unpack(args, n, names, a[:]) {
			return nil
		}
		text := [2]string{"utf-8", ""}
		for i := range text {
			if v := a[1+i]; v != nil {
				if !IsStr(v) {
					return Raise(TypeError, "%s() argument '%s' must be str, not %.50s", function, params.Names[1+i], argumentType(v))
				}
				text[i] = StrOf(v)
			}
		}
		return RunCodec(which, a[0], text[0], text[1])
	}
}

// Encoder and decoder of a codec, as RunCodec names them.
const (
	CodecEncoder = 0
	CodecDecoder = 1
)

// RunCodec calls the encoder or decoder of an encoding with any object, and returns the first item of its answer.
func RunCodec(which int, input *Object, encoding, errors string) *Object {
	wrong := "encoder must return a tuple (object, integer)"
	if which == CodecDecoder {
		wrong = "decoder must return a tuple (object,integer)"
	}
	return runCodec(which, input, encoding, errors, wrong)
}

// codecFailed says in an exception which codec raised it, where the exception is of a kind that can be made again.
func codecFailed(which int, encoding string) {
	what := "encoding"
	if which == CodecDecoder {
		what = "decoding"
	}
	trySetFromCause(fmt.Sprintf("%s with '%s' codec failed", what, encoding))
}

// encodedInput views what a decoder is given until done is called. Those of escapes take a str too, for its UTF-8.
func encodedInput(codec string, o *Object) (data []byte, done func(), ok bool) {
	if !IsStr(o) || codec != "unicode_escape" && codec != "raw_unicode_escape" {
		return BufferData(o)
	}
	encoded := EncodeUTF8(o, "")
	if encoded == nil {
		return nil, nil, false
	}
	return BytesOf(encoded), func() { Decref(encoded) }, true
}

// builtinCodec is the tuple of four of an encoding that is built in. It has no streams.
func builtinCodec(name string, c coder) *Object {
	errorsOf := func(function string, args []*Object) (string, bool) {
		if len(args) < 1 || len(args) > 2 {
			Raise(TypeError, "%s expected at least 1 argument, got %d", function, len(args))
			return "", false
		}
		if len(args) == 1 || args[1] == None {
			return "", true
		}
		if !IsStr(args[1]) {
			Raise(TypeError, "%s() argument 2 must be str or None, not %.50s", function, argumentType(args[1]))
			return "", false
		}
		return StrOf(args[1]), true
	}
	encode := NewGoFunc(name+"_encode", func(args []*Object, _ *Object) *Object {
		errors, ok := errorsOf(name+"_encode", args)
		if !ok {
			return nil
		}
		if !IsStr(args[0]) {
			return Raise(TypeError, "%s_encode() argument 1 must be str, not %.50s", name, argumentType(args[0]))
		}
		return packOwned(EncodeWith(c.encode, args[0], errors), NewInt(int64(StrLen(args[0]))))
	})
	decode := NewGoFunc(name+"_decode", func(args []*Object, _ *Object) *Object {
		errors, ok := errorsOf(name+"_decode", args)
		if !ok {
			return nil
		}
		data, done, ok := encodedInput(name, args[0])
		if !ok {
			return nil
		}
		defer done()
		return packOwned(DecodeWith(c.decode, data, errors), NewInt(int64(len(data))))
	})
	return packOwned(encode, decode, NewRef(None), NewRef(None))
}
