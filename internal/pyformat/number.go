package pyformat

import (
	"math"
	"math/big"
	"strings"

	"github.com/d95905aa/gilded/internal/pyfloat"
	"github.com/d95905aa/gilded/internal/pyint"
)

// digits is a number taken apart: what grouping and padding must keep in order.
type digits struct {
	negative bool
	prefix   string // 0x and the like
	integer  string // what is grouped
	tail     string // everything from the decimal point on
}

func takeApart(s string) digits {
	var d digits
	if s != "" && s[0] == '-' {
		d.negative, s = true, s[1:]
	}
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	d.integer, d.tail = s[:n], s[n:]
	return d
}

// layout puts a number into its field: sign, prefix, zeros or fill, grouped digits, the rest.
func (s *Spec) layout(d digits) []rune {
	sign := ""
	switch {
	case d.negative:
		sign = "-"
	case s.Sign == '+', s.Sign == ' ':
		sign = string(s.Sign)
	}
	fixed := len(sign) + len(d.prefix) + len(d.tail)
	least := 0
	if s.Fill == '0' && s.Align == '=' {
		least = s.Width - fixed
	}
	body := s.group(d.integer, least) + d.tail
	if s.Align != '=' {
		return s.pad([]rune(sign + d.prefix + body))
	}
	out := []rune(sign + d.prefix)
	out = repeat(out, s.Fill, s.Width-len(out)-len(body))
	return append(out, []rune(body)...)
}

// group puts separators between groups of digits, adding leading zeros until the text is at least so long.
func (s *Spec) group(integer string, least int) string {
	if integer == "" { // inf and nan are not grouped; the fill takes the room
		return ""
	}
	if s.Grouping == 0 {
		return strings.Repeat("0", max(least-len(integer), 0)) + integer
	}
	size := 3
	switch s.Type {
	case 'b', 'o', 'x', 'X':
		size = 4
	}
	var reversed []byte
	for count := 0; count < len(integer) || len(reversed) < least; count++ {
		if count > 0 && count%size == 0 {
			reversed = append(reversed, byte(s.Grouping))
			// a separator never stands first, so one more digit follows it
		}
		c := byte('0')
		if count < len(integer) {
			c = integer[len(integer)-1-count]
		}
		reversed = append(reversed, c)
	}
	for i, j := 0, len(reversed)-1; i < j; i, j = i+1, j-1 {
		reversed[i], reversed[j] = reversed[j], reversed[i]
	}
	return string(reversed)
}

// Int formats an integer, as int.__format__ does for a specification that is not empty.
func Int(value *big.Int, text []rune, typeName string) ([]rune, *Error) {
	s, err := ParseSpec(text, typeName, 'd', '>')
	if err != nil {
		return nil, err
	}
	base := 10
	switch s.Type {
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'x', 'X':
		base = 16
	case 'c', 'd', 'n':
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f, err := ToFloat(value)
		if err != nil {
			return nil, err
		}
		return s.float(f)
	default:
		return nil, UnknownType(s.Type, typeName)
	}
	switch {
	case s.Precision >= 0:
		return nil, valueError("Precision not allowed in integer format specifier")
	case s.NoNeg0:
		return nil, valueError("Negative zero coercion (z) not allowed in integer format specifier")
	}
	if s.Type == 'c' {
		return s.char(value)
	}
	d := takeApart(pyint.Text(value, 10, false))
	if base != 10 {
		d.integer = new(big.Int).Abs(value).Text(base)
	}
	if s.Alternate && base != 10 {
		d.prefix = "0" + string(s.Type)
	}
	if s.Type == 'X' {
		d.integer = strings.ToUpper(d.integer)
	}
	return s.layout(d), nil
}

func (s *Spec) char(value *big.Int) ([]rune, *Error) {
	switch {
	case s.Sign != 0:
		return nil, valueError("Sign not allowed with integer format specifier 'c'")
	case s.Alternate:
		return nil, valueError("Alternate form (#) not allowed with integer format specifier 'c'")
	case !value.IsInt64():
		return nil, &Error{"OverflowError", "Python int too large to convert to C long"}
	case value.Int64() < 0 || value.Int64() > 0x10ffff:
		return nil, &Error{"OverflowError", "%c arg not in range(0x110000)"}
	}
	return s.pad([]rune{rune(value.Int64())}), nil
}

// ToFloat is the float nearest to an integer, half to even.
func ToFloat(value *big.Int) (float64, *Error) {
	f, _ := new(big.Float).SetInt(value).Float64()
	if math.IsInf(f, 0) {
		return 0, &Error{"OverflowError", "int too large to convert to float"}
	}
	return f, nil
}

// Float formats a float, as float.__format__ does for a specification that is not empty.
func Float(value float64, text []rune, typeName string) ([]rune, *Error) {
	s, err := ParseSpec(text, typeName, 0, '>')
	if err != nil {
		return nil, err
	}
	switch s.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
		return s.float(value)
	}
	return nil, UnknownType(s.Type, typeName)
}

// style resolves a float's presentation type to what pyfloat.Format takes.
func (s *Spec) style(flags int) (style byte, precision int, outFlags int, err *Error) {
	if s.Precision > math.MaxInt32 {
		return 0, 0, 0, valueError("precision too big")
	}
	if s.Alternate {
		flags |= pyfloat.Alt
	}
	if s.NoNeg0 {
		flags |= pyfloat.NoNeg0
	}
	precision = s.Precision
	switch s.Type {
	case 0:
		style = 'g'
		if precision < 0 {
			style, precision = 'r', 0
		}
	case 'n':
		style = 'g'
	case '%':
		style = 'f'
	default:
		style = byte(s.Type)
	}
	if precision < 0 {
		precision = 6
	}
	return style, precision, flags, nil
}

func (s *Spec) float(value float64) ([]rune, *Error) {
	flags := 0
	if s.Type == 0 {
		flags = pyfloat.AddDot
	}
	style, precision, flags, err := s.style(flags)
	if err != nil {
		return nil, err
	}
	if s.Type == '%' {
		value *= 100
	}
	text, _ := pyfloat.Format(value, style, precision, flags)
	if s.Type == '%' {
		text += "%"
	}
	return s.layout(takeApart(text)), nil
}

// Complex formats a complex number, as complex.__format__ does for a specification that is not empty.
func Complex(value complex128, text []rune, typeName string) ([]rune, *Error) {
	s, err := ParseSpec(text, typeName, 0, '>')
	if err != nil {
		return nil, err
	}
	switch s.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
	default:
		return nil, UnknownType(s.Type, typeName)
	}
	switch {
	case s.Fill == '0':
		return nil, valueError("Zero padding is not allowed in complex format specifier")
	case s.Align == '=':
		return nil, valueError("'=' alignment flag is not allowed in complex format specifier")
	}
	style, precision, flags, err := s.style(0)
	if err != nil {
		return nil, err
	}
	part := *s
	part.Width, part.Align, part.Fill = -1, '<', 0
	write := func(x float64) []rune {
		text, _ := pyfloat.Format(x, style, precision, flags)
		return part.layout(takeApart(text))
	}
	var body []rune
	onlyImaginary := s.Type == 0 && real(value) == 0 && !math.Signbit(real(value))
	if !onlyImaginary {
		body = write(real(value))
		part.Sign = '+'
	}
	body = append(append(body, write(imag(value))...), 'j')
	if s.Type == 0 && !onlyImaginary {
		body = append(append([]rune{'('}, body...), ')')
	}
	return s.pad(body), nil
}
