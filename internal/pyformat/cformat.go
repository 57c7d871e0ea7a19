package pyformat

import (
	"fmt"
	"strconv"
	"strings"
)

// CArguments gives PyUnicode_FromFormat's arguments meaning. Every argument arrives as the 64 bits of its slot.
type CArguments interface {
	// CString is the text at an address, up to its zero byte or limit bytes (-1 for no limit), decoded as UTF-8 with
	// replacement characters.
	CString(address uint64, limit int) []rune
	// Object is the text of an object for the unit U, S, R or A. It may run arbitrary code.
	Object(unit byte, address uint64) ([]rune, error)
}

// CFormat formats as PyUnicode_FromFormat does. args holds as many slots as CFormatSlots says.
// Where a unit is unknown, the rest of the format is taken as it stands: nobody knows what argument it has.
func CFormat(format string, args []uint64, with CArguments) ([]rune, error) {
	var out []rune
	next := func() uint64 {
		v := args[0]
		args = args[1:]
		return v
	}
	for format != "" {
		literal, rest, found := strings.Cut(format, "%")
		for _, c := range []byte(literal) {
			if c >= 0x80 {
				return nil, valueError("PyUnicode_FromFormatV() expects an ASCII-encoded format string, got a non-ASCII byte: 0x%02x", c)
			}
			out = append(out, rune(c))
		}
		if !found {
			break
		}
		u, ok, err := parseUnit(rest)
		if err != nil {
			return nil, err
		}
		if !ok {
			for _, c := range []byte("%" + rest) {
				out = append(out, rune(c))
			}
			break
		}
		format = rest[u.length:]
		if out, err = u.write(out, next, with); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CFormatSlots is how many arguments a format takes.
func CFormatSlots(format string) int {
	n := 0
	for {
		_, rest, found := strings.Cut(format, "%")
		if !found {
			return n
		}
		u, ok, err := parseUnit(rest)
		if err != nil || !ok {
			return n
		}
		switch u.verb {
		case '%':
		case 'V':
			n += 2
		default:
			n++
		}
		format = rest[u.length:]
	}
}

type unit struct {
	zero      bool
	width     int
	precision int // -1 where none was given
	size      string
	verb      byte
	length    int // of the unit's text after the %
}

func parseUnit(s string) (u unit, ok bool, err error) {
	i := 0
	at := func() byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	count := func(what string) (int, error) {
		start := i
		for '0' <= at() && at() <= '9' {
			i++
		}
		n, err := strconv.Atoi("0" + s[start:i])
		if err != nil {
			return 0, valueError("%s too big", what)
		}
		return n, nil
	}
	if at() == '0' {
		u.zero = true
		i++
	}
	if u.width, err = count("width"); err != nil {
		return u, false, err
	}
	u.precision = -1
	if at() == '.' {
		i++
		start := i
		if u.precision, err = count("precision"); err != nil {
			return u, false, err
		}
		if i == start {
			u.precision = -1
		}
		if at() == '%' { // "%.3%i" prints the text of a unit without its type
			return u, false, nil
		}
	}
	for _, size := range []string{"ll", "l", "z"} { // they count with d, i and u only: not even %lx is known
		if strings.HasPrefix(s[i:], size) && strings.IndexByte("diu", peekAt(s, i+len(size))) >= 0 {
			u.size = size
			break
		}
	}
	i += len(u.size)
	u.verb = at()
	u.length = i + 1
	return u, u.verb != 0 && strings.IndexByte("cdiuxsAUVSRp%", u.verb) >= 0, nil
}

func peekAt(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

func (u unit) write(out []rune, next func() uint64, with CArguments) ([]rune, error) {
	switch u.verb {
	case '%':
		return append(out, '%'), nil
	case 'c':
		c := int32(next())
		if c < 0 || c > 0x10ffff {
			return nil, &Error{"OverflowError", "character argument not in range(0x110000)"}
		}
		return append(out, c), nil
	case 'd', 'i', 'u', 'x':
		return u.number(out, next()), nil
	case 'p':
		return append(out, []rune(Pointer(uintptr(next())))...), nil
	case 's':
		return u.text(out, with.CString(next(), u.precision), -1), nil
	case 'V':
		object, text := next(), next()
		if object == 0 {
			return u.text(out, with.CString(text, u.precision), -1), nil
		}
		s, err := with.Object('U', object)
		return u.text(out, s, u.precision), err
	}
	s, err := with.Object(u.verb, next())
	return u.text(out, s, u.precision), err
}

// number writes an integer. Zeros are put in front of the sign: that is how it has always been.
func (u unit) number(out []rune, bits uint64) []rune {
	var s string
	wide := u.size != ""
	switch {
	case u.verb == 'x':
		s = strconv.FormatUint(uint64(uint32(bits)), 16)
	case u.verb == 'u' && wide:
		s = strconv.FormatUint(bits, 10)
	case u.verb == 'u':
		s = strconv.FormatUint(uint64(uint32(bits)), 10)
	case wide:
		s = strconv.FormatInt(int64(bits), 10)
	default:
		s = strconv.FormatInt(int64(int32(bits)), 10)
	}
	precision := max(u.precision, len(s))
	fill := ' '
	if u.zero {
		fill = '0'
	}
	out = repeat(out, fill, u.width-precision)
	out = repeat(out, '0', precision-len(s))
	return append(out, []rune(s)...)
}

func (u unit) text(out, s []rune, precision int) []rune {
	if precision >= 0 && precision < len(s) {
		s = s[:precision]
	}
	out = repeat(out, ' ', u.width-len(s))
	return append(out, s...)
}

// Pointer writes an address as %p does: the C library has a word of its own for NULL, and CPython sees to it that every
// address begins with 0x.
func Pointer(p uintptr) string {
	if p == 0 {
		return "0x(nil)"
	}
	return fmt.Sprintf("0x%x", p)
}
