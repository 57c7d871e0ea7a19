package object

import (
	"math"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
)

// How a code object is put together, from what a compiler, generated C or an inspector hands in.

// opResume is where a frame begins that is not a generator's.
const opResume = 0x97

// CodeParts are the arguments of PyCode_NewWithPosOnlyArgs: objects are borrowed, and may be nil, which is an error.
type CodeParts struct {
	Args, PositionalOnly, KeywordOnly, Locals, Stack, Flags, Line int
	Code, Consts, Names, Varnames, Freevars, Cellvars             *Object
	Filename, Name, Qualname, Linetable, Exceptions               *Object
}

// NewCodeOf makes a code object.
func NewCodeOf(p CodeParts) *Object {
	return p.checked()
}

// checked makes a code object of parts whose types nobody has looked at.
func (p *CodeParts) checked() *Object {
	tuples := []*Object{p.Varnames, p.Cellvars, p.Freevars, p.Consts, p.Names}
	for _, t := range tuples {
		if t == nil || !HasFlag(t.Type, abi.TPFlagsTupleSubclass) {
			return BadInternalCall()
		}
	}
	for _, s := range []*Object{p.Name, p.Qualname, p.Filename} {
		if s == nil || !HasFlag(s.Type, abi.TPFlagsUnicodeSubclass) {
			return BadInternalCall()
		}
	}
	for _, b := range []*Object{p.Code, p.Linetable, p.Exceptions} {
		if b == nil || !HasFlag(b.Type, abi.TPFlagsBytesSubclass) {
			return BadInternalCall()
		}
	}
	if p.Args < p.PositionalOnly || p.PositionalOnly < 0 || p.KeywordOnly < 0 || p.Stack < 0 || p.Flags < 0 {
		return BadInternalCall()
	}
	return p.make()
}

// make makes a code object of parts of the right types.
func (p *CodeParts) make() *Object {
	names, kinds, ok := p.variables()
	if !ok {
		return nil
	}
	defer Decref(names)
	defer Decref(kinds)
	instructions := BytesOf(p.Code)
	switch {
	case len(instructions) > math.MaxInt32:
		return Raise(OverflowError, "code: co_code larger than INT_MAX")
	case len(instructions)%2 != 0:
		return Raise(ValueError, "code: co_code is malformed")
	}
	arguments := p.Args + p.KeywordOnly
	for _, bit := range []int{CodeVarargs, CodeVarkeywords} {
		if p.Flags&bit != 0 {
			arguments++
		}
	}
	switch locals := len(TupleItems(p.Varnames)); {
	case locals < arguments:
		return Raise(ValueError, "code: co_varnames is too small")
	case p.Locals != locals:
		return Raise(ValueError, "code: co_nlocals != len(co_varnames)")
	}
	if !internNames(p.Names) || !internNames(names) {
		return nil
	}
	return p.fill(names, kinds, instructions)
}

func (p *CodeParts) fill(names, kinds *Object, instructions []byte) *Object {
	o := NewVar(CodeType, len(instructions)/2)
	if o == nil {
		return nil
	}
	c := As[*abi.Code](o)
	copy(codeUnits(o), instructions)
	for int(c.FirstTraceable) < c.Size && instructions[2*c.FirstTraceable] != opResume {
		c.FirstTraceable++
	}
	c.Argcount, c.Posonlyargcount, c.Kwonlyargcount = int32(p.Args), int32(p.PositionalOnly), int32(p.KeywordOnly)
	c.Stacksize, c.Flags, c.Firstlineno = int32(p.Stack), int32(p.Flags), int32(p.Line)
	for _, kind := range BytesOf(kinds) {
		switch {
		case kind&kindLocal != 0:
			c.Nlocals++
			if kind&kindCell != 0 {
				c.Ncellvars++
			}
		case kind&kindCell != 0:
			c.Ncellvars++
			c.Nplaincellvars++
		default:
			c.Nfreevars++
		}
		c.Nlocalsplus++
	}
	c.Consts, c.Names, c.ExceptionTable = NewRef(p.Consts), NewRef(p.Names), NewRef(p.Exceptions)
	c.LocalsplusNames, c.LocalsplusKinds = NewRef(names), NewRef(kinds)
	c.Filename, c.Name, c.Qualname, c.Linetable = NewRef(p.Filename), NewRef(p.Name), NewRef(p.Qualname), NewRef(p.Linetable)
	c.CachedCode = NewRef(p.Code)
	return o
}

