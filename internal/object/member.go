package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Types of a PyMemberDef, as in structmember.h.
const (
	TShort = iota
	TInt
	TLong
	TFloat
	TDouble
	TString
	TObject
	TChar
	TByte
	TUByte
	TUShort
	TUInt
	TULong
	TStringInplace
	TBool
	TObjectEx = iota + 1
	TLongLong
	TULongLong
	TPySsizeT
	TNone
)

// ReadOnly is the flag of a member that can't be assigned.
const ReadOnly = 1

// MemberGet reads a field of a C structure: it is PyMember_GetOne.
func MemberGet(base unsafe.Pointer, def *abi.MemberDef) *Object {
	p := unsafe.Add(base, def.Offset)
	switch def.Type {
	case TShort:
		return NewInt(int64(*(*int16)(p)))
	case TInt:
		return NewInt(int64(*(*int32)(p)))
	case TLong, TLongLong, TPySsizeT:
		return NewInt(*(*int64)(p))
	case TFloat:
		return NewFloat(float64(*(*float32)(p)))
	case TDouble:
		return NewFloat(*(*float64)(p))
	case TString:
		if s := *(**byte)(p); s != nil {
			return DecodeUTF8([]byte(ctier.GoString(s)), "")
		}
		return NewRef(None)
	case TStringInplace:
		return DecodeUTF8([]byte(ctier.GoString((*byte)(p))), "")
	case TObject:
		if o := *(**Object)(p); o != nil {
			return NewRef(o)
		}
		return NewRef(None)
	case TObjectEx:
		if o := *(**Object)(p); o != nil {
			return NewRef(o)
		}
		return Raise(AttributeError, "'%.200s' object has no attribute '%s'", TypeName((*Object)(base).Type), ctier.GoString(def.Name))
	case TChar:
		return DecodeUTF8([]byte{*(*byte)(p)}, "")
	case TByte:
		return NewInt(int64(*(*int8)(p)))
	case TUByte:
		return NewInt(int64(*(*uint8)(p)))
	case TBool:
		return NewBool(*(*byte)(p) != 0)
	case TUShort:
		return NewInt(int64(*(*uint16)(p)))
	case TUInt:
		return NewInt(int64(*(*uint32)(p)))
	case TULong, TULongLong:
		return NewUint(*(*uint64)(p))
	case TNone:
		return NewRef(None)
	}
	return Raise(SystemError, "bad memberdescr type")
}

// MemberSet writes a field of a C structure, or deletes it for a nil v: it is PyMember_SetOne. Releasing what was there
// may run code.
func MemberSet(base unsafe.Pointer, def *abi.MemberDef, v *Object) int32 {
	p := unsafe.Add(base, def.Offset)
	if def.Flags&ReadOnly != 0 {
		Raise(AttributeError, "readonly attribute")
		return -1
	}
	if v == nil {
		switch def.Type {
		case TObjectEx:
			if *(**Object)(p) == nil {
				Raise(AttributeError, "%s", ctier.GoString(def.Name))
				return -1
			}
		case TObject:
		default:
			Raise(TypeError, "can't delete numeric/char attribute")
			return -1
		}
	}
	switch def.Type {
	case TObject, TObjectEx:
		Replace((**Object)(p), XNewRef(v))
		return 0
	case TBool:
		if v.Type != BoolType {
			Raise(TypeError, "attribute value type must be bool")
			return -1
		}
		*(*bool)(p) = v == True
		return 0
	case TFloat, TDouble:
		f, ok := FloatOf(v)
		if !ok {
			return -1
		}
		if def.Type == TFloat {
			*(*float32)(p) = float32(f)
		} else {
			*(*float64)(p) = f
		}
		return 0
	case TChar:
		if s, n, ok := charOf(v); ok && n == 1 {
			*(*byte)(p) = s
			return 0
		}
		BadArgument()
		return -1
	case TString, TStringInplace:
		Raise(TypeError, "readonly attribute")
		return -1
	}
	return setInteger(p, def, v)
}

func charOf(v *Object) (byte, int, bool) {
	if !Is(v, StrType) {
		return 0, 0, false
	}
	s := StrOf(v)
	if len(s) != 1 {
		return 0, len(s), true
	}
	return s[0], 1, true
}

// setInteger stores an int, with CPython's warning where a narrow field cuts it off.
func setInteger(p unsafe.Pointer, def *abi.MemberDef, v *Object) int32 {
	var low, high int64
	var what string
	unsigned := false
	switch def.Type {
	case TByte:
		low, high, what = math.MinInt8, math.MaxInt8, "char"
	case TUByte:
		low, high, what = 0, math.MaxUint8, "unsigned char"
	case TShort:
		low, high, what = math.MinInt16, math.MaxInt16, "short"
	case TUShort:
		low, high, what = 0, math.MaxUint16, "unsigned short"
	case TInt:
		low, high, what = math.MinInt32, math.MaxInt32, "int"
	case TUInt:
		low, high, what, unsigned = 0, math.MaxUint32, "unsigned int", true
	case TLong, TLongLong, TPySsizeT:
		low, high = math.MinInt64, math.MaxInt64
	case TULong, TULongLong:
		u, ok := memberUint64(v)
		if !ok {
			return -1
		}
		*(*uint64)(p) = u
		return 0
	default:
		Raise(SystemError, "bad memberdescr type for %s", ctier.GoString(def.Name))
		return -1
	}
	n, ok := AsInt64(v)
	if !ok {
		return -1
	}
	if n < low || n > high {
		text := "Truncation of value to " + what
		if unsigned && n < 0 {
			text = "Writing negative value into unsigned field"
		}
		if !Warn(RuntimeWarning, text, 1) {
			return -1
		}
	}
	switch high {
	case math.MaxInt8, math.MaxUint8:
		*(*uint8)(p) = uint8(n)
	case math.MaxInt16, math.MaxUint16:
		*(*uint16)(p) = uint16(n)
	case math.MaxInt32, math.MaxUint32:
		*(*uint32)(p) = uint32(n)
	default:
		*(*int64)(p) = n
	}
	return 0
}

func memberUint64(v *Object) (uint64, bool) {
	index := NumberIndex(v)
	if index == nil {
		return 0, false
	}
	defer Decref(index)
	b := BigOf(index)
	if b.Sign() < 0 && b.IsInt64() {
		if !Warn(RuntimeWarning, "Writing negative value into unsigned field", 1) {
			return 0, false
		}
		return uint64(b.Int64()), true
	}
	if !b.IsUint64() {
		Raise(OverflowError, "int too big to convert")
		return 0, false
	}
	return b.Uint64(), true
}
