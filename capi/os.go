package capi

import (
	"math"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyfloat"
)

// PyOS_string_to_double reads a number in the form float() takes, without spaces around it. end, if it is wanted, is set to
// where it stopped; without it the whole text must be a number. A number that is too large raises overflow, if that is
// not nil, and is infinite otherwise.
func PyOS_string_to_double(s *byte, end **byte, overflow *abi.Object) float64 {
	all := text(s)
	v, n, tooLarge := pyfloat.Prefix(all)
	if n == 0 || (end == nil && n < len(all)) {
		if end != nil {
			abi.Store(end, s)
		}
		object.Raise(object.ValueError, "could not convert string to float: '%.200s'", all)
		return -1
	}
	if end != nil {
		abi.Store(end, (*byte)(unsafe.Add(unsafe.Pointer(s), n)))
	}
	if tooLarge && overflow != nil {
		object.RaiseString(overflow, "value too large to convert to float: '"+shortened(all)+"'")
		return -1
	}
	return v
}

func shortened(s string) string {
	if len(s) > 200 {
		return s[:200]
	}
	return s
}

// PyOS_double_to_string returns memory that the caller frees with PyMem_Free.
func PyOS_double_to_string(v float64, style int8, precision, flags int32, kind *int32) *byte {
	switch style {
	case 'e', 'E', 'f', 'F', 'g', 'G':
	case 'r':
		if precision != 0 {
			object.BadInternalCall()
			return nil
		}
	default:
		object.BadInternalCall()
		return nil
	}
	s, k := pyfloat.Format(v, byte(style), int(precision), int(flags))
	if kind != nil {
		*kind = int32(k)
	}
	p := object.RawAlloc(uintptr(len(s) + 1))
	if p == nil {
		object.NoMemory()
		return nil
	}
	to := unsafe.Slice((*byte)(p), len(s)+1)
	to[copy(to, s)] = 0
	return (*byte)(p)
}

// lower is ASCII lower case, whatever the locale.
func lower(c byte) int32 {
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return int32(c)
}

func compareFolded(a, b *byte, n int) int32 {
	for i := range n {
		x := lower(*(*byte)(unsafe.Add(unsafe.Pointer(a), i)))
		y := lower(*(*byte)(unsafe.Add(unsafe.Pointer(b), i)))
		if x != y || x == 0 {
			return x - y
		}
	}
	return 0
}

func PyOS_mystricmp(a, b *byte) int32         { return compareFolded(a, b, math.MaxInt) }
func PyOS_mystrnicmp(a, b *byte, n int) int32 { return compareFolded(a, b, n) }
func _Py_dg_stdnan(negative int32) float64    { return signed(math.NaN(), negative) }
func _Py_dg_infinity(negative int32) float64  { return signed(math.Inf(1), negative) }
func PyOS_InterruptOccurred() int32           { return 0 }

func PyOS_BeforeFork()       {}
func PyOS_AfterFork_Parent() {}

func signed(v float64, negative int32) float64 {
	if negative != 0 {
		return math.Copysign(v, -1)
	}
	return math.Copysign(v, 1)
}

var version = ctier.CString("3.11.2 (gilded)")

func Py_GetVersion() *byte { return version }

var platform = ctier.CString("linux")

func Py_GetPlatform() *byte { return platform }

var compiler = ctier.CString("[GCC]")

func Py_GetCompiler() *byte { return compiler }

var buildInfo = ctier.CString("gilded")

func Py_GetBuildInfo() *byte { return buildInfo }

var copyright = ctier.CString(strings.TrimSpace(`
Copyright of gilded's authors, under the Apache License 2.0. No part of it is CPython's.`))

func Py_GetCopyright() *byte { return copyright }

// PyOS_CheckStack: the recursion limit comes before the end of the stack.
func PyOS_CheckStack() int32 { return 0 }
