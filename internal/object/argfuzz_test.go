package object_test

import (
	"math"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// The fuzzers give each format what the C tier would have collected for it, computed here once more: a parser that takes
// more runs off the end.

// makeNone is an O& of Py_BuildValue.
var makeNone = ctier.Unary(func(*abi.Object) *abi.Object { return object.NewRef(object.None) })

// acceptAny is an O& of PyArg_Parse that takes everything.
var acceptAny = ctier.Contains(func(_, _ *abi.Object) int32 { return 1 })

var (
	cText    = ctier.CString("text")
	cWide    = ctier.Static(16)
	cComplex = ctier.Static(16)
)

// buildWords is what follows a format of Py_BuildValue, and a word behind it that crashes who takes it for an address.
func buildWords(format string) []uint64 {
	var words []uint64
	pointer := func(p unsafe.Pointer) { words = append(words, uint64(uintptr(p))) }
	for i := 0; i < len(format); i++ {
		next := byte(0)
		if i+1 < len(format) {
			next = format[i+1]
		}
		switch c := format[i]; c {
		case 'b', 'B', 'h', 'H', 'i', 'I', 'l', 'k', 'n', 'L', 'K', 'c', 'C':
			words = append(words, 65)
		case 'f', 'd':
			words = append(words, math.Float64bits(1.5))
		case 'O', 'N', 'S':
			if next == '&' {
				pointer(makeNone)
				i++
			}
			pointer(unsafe.Pointer(object.None))
		case 's', 'z', 'U', 'y', 'u':
			if c == 'u' {
				pointer(cWide)
			} else {
				pointer(unsafe.Pointer(cText))
			}
			if next == '#' {
				words = append(words, 3)
				i++
			}
		case 'D':
			pointer(cComplex)
		case '(', ')', '[', ']', '{', '}', ',', ':', ' ', '\t':
		default:
			return append(words, 0xdeadbeefdeadbeef)
		}
	}
	return append(words, 0xdeadbeefdeadbeef)
}

// cMemory copies words to memory that is not Go's, where C's would be.
func cMemory(words []uint64) unsafe.Pointer {
	p := object.RawAlloc(uintptr(len(words)) * 8)
	copy(unsafe.Slice((*uint64)(p), len(words)), words)
	return p
}

func withFormat(format string, f func(format *byte)) {
	p := object.RawAlloc(uintptr(len(format) + 1))
	text := unsafe.Slice((*byte)(p), len(format)+1)
	text[copy(text, format)] = 0
	f((*byte)(p))
	object.RawFree(p)
}

func fuzzing(t *testing.T, f func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	s := object.NewInterp()
	defer s.Free()
	f()
	object.ClearErr()
}

func FuzzBuild(f *testing.F) {
	for _, seed := range []string{"", "i", "(ii)", "{s:i,s:O}", "[i,[N]]", "s#y#", "O&", "(", "]", "((", "(O}", "D", "u#", "N&i", "i)", "{O}", "q", "iq", "(sq)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, format string) {
		if strings.IndexByte(format, 0) >= 0 || strings.Count(format, "(") > 200 {
			return
		}
		fuzzing(t, func() {
			words := cMemory(buildWords(format))
			withFormat(format, func(p *byte) {
				for _, flags := range []int{0, object.BuildSizeT} {
					v := object.Build(p, words, flags)
					if (v == nil) != (object.Occurred() != nil) {
						t.Errorf("%q: value %v, exception %v", format, v, object.Occurred())
					}
					object.XDecref(v)
					object.ClearErr()
				}
			})
			object.RawFree(words)
		})
	})
}

// argPointers is what follows a format of PyArg_ParseTuple, and what gives it back.
func argPointers(format string) (out []unsafe.Pointer, free func()) {
	var memory []unsafe.Pointer
	slot := func() {
		memory = append(memory, ctierSlot())
		out = append(out, memory[len(memory)-1])
	}
	free = func() {
		for _, p := range memory {
			ctier.FreeStatic(p)
		}
	}
	for i := 0; i < len(format); i++ {
		next := byte(0)
		if i+1 < len(format) {
			next = format[i+1]
		}
		switch c := format[i]; {
		case c == ':' || c == ';':
			return out, free
		case c == 'e':
			memory = append(memory, unsafe.Pointer(ctier.CString("latin-1")))
			out = append(out, memory[len(memory)-1])
			slot()
			if next == 's' || next == 't' {
				i++
			}
			if i+1 < len(format) && format[i+1] == '#' {
				slot()
				i++
			}
		case c == 'O' && next == '!':
			out = append(out, unsafe.Pointer(object.ListType))
			slot()
			i++
		case c == 'O' && next == '&':
			out = append(out, acceptAny)
			slot()
			i++
		case strings.IndexByte("szyuZw", c) >= 0:
			slot()
			if next == '#' {
				slot()
			}
			if next == '#' || next == '*' {
				i++
			}
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			slot()
		}
	}
	return out, free
}

