package pyexpr

import "slices"

// maxDepth bounds how deep expressions nest, so that no input can exhaust the stack.
const maxDepth = 200

// Parse reads one expression.
func Parse(text string) (result Expr, err error) {
	defer catch(&err)
	p := newParser(text)
	result = p.testlist()
	p.expectEnd()
	return result, nil
}

// ParseStmt reads one simple statement.
func ParseStmt(text string) (result Stmt, err error) {
	defer catch(&err)
	p := newParser(text)
	result = p.statement()
	p.expectEnd()
	return result, nil
}

// catch turns the panic that carries a SyntaxError out of the recursive descent into an error.
func catch(err *error) {
	switch cause := recover().(type) {
	case nil:
	case *SyntaxError:
		*err = cause
	default:
		panic(cause)
	}
}

type parser struct {
	lexer
	tok   token // the next token, not yet taken
	depth int
}

func newParser(text string) *parser {
	p := &parser{lexer: lexer{text: text, at: 1}}
	p.tok = p.lexer.next()
	return p
}

func (p *parser) take() token {
	taken := p.tok
	p.tok = p.lexer.next()
	return taken
}

// is reports whether the next token is this operator or keyword.
func (p *parser) is(text string) bool {
	return (p.tok.kind == operator || p.tok.kind == keyword) && p.tok.text == text
}

func (p *parser) accept(text string) bool {
	if !p.is(text) {
		return false
	}
	p.take()
	return true
}

func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.unexpected(`"` + text + `"`)
	}
}

func (p *parser) expectEnd() {
	if p.tok.kind != end {
		p.unexpected("the end")
	}
}

func (p *parser) unexpected(expected string) {
	panic(&SyntaxError{Line: p.tok.line, Column: p.tok.at, Expected: expected, Found: p.tok.String()})
}

func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.outside(p.tok.at, "nested too deeply (more than %d levels)", maxDepth)
	}
}

func (p *parser) leave() { p.depth-- }

func (p *parser) statement() Stmt {
	if p.accept("del") {
		target := p.test()
		p.checkTarget(target, "delete")
		return &Delete{target}
	}
	first := p.testlist()
	switch {
	case p.is("="):
		p.checkTarget(first, "assign to")
		p.take()
		return &Assign{first, p.testlist()}
	case p.tok.kind == operator && slices.Contains(augmented, p.tok.text):
		p.checkTarget(first, "assign to")
		op := p.take().text
		return &AugAssign{first, op[:len(op)-1], p.testlist()}
	}
	return &ExprStmt{first}
}

var augmented = []string{"+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="}

func (p *parser) checkTarget(target Expr, verb string) {
	switch target.(type) {
	case *Name, *Attribute, *Subscript:
	default:
		p.fail(target.Column(), "", "cannot %s this expression", verb)
	}
}

// testlist reads an expression, or several with commas between them, which make a tuple.
func (p *parser) testlist() Expr {
	first := p.element()
	if !p.is(",") {
		if star, ok := first.(*Starred); ok {
			p.fail(star.Column(), "", "can't use starred expression here")
		}
		return first
	}
	elts := []Expr{first}
	for p.accept(",") {
		if p.tok.kind == end || p.tok.kind == newline || p.is("=") || p.is(":") || p.is(";") {
			break
		}
		elts = append(elts, p.element())
	}
	return &Tuple{column(first.Column()), elts}
}

// element reads what may stand in a display: an expression or *expression.
func (p *parser) element() Expr {
	if p.is("*") {
		at := p.take().at
		return &Starred{column(at), p.binary(0)}
	}
	return p.test()
}

// test reads an expression down to the conditional.
func (p *parser) test() Expr {
	p.enter()
	defer p.leave()
	if p.is("lambda") || p.is("yield") || p.is("await") {
		p.outside(p.tok.at, "%s is not part of the subset", p.tok.text)
	}
	body := p.or()
	if !p.accept("if") {
		p.refuse(":=", "for", "async")
		return body
	}
	condition := p.or()
	p.expect("else")
	return &IfExp{column(body.Column()), condition, body, p.test()}
}

// refuse reports Python that is meant well but lies outside the subset.
func (p *parser) refuse(texts ...string) {
	for _, text := range texts {
		if p.is(text) {
			p.outside(p.tok.at, "%q is not part of the subset", text)
		}
	}
}

func (p *parser) or() Expr  { return p.boolean("or", p.and) }
func (p *parser) and() Expr { return p.boolean("and", p.not) }

func (p *parser) boolean(op string, operand func() Expr) Expr {
	first := operand()
	if !p.is(op) {
		return first
	}
	values := []Expr{first}
	for p.accept(op) {
		values = append(values, operand())
	}
	return &BoolOp{column(first.Column()), op, values}
}

func (p *parser) not() Expr {
	if !p.is("not") {
		return p.comparison()
	}
	at := p.take().at
	return &UnaryOp{column(at), "not", p.deeper(p.not)}
}

