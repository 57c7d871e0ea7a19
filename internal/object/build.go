package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Building values by a format: Py_BuildValue. The C tier hands over what followed the format, one word for each value.

// Flags of a build.
const (
	BuildSizeT     = 1 // PY_SSIZE_T_CLEAN was defined
	BuildTupleOnly = 2 // what is called wants a tuple
)

type builder struct {
	format string
	at     int
	words  *uint64
	flags  int
	broken bool // a unit was unknown: nobody has fetched what belongs to those behind it
}

func (b *builder) word() uint64 {
	w := *b.words
	b.words = (*uint64)(unsafe.Add(unsafe.Pointer(b.words), 8))
	return w
}

func (b *builder) pointer() unsafe.Pointer {
	w := b.word()
	return *(*unsafe.Pointer)(unsafe.Pointer(&w))
}

// Build makes the value of a format: None for an empty one, a tuple for several units. It may run code.
func Build(format *byte, words unsafe.Pointer, flags int) *Object {
	b := builder{format: cString(format), words: (*uint64)(words), flags: flags}
	n, ok := b.count(0)
	switch {
	case !ok:
		return nil
	case n == 0:
		return NewRef(None)
	case n == 1:
		return b.value()
	}
	return b.tuple(0, n)
}

// CallBuilt calls with the arguments that a format makes: a tuple is all of them. It may run code.
func CallBuilt(callable *Object, format *byte, words unsafe.Pointer, flags int) *Object {
	if callable == nil {
		return nullArgument()
	}
	if format == nil {
		return CallArgs(callable)
	}
	args := Build(format, words, flags)
	if args == nil {
		return nil
	}
	defer Decref(args)
	if HasFlag(args.Type, abi.TPFlagsTupleSubclass) {
		return Call(callable, args, nil)
	}
	if flags&BuildTupleOnly != 0 {
		return Raise(TypeError, "argument list must be a tuple")
	}
	return CallArgs(callable, args)
}

// count counts the units up to a closing bracket.
func (b *builder) count(end byte) (int, bool) {
	n, level := 0, 0
	for i := b.at; ; i++ {
		if i == len(b.format) {
			if end != 0 || level > 0 {
				Raise(SystemError, "unmatched paren in format")
				return 0, false
			}
			return n, true
		}
		c := b.format[i]
		if level <= 0 && c == end {
			return n, true
		}
		switch c {
		case '(', '[', '{':
			if level <= 0 {
				n++
			}
			level++
		case ')', ']', '}':
			level--
		case '#', '&', ',', ':', ' ', '\t':
		default:
			if level == 0 {
				n++
			}
		}
	}
}

// items makes n values and goes past the closing bracket. After a failure the others are made all the same, and released:
// a reference that the caller gave away (N) is ours to give back.
func (b *builder) items(end byte, n int, store func(i int, v *Object)) bool {
	ok := true
	for i := range n {
		if !ok {
			t, v, tb := FetchErr()
			XDecref(b.value())
			RestoreErr(t, v, tb)
			continue
		}
		if v := b.value(); v != nil {
			store(i, v)
		} else {
			ok = false
		}
	}
	if !ok {
		return false
	}
	next := byte(0)
	if b.at < len(b.format) {
		next = b.format[b.at]
	}
	if next != end {
		Raise(SystemError, "Unmatched paren in format")
		return false
	}
	if end != 0 {
		b.at++
	}
	return true
}

func (b *builder) tuple(end byte, n int) *Object {
	t := NewTuple(n)
	if t == nil {
		b.items(end, n, func(_ int, v *Object) { Decref(v) })
		return nil
	}
	to := TupleItems(t)
	if !b.items(end, n, func(i int, v *Object) { to[i] = v }) {
		Decref(t)
		return nil
	}
	return t
}

func (b *builder) list(n int) *Object {
	l := NewList(n)
	if l == nil {
		return nil
	}
	to := ListItems(l)
	if !b.items(']', n, func(i int, v *Object) { to[i] = v }) {
		Decref(l)
		return nil
	}
	return l
}

