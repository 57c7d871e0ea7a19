package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// str as a type: how one is made, and its slots.

func init() {
	Define(StrType, func() Spec {
		return Spec{
			Name: "str",
			Doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n" +
				"A string object from the given object: from the characters that its bytes stand for where encoding or\n" +
				"errors is given, from its __str__() or its repr otherwise.",
			Basicsize:   unsafe.Sizeof(abi.LegacyUnicode{}),
			Flags:       abi.TPFlagsBasetype | abi.TPFlagsUnicodeSubclass | abi.TPFlagsMatchSelf,
			New:         strNew,
			Dealloc:     strDealloc,
			Repr:        StrRepr,
			Str:         StrExact,
			Hash:        StrHash,
			Richcompare: strRichcompare,
			Iter:        strIter,
			Number:      &Number{Remainder: strRemainder},
			Sequence: &Sequence{
				Length: StrLen, Concat: StrConcat, Repeat: strRepeat, Item: strItem, Contains: StrContains,
			},
			Mapping: &Mapping{Length: StrLen, Subscript: strSubscript},
			Methods: strMethods(),
		}
	})
	for t, name := range map[*Type]string{StrIterType: "str_iterator", asciiIterType: "str_ascii_iterator"} {
		Define(t, func() Spec {
			return Spec{
				Name:      name,
				Basicsize: unsafe.Sizeof(textIter{}),
				Flags:     abi.TPFlagsHaveGC,
				Dealloc:   textIterDealloc,
				Traverse:  textIterTraverse,
				Iter:      SelfIter,
				Iternext: func(o *Object) *Object {
					return textIterNext(o, StrLen, func(s *Object, i int) *Object { return newStrChar(StrAt(s, i)) })
				},
				Methods: textIterMethods(StrLen),
			}
		})
	}
}

// StrIterType is the type of iter(str), asciiIterType that for a str of nothing but ASCII.
var (
	StrIterType   = ctier.Type("PyUnicodeIter_Type")
	asciiIterType = NewType()
)

func strIter(o *Object) *Object {
	if StrIsASCII(o) {
		return newTextIter(asciiIterType, o)
	}
	return newTextIter(StrIterType, o)
}

var strNewParams = Params{Func: "str", Names: []string{"object", "encoding", "errors"}, Positional: 3}

func strNew(t *Type, args, kwargs *Object) *Object {
	var a [3]*Object
	if !strNewParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	var encoding, errors string
	for i, to := range []*string{&encoding, &errors} {
		v := a[1+i]
		if v == nil {
			continue
		}
		if !IsStr(v) {
			return Raise(TypeError, "str() argument '%s' must be str, not %.50s", strNewParams.Names[1+i], argumentType(v))
		}
		*to = StrOf(v)
	}
	var o *Object
	switch {
	case a[0] == nil:
		o = NewRef(emptyStr())
	case a[1] == nil && a[2] == nil:
		o = Str(a[0])
	default:
		o = StrFromEncoded(a[0], encoding, errors)
	}
	if o == nil || t == StrType {
		return o
	}
	defer Decref(o)
	return newStrSubtype(t, o)
}

// newStrSubtype makes an object of a subtype of str, with a copy of the characters in a block of its own.
func newStrSubtype(t *Type, from *Object) *Object {
	o := ctier.CallAlloc(t.Alloc, t, 0)
	if o == nil {
		return nil
	}
	n, kind := StrLen(from), StrKind(from)
	data := RawAlloc(uintptr((n + 1) * kind))
	if data == nil {
		Decref(o)
		return NoMemory()
	}
	copy(unsafe.Slice((*byte)(data), (n+1)*kind), unsafe.Slice((*byte)(StrData(from)), (n+1)*kind))
	u := As[*abi.LegacyUnicode](o)
	u.Data = data
	u.Length, u.Hash = n, StrHash(from)
	u.State = uint32(kind<<abi.UnicodeKindShift) | abi.UnicodeReady | strHead(from).State&abi.UnicodeASCII
	if StrIsASCII(from) {
		u.UTF8, u.UTF8Length = (*byte)(data), n
	}
	if kind == 4 {
		u.Wstr, u.WstrLength = data, n
	}
	return o
}

func strRichcompare(a, b *Object, op int32) *Object {
	if !IsStr(a) || !IsStr(b) {
		return notImplementedResult()
	}
	return NewBool(StrCompareOp(a, b, op))
}

// StrCompareOp compares two strs by one of the operators abi.LT to abi.GE.
func StrCompareOp(a, b *Object, op int32) bool {
	switch op {
	case abi.EQ:
		return StrEqual(a, b)
	case abi.NE:
		return !StrEqual(a, b)
	}
	if a == b {
		return OrderedBy(0, op)
	}
	return OrderedBy(StrCompare(a, b), op)
}

// StrConcat is a + b, where a is a str.
func StrConcat(a, b *Object) *Object {
	if !IsStr(a) || !IsStr(b) {
		return Raise(TypeError, "can only concatenate str (not \"%.200s\") to str", TypeName(b.Type))
	}
	if StrLen(a) == 0 {
		return StrExact(b)
	}
	if StrLen(b) == 0 {
		return StrExact(a)
	}
	return strJoinAll([]*Object{a, b}, nil)
}

