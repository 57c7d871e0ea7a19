package pyformat

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// describe walks a str.format text and writes down what it consists of.
func describe(text string) string {
	var b strings.Builder
	var auto AutoNumber
	r := MarkupReader{Text: []rune(text)}
	for {
		m, err := r.Next()
		if err != nil {
			return b.String() + "!" + err.Text
		}
		if m == nil {
			return b.String()
		}
		fmt.Fprintf(&b, "%s|", string(m.Literal))
		if !m.HasField {
			continue
		}
		first, rest, err := First(m.Name, &auto)
		if err != nil {
			return b.String() + "!" + err.Text
		}
		fmt.Fprintf(&b, "<%s", part(first))
		for {
			step, ok, err := rest.Next()
			if err != nil {
				return b.String() + "!" + err.Text
			}
			if !ok {
				break
			}
			if step.Attribute {
				fmt.Fprintf(&b, ".%s", string(step.Key))
			} else {
				fmt.Fprintf(&b, "[%s]", part(step))
			}
		}
		if m.Conversion != 0 {
			fmt.Fprintf(&b, "!%c", m.Conversion)
		}
		fmt.Fprintf(&b, ":%s:%t>", string(m.Spec), m.Nested)
	}
}

func part(p FieldPart) string {
	if p.Numbered {
		return fmt.Sprint("#", p.Number)
	}
	return string(p.Key)
}

// The error texts are what CPython 3.11 answered to the same texts.
func TestMarkup(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"abc":                       "abc|",
		"a{{b}}c":                   "a{|b}|c|",
		"{}{}":                      "|<#0::false>|<#1::false>",
		"{0}{x!r:>{w}}z":            "|<#0::false>|<x!r:>{w}:true>z|",
		"{a.b[3].c[k!:}].d}":        "|<a.b[#3].c[k!:}].d::false>",
		"{.a}":                      "|<#0.a::false>",
		"}":                         "!Single '}' encountered in format string",
		"{":                         "!Single '{' encountered in format string",
		"{a":                        "!expected '}' before end of string",
		"{a{":                       "!unexpected '{' in field name",
		"{!":                        "!end of string while looking for conversion specifier",
		"{!r":                       "!unmatched '{' in format spec",
		"{!rs}":                     "!expected ':' after conversion specifier",
		"{:{}":                      "!unmatched '{' in format spec",
		"{a[}":                      "!expected '}' before end of string",
		"{a[]}":                     "|<a!Empty attribute in format string",
		"{a.}":                      "|<a!Empty attribute in format string",
		"{a[b]c}":                   "|<a[b]!Only '.' or '[' may follow ']' in format field specifier",
		"{}{1}":                     "|<#0::false>|!cannot switch from automatic field numbering to manual field specification",
		"{1}{}":                     "|<#1::false>|!cannot switch from manual field specification to automatic field numbering",
		"{99999999999999999999}":    "|!Too many decimal digits in format string",
		"{a[99999999999999999999]}": "|<a!Too many decimal digits in format string",
		"x{0!s}y{0:{1}}{0:}":        "x|<#0!s::false>y|<#0:{1}:true>|<#0::false>",
	} {
		require.Equal(t, want, describe(text), text)
	}
}
