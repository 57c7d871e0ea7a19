package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/pyformat"
)

// str.format and __format__. What the texts consist of is pyformat's; here are the objects they speak of.

// raiseFormat raises what pyformat found, and returns nil.
func raiseFormat(err *pyformat.Error) *Object {
	class := ValueError
	switch err.Class {
	case "OverflowError":
		class = OverflowError
	case "TypeError":
		class = TypeError
	}
	return Raise(class, "%s", err.Text)
}

func strDunderFormat(o, spec *Object) *Object {
	if !IsStr(spec) {
		return Raise(TypeError, "__format__() argument must be str, not %.50s", argumentType(spec))
	}
	if StrLen(spec) == 0 {
		return Str(o)
	}
	out, err := pyformat.Str(StrRunes(o), StrRunes(spec), TypeName(o.Type))
	if err != nil {
		return raiseFormat(err)
	}
	return NewStrRunes(out)
}

// Format is format(o, spec); a nil spec is an empty one. It may run code.
func Format(o, spec *Object) *Object {
	if spec != nil && !IsStr(spec) {
		return Raise(SystemError, "Format specifier must be a string, not %.200s", TypeName(spec.Type))
	}
	if spec == nil || StrLen(spec) == 0 {
		if isExactStr(o) {
			return NewRef(o)
		}
		if o.Type == LongType {
			return Str(o)
		}
		spec = emptyStr()
	}
	result, found := special(o, "__format__", spec)
	if !found {
		return Raise(TypeError, "Type %.100s doesn't define __format__", TypeName(o.Type))
	}
	if result != nil && !IsStr(result) {
		Raise(TypeError, "__format__ must return a str, not %.200s", TypeName(result.Type))
		Decref(result)
		return nil
	}
	return result
}

// StrFormatMethod is o.format(*args, **kwargs). It may run code.
func StrFormatMethod(o, args, kwargs *Object) *Object { return strFormat(o, args, kwargs) }

// strFormat fills in replacement fields: by number from args, a tuple or nil, by name from a mapping or nil.
func strFormat(o, args, mapping *Object) *Object {
	f := formatter{args: args, mapping: mapping}
	out, ok := f.text(nil, StrRunes(o), 2)
	if !ok {
		return nil
	}
	return NewStrRunes(out)
}

type formatter struct {
	args, mapping *Object
	auto          pyformat.AutoNumber
}

// text appends text with its fields filled in. Specifications may have fields themselves, depth-1 deep.
func (f *formatter) text(out, text []rune, depth int) ([]rune, bool) {
	if depth <= 0 {
		Raise(ValueError, "Max string recursion exceeded")
		return nil, false
	}
	reader := pyformat.MarkupReader{Text: text}
	for {
		m, err := reader.Next()
		if err != nil {
			raiseFormat(err)
			return nil, false
		}
		if m == nil {
			return out, true
		}
		out = append(out, m.Literal...)
		if !m.HasField {
			continue
		}
		var ok bool
		if out, ok = f.field(out, m, depth); !ok {
			return nil, false
		}
	}
}

func (f *formatter) field(out []rune, m *pyformat.Markup, depth int) ([]rune, bool) {
	value := f.value(m.Name)
	if value == nil {
		return nil, false
	}
	defer func() { Decref(value) }()
	if m.Conversion != 0 {
		converted := convertField(value, m.Conversion)
		if converted == nil {
			return nil, false
		}
		Decref(value)
		value = converted
	}
	spec := m.Spec
	if m.Nested {
		var ok bool
		if spec, ok = f.text(nil, spec, depth-1); !ok {
			return nil, false
		}
	}
	var specObject *Object
	if len(spec) > 0 {
		if specObject = NewStrRunes(spec); specObject == nil {
			return nil, false
		}
		defer Decref(specObject)
	}
	result := Format(value, specObject)
	if result == nil {
		return nil, false
	}
	out = append(out, StrRunes(result)...)
	Decref(result)
	return out, true
}

func convertField(value *Object, conversion rune) *Object {
	switch conversion {
	case 'r':
		return Repr(value)
	case 's':
		return Str(value)
	case 'a':
		return ASCII(value)
	}
	if conversion > 32 && conversion < 127 {
		return Raise(ValueError, "Unknown conversion specifier %c", conversion)
	}
	return Raise(ValueError, "Unknown conversion specifier \\x%x", conversion)
}

