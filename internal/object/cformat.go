package object

import (
	"errors"
	"strconv"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/pyformat"
)

// Text by a C format: PyUnicode_FromFormat, PyErr_Format and the like.

// cArguments reads what follows a format out of C memory.
type cArguments struct{}

func pointerOf(word uint64) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&word)) }

func (cArguments) CString(address uint64, limit int) []rune {
	p := (*byte)(pointerOf(address))
	n := 0
	for (limit < 0 || n < limit) && *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	s := DecodeUTF8(unsafe.Slice(p, n), "replace")
	if s == nil {
		return nil
	}
	defer Decref(s)
	return StrRunes(s)
}

func (cArguments) Object(unit byte, address uint64) ([]rune, error) {
	o := (*Object)(pointerOf(address))
	var s *Object
	switch unit {
	case 'U':
		s = NewRef(o)
	case 'S':
		s = Str(o)
	case 'R':
		s = Repr(o)
	case 'A':
		s = ASCII(o)
	}
	if s == nil {
		return nil, errRaised
	}
	defer Decref(s)
	return StrRunes(s), nil
}

// CFormat makes a str by a format of PyUnicode_FromFormat and the words that followed it. It may run code.
func CFormat(format *byte, words unsafe.Pointer) *Object {
	text := cString(format)
	var args []uint64
	if n := pyformat.CFormatSlots(text); n > 0 {
		args = unsafe.Slice((*uint64)(words), n)
	}
	runes, err := pyformat.CFormat(text, args, cArguments{})
	if err != nil {
		return raiseFormatError(err)
	}
	return NewStrRunes(runes)
}

// raiseFormatError raises what package pyformat returned.
func raiseFormatError(err error) *Object {
	var e *pyformat.Error
	if errors.As(err, &e) {
		return RaiseString(Head(ctier.Type("PyExc_"+e.Class)), e.Text)
	}
	return nil
}

// CFormatBytes is CFormat for PyBytes_FromFormat, which knows numbers, characters, addresses and C strings.
func CFormatBytes(format *byte, words unsafe.Pointer) *Object {
	var out []byte
	rest := cString(format)
	next := func() uint64 {
		w := *(*uint64)(words)
		words = unsafe.Add(words, 8)
		return w
	}
	for rest != "" {
		literal, unit, found := strings.Cut(rest, "%")
		out = append(out, literal...)
		if !found {
			break
		}
		n, ok := bytesUnit(&out, unit, next)
		if !ok {
			return nil
		}
		if n == 0 { // nobody knows what follows: the rest is taken as it stands
			out = append(append(out, '%'), unit...)
			break
		}
		rest = unit[n:]
	}
	return NewBytes(out)
}

// bytesUnit writes one conversion and returns how long its text is after the %; 0 if it is unknown.
func bytesUnit(out *[]byte, s string, next func() uint64) (int, bool) {
	i := 0
	at := func() byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	for '0' <= at() && at() <= '9' {
		i++
	}
	precision := -1
	if at() == '.' {
		i++
		precision = 0
		for ; '0' <= at() && at() <= '9'; i++ {
			precision = min(precision*10+int(at()-'0'), 1<<30)
		}
	}
	wide := at() == 'l' || at() == 'z'
	if wide && i+1 < len(s) && (s[i+1] == 'd' || s[i+1] == 'u') {
		i++
	} else {
		wide = false
	}
	switch c := at(); c {
	case 'c':
		v := int32(next())
		if v < 0 || v > 255 {
			RaiseString(Head(OverflowError), "PyBytes_FromFormatV(): %c format expects an integer in range [0; 255]")
			return 0, false
		}
		*out = append(*out, byte(v))
	case 'd', 'i':
		v := int64(next())
		if !wide {
			v = int64(int32(v))
		}
		*out = strconv.AppendInt(*out, v, 10)
	case 'u':
		v := next()
		if !wide {
			v = uint64(uint32(v))
		}
		*out = strconv.AppendUint(*out, v, 10)
	case 'x':
		*out = strconv.AppendUint(*out, uint64(uint32(next())), 16)
	case 's':
		p := (*byte)(pointerOf(next()))
		n := 0
		for (precision <= 0 || n < precision) && *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
			n++
		}
		*out = append(*out, unsafe.Slice(p, n)...)
	case 'p':
		*out = append(*out, pyformat.Pointer(uintptr(next()))...)
	case '%':
		*out = append(*out, '%')
	default:
		return 0, true
	}
	return i + 1, true
}
