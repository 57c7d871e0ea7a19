package object

import (
	wire "encoding/binary"
	"unsafe"

	"github.com/d95905aa/gilded/internal/ctier"
)

// Formats of buffers, which are those of the struct module. A format of one native character, with an optional '@', is
// the format of nearly every buffer: memoryview reads and writes its items. Other formats can be measured and compared.

// nativeSize is the size of one item of a native character, 0 for what is none.
func nativeSize(code byte) int {
	switch code {
	case 'c', 'b', 'B', '?':
		return 1
	case 'h', 'H':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'n', 'N', 'd', 'P':
		return 8
	}
	return 0
}

// nativeCode is the character of a format of one native character; 0 for any other format.
func nativeCode(format string) byte {
	if format != "" && format[0] == '@' {
		format = format[1:]
	}
	if len(format) == 1 && nativeSize(format[0]) > 0 {
		return format[0]
	}
	return 0
}

// nativeFormats are the formats of one native character as C strings: a view that was cast points to one.
var nativeFormats = func() map[string]*byte {
	m := map[string]*byte{}
	for _, code := range "cbB?hHiIflLqQnNdP" {
		for _, format := range []string{string(code), "@" + string(code)} {
			m[format] = ctier.CString(format)
		}
	}
	return m
}()

// structField is one value, or a run of pad bytes, of a struct format.
type structField struct {
	code         byte
	size, offset int
}

// structFormat is a parsed struct format.
type structFormat struct {
	fields []structField
	size   int
	big    bool
}

// parseStruct parses a struct format; problem says what is wrong with it.
func parseStruct(format string) (f structFormat, problem string) {
	native := true
	if format != "" {
		switch format[0] {
		case '@':
			format = format[1:]
		case '=', '<':
			native, format = false, format[1:]
		case '>', '!':
			native, f.big, format = false, true, format[1:]
		}
	}
	const limit = 1 << 40
	for i := 0; i < len(format); i++ {
		c := format[i]
		if isASCIISpace(c) {
			continue
		}
		count, counted := 1, false
		if isDigitASCII(c) {
			count, counted = 0, true
			for ; i < len(format) && isDigitASCII(format[i]); i++ {
				if count = count*10 + int(format[i]-'0'); count > limit {
					return f, "overflow in item count"
				}
			}
			if i == len(format) {
				return f, "repeat count given without format specifier"
			}
			c = format[i]
		}
		size, align := structSize(c, native)
		if size == 0 {
			return f, "bad char in struct format"
		}
		if native {
			f.size = (f.size + align - 1) / align * align
		}
		if f.size+count*size > limit {
			return f, "total struct size too long"
		}
		if c == 's' || c == 'p' || c == 'x' {
			if c != 'x' || !counted || count > 0 {
				f.fields = append(f.fields, structField{c, count, f.size})
			}
			f.size += count
			continue
		}
		for range count {
			f.fields = append(f.fields, structField{c, size, f.size})
			f.size += size
		}
	}
	return f, ""
}

func structSize(code byte, native bool) (size, align int) {
	switch code {
	case 'x', 's', 'p':
		return 1, 1
	case 'e':
		return 2, 2
	case 'l', 'L':
		if !native {
			return 4, 4
		}
	case 'n', 'N', 'P':
		if !native {
			return 0, 0
		}
	}
	size = nativeSize(code)
	return size, size
}

// StructSize is struct.calcsize; -1, and ValueError, for a bad format.
func StructSize(format string) int {
	f, problem := parseStruct(format)
	if problem != "" {
		Raise(ValueError, "%s", problem)
		return -1
	}
	return f.size
}

// unpack reads the values of a struct: the one there is, or a tuple of them.
func (f *structFormat) unpack(data []byte) *Object {
	var values []*Object
	defer func() {
		for _, v := range values {
			Decref(v)
		}
	}()
	for _, field := range f.fields {
		if field.code == 'x' {
			continue
		}
		v := unpackField(field.code, data[field.offset:field.offset+field.size], f.big)
		if v == nil {
			return nil
		}
		values = append(values, v)
	}
	if len(values) == 1 {
		return NewRef(values[0])
	}
	return TupleOf(values)
}

// unpackField reads one value.
func unpackField(code byte, data []byte, big bool) *Object {
	switch code {
	case 'c', 's':
		return NewBytes(data)
	case 'p':
		if len(data) == 0 {
			return NewBytes(nil)
		}
		return NewBytes(data[1:min(1+int(data[0]), len(data))])
	case '?':
		for _, b := range data {
			if b != 0 {
				return NewBool(true)
			}
		}
		return NewBool(false)
	case 'e', 'f', 'd':
		return NewFloat(UnpackFloat(data, !big))
	case 'b', 'h', 'i', 'l', 'q', 'n':
		unused := 64 - 8*len(data)
		return NewInt(int64(bitsOf(data, big)<<unused) >> unused)
	}
	return NewUint(bitsOf(data, big))
}

func bitsOf(data []byte, big bool) uint64 {
	var word [8]byte
	if big {
		copy(word[8-len(data):], data)
		return wire.BigEndian.Uint64(word[:])
	}
	copy(word[:], data)
	return wire.LittleEndian.Uint64(word[:])
}

// unpackNative reads the item of a native character.
func unpackNative(p unsafe.Pointer, code byte) *Object {
	return unpackField(code, unsafe.Slice((*byte)(p), nativeSize(code)), false)
}

// packNative writes the item of a native character. format is for the messages. It may run code.
func packNative(p unsafe.Pointer, v *Object, code byte, format string) bool {
	if !packValue(p, v, code) {
		switch {
		case Matches(TypeError):
			Raise(TypeError, "memoryview: invalid type for format '%s'", format)
		case Matches(OverflowError), Matches(ValueError):
			Raise(ValueError, "memoryview: invalid value for format '%s'", format)
		}
		return false
	}
	return true
}

// packValue writes an item, or raises TypeError for a wrong type and OverflowError for a wrong value. Nothing is written
// before the value's own code has run.
func packValue(p unsafe.Pointer, v *Object, code byte) bool {
	out := unsafe.Slice((*byte)(p), nativeSize(code))
	switch code {
	case 'c':
		if !IsBytes(v) {
			RaiseNone(TypeError)
			return false
		}
		if len(BytesOf(v)) != 1 {
			RaiseNone(ValueError)
			return false
		}
		out[0] = BytesOf(v)[0]
		return true
	case '?':
		r := IsTrue(v)
		if r >= 0 {
			out[0] = byte(r)
		}
		return r >= 0
	case 'f', 'd':
		x, ok := FloatOf(v)
		if !ok {
			return false
		}
		if code == 'f' {
			*(*float32)(p) = float32(x)
		} else {
			*(*float64)(p) = x
		}
		return true
	}
	n := NumberIndex(v)
	if n == nil {
		return false
	}
	defer Decref(n)
	var bits uint64
	switch code {
	case 'b', 'h', 'i', 'l', 'q', 'n':
		i, ok := AsInt64(n)
		if !ok {
			return false
		}
		unused := 64 - 8*len(out)
		if i<<unused>>unused != i {
			RaiseNone(OverflowError)
			return false
		}
		bits = uint64(i)
	default:
		u, ok := AsUint64(n)
		if !ok {
			return false
		}
		unused := 64 - 8*len(out)
		if u<<unused>>unused != u {
			RaiseNone(OverflowError)
			return false
		}
		bits = u
	}
	var word [8]byte
	wire.LittleEndian.PutUint64(word[:], bits)
	copy(out, word[:])
	return true
}
