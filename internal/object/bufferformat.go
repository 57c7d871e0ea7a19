package object

import (
	wire "encoding/binary"
	"math"
	"strings"
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

// StructRun is a run of values of one kind in a struct format. Of s and p the count is 1 and the size is the length.
type StructRun struct {
	Code        byte
	Native      bool // of native size, wherever its bytes are in order
	Count, Size int
	Offset      int
}

// StructFormat is a parsed struct format. What no run covers are pad bytes.
type StructFormat struct {
	Runs   []StructRun
	Size   int
	Values int // how many values there are
	Big    bool
}

// ParseStruct parses a struct format; problem says what is wrong with it.
func ParseStruct(format string) (f StructFormat, problem string) {
	const tooLong = "total struct size too long"
	native := true
	if format != "" {
		switch format[0] {
		case '@':
			format = format[1:]
		case '=', '<':
			native, format = false, format[1:]
		case '>', '!':
			native, f.Big, format = false, true, format[1:]
		}
	}
	for i := 0; i < len(format); i++ {
		if isASCIISpace(format[i]) {
			continue
		}
		count, digits := 1, i
		for count = 0; i < len(format) && isDigitASCII(format[i]); i++ {
			d := int(format[i] - '0')
			if count > (math.MaxInt-d)/10 {
				return f, tooLong
			}
			count = count*10 + d
		}
		switch {
		case i == len(format):
			return f, "repeat count given without format specifier"
		case i == digits:
			count = 1
		}
		if problem := f.add(format[i], count, native); problem != "" {
			return f, problem
		}
	}
	return f, ""
}

// add appends count values of one code.
func (f *StructFormat) add(code byte, count int, native bool) string {
	size, align := structSize(code, native)
	if size == 0 {
		return "bad char in struct format"
	}
	offset := f.Size
	if native && offset%align != 0 {
		offset += align - offset%align
	}
	if offset < 0 || count > (math.MaxInt-offset)/size || count > math.MaxInt-f.Values {
		return "total struct size too long"
	}
	f.Size = offset + count*size
	native = native || !f.Big && size == nativeSize(code) && strings.IndexByte("fd?", code) < 0
	run := StructRun{code, native, count, size, offset}
	switch {
	case code == 'x':
		return ""
	case code == 's' || code == 'p':
		run.Count, run.Size = 1, count
	case count == 0:
		return ""
	}
	f.Runs = append(f.Runs, run)
	f.Values += run.Count
	return ""
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

// StructError is struct.error.
var StructError = NewType()

// StructSize is struct.calcsize; -1, and StructError, for a bad format.
func StructSize(format string) int {
	f, problem := ParseStruct(format)
	if problem != "" {
		Raise(StructError, "%s", problem)
		return -1
	}
	return f.Size
}

// Unpack reads the values of a struct of which data is as long: a tuple of them.
func (f *StructFormat) Unpack(data []byte) *Object {
	t := NewTuple(f.Values)
	if t == nil {
		return nil
	}
	items := TupleItems(t)
	for _, field := range f.Runs {
		for i := range field.Count {
			at := field.Offset + i*field.Size
			if items[0] = unpackField(field.Code, data[at:at+field.Size], f.Big); items[0] == nil {
				Decref(t)
				return nil
			}
			items = items[1:]
		}
	}
	return t
}

// unpackItem reads an item as memoryview shows it: the one value there is, or a tuple.
func (f *StructFormat) unpackItem(data []byte) *Object {
	t := f.Unpack(data[:f.Size])
	if t == nil || f.Values != 1 {
		return t
	}
	defer Decref(t)
	return NewRef(TupleItems(t)[0])
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
