package object

import (
	"math"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ucd"
)

// The methods of str that look for, cut and put together text. Those about letters are in strcase.go.

func strMethods() []Method {
	find := func(name, doc string, search func(o, sub *Object, start, end int) int, result func(int) *Object) Method {
		return Method{Name: name, Doc: doc, Fast: func(o *Object, args **Object, n int) *Object {
			sub, start, end, ok := findArgs(name, Args(args, n))
			if !ok {
				return nil
			}
			if !IsStr(sub) {
				return Raise(TypeError, "must be str, not %.100s", TypeName(sub.Type))
			}
			return result(search(o, sub, start, end))
		}}
	}
	orRaise := func(at int) *Object {
		if at < 0 {
			return Raise(ValueError, "substring not found")
		}
		return NewInt(int64(at))
	}
	asInt := func(n int) *Object { return NewInt(int64(n)) }
	methods := []Method{
		find("find", "S.find(sub[, start[, end]]) -> int\n\nThe lowest index where sub is found in S[start:end], or -1.", StrFind, asInt),
		find("rfind", "S.rfind(sub[, start[, end]]) -> int\n\nThe highest index where sub is found in S[start:end], or -1.", StrRFind, asInt),
		find("index", "S.index(sub[, start[, end]]) -> int\n\nLike S.find, but raises ValueError where sub is not found.", StrFind, orRaise),
		find("rindex", "S.rindex(sub[, start[, end]]) -> int\n\nLike S.rfind, but raises ValueError where sub is not found.", StrRFind, orRaise),
		find("count", "S.count(sub[, start[, end]]) -> int\n\nHow many subs are in S[start:end] that don't overlap.", StrCount, asInt),
		{Name: "startswith", Doc: "S.startswith(prefix[, start[, end]]) -> bool\n\nWhether S[start:end] begins with prefix, or with one of a tuple of them.",
			Fast: func(o *Object, args **Object, n int) *Object { return strTail("startswith", o, Args(args, n), false) }},
		{Name: "endswith", Doc: "S.endswith(suffix[, start[, end]]) -> bool\n\nWhether S[start:end] ends with suffix, or with one of a tuple of them.",
			Fast: func(o *Object, args **Object, n int) *Object { return strTail("endswith", o, Args(args, n), true) }},
		{Name: "split", Doc: "split($self, /, sep=None, maxsplit=-1)\n--\n\nThe parts between the separators, in a list. No sep: runs of white space separate.",
			FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
				sep, limit, ok := splitArgs("split", args, n, names)
				if !ok {
					return nil
				}
				return StrSplit(o, sep, limit)
			}},
		{Name: "rsplit", Doc: "rsplit($self, /, sep=None, maxsplit=-1)\n--\n\nLike split, but it begins at the end.",
			FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
				sep, limit, ok := splitArgs("rsplit", args, n, names)
				if !ok {
					return nil
				}
				return StrRSplit(o, sep, limit)
			}},
		{Name: "splitlines", Doc: "splitlines($self, /, keepends=False)\n--\n\nThe lines in a list, with their ends if keepends is true.",
			FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
				var a [1]*Object
				if !(&Params{Func: "splitlines", Names: []string{"keepends"}, Positional: 1}).Unpack(args, n, names, a[:]) {
					return nil
				}
				keep, ok := truthOf(a[0])
				if !ok {
					return nil
				}
				return StrSplitlines(o, keep)
			}},
		{Name: "join", Doc: "join($self, iterable, /)\n--\n\nThe strings of the iterable with this one between them.", O: StrJoin},
		{Name: "replace", Doc: "replace($self, old, new, count=-1, /)\n--\n\nA copy with the first count occurrences of old (all, if count is -1) replaced.", Fast: strReplaceMethod},
		{Name: "partition", Doc: "partition($self, sep, /)\n--\n\nThe part before the first sep, the sep, and the part after it.", O: StrPartition},
		{Name: "rpartition", Doc: "rpartition($self, sep, /)\n--\n\nThe part before the last sep, the sep, and the part after it.", O: StrRPartition},
		{Name: "strip", Doc: "strip($self, chars=None, /)\n--\n\nA copy without white space, or without the chars, at both ends.", Fast: strStrip("strip", true, true)},
		{Name: "lstrip", Doc: "lstrip($self, chars=None, /)\n--\n\nA copy without white space, or without the chars, at the start.", Fast: strStrip("lstrip", true, false)},
		{Name: "rstrip", Doc: "rstrip($self, chars=None, /)\n--\n\nA copy without white space, or without the chars, at the end.", Fast: strStrip("rstrip", false, true)},
		{Name: "removeprefix", Doc: "removeprefix($self, prefix, /)\n--\n\nThe string without the prefix, if it begins with it.", O: func(o, fix *Object) *Object {
			if !strArgument("removeprefix", fix) {
				return nil
			}
			if strMatches(o, fix, 0, math.MaxInt, false) {
				return strSlice(o, StrLen(fix), StrLen(o))
			}
			return StrExact(o)
		}},
		{Name: "removesuffix", Doc: "removesuffix($self, suffix, /)\n--\n\nThe string without the suffix, if it ends with it.", O: func(o, fix *Object) *Object {
			if !strArgument("removesuffix", fix) {
				return nil
			}
			if StrLen(fix) > 0 && strMatches(o, fix, 0, math.MaxInt, true) {
				return strSlice(o, 0, StrLen(o)-StrLen(fix))
			}
			return StrExact(o)
		}},
		{Name: "center", Doc: "center($self, width, fillchar=' ', /)\n--\n\nThe string in the middle of a field of the width.", Fast: strJustify("center")},
		{Name: "ljust", Doc: "ljust($self, width, fillchar=' ', /)\n--\n\nThe string at the left of a field of the width.", Fast: strJustify("ljust")},
		{Name: "rjust", Doc: "rjust($self, width, fillchar=' ', /)\n--\n\nThe string at the right of a field of the width.", Fast: strJustify("rjust")},
		{Name: "zfill", Doc: "zfill($self, width, /)\n--\n\nThe string with zeros in front, behind a sign, up to the width.", O: func(o, arg *Object) *Object {
			width, ok := AsIndex(arg, OverflowError)
			if !ok {
				return nil
			}
			if width <= StrLen(o) {
				return StrExact(o)
			}
			return NewStrRunes(zeroFilled(StrRunes(o), width))
		}},
		{Name: "expandtabs", Doc: "expandtabs($self, /, tabsize=8)\n--\n\nA copy with spaces in place of tabs.",
			FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
				size, ok := tabSize(args, n, names)
				if !ok {
					return nil
				}
				return NewStrRunes(expandTabs(StrRunes(o), size))
			}},
		{Name: "encode", Doc: "encode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe bytes that stand for the string in an encoding.",
			FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
				encoding, errors, ok := codecArgs("encode", args, n, names)
				if !ok {
					return nil
				}
				return StrEncode(o, encoding, errors)
			}},
		{Name: "translate", Doc: "translate($self, table, /)\n--\n\nA copy with each character replaced by what the table has for its number; None deletes it.", O: StrTranslate},
		{Name: "maketrans", Doc: "A table for translate: of a dict, or of strings of equal length, with a third of what is to be deleted.", Fast: strMaketrans, Flags: abi.MethStatic},
		{Name: "format", Doc: "S.format(*args, **kwargs) -> str\n\nThe string with its replacement fields filled in.", Keywords: StrFormatMethod},
		{Name: "format_map", Doc: "S.format_map(mapping) -> str\n\nThe string with its replacement fields filled in from the mapping.", O: func(o, m *Object) *Object {
			return strFormat(o, nil, m)
		}},
		{Name: "__format__", Doc: "__format__($self, format_spec, /)\n--\n\nThe string formatted by the specification.", O: strDunderFormat},
		{Name: "__sizeof__", Doc: "__sizeof__($self, /)\n--\n\nHow many bytes of memory the string takes.", NoArgs: strSizeof},
		{Name: "__getnewargs__", NoArgs: func(o *Object) *Object { return packOwned(strSlice(o, 0, StrLen(o))) }},
	}
	return append(methods, strCaseMethods()...)
}

