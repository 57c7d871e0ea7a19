package object

import (
	"bytes"
	le "encoding/binary"
	"math"
	"slices"
	"strconv"

	"github.com/d95905aa/gilded/internal/abi"
)

// Marshal's format, which is the one of .pyc files: writing. A value that others refer to is written once, from version 3 on,
// and referred to by number afterwards; which ones that may be is said by their reference counts.

const (
	marshalVersion = 4
	marshalDeep    = 2000
	marshalFlagRef = 0x80
	marshal32      = math.MaxInt32
)

// What stopped a marshalWriter. Only the first counts.
const (
	marshalOK = iota
	marshalUnmarshallable
	marshalTooDeep
	marshalNoMemory
	marshalRaised
)

type marshalWriter struct {
	out     []byte
	version int
	depth   int
	err     int
	refs    map[*Object]int32
}

// Marshal writes an object in a version of the format. ValueError for what has none in it: code objects, as gilded makes no
// bytecode, instances of classes, subtypes. The bytes written until then are returned even so.
func Marshal(o *Object, version int) (data []byte, ok bool) {
	w := marshalWriter{version: version}
	if version >= 3 {
		w.refs = map[*Object]int32{}
	}
	w.object(o)
	for o := range w.refs {
		Decref(o)
	}
	switch w.err {
	case marshalUnmarshallable:
		Raise(ValueError, "unmarshallable object")
	case marshalTooDeep:
		Raise(ValueError, "object too deeply nested to marshal")
	case marshalNoMemory:
		NoMemory()
	}
	return w.out, w.err == marshalOK
}

func (w *marshalWriter) fail(err int) {
	if w.err == marshalOK {
		w.err = err
	}
}

func (w *marshalWriter) long(n int) { w.out = le.LittleEndian.AppendUint32(w.out, uint32(n)) }

// size writes a length, or stops: lengths have 32 bits.
func (w *marshalWriter) size(n int) bool {
	if n > marshal32 {
		w.fail(marshalUnmarshallable)
		return false
	}
	w.long(n)
	return true
}

func (w *marshalWriter) kind(kind, flag byte) { w.out = append(w.out, kind|flag) }

func (w *marshalWriter) object(o *Object) {
	w.depth++
	defer func() { w.depth-- }()
	if w.depth > marshalDeep {
		w.fail(marshalTooDeep)
		return
	}
	switch o {
	case None:
		w.kind('N', 0)
		return
	case Ellipsis:
		w.kind('.', 0)
		return
	case True:
		w.kind('T', 0)
		return
	case False:
		w.kind('F', 0)
		return
	case Head(StopIteration):
		w.kind('S', 0)
		return
	}
	if flag, written := w.ref(o); !written {
		w.value(o, flag)
	}
}

// ref writes a reference to a value that was written before. If it was not, the flag says whether it may be referred to.
func (w *marshalWriter) ref(o *Object) (flag byte, written bool) {
	if w.refs == nil || o.Refcnt == 1 {
		return 0, false
	}
	if n, ok := w.refs[o]; ok {
		w.kind('r', 0)
		w.long(int(n))
		return 0, true
	}
	if len(w.refs) > marshal32 {
		Raise(ValueError, "too many objects")
		w.fail(marshalRaised)
		return 0, true
	}
	w.refs[NewRef(o)] = int32(len(w.refs))
	return marshalFlagRef, false
}

func (w *marshalWriter) value(o *Object, flag byte) {
	switch o.Type {
	case LongType:
		w.int(o, flag)
	case FloatType:
		w.float(As[*abi.Float](o).Value, flag, 'g', 'f')
	case ComplexType:
		c := As[*abi.Complex](o)
		w.float(c.Real, flag, 'y', 'x')
		w.floatPart(c.Imag)
	case BytesType:
		w.kind('s', flag)
		w.sized(BytesOf(o))
	case StrType:
		w.str(o, flag)
	case TupleType:
		w.items(TupleItems(o), flag, '(')
	case ListType:
		w.items(ListItems(o), flag, '[')
	case DictType:
		w.dict(o, flag)
	case SetType:
		w.set(o, flag, '<')
	case FrozenSetType:
		w.set(o, flag, '>')
	default:
		w.other(o, flag)
	}
}

func (w *marshalWriter) other(o *Object, flag byte) {
	if o.Type == CodeType {
		w.kind('?', 0)
		Raise(ValueError, "gilded has no bytecode to marshal a code object with")
		w.fail(marshalRaised)
		return
	}
	if !CheckBuffer(o) {
		w.kind('?', 0)
		w.fail(marshalUnmarshallable)
		return
	}
	view := OpenBuffer(o, BufferSimple)
	if view == nil {
		ClearErr()
		w.kind('?', 0)
		w.fail(marshalUnmarshallable)
		return
	}
	w.kind('s', flag)
	w.sized(ViewBytes(view))
	CloseBuffer(view)
}

