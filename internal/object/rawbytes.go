package object

// What bytes and bytearray share: their methods work on the data of either and answer with the type that they were
// called on.

// rawOf views the data of bytes or a bytearray. For the latter it is good until code can run.
func rawOf(o *Object) []byte {
	if IsBytes(o) {
		return BytesOf(o)
	}
	return BytearrayOf(o)
}

// newRaw makes bytes, or a bytearray if self is one, with a copy of the data.
func newRaw(self *Object, data []byte) *Object {
	if IsBytes(self) {
		return NewBytes(data)
	}
	return NewBytearray(data)
}

// rawUnchanged is what a method returns that has nothing to change: self if it is exact bytes, else a copy.
func rawUnchanged(self *Object) *Object {
	if self.Type == BytesType {
		return NewRef(self)
	}
	return newRaw(self, rawOf(self))
}

// BufferData views the data of a bytes-like object until done is called. It may run code.
func BufferData(o *Object) (data []byte, done func(), ok bool) {
	if IsBytes(o) {
		return BytesOf(o), func() {}, true
	}
	view := OpenBuffer(o, BufferSimple)
	if view == nil {
		return nil, nil, false
	}
	return ViewBytes(view), func() { CloseBuffer(view) }, true
}

// needle is what is looked for in data: a bytes-like object, or the number of a byte.
func needle(o *Object) (data []byte, done func(), ok bool) {
	if !CheckBuffer(o) && IndexCheck(o) {
		c, ok := byteValue(o, "byte must be in range(0, 256)")
		return []byte{c}, func() {}, ok
	}
	if !CheckBuffer(o) {
		Raise(TypeError, "argument should be integer or bytes-like object, not '%.200s'", TypeName(o.Type))
		return nil, nil, false
	}
	return BufferData(o)
}

func rawContains(o, what *Object) int32 {
	if IndexCheck(what) {
		n, ok := AsIndex(what, nil)
		if ok {
			if n < 0 || n > 255 {
				Raise(ValueError, "byte must be in range(0, 256)")
				return -1
			}
			return truth32(findIn(rawOf(o), []byte{byte(n)}) >= 0)
		}
		if !Matches(TypeError) && !Matches(IndexError) && !Matches(OverflowError) {
			return -1
		}
		ClearErr()
	}
	sub, done, ok := BufferData(what)
	if !ok {
		return -1
	}
	defer done()
	return truth32(findIn(rawOf(o), sub) >= 0)
}

func truth32(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

func rawList(self *Object, parts [][]byte) *Object {
	return strList(parts, func(p []byte) *Object { return newRaw(self, p) })
}

func rawSplit(name string, space func([]byte, int, func(byte) bool) [][]byte, on func(s, sep []byte, limit int) [][]byte) Method {
	return Method{
		Name: name,
		Doc:  name + "($self, /, sep=None, maxsplit=-1)\n--\n\nThe parts between the separators, in a list. No sep: runs of white space separate.",
		FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
			sep, limit, ok := splitArgs(name, args, n, names)
			if !ok {
				return nil
			}
			if sep == None {
				return rawList(o, space(rawOf(o), limit, isASCIISpace))
			}
			data, done, ok := BufferData(sep)
			if !ok {
				return nil
			}
			defer done()
			if len(data) == 0 {
				return Raise(ValueError, "empty separator")
			}
			return rawList(o, on(rawOf(o), data, limit))
		},
	}
}

func rawTail(name string, atEnd bool) Method {
	doc := "B.startswith(prefix[, start[, end]]) -> bool\n\nWhether B[start:end] begins with prefix, or with one of a tuple of them."
	if atEnd {
		doc = "B.endswith(suffix[, start[, end]]) -> bool\n\nWhether B[start:end] ends with suffix, or with one of a tuple of them."
	}
	return Method{Name: name, Doc: doc, Fast: func(o *Object, args **Object, n int) *Object {
		sub, start, end, ok := findArgs(name, Args(args, n))
		if !ok {
			return nil
		}
		if !IsTuple(sub) {
			match := rawMatches(o, sub, start, end, atEnd)
			if match < 0 {
				if Matches(TypeError) {
					ClearErr()
					Raise(TypeError, "%s first arg must be bytes or a tuple of bytes, not %.100s", name, TypeName(sub.Type))
				}
				return nil
			}
			return NewBool(match > 0)
		}
		for _, one := range TupleItems(sub) {
			if match := rawMatches(o, one, start, end, atEnd); match < 0 {
				return nil
			} else if match > 0 {
				return NewBool(true)
			}
		}
		return NewBool(false)
	}}
}

func rawMatches(o, sub *Object, start, end int, atEnd bool) int32 {
	data, done, ok := BufferData(sub)
	if !ok {
		return -1
	}
	defer done()
	return truth32(tailMatch(rawOf(o), data, start, end, atEnd))
}