// findArgs reads sub[, start[, end]]. It may run code.
func findArgs(name string, args []*Object) (sub *Object, start, end int, ok bool) {
	if len(args) < 1 {
		Raise(TypeError, "%s() takes at least 1 argument (0 given)", name)
		return nil, 0, 0, false
	}
	if len(args) > 3 {
		Raise(TypeError, "%s() takes at most 3 arguments (%d given)", name, len(args))
		return nil, 0, 0, false
	}
	start, end = 0, math.MaxInt
	if len(args) > 1 && !EvalSliceIndex(args[1], &start) || len(args) > 2 && !EvalSliceIndex(args[2], &end) {
		return nil, 0, 0, false
	}
	return args[0], start, end, true
}

// StrFind is o.find(sub, start, end).
func StrFind(o, sub *Object, start, end int) int {
	return strSearch(o, sub, start, end, findIn[byte], findIn[rune])
}

// StrRFind is o.rfind(sub, start, end).
func StrRFind(o, sub *Object, start, end int) int {
	return strSearch(o, sub, start, end, rfindIn[byte], rfindIn[rune])
}

// StrCount is o.count(sub, start, end).
func StrCount(o, sub *Object, start, end int) int {
	if StrKind(o) < StrKind(sub) {
		return 0
	}
	start, end = clipBounds(start, end, StrLen(o))
	if end < start {
		return 0
	}
	if StrKind(o) == 1 {
		return countIn(strBytes(o)[start:end], strBytes(sub))
	}
	return countIn(StrRunes(o)[start:end], StrRunes(sub))
}

