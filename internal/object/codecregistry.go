package object

// Codecs that somebody registered: a search function is called with the normalized name of an encoding and answers with a
// tuple of encoder, decoder, stream reader and stream writer, or None.

// RegisterCodecSearch adds a search function.
func RegisterCodecSearch(search *Object) bool {
	if !Callable(search) {
		Raise(TypeError, "argument must be callable")
		return false
	}
	s := &State().text.codecs
	s.search = append(s.search, NewRef(search))
	return true
}

// UnregisterCodecSearch removes a search function, and forgets what was found.
func UnregisterCodecSearch(search *Object) {
	s := &State().text.codecs
	for i, f := range s.search {
		if f != search {
			continue
		}
		s.search = append(s.search[:i:i], s.search[i+1:]...)
		found := s.cache
		s.cache = nil
		for _, o := range found {
			Decref(o)
		}
		Decref(f)
		return
	}
}

// LookupCodec is the tuple of four that belongs to an encoding, borrowed; nil, and LookupError, if there is none. It may run code.
func LookupCodec(encoding string) *Object {
	s := &State().text.codecs
	name := normalizeEncoding(encoding)
	if o := s.cache[name]; o != nil {
		return o
	}
	key := NewStr(name)
	if key == nil {
		return nil
	}
	defer Decref(key)
	for _, f := range s.search {
		found := CallArgs(f, key)
		switch {
		case found == nil:
			return nil
		case found == None:
			Decref(found)
			continue
		case !IsTuple(found) || len(TupleItems(found)) != 4:
			Decref(found)
			return Raise(TypeError, "codec search functions must return 4-tuples")
		}
		if s.cache == nil {
			s.cache = map[string]*Object{}
		}
		old := s.cache[name]
		s.cache[name] = found
		XDecref(old)
		return found
	}
	c, ok := findCoder(encoding)
	if !ok {
		return unknownEncoding(encoding)
	}
	if alias, ok := coderAliases[name]; ok {
		name = alias
	}
	found := builtinCodec(name, c)
	if found == nil {
		return nil
	}
	if s.cache == nil {
		s.cache = map[string]*Object{}
	}
	s.cache[normalizeEncoding(encoding)] = found
	return found
}

// decodeRegistered is Decode with a codec that is not built in.
func decodeRegistered(data []byte, encoding, errors string) *Object {
	input := NewBytes(data)
	if input == nil {
		return nil
	}
	defer Decref(input)
	out := runCodec(1, input, encoding, errors, "decoder must return a tuple (object,integer)")
	if out != nil && !IsStr(out) {
		Raise(TypeError, "'%.400s' decoder returned '%.400s' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding, TypeName(out.Type))
		Decref(out)
		return nil
	}
	return out
}

// encodeRegistered is StrEncode with a codec that is not built in.
func encodeRegistered(o *Object, encoding, errors string) *Object {
	out := runCodec(0, o, encoding, errors, "encoder must return a tuple (object, integer)")
	if out != nil && !IsBytes(out) {
		Raise(TypeError, "'%.400s' encoder returned '%.400s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding, TypeName(out.Type))
		Decref(out)
		return nil
	}
	return out
}

// runCodec calls the encoder or decoder of a registered codec and returns the first item of its answer.
func runCodec(which int, input *Object, encoding, errors, wrong string) *Object {
	found := LookupCodec(encoding)
	if found == nil {
		return nil
	}
	f := NewRef(TupleItems(found)[which])
	defer Decref(f)
	args := []*Object{input}
	if errors != "" {
		e := NewStr(errors)
		if e == nil {
			return nil
		}
		defer Decref(e)
		args = append(args, e)
	}
	answer := CallArgs(f, args...)
	if answer == nil {
		codecFailed(which, encoding)
		return nil
	}
	defer Decref(answer)
	if !IsTuple(answer) || len(TupleItems(answer)) != 2 {
		return Raise(TypeError, "%s", wrong)
	}
	return NewRef(TupleItems(answer)[0])
}

// KnownEncoding tells whether there is a codec for an encoding. It may run code, and clears the error if there is none.
func KnownEncoding(name string) bool {
	if _, ok := findCoder(name); ok {
		return true
	}
	if LookupCodec(name) == nil {
		ClearErr()
		return false
	}
	return true
}
