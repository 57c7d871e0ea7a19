package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Strs as they were before PEP 393: C code asks for one without characters and fills those in, as wide characters, until somebody
// looks at it for the first time. From then on it is ready, as all others are from the start. What reads a str in Go makes it so.

// NewStrLegacy is a str of n characters that C code fills in: Wstr is where.
func NewStrLegacy(n int) *Object {
	if n == 0 {
		return NewRef(emptyStr())
	}
	if n > 1<<60 {
		return NoMemory()
	}
	o := NewSized(StrType, unsafe.Sizeof(abi.LegacyUnicode{}), 0)
	if o == nil {
		return nil
	}
	u := As[*abi.LegacyUnicode](o)
	u.Length, u.Hash, u.State, u.Wstr = 0, -1, 0, nil
	u.UTF8, u.UTF8Length, u.WstrLength, u.Data = nil, 0, n, nil
	if u.Wstr = RawAlloc(uintptr(n+1) * 4); u.Wstr == nil {
		Decref(o)
		return NoMemory()
	}
	clear(unsafe.Slice((*rune)(u.Wstr), n+1))
	return o
}

// StrReady makes a str ready: false is ValueError for a character that is none, or a lack of memory.
func StrReady(o *Object) bool {
	if strHead(o).State&abi.UnicodeReady != 0 {
		return true
	}
	for _, c := range unready(o) {
		if !validRune(c) {
			return false
		}
	}
	if !becomeReady(o) {
		NoMemory()
		return false
	}
	return true
}

// StrSettle makes a str ready for somebody who can't be told of a failure: what is no character becomes U+FFFD, and where memory
// is out the wide characters stay as they are.
func StrSettle(o *Object) {
	all := unready(o)
	for i, c := range all {
		if c < 0 || c > maxRune {
			all[i] = 0xfffd
		}
	}
	if !becomeReady(o) {
		u := As[*abi.LegacyUnicode](o)
		u.Data, u.Length, u.State = u.Wstr, u.WstrLength, 4<<abi.UnicodeKindShift|abi.UnicodeReady
	}
}

// StrWstrLen is how many characters StrWstr has, without making the str ready.
func StrWstrLen(o *Object) int {
	if strHead(o).State&abi.UnicodeReady == 0 {
		return As[*abi.Unicode](o).WstrLength
	}
	return StrLen(o)
}

// unready is the wide characters of a str that is not ready.
func unready(o *Object) []rune {
	u := As[*abi.LegacyUnicode](o)
	return unsafe.Slice((*rune)(u.Wstr), u.WstrLength)
}

// becomeReady is false, and no error, if memory is out.
func becomeReady(o *Object) bool {
	u, all := As[*abi.LegacyUnicode](o), unready(o)
	bound := rune(0)
	for _, c := range all {
		bound = max(bound, c)
	}
	kind, ascii := kindFor(bound)
	if kind == 4 {
		u.Data = u.Wstr
	} else {
		if u.Data = RawAlloc(uintptr((len(all) + 1) * kind)); u.Data == nil {
			return false
		}
		if kind == 1 {
			storeNarrow((*byte)(u.Data), all)
		} else {
			storeNarrow((*uint16)(u.Data), all)
		}
		RawFree(u.Wstr)
		u.Wstr, u.WstrLength = nil, 0
	}
	u.Length, u.State = len(all), uint32(kind<<abi.UnicodeKindShift)|abi.UnicodeReady
	if ascii {
		u.State |= abi.UnicodeASCII
		u.UTF8, u.UTF8Length = (*byte)(u.Data), len(all)
	}
	return true
}

// storeNarrow stores characters, and a zero behind them.
func storeNarrow[T byte | uint16](p *T, all []rune) {
	to := unsafe.Slice(p, len(all)+1)
	for i, c := range all {
		to[i] = T(c)
	}
	to[len(all)] = 0
}
