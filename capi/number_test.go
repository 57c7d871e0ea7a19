package capi

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// numberCalls calls the functions of testdata/numbers.txt as record_numbers.py does and returns the value that its line
// shows the repr of; extra is the 0 or 1 or the base that follows the function's name.
var numberCalls = map[string]func(o *abi.Object, extra int) *abi.Object{
	"PyLong_AsLong":                 asInt(PyLong_AsLong),
	"PyLong_AsLongLong":             asInt(PyLong_AsLongLong),
	"PyLong_AsSsize_t":              asInt(PyLong_AsSsize_t),
	"_PyLong_AsTime_t":              asInt(_PyLong_AsTime_t),
	"_PyLong_AsInt":                 asInt(_PyLong_AsInt),
	"PyLong_AsUnsignedLong":         asUint(PyLong_AsUnsignedLong),
	"PyLong_AsUnsignedLongLong":     asUint(PyLong_AsUnsignedLongLong),
	"PyLong_AsSize_t":               asUint(PyLong_AsSize_t),
	"PyLong_AsUnsignedLongMask":     asUint(PyLong_AsUnsignedLongMask),
	"PyLong_AsUnsignedLongLongMask": asUint(PyLong_AsUnsignedLongLongMask),
	"PyLong_AsDouble":               asFloat(PyLong_AsDouble),
	"PyFloat_AsDouble":              asFloat(PyFloat_AsDouble),
	"PyComplex_RealAsDouble":        asFloat(PyComplex_RealAsDouble),
	"PyComplex_ImagAsDouble":        asFloat(PyComplex_ImagAsDouble),
	"PyNumber_Index":                func(o *abi.Object, _ int) *abi.Object { return PyNumber_Index(o) },
	"PyNumber_Long":                 func(o *abi.Object, _ int) *abi.Object { return PyNumber_Long(o) },
	"PyNumber_Float":                func(o *abi.Object, _ int) *abi.Object { return PyNumber_Float(o) },
	"PyNumber_ToBase":               func(o *abi.Object, base int) *abi.Object { return PyNumber_ToBase(o, int32(base)) },
	"PyLong_AsLongAndOverflow":      withOverflow(PyLong_AsLongAndOverflow),
	"PyLong_AsLongLongAndOverflow":  withOverflow(PyLong_AsLongLongAndOverflow),

	"_PyLong_UnsignedShort_Converter":    converted(_PyLong_UnsignedShort_Converter),
	"_PyLong_UnsignedInt_Converter":      converted(_PyLong_UnsignedInt_Converter),
	"_PyLong_UnsignedLong_Converter":     converted(_PyLong_UnsignedLong_Converter),
	"_PyLong_UnsignedLongLong_Converter": converted(_PyLong_UnsignedLongLong_Converter),
	"_PyLong_Size_t_Converter":           converted(_PyLong_Size_t_Converter),

	"_PyLong_Frexp": func(o *abi.Object, _ int) *abi.Object {
		var exponent int
		x := _PyLong_Frexp(o, &exponent)
		return pair(object.NewFloat(x), object.NewInt(int64(exponent)))
	},
	"PyFloat_Pack2": pack(PyFloat_Pack2, PyFloat_Unpack2, 2),
	"PyFloat_Pack4": pack(PyFloat_Pack4, PyFloat_Unpack4, 4),
	"PyFloat_Pack8": pack(PyFloat_Pack8, PyFloat_Unpack8, 8),
}

func asInt[T int | int32 | int64](f func(*abi.Object) T) func(*abi.Object, int) *abi.Object {
	return func(o *abi.Object, _ int) *abi.Object {
		v := f(o)
		if object.Occurred() != nil {
			return nil
		}
		return object.NewInt(int64(v))
	}
}

func asUint(f func(*abi.Object) uint64) func(*abi.Object, int) *abi.Object {
	return func(o *abi.Object, _ int) *abi.Object {
		v := f(o)
		if object.Occurred() != nil {
			return nil
		}
		return object.NewUint(v)
	}
}

func asFloat(f func(*abi.Object) float64) func(*abi.Object, int) *abi.Object {
	return func(o *abi.Object, _ int) *abi.Object {
		v := f(o)
		if object.Occurred() != nil {
			return nil
		}
		return object.NewFloat(v)
	}
}

// pair makes a tuple of references that it takes over, unless an exception is set.
func pair(items ...*abi.Object) *abi.Object {
	defer func() {
		for _, item := range items {
			object.Decref(item)
		}
	}()
	if object.Occurred() != nil {
		return nil
	}
	return object.Pack(items...)
}

func withOverflow(f func(*abi.Object, *int32) int64) func(*abi.Object, int) *abi.Object {
	return func(o *abi.Object, _ int) *abi.Object {
		overflow := int32(7)
		v := f(o, &overflow)
		return pair(object.NewInt(v), object.NewInt(int64(overflow)))
	}
}

func converted(f func(*abi.Object, unsafe.Pointer) int32) func(*abi.Object, int) *abi.Object {
	return func(o *abi.Object, _ int) *abi.Object {
		var store uint64
		result := f(o, unsafe.Pointer(&store))
		return pair(object.NewInt(int64(result)), object.NewUint(store))
	}
}

func pack(pack func(float64, *byte, int32) int32, unpack func(*byte, int32) float64, size int) func(*abi.Object, int) *abi.Object {
	return func(o *abi.Object, little int) *abi.Object {
		out := make([]byte, size)
		result := pack(PyFloat_AsDouble(o), &out[0], int32(little))
		return pair(object.NewInt(int64(result)), object.NewBytes(out), object.NewFloat(unpack(&out[0], int32(little))))
	}
}

func TestNumbersAsCPythonAnswers(t *testing.T) {
	golden, err := os.ReadFile("testdata/numbers.txt")
	require.NoError(t, err)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	interp := object.NewInterp()
	defer interp.Free()
	names := pyeval.NewNamespace()
	defer names.Close()
	for _, line := range strings.Split(strings.TrimSpace(string(golden)), "\n") {
		fields := strings.Split(line, "\t")
		name, rest, _ := strings.Cut(fields[0], " ")
		extra, _ := strconv.Atoi(rest)
		argument, err := names.Eval(fields[1])
		require.NoError(t, err)
		var came string
		if name == "PyLong_FromString" {
			text, end := ctier.CString(object.StrOf(argument)), (*byte)(nil)
			result := PyLong_FromString(text, &end, int32(extra))
			offset := -1
			if end != nil {
				offset = int(uintptr(unsafe.Pointer(end)) - uintptr(unsafe.Pointer(text)))
			}
			came = answered(result) + "\tend " + strconv.Itoa(offset)
			ctier.FreeStatic(unsafe.Pointer(text))
		} else {
			came = answered(numberCalls[name](argument, extra))
		}
		require.Equal(t, strings.Join(fields[2:], "\t"), came, "%s(%s)", fields[0], fields[1])
		object.Decref(argument)
	}
}

// answered writes a result, which it takes over, or the exception, as the golden file does.
func answered(result *abi.Object) string {
	if result == nil {
		raised := pyeval.TakeRaised()
		defer raised.Release()
		return "! " + raised.Error()
	}
	defer object.Decref(result)
	return "= " + object.ReprOf(result)
}
