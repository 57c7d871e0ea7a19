package object

// FileLine is a line of a file object: all of it with its end for 0, at most n characters of it for a larger n, and without its
// end for less than 0, where the end of the file is EOFError. It may run code.
func FileLine(file *Object, n int) *Object {
	readline := GetAttrString(file, "readline")
	if readline == nil {
		return nil
	}
	defer Decref(readline)
	var line *Object
	if n > 0 {
		if !Callable(readline) { // as PyObject_CallMethod says it
			return Raise(TypeError, "attribute of type '%.200s' is not callable", TypeName(readline.Type))
		}
		limit := NewInt(int64(n))
		if limit == nil {
			return nil
		}
		line = CallArgs(readline, limit)
		Decref(limit)
	} else {
		line = CallArgs(readline)
	}
	switch {
	case line == nil:
		return nil
	case !IsBytes(line) && !IsStr(line):
		Decref(line)
		return Raise(TypeError, "object.readline() returned non-string")
	case n >= 0:
		return line
	}
	defer Decref(line)
	size := 0
	var last rune
	if IsBytes(line) {
		if size = len(BytesOf(line)); size > 0 {
			last = rune(BytesOf(line)[size-1])
		}
	} else if size = StrLen(line); size > 0 {
		last = StrAt(line, size-1)
	}
	switch {
	case size == 0:
		return Raise(EOFError, "EOF when reading a line")
	case last != '\n':
		return NewRef(line)
	case IsBytes(line):
		return NewBytes(BytesOf(line)[:size-1])
	}
	return strSlice(line, 0, size-1)
}

// OpenFile calls io.open with str, int, bool and None (nil) made of Go values; objects stay what they are. It may run code.
func OpenFile(values []any) *Object {
	m := Import("io")
	if m == nil {
		return nil
	}
	defer Decref(m)
	args := make([]*Object, 0, len(values))
	defer func() {
		for _, a := range args {
			Decref(a)
		}
	}()
	for _, v := range values {
		o := None
		switch v := v.(type) {
		case nil:
			Incref(o)
		case string:
			o = NewStr(v)
		case int:
			o = NewInt(int64(v))
		case bool:
			o = NewBool(v)
		case *Object:
			o = NewRef(v)
		}
		if o == nil {
			return nil
		}
		args = append(args, o)
	}
	return CallMethod(m, "open", args...)
}