// strMatches tells whether o[start:end] begins or ends with sub.
func strMatches(o, sub *Object, start, end int, atEnd bool) bool {
	if StrKind(o) == 1 && StrKind(sub) == 1 {
		return tailMatch(strBytes(o), strBytes(sub), start, end, atEnd)
	}
	return tailMatch(StrRunes(o), StrRunes(sub), start, end, atEnd)
}

func strTail(name string, o *Object, args []*Object, atEnd bool) *Object {
	sub, start, end, ok := findArgs(name, args)
	if !ok {
		return nil
	}
	if IsTuple(sub) {
		for _, one := range TupleItems(sub) {
			if !IsStr(one) {
				return Raise(TypeError, "tuple for %s must only contain str, not %.100s", name, TypeName(one.Type))
			}
			if strMatches(o, one, start, end, atEnd) {
				return NewBool(true)
			}
		}
		return NewBool(false)
	}
	if !IsStr(sub) {
		return Raise(TypeError, "%s first arg must be str or a tuple of str, not %.100s", name, TypeName(sub.Type))
	}
	return NewBool(strMatches(o, sub, start, end, atEnd))
}

// StrTailmatch is PyUnicode_Tailmatch.
func StrTailmatch(o, sub *Object, start, end int, atEnd bool) bool {
	return strMatches(o, sub, start, end, atEnd)
}

var splitParams = []string{"sep", "maxsplit"}

func splitArgs(name string, args **Object, n int, names *Object) (sep *Object, limit int, ok bool) {
	var a [2]*Object
	if !(&Params{Func: name, Names: splitParams, Positional: 2}).Unpack(args, n, names, a[:]) {
		return nil, 0, false
	}
	limit = -1
	if a[1] != nil {
		if limit, ok = AsIndex(a[1], OverflowError); !ok {
			return nil, 0, false
		}
	}
	if a[0] == nil {
		return None, limit, true
	}
	return a[0], limit, true
}

// StrSplit is o.split(sep, limit); sep may be None.
func StrSplit(o, sep *Object, limit int) *Object {
	return strSplit(o, sep, limit, splitSpace[byte], splitSpace[rune], splitOn[byte], splitOn[rune])
}

