package capi

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// bytesAt views n bytes of C memory. For more than there can be, MemoryError comes of it.
func bytesAt(p *byte, n int) []byte {
	if n > 1<<46 {
		panic(object.ErrNoMemory)
	}
	return unsafe.Slice(p, max(n, 0))
}

// isStr raises what ensures that an argument is a str.
func isStr(o *abi.Object) bool {
	if o == nil || !object.IsStr(o) {
		name := "NULL"
		if o != nil {
			name = object.TypeName(o.Type)
		}
		object.Raise(object.TypeError, "must be str, not %.100s", name)
		return false
	}
	return true
}

// strOrBad raises what the functions do that take nothing but strs.
func strOrBad(o *abi.Object) bool {
	if o == nil || !object.IsStr(o) {
		object.BadArgument()
		return false
	}
	return true
}

func PyUnicode_FromString(s *byte) *abi.Object {
	return object.DecodeUTF8([]byte(text(s)), "")
}

func PyUnicode_FromStringAndSize(s *byte, n int) *abi.Object {
	switch {
	case n < 0:
		return object.Raise(object.SystemError, "Negative size passed to PyUnicode_FromStringAndSize")
	case s == nil:
		return unfilled("PyUnicode_FromStringAndSize", n)
	}
	return object.DecodeUTF8(bytesAt(s, n), "")
}

// unfilled is a str whose characters the caller stores, which is an old way to do it.
func unfilled(function string, n int) *abi.Object {
	if n < 0 {
		return object.Raise(object.SystemError, "Negative size passed to _PyUnicode_New")
	}
	if n > 0 && !object.Warn(object.DeprecationWarning, function+"(NULL, size) is deprecated; use PyUnicode_New() instead", 1) {
		return nil
	}
	return object.NewStrLegacy(n)
}

func PyUnicode_New(n int, largest uint32) *abi.Object {
	switch {
	case n < 0:
		return object.Raise(object.SystemError, "Negative size passed to PyUnicode_New")
	case largest > 0x10ffff:
		return object.Raise(object.SystemError, "invalid maximum character passed to PyUnicode_New")
	}
	return object.NewStrSpace(n, rune(largest))
}

func PyUnicode_FromKindAndData(kind int32, data unsafe.Pointer, n int) *abi.Object {
	return object.NewStrKind(int(kind), data, n)
}

func PyUnicode_FromOrdinal(c int32) *abi.Object {
	if c < 0 || c > 0x10ffff {
		return object.Raise(object.ValueError, "chr() arg not in range(0x110000)")
	}
	return object.NewStrRunes([]rune{c})
}

func PyUnicode_FromObject(o *abi.Object) *abi.Object {
	if object.IsStr(o) {
		return object.StrExact(o)
	}
	return object.Raise(object.TypeError, "Can't convert '%.100s' object to str implicitly", object.TypeName(o.Type))
}

func PyUnicode_FromEncodedObject(o *abi.Object, encoding, errors *byte) *abi.Object {
	if o == nil {
		return object.BadInternalCall()
	}
	if object.IsBytes(o) && len(object.BytesOf(o)) > 0 && nameless(encoding) {
		return nil
	}
	return object.StrFromEncoded(o, text(encoding), text(errors))
}

// PyUnicode_FromWideChar: -1 means up to the zero.
func PyUnicode_FromWideChar(w *int32, n int) *abi.Object {
	if w == nil && n != 0 {
		return object.BadInternalCall()
	}
	if n < 0 {
		for n = 0; *(*int32)(unsafe.Add(unsafe.Pointer(w), 4*n)) != 0; n++ {
		}
	}
	return object.NewStrWide(unsafe.Slice(w, n))
}

// PyUnicode_FromUnicode: for NULL, the caller stores the characters where PyUnicode_AsUnicode says.
func PyUnicode_FromUnicode(w *int32, n int) *abi.Object {
	switch {
	case w == nil:
		return unfilled("PyUnicode_FromUnicode", n)
	case n < 0:
		return object.BadInternalCall()
	}
	return PyUnicode_FromWideChar(w, n)
}

func PyUnicode_AsUnicode(o *abi.Object) *int32 {
	if !strOrBad(o) {
		return nil
	}
	return object.StrWstr(o)
}

