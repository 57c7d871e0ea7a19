package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// A str is stored with 1, 2 or 4 bytes for each character: as few as its largest character allows (PEP 393). Exact strs
// are compact, their characters follow the head; a subtype's object has them in a block of its own. What is read here is ready:
// strlegacy.go has those that are not from the start.
//
// A str never changes once somebody else can see it, except that its hash and its UTF-8 form are filled in when they
// are first asked for.

// StrType is str.
var StrType = ctier.Type("PyUnicode_Type")

const (
	maxRune    = 0x10ffff
	asciiSize  = unsafe.Sizeof(abi.ASCII{})
	compactStr = unsafe.Sizeof(abi.Unicode{})
)

// IsStr tells whether o is a str or of a subtype.
func IsStr(o *Object) bool { return HasFlag(o.Type, abi.TPFlagsUnicodeSubclass) }

func isExactStr(o *Object) bool { return o.Type == StrType }

func strHead(o *Object) *abi.ASCII { return As[*abi.ASCII](o) }

// readyHead is the head of a str that is ready.
func readyHead(o *Object) *abi.ASCII {
	h := strHead(o)
	if h.State&abi.UnicodeReady == 0 {
		StrSettle(o)
	}
	return h
}

// StrLen is the number of characters.
func StrLen(o *Object) int { return readyHead(o).Length }

// StrKind is how many bytes a character takes.
func StrKind(o *Object) int {
	return int(readyHead(o).State & abi.UnicodeKindMask >> abi.UnicodeKindShift)
}

// StrIsASCII tells whether all characters are ASCII.
func StrIsASCII(o *Object) bool { return readyHead(o).State&abi.UnicodeASCII != 0 }

// StrData is where the characters are.
func StrData(o *Object) unsafe.Pointer {
	state := readyHead(o).State
	switch {
	case state&abi.UnicodeCompact == 0:
		return As[*abi.LegacyUnicode](o).Data
	case state&abi.UnicodeASCII != 0:
		return unsafe.Add(unsafe.Pointer(o), asciiSize)
	}
	return unsafe.Add(unsafe.Pointer(o), compactStr)
}

// strBytes, strTwos and strFours view the characters of a str of the kind 1, 2 or 4.
func strBytes(o *Object) []byte { return unsafe.Slice((*byte)(StrData(o)), StrLen(o)) }

func strTwos(o *Object) []uint16 { return unsafe.Slice((*uint16)(StrData(o)), StrLen(o)) }

func strFours(o *Object) []rune { return unsafe.Slice((*rune)(StrData(o)), StrLen(o)) }

// StrAt is the character at i, which is in range.
func StrAt(o *Object, i int) rune {
	p := StrData(o)
	switch StrKind(o) {
	case 1:
		return rune(*(*byte)(unsafe.Add(p, i)))
	case 2:
		return rune(*(*uint16)(unsafe.Add(p, 2*i)))
	}
	return *(*rune)(unsafe.Add(p, 4*i))
}

// StrRunes is the characters: a view where the str has 4 bytes for each, a copy otherwise.
func StrRunes(o *Object) []rune {
	switch StrKind(o) {
	case 1:
		return widen(strBytes(o))
	case 2:
		return widen(strTwos(o))
	}
	return strFours(o)
}

func widen[T byte | uint16](s []T) []rune {
	out := make([]rune, len(s))
	for i, c := range s {
		out[i] = rune(c)
	}
	return out
}

func kindFor(max rune) (kind int, ascii bool) {
	switch {
	case max < 0x80:
		return 1, true
	case max < 0x100:
		return 1, false
	case max < 0x10000:
		return 2, false
	}
	return 4, false
}

// newStrSpace makes a compact str of n characters, none larger than max, whose characters the caller fills in.
func newStrSpace(n int, max rune) *Object {
	kind, ascii := kindFor(max)
	head, state := compactStr, uint32(kind<<abi.UnicodeKindShift|abi.UnicodeCompact|abi.UnicodeReady)
	if ascii {
		head, state = asciiSize, state|abi.UnicodeASCII
	}
	if n < 0 || n > (1<<62)/kind {
		return NoMemory()
	}
	o := NewSized(StrType, head+uintptr((n+1)*kind), 0)
	if o == nil {
		return nil
	}
	h := strHead(o)
	h.Length, h.Hash, h.State = n, -1, state
	if kind == 4 { // wchar_t has 4 bytes here, so that the characters serve as the wide form
		h.Wstr = StrData(o)
		As[*abi.Unicode](o).WstrLength = n
	}
	return o
}

// NewStrSpace is PyUnicode_New: n characters, all zero, none of which may become larger than max.
func NewStrSpace(n int, max rune) *Object {
	if n == 0 {
		return NewRef(emptyStr())
	}
	return newStrSpace(n, max)
}

func emptyStr() *Object { return Intern("") }

// newStrASCII makes a str of bytes that are known to be ASCII.
func newStrASCII(s []byte) *Object {
	switch len(s) {
	case 0:
		return NewRef(emptyStr())
	case 1:
		return newStrChar(rune(s[0]))
	}
	o := newStrSpace(len(s), 0x7f)
	if o != nil {
		copy(strBytes(o), s)
	}
	return o
}