func (w *marshalWriter) sized(data []byte) {
	if w.size(len(data)) {
		w.out = append(w.out, data...)
	}
}

func (w *marshalWriter) int(o *Object, flag byte) {
	if v, ok := int64Of(o); ok && v == int64(int32(v)) {
		w.kind('i', flag)
		w.long(int(v))
		return
	}
	digits := longDigits(o)
	var halves []uint16 // of 15 bits
	for _, d := range digits {
		halves = append(halves, uint16(d&0x7fff), uint16(d>>15))
	}
	if halves[len(halves)-1] == 0 {
		halves = halves[:len(halves)-1]
	}
	w.kind('l', flag)
	n := len(halves)
	if LongSign(o) < 0 {
		n = -n
	}
	if n > marshal32 || n < -marshal32 {
		w.fail(marshalUnmarshallable)
		return
	}
	w.long(n)
	for _, h := range halves {
		w.out = le.LittleEndian.AppendUint16(w.out, h)
	}
}

// float writes a number, in binary from version 2 on. floatPart writes the other part of a complex one.
func (w *marshalWriter) float(v float64, flag, binary, text byte) {
	if w.version > 1 {
		w.kind(binary, flag)
	} else {
		w.kind(text, flag)
	}
	w.floatPart(v)
}

func (w *marshalWriter) floatPart(v float64) {
	if w.version > 1 {
		w.out = le.LittleEndian.AppendUint64(w.out, math.Float64bits(v))
		return
	}
	text := strconv.FormatFloat(v, 'g', 17, 64)
	switch {
	case math.IsInf(v, 1):
		text = "inf"
	case math.IsInf(v, -1):
		text = "-inf"
	case math.IsNaN(v):
		text = "nan"
	}
	w.out = append(append(w.out, byte(len(text))), text...)
}

func (w *marshalWriter) str(o *Object, flag byte) {
	interned := As[*abi.ASCII](o).State&abi.UnicodeInternedMask != 0
	if w.version >= 4 && StrIsASCII(o) {
		text := StrOf(o)
		long, short := byte('a'), byte('z')
		if interned {
			long, short = 'A', 'Z'
		}
		if len(text) < 256 {
			w.kind(short, flag)
			w.out = append(append(w.out, byte(len(text))), text...)
			return
		}
		w.kind(long, flag)
		w.sized([]byte(text))
		return
	}
	data := EncodeUTF8(o, "surrogatepass")
	if data == nil {
		ClearErr()
		w.fail(marshalUnmarshallable)
		return
	}
	kind := byte('u')
	if w.version >= 3 && interned {
		kind = 't'
	}
	w.kind(kind, flag)
	w.sized(BytesOf(data))
	Decref(data)
}

// items writes a tuple or a list. Nothing that runs meanwhile changes it: only a buffer's own code could.
func (w *marshalWriter) items(items []*Object, flag, kind byte) {
	if kind == '(' && w.version >= 4 && len(items) < 256 {
		w.kind(')', flag)
		w.out = append(w.out, byte(len(items)))
	} else {
		w.kind(kind, flag)
		if !w.size(len(items)) {
			return
		}
	}
	for _, item := range slices.Clone(items) {
		w.object(item)
	}
}

func (w *marshalWriter) dict(o *Object, flag byte) {
	w.kind('{', flag)
	for pos, key, value := 0, (*Object)(nil), (*Object)(nil); DictNext(o, &pos, &key, &value); {
		w.object(key)
		w.object(value)
	}
	w.kind('0', 0)
}

// set writes the keys in the order of what is written for each of them, so that equal sets are written alike. They are held
// meanwhile, in CPython too, so each of them may be referred to.
func (w *marshalWriter) set(o *Object, flag, kind byte) {
	type entry struct {
		key  *Object
		data []byte
	}
	w.kind(kind, flag)
	if !w.size(SetLen(o)) {
		return
	}
	var entries []entry
	defer func() {
		for _, e := range entries {
			Decref(e.key)
		}
	}()
	for pos, key, hash := 0, (*Object)(nil), 0; SetNext(o, &pos, &key, &hash); {
		data, ok := Marshal(key, w.version)
		if !ok {
			w.fail(marshalRaised)
			return
		}
		entries = append(entries, entry{NewRef(key), data})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return bytes.Compare(a.data, b.data) })
	for _, e := range entries {
		w.object(e.key)
	}
}