func PyUnicode_GetLength(o *abi.Object) int {
	if !strOrBad(o) {
		return -1
	}
	return object.StrLen(o)
}

func PyUnicode_GetSize(o *abi.Object) int { return PyUnicode_GetLength(o) }

func PyUnicode_ReadChar(o *abi.Object, i int) uint32 {
	if !strOrBad(o) {
		return math.MaxUint32
	}
	if i < 0 || i >= object.StrLen(o) {
		object.Raise(object.IndexError, "string index out of range")
		return math.MaxUint32
	}
	return uint32(object.StrAt(o, i))
}

func PyUnicode_WriteChar(o *abi.Object, i int, c uint32) int32 {
	if !strOrBad(o) {
		return -1
	}
	if !(o != nil && o.Type == object.StrType) {
		object.BadArgument()
		return -1
	}
	return status(object.StrWrite(o, i, rune(min(c, 0x110000))))
}

func PyUnicode_Fill(o *abi.Object, start, n int, c uint32) int {
	if !strOrBad(o) {
		return -1
	}
	return object.StrFill(o, start, n, rune(min(c, 0x110000)))
}

func PyUnicode_CopyCharacters(to *abi.Object, toStart int, from *abi.Object, fromStart, n int) int {
	return object.StrCopyCharacters(to, toStart, from, fromStart, n)
}

func _PyUnicode_FastCopyCharacters(to *abi.Object, toStart int, from *abi.Object, fromStart, n int) {
	object.StrFastCopy(to, toStart, from, fromStart, n)
}

func PyUnicode_Resize(p **abi.Object, n int) int32 { return status(object.StrResize(p, n)) }

func PyUnicode_Substring(o *abi.Object, start, end int) *abi.Object {
	return object.StrSubstring(o, start, end)
}

// PyUnicode_AsUTF8AndSize: the text belongs to the str.
func PyUnicode_AsUTF8AndSize(o *abi.Object, n *int) *byte {
	if !strOrBad(o) {
		return nil
	}
	p, size, ok := object.UTF8(o)
	if ok && n != nil {
		*n = size
	}
	return p
}

func PyUnicode_Concat(a, b *abi.Object) *abi.Object {
	if !isStr(a) {
		return nil
	}
	return object.StrConcat(a, b)
}

// PyUnicode_Append replaces *p by its concatenation with right; on failure *p becomes NULL.
func PyUnicode_Append(p **abi.Object, right *abi.Object) {
	left := *p
	if left == nil || right == nil || !object.IsStr(left) || !object.IsStr(right) {
		if object.Occurred() == nil {
			object.BadInternalCall()
		}
		*p = nil
	} else {
		*p = object.StrConcat(left, right)
	}
	object.XDecref(left)
}

func PyUnicode_AppendAndDel(p **abi.Object, right *abi.Object) {
	PyUnicode_Append(p, right)
	object.XDecref(right)
}

func PyUnicode_Compare(a, b *abi.Object) int32 {
	if !object.IsStr(a) || !object.IsStr(b) {
		object.Raise(object.TypeError, "Can't compare %.100s and %.100s", object.TypeName(a.Type), object.TypeName(b.Type))
		return -1
	}
	return int32(object.StrCompare(a, b))
}

// PyUnicode_CompareWithASCIIString takes the C string for Latin-1.
func PyUnicode_CompareWithASCIIString(o *abi.Object, s *byte) int32 {
	other := []byte(text(s))
	for i := range object.StrLen(o) {
		if i == len(other) {
			return 1
		}
		if c := object.StrAt(o, i); c != rune(other[i]) {
			if c < rune(other[i]) {
				return -1
			}
			return 1
		}
	}
	if object.StrLen(o) < len(other) {
		return -1
	}
	return 0
}

func PyUnicode_RichCompare(a, b *abi.Object, op int32) *abi.Object {
	if !object.IsStr(a) || !object.IsStr(b) {
		return object.NewRef(object.NotImplemented)
	}
	if op < abi.LT || op > abi.GE {
		object.BadArgument()
		return nil
	}
	return object.NewBool(object.StrCompareOp(a, b, op))
}

func PyUnicode_Equal(a, b *abi.Object) int32 {
	for i, o := range []*abi.Object{a, b} {
		if !object.IsStr(o) {
			object.Raise(object.TypeError, "%s argument must be str, not %s", []string{"first", "second"}[i], object.TypeName(o.Type))
			return -1
		}
	}
	return truth(object.StrEqual(a, b))
}