// newStrChar makes a str of one character; those below 256 are shared.
func newStrChar(c rune) *Object {
	if c < 0x100 {
		t := &State().text
		if o := t.chars[c]; o != nil {
			return NewRef(o)
		}
		if bootState != nil && bootState.text.chars[c] != nil {
			return NewRef(bootState.text.chars[c])
		}
		o := newStrSpace(1, c)
		if o == nil {
			return nil
		}
		strBytes(o)[0] = byte(c)
		t.chars[c] = NewRef(o)
		return o
	}
	o := newStrSpace(1, c)
	if o == nil {
		return nil
	}
	if StrKind(o) == 2 {
		strTwos(o)[0] = uint16(c)
	} else {
		strFours(o)[0] = c
	}
	return o
}

// NewStrLatin1 makes a str whose characters are the bytes.
func NewStrLatin1(s []byte) *Object {
	if isASCII(s) {
		return newStrASCII(s)
	}
	if len(s) == 1 {
		return newStrChar(rune(s[0]))
	}
	o := newStrSpace(len(s), 0xff)
	if o != nil {
		copy(strBytes(o), s)
	}
	return o
}

// newStrTwos makes a str of 16-bit characters.
func newStrTwos(s []uint16) *Object {
	var all uint16
	for _, c := range s {
		all |= c
	}
	if all < 0x100 || len(s) < 2 {
		return NewStrRunes(widen(s))
	}
	o := newStrSpace(len(s), rune(all))
	if o != nil {
		copy(strTwos(o), s)
	}
	return o
}

// NewStrRunes makes a str of characters, which may be surrogates but must be within Unicode.
func NewStrRunes(s []rune) *Object {
	switch len(s) {
	case 0:
		return NewRef(emptyStr())
	case 1:
		return newStrChar(s[0])
	}
	max := rune(0)
	for _, c := range s {
		if c > max {
			max = c
		}
	}
	o := newStrSpace(len(s), max)
	if o == nil {
		return nil
	}
	switch StrKind(o) {
	case 1:
		to := strBytes(o)
		for i, c := range s {
			to[i] = byte(c)
		}
	case 2:
		to := strTwos(o)
		for i, c := range s {
			to[i] = uint16(c)
		}
	default:
		copy(strFours(o), s)
	}
	return o
}

func isASCII(s []byte) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if *(*uint64)(unsafe.Pointer(&s[i]))&0x8080808080808080 != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// strSlice is the exact str of the characters from i to j, which are in range.
func strSlice(o *Object, i, j int) *Object {
	if i == 0 && j == StrLen(o) && isExactStr(o) {
		return NewRef(o)
	}
	switch StrKind(o) {
	case 1:
		if StrIsASCII(o) {
			return newStrASCII(strBytes(o)[i:j])
		}
		return NewStrLatin1(strBytes(o)[i:j])
	case 2:
		return newStrTwos(strTwos(o)[i:j])
	}
	return NewStrRunes(strFours(o)[i:j])
}

// StrExact is o itself where it is an exact str, else an exact copy.
func StrExact(o *Object) *Object { return strSlice(o, 0, StrLen(o)) }

// StrHash is the hash of a str.
func StrHash(o *Object) int {
	h := strHead(o)
	if h.Hash == -1 {
		h = readyHead(o)
		h.Hash = ctier.HashKey.Bytes(StrData(o), h.Length*StrKind(o))
	}
	return h.Hash
}

// StrEqual tells whether two strs have the same characters.
func StrEqual(a, b *Object) bool {
	if a == b {
		return true
	}
	n, kind := StrLen(a), StrKind(a)
	if n != StrLen(b) || kind != StrKind(b) {
		return false
	}
	n *= kind
	return unsafe.String((*byte)(StrData(a)), n) == unsafe.String((*byte)(StrData(b)), n)
}

// StrCompare orders two strs by their characters: -1, 0 or 1.
func StrCompare(a, b *Object) int {
	if StrKind(a) == 1 && StrKind(b) == 1 {
		return compareSlices(strBytes(a), strBytes(b))
	}
	return compareSlices(StrRunes(a), StrRunes(b))
}

func compareSlices[T byte | rune](a, b []T) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	switch {
	case len(a) < len(b):
		return -1
	case len(a) > len(b):
		return 1
	}
	return 0
}

func strDealloc(o *Object) {
	h := strHead(o)
	if h.State&abi.UnicodeASCII == 0 || h.State&abi.UnicodeCompact == 0 {
		u := As[*abi.Unicode](o)
		if h.State&abi.UnicodeCompact == 0 {
			data := As[*abi.LegacyUnicode](o).Data
			if u.UTF8 != nil && unsafe.Pointer(u.UTF8) != data {
				RawFree(unsafe.Pointer(u.UTF8))
			}
			if h.Wstr != nil && h.Wstr != data {
				RawFree(h.Wstr)
			}
			RawFree(data)
		} else {
			if u.UTF8 != nil {
				RawFree(unsafe.Pointer(u.UTF8))
			}
			if h.Wstr != nil && h.Wstr != StrData(o) {
				RawFree(h.Wstr)
			}
		}
	} else if h.Wstr != nil {
		RawFree(h.Wstr)
	}
	Release(o)
}
