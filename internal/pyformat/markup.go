package pyformat

// Markup is a piece of a str.format text: literal text, then perhaps a replacement field.
type Markup struct {
	Literal    []rune
	HasField   bool
	Name       []rune
	Conversion rune // 0 where none was given
	Spec       []rune
	Nested     bool // the specification has replacement fields itself
}

// MarkupReader reads a str.format text piece by piece.
type MarkupReader struct {
	Text []rune
	at   int
}

// Next reads the next piece; it is nil at the end of the text.
func (r *MarkupReader) Next() (*Markup, *Error) {
	if r.at >= len(r.Text) {
		return nil, nil
	}
	start := r.at
	for r.at < len(r.Text) && r.Text[r.at] != '{' && r.Text[r.at] != '}' {
		r.at++
	}
	m := &Markup{Literal: r.Text[start:r.at]}
	if r.at == len(r.Text) {
		return m, nil
	}
	brace := r.Text[r.at]
	r.at++
	last := r.at == len(r.Text)
	switch {
	case !last && r.Text[r.at] == brace:
		m.Literal = r.Text[start:r.at]
		r.at++
		return m, nil
	case brace == '}':
		return nil, valueError("Single '}' encountered in format string")
	case last:
		return nil, valueError("Single '{' encountered in format string")
	}
	m.HasField = true
	return m, r.field(m)
}

func (r *MarkupReader) read() rune {
	if r.at == len(r.Text) {
		return -1
	}
	r.at++
	return r.Text[r.at-1]
}

func (r *MarkupReader) field(m *Markup) *Error {
	start := r.at
	var c rune
name:
	for {
		switch c = r.read(); c {
		case '{':
			return valueError("unexpected '{' in field name")
		case '[': // everything up to the closing bracket is a key
			for r.at < len(r.Text) && r.Text[r.at] != ']' {
				r.at++
			}
		case -1:
			return valueError("expected '}' before end of string")
		case '}', ':', '!':
			break name
		}
	}
	m.Name = r.Text[start : r.at-1]
	if c == '!' {
		if m.Conversion = r.read(); m.Conversion < 0 {
			return valueError("end of string while looking for conversion specifier")
		}
		if c = r.read(); c >= 0 && c != ':' && c != '}' {
			return valueError("expected ':' after conversion specifier")
		}
	}
	if c == '}' {
		return nil
	}
	start = r.at
	for depth := 1; ; {
		switch r.read() {
		case '{':
			m.Nested = true
			depth++
		case '}':
			if depth--; depth == 0 {
				m.Spec = r.Text[start : r.at-1]
				return nil
			}
		case -1:
			return valueError("unmatched '{' in format spec")
		}
	}
}

// FieldPart is one step of a field name: an attribute, or an item by number or by key.
type FieldPart struct {
	Attribute bool
	Numbered  bool
	Number    int
	Key       []rune
}

// FieldReader reads what follows the first part of a field name.
type FieldReader struct {
	text []rune
	at   int
}

// AutoNumber counts the fields of one text that have no name.
type AutoNumber struct {
	next   int
	manual bool
	auto   bool
}

// First splits a field name in its first part and the rest. Where the first part is empty, auto gives the number; a
// nil auto (the specification of a field name alone, as string.Formatter wants it) leaves it an empty key.
func First(name []rune, auto *AutoNumber) (FieldPart, *FieldReader, *Error) {
	end := 0
	for end < len(name) && name[end] != '.' && name[end] != '[' {
		end++
	}
	part, err := numberOrKey(name[:end])
	if err != nil {
		return part, nil, err
	}
	if auto != nil && (end == 0 || part.Numbered) {
		if err := auto.use(&part, end == 0); err != nil {
			return part, nil, err
		}
	}
	return part, &FieldReader{text: name, at: end}, nil
}

func (a *AutoNumber) use(part *FieldPart, empty bool) *Error {
	if empty {
		if a.manual {
			return valueError("cannot switch from manual field specification to automatic field numbering")
		}
		a.auto = true
		part.Numbered, part.Number = true, a.next
		a.next++
		return nil
	}
	if a.auto {
		return valueError("cannot switch from automatic field numbering to manual field specification")
	}
	a.manual = true
	return nil
}

func numberOrKey(text []rune) (FieldPart, *Error) {
	n, next, err := number(text, 0)
	if err != nil {
		return FieldPart{}, err
	}
	return FieldPart{Key: text, Numbered: len(text) > 0 && next == len(text), Number: n}, nil
}

// Next reads the next step; ok is false at the end of the name.
func (r *FieldReader) Next() (part FieldPart, ok bool, err *Error) {
	if r.at >= len(r.text) {
		return part, false, nil
	}
	kind := r.text[r.at]
	r.at++
	start := r.at
	switch kind {
	case '.':
		for r.at < len(r.text) && r.text[r.at] != '.' && r.text[r.at] != '[' {
			r.at++
		}
		part = FieldPart{Attribute: true, Key: r.text[start:r.at]}
	case '[':
		for r.at < len(r.text) && r.text[r.at] != ']' {
			r.at++
		}
		if r.at == len(r.text) {
			return part, false, valueError("Missing ']' in format string")
		}
		if part, err = numberOrKey(r.text[start:r.at]); err != nil {
			return part, false, err
		}
		r.at++
	default:
		return part, false, valueError("Only '.' or '[' may follow ']' in format field specifier")
	}
	if len(part.Key) == 0 {
		return part, false, valueError("Empty attribute in format string")
	}
	return part, true, nil
}
