package object

import (
	"math"

	"github.com/d95905aa/gilded/internal/abi"
)

// rawMethods are the methods that bytes and bytearray both have.
func rawMethods(t *Type) []Method {
	find := func(name, doc string, search func(s, sub []byte, start, end int) int, result func(int) *Object) Method {
		return Method{Name: name, Doc: doc, Fast: func(o *Object, args **Object, n int) *Object {
			sub, start, end, ok := findArgs(name, Args(args, n))
			if !ok {
				return nil
			}
			data, done, ok := needle(sub)
			if !ok {
				return nil
			}
			defer done()
			return result(search(rawOf(o), data, start, end))
		}}
	}
	first := func(s, sub []byte, start, end int) int { return within(s, sub, start, end, findIn[byte]) }
	last := func(s, sub []byte, start, end int) int { return within(s, sub, start, end, rfindIn[byte]) }
	count := func(s, sub []byte, start, end int) int {
		start, end = clipBounds(start, end, len(s))
		if end < start {
			return 0
		}
		return countIn(s[start:end], sub)
	}
	asInt := func(n int) *Object { return NewInt(int64(n)) }
	orRaise := func(at int) *Object {
		if at < 0 {
			return Raise(ValueError, "subsection not found")
		}
		return NewInt(int64(at))
	}
	mapped := func(name, doc string, f func(s []byte) []byte) Method {
		return Method{Name: name, Doc: "B." + name + "() -> copy of B\n\n" + doc, NoArgs: func(o *Object) *Object { return newRaw(o, f(rawOf(o))) }}
	}
	test := func(name, doc string, f func(s []byte) bool) Method {
		return Method{Name: name, Doc: "B." + name + "() -> bool\n\n" + doc, NoArgs: func(o *Object) *Object { return NewBool(f(rawOf(o))) }}
	}
	return []Method{
		find("find", "B.find(sub[, start[, end]]) -> int\n\nThe lowest index where sub is found in B[start:end], or -1.", first, asInt),
		find("rfind", "B.rfind(sub[, start[, end]]) -> int\n\nThe highest index where sub is found in B[start:end], or -1.", last, asInt),
		find("index", "B.index(sub[, start[, end]]) -> int\n\nLike B.find, but raises ValueError where sub is not found.", first, orRaise),
		find("rindex", "B.rindex(sub[, start[, end]]) -> int\n\nLike B.rfind, but raises ValueError where sub is not found.", last, orRaise),
		find("count", "B.count(sub[, start[, end]]) -> int\n\nHow many subs are in B[start:end] that don't overlap.", count, asInt),
		rawTail("startswith", false),
		rawTail("endswith", true),
		rawSplit("split", splitSpace[byte], splitOn[byte]),
		rawSplit("rsplit", rsplitSpace[byte], rsplitOn[byte]),
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
				return rawList(o, splitLines(rawOf(o), keep, func(c byte) bool { return c == '\n' || c == '\r' }))
			}},
		{Name: "join", Doc: "join($self, iterable_of_bytes, /)\n--\n\nThe bytes-like objects of the iterable with this one between them.", O: RawJoin},
		{Name: "replace", Doc: "replace($self, old, new, count=-1, /)\n--\n\nA copy with the first count occurrences of old (all, if count is -1) replaced.", Fast: rawReplace},
		rawPartition("partition", "The part before the first sep, the sep, and the part after it.", false),
		rawPartition("rpartition", "The part before the last sep, the sep, and the part after it.", true),
		rawStrip("strip", "A copy without white space, or without the bytes, at both ends.", true, true),
		rawStrip("lstrip", "A copy without white space, or without the bytes, at the start.", true, false),
		rawStrip("rstrip", "A copy without white space, or without the bytes, at the end.", false, true),
		rawRemove("removeprefix", false),
		rawRemove("removesuffix", true),
		rawJustify("center", "The bytes in the middle of a field of the width."),
		rawJustify("ljust", "The bytes at the left of a field of the width."),
		rawJustify("rjust", "The bytes at the right of a field of the width."),
		{Name: "zfill", Doc: "zfill($self, width, /)\n--\n\nThe bytes with zeros in front, behind a sign, up to the width.", O: func(o, arg *Object) *Object {
			width, ok := AsIndex(arg, OverflowError)
			if !ok {
				return nil
			}
			if width <= bytesLen(o) {
				return rawUnchanged(o)
			}
			return newRaw(o, zeroFilled(rawOf(o), width))
		}},
		{Name: "expandtabs", Doc: "expandtabs($self, /, tabsize=8)\n--\n\nA copy with spaces in place of tabs.",
			FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
				size, ok := tabSize(args, n, names)
				if !ok {
					return nil
				}
				return newRaw(o, expandTabs(rawOf(o), size))
			}},
		{Name: "decode", Doc: "decode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe string that the bytes stand for in an encoding.",
			FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
				encoding, errors, ok := codecArgs("decode", args, n, names)
				if !ok {
					return nil
				}
				return StrFromEncoded(o, encoding, errors)
			}},
		{Name: "translate", Doc: "translate($self, table, /, delete=b'')\n--\n\nA copy without the bytes to delete, and the others replaced through a table of 256.", FastKeys: rawTranslate},
		{Name: "maketrans", Doc: "maketrans(frm, to, /)\n--\n\nA table for translate that replaces each byte of frm by the one in to.", Fast: rawMaketrans, Flags: abi.MethStatic},
		{Name: "hex", Doc: "The data in hexadecimal, with an optional separator between groups of bytes.", FastKeys: rawHex},
		{Name: "fromhex", Doc: "fromhex($type, string, /)\n--\n\nThe bytes that pairs of hexadecimal digits stand for; spaces between them are skipped.",
			O: func(class, text *Object) *Object { return rawFromHex(As[*Type](class), t, text) }, Flags: abi.MethClass},
		mapped("lower", "ASCII letters in lower case.", mapASCII(toLowerASCII)),
		mapped("upper", "ASCII letters in upper case.", mapASCII(toUpperASCII)),
		mapped("swapcase", "ASCII letters in the other case.", mapASCII(func(c byte) byte {
			if isLowerASCII(c) || isUpperASCII(c) {
				return c ^ 0x20
			}
			return c
		})),
		mapped("title", "Each word begins with a capital and goes on in lower case.", titleASCII),
		mapped("capitalize", "The first letter in upper case and the others in lower case.", func(s []byte) []byte {
			out := mapASCII(toLowerASCII)(s)
			if len(out) > 0 {
				out[0] = toUpperASCII(out[0])
			}
			return out
		}),
		test("isalnum", "Whether there is a byte and all are ASCII letters or digits.", allASCII(func(c byte) bool { return isLetterASCII(c) || isDigitASCII(c) })),
		test("isalpha", "Whether there is a byte and all are ASCII letters.", allASCII(isLetterASCII)),
		test("isdigit", "Whether there is a byte and all are ASCII digits.", allASCII(isDigitASCII)),
		test("isspace", "Whether there is a byte and all are ASCII white space.", allASCII(isASCIISpace)),
		test("islower", "Whether there is an ASCII letter and all are lower case.", func(s []byte) bool { return oneCaseASCII(s, isLowerASCII, isUpperASCII) }),
		test("isupper", "Whether there is an ASCII letter and all are upper case.", func(s []byte) bool { return oneCaseASCII(s, isUpperASCII, isLowerASCII) }),
		test("istitle", "Whether there is an ASCII letter and each word begins with a capital.", isTitleASCII),
		test("isascii", "Whether all bytes are ASCII.", isASCII),
		{Name: "__sizeof__", Doc: "__sizeof__($self, /)\n--\n\nHow many bytes of memory the object takes.", NoArgs: func(o *Object) *Object {
			if isBytearray(o) {
				return NewInt(int64(o.Type.Basicsize + As[*abi.Bytearray](o).Alloc))
			}
			return NewInt(int64(o.Type.Basicsize + bytesLen(o)))
		}},
	}
}

