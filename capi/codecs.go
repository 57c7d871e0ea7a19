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

func PyCodec_RegisterError(name *byte, handler *abi.Object) int32 {
	return status(object.RegisterErrorHandler(text(name), handler))
}

func PyCodec_KnownEncoding(name *byte) int32 { return truth(object.KnownEncoding(text(name))) }
