package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyCodec_Register(search *abi.Object) int32 { return status(object.RegisterCodecSearch(search)) }

func PyCodec_Unregister(search *abi.Object) int32 {
	object.UnregisterCodecSearch(search)
	return 0
}

func PyCodec_KnownEncoding(name *byte) int32 { return truth(object.KnownEncoding(text(name))) }

// codecItem is an item of the tuple that a codec is.
func codecItem(encoding *byte, i int) *abi.Object {
	found := object.LookupCodec(text(encoding))
	if found == nil {
		return nil
	}
	return object.NewRef(object.TupleItems(found)[i])
}

func PyCodec_Encoder(encoding *byte) *abi.Object { return codecItem(encoding, object.CodecEncoder) }
func PyCodec_Decoder(encoding *byte) *abi.Object { return codecItem(encoding, object.CodecDecoder) }

// codecStream calls a codec's factory of readers or writers.
func codecStream(i int, encoding *byte, stream *abi.Object, errors *byte) *abi.Object {
	factory := codecItem(encoding, i)
	if factory == nil {
		return nil
	}
	defer object.Decref(factory)
	if errors == nil {
		return object.CallArgs(factory, stream)
	}
	e := object.NewStr(text(errors))
	if e == nil {
		return nil
	}
	defer object.Decref(e)
	return object.CallArgs(factory, stream, e)
}

func PyCodec_StreamReader(encoding *byte, stream *abi.Object, errors *byte) *abi.Object {
	return codecStream(2, encoding, stream, errors)
}

func PyCodec_StreamWriter(encoding *byte, stream *abi.Object, errors *byte) *abi.Object {
	return codecStream(3, encoding, stream, errors)
}

// codecIncremental calls a codec's attribute that makes incremental coders.
func codecIncremental(attribute string, encoding, errors *byte) *abi.Object {
	found := object.LookupCodec(text(encoding))
	if found == nil {
		return nil
	}
	factory := object.GetAttrString(found, attribute)
	if factory == nil {
		return nil
	}
	defer object.Decref(factory)
	if errors == nil {
		return object.CallArgs(factory)
	}
	e := object.NewStr(text(errors))
	if e == nil {
		return nil
	}
	defer object.Decref(e)
	return object.CallArgs(factory, e)
}

func PyCodec_IncrementalEncoder(encoding, errors *byte) *abi.Object {
	return codecIncremental("incrementalencoder", encoding, errors)
}

func PyCodec_IncrementalDecoder(encoding, errors *byte) *abi.Object {
	return codecIncremental("incrementaldecoder", encoding, errors)
}

func PyCodec_Encode(o *abi.Object, encoding, errors *byte) *abi.Object {
	if encoding == nil {
		return object.BadArgument()
	}
	return object.RunCodec(object.CodecEncoder, o, text(encoding), text(errors))
}

func PyCodec_Decode(o *abi.Object, encoding, errors *byte) *abi.Object {
	if encoding == nil {
		return object.BadArgument()
	}
	return object.RunCodec(object.CodecDecoder, o, text(encoding), text(errors))
}

func PyCodec_RegisterError(name *byte, handler *abi.Object) int32 {
	return status(object.RegisterErrorHandler(text(name), handler))
}

// PyCodec_LookupError: no name means strict.
func PyCodec_LookupError(name *byte) *abi.Object {
	if name == nil {
		return object.LookupErrorHandler("strict")
	}
	return object.LookupErrorHandler(text(name))
}

func PyCodec_StrictErrors(exc *abi.Object) *abi.Object { return object.CallErrorHandler("strict", exc) }
func PyCodec_IgnoreErrors(exc *abi.Object) *abi.Object { return object.CallErrorHandler("ignore", exc) }
func PyCodec_ReplaceErrors(exc *abi.Object) *abi.Object {
	return object.CallErrorHandler("replace", exc)
}

func PyCodec_XMLCharRefReplaceErrors(exc *abi.Object) *abi.Object {
	return object.CallErrorHandler("xmlcharrefreplace", exc)
}

func PyCodec_BackslashReplaceErrors(exc *abi.Object) *abi.Object {
	return object.CallErrorHandler("backslashreplace", exc)
}

func PyCodec_NameReplaceErrors(exc *abi.Object) *abi.Object {
	return object.CallErrorHandler("namereplace", exc)
}