func _PyUnicode_Equal(a, b *abi.Object) int32 { return truth(object.StrEqual(a, b)) }

func PyUnicode_EqualToUTF8(o *abi.Object, s *byte) int32 { return truth(object.StrOf(o) == text(s)) }

func PyUnicode_EqualToUTF8AndSize(o *abi.Object, s *byte, n int) int32 {
	return truth(object.StrOf(o) == string(bytesAt(s, n)))
}

func _PyUnicode_EqualToASCIIString(o *abi.Object, s *byte) int32 {
	return truth(object.StrIsASCII(o) && object.StrOf(o) == text(s))
}

func PyUnicode_Contains(o, sub *abi.Object) int32 {
	if !object.IsStr(sub) {
		object.Raise(object.TypeError, "'in <string>' requires string as left operand, not %.100s", object.TypeName(sub.Type))
		return -1
	}
	if !isStr(o) {
		return -1
	}
	return object.StrContains(o, sub)
}

// PyUnicode_Find returns -2 for an error.
func PyUnicode_Find(o, sub *abi.Object, start, end int, direction int32) int {
	if !isStr(o) || !isStr(sub) {
		return -2
	}
	if direction > 0 {
		return object.StrFind(o, sub, start, end)
	}
	return object.StrRFind(o, sub, start, end)
}

// PyUnicode_FindChar returns -2 for an error.
func PyUnicode_FindChar(o *abi.Object, c uint32, start, end int, direction int32) int {
	if end < 0 {
		end = max(end+object.StrLen(o), 0)
	}
	if start < 0 {
		start = max(start+object.StrLen(o), 0)
	}
	end = min(end, object.StrLen(o))
	for i := start; i < end; i++ {
		at := i
		if direction <= 0 {
			at = end - 1 - (i - start)
		}
		if uint32(object.StrAt(o, at)) == c {
			return at
		}
	}
	return -1
}

func PyUnicode_Count(o, sub *abi.Object, start, end int) int {
	if !isStr(o) || !isStr(sub) {
		return -1
	}
	return object.StrCount(o, sub, start, end)
}

func PyUnicode_Tailmatch(o, sub *abi.Object, start, end int, direction int32) int {
	if !isStr(o) || !isStr(sub) {
		return -1
	}
	return int(truth(object.StrTailmatch(o, sub, start, end, direction > 0)))
}

func PyUnicode_Split(o, sep *abi.Object, limit int) *abi.Object {
	if !isStr(o) || sep != nil && !isStr(sep) {
		return nil
	}
	if sep == nil {
		sep = object.None
	}
	return object.StrSplit(o, sep, limit)
}

func PyUnicode_RSplit(o, sep *abi.Object, limit int) *abi.Object {
	if !isStr(o) || sep != nil && !isStr(sep) {
		return nil
	}
	if sep == nil {
		sep = object.None
	}
	return object.StrRSplit(o, sep, limit)
}

func PyUnicode_Splitlines(o *abi.Object, keep int32) *abi.Object {
	if !isStr(o) {
		return nil
	}
	return object.StrSplitlines(o, keep != 0)
}

// PyUnicode_Join: a NULL separator is a blank.
func PyUnicode_Join(sep, items *abi.Object) *abi.Object {
	if sep == nil {
		sep = object.Intern(" ")
	}
	if sep == nil || !object.IsStr(sep) {
		return object.Raise(object.TypeError, "separator: expected str instance, %.80s found", object.TypeName(sep.Type))
	}
	return object.StrJoin(sep, items)
}

func PyUnicode_Replace(o, old, to *abi.Object, limit int) *abi.Object {
	if !isStr(o) || !isStr(old) || !isStr(to) {
		return nil
	}
	return object.StrReplace(o, old, to, limit)
}

func PyUnicode_Partition(o, sep *abi.Object) *abi.Object {
	if !isStr(o) || !isStr(sep) {
		return nil
	}
	return object.StrPartition(o, sep)
}

func PyUnicode_RPartition(o, sep *abi.Object) *abi.Object {
	if !isStr(o) || !isStr(sep) {
		return nil
	}
	return object.StrRPartition(o, sep)
}

