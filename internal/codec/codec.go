// Package codec turns bytes into characters and back, in the encodings that CPython builds in, with its error handlers and with
// what its exceptions say: which range could not be converted, and why. It knows slices only; objects and the registry of codecs stay out.
package codec

// DecodeError is what a UnicodeDecodeError holds.
type DecodeError struct {
	Encoding   string
	Data       []byte // a handler may put other data here: decoding goes on in these
	Start, End int
	Reason     string
}

func (e *DecodeError) Error() string {
	return "'" + e.Encoding + "' codec can't decode bytes: " + e.Reason
}

// EncodeError is what a UnicodeEncodeError holds.
type EncodeError struct {
	Encoding   string
	Text       []rune
	Start, End int
	Reason     string
}

func (e *EncodeError) Error() string {
	return "'" + e.Encoding + "' codec can't encode characters: " + e.Reason
}

// DecodeHandler decides what stands for bytes that can't be decoded, and where to go on; or it fails, as strict does with
// the error itself.
type DecodeHandler func(e *DecodeError) (replacement []rune, next int, err error)

// EncodeHandler decides what stands for characters that can't be encoded: raw bytes, or characters that are encoded in their place.
type EncodeHandler func(e *EncodeError) (replacement []rune, raw []byte, next int, err error)

// Decoder decodes data. Unless final is set, an incomplete sequence at the end is left: consumed says how far it came.
type Decoder func(data []byte, handle DecodeHandler, final bool) (text []rune, consumed int, err error)

// Encoder encodes text.
type Encoder func(text []rune, handle EncodeHandler) ([]byte, error)

// decoding is one run of a decoder.
type decoding struct {
	name   string
	data   []byte
	at     int
	out    []rune
	handle DecodeHandler
}

// fail asks the handler about data[at:end].
func (d *decoding) fail(end int, reason string) error {
	e := &DecodeError{Encoding: d.name, Data: d.data, Start: d.at, End: end, Reason: reason}
	text, next, err := d.handle(e)
	if err != nil {
		return err
	}
	d.data = e.Data
	d.out = append(d.out, text...)
	d.at = next
	return nil
}

// encoding is one run of an encoder.
type encoding struct {
	name   string
	text   []rune
	at     int
	out    []byte
	handle EncodeHandler
	put    func(out []byte, c rune) []byte // encodes a character that can be
	can    func(c rune) bool               // says which of a replacement's characters can be
	unit   int                             // raw bytes must be a multiple of it
}

// fail asks the handler about text[at:end].
func (e *encoding) fail(end int, reason string) error {
	bad := &EncodeError{Encoding: e.name, Text: e.text, Start: e.at, End: end, Reason: reason}
	text, raw, next, err := e.handle(bad)
	if err != nil {
		return err
	}
	if len(raw)%e.unit != 0 {
		return bad
	}
	for _, c := range text {
		if !e.can(c) {
			return bad
		}
		e.out = e.put(e.out, c)
	}
	e.out = append(e.out, raw...)
	e.at = next
	return nil
}

func isSurrogate(c rune) bool { return c&^0x7ff == 0xd800 }

func isASCII(c rune) bool { return c < 0x80 }