// variables is co_localsplusnames and their kinds: arguments and locals, then cells that are no arguments, then free ones.
func (p *CodeParts) variables() (names, kinds *Object, ok bool) {
	all := append([]*Object(nil), TupleItems(p.Varnames)...)
	kind := make([]byte, len(all))
	for i := range kind {
		kind[i] = kindLocal
	}
	locals := len(all)
cells:
	for _, cell := range TupleItems(p.Cellvars) {
		for i, name := range all[:locals] {
			if HasFlag(name.Type, abi.TPFlagsUnicodeSubclass) && HasFlag(cell.Type, abi.TPFlagsUnicodeSubclass) && StrOf(name) == StrOf(cell) {
				kind[i] |= kindCell
				continue cells
			}
		}
		all, kind = append(all, cell), append(kind, kindCell)
	}
	for _, free := range TupleItems(p.Freevars) {
		all, kind = append(all, free), append(kind, kindFree)
	}
	if names = Pack(all...); names == nil {
		return nil, nil, false
	}
	if kinds = NewBytes(kind); kinds == nil {
		Decref(names)
		return nil, nil, false
	}
	return names, kinds, true
}

// internNames makes the strs of a tuple the interned ones, so that a look-up by them compares addresses.
func internNames(tuple *Object) bool {
	items := TupleItems(tuple)
	for i, name := range items {
		if name.Type != StrType {
			Raise(SystemError, "non-string found in code slot")
			return false
		}
		InternInPlace(&items[i])
	}
	return true
}

// codeNew is code(…).
func codeNew(_ *Type, args, kwargs *Object) *Object {
	a := TupleItems(args)
	if !NoKeywords("code", kwargs) || !CheckPositional("code", len(a), 16, 18) {
		return nil
	}
	var p CodeParts
	for i, field := range []*int{&p.Args, &p.PositionalOnly, &p.KeywordOnly, &p.Locals, &p.Stack, &p.Flags} {
		if !codeInt(field, a[i]) {
			return nil
		}
	}
	objects := []struct {
		to *(*Object)
		t  *Type
	}{
		{&p.Code, BytesType}, {&p.Consts, TupleType}, {&p.Names, TupleType}, {&p.Varnames, TupleType}, {&p.Filename, StrType},
		{&p.Name, StrType}, {&p.Qualname, StrType}, {nil, nil}, {&p.Linetable, BytesType}, {&p.Exceptions, BytesType},
		{&p.Freevars, TupleType}, {&p.Cellvars, TupleType},
	}
	for i, v := range a[6:] {
		field := objects[i]
		if field.to == nil {
			if !codeInt(&p.Line, v) {
				return nil
			}
			continue
		}
		if !Is(v, field.t) {
			return Raise(TypeError, "code() argument %d must be %s, not %.50s", i+7, TypeName(field.t), ArgumentTypeName(v))
		}
		*field.to = v
	}
	return p.newChecked()
}

func codeInt(field *int, v *Object) bool {
	n, ok := AsInt32(v)
	*field = int(n)
	return ok
}

// newChecked is what code(…) checks beyond what every maker of code objects does.
func (p *CodeParts) newChecked() *Object {
	for i, n := range []int{p.Args, p.PositionalOnly, p.KeywordOnly, p.Locals} {
		if n < 0 {
			return Raise(ValueError, "code: %s must not be negative", [...]string{"argcount", "posonlyargcount", "kwonlyargcount", "nlocals"}[i])
		}
	}
	empty := NewTuple(0)
	if empty == nil {
		return nil
	}
	defer Decref(empty)
	if !p.audit() {
		return nil
	}
	for _, names := range []**Object{&p.Names, &p.Varnames, &p.Freevars, &p.Cellvars} {
		if *names == nil {
			*names = empty
		}
		if *names = plainNames(*names); *names == nil {
			return nil
		}
		defer Decref(*names)
	}
	return p.checked()
}

func (p *CodeParts) audit() bool {
	if !Auditing() {
		return true
	}
	numbers := []*Object{}
	for _, n := range []int{p.Args, p.PositionalOnly, p.KeywordOnly, p.Locals, p.Stack, p.Flags} {
		numbers = append(numbers, NewInt(int64(n)))
	}
	defer ReleaseAll(numbers)
	return audit("code.__new__", append([]*Object{p.Code, p.Filename, p.Name}, numbers...)...)
}

// plainNames is a copy of a tuple of names, as plain strs.
func plainNames(tuple *Object) *Object {
	var names []*Object
	defer func() { ReleaseAll(names) }()
	for _, name := range TupleItems(tuple) {
		if !HasFlag(name.Type, abi.TPFlagsUnicodeSubclass) {
			return Raise(TypeError, "name tuples must contain only strings, not '%.500s'", TypeName(name.Type))
		}
		if name.Type == StrType {
			names = append(names, NewRef(name))
			continue
		}
		plain := NewStrRunes(RunesOf(StrOf(name)))
		if plain == nil {
			return nil
		}
		names = append(names, plain)
	}
	return Pack(names...)
}

