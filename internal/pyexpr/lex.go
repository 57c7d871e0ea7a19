package pyexpr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError says where reading stopped, what was expected there and what was found.
type SyntaxError struct {
	Line        int    // of a program, counted from 1; 0 elsewhere
	Column      int    // counted in characters from 1
	Expected    string // "" where Found says it all
	Found       string
	Message     string // CPython's, in place of both
	Indentation bool   // the indentation is wrong
	Outside     bool   // it is Python, but not of the subset
}

func (e *SyntaxError) Error() string {
	if e.Message != "" {
		return fmt.Sprintf("column %d: %s", e.Column, e.Message)
	}
	if e.Expected == "" {
		return fmt.Sprintf("column %d: %s", e.Column, e.Found)
	}
	return fmt.Sprintf("column %d: expected %s, found %s", e.Column, e.Expected, e.Found)
}

type kind int

const (
	end kind = iota
	name
	keyword
	literal // a number or a string; value holds it
	operator
	newline // the last three: of programs only
	indent
	dedent
)

type token struct {
	kind  kind
	text  string
	value any // of a literal
	at    int
	line  int // of a program
}

// String describes the token for an error message.
func (t token) String() string {
	switch t.kind {
	case end:
		return "the end"
	case literal:
		switch t.value.(type) {
		case Text, []byte:
			return "a string"
		}
		return "the number " + t.text
	case newline, indent, dedent:
		return "the end of the line"
	}
	return fmt.Sprintf("%q", t.text)
}

var keywords = map[string]bool{}

func init() {
	for _, word := range strings.Fields(`False None True and as assert async await break class continue def del elif else
		except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield`) {
		keywords[word] = true
	}
}

// operators in an order in which no operator comes after one that it starts with.
var operators = strings.Fields(`... **= //= >>= <<= ** // >> << <= >= == != -> := += -= *= /= %= &= |= ^= @= + - * / % @ & | ^ ~ <
	> ( ) [ ] { } , : . ; =`)

// lexer cuts one logical line into tokens. Line breaks are blanks inside brackets and end the text elsewhere, so they
// are treated as blanks and the parser finds whatever follows superfluous.
type lexer struct {
	text string
	pos  int // byte offset
	at   int // column of pos

	layout *layout // of a program; nil for a single line
}

func (l *lexer) fail(at int, expected, found string, args ...any) {
	panic(&SyntaxError{Line: l.lineNumber(), Column: at, Expected: expected, Found: fmt.Sprintf(found, args...)})
}

// outside reports Python that is meant well but lies outside the subset.
func (l *lexer) outside(at int, found string, args ...any) {
	panic(&SyntaxError{Line: l.lineNumber(), Column: at, Found: fmt.Sprintf(found, args...), Outside: true})
}

func (l *lexer) lineNumber() int {
	if l.layout == nil {
		return 0
	}
	return l.layout.line
}

func (l *lexer) rest() string { return l.text[l.pos:] }

func (l *lexer) advance(bytes int) string {
	part := l.text[l.pos : l.pos+bytes]
	l.pos += bytes
	l.at += utf8.RuneCountInString(part)
	if i := strings.LastIndexByte(part, '\n'); i >= 0 && l.layout != nil {
		l.layout.line += strings.Count(part, "\n")
		l.at = 1 + utf8.RuneCountInString(part[i+1:])
	}
	return part
}

func (l *lexer) skipBlanks() {
	for l.pos < len(l.text) {
		switch l.text[l.pos] {
		case ' ', '\t', '\f', '\n', '\r':
			l.advance(1)
		case '#':
			l.advance(len(l.rest()) - len(after(l.rest(), '\n')))
		case '\\':
			if l.pos+1 >= len(l.text) || l.text[l.pos+1] != '\n' {
				return
			}
			l.advance(2)
		default:
			return
		}
	}
}

func after(text string, sep byte) string {
	if i := strings.IndexByte(text, sep); i >= 0 {
		return text[i:]
	}
	return ""
}

// scan reads a token, whatever blanks are before it.
func (l *lexer) scan() token {
	l.skipBlanks()
	at := l.at
	rest := l.rest()
	if rest == "" {
		return token{kind: end, at: at}
	}
	if prefix, ok := stringPrefix(rest); ok {
		return token{kind: literal, value: l.stringLiteral(prefix), at: at}
	}
	first, _ := utf8.DecodeRuneInString(rest)
	switch {
	case isDigit(rest[0]) || rest[0] == '.' && len(rest) > 1 && isDigit(rest[1]):
		text, value := l.number()
		return token{kind: literal, text: text, value: value, at: at}
	case first == '_' || unicode.IsLetter(first):
		word := l.advance(wordLength(rest))
		if keywords[word] {
			return token{kind: keyword, text: word, at: at}
		}
		return token{kind: name, text: word, at: at}
	}
	for _, op := range operators {
		if strings.HasPrefix(rest, op) {
			return token{kind: operator, text: l.advance(len(op)), at: at}
		}
	}
	if first == utf8.RuneError {
		l.fail(at, "", "a byte that is not UTF-8: 0x%02x", rest[0])
	}
	if l.layout != nil {
		l.invalid(at, first)
	}
	l.fail(at, "", "unexpected character %q", first)
	return token{}
}

// invalid reports a character that no token of a program begins with.
func (l *lexer) invalid(at int, c rune) {
	said := fmt.Sprintf("invalid character '%c' (U+%04X)", c, c)
	switch {
	case c < utf8.RuneSelf:
		said = "invalid syntax"
	case !unicode.IsPrint(c):
		said = fmt.Sprintf("invalid non-printable character U+%04X", c)
	}
	panic(&SyntaxError{Line: l.layout.line, Column: at, Message: said})
}

func wordLength(text string) int {
	for i, r := range text {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Mc, r) {
			return i
		}
	}
	return len(text)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
