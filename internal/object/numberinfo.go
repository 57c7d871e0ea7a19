package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/pyint"
)

// The constants of the number types that sys publishes: struct sequences, made once and shared by all runtimes.

var (
	longInfoType, floatInfoType = NewType(), NewType()
	longInfo, floatInfo         *Object
)

// LongInfo is sys.int_info, borrowed.
func LongInfo() *Object { return longInfo }

// FloatInfo is sys.float_info, borrowed.
func FloatInfo() *Object { return floatInfo }

type infoField struct {
	name, doc string
	value     any // an int, a float64
}

func init() {
	AtBoot(func() {
		longInfo = newInfo(longInfoType, "sys.int_info", "How an int is held, and what its texts may be.", []infoField{
			{"bits_per_digit", "size of a digit in bits", longShift},
			{"sizeof_digit", "size in bytes of the C type of a digit", int(digitSize)},
			{"default_max_str_digits", "most decimal digits that a text may have, unless it is said otherwise", pyint.MaxStrDigits},
			{"str_digits_check_threshold", "fewest digits that the limit can be set to", pyint.DigitsThreshold},
		})
		floatInfo = newInfo(floatInfoType, "sys.float_info", "The limits of a float, as float.h has them.", []infoField{
			{"max", "DBL_MAX: the largest finite number", math.MaxFloat64},
			{"max_exp", "DBL_MAX_EXP: the largest e for which 2**(e-1) is finite", 1024},
			{"max_10_exp", "DBL_MAX_10_EXP: the largest e for which 10**e is finite", 308},
			{"min", "DBL_MIN: the smallest positive number of full precision", 0x1p-1022},
			{"min_exp", "DBL_MIN_EXP: the smallest e for which 2**(e-1) has full precision", -1021},
			{"min_10_exp", "DBL_MIN_10_EXP: the smallest e for which 10**e has full precision", -307},
			{"dig", "DBL_DIG: how many decimal digits any float holds", 15},
			{"mant_dig", "DBL_MANT_DIG: how many binary digits the significand has", 53},
			{"epsilon", "DBL_EPSILON: the distance from 1 to the next number", 0x1p-52},
			{"radix", "FLT_RADIX: the base of the exponent", 2},
			{"rounds", "FLT_ROUNDS: 1, to the nearest", 1},
		})
	})
}

// newInfo makes the type and its only instance.
func newInfo(t *Type, name, doc string, fields []infoField) *Object {
	table := unsafe.Slice((*StructField)(ctier.Static(uintptr(len(fields)+1)*unsafe.Sizeof(StructField{}))), len(fields)+1)
	for i, f := range fields {
		table[i] = StructField{Name: ctier.CString(f.name), Doc: ctier.CString(f.doc)}
	}
	desc := &StructDesc{Name: ctier.CString(name), Doc: ctier.CString(doc), Fields: &table[0], InSequence: int32(len(fields))}
	if !InitStructType(t, desc) {
		panic("object: " + name + ": " + errorText())
	}
	t.Flags |= abi.TPFlagsImmutabletype
	assignVersion(t)
	t.Refcnt = Immortal
	o := NewStruct(t)
	for i, f := range fields {
		var v *Object
		switch value := f.value.(type) {
		case int:
			v = NewInt(int64(value))
		case float64:
			v = NewFloat(value)
		}
		SetStructItem(o, i, v)
	}
	return o
}
