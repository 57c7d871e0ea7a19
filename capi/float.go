package capi

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func PyFloat_FromDouble(v float64) *abi.Object { return object.NewFloat(v) }

func PyFloat_AsDouble(o *abi.Object) float64 {
	v, _ := object.FloatOf(o)
	return v
}

func PyFloat_FromString(o *abi.Object) *abi.Object { return object.FloatFromText(o) }

func PyFloat_GetInfo() *abi.Object { return object.NewRef(object.FloatInfo()) }

func PyFloat_GetMax() float64 { return math.MaxFloat64 }

func PyFloat_GetMin() float64 { return 0x1p-1022 }

func PyFloat_Pack2(v float64, out *byte, littleEndian int32) int32 {
	return status(object.PackFloat(v, unsafe.Slice(out, 2), littleEndian != 0))
}

func PyFloat_Pack4(v float64, out *byte, littleEndian int32) int32 {
	return status(object.PackFloat(v, unsafe.Slice(out, 4), littleEndian != 0))
}

func PyFloat_Pack8(v float64, out *byte, littleEndian int32) int32 {
	return status(object.PackFloat(v, unsafe.Slice(out, 8), littleEndian != 0))
}

func PyFloat_Unpack2(in *byte, littleEndian int32) float64 {
	return object.UnpackFloat(unsafe.Slice(in, 2), littleEndian != 0)
}

func PyFloat_Unpack4(in *byte, littleEndian int32) float64 {
	return object.UnpackFloat(unsafe.Slice(in, 4), littleEndian != 0)
}

func PyFloat_Unpack8(in *byte, littleEndian int32) float64 {
	return object.UnpackFloat(unsafe.Slice(in, 8), littleEndian != 0)
}
