package object

import (
	le "encoding/binary"
	"io"
	"math"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/pyfloat"
)

// Marshal's format: reading. What is read may be anybody's, so lengths are believed only as far as there are bytes.

type marshalReader struct {
	in    io.Reader
	left  int    // how many bytes in has; a large number if that is not known
	short string // what it means that there are too few
	depth int
	refs  []*Object // owned; None stands for one that is not finished
}

// Unmarshal reads one object: EOFError, ValueError or TypeError if there is none. left is how many bytes in has, or negative.
func Unmarshal(in io.Reader, left int) *Object {
	r := marshalReader{in: in, left: left, short: "marshal data too short"}
	if left < 0 {
		r.left, r.short = math.MaxInt, marshalFileEnds
	}
	o := r.object()
	for _, ref := range r.refs {
		Decref(ref)
	}
	if o == nil && Occurred() == nil {
		Raise(TypeError, "NULL object in marshal data for object")
	}
	return o
}

const (
	marshalFileEnds   = "EOF read where not expected"
	marshalObjectEnds = "EOF read where object expected"
)

// UnmarshalInt reads an int of n bytes: ok is false, and EOFError set, if there are not so many.
func UnmarshalInt(in io.Reader, n int) (v int64, ok bool) {
	r := marshalReader{in: in, left: math.MaxInt, short: marshalFileEnds}
	data, ok := r.bytes(n)
	if !ok {
		return -1, false
	}
	if n == 2 {
		return int64(int16(le.LittleEndian.Uint16(data))), true
	}
	return int64(int32(le.LittleEndian.Uint32(data))), true
}

// bytes reads n bytes. It asks for no more memory than a first read has shown to be justified.
func (r *marshalReader) bytes(n int) ([]byte, bool) {
	const piece = 1 << 20
	if n > r.left {
		Raise(EOFError, "%s", r.short)
		return nil, false
	}
	data := make([]byte, 0, min(n, piece))
	for len(data) < n {
		start := len(data)
		data = append(data, make([]byte, min(n-start, piece))...)
		if _, err := io.ReadFull(r.in, data[start:]); err != nil {
			Raise(EOFError, "%s", r.short)
			return nil, false
		}
	}
	r.left -= n
	return data, true
}

func (r *marshalReader) long() (int, bool) {
	data, ok := r.bytes(4)
	if !ok {
		return 0, false
	}
	return int(int32(le.LittleEndian.Uint32(data))), true
}

// size reads a length of something.
func (r *marshalReader) size(what string) (int, bool) {
	n, ok := r.long()
	if ok && n < 0 {
		Raise(ValueError, "bad marshal data (%s size out of range)", what)
		return 0, false
	}
	return n, ok
}

