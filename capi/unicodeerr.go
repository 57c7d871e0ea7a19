package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The attributes of UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError.

func PyUnicodeDecodeError_Create(encoding, data *byte, n, start, end int, reason *byte) *abi.Object {
	if !valid(encoding, reason) {
		return nil
	}
	return object.NewUnicodeDecodeError(text(encoding), unsafe.Slice(data, n), start, end, text(reason))
}

func unicodeStart(exc *abi.Object, to *int, kind *abi.Type) int32 {
	v, ok := object.UnicodeErrorStart(exc, kind)
	if ok {
		*to = v
	}
	return status(ok)
}

func unicodeEnd(exc *abi.Object, to *int, kind *abi.Type) int32 {
	v, ok := object.UnicodeErrorEnd(exc, kind)
	if ok {
		*to = v
	}
	return status(ok)
}

func unicodeObject(exc *abi.Object, kind *abi.Type) *abi.Object {
	o, _ := object.UnicodeErrorObject(exc, kind)
	return o
}

func setUnicodeReason(exc *abi.Object, reason *byte) int32 {
	s := decoded(reason)
	if s == nil {
		return -1
	}
	object.Replace(&object.As[*abi.UnicodeError](exc).Reason, s)
	return 0
}

func setUnicodeStart(exc *abi.Object, v int) int32 {
	object.As[*abi.UnicodeError](exc).Start = v
	return 0
}

func setUnicodeEnd(exc *abi.Object, v int) int32 {
	object.As[*abi.UnicodeError](exc).End = v
	return 0
}

func PyUnicodeEncodeError_GetEncoding(exc *abi.Object) *abi.Object {
	return object.UnicodeErrorText(exc, "encoding")
}
func PyUnicodeDecodeError_GetEncoding(exc *abi.Object) *abi.Object {
	return object.UnicodeErrorText(exc, "encoding")
}

func PyUnicodeEncodeError_GetObject(exc *abi.Object) *abi.Object {
	return unicodeObject(exc, object.UnicodeEncodeError)
}
func PyUnicodeDecodeError_GetObject(exc *abi.Object) *abi.Object {
	return unicodeObject(exc, object.UnicodeDecodeError)
}
func PyUnicodeTranslateError_GetObject(exc *abi.Object) *abi.Object {
	return unicodeObject(exc, object.UnicodeTranslateError)
}

func PyUnicodeEncodeError_GetStart(exc *abi.Object, to *int) int32 {
	return unicodeStart(exc, to, object.UnicodeEncodeError)
}
func PyUnicodeDecodeError_GetStart(exc *abi.Object, to *int) int32 {
	return unicodeStart(exc, to, object.UnicodeDecodeError)
}
func PyUnicodeTranslateError_GetStart(exc *abi.Object, to *int) int32 {
	return unicodeStart(exc, to, object.UnicodeTranslateError)
}

func PyUnicodeEncodeError_GetEnd(exc *abi.Object, to *int) int32 {
	return unicodeEnd(exc, to, object.UnicodeEncodeError)
}
func PyUnicodeDecodeError_GetEnd(exc *abi.Object, to *int) int32 {
	return unicodeEnd(exc, to, object.UnicodeDecodeError)
}
func PyUnicodeTranslateError_GetEnd(exc *abi.Object, to *int) int32 {
	return unicodeEnd(exc, to, object.UnicodeTranslateError)
}

func PyUnicodeEncodeError_GetReason(exc *abi.Object) *abi.Object {
	return object.UnicodeErrorText(exc, "reason")
}
func PyUnicodeDecodeError_GetReason(exc *abi.Object) *abi.Object {
	return object.UnicodeErrorText(exc, "reason")
}
func PyUnicodeTranslateError_GetReason(exc *abi.Object) *abi.Object {
	return object.UnicodeErrorText(exc, "reason")
}

func PyUnicodeEncodeError_SetStart(exc *abi.Object, v int) int32    { return setUnicodeStart(exc, v) }
func PyUnicodeDecodeError_SetStart(exc *abi.Object, v int) int32    { return setUnicodeStart(exc, v) }
func PyUnicodeTranslateError_SetStart(exc *abi.Object, v int) int32 { return setUnicodeStart(exc, v) }

func PyUnicodeEncodeError_SetEnd(exc *abi.Object, v int) int32    { return setUnicodeEnd(exc, v) }
func PyUnicodeDecodeError_SetEnd(exc *abi.Object, v int) int32    { return setUnicodeEnd(exc, v) }
func PyUnicodeTranslateError_SetEnd(exc *abi.Object, v int) int32 { return setUnicodeEnd(exc, v) }

func PyUnicodeEncodeError_SetReason(exc *abi.Object, s *byte) int32 { return setUnicodeReason(exc, s) }
func PyUnicodeDecodeError_SetReason(exc *abi.Object, s *byte) int32 { return setUnicodeReason(exc, s) }
func PyUnicodeTranslateError_SetReason(exc *abi.Object, s *byte) int32 {
	return setUnicodeReason(exc, s)
}
