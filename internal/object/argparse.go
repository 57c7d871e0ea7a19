package object

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Parsing of arguments by a format, for extensions. The C tier hands over the pointers that followed the format; each is
// the address of a variable in C, or something that says what to do with one. What is stored is borrowed, except for
// buffers and encoded text, which the caller has to release after success and which are released here after a failure.

// Flags of a parse.
const (
	ArgSizeT = 1 // PY_SSIZE_T_CLEAN was defined: a # stores a Py_ssize_t
	ArgOld   = 2 // PyArg_Parse: the argument is not a tuple of arguments
)

// maxLevels is how deep a format's parentheses can nest.
const maxLevels = 30

// argParser goes through a format. An error is either set (failed with an empty text) or a text that names no argument yet.
type argParser struct {
	format  string
	at      int
	out     []unsafe.Pointer
	flags   int
	cleanup []func() // what a failure later on must undo
	levels  []int    // where in nested sequences an error happened, the outermost last
	fname   string   // after the colon, "" if there is none
	message string   // after the semicolon
	hasName bool
	hasMsg  bool
}

// cString views a C string as a Go string, without a copy: it lives as long as the C memory.
func cString(p *byte) string {
	if p == nil {
		return ""
	}
	return unsafe.String(p, cLength(p))
}

func cLength(p *byte) int {
	n := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return n
}

// function is how messages name the function: "f()" or "function".
func (p *argParser) function() string {
	if p.hasName {
		return fmt.Sprintf("%.150s()", p.fname)
	}
	return "function"
}

// next takes the next pointer that followed the format.
func (p *argParser) next() unsafe.Pointer {
	v := p.out[0]
	p.out = p.out[1:]
	return v
}

func (p *argParser) peek() byte {
	if p.at < len(p.format) {
		return p.format[p.at]
	}
	return 0
}

// accept goes past c if it is next.
func (p *argParser) accept(c byte) bool {
	if p.peek() == c {
		p.at++
		return true
	}
	return false
}

