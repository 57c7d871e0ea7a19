package capi

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// What takes a NULL keeps the error that made it, or raises SystemError.

func PyNumber_Check(o *abi.Object) int32 { return truth(object.NumberCheck(o)) }

func PyIndex_Check(o *abi.Object) int32 { return truth(object.IndexCheck(o)) }

func PyNumber_Add(v, w *abi.Object) *abi.Object             { return object.Add(v, w) }
func PyNumber_Subtract(v, w *abi.Object) *abi.Object        { return object.Subtract(v, w) }
func PyNumber_Multiply(v, w *abi.Object) *abi.Object        { return object.Multiply(v, w) }
func PyNumber_MatrixMultiply(v, w *abi.Object) *abi.Object  { return object.MatrixMultiply(v, w) }
func PyNumber_FloorDivide(v, w *abi.Object) *abi.Object     { return object.FloorDivide(v, w) }
func PyNumber_TrueDivide(v, w *abi.Object) *abi.Object      { return object.TrueDivide(v, w) }
func PyNumber_Remainder(v, w *abi.Object) *abi.Object       { return object.Remainder(v, w) }
func PyNumber_Divmod(v, w *abi.Object) *abi.Object          { return object.Divmod(v, w) }
func PyNumber_Lshift(v, w *abi.Object) *abi.Object          { return object.Lshift(v, w) }
func PyNumber_Rshift(v, w *abi.Object) *abi.Object          { return object.Rshift(v, w) }
func PyNumber_And(v, w *abi.Object) *abi.Object             { return object.And(v, w) }
func PyNumber_Xor(v, w *abi.Object) *abi.Object             { return object.Xor(v, w) }
func PyNumber_Or(v, w *abi.Object) *abi.Object              { return object.Or(v, w) }
func PyNumber_InPlaceAdd(v, w *abi.Object) *abi.Object      { return object.InPlaceAdd(v, w) }
func PyNumber_InPlaceSubtract(v, w *abi.Object) *abi.Object { return object.InPlaceSubtract(v, w) }
func PyNumber_InPlaceMultiply(v, w *abi.Object) *abi.Object { return object.InPlaceMultiply(v, w) }
func PyNumber_InPlaceMatrixMultiply(v, w *abi.Object) *abi.Object {
	return object.InPlaceMatrixMultiply(v, w)
}
func PyNumber_InPlaceFloorDivide(v, w *abi.Object) *abi.Object {
	return object.InPlaceFloorDivide(v, w)
}
func PyNumber_InPlaceTrueDivide(v, w *abi.Object) *abi.Object { return object.InPlaceTrueDivide(v, w) }
func PyNumber_InPlaceRemainder(v, w *abi.Object) *abi.Object  { return object.InPlaceRemainder(v, w) }
func PyNumber_InPlaceLshift(v, w *abi.Object) *abi.Object     { return object.InPlaceLshift(v, w) }
func PyNumber_InPlaceRshift(v, w *abi.Object) *abi.Object     { return object.InPlaceRshift(v, w) }
func PyNumber_InPlaceAnd(v, w *abi.Object) *abi.Object        { return object.InPlaceAnd(v, w) }
func PyNumber_InPlaceXor(v, w *abi.Object) *abi.Object        { return object.InPlaceXor(v, w) }
func PyNumber_InPlaceOr(v, w *abi.Object) *abi.Object         { return object.InPlaceOr(v, w) }

func PyNumber_Negative(o *abi.Object) *abi.Object { return object.Negative(o) }
func PyNumber_Positive(o *abi.Object) *abi.Object { return object.Positive(o) }
func PyNumber_Absolute(o *abi.Object) *abi.Object { return object.Absolute(o) }
func PyNumber_Invert(o *abi.Object) *abi.Object   { return object.Invert(o) }

func PyNumber_Power(v, w, z *abi.Object) *abi.Object { return object.Power(v, w, z) }

func PyNumber_InPlacePower(v, w, z *abi.Object) *abi.Object { return object.InPlacePower(v, w, z) }

func PyNumber_Index(o *abi.Object) *abi.Object { return object.NumberIndex(o) }

func _PyNumber_Index(o *abi.Object) *abi.Object { return object.IndexRaw(o) }

func PyNumber_Long(o *abi.Object) *abi.Object { return object.ToLong(o) }

func PyNumber_Float(o *abi.Object) *abi.Object { return object.ToFloat(o) }

func PyNumber_ToBase(o *abi.Object, base int32) *abi.Object { return object.ToBase(o, int(base)) }

// PyNumber_AsSsize_t cuts what is out of range if err is NULL, and raises err otherwise.
func PyNumber_AsSsize_t(o, err *abi.Object) int {
	i, _ := object.AsIndex(o, object.As[*abi.Type](err))
	return i
}