func rawTranslate(o *Object, args **Object, n int, names *Object) *Object {
	var a [2]*Object
	if !(&Params{Func: "translate", Names: []string{"", "delete"}, Required: 1, Positional: 2}).Unpack(args, n, names, a[:]) {
		return nil
	}
	var table []byte
	if a[0] != None {
		data, done, ok := BufferData(a[0])
		if !ok {
			return nil
		}
		defer done()
		if len(data) != 256 {
			return Raise(ValueError, "translation table must be 256 characters long")
		}
		table = data
	}
	var drop [256]bool
	if a[1] != nil {
		data, done, ok := BufferData(a[1])
		if !ok {
			return nil
		}
		defer done()
		for _, c := range data {
			drop[c] = true
		}
	}
	out := make([]byte, 0, bytesLen(o))
	for _, c := range rawOf(o) {
		if drop[c] {
			continue
		}
		if table != nil {
			c = table[c]
		}
		out = append(out, c)
	}
	return newRaw(o, out)
}

func rawMaketrans(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("maketrans", n, 2, 2) {
		return nil
	}
	a := Args(args, n)
	from, done, ok := BufferData(a[0])
	if !ok {
		return nil
	}
	defer done()
	to, doneTo, ok := BufferData(a[1])
	if !ok {
		return nil
	}
	defer doneTo()
	if len(from) != len(to) {
		return Raise(ValueError, "maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i, c := range from {
		table[c] = to[i]
	}
	return NewBytes(table)
}

func rawHex(o *Object, args **Object, n int, names *Object) *Object {
	var a [2]*Object
	if !(&Params{Func: "hex", Names: []string{"sep", "bytes_per_sep"}, Positional: 2}).Unpack(args, n, names, a[:]) {
		return nil
	}
	group := 1
	if a[1] != nil {
		var ok bool
		if group, ok = AsInt(a[1]); !ok {
			return nil
		}
	}
	return HexOf(rawOf(o), a[0], group)
}

// HexOf is the data in hexadecimal, as a str. A separator, one ASCII character or byte or nil for none, stands between
// groups, which are counted from the end, or from the start where group is negative.
func HexOf(data []byte, sep *Object, group int) *Object {
	gap, ok := hexGap(sep, 0x80)
	if !ok {
		return nil
	}
	size, ok := hexSize(len(data), gap, group)
	if !ok {
		return nil
	}
	o := NewStrSpace(size, 0x7f)
	if o != nil {
		hexText(strBytes(o), data, gap, group)
	}
	return o
}

// HexBytesOf is HexOf as bytes: the separator may be any byte.
func HexBytesOf(data []byte, sep *Object, group int) *Object {
	gap, ok := hexGap(sep, 0x100)
	if !ok {
		return nil
	}
	size, ok := hexSize(len(data), gap, group)
	if !ok {
		return nil
	}
	o := NewBytesSpace(size)
	if o != nil {
		hexText(BytesOf(o), data, gap, group)
	}
	return o
}

// hexGap reads a separator: -1 for none.
func hexGap(sep *Object, limit rune) (gap int, ok bool) {
	if sep == nil {
		return -1, true
	}
	var text []rune
	switch {
	case IsStr(sep):
		text = StrRunes(sep)
	case IsBytes(sep):
		text = widen(BytesOf(sep))
	default:
		if n := Length(sep); n < 0 {
			return 0, false
		} else if n != 1 {
			Raise(ValueError, "sep must be length 1.")
			return 0, false
		}
		Raise(TypeError, "sep must be str or bytes.")
		return 0, false
	}
	if len(text) != 1 {
		Raise(ValueError, "sep must be length 1.")
		return 0, false
	}
	if text[0] >= limit {
		Raise(ValueError, "sep must be ASCII.")
		return 0, false
	}
	return int(text[0]), true
}

// hexSize is how long the text is of so many bytes: MemoryError if that is more than there can be.
func hexSize(n, gap, group int) (size int, ok bool) {
	if group = max(group, -group); gap >= 0 && group > 0 && n > 0 {
		size = (n - 1) / group
	}
	if n >= math.MaxInt/2-size {
		NoMemory()
		return 0, false
	}
	return size + 2*n, true
}

// hexText fills to, which has the size that is needed.
func hexText(to, data []byte, gap, group int) {
	const digits = "0123456789abcdef"
	size := max(group, -group)
	out := to[:0]
	for i, c := range data {
		at := i
		if group > 0 {
			at = len(data) - i
		}
		if gap >= 0 && i > 0 && size > 0 && at%size == 0 {
			out = append(out, byte(gap))
		}
		out = append(out, digits[c>>4], digits[c&15])
	}
}

func rawFromHex(class, t *Type, text *Object) *Object {
	if !IsStr(text) {
		return Raise(TypeError, "fromhex() argument must be str, not %.50s", argumentType(text))
	}
	digit := func(i int) int {
		if i < StrLen(text) && StrAt(text, i) < 0x80 {
			if v := hexValue(byte(StrAt(text, i))); v < 16 {
				return v
			}
		}
		return -1
	}
	var out []byte
	for i := 0; i < StrLen(text); {
		if c := StrAt(text, i); c < 0x80 && isASCIISpace(byte(c)) {
			i++
			continue
		}
		for j := range 2 {
			if digit(i+j) < 0 {
				return Raise(ValueError, "non-hexadecimal number found in fromhex() arg at position %d", i+j)
			}
		}
		out = append(out, byte(digit(i)<<4|digit(i+1)))
		i += 2
	}
	var o *Object
	if t == BytesType {
		o = NewBytes(out)
	} else {
		o = NewBytearray(out)
	}
	if o == nil || class == t {
		return o
	}
	defer Decref(o)
	return CallArgs(Head(class), o)
}

func hexValue(c byte) int {
	switch {
	case isDigitASCII(c):
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return 16
}