func rawStrip(name, doc string, left, right bool) Method {
	return Method{Name: name, Doc: name + "($self, bytes=None, /)\n--\n\n" + doc, Fast: func(o *Object, args **Object, n int) *Object {
		if !CheckPositional(name, n, 0, 1) {
			return nil
		}
		drop := isASCIISpace
		if n == 1 && *args != None {
			data, done, ok := BufferData(*args)
			if !ok {
				return nil
			}
			defer done()
			var set [256]bool
			for _, c := range data {
				set[c] = true
			}
			drop = func(c byte) bool { return set[c] }
		}
		s := rawOf(o)
		if left {
			s = trimLeft(s, drop)
		}
		if right {
			s = trimRight(s, drop)
		}
		if len(s) == bytesLen(o) {
			return rawUnchanged(o)
		}
		return newRaw(o, s)
	}}
}

// RawJoin is sep.join(iterable), of the type of self. It may run code.
func RawJoin(self, iterable *Object) *Object {
	items := SequenceFast(iterable, "can only join an iterable")
	if items == nil {
		return nil
	}
	defer Decref(items)
	var out []byte
	sep := append([]byte(nil), rawOf(self)...)
	for i := 0; i < len(FastItems(items)); i++ {
		item := FastItems(items)[i]
		if !CheckBuffer(item) {
			return Raise(TypeError, "sequence item %d: expected a bytes-like object, %.80s found", i, TypeName(item.Type))
		}
		if i == 0 && item.Type == BytesType && self.Type == BytesType && len(FastItems(items)) == 1 {
			return NewRef(item)
		}
		data, done, ok := BufferData(item)
		if !ok {
			return nil
		}
		if i > 0 {
			out = append(out, sep...)
		}
		out = append(out, data...)
		done()
	}
	return newRaw(self, out)
}

func rawReplace(o *Object, args **Object, n int) *Object {
	if !CheckPositional("replace", n, 2, 3) {
		return nil
	}
	a := Args(args, n)
	old, done, ok := BufferData(a[0])
	if !ok {
		return nil
	}
	defer done()
	to, doneTo, ok := BufferData(a[1])
	if !ok {
		return nil
	}
	defer doneTo()
	limit := -1
	if n > 2 {
		if limit, ok = AsIndex(a[2], OverflowError); !ok {
			return nil
		}
	}
	if out := replaceIn(rawOf(o), old, to, limit); out != nil {
		return newRaw(o, out)
	}
	return rawUnchanged(o)
}

func rawPartition(name, doc string, last bool) Method {
	return Method{Name: name, Doc: name + "($self, sep, /)\n--\n\n" + doc, O: func(o, sep *Object) *Object {
		data, done, ok := BufferData(sep)
		if !ok {
			return nil
		}
		defer done()
		if len(data) == 0 {
			return Raise(ValueError, "empty separator")
		}
		s := rawOf(o)
		find := findIn[byte]
		if last {
			find = rfindIn[byte]
		}
		at := find(s, data)
		if at >= 0 {
			middle := NewRef(sep)
			if isBytearray(o) {
				Decref(middle)
				middle = NewBytearray(data)
			}
			return packOwned(newRaw(o, s[:at]), middle, newRaw(o, s[at+len(data):]))
		}
		if last {
			return packOwned(newRaw(o, nil), newRaw(o, nil), rawUnchanged(o))
		}
		return packOwned(rawUnchanged(o), newRaw(o, nil), newRaw(o, nil))
	}}
}

func rawJustify(name, doc string) Method {
	return Method{Name: name, Doc: name + "($self, width, fillchar=b' ', /)\n--\n\n" + doc, Fast: func(o *Object, args **Object, n int) *Object {
		if !CheckPositional(name, n, 1, 2) {
			return nil
		}
		a := Args(args, n)
		width, ok := AsIndex(a[0], OverflowError)
		if !ok {
			return nil
		}
		fill := byte(' ')
		if n == 2 {
			if !IsBytes(a[1]) && !isBytearray(a[1]) || len(rawOf(a[1])) != 1 {
				return Raise(TypeError, "%s() argument 2 must be a byte string of length 1, not %.50s", name, argumentType(a[1]))
			}
			fill = rawOf(a[1])[0]
		}
		if width <= bytesLen(o) {
			return rawUnchanged(o)
		}
		left, right := justify(name, bytesLen(o), width)
		return newRaw(o, padded(rawOf(o), left, right, fill))
	}}
}

func rawRemove(name string, atEnd bool) Method {
	what := "prefix"
	if atEnd {
		what = "suffix"
	}
	return Method{Name: name, Doc: name + "($self, " + what + ", /)\n--\n\nThe bytes without the " + what + ", if it is there.", O: func(o, fix *Object) *Object {
		data, done, ok := BufferData(fix)
		if !ok {
			return nil
		}
		defer done()
		s := rawOf(o)
		if len(data) == 0 || !tailMatch(s, data, 0, len(s), atEnd) {
			return rawUnchanged(o)
		}
		if atEnd {
			return newRaw(o, s[:len(s)-len(data)])
		}
		return newRaw(o, s[len(data):])
	}}
}