// ctierSlot is room for what one unit stores.
func ctierSlot() unsafe.Pointer { return ctier.Static(unsafe.Sizeof(abi.Buffer{})) }

func FuzzParseArgs(f *testing.F) {
	for _, seed := range []string{"i", "ii|i:f", "(ii)s;text", "O!O&", "es#et", "y*w*s#", "|$i", "(i(s))", "eq", "qq", "i!", "z*:name", "e", "s*|y*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, format string) {
		level := 0
		for _, c := range []byte(format) {
			if c == '(' {
				level++
			}
			if c == ')' {
				level--
			}
			if level < 0 || level > 20 || c == 0 {
				return // a fatal error, as in CPython
			}
			if c == ':' || c == ';' {
				break
			}
		}
		if level != 0 || len(format) > 60 {
			return
		}
		fuzzing(t, func() {
			inner := object.Pack(object.True, object.None)
			values := []*object.Object{object.NewInt(5), object.NewStr("x"), object.NewBytes([]byte("y")), inner, object.NewRef(object.None), object.NewList(0)}
			withFormat(format, func(p *byte) {
				for _, v := range values {
					for n := range 4 {
						args := []*object.Object{v, v, v}[:n]
						pointers, free := argPointers(format)
						ok := object.ParseArgs(args, p, pointers, object.ArgSizeT)
						free()
						if ok == (object.Occurred() != nil) {
							t.Errorf("%q: %d times %s: parsed %v, exception %v", format, n, object.ReprOf(v), ok, object.Occurred())
						}
						object.ClearErr()
					}
				}
			})
			for _, v := range values {
				object.Decref(v)
			}
		})
	})
}

func FuzzFormat(f *testing.F) {
	for _, seed := range []string{"%d", "%s %R", "%.3s|%5d", "%V%U", "%%", "%", "%zu%lld", "%c%q%s", "%05d", "%99999999999999999999d", "%ls"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, format string) {
		if strings.IndexByte(format, 0) >= 0 || len(format) > 40 {
			return
		}
		for i := range len(format) {
			if '1' <= format[i] && format[i] <= '9' && i+4 < len(format) && '0' <= format[i+4] && format[i+4] <= '9' {
				return // gigabytes of padding
			}
		}
		fuzzing(t, func() {
			text := object.Intern("text")
			words := cMemory(textWords(format, text))
			withFormat(format, func(p *byte) {
				for _, make := range []func(*byte, unsafe.Pointer) *object.Object{object.CFormat, object.CFormatBytes} {
					v := make(p, words)
					if (v == nil) != (object.Occurred() != nil) {
						t.Errorf("%q: value %v, exception %v", format, v, object.Occurred())
					}
					object.XDecref(v)
					object.ClearErr()
				}
			})
			object.RawFree(words)
		})
	})
}

// textWords is what follows a format of PyUnicode_FromFormat.
func textWords(format string, text *object.Object) []uint64 {
	var words []uint64
	for {
		_, rest, found := strings.Cut(format, "%")
		if !found {
			break
		}
		rest = strings.TrimLeft(rest, "0123456789")
		if strings.HasPrefix(rest, ".") {
			rest = strings.TrimLeft(rest[1:], "0123456789")
		}
		rest = strings.TrimLeft(rest, "lz")
		unit := byte(0)
		if rest != "" {
			unit = rest[0]
		}
		switch unit {
		case '%':
		case 'c', 'd', 'i', 'u', 'x':
			words = append(words, 65)
		case 's':
			words = append(words, uint64(uintptr(unsafe.Pointer(cText))))
		case 'p', 'U', 'S', 'R', 'A':
			words = append(words, uint64(uintptr(unsafe.Pointer(text))))
		case 'V':
			words = append(words, uint64(uintptr(unsafe.Pointer(text))), uint64(uintptr(unsafe.Pointer(cText))))
		default:
			return append(words, 0xdeadbeefdeadbeef)
		}
		format = rest[1:]
	}
	return append(words, 0xdeadbeefdeadbeef)
}