// PyUnicode_Translate: error handlers don't come into it, since a table that lacks a character leaves it.
func PyUnicode_Translate(o, table *abi.Object, errors *byte) *abi.Object {
	if !isStr(o) {
		return nil
	}
	return object.StrTranslateErrors(o, table, text(errors))
}

func PyUnicode_Format(format, args *abi.Object) *abi.Object {
	if format == nil || args == nil {
		return object.BadInternalCall()
	}
	if !isStr(format) {
		return nil
	}
	return object.StrPercent(format, args)
}

func PyUnicode_InternInPlace(p **abi.Object)  { object.InternInPlace(p) }
func PyUnicode_InternImmortal(p **abi.Object) { object.InternInPlace(p) }

func PyUnicode_InternFromString(s *byte) *abi.Object {
	o := PyUnicode_FromString(s)
	if o != nil {
		object.InternInPlace(&o)
	}
	return o
}

// _PyUnicode_FromId: the result is borrowed.
func _PyUnicode_FromId(id *struct{ Text *byte }) *abi.Object { return object.Intern(text(id.Text)) }

// PyUnicode_IsIdentifier is 0 for what is no str.
func PyUnicode_IsIdentifier(o *abi.Object) int32 {
	return truth(object.IsStr(o) && object.StrIsIdentifier(o))
}

// _PyUnicode_Ready looks at the characters that the caller has filled in.
func _PyUnicode_Ready(o *abi.Object) int32 { return status(object.StrReady(o)) }

// gl_str_settle is for C code that goes on in any case.
func gl_str_settle(o *abi.Object) { object.StrSettle(o) }

func _PyUnicode_Copy(o *abi.Object) *abi.Object { return object.StrCopy(o) }

var defaultEncoding = ctier.CString("utf-8")

func PyUnicode_GetDefaultEncoding() *byte { return defaultEncoding }

// PyUnicode_AsUCS4 writes at most n characters, with a zero behind them if it is asked for.
func PyUnicode_AsUCS4(o *abi.Object, to *int32, n int, zero int32) *int32 {
	if to == nil || n < 0 {
		object.BadInternalCall()
		return nil
	}
	size := object.StrLen(o)
	room := size
	if zero != 0 {
		room++
	}
	if n < room {
		object.Raise(object.SystemError, "string is longer than the buffer")
		if zero != 0 && n > 0 {
			*to = 0
		}
		return nil
	}
	out := unsafe.Slice(to, room)
	copy(out, object.StrRunes(o))
	if zero != 0 {
		out[size] = 0
	}
	return to
}

func PyUnicode_AsUCS4Copy(o *abi.Object) *int32 {
	p := (*int32)(object.RawAlloc(uintptr(object.StrLen(o)+1) * 4))
	if p == nil {
		object.NoMemory()
		return nil
	}
	return PyUnicode_AsUCS4(o, p, object.StrLen(o)+1, 1)
}

// PyUnicode_AsWideChar writes at most n characters, and a zero if there is room. Without a buffer it says how many it takes.
func PyUnicode_AsWideChar(o *abi.Object, to *int32, n int) int {
	if o == nil {
		object.BadInternalCall()
		return -1
	}
	if !strOrBad(o) {
		return -1
	}
	size := object.StrLen(o)
	if to == nil {
		return size + 1
	}
	out := unsafe.Slice(to, min(n, size+1))
	written := copy(out[:min(n, size)], object.StrRunes(o))
	if written < n {
		out[written] = 0
	}
	return written
}

// PyUnicode_AsWideCharString: the caller frees the text with PyMem_Free. Without a place for the size, the text may hold no zero.
func PyUnicode_AsWideCharString(o *abi.Object, n *int) *int32 {
	if o == nil {
		object.BadInternalCall()
		return nil
	}
	if !strOrBad(o) {
		return nil
	}
	size := object.StrLen(o)
	if n == nil {
		for i := range size {
			if object.StrAt(o, i) == 0 {
				object.Raise(object.ValueError, "embedded null character")
				return nil
			}
		}
	} else {
		*n = size
	}
	return PyUnicode_AsUCS4Copy(o)
}

func PyUnicode_AsUnicodeAndSize(o *abi.Object, n *int) *int32 {
	w := PyUnicode_AsUnicode(o)
	if w != nil && n != nil {
		*n = object.StrWstrLen(o)
	}
	return w
}
