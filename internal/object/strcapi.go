package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// What the C API does to strs that are still being made: one that nobody else has a reference to, whose hash nobody has
// asked for, may be written to and resized.

// StrModifiable tells whether a str may still change.
func StrModifiable(o *Object) bool {
	return o.Refcnt == 1 && isExactStr(o) && !isInterned(o) && strHead(o).Hash == -1
}

func strMustBeModifiable(o *Object) bool {
	if !StrModifiable(o) {
		Raise(SystemError, "Cannot modify a string currently used")
		return false
	}
	return true
}

// StrWrite stores a character, which the str's kind must hold.
func StrWrite(o *Object, i int, c rune) bool {
	switch {
	case i < 0 || i >= StrLen(o):
		Raise(IndexError, "string index out of range")
		return false
	case !strMustBeModifiable(o):
		return false
	case c < 0 || c > StrBound(o):
		Raise(ValueError, "character out of range")
		return false
	}
	StrPut(o, i, c)
	return true
}

// StrPut stores a character that is known to fit.
func StrPut(o *Object, i int, c rune) {
	switch StrKind(o) {
	case 1:
		strBytes(o)[i] = byte(c)
	case 2:
		strTwos(o)[i] = uint16(c)
	default:
		strFours(o)[i] = c
	}
}

// StrResize replaces *p by a str of n characters: the first ones of it, then zeros. On failure *p stays.
func StrResize(p **Object, n int) bool {
	o := *p
	if o == nil || !IsStr(o) || n < 0 {
		BadInternalCall()
		return false
	}
	if n == StrLen(o) {
		return true
	}
	if n == 0 {
		*p = NewRef(emptyStr())
		Decref(o)
		return true
	}
	to := newStrSpace(n, StrBound(o))
	if to == nil {
		return false
	}
	kind := StrKind(o)
	copy(unsafe.Slice((*byte)(StrData(to)), n*kind), unsafe.Slice((*byte)(StrData(o)), StrLen(o)*kind))
	*p = to
	Decref(o)
	return true
}

// StrFill stores the same character in up to n places and says how many there were; -1 on failure.
func StrFill(o *Object, start, n int, c rune) int {
	switch {
	case !IsStr(o):
		BadInternalCall()
		return -1
	case !strMustBeModifiable(o):
		return -1
	case start < 0:
		Raise(IndexError, "string index out of range")
		return -1
	case c > StrBound(o):
		Raise(ValueError, "fill character is bigger than the string maximum character")
		return -1
	}
	n = min(StrLen(o)-start, n)
	if n <= 0 {
		return 0
	}
	for i := range n {
		StrPut(o, start+i, c)
	}
	return n
}

// StrCopyCharacters copies up to n characters of from into to and says how many there were; -1 on failure.
func StrCopyCharacters(to *Object, toStart int, from *Object, fromStart, n int) int {
	switch {
	case !IsStr(to) || !IsStr(from):
		BadInternalCall()
		return -1
	case fromStart < 0 || fromStart > StrLen(from) || toStart < 0 || toStart > StrLen(to):
		Raise(IndexError, "string index out of range")
		return -1
	case n < 0:
		Raise(SystemError, "how_many cannot be negative")
		return -1
	}
	n = min(StrLen(from)-fromStart, n)
	if toStart+n > StrLen(to) {
		Raise(SystemError, "Cannot write %d characters at %d in a string of %d characters", n, toStart, StrLen(to))
		return -1
	}
	if n == 0 {
		return 0
	}
	if !strMustBeModifiable(to) {
		return -1
	}
	for i := range n {
		if StrAt(from, fromStart+i) > StrBound(to) {
			Raise(SystemError, "Cannot copy %s characters into a string of %s characters", kindName(from), kindName(to))
			return -1
		}
	}
	StrFastCopy(to, toStart, from, fromStart, n)
	return n
}

// StrFastCopy copies characters that are known to fit.
func StrFastCopy(to *Object, toStart int, from *Object, fromStart, n int) {
	if kind := StrKind(to); kind == StrKind(from) {
		copy(unsafe.Slice((*byte)(unsafe.Add(StrData(to), toStart*kind)), n*kind),
			unsafe.Slice((*byte)(unsafe.Add(StrData(from), fromStart*kind)), n*kind))
		return
	}
	for i := range n {
		StrPut(to, toStart+i, StrAt(from, fromStart+i))
	}
}

func kindName(o *Object) string {
	if StrIsASCII(o) {
		return "ascii"
	}
	return map[int]string{1: "latin1", 2: "UCS2", 4: "UCS4"}[StrKind(o)]
}

// NewStrKind makes a str of n characters of 1, 2 or 4 bytes each.
func NewStrKind(kind int, data unsafe.Pointer, n int) *Object {
	if n < 0 {
		return Raise(ValueError, "size must be positive")
	}
	switch kind {
	case 1:
		return NewStrLatin1(unsafe.Slice((*byte)(data), n))
	case 2:
		return newStrTwos(unsafe.Slice((*uint16)(data), n))
	case 4:
		return NewStrWide(unsafe.Slice((*rune)(data), n))
	}
	return Raise(SystemError, "invalid kind")
}

// NewStrWide makes a str of what C calls wide characters, which may be out of range.
func NewStrWide(s []rune) *Object {
	for _, c := range s {
		if !validRune(c) {
			return nil
		}
	}
	return NewStrRunes(s)
}

// validRune raises for what is no character.
func validRune(c rune) bool {
	if c < 0 || c > maxRune {
		Raise(ValueError, "character U+%x is not in range [U+0000; U+10ffff]", uint32(c))
		return false
	}
	return true
}

// StrWstr is the str as wide characters with a zero behind them, kept with the str.
func StrWstr(o *Object) *rune {
	h := strHead(o)
	if h.Wstr != nil {
		return (*rune)(h.Wstr)
	}
	n := StrLen(o)
	p := RawAlloc(uintptr(n+1) * 4)
	if p == nil {
		NoMemory()
		return nil
	}
	to := unsafe.Slice((*rune)(p), n+1)
	for i := range n {
		to[i] = StrAt(o, i)
	}
	to[n] = 0
	h.Wstr = p
	if !StrIsASCII(o) || h.State&abi.UnicodeCompact == 0 {
		As[*abi.Unicode](o).WstrLength = n
	}
	return &to[0]
}

// StrSubstring is o[start:end], where both are not negative.
func StrSubstring(o *Object, start, end int) *Object {
	end = min(end, StrLen(o))
	if start == 0 && end == StrLen(o) {
		return StrExact(o)
	}
	if start < 0 || end < 0 {
		return Raise(IndexError, "string index out of range")
	}
	if start >= end {
		return NewRef(emptyStr())
	}
	return strSlice(o, start, end)
}

// StrCopy is a copy that may be changed.
func StrCopy(o *Object) *Object {
	if StrLen(o) == 0 {
		return NewRef(emptyStr())
	}
	to := newStrSpace(StrLen(o), StrBound(o))
	if to != nil {
		StrFastCopy(to, 0, o, 0, StrLen(o))
	}
	return to
}
