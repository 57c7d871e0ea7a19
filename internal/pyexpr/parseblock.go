package pyexpr

import (
	"slices"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ParseProgram reads statements. Python that is meant well but lies outside the subset is reported with Outside set.
func ParseProgram(text string) (body Block, err error) {
	defer catch(&err)
	p := newProgramParser(text)
	for p.tok.kind != end {
		if p.tok.kind == newline {
			p.take()
			continue
		}
		body = append(body, p.lines()...)
	}
	return body, nil
}

// ParseExpression reads one expression, which only blank lines may follow, and says on which line it begins.
func ParseExpression(text string) (result Expr, line int, err error) {
	defer catch(&err)
	p := newProgramParser(text)
	line = p.tok.line
	result = p.testlist()
	p.skipBlank()
	p.expectEnd()
	return result, line, nil
}

// ParseInteractive reads one compound statement, or the simple statements of one line.
func ParseInteractive(text string) (body Block, err error) {
	defer catch(&err)
	p := newProgramParser(text)
	body = p.lines()
	if p.compoundRead && !strings.HasSuffix(text, "\n") {
		p.unexpected("the end of the line")
	}
	if p.skipBlank(); p.tok.kind != end {
		panic(&SyntaxError{Line: 1, Column: 1, Message: "multiple statements found while compiling a single statement"})
	}
	return body, nil
}

func (p *programParser) skipBlank() {
	for p.tok.kind == newline {
		p.take()
	}
}

// programParser keeps where statements are that may stand only in some places.
type programParser struct {
	*parser
	loops        int
	compoundRead bool
}

func newProgramParser(text string) *programParser {
	p := &parser{lexer: lexer{text: text, at: 1, layout: &layout{fresh: true, line: 1, indents: []int{0}}}}
	p.tok = p.lexer.next()
	return &programParser{parser: p}
}

// lines reads a compound statement, or the simple statements of one line.
func (p *programParser) lines() Block {
	p.enter()
	defer p.leave()
	if p.tok.kind == indent {
		panic(&SyntaxError{Line: p.tok.line, Column: p.tok.at, Indentation: true, Message: "unexpected indent"})
	}
	number := p.tok.line
	if read := p.compound(); read != nil {
		p.compoundRead = true
		return Block{{number, read()}}
	}
	var body Block
	for {
		body = append(body, Line{p.tok.line, p.simple()})
		if !p.accept(";") || p.tok.kind == newline || p.tok.kind == end {
			break
		}
	}
	if p.tok.kind != end {
		if p.tok.kind != newline {
			p.unexpected("the end of the statement")
		}
		p.take()
	}
	return body
}

// outside are the words that begin statements which need more than expressions.
var outside = []string{"def", "class", "async", "return", "yield"}

// compound returns what reads the compound statement that begins here, nil if none does.
func (p *programParser) compound() func() Stmt {
	if p.tok.kind == operator && p.tok.text == "@" {
		p.outside(p.tok.at, "a decorator is not part of the subset")
	}
	if p.tok.kind != keyword {
		return nil
	}
	if slices.Contains(outside, p.tok.text) {
		p.outside(p.tok.at, "%s is not part of the subset", p.tok.text)
	}
	return map[string]func() Stmt{"if": p.ifStmt, "while": p.whileStmt, "for": p.forStmt, "try": p.tryStmt, "with": p.withStmt}[p.tok.text]
}

// block reads what a colon begins: lines that are indented, or the rest of this one.
func (p *programParser) block(what string, line int) Block {
	if !p.is(":") && p.tok.kind != newline && p.tok.kind != end {
		p.unexpected(`":"`)
	}
	if !p.accept(":") {
		panic(&SyntaxError{Line: p.tok.line, Column: p.tok.at, Message: "expected ':'"})
	}
	if p.tok.kind != newline && p.tok.kind != end {
		return p.lines()
	}
	if p.tok.kind == newline {
		p.take()
	}
	if p.tok.kind != indent {
		panic(&SyntaxError{Line: p.tok.line, Column: p.tok.at, Indentation: true,
			Message: "expected an indented block after " + what + " on line " + itoa(line)})
	}
	p.take()
	var body Block
	for p.tok.kind != dedent && p.tok.kind != end {
		body = append(body, p.lines()...)
	}
	if p.tok.kind == dedent {
		p.take()
	}
	return body
}

func (p *programParser) ifStmt() Stmt {
	at := p.take()
	s := &If{Test: p.test()}
	s.Body = p.block("'"+at.text+"' statement", at.line)
	switch line := p.tok.line; {
	case p.is("elif"):
		s.OrElse = Block{{line, p.ifStmt()}}
	case p.accept("else"):
		s.OrElse = p.block("'else' statement", line)
	}
	return s
}

// loop reads the body of a loop and its else.
func (p *programParser) loop(what string, line int) (body, orElse Block) {
	p.loops++
	body = p.block("'"+what+"' statement", line)
	p.loops--
	if line := p.tok.line; p.accept("else") {
		orElse = p.block("'else' statement", line)
	}
	return body, orElse
}

func (p *programParser) whileStmt() Stmt {
	line := p.take().line
	s := &While{Test: p.test()}
	s.Body, s.OrElse = p.loop("while", line)
	return s
}

func (p *programParser) forStmt() Stmt {
	line := p.take().line
	s := &For{Target: p.targets()}
	p.expect("in")
	s.Iter = p.testlist()
	s.Body, s.OrElse = p.loop("for", line)
	return s
}

// targets reads what a for binds: it ends before the word "in", which expressions would take for their own.
func (p *programParser) targets() Expr {
	first := p.target()
	if !p.is(",") {
		return first
	}
	elts := []Expr{first}
	for p.accept(",") {
		if p.is("in") {
			break
		}
		elts = append(elts, p.target())
	}
	return &Tuple{column(first.Column()), elts}
}

func (p *programParser) target() Expr {
	var target Expr
	if at := p.tok.at; p.accept("*") {
		target = &Starred{column(at), p.primary()}
	} else {
		target = p.primary()
	}
	p.bindable(target, "assign to")
	return target
}

func (p *programParser) tryStmt() Stmt {
	line := p.take().line
	s := &Try{Body: p.block("'try' statement", line)}
	for p.is("except") {
		h := Handler{Number: p.take().line}
		if p.is("*") {
			p.outside(p.tok.at, "except* is not part of the subset")
		}
		if !p.is(":") {
			h.Type = p.test()
			if p.accept("as") {
				h.Name = p.identifier()
			}
		}
		if n := len(s.Handlers); n > 0 && s.Handlers[n-1].Type == nil {
			panic(&SyntaxError{Line: s.Handlers[n-1].Number, Column: 1, Message: "default 'except:' must be last"})
		}
		h.Body = p.block("'except' statement", h.Number)
		s.Handlers = append(s.Handlers, h)
	}
	if line := p.tok.line; len(s.Handlers) > 0 && p.accept("else") {
		s.OrElse = p.block("'else' statement", line)
	}
	if line := p.tok.line; p.accept("finally") {
		s.Finally = p.block("'finally' statement", line)
	} else if len(s.Handlers) == 0 {
		panic(&SyntaxError{Line: p.tok.line, Column: p.tok.at, Message: "expected 'except' or 'finally' block"})
	}
	return s
}

func (p *programParser) withStmt() Stmt {
	line := p.take().line
	s := &With{}
	for {
		item := WithItem{Context: p.test()}
		if p.accept("as") {
			item.Target = p.target()
		}
		s.Items = append(s.Items, item)
		if !p.accept(",") {
			break
		}
	}
	s.Body = p.block("'with' statement", line)
	return s
}

func (p *programParser) identifier() string {
	if p.tok.kind != name {
		p.unexpected("a name")
	}
	return p.take().text
}

// simple reads a simple statement.
func (p *programParser) simple() Stmt {
	if p.tok.kind != keyword {
		return p.assignment()
	}
	at := p.tok
	read := map[string]func() Stmt{
		"pass": func() Stmt { return &Pass{} }, "break": p.breakStmt, "continue": p.continueStmt, "raise": p.raiseStmt,
		"assert": p.assertStmt, "import": p.importStmt, "from": p.fromStmt, "del": p.delStmt, "global": p.globalStmt,
		"nonlocal": func() Stmt {
			panic(&SyntaxError{Line: at.line, Column: at.at, Message: "nonlocal declaration not allowed at module level"})
		},
	}[at.text]
	if read == nil {
		return p.assignment()
	}
	p.take()
	return read()
}

func (p *programParser) breakStmt() Stmt {
	if p.loops == 0 {
		panic(&SyntaxError{Line: p.tok.line, Column: 1, Message: "'break' outside loop"})
	}
	return &Break{}
}

func (p *programParser) continueStmt() Stmt {
	if p.loops == 0 {
		panic(&SyntaxError{Line: p.tok.line, Column: 1, Message: "'continue' not properly in loop"})
	}
	return &Continue{}
}

func (p *programParser) lineEnds() bool {
	return p.tok.kind == newline || p.tok.kind == end || p.is(";")
}

func (p *programParser) raiseStmt() Stmt {
	s := &Raise{}
	if p.lineEnds() {
		return s
	}
	s.Exc = p.test()
	if p.accept("from") {
		s.Cause = p.test()
	}
	return s
}

func (p *programParser) assertStmt() Stmt {
	s := &Assert{Test: p.test()}
	if p.accept(",") {
		s.Message = p.test()
	}
	return s
}

func (p *programParser) delStmt() Stmt {
	s := &DeleteAll{}
	for {
		target := p.test()
		p.bindable(target, "delete")
		s.Targets = append(s.Targets, target)
		if !p.accept(",") || p.lineEnds() {
			return s
		}
	}
}

func (p *programParser) globalStmt() Stmt {
	s := &Global{Names: []string{p.identifier()}}
	for p.accept(",") {
		s.Names = append(s.Names, p.identifier())
	}
	return s
}

func (p *programParser) dotted() string {
	parts := []string{p.identifier()}
	for p.accept(".") {
		parts = append(parts, p.identifier())
	}
	return strings.Join(parts, ".")
}

func (p *programParser) alias(read func() string) Alias {
	a := Alias{Name: read()}
	if p.accept("as") {
		a.As = p.identifier()
	}
	return a
}

func (p *programParser) importStmt() Stmt {
	s := &Import{Names: []Alias{p.alias(p.dotted)}}
	for p.accept(",") {
		s.Names = append(s.Names, p.alias(p.dotted))
	}
	return s
}

func (p *programParser) fromStmt() Stmt {
	s := &ImportFrom{}
	for {
		if p.accept(".") {
			s.Level++
		} else if p.accept("...") {
			s.Level += 3
		} else {
			break
		}
	}
	if s.Level == 0 || !p.is("import") {
		s.Module = p.dotted()
	}
	p.expect("import")
	if p.accept("*") {
		s.Names = []Alias{{Name: "*"}}
		return s
	}
	closing := p.accept("(")
	for {
		s.Names = append(s.Names, p.alias(p.identifier))
		if !p.accept(",") || closing && p.is(")") {
			break
		}
	}
	if closing {
		p.expect(")")
	}
	return s
}

// assignment reads an expression, and what is bound to its value.
func (p *programParser) assignment() Stmt {
	first := p.testlist()
	if word, isName := first.(*Name); isName && word.ID == "match" && (p.tok.kind == name || p.tok.kind == literal) {
		p.outside(word.Column(), "match is not part of the subset")
	}
	switch {
	case p.is("="):
		s := &AssignAll{Value: first}
		for p.accept("=") {
			p.bindable(s.Value, "assign to")
			s.Targets = append(s.Targets, s.Value)
			s.Value = p.testlist()
		}
		return s
	case p.is(":"):
		p.outside(p.tok.at, "an annotation is not part of the subset")
	case p.tok.kind == operator && slices.Contains(augmented, p.tok.text):
		p.checkTarget(first, "assign to")
		op := p.take().text
		return &AugAssign{first, op[:len(op)-1], p.testlist()}
	}
	return &ExprStmt{first}
}

// bindable checks a target, which may be made of others.
func (p *programParser) bindable(target Expr, verb string) {
	var elts []Expr
	switch target := target.(type) {
	case *Tuple:
		elts = target.Elts
	case *List:
		elts = target.Elts
	default:
		if star, starred := target.(*Starred); starred && verb == "assign to" {
			p.bindable(star.Value, verb)
			return
		}
		p.checkTarget(target, verb)
		return
	}
	stars := 0
	for _, e := range elts {
		if _, starred := e.(*Starred); starred {
			stars++
		}
		p.bindable(e, verb)
	}
	if stars > 1 {
		p.fail(target.Column(), "", "multiple starred expressions in assignment")
	}
}
