package pyformat

import (
	"math"
	"math/big"
	"strings"

	"github.com/d95905aa/gilded/internal/pyfloat"
	"github.com/d95905aa/gilded/internal/pyint"
)

// Percent is one conversion of the % operator: %[(key)][flags][width][.precision][modifier]type.
type Percent struct {
	Key       []rune
	HasKey    bool
	Left      bool // -
	Plus      bool // +
	Blank     bool // space
	Alternate bool // #
	Zero      bool // 0
	Width     int  // -1 where none was given
	WidthArg  bool // the width is an argument
	Precision int  // -1 where none was given
	PrecArg   bool // the precision is an argument
	Verb      rune
	VerbAt    int  // where the type stands in the text
	Bare      bool // %%: nothing stands between the two
}

// PercentReader reads the format of the % operator piece by piece.
type PercentReader struct {
	Text []rune
	at   int
}

func incomplete() *Error { return valueError("incomplete format") }

// Next reads up to and including the next conversion. conversion is nil where the text ends first.
func (r *PercentReader) Next() (literal []rune, conversion *Percent, err *Error) {
	start := r.at
	for r.at < len(r.Text) && r.Text[r.at] != '%' {
		r.at++
	}
	literal = r.Text[start:r.at]
	if r.at == len(r.Text) {
		return literal, nil, nil
	}
	r.at++
	conversion, err = r.conversion()
	return literal, conversion, err
}

func (r *PercentReader) peek() rune {
	if r.at < len(r.Text) {
		return r.Text[r.at]
	}
	return -1
}

func (r *PercentReader) conversion() (*Percent, *Error) {
	p := &Percent{Width: -1, Precision: -1}
	if r.peek() == '%' {
		p.Bare, p.Verb, p.VerbAt = true, '%', r.at
		r.at++
		return p, nil
	}
	if r.peek() == '(' {
		if err := r.key(p); err != nil {
			return nil, err
		}
	}
	for flags := true; flags; {
		switch r.peek() {
		case '-':
			p.Left = true
		case '+':
			p.Plus = true
		case ' ':
			p.Blank = true
		case '#':
			p.Alternate = true
		case '0':
			p.Zero = true
		default:
			flags = false
			continue
		}
		r.at++
	}
	var err *Error
	if r.peek() == '*' {
		p.WidthArg = true
		r.at++
	} else if p.Width, err = r.count(math.MaxInt, "width too big", -1); err != nil {
		return nil, err
	}
	if r.peek() == '.' {
		r.at++
		if r.peek() == '*' {
			p.PrecArg = true
			r.at++
		} else if p.Precision, err = r.count(math.MaxInt32, "precision too big", 0); err != nil {
			return nil, err
		}
	}
	switch r.peek() {
	case 'h', 'l', 'L':
		r.at++
	}
	if r.at >= len(r.Text) {
		return nil, incomplete()
	}
	p.Verb, p.VerbAt = r.Text[r.at], r.at
	r.at++
	return p, nil
}

func (r *PercentReader) key(p *Percent) *Error {
	r.at++
	start, depth := r.at, 1
	for depth > 0 && r.at < len(r.Text) {
		switch r.Text[r.at] {
		case '(':
			depth++
		case ')':
			depth--
		}
		r.at++
	}
	if depth > 0 {
		return valueError("incomplete format key")
	}
	p.Key, p.HasKey = r.Text[start:r.at-1], true
	return nil
}

func (r *PercentReader) count(limit int, tooBig string, none int) (int, *Error) {
	n := none
	for c := r.peek(); '0' <= c && c <= '9'; c = r.peek() {
		n = max(n, 0)
		if n > (limit-int(c-'0'))/10 {
			return 0, valueError("%s", tooBig)
		}
		n = n*10 + int(c-'0')
		r.at++
	}
	return n, nil
}

// Int is the body of %d, %i, %u, %o, %x and %X: digits as many as the precision wants, with sign and prefix. Field puts it in its place.
func (p *Percent) Int(value *big.Int) string {
	base := 10
	switch p.Verb {
	case 'o':
		base = 8
	case 'x', 'X':
		base = 16
	}
	s := new(big.Int).Abs(value).Text(base)
	s = strings.Repeat("0", max(p.Precision-len(s), 0)) + s
	if p.Alternate && base != 10 {
		s = pyint.Text(new(big.Int), base, true)[:2] + s
	}
	if p.Verb == 'X' {
		s = strings.ToUpper(s)
	}
	if value.Sign() < 0 {
		s = "-" + s
	}
	return s
}

// Float is the body of %e, %f, %g and their upper case forms.
func (p *Percent) Float(value float64) string {
	precision := p.Precision
	if precision < 0 {
		precision = 6
	}
	flags := 0
	if p.Alternate {
		flags = pyfloat.Alt
	}
	s, _ := pyfloat.Format(value, byte(p.Verb), precision, flags)
	return s
}

// Numeric puts the body of a number into its field.
func (p *Percent) Numeric(body string) []rune {
	sign := ""
	switch {
	case body[0] == '-' || body[0] == '+':
		sign, body = body[:1], body[1:]
	case p.Plus:
		sign = "+"
	case p.Blank:
		sign = " "
	}
	if p.Zero && !p.Left {
		prefix := ""
		if p.Alternate && (p.Verb == 'x' || p.Verb == 'X' || p.Verb == 'o') {
			prefix, body = body[:2], body[2:]
		}
		zeros := strings.Repeat("0", max(p.Width-len(sign)-len(prefix)-len(body), 0))
		return []rune(sign + prefix + zeros + body)
	}
	return p.Field([]rune(sign + body))
}

// Field pads a body with blanks to the width.
func (p *Percent) Field(body []rune) []rune {
	missing := p.Width - len(body)
	if missing <= 0 {
		return body
	}
	if p.Left {
		return repeat(append(make([]rune, 0, p.Width), body...), ' ', missing)
	}
	return append(repeat(make([]rune, 0, p.Width), ' ', missing), body...)
}

// Cut is body within the precision, as %s, %r and %a take it.
func (p *Percent) Cut(body []rune) []rune {
	if p.Precision >= 0 && p.Precision < len(body) {
		return body[:p.Precision]
	}
	return body
}

// UnsupportedVerb is the error for an unknown type; the character is shown by its code where it is not printable ASCII.
func (p *Percent) UnsupportedVerb() *Error {
	shown := p.Verb
	if shown < 32 || shown > 126 {
		shown = '?'
	}
	return valueError("unsupported format character '%c' (0x%x) at index %d", shown, p.Verb, p.VerbAt)
}
