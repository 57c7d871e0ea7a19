package object

import (
	"fmt"
	"math/big"
	"strings"
	"sync"

	"github.com/d95905aa/gilded/internal/pyint"
	"github.com/d95905aa/gilded/internal/ucd"
)

// decimalText is a str with every decimal digit of any script as an ASCII digit and every space as a blank: what int(),
// float() and complex() read. Anything else that is not ASCII becomes a character that none of them accepts.
func decimalText(s string) string {
	return pyint.TransformDecimals([]rune(s), ucd.IsSpace, ucd.ToDecimal)
}

// LongFromStr is int(o, base) for a str. ValueError for a base that is none.
func LongFromStr(o *Object, base int) *Object {
	if base != 0 && base < 2 || base > 36 {
		return Raise(ValueError, "int() arg 2 must be >= 2 and <= 36")
	}
	return longFromText(decimalText(StrOf(o)), base, o)
}

// LongFromBytesText is int(o, base) for the text that bytes or a buffer hold. An error quotes it as bytes.
func LongFromBytesText(text []byte, base int) *Object {
	quoted := NewBytes(text)
	if quoted == nil {
		return nil
	}
	defer Decref(quoted)
	return longFromText(string(text), base, quoted)
}

// longFromText reads an int. An error quotes the repr of original.
func longFromText(text string, base int, original *Object) *Object {
	x, digits, result := pyint.Parse(text, base, pyint.MaxStrDigits)
	switch result {
	case pyint.Invalid:
		return raiseInvalidLiteral(base, original)
	case pyint.TooLong:
		return raiseTooLong(digits)
	}
	return NewBig(x)
}

func raiseInvalidLiteral(base int, original *Object) *Object {
	return Raise(ValueError, "invalid literal for int() with base %d: %.200s", base, ReprOf(original))
}

func raiseTooLong(digits int) *Object {
	return Raise(ValueError, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
		"use sys.set_int_max_str_digits() to increase the limit", pyint.MaxStrDigits, digits)
}

// LongFromString is PyLong_FromString's work: it reads a C string. end is where the digits, and the spaces behind them,
// ended; -1 if it did not come to reading.
func LongFromString(text string, base int) (o *Object, end int) {
	if base != 0 && base < 2 || base > 36 {
		return Raise(ValueError, "int() arg 2 must be >= 2 and <= 36"), -1
	}
	x, digits, result := pyint.Parse(text, base, pyint.MaxStrDigits)
	switch result {
	case pyint.OK:
		return NewBig(x), len(text)
	case pyint.TooLong:
		return raiseTooLong(digits), -1
	}
	end, base = digitsEnd(text, base)
	if quoted := NewStr(text[:min(len(text), 200)]); quoted != nil {
		raiseInvalidLiteral(base, quoted)
		Decref(quoted)
	}
	return nil, end
}

// digitsEnd finds where the digits of a text that is no int end, and the base that it shows if base is 0.
func digitsEnd(text string, base int) (end, shown int) {
	i := 0
	for i < len(text) && strings.IndexByte(" \t\n\v\f\r", text[i]) >= 0 {
		i++
	}
	if i < len(text) && (text[i] == '+' || text[i] == '-') {
		i++
	}
	shown = base
	if i+1 < len(text) && text[i] == '0' {
		prefixed := map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[i+1]|0x20]
		if prefixed != 0 && (base == 0 || base == prefixed) {
			shown = prefixed
			i += 2
		}
	}
	limit := shown
	if limit == 0 {
		limit = 10
		if i == len(text) || text[i] != '0' {
			shown = 10
		}
	}
	for i < len(text) && (pyint.DigitValue(text[i]) < limit || text[i] == '_' && !strings.HasPrefix(text[i:], "__")) {
		i++
	}
	return i, shown
}

// LongFormat writes an int in a base, with the prefix 0b, 0o or 0x where there is one.
func LongFormat(o *Object, base int) *Object {
	if base == 10 {
		return longRepr(o)
	}
	x, ok := compact(o)
	if ok {
		return NewStr(pyint.Text(big.NewInt(x), base, true))
	}
	return NewStr(pyint.Text(BigOf(o), base, true))
}

// digitsLimit is what str() says of an int with more decimal digits than anybody reads.
var digitsLimit = fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion; "+
	"use sys.set_int_max_str_digits() to increase the limit", pyint.MaxStrDigits)

// beyondDigits has the fewest digits that are too many.
var beyondDigits = sync.OnceValue(func() *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(pyint.MaxStrDigits), nil)
})

func tooManyDigits(o *Object) bool {
	n := LongNumBits(o)
	return n > pyint.MaxStrDigits*3 && (n > pyint.MaxStrDigits*4 || BigOf(o).CmpAbs(beyondDigits()) >= 0)
}

func longRepr(o *Object) *Object {
	if tooManyDigits(o) {
		return Raise(ValueError, "%s", digitsLimit)
	}
	return NewStr(longText(o))
}