func (p *parser) comparison() Expr {
	left := p.binary(0)
	result := &Compare{column: column(left.Column()), Left: left}
	for {
		op := p.comparisonOperator()
		if op == "" {
			break
		}
		result.Ops = append(result.Ops, op)
		result.Comparators = append(result.Comparators, p.binary(0))
	}
	if len(result.Ops) == 0 {
		return left
	}
	return result
}

func (p *parser) comparisonOperator() string {
	for _, op := range []string{"<", "<=", "==", "!=", ">", ">=", "in"} {
		if p.accept(op) {
			return op
		}
	}
	if p.accept("is") {
		if p.accept("not") {
			return "is not"
		}
		return "is"
	}
	if p.accept("not") {
		p.expect("in")
		return "not in"
	}
	return ""
}

// levels are the left-associative operators, the weakest first.
var levels = [][]string{{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "@", "/", "%", "//"}}

func (p *parser) binary(level int) Expr {
	if level == len(levels) {
		return p.unary()
	}
	left := p.binary(level + 1)
	for p.tok.kind == operator && slices.Contains(levels[level], p.tok.text) {
		op := p.take().text
		left = &BinOp{column(left.Column()), op, left, p.binary(level + 1)}
	}
	return left
}

func (p *parser) unary() Expr {
	if p.is("-") || p.is("+") || p.is("~") {
		op := p.take()
		return &UnaryOp{column(op.at), op.text, p.deeper(p.unary)}
	}
	base := p.primary()
	if p.accept("**") {
		return &BinOp{column(base.Column()), "**", base, p.deeper(p.unary)}
	}
	return base
}

// deeper reads an operand that the grammar reaches by recursion.
func (p *parser) deeper(read func() Expr) Expr {
	p.enter()
	defer p.leave()
	return read()
}

func (p *parser) primary() Expr {
	result := p.atom()
	for links := 0; ; links++ {
		// Each link is one level of the tree, and the tree is walked recursively.
		if links > maxDepth {
			p.outside(p.tok.at, "nested too deeply (more than %d levels)", maxDepth)
		}
		at := column(result.Column())
		switch {
		case p.accept("."):
			if p.tok.kind != name {
				p.unexpected("an attribute name")
			}
			result = &Attribute{at, result, p.take().text}
		case p.accept("("):
			call := &Call{column: at, Func: result}
			p.arguments(call)
			result = call
		case p.accept("["):
			result = &Subscript{at, result, p.subscript()}
			p.expect("]")
		default:
			return result
		}
	}
}

// arguments reads a call's arguments and the closing parenthesis.
func (p *parser) arguments(call *Call) {
	for !p.accept(")") {
		at := p.tok.at
		switch {
		case p.is("*"):
			if len(call.Keywords) > 0 && call.Keywords[len(call.Keywords)-1].Name == "" {
				p.fail(at, "", "iterable argument unpacking follows keyword argument unpacking")
			}
			p.take()
			call.Args = append(call.Args, &Starred{column(at), p.test()})
		case p.accept("**"):
			call.Keywords = append(call.Keywords, Keyword{"", p.test()})
		default:
			p.argument(call)
		}
		if !p.is(")") && !p.accept(",") {
			p.unexpected(`"," or ")"`)
		}
	}
}

func (p *parser) argument(call *Call) {
	value := p.test()
	id, isName := value.(*Name)
	if isName && p.is("=") {
		p.take()
		for _, earlier := range call.Keywords {
			if earlier.Name == id.ID {
				p.fail(value.Column(), "", "keyword argument repeated: %s", id.ID)
			}
		}
		call.Keywords = append(call.Keywords, Keyword{id.ID, p.test()})
		return
	}
	for _, earlier := range call.Keywords {
		if earlier.Name != "" {
			p.fail(value.Column(), "", "positional argument follows keyword argument")
		}
		p.fail(value.Column(), "", "positional argument follows keyword argument unpacking")
	}
	call.Args = append(call.Args, value)
}

func (p *parser) subscript() Expr {
	if p.is("]") {
		p.unexpected("an expression")
	}
	first := p.sliceOrTest()
	if !p.is(",") {
		if _, starred := first.(*Starred); starred {
			return &Tuple{column(first.Column()), []Expr{first}}
		}
		return first
	}
	elts := []Expr{first}
	for p.accept(",") {
		if p.is("]") {
			break
		}
		elts = append(elts, p.sliceOrTest())
	}
	return &Tuple{column(first.Column()), elts}
}

func (p *parser) sliceOrTest() Expr {
	at := p.tok.at
	var lower Expr
	if !p.is(":") {
		lower = p.element()
		if _, starred := lower.(*Starred); starred || !p.is(":") {
			return lower
		}
	}
	p.expect(":")
	result := &Slice{column: column(at), Lower: lower}
	result.Upper = p.optional()
	if p.accept(":") {
		result.Step = p.optional()
	}
	return result
}

// optional reads one part of a slice, nil if it is left out.
func (p *parser) optional() Expr {
	if p.is(":") || p.is("]") || p.is(",") {
		return nil
	}
	return p.test()
}