// StrRSplit is o.rsplit(sep, limit); sep may be None.
func StrRSplit(o, sep *Object, limit int) *Object {
	return strSplit(o, sep, limit, rsplitSpace[byte], rsplitSpace[rune], rsplitOn[byte], rsplitOn[rune])
}

func isSpaceByte(c byte) bool { return ucd.IsSpace(rune(c)) }

func strSplit(o, sep *Object, limit int,
	spaceNarrow func([]byte, int, func(byte) bool) [][]byte, spaceWide func([]rune, int, func(rune) bool) [][]rune,
	narrow func(s, sep []byte, limit int) [][]byte, wide func(s, sep []rune, limit int) [][]rune,
) *Object {
	if sep == None {
		if StrKind(o) == 1 {
			return strList(spaceNarrow(strBytes(o), limit, isSpaceByte), NewStrLatin1)
		}
		return strList(spaceWide(StrRunes(o), limit, ucd.IsSpace), NewStrRunes)
	}
	switch {
	case !IsStr(sep):
		return Raise(TypeError, "must be str or None, not %.100s", TypeName(sep.Type))
	case StrLen(sep) == 0:
		return Raise(ValueError, "empty separator")
	case StrKind(sep) > StrKind(o):
		return packList(StrExact(o))
	case StrKind(o) == 1:
		return strList(narrow(strBytes(o), strBytes(sep), limit), NewStrLatin1)
	}
	return strList(wide(StrRunes(o), StrRunes(sep), limit), NewStrRunes)
}

// packList makes a list of one item, the reference to which it takes over.
func packList(item *Object) *Object {
	if item == nil {
		return nil
	}
	list := NewList(1)
	if list == nil {
		Decref(item)
		return nil
	}
	ListItems(list)[0] = item
	return list
}

// strList makes a list of parts.
func strList[T char](parts [][]T, make func([]T) *Object) *Object {
	list := NewList(len(parts))
	if list == nil {
		return nil
	}
	items := ListItems(list)
	for i, p := range parts {
		if items[i] = make(p); items[i] == nil {
			Decref(list)
			return nil
		}
	}
	return list
}

// StrSplitlines is o.splitlines(keepends).
func StrSplitlines(o *Object, keep bool) *Object {
	if StrKind(o) == 1 {
		return strList(splitLines(strBytes(o), keep, func(c byte) bool { return ucd.IsLineBreak(rune(c)) }), NewStrLatin1)
	}
	return strList(splitLines(StrRunes(o), keep, ucd.IsLineBreak), NewStrRunes)
}

// StrJoin is sep.join(iterable). It may run code.
func StrJoin(sep, iterable *Object) *Object {
	items := SequenceFast(iterable, "can only join an iterable")
	if items == nil {
		return nil
	}
	defer Decref(items)
	parts := FastItems(items)
	for i, p := range parts {
		if !IsStr(p) {
			return Raise(TypeError, "sequence item %d: expected str instance, %.80s found", i, TypeName(p.Type))
		}
	}
	return strJoinAll(parts, sep)
}

func strReplaceMethod(o *Object, args **Object, n int) *Object {
	if !CheckPositional("replace", n, 2, 3) {
		return nil
	}
	a := Args(args, n)
	for i, v := range a[:2] {
		if !IsStr(v) {
			return Raise(TypeError, "replace() argument %d must be str, not %.50s", i+1, argumentType(v))
		}
	}
	limit := -1
	if n > 2 {
		var ok bool
		if limit, ok = AsIndex(a[2], OverflowError); !ok {
			return nil
		}
	}
	return StrReplace(o, a[0], a[1], limit)
}

// StrReplace is o.replace(old, to, limit).
func StrReplace(o, old, to *Object, limit int) *Object {
	if StrKind(old) > StrKind(o) {
		return StrExact(o)
	}
	if StrKind(o) == 1 && StrKind(to) == 1 {
		if out := replaceIn(strBytes(o), strBytes(old), strBytes(to), limit); out != nil {
			return NewStrLatin1(out)
		}
		return StrExact(o)
	}
	if out := replaceIn(StrRunes(o), StrRunes(old), StrRunes(to), limit); out != nil {
		return NewStrRunes(out)
	}
	return StrExact(o)
}

