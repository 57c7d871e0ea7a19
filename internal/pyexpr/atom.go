package pyexpr

func (p *parser) atom() Expr {
	at := p.tok.at
	switch p.tok.kind {
	case name:
		return &Name{column(at), p.take().text}
	case literal:
		return p.literal()
	case keyword:
		switch p.tok.text {
		case "None":
			p.take()
			return constant(at, nil)
		case "True", "False":
			return constant(at, p.take().text == "True")
		}
	case operator:
		switch p.tok.text {
		case "...":
			p.take()
			return constant(at, EllipsisValue{})
		case "(":
			p.take()
			return p.parenthesised(at)
		case "[":
			p.take()
			elts := p.elements("]", nil)
			return &List{column(at), elts}
		case "{":
			p.take()
			return p.braces(at)
		}
	}
	p.unexpected("an expression")
	return nil
}

// literal reads a number, or string literals that stand side by side and are one.
func (p *parser) literal() Expr {
	first := p.take()
	value := first.value
	for p.tok.kind == literal {
		switch left := value.(type) {
		case Text:
			switch more := p.tok.value.(type) {
			case Text:
				value = append(left, more...)
			case []byte:
				p.mixed()
			default:
				return constant(first.at, value)
			}
		case []byte:
			switch more := p.tok.value.(type) {
			case []byte:
				value = append(left, more...)
			case Text:
				p.mixed()
			default:
				return constant(first.at, value)
			}
		default:
			return constant(first.at, value)
		}
		p.take()
	}
	return constant(first.at, value)
}

func (p *parser) mixed() { p.fail(p.tok.at, "", "cannot mix bytes and nonbytes literals") }

func (p *parser) parenthesised(at int) Expr {
	if p.accept(")") {
		return &Tuple{column(at), nil}
	}
	first := p.element()
	if p.is(",") {
		elts := p.elements(")", first)
		return &Tuple{column(at), elts}
	}
	if star, ok := first.(*Starred); ok {
		p.fail(star.Column(), "", "cannot use starred expression here")
	}
	p.expect(")")
	return first
}

// elements reads the rest of a display up to the closing bracket. first is what was read already, or nil.
func (p *parser) elements(closing string, first Expr) (elts []Expr) {
	if first != nil {
		elts = append(elts, first)
		if !p.is(closing) && !p.accept(",") {
			p.unexpected(`"," or "` + closing + `"`)
		}
	}
	for !p.accept(closing) {
		elts = append(elts, p.element())
		if !p.is(closing) && !p.accept(",") {
			p.unexpected(`"," or "` + closing + `"`)
		}
	}
	return elts
}

// braces reads a dict or a set, after the opening brace.
func (p *parser) braces(at int) Expr {
	dict := &Dict{column: column(at)}
	if p.accept("}") {
		return dict
	}
	if !p.is("**") {
		first := p.element()
		if _, starred := first.(*Starred); starred || !p.is(":") {
			elts := p.elements("}", first)
			return &Set{column(at), elts}
		}
		p.expect(":")
		dict.Keys, dict.Values = append(dict.Keys, first), append(dict.Values, p.test())
		p.separator()
	}
	for !p.accept("}") {
		if p.accept("**") {
			dict.Keys, dict.Values = append(dict.Keys, nil), append(dict.Values, p.binary(0))
		} else {
			key := p.test()
			p.expect(":")
			dict.Keys, dict.Values = append(dict.Keys, key), append(dict.Values, p.test())
		}
		p.separator()
	}
	return dict
}

func (p *parser) separator() {
	if !p.is("}") && !p.accept(",") {
		p.unexpected(`"," or "}"`)
	}
}
