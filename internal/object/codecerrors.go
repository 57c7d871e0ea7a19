package object

// The exceptions of codecs. Both hold the object that was worked on, the range that could not be converted, and why.

// raiseEncodeError raises UnicodeEncodeError. It may run code.
func raiseEncodeError(encoding string, o *Object, start, end int, reason string) {
	raiseCodecError(UnicodeEncodeError, encoding, o, start, end, reason)
}

// raiseDecodeError raises UnicodeDecodeError; o is a bytes object. It may run code.
func raiseDecodeError(encoding string, o *Object, start, end int, reason string) {
	raiseCodecError(UnicodeDecodeError, encoding, o, start, end, reason)
}

func raiseCodecError(t *Type, encoding string, o *Object, start, end int, reason string) {
	if exc := newCodecError(t, encoding, o, start, end, reason); exc != nil {
		RaiseObject(t, exc)
		Decref(exc)
	}
}

func newCodecError(t *Type, encoding string, o *Object, start, end int, reason string) *Object {
	parts := []*Object{NewStr(encoding), NewRef(o), NewInt(int64(start)), NewInt(int64(end)), NewStr(reason)}
	defer func() {
		for _, p := range parts {
			XDecref(p)
		}
	}()
	for _, p := range parts {
		if p == nil {
			return nil
		}
	}
	return CallArgs(Head(t), parts...)
}

// NewUnicodeDecodeError makes the exception of data that could not be decoded.
func NewUnicodeDecodeError(encoding string, data []byte, start, end int, reason string) *Object {
	b := NewBytes(data)
	if b == nil {
		return nil
	}
	defer Decref(b)
	return newCodecError(UnicodeDecodeError, encoding, b, start, end, reason)
}