// StrPartition is o.partition(sep).
func StrPartition(o, sep *Object) *Object { return strCut(o, sep, StrFind, false) }

// StrRPartition is o.rpartition(sep).
func StrRPartition(o, sep *Object) *Object { return strCut(o, sep, StrRFind, true) }

func strCut(o, sep *Object, find func(o, sub *Object, start, end int) int, last bool) *Object {
	if !IsStr(sep) {
		return Raise(TypeError, "must be str, not %.100s", TypeName(sep.Type))
	}
	if StrLen(sep) == 0 {
		return Raise(ValueError, "empty separator")
	}
	at := find(o, sep, 0, math.MaxInt)
	switch {
	case at >= 0:
		return packOwned(strSlice(o, 0, at), NewRef(sep), strSlice(o, at+StrLen(sep), StrLen(o)))
	case last:
		return packOwned(NewRef(emptyStr()), NewRef(emptyStr()), StrExact(o))
	}
	return packOwned(StrExact(o), NewRef(emptyStr()), NewRef(emptyStr()))
}

func strStrip(name string, left, right bool) func(o *Object, args **Object, n int) *Object {
	return func(o *Object, args **Object, n int) *Object {
		if !CheckPositional(name, n, 0, 1) {
			return nil
		}
		drop := ucd.IsSpace
		if n == 1 && *args != None {
			if !IsStr(*args) {
				return Raise(TypeError, "%s arg must be None or str", name)
			}
			set := map[rune]bool{}
			for _, c := range StrRunes(*args) {
				set[c] = true
			}
			drop = func(c rune) bool { return set[c] }
		}
		i, j := 0, StrLen(o)
		for left && i < j && drop(StrAt(o, i)) {
			i++
		}
		for right && i < j && drop(StrAt(o, j-1)) {
			j--
		}
		return strSlice(o, i, j)
	}
}

func strArgument(name string, o *Object) bool {
	if !IsStr(o) {
		Raise(TypeError, "%s() argument must be str, not %.50s", name, argumentType(o))
		return false
	}
	return true
}

func strJustify(name string) func(o *Object, args **Object, n int) *Object {
	return func(o *Object, args **Object, n int) *Object {
		if !CheckPositional(name, n, 1, 2) {
			return nil
		}
		a := Args(args, n)
		width, ok := AsIndex(a[0], OverflowError)
		if !ok {
			return nil
		}
		fill := rune(' ')
		if n == 2 {
			if !IsStr(a[1]) {
				return Raise(TypeError, "The fill character must be a unicode character, not %.100s", TypeName(a[1].Type))
			}
			if StrLen(a[1]) != 1 {
				return Raise(TypeError, "The fill character must be exactly one character long")
			}
			fill = StrAt(a[1], 0)
		}
		if width <= StrLen(o) {
			return StrExact(o)
		}
		left, right := justify(name, StrLen(o), width)
		return NewStrRunes(padded(StrRunes(o), left, right, fill))
	}
}

// justify says how much room is left and right of n characters in a field. An odd one more goes left in an odd field.
func justify(name string, n, width int) (left, right int) {
	room := max(width-n, 0)
	switch name {
	case "ljust":
		return 0, room
	case "rjust":
		return room, 0
	}
	left = room/2 + room&width&1
	return left, room - left
}

func tabSize(args **Object, n int, names *Object) (int, bool) {
	var a [1]*Object
	if !(&Params{Func: "expandtabs", Names: []string{"tabsize"}, Positional: 1}).Unpack(args, n, names, a[:]) {
		return 0, false
	}
	if a[0] == nil {
		return 8, true
	}
	size, ok := AsInt(a[0])
	return size, ok
}

// truthOf is the truth of an argument that may be missing. It may run code.
func truthOf(o *Object) (truth, ok bool) {
	if o == nil {
		return false, true
	}
	t := IsTrue(o)
	return t > 0, t >= 0
}