// finish is the result of a parse: a failure undoes what was stored.
func (p *argParser) finish(ok bool) bool {
	if !ok {
		for _, undo := range p.cleanup {
			undo()
		}
	}
	return ok
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// scan counts what a format takes, and finds the name or the message at its end.
func (p *argParser) scan() (min, max int) {
	min = -1
	level := 0
loop:
	for i := 0; i < len(p.format); i++ {
		switch c := p.format[i]; {
		case c == '(':
			if level == 0 {
				max++
			}
			if level++; level >= maxLevels {
				Fatal("PyArg_Parse", "too many tuple nesting levels in argument format string")
			}
		case c == ')':
			if level == 0 {
				Fatal("PyArg_Parse", "excess ')' in getargs format")
			}
			level--
		case c == ':':
			p.fname, p.hasName = p.format[i+1:], true
			break loop
		case c == ';':
			p.message, p.hasMsg = p.format[i+1:], true
			break loop
		case c == '|' && level == 0:
			min = max
		case level == 0 && isAlpha(c) && c != 'e': // the s or t behind an e counts
			max++
		}
	}
	if level != 0 {
		Fatal("PyArg_Parse", "missing ')' in getargs format")
	}
	if min < 0 {
		min = max
	}
	return min, max
}

// ParseArgs parses positional arguments. It may run code.
func ParseArgs(args []*Object, format *byte, out []unsafe.Pointer, flags int) bool {
	p := argParser{format: cString(format), out: out, flags: flags}
	min, max := p.scan()
	if flags&ArgOld != 0 {
		return p.old(args, min, max)
	}
	if n := len(args); n < min || n > max {
		if p.hasMsg {
			RaiseString(Head(TypeError), p.message)
			return false
		}
		bound, want := "exactly", min
		if n > max {
			want = max
		}
		if min != max {
			bound = "at least"
			if n > max {
				bound = "at most"
			}
		}
		Raise(TypeError, "%s takes %s %d argument%s (%d given)", p.function(), bound, want, plural(want), n)
		return false
	}
	for i, arg := range args {
		p.accept('|')
		if text, ok := p.item(arg); !ok {
			p.fail(i+1, text)
			return p.finish(false)
		}
	}
	if c := p.peek(); c != 0 && !isAlpha(c) && !strings.ContainsRune("(|:;", rune(c)) {
		Raise(SystemError, "bad format string: %.200s", p.format)
		return p.finish(false)
	}
	return true
}

// old is PyArg_Parse: the argument itself, which may be a tuple if the format says so.
func (p *argParser) old(args []*Object, min, max int) bool {
	switch {
	case max == 0:
		if len(args) == 0 {
			return true
		}
		Raise(TypeError, "%s takes no arguments", p.function())
		return false
	case min != 1 || max != 1:
		Raise(SystemError, "old style getargs format uses new features")
		return false
	case len(args) == 0:
		Raise(TypeError, "%s takes at least one argument", p.function())
		return false
	}
	text, ok := p.item(args[0])
	if !ok {
		arg := 0
		if n := len(p.levels); n > 0 {
			arg, p.levels = p.levels[n-1], p.levels[:n-1]
		}
		p.fail(arg, text)
	}
	return p.finish(ok)
}

// fail raises what went wrong with an argument, unless an exception is set already.
func (p *argParser) fail(arg int, text string) {
	if Occurred() != nil {
		return
	}
	message := p.message
	if !p.hasMsg {
		var b strings.Builder
		if p.hasName {
			fmt.Fprintf(&b, "%.200s() ", p.fname)
		}
		b.WriteString("argument")
		if arg != 0 {
			fmt.Fprintf(&b, " %d", arg)
			for i := len(p.levels) - 1; i >= 0 && b.Len() < 220; i-- {
				fmt.Fprintf(&b, ", item %d", p.levels[i]-1)
			}
		}
		fmt.Fprintf(&b, " %.256s", text)
		message = b.String()
	}
	class := TypeError
	if strings.HasPrefix(text, "(") {
		class = SystemError
	}
	RaiseString(Head(class), message)
}

// item converts one argument; a text that is not empty says what is wrong with it.
func (p *argParser) item(arg *Object) (text string, ok bool) {
	if p.accept('(') {
		text, ok = p.sequence(arg)
		if ok {
			p.accept(')')
		}
		return text, ok
	}
	return p.simple(arg)
}

// sequence converts the items of a sequence, as parentheses in the format ask.
func (p *argParser) sequence(arg *Object) (string, bool) {
	n, level := 0, 0
count:
	for i := p.at; i < len(p.format); i++ {
		switch c := p.format[i]; {
		case c == '(':
			if level == 0 {
				n++
			}
			level++
		case c == ')':
			if level == 0 {
				break count
			}
			level--
		case c == ':' || c == ';':
			break count
		case level == 0 && isAlpha(c) && c != 'e':
			n++
		}
	}
	if !SequenceCheck(arg) || HasFlag(arg.Type, abi.TPFlagsBytesSubclass) {
		return fmt.Sprintf("must be %d-item sequence, not %.50s", n, ArgumentTypeName(arg)), false
	}
	length := SequenceLength(arg)
	if length < 0 {
		ClearErr()
	}
	if length != n {
		return fmt.Sprintf("must be sequence of length %d, not %d", n, length), false
	}
	for i := range n {
		item := SequenceGetItem(arg, i)
		if item == nil {
			ClearErr()
			p.levels = append(p.levels, i+1)
			return "is not retrievable", false
		}
		text, ok := p.item(item)
		Decref(item) // the sequence keeps it alive, as the API's users must hope
		if !ok {
			p.levels = append(p.levels, i+1)
			return text, false
		}
	}
	return "", true
}

// wrong is the text of an argument of the wrong type.
func wrong(expected string, arg *Object) (string, bool) {
	if strings.HasPrefix(expected, "(") {
		return fmt.Sprintf("%.100s", expected), false
	}
	return fmt.Sprintf("must be %.50s, not %.50s", expected, ArgumentTypeName(arg)), false
}

// set is the result of a conversion that has set the error indicator if it failed.
func set(ok bool) (string, bool) { return "", ok }

// needSize raises if a # comes without PY_SSIZE_T_CLEAN.
func (p *argParser) needSize() bool {
	if p.flags&ArgSizeT != 0 {
		return true
	}
	Raise(SystemError, "PY_SSIZE_T_CLEAN macro must be defined for '#' formats")
	return false
}

// simple converts one argument by one unit.
func (p *argParser) simple(arg *Object) (string, bool) {
	unit := p.peek()
	if unit != 0 {
		p.at++
	}
	switch unit {
	case 'b', 'h', 'i', 'l', 'L', 'n':
		return set(parseSigned(unit, arg, p.next()))
	case 'B', 'H', 'I', 'k', 'K':
		if (unit == 'k' || unit == 'K') && !HasFlag(arg.Type, abi.TPFlagsLongSubclass) {
			return wrong("int", arg)
		}
		return set(parseMasked(unit, arg, p.next()))
	case 'f', 'd':
		v, ok := FloatOf(arg)
		if !ok || v == -1 && Occurred() != nil {
			return set(false)
		}
		if to := p.next(); unit == 'f' {
			*(*float32)(to) = float32(v)
		} else {
			*(*float64)(to) = v
		}
		return set(true)
	case 'D':
		v, ok := AsComplex(arg)
		if ok {
			*(*abi.ComplexValue)(p.next()) = v
		}
		return set(ok)
	case 'c':
		data, isBytes := plainBytes(arg)
		if !isBytes || len(data) != 1 {
			return wrong("a byte string of length 1", arg)
		}
		*(*byte)(p.next()) = data[0]
		return set(true)
	case 'C':
		if !IsStr(arg) || StrLen(arg) != 1 {
			return wrong("a unicode character", arg)
		}
		*(*int32)(p.next()) = StrAt(arg, 0)
		return set(true)
	case 'p':
		v := IsTrue(arg)
		if v >= 0 {
			*(*int32)(p.next()) = v
		}
		return set(v >= 0)
	case 'y', 's', 'z':
		return p.text(unit, arg)
	case 'u', 'Z':
		return p.wide(unit, arg)
	case 'e':
		return p.encoded(arg)
	case 'S':
		return p.instance(arg, HasFlag(arg.Type, abi.TPFlagsBytesSubclass), "bytes")
	case 'Y':
		return p.instance(arg, Is(arg, BytearrayType), "bytearray")
	case 'U':
		return p.instance(arg, IsStr(arg), "str")
	case 'O':
		return p.object(arg)
	case 'w':
		return p.writable(arg)
	}
	return "(impossible<bad format char>)", false
}

func (p *argParser) instance(arg *Object, is bool, name string) (string, bool) {
	if !is {
		return wrong(name, arg)
	}
	*(**Object)(p.next()) = arg
	return set(true)
}

func (p *argParser) object(arg *Object) (string, bool) {
	switch {
	case p.accept('!'):
		t := (*Type)(p.next())
		return p.instance(arg, Is(arg, t), TypeName(t))
	case p.accept('&'):
		convert, to := abi.Func(p.next()), p.next()
		r := ctier.CallVisit(convert, arg, to)
		if r == 0 {
			return wrong("(unspecified)", arg)
		}
		if r == cleanupSupported {
			p.cleanup = append(p.cleanup, func() { ctier.CallVisit(convert, nil, to) })
		}
		return set(true)
	}
	*(**Object)(p.next()) = arg
	return set(true)
}

// cleanupSupported is Py_CLEANUP_SUPPORTED: a converter wants to be called with NULL if a later argument fails.
const cleanupSupported = 0x20000

// parseSigned stores an int that must fit.
func parseSigned(unit byte, arg *Object, to unsafe.Pointer) bool {
	v, ok := wideInt(unit, arg)
	if !ok || v == -1 && Occurred() != nil {
		return false // -1 beside an error that was set before counts as a failure: callers try format after format
	}
	low, high, name := int64(0), int64(0), ""
	switch unit {
	case 'b':
		low, high, name = 0, 1<<8-1, "unsigned byte integer"
	case 'h':
		low, high, name = -1<<15, 1<<15-1, "signed short integer"
	case 'i':
		low, high, name = -1<<31, 1<<31-1, "signed integer"
	default:
		*(*int64)(to) = v
		return true
	}
	if v < low || v > high {
		end := "less than minimum"
		if v > high {
			end = "greater than maximum"
		}
		Raise(OverflowError, "%s is %s", name, end)
		return false
	}
	switch unit {
	case 'b':
		*(*byte)(to) = byte(v)
	case 'h':
		*(*int16)(to) = int16(v)
	default:
		*(*int32)(to) = int32(v)
	}
	return true
}

// wideInt is an int in 64 bits. Each unit has its own text for one that is larger.
func wideInt(unit byte, arg *Object) (int64, bool) {
	v, overflow, ok := int64(0), 0, false
	switch unit {
	case 'n':
		n := IndexRaw(arg)
		if n == nil {
			return 0, false
		}
		v, overflow = int64OrOverflow(n)
		Decref(n)
		ok = overflow == 0
	default:
		v, overflow, ok = AsInt64Overflow(arg)
	}
	if overflow != 0 {
		switch unit {
		case 'n':
			Raise(OverflowError, "Python int too large to convert to C ssize_t")
		case 'L':
			Raise(OverflowError, "int too big to convert")
		default:
			Raise(OverflowError, "Python int too large to convert to C long")
		}
	}
	return v, ok
}

// parseMasked stores the low bits of an int of any size.
func parseMasked(unit byte, arg *Object, to unsafe.Pointer) bool {
	v, ok := AsMask(arg)
	if !ok {
		return false
	}
	switch unit {
	case 'B':
		*(*byte)(to) = byte(v)
	case 'H':
		*(*uint16)(to) = uint16(v)
	case 'I':
		*(*uint32)(to) = uint32(v)
	default:
		*(*uint64)(to) = v
	}
	return true
}