// StrBound is a bound of a str's characters: the largest its kind holds.
func StrBound(o *Object) rune {
	switch {
	case StrIsASCII(o):
		return 0x7f
	case StrKind(o) == 1:
		return 0xff
	case StrKind(o) == 2:
		return 0xffff
	}
	return maxRune
}

// copyChars copies the characters of from into to, from position at on. to's kind is at least as wide.
func copyChars(to *Object, at int, from *Object) {
	n, kind := StrLen(from), StrKind(to)
	if kind == StrKind(from) {
		dst := unsafe.Slice((*byte)(unsafe.Add(StrData(to), at*kind)), n*kind)
		copy(dst, unsafe.Slice((*byte)(StrData(from)), n*kind))
		return
	}
	if kind == 2 {
		dst := strTwos(to)[at:]
		for i, c := range strBytes(from) {
			dst[i] = uint16(c)
		}
		return
	}
	dst := strFours(to)[at:]
	if StrKind(from) == 1 {
		for i, c := range strBytes(from) {
			dst[i] = rune(c)
		}
		return
	}
	for i, c := range strTwos(from) {
		dst[i] = rune(c)
	}
}

// strJoinAll is the strs one after another, with sep (nil: nothing) between them.
func strJoinAll(parts []*Object, sep *Object) *Object {
	if len(parts) == 1 && isExactStr(parts[0]) {
		return NewRef(parts[0])
	}
	total, bound, gap := 0, rune(0), 0
	if sep != nil && len(parts) > 1 {
		gap, bound = StrLen(sep), StrBound(sep)
		total = gap * (len(parts) - 1)
	}
	for _, p := range parts {
		total += StrLen(p)
		bound = max(bound, StrBound(p))
	}
	if total == 0 {
		return NewRef(emptyStr())
	}
	o := newStrSpace(total, bound)
	if o == nil {
		return nil
	}
	at := 0
	for i, p := range parts {
		if i > 0 && gap > 0 {
			copyChars(o, at, sep)
			at += gap
		}
		copyChars(o, at, p)
		at += StrLen(p)
	}
	return o
}

func strRepeat(o *Object, n int) *Object {
	size := StrLen(o)
	switch {
	case n <= 0 || size == 0:
		return NewRef(emptyStr())
	case n == 1:
		return StrExact(o)
	case size > math.MaxInt/n:
		return Raise(OverflowError, "repeated string is too long")
	}
	out := newStrSpace(size*n, StrBound(o))
	if out == nil {
		return nil
	}
	bytes := size * StrKind(o)
	RepeatBytes(unsafe.Slice((*byte)(StrData(out)), bytes*n), unsafe.Slice((*byte)(StrData(o)), bytes))
	return out
}

// RepeatBytes fills to with copies of from.
func RepeatBytes(to, from []byte) {
	done := copy(to, from)
	for done < len(to) {
		done += copy(to[done:], to[:done])
	}
}

func strItem(o *Object, i int) *Object {
	if i < 0 || i >= StrLen(o) {
		return Raise(IndexError, "string index out of range")
	}
	return newStrChar(StrAt(o, i))
}

func strSubscript(o, key *Object) *Object {
	if IndexCheck(key) {
		i, ok := AsIndex(key, IndexError)
		if !ok {
			return nil
		}
		if i < 0 {
			i += StrLen(o)
		}
		return strItem(o, i)
	}
	if key.Type != SliceType {
		return Raise(TypeError, "string indices must be integers, not '%.200s'", TypeName(key.Type))
	}
	start, stop, step, ok := SliceUnpack(key)
	if !ok {
		return nil
	}
	n := SliceAdjust(StrLen(o), &start, &stop, step)
	switch {
	case n <= 0:
		return NewRef(emptyStr())
	case step == 1:
		return strSlice(o, start, start+n)
	}
	out := make([]rune, n)
	for i := range out {
		out[i] = StrAt(o, start+i*step)
	}
	return NewStrRunes(out)
}

// StrContains tells whether sub is in o: -1 and TypeError if it is no str.
func StrContains(o, sub *Object) int32 {
	if !IsStr(sub) {
		Raise(TypeError, "'in <string>' requires string as left operand, not %.100s", TypeName(sub.Type))
		return -1
	}
	if strSearch(o, sub, 0, math.MaxInt, findIn[byte], findIn[rune]) >= 0 {
		return 1
	}
	return 0
}

// strSearch runs a search over a slice of a str: on bytes where both have one for each character.
func strSearch(o, sub *Object, start, end int, narrow func(s, sub []byte) int, wide func(s, sub []rune) int) int {
	if StrKind(o) < StrKind(sub) {
		return -1 // sub has a character that o can't have
	}
	if StrKind(o) == 1 {
		return within(strBytes(o), strBytes(sub), start, end, narrow)
	}
	return within(StrRunes(o), StrRunes(sub), start, end, wide)
}