// object reads an object: nil without an exception for the null that ends a dict.
func (r *marshalReader) object() *Object {
	code, ok := r.byte()
	if !ok {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > marshalDeep {
		return Raise(ValueError, "recursion limit exceeded")
	}
	kind, flagged := code&^marshalFlagRef, code&marshalFlagRef != 0
	switch kind {
	case '0':
		return nil
	case 'N':
		return NewRef(None)
	case 'S':
		return NewRef(Head(StopIteration))
	case '.':
		return NewRef(Ellipsis)
	case 'F':
		return NewRef(False)
	case 'T':
		return NewRef(True)
	case 'r':
		return r.ref()
	}
	if strings.IndexByte("()[{<>", kind) >= 0 {
		return r.container(kind, flagged)
	}
	o := r.scalar(kind)
	if o != nil && flagged {
		r.refs = append(r.refs, NewRef(o))
	}
	return o
}

// byte reads the code of an object, or a length in one byte.
func (r *marshalReader) byte() (byte, bool) {
	var b [1]byte
	if r.left <= 0 {
		Raise(EOFError, marshalObjectEnds)
		return 0, false
	}
	if _, err := io.ReadFull(r.in, b[:]); err != nil {
		Raise(EOFError, marshalObjectEnds)
		return 0, false
	}
	r.left--
	return b[0], true
}

func (r *marshalReader) ref() *Object {
	n, ok := r.long()
	if !ok {
		return nil
	}
	if n < 0 || n >= len(r.refs) || r.refs[n] == None {
		return Raise(ValueError, "bad marshal data (invalid reference)")
	}
	return NewRef(r.refs[n])
}

func (r *marshalReader) scalar(kind byte) *Object {
	switch kind {
	case 'i':
		v, ok := r.long()
		if !ok {
			return nil
		}
		return NewInt(int64(v))
	case 'I':
		data, ok := r.bytes(8)
		if !ok {
			return nil
		}
		return NewInt(int64(le.LittleEndian.Uint64(data)))
	case 'l':
		return r.int()
	case 'f', 'g':
		v, ok := r.float(kind == 'g')
		if !ok {
			return nil
		}
		return NewFloat(v)
	case 'x', 'y':
		re, ok := r.float(kind == 'y')
		if !ok {
			return nil
		}
		im, ok := r.float(kind == 'y')
		if !ok {
			return nil
		}
		return NewComplex(re, im)
	case 's':
		n, ok := r.size("bytes object")
		if !ok {
			return nil
		}
		data, ok := r.bytes(n)
		if !ok {
			return nil
		}
		return NewBytes(data)
	case 'u', 't', 'a', 'A', 'z', 'Z':
		return r.str(kind)
	case 'c':
		return Raise(ValueError, "gilded can't read the bytecode in marshal data")
	}
	return Raise(ValueError, "bad marshal data (unknown type code)")
}

func (r *marshalReader) int() *Object {
	n, ok := r.long()
	if !ok {
		return nil
	}
	if n == math.MinInt32 {
		return Raise(ValueError, "bad marshal data (long size out of range)")
	}
	if n == 0 {
		return NewInt(0)
	}
	data, ok := r.bytes(2 * max(n, -n))
	if !ok {
		return nil
	}
	o := LongNew((max(n, -n) + 1) / 2)
	if o == nil {
		return nil
	}
	digits := longDigits(o)
	clear(digits)
	for i := range len(data) / 2 {
		half := le.LittleEndian.Uint16(data[2*i:])
		if half > 0x7fff {
			Decref(o)
			return Raise(ValueError, "bad marshal data (digit out of range in long)")
		}
		digits[i/2] |= uint32(half) << (15 * (i % 2))
	}
	if data[len(data)-1] == 0 && data[len(data)-2] == 0 {
		Decref(o)
		return Raise(ValueError, "bad marshal data (unnormalized long data)")
	}
	if n < 0 {
		As[*abi.Long](o).Size = -As[*abi.Long](o).Size
	}
	return LongFinish(o)
}

func (r *marshalReader) float(isBinary bool) (float64, bool) {
	if isBinary {
		data, ok := r.bytes(8)
		if !ok {
			return 0, false
		}
		return math.Float64frombits(le.LittleEndian.Uint64(data)), true
	}
	text, ok := r.shortBytes()
	if !ok {
		return 0, false
	}
	v, ok := pyfloat.Parse(string(text))
	if !ok {
		Raise(ValueError, "could not convert string to float: '%.200s'", string(text))
	}
	return v, ok
}

// shortBytes reads bytes with their length in one byte.
func (r *marshalReader) shortBytes() ([]byte, bool) {
	n, ok := r.byte()
	if !ok {
		return nil, false
	}
	return r.bytes(int(n))
}

func (r *marshalReader) str(kind byte) *Object {
	var data []byte
	var ok bool
	if kind == 'z' || kind == 'Z' {
		data, ok = r.shortBytes()
	} else {
		n, sized := r.size("string")
		if !sized {
			return nil
		}
		data, ok = r.bytes(n)
	}
	if !ok {
		return nil
	}
	var o *Object
	if kind == 'u' || kind == 't' {
		o = DecodeUTF8(data, "surrogatepass")
	} else {
		o = NewStrLatin1(data)
	}
	if o != nil && (kind == 't' || kind == 'A' || kind == 'Z') {
		InternInPlace(&o)
	}
	return o
}

// container reads what contains objects. Those may refer to it before it is finished, unless it is a frozenset.
func (r *marshalReader) container(kind byte, flagged bool) *Object {
	n, ok := 0, true
	what := map[byte]string{'(': "tuple", ')': "tuple", '[': "list", '<': "set", '>': "set"}[kind]
	switch kind {
	case '{':
	case ')':
		var b byte
		b, ok = r.byte()
		n = int(b)
	default:
		n, ok = r.size(what)
	}
	if !ok {
		return nil
	}
	if n > r.left {
		return r.tooMany(n, what)
	}
	var o *Object
	switch kind {
	case '(', ')':
		o = NewTuple(n)
	case '[':
		o = NewList(0)
	case '{':
		o = NewDict()
	case '<':
		o = NewSet(nil)
	default:
		o = NewFrozenSet(nil)
	}
	if o == nil {
		return nil
	}
	place := len(r.refs)
	if flagged {
		held := o
		if kind == '>' {
			held = None
		}
		r.refs = append(r.refs, NewRef(held))
	}
	if !r.fill(o, kind, n, what) {
		Decref(o)
		return nil
	}
	if flagged && kind == '>' {
		Replace(&r.refs[place], NewRef(o))
	}
	return o
}

// tooMany reads objects of which there are fewer than announced, for the exception that this ends in.
func (r *marshalReader) tooMany(n int, what string) *Object {
	for range n {
		o := r.object()
		if o == nil {
			return r.null(what)
		}
		Decref(o)
	}
	return Raise(EOFError, marshalObjectEnds)
}

// null is the exception for a null where an object should be, unless one is set.
func (r *marshalReader) null(what string) *Object {
	if Occurred() == nil {
		Raise(TypeError, "NULL object in marshal data for %s", what)
	}
	return nil
}

func (r *marshalReader) fill(o *Object, kind byte, n int, what string) bool {
	if kind == '{' {
		return r.fillDict(o)
	}
	for i := range n {
		item := r.object()
		if item == nil {
			return r.null(what) != nil
		}
		ok := true
		switch kind {
		case '(', ')':
			TupleItems(o)[i] = item
			continue
		case '[':
			ok = ListAppend(o, item)
		default:
			ok = setAddNew(o, item)
		}
		Decref(item)
		if !ok {
			return false
		}
	}
	return true
}

func (r *marshalReader) fillDict(o *Object) bool {
	for {
		key := r.object()
		if key == nil {
			return Occurred() == nil
		}
		value := r.object()
		if value == nil {
			Decref(key)
			return Occurred() == nil
		}
		ok := DictSet(o, key, value)
		Decref(key)
		Decref(value)
		if !ok {
			return false
		}
	}
}

// setAddNew adds a key to a set, or to a frozenset that nobody has seen yet.
func setAddNew(o, key *Object) bool {
	hash := keyHash(key)
	return hash != -1 && setAddHash(setOf(o), key, hash)
}
