package object

import (
	"github.com/d95905aa/gilded/internal/ucd"
)

// The methods of str that know letters and their cases.

func strCaseMethods() []Method {
	mapped := func(name, doc string, f func(s []rune) []rune) Method {
		return Method{Name: name, Doc: name + "($self, /)\n--\n\n" + doc, NoArgs: func(o *Object) *Object { return NewStrRunes(f(StrRunes(o))) }}
	}
	// letters is mapped for what maps each ASCII character to one.
	letters := func(name, doc string, ascii func(c byte) byte, f func(s []rune) []rune) Method {
		return Method{Name: name, Doc: name + "($self, /)\n--\n\n" + doc, NoArgs: func(o *Object) *Object {
			if !StrIsASCII(o) || StrLen(o) < 2 {
				return NewStrRunes(f(StrRunes(o)))
			}
			made := newStrSpace(StrLen(o), 0x7f)
			if made != nil {
				to := strBytes(made)
				for i, c := range strBytes(o) {
					to[i] = ascii(c)
				}
			}
			return made
		}}
	}
	test := func(name, doc string, f func(s []rune) bool) Method {
		return Method{Name: name, Doc: name + "($self, /)\n--\n\n" + doc, NoArgs: func(o *Object) *Object { return NewBool(f(StrRunes(o))) }}
	}
	return []Method{
		letters("lower", "A copy in lower case.", toLowerASCII, lowerOf),
		letters("upper", "A copy in upper case.", toUpperASCII, upperOf),
		letters("casefold", "A copy for comparisons that ignore case.", toLowerASCII, foldOf),
		mapped("title", "A copy where each word begins with a capital and goes on in lower case.", titleOf),
		mapped("capitalize", "A copy that begins with a capital and goes on in lower case.", capitalizeOf),
		mapped("swapcase", "A copy with upper case in place of lower case and the other way.", swapcaseOf),
		test("isalpha", "Whether there is a character and all are letters.", allOf(ucd.IsAlpha)),
		test("isalnum", "Whether there is a character and all are letters or numbers.", allOf(ucd.IsAlnum)),
		test("isdecimal", "Whether there is a character and all are decimal digits.", allOf(ucd.IsDecimal)),
		test("isdigit", "Whether there is a character and all are digits.", allOf(ucd.IsDigit)),
		test("isnumeric", "Whether there is a character and all have a numeric value.", allOf(ucd.IsNumeric)),
		test("isspace", "Whether there is a character and all are white space.", allOf(ucd.IsSpace)),
		test("isprintable", "Whether repr shows all characters as they are.", func(s []rune) bool { return len(s) == 0 || allOf(ucd.IsPrintable)(s) }),
		test("isidentifier", "Whether the string has the form of an identifier.", ucd.IsIdentifier),
		test("islower", "Whether there is a letter with case and all such are lower case.", func(s []rune) bool {
			return oneCase(s, ucd.IsLower, func(c rune) bool { return ucd.IsUpper(c) || ucd.IsTitle(c) })
		}),
		test("isupper", "Whether there is a letter with case and all such are upper case.", func(s []rune) bool {
			return oneCase(s, ucd.IsUpper, func(c rune) bool { return ucd.IsLower(c) || ucd.IsTitle(c) })
		}),
		test("istitle", "Whether there is a letter with case and each word begins with a capital.", isTitle),
		{Name: "isascii", Doc: "isascii($self, /)\n--\n\nWhether all characters are ASCII.", NoArgs: func(o *Object) *Object { return NewBool(StrIsASCII(o)) }},
	}
}

func allOf(is func(rune) bool) func(s []rune) bool {
	return func(s []rune) bool {
		for _, c := range s {
			if !is(c) {
				return false
			}
		}
		return len(s) > 0
	}
}

func oneCase(s []rune, right, wrong func(rune) bool) bool {
	found := false
	for _, c := range s {
		if wrong(c) {
			return false
		}
		found = found || right(c)
	}
	return found
}

func isTitle(s []rune) bool {
	found, inWord := false, false
	for _, c := range s {
		switch {
		case ucd.IsUpper(c) || ucd.IsTitle(c):
			if inWord {
				return false
			}
			inWord, found = true, true
		case ucd.IsLower(c):
			if !inWord {
				return false
			}
			found = true
		default:
			inWord = false
		}
	}
	return found
}

func lowerOf(s []rune) []rune {
	out := make([]rune, 0, len(s))
	for i := range s {
		out = ucd.AppendLowerAt(out, s, i)
	}
	return out
}

func upperOf(s []rune) []rune {
	out := make([]rune, 0, len(s))
	for _, c := range s {
		out = ucd.AppendUpper(out, c)
	}
	return out
}

func foldOf(s []rune) []rune {
	out := make([]rune, 0, len(s))
	for _, c := range s {
		out = ucd.AppendFold(out, c)
	}
	return out
}

func titleOf(s []rune) []rune {
	out := make([]rune, 0, len(s))
	inWord := false
	for i, c := range s {
		if inWord {
			out = ucd.AppendLowerAt(out, s, i)
		} else {
			out = ucd.AppendTitle(out, c)
		}
		inWord = ucd.IsCased(c)
	}
	return out
}

func capitalizeOf(s []rune) []rune {
	out := make([]rune, 0, len(s))
	for i, c := range s {
		if i == 0 {
			out = ucd.AppendTitle(out, c)
		} else {
			out = ucd.AppendLowerAt(out, s, i)
		}
	}
	return out
}

func swapcaseOf(s []rune) []rune {
	out := make([]rune, 0, len(s))
	for i, c := range s {
		switch {
		case ucd.IsUpper(c):
			out = ucd.AppendLowerAt(out, s, i)
		case ucd.IsLower(c):
			out = ucd.AppendUpper(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// StrIsIdentifier tells whether a str has the form of an identifier.
func StrIsIdentifier(o *Object) bool { return ucd.IsIdentifier(StrRunes(o)) }
