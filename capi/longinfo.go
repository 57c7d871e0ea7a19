package capi

import (
	"math"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyint"
)

func PyLong_GetInfo() *abi.Object { return object.NewRef(object.LongInfo()) }

// PyOS_strtoul and PyOS_strtol read C integers with CPython's prefixes. What is too large sets errno to ERANGE.

func PyOS_strtoul(text *byte, end **byte, base int32) uint64 {
	s := ctier.GoString(text)
	v, n, overflow := readUnsigned(s, int(base))
	if overflow {
		ctier.SetErrno(ctier.ERANGE)
		v = math.MaxUint64
	}
	if end != nil {
		abi.Store(end, (*byte)(unsafe.Add(unsafe.Pointer(text), n)))
	}
	return v
}

func PyOS_strtol(text *byte, end **byte, base int32) int64 {
	s := ctier.GoString(text)
	skip := skipped(s, spaces)
	negative := false
	if skip < len(s) && (s[skip] == '+' || s[skip] == '-') {
		negative = s[skip] == '-'
		skip++
	}
	v, n, overflow := readUnsigned(s[skip:], int(base))
	if end != nil {
		abi.Store(end, (*byte)(unsafe.Add(unsafe.Pointer(text), skip+n)))
	}
	switch {
	case !overflow && !negative && v <= math.MaxInt64:
		return int64(v)
	case !overflow && negative && v <= 1<<63:
		return -int64(v)
	}
	ctier.SetErrno(ctier.ERANGE)
	return math.MaxInt64
}

const spaces = " \t\n\v\f\r"

func skipped(s, what string) int { return len(s) - len(strings.TrimLeft(s, what)) }

// readUnsigned reads the digits at the start of s, and the prefix of the base in front of them. n is where it stopped.
func readUnsigned(s string, base int) (v uint64, n int, overflow bool) {
	i := skipped(s, spaces)
	if i+1 < len(s) && s[i] == '0' {
		shown := map[byte]int{'x': 16, 'o': 8, 'b': 2}[s[i+1]|0x20]
		if shown != 0 && (base == 0 || base == shown) {
			if i+2 >= len(s) || pyint.DigitValue(s[i+2]) >= shown {
				return 0, i + 1, false
			}
			base = shown
			i += 2
		}
	}
	if base == 0 {
		if i < len(s) && s[i] == '0' { // digits after a leading zero mean nothing, unless they are zeros
			i += skipped(s[i:], "0")
			return 0, i + skipped(s[i:], spaces), false
		}
		base = 10
	}
	if base < 2 || base > 36 {
		return 0, i, false
	}
	for ; i < len(s); i++ {
		d := pyint.DigitValue(s[i])
		if d >= base {
			break
		}
		if overflow = overflow || v > (math.MaxUint64-uint64(d))/uint64(base); !overflow {
			v = v*uint64(base) + uint64(d)
		}
	}
	return v, i, overflow
}
