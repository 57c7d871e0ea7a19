package pyexpr

import "strings"

// layout is what the lexer keeps of a program, whose lines and indentation mean something.
type layout struct {
	fresh   bool // at the beginning of a line
	line    int
	indents []int
	queue   []token
	open    []token // brackets, the innermost last
}

// next returns the next token: of a program with its ends of lines and changes of indentation, of a single line without.
func (l *lexer) next() token {
	if l.layout == nil {
		return l.scan()
	}
	lay := l.layout
	for {
		if len(lay.queue) > 0 {
			first := lay.queue[0]
			lay.queue = lay.queue[1:]
			return first
		}
		if lay.fresh && len(lay.open) == 0 {
			l.indentation()
			lay.fresh = false
			continue
		}
		if t, found := l.onLine(); found {
			return t
		}
	}
}

// indentation measures the blanks that a line begins with, and queues what they mean. Lines without a statement mean nothing.
func (l *lexer) indentation() {
	width := 0
	for l.pos < len(l.text) {
		switch l.text[l.pos] {
		case ' ':
			width++
		case '\t':
			width += 8 - width%8
		case '\f':
			width = 0
		case '#':
			l.advance(len(l.rest()) - len(after(l.rest(), '\n')))
			continue
		case '\r', '\n':
			width = 0
			l.advance(1)
			continue
		default:
			l.indent(width)
			return
		}
		l.advance(1)
	}
	l.indent(0)
}

func (l *lexer) indent(width int) {
	lay := l.layout
	queue := func(k kind) { lay.queue = append(lay.queue, token{kind: k, at: l.at, line: lay.line}) }
	if width > lay.indents[len(lay.indents)-1] {
		lay.indents = append(lay.indents, width)
		queue(indent)
	}
	for width < lay.indents[len(lay.indents)-1] {
		lay.indents = lay.indents[:len(lay.indents)-1]
		queue(dedent)
	}
	if width != lay.indents[len(lay.indents)-1] {
		panic(&SyntaxError{Line: lay.line, Column: l.at, Indentation: true, Message: "unindent does not match any outer indentation level"})
	}
}

// onLine returns the next token of a line, or its end; not found means that a new line has to be begun first.
func (l *lexer) onLine() (token, bool) {
	lay := l.layout
	l.skipOnLine()
	at := token{at: l.at, line: lay.line}
	switch {
	case l.pos == len(l.text):
		if n := len(lay.open); n > 0 {
			opener := lay.open[n-1]
			panic(&SyntaxError{Line: opener.line, Column: opener.at, Message: "'" + opener.text + "' was never closed"})
		}
		if len(lay.indents) > 1 {
			lay.fresh = true // queues what closes the blocks
			lay.queue = append(lay.queue, token{kind: newline, at: at.at, line: at.line})
			return token{}, false
		}
		at.kind = end
		return at, true
	case l.text[l.pos] == '\n':
		l.advance(1)
		lay.fresh = true
		at.kind = newline
		return at, len(lay.open) == 0
	}
	if l.text[l.pos] == '\\' {
		said := "unexpected character after line continuation character"
		if l.pos+1 == len(l.text) {
			said = "unexpected EOF while parsing"
		}
		panic(&SyntaxError{Line: at.line, Column: at.at, Message: said})
	}
	t := l.scan()
	t.line = at.line
	if t.kind == operator {
		l.bracket(t)
	}
	return t, true
}

// skipOnLine goes over blanks and comments, and over ends of lines inside brackets.
func (l *lexer) skipOnLine() {
	for l.pos < len(l.text) {
		switch b := l.text[l.pos]; {
		case b == ' ' || b == '\t' || b == '\f' || b == '\r' || b == '\n' && len(l.layout.open) > 0:
			l.advance(1)
		case b == '#':
			l.advance(len(l.rest()) - len(after(l.rest(), '\n')))
		case strings.HasPrefix(l.rest(), "\\\n"):
			l.advance(2)
		case strings.HasPrefix(l.rest(), "\\\r\n"):
			l.advance(3)
		default:
			return
		}
	}
}

var closers = map[string]string{")": "(", "]": "[", "}": "{"}

func (l *lexer) bracket(t token) {
	lay := l.layout
	switch t.text {
	case "(", "[", "{":
		lay.open = append(lay.open, t)
	case ")", "]", "}":
		n := len(lay.open)
		if n == 0 {
			l.fail(t.at, "", "unmatched '%s'", t.text)
		}
		if opener := lay.open[n-1]; opener.text != closers[t.text] {
			where := ""
			if opener.line != t.line {
				where = " on line " + itoa(opener.line)
			}
			l.fail(t.at, "", "closing parenthesis '%s' does not match opening parenthesis '%s'%s", t.text, opener.text, where)
		}
		lay.open = lay.open[:n-1]
	}
}