// codeReplace copies a code object with other values. Generated code makes its code objects this way: an empty one, then
// replace with everything it wants to show.
func codeReplace(o, args, kwargs *Object) *Object {
	if len(TupleItems(args)) > 0 {
		return Raise(TypeError, "replace() takes no positional arguments")
	}
	c := As[*abi.Code](o)
	p := CodeParts{
		Args: int(c.Argcount), PositionalOnly: int(c.Posonlyargcount), KeywordOnly: int(c.Kwonlyargcount), Locals: int(c.Nlocals),
		Stack: int(c.Stacksize), Flags: int(c.Flags), Line: int(c.Firstlineno),
		Code: c.CachedCode, Consts: c.Consts, Names: c.Names, Filename: c.Filename, Name: c.Name, Qualname: c.Qualname,
		Linetable: c.Linetable, Exceptions: c.ExceptionTable,
		Varnames: CodeVarnames(o), Freevars: CodeFreevars(o), Cellvars: CodeCellvars(o),
	}
	made := []*Object{p.Varnames, p.Freevars, p.Cellvars}
	defer ReleaseAll(made)
	for _, tuple := range made {
		if tuple == nil {
			return nil
		}
	}
	if kwargs != nil && !p.set(kwargs) {
		return nil
	}
	if !p.audit() {
		return nil
	}
	copied := p.checked()
	if copied != nil && p.Code == c.CachedCode {
		copyProgram(copied, o)
	}
	return copied
}

// set takes over the values of replace(name=value, …), looked at in the order of the parameters.
func (p *CodeParts) set(kwargs *Object) bool {
	given := map[string]*Object{}
	var k, v *Object
	for pos := 0; DictNext(kwargs, &pos, &k, &v); {
		given[StrOf(k)] = v
	}
	numbers := []*int{&p.Args, &p.PositionalOnly, &p.KeywordOnly, &p.Locals, &p.Stack, &p.Flags, &p.Line}
	names := strings.Fields("co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_firstlineno")
	objects := []struct {
		name string
		to   **Object
		t    *Type
	}{
		{"co_code", &p.Code, BytesType}, {"co_consts", &p.Consts, TupleType}, {"co_names", &p.Names, TupleType},
		{"co_varnames", &p.Varnames, TupleType}, {"co_freevars", &p.Freevars, TupleType}, {"co_cellvars", &p.Cellvars, TupleType},
		{"co_filename", &p.Filename, StrType}, {"co_name", &p.Name, StrType}, {"co_qualname", &p.Qualname, StrType},
		{"co_linetable", &p.Linetable, BytesType}, {"co_exceptiontable", &p.Exceptions, BytesType},
	}
	known := map[string]bool{}
	for _, name := range names {
		known[name] = true
	}
	for _, field := range objects {
		known[field.name] = true
	}
	for pos := 0; DictNext(kwargs, &pos, &k, &v); {
		if !known[StrOf(k)] {
			Raise(TypeError, "'%s' is an invalid keyword argument for replace()", StrOf(k))
			return false
		}
	}
	for i, name := range names {
		if v := given[name]; v != nil && !codeInt(numbers[i], v) {
			return false
		}
	}
	for _, field := range objects {
		v := given[field.name]
		switch {
		case v == nil:
		case !Is(v, field.t):
			Raise(TypeError, "replace() argument '%s' must be %s, not %.50s", field.name, TypeName(field.t), ArgumentTypeName(v))
			return false
		default:
			*field.to = v
		}
	}
	for i, name := range names {
		if *numbers[i] < 0 {
			Raise(ValueError, "%s must be a positive integer", name)
			return false
		}
	}
	return true
}

// constantsEqual compares the constants of code objects: equal values of different types are different constants.
func constantsEqual(a, b *Object) (equal, ok bool) {
	switch {
	case a == b:
		return true, true
	case a.Type != b.Type:
		return false, true
	case a.Type == TupleType:
		x, y := TupleItems(a), TupleItems(b)
		if len(x) != len(y) {
			return false, true
		}
		for i := range x {
			if equal, ok := constantsEqual(x[i], y[i]); !equal || !ok {
				return false, ok
			}
		}
		return true, true
	case a.Type == FloatType:
		return sameBits(As[*abi.Float](a).Value, As[*abi.Float](b).Value), true
	case a.Type == ComplexType:
		x, y := As[*abi.Complex](a), As[*abi.Complex](b)
		return sameBits(x.Real, y.Real) && sameBits(x.Imag, y.Imag), true
	}
	for _, t := range []*Type{LongType, StrType, BytesType, FrozenSetType, CodeType} {
		if a.Type == t {
			r := RichCompareBool(a, b, abi.EQ)
			return r > 0, r >= 0
		}
	}
	return false, true // no other object is a constant by its value
}

// sameBits tells 0.0 from -0.0; a NaN is never the same.
func sameBits(a, b float64) bool { return a == b && math.Signbit(a) == math.Signbit(b) }