func (b *builder) dict(n int) *Object {
	if n%2 != 0 {
		Raise(SystemError, "Bad dict format")
		b.items('}', n, func(_ int, v *Object) { Decref(v) })
		return nil
	}
	d := NewDict()
	if d == nil {
		return nil
	}
	var key *Object
	ok := true
	if !b.items('}', n, func(i int, v *Object) {
		if i%2 == 0 {
			key = v
			return
		}
		ok = ok && DictSet(d, key, v)
		Decref(key)
		Decref(v)
		key = nil
	}) || !ok {
		XDecref(key)
		Decref(d)
		return nil
	}
	return d
}

// bracketed makes a container.
func (b *builder) bracketed(end byte) *Object {
	n, ok := b.count(end)
	if !ok {
		return nil
	}
	switch end {
	case ')':
		return b.tuple(end, n)
	case ']':
		return b.list(n)
	}
	return b.dict(n)
}

// value makes the value of one unit.
func (b *builder) value() *Object {
	for !b.broken {
		c := byte(0)
		if b.at < len(b.format) {
			c = b.format[b.at]
			b.at++
		}
		switch c {
		case ',', ':', ' ', '\t':
			continue
		case '(':
			return b.bracketed(')')
		case '[':
			return b.bracketed(']')
		case '{':
			return b.bracketed('}')
		case 'b', 'B', 'h', 'i', 'l', 'L', 'n':
			return NewInt(int64(b.word()))
		case 'H':
			return NewUint(uint64(uint32(b.word())))
		case 'I', 'k', 'K':
			return NewUint(b.word())
		case 'f', 'd':
			return NewFloat(math.Float64frombits(b.word()))
		case 'D':
			v := (*abi.ComplexValue)(b.pointer())
			return NewComplex(v.Real, v.Imag)
		case 'c':
			return NewBytes([]byte{byte(b.word())})
		case 'C':
			r := int64(b.word())
			if r < 0 || r > 0x10ffff {
				return Raise(ValueError, "chr() arg not in range(0x110000)")
			}
			return NewStrRunes([]rune{rune(r)})
		case 's', 'z', 'U', 'y', 'u':
			return b.text(c)
		case 'O', 'N', 'S':
			return b.object(c)
		}
		b.broken = true
		return Raise(SystemError, "bad format char passed to Py_BuildValue")
	}
	return nil
}

// text makes a str of UTF-8 or wchar_t text, or bytes; NULL stands for None.
func (b *builder) text(unit byte) *Object {
	p := b.pointer()
	n := -1
	if b.at < len(b.format) && b.format[b.at] == '#' {
		b.at++
		n = int(b.word())
		if b.flags&BuildSizeT == 0 {
			return Raise(SystemError, "PY_SSIZE_T_CLEAN macro must be defined for '#' formats")
		}
	}
	if p == nil {
		return NewRef(None)
	}
	if unit == 'u' {
		if n < 0 {
			n = 0
			for *(*rune)(unsafe.Add(p, n*4)) != 0 {
				n++
			}
		}
		return NewStrRunes(unsafe.Slice((*rune)(p), n))
	}
	if n < 0 {
		n = cLength((*byte)(p))
	}
	if unit == 'y' {
		return NewBytes(unsafe.Slice((*byte)(p), n))
	}
	return DecodeUTF8(unsafe.Slice((*byte)(p), n), "strict")
}

// object is O (a new reference), N (the caller's reference), S (an O that CPython never checked), or what a converter makes.
func (b *builder) object(unit byte) *Object {
	if b.at < len(b.format) && b.format[b.at] == '&' {
		b.at++
		convert := abi.Func(b.pointer())
		return ctier.CallUnary(convert, (*Object)(b.pointer()))
	}
	o := (*Object)(b.pointer())
	switch {
	case o == nil:
		if Occurred() == nil {
			Raise(SystemError, "NULL object passed to Py_BuildValue")
		}
	case unit != 'N':
		Incref(o)
	}
	return o
}
