package object

import (
	"unicode/utf8"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Between Go's strings and str. A Go string holds UTF-8, in which a surrogate is written like any other character of
// three bytes, so that every str has a Go form and gets back from it unchanged.

// NewStr makes a str of a Go string. What is not UTF-8 becomes U+FFFD.
func NewStr(s string) *Object {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	if isASCII(b) {
		return newStrASCII(b)
	}
	return NewStrRunes(RunesOf(s))
}

// RunesOf is the characters of a Go string, surrogates included.
func RunesOf(s string) []rune {
	out := make([]rune, 0, len(s))
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		if n == 1 && i+2 < len(s) && s[i] == 0xed && s[i+1]&0xe0 == 0xa0 && s[i+2]&0xc0 == 0x80 {
			c, n = 0xd000|rune(s[i+1]&0x3f)<<6|rune(s[i+2]&0x3f), 3
		}
		out = append(out, c)
		i += n
	}
	return out
}

func isSurrogate(c rune) bool { return c&^0x7ff == 0xd800 }

// StrOf is the characters of a str as a Go string.
func StrOf(o *Object) string {
	if StrIsASCII(o) {
		return string(strBytes(o))
	}
	return string(appendUTF8(nil, o))
}

// StringOf is the characters as a Go string.
func StringOf(s []rune) string {
	b := make([]byte, 0, len(s))
	for _, c := range s {
		b = appendRune(b, c)
	}
	return string(b)
}

func appendRune(b []byte, c rune) []byte {
	switch {
	case c < 0x80:
		return append(b, byte(c))
	case c < 0x800:
		return append(b, 0xc0|byte(c>>6), 0x80|byte(c&0x3f))
	case c < 0x10000:
		return append(b, 0xe0|byte(c>>12), 0x80|byte(c>>6&0x3f), 0x80|byte(c&0x3f))
	}
	return append(b, 0xf0|byte(c>>18), 0x80|byte(c>>12&0x3f), 0x80|byte(c>>6&0x3f), 0x80|byte(c&0x3f))
}

func appendUTF8(b []byte, o *Object) []byte {
	switch StrKind(o) {
	case 1:
		for _, c := range strBytes(o) {
			b = appendRune(b, rune(c))
		}
	case 2:
		for _, c := range strTwos(o) {
			b = appendRune(b, rune(c))
		}
	default:
		for _, c := range strFours(o) {
			b = appendRune(b, c)
		}
	}
	return b
}

// UTF8 returns the UTF-8 form of a str, which lives as long as the str and ends with a zero byte that n doesn't count. It raises
// UnicodeEncodeError for a surrogate.
func UTF8(o *Object) (p *byte, n int, ok bool) {
	if StrIsASCII(o) {
		return (*byte)(StrData(o)), StrLen(o), true
	}
	u := As[*abi.Unicode](o)
	if u.UTF8 == nil && !fillUTF8(o) {
		return nil, 0, false
	}
	return u.UTF8, u.UTF8Length, true
}

func fillUTF8(o *Object) bool {
	if at := firstSurrogate(o); at >= 0 {
		end := at + 1
		for end < StrLen(o) && isSurrogate(StrAt(o, end)) {
			end++
		}
		raiseEncodeError("utf-8", o, at, end, "surrogates not allowed")
		return false
	}
	b := appendUTF8(make([]byte, 0, StrLen(o)*2), o)
	var p unsafe.Pointer
	if o.Refcnt >= Immortal/2 {
		p = ctier.Static(uintptr(len(b) + 1)) // runtimes share this str: their own memory goes before it does
	} else if p = RawAlloc(uintptr(len(b) + 1)); p == nil {
		NoMemory()
		return false
	}
	copy(unsafe.Slice((*byte)(p), len(b)), b)
	*(*byte)(unsafe.Add(p, len(b))) = 0
	u := As[*abi.Unicode](o)
	u.UTF8, u.UTF8Length = (*byte)(p), len(b)
	return true
}

func firstSurrogate(o *Object) int {
	switch StrKind(o) {
	case 2:
		for i, c := range strTwos(o) {
			if isSurrogate(rune(c)) {
				return i
			}
		}
	case 4:
		for i, c := range strFours(o) {
			if isSurrogate(c) {
				return i
			}
		}
	}
	return -1
}