// value is what a field name leads to.
func (f *formatter) value(name []rune) *Object {
	first, steps, err := pyformat.First(name, &f.auto)
	if err != nil {
		return raiseFormat(err)
	}
	value := f.first(first)
	for value != nil {
		step, more, err := steps.Next()
		if err != nil {
			Decref(value)
			return raiseFormat(err)
		}
		if !more {
			break
		}
		next := followStep(value, step)
		Decref(value)
		value = next
	}
	return value
}

func (f *formatter) first(part pyformat.FieldPart) *Object {
	if part.Numbered {
		if f.args == nil {
			return Raise(ValueError, "Format string contains positional fields")
		}
		items := TupleItems(f.args)
		if part.Number >= len(items) {
			return Raise(IndexError, "Replacement index %d out of range for positional args tuple", part.Number)
		}
		return NewRef(items[part.Number])
	}
	key := NewStrRunes(part.Key)
	if key == nil {
		return nil
	}
	defer Decref(key)
	if f.mapping == nil {
		SetKeyError(key)
		return nil
	}
	return GetItem(f.mapping, key)
}

func followStep(value *Object, step pyformat.FieldPart) *Object {
	var key *Object
	if step.Numbered && !step.Attribute {
		key = NewInt(int64(step.Number))
	} else {
		key = NewStrRunes(step.Key)
	}
	if key == nil {
		return nil
	}
	defer Decref(key)
	if step.Attribute {
		return GetAttr(value, key)
	}
	return GetItem(value, key)
}

func strRemainder(v, w *Object) *Object {
	if !IsStr(v) {
		return notImplementedResult()
	}
	return StrPercent(v, w)
}

// StrPercent is format % args. It may run code.
func StrPercent(format, args *Object) *Object {
	p := percent{what: "string", convert: strConversion, args: args}
	out, ok := p.format(StrRunes(format))
	if !ok {
		return nil
	}
	return NewStrRunes(out)
}

// percent is one run of the % operator, over characters or over bytes.
type percent struct {
	what    string
	convert func(p *pyformat.Percent, v *Object) ([]rune, bool) // formats by the units that str and bytes have apart
	args    *Object
	items   []*Object // what is left of the arguments, borrowed
	mapping *Object   // for keys; nil if args is none
}

func (f *percent) format(text []rune) ([]rune, bool) {
	f.items = []*Object{f.args}
	if IsTuple(f.args) {
		f.items = TupleItems(f.args)
	} else if m := f.args.Type.AsMapping; m != nil && m.Subscript != nil && !IsStr(f.args) {
		if f.what != "bytes" || !IsBytes(f.args) && !Is(f.args, BytearrayType) {
			f.mapping = f.args
		}
	}
	usedKey := false
	reader := pyformat.PercentReader{Text: text}
	var out []rune
	for {
		literal, p, err := reader.Next()
		if err != nil {
			if f.mapping == nil && err.Text == "incomplete format key" {
				Raise(TypeError, "format requires a mapping")
			} else {
				raiseFormat(err)
			}
			return nil, false
		}
		out = append(out, literal...)
		if p == nil {
			break
		}
		usedKey = usedKey || p.HasKey
		var ok bool
		if out, ok = f.conversion(out, p); !ok {
			return nil, false
		}
	}
	if len(f.items) > 0 && f.mapping == nil && !usedKey {
		Raise(TypeError, "not all arguments converted during %s formatting", f.what)
		return nil, false
	}
	return out, true
}

// next takes the next argument, borrowed.
func (f *percent) next() *Object {
	if len(f.items) == 0 {
		return Raise(TypeError, "not enough arguments for format string")
	}
	v := f.items[0]
	f.items = f.items[1:]
	return v
}

// star reads a width or a precision that is an argument.
func (f *percent) star(read func(*Object) (int, bool)) (int, bool) {
	v := f.next()
	if v == nil {
		return 0, false
	}
	if !HasFlag(v.Type, abi.TPFlagsLongSubclass) {
		Raise(TypeError, "* wants int")
		return 0, false
	}
	return read(v)
}

// starPrecision reads an int that C would keep in an int.
func starPrecision(o *Object) (int, bool) {
	n, sign, ok := AsInt64Overflow(o)
	if sign != 0 || n != int64(int32(n)) {
		Raise(OverflowError, "Python int too large to convert to C int")
		return 0, false
	}
	return int(n), ok
}

func (f *percent) conversion(out []rune, p *pyformat.Percent) ([]rune, bool) {
	var value *Object
	if p.HasKey {
		if f.mapping == nil {
			Raise(TypeError, "format requires a mapping")
			return nil, false
		}
		key := f.key(p.Key)
		if key == nil {
			return nil, false
		}
		value = GetItem(f.mapping, key)
		Decref(key)
		if value == nil {
			return nil, false
		}
		defer Decref(value)
	}
	var ok bool
	if p.WidthArg {
		if p.Width, ok = f.star(AsSsize); !ok {
			return nil, false
		}
		if p.Width < 0 {
			p.Left, p.Width = true, -p.Width
		}
	}
	if p.PrecArg {
		if p.Precision, ok = f.star(starPrecision); !ok {
			return nil, false
		}
		p.Precision = max(p.Precision, 0)
	}
	if p.Bare {
		return append(out, '%'), true
	}
	if value == nil {
		if value = f.next(); value == nil {
			return nil, false
		}
	}
	body, ok := f.convert(p, value)
	return append(out, body...), ok
}

func (f *percent) key(text []rune) *Object {
	if f.what == "bytes" {
		return NewBytes(narrow(text))
	}
	return NewStrRunes(text)
}

func strConversion(p *pyformat.Percent, v *Object) ([]rune, bool) {
	var s *Object
	switch p.Verb {
	case 's':
		s = Str(v)
	case 'r':
		s = Repr(v)
	case 'a':
		s = ASCII(v)
	case 'c':
		return strPercentChar(p, v)
	default:
		return numberConversion(p, v)
	}
	if s == nil {
		return nil, false
	}
	defer Decref(s)
	return p.Field(p.Cut(StrRunes(s))), true
}

func strPercentChar(p *pyformat.Percent, v *Object) ([]rune, bool) {
	if IsStr(v) {
		if StrLen(v) == 1 {
			return p.Field([]rune{StrAt(v, 0)}), true
		}
		Raise(TypeError, "%s", "%c requires int or char")
		return nil, false
	}
	if !IndexCheck(v) {
		Raise(TypeError, "%s", "%c requires int or char")
		return nil, false
	}
	n, ok := AsIndex(v, nil)
	if !ok {
		return nil, false
	}
	if n < 0 || n > maxRune {
		Raise(OverflowError, "%s", "%c arg not in range(0x110000)")
		return nil, false
	}
	return p.Field([]rune{rune(n)}), true
}

// numberConversion formats by the units that str and bytes have in common.
func numberConversion(p *pyformat.Percent, v *Object) ([]rune, bool) {
	switch p.Verb {
	case 'd', 'i', 'u', 'o', 'x', 'X':
		n := percentInt(p.Verb, v)
		if n == nil {
			return nil, false
		}
		defer Decref(n)
		if p.Verb != 'o' && p.Verb != 'x' && p.Verb != 'X' && tooManyDigits(n) {
			Raise(ValueError, "%s", digitsLimit)
			return nil, false
		}
		return p.Numeric(p.Int(BigOf(n))), true
	case 'e', 'E', 'f', 'F', 'g', 'G':
		x, ok := FloatOf(v)
		if !ok {
			return nil, false
		}
		return p.Numeric(p.Float(x)), true
	}
	raiseFormat(p.UnsupportedVerb())
	return nil, false
}

// percentInt is the integer that a conversion writes.
func percentInt(verb rune, v *Object) *Object {
	if HasFlag(v.Type, abi.TPFlagsLongSubclass) {
		return NewRef(v)
	}
	hex := verb == 'o' || verb == 'x' || verb == 'X'
	number := v.Type.AsNumber
	if number != nil && (number.Int != nil || number.Index != nil || number.Float != nil || Is(v, ComplexType)) {
		var n *Object
		if hex {
			n = NumberIndex(v)
		} else {
			n = ToLong(v)
		}
		if n != nil || !Matches(TypeError) {
			return n
		}
		ClearErr()
	}
	kind := "a real number"
	if hex {
		kind = "an integer"
	}
	return Raise(TypeError, "%%%c format: %s is required, not %.200s", verb, kind, TypeName(v.Type))
}
