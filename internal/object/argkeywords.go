package object

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Parsing with keyword arguments: by a list of names, and by a _PyArg_Parser, whose messages differ a little.

// ArgParser is _PyArg_Parser, which lies in an extension's data. Its cached names are not used: runtimes share it.
type ArgParser struct {
	Format        *byte
	Keywords      **byte
	Fname         *byte
	CustomMsg     *byte
	Pos, Min, Max int32
	_             int32
	Kwtuple       *Object
	Next          *ArgParser
}

// keywordNames views a NULL-terminated list of C strings.
func keywordNames(list **byte) []string {
	var names []string
	for p := list; *p != nil; p = (**byte)(unsafe.Add(unsafe.Pointer(p), unsafe.Sizeof(p))) {
		names = append(names, cString(*p))
	}
	return names
}

// named is how messages about keywords name the function.
func (p *argParser) named(otherwise string) string {
	if p.hasName {
		return fmt.Sprintf("%.200s()", p.fname)
	}
	return otherwise
}

// nameAndMessage finds what stands behind the units of a format.
func (p *argParser) nameAndMessage() {
	if i := strings.IndexByte(p.format, ':'); i >= 0 {
		p.fname, p.hasName = p.format[i+1:], true
	} else if i := strings.IndexByte(p.format, ';'); i >= 0 {
		p.message, p.hasMsg = p.format[i+1:], true
	}
}

func (p *argParser) atEnd() bool {
	c := p.peek()
	return c == 0 || c == ':' || c == ';'
}

// kwargs are the keyword arguments of a call: a dict, or a tuple of names with the values in an array.
type kwargs struct {
	dict   *Object
	names  *Object
	values []*Object
	count  int
}

// keywordsGiven is the keyword arguments of a call, in a dict or in values named by a tuple.
func keywordsGiven(dict, names *Object, values []*Object) kwargs {
	given := kwargs{dict: dict, names: names, values: values, count: len(values)}
	if dict != nil {
		given.count = DictLen(dict)
	}
	return given
}

// parameterNames are the names of the parameters, and how many of the first ones have none: those are positional only.
func parameterNames(keywords **byte) (names []string, pos int) {
	names = keywordNames(keywords)
	for pos < len(names) && names[pos] == "" {
		pos++
	}
	return names, pos
}

// get is the value of a keyword argument, borrowed; nil if it was not given.
func (k *kwargs) get(name string) *Object {
	if k.dict != nil {
		return DictGetInterned(k.dict, Intern(name))
	}
	if k.names != nil {
		for i, n := range TupleItems(k.names) {
			if StrOf(n) == name {
				return k.values[i]
			}
		}
	}
	return nil
}

// each goes through the names.
func (k *kwargs) each(yield func(name *Object) bool) {
	if k.names != nil {
		for _, n := range TupleItems(k.names) {
			if !yield(n) {
				return
			}
		}
		return
	}
	var name, v *Object
	for pos := 0; DictNext(k.dict, &pos, &name, &v); {
		if !yield(name) {
			return
		}
	}
}

const noLimit = 1<<31 - 1 // INT_MAX: | or $ has not come yet

// ParseKeywords is PyArg_ParseTupleAndKeywords: args is a tuple, dict a dict or nil, and names has at least as many names
// as the format has units. It may run code.
func ParseKeywords(args, dict *Object, format *byte, list **byte, out []unsafe.Pointer, flags int) bool {
	p := argParser{format: cString(format), out: out, flags: flags}
	p.nameAndMessage()
	names := keywordNames(list)
	pos := 0
	for pos < len(names) && names[pos] == "" {
		pos++
	}
	for _, name := range names[pos:] {
		if name == "" {
			Raise(SystemError, "Empty keyword parameter name")
			return false
		}
	}
	given := kwargs{dict: dict}
	if dict != nil {
		given.count = DictLen(dict)
	}
	return p.finish(p.keywords(TupleItems(args), &given, names, pos))
}

func (p *argParser) keywords(args []*Object, given *kwargs, names []string, pos int) bool {
	n, count := len(args), given.count
	if n+count > len(names) {
		kind := ""
		if n == 0 {
			kind = "keyword "
		}
		Raise(TypeError, "%s takes at most %d %sargument%s (%d given)", p.named("function"), len(names), kind, plural(len(names)), n+count)
		return false
	}
	min, max, skip := noLimit, noLimit, false
	i := 0
	for ; i < len(names); i++ {
		if p.accept('|') {
			if min != noLimit {
				Raise(SystemError, "Invalid format string (| specified twice)")
				return false
			}
			if max != noLimit {
				Raise(SystemError, "Invalid format string ($ before |)")
				return false
			}
			min = i
		}
		if p.accept('$') {
			if max != noLimit {
				Raise(SystemError, "Invalid format string ($ specified twice)")
				return false
			}
			if max = i; max < pos {
				Raise(SystemError, "Empty parameter name after $")
				return false
			}
			if skip {
				break // the numbers for the message are known now
			}
			if max < n {
				if max == 0 {
					Raise(TypeError, "%s takes no positional arguments", p.named("function"))
					return false
				}
				bound := "exactly"
				if min != noLimit {
					bound = "at most"
				}
				Raise(TypeError, "%s takes %s %d positional argument%s (%d given)", p.named("function"), bound, max, plural(max), n)
				return false
			}
		}
		if p.atEnd() {
			Raise(SystemError, "More keyword list entries (%d) than format specifiers (%d)", len(names), i)
			return false
		}
		if !skip {
			var arg *Object
			switch {
			case i < n:
				arg = args[i]
			case count > 0 && i >= pos:
				if arg = given.get(names[i]); arg != nil {
					count--
				} else if Occurred() != nil {
					return false
				}
			}
			if arg != nil {
				if !p.hold(i, arg) {
					return false
				}
				continue
			}
			if i < min {
				if i >= pos {
					Raise(TypeError, "%s missing required argument '%s' (pos %d)", p.named("function"), names[i], i+1)
					return false
				}
				skip = true
			}
			if count == 0 && !skip {
				return true
			}
		}
		at := p.at
		if text := p.skip(); text != "" {
			Raise(SystemError, "%s: '%s'", text, p.format[at:])
			return false
		}
	}
	if skip {
		required, bound := min, "exactly"
		if pos < required {
			required = pos
		}
		if required < i {
			bound = "at least"
		}
		Raise(TypeError, "%s takes %s %d positional argument%s (%d given)", p.named("function"), bound, required, plural(required), n)
		return false
	}
	if !p.atEnd() && p.peek() != '|' && p.peek() != '$' {
		Raise(SystemError, "more argument specifiers than keyword list entries (remaining format:'%s')", p.format[p.at:])
		return false
	}
	return count == 0 || p.leftOver(given, names, pos, n)
}

// hold converts argument i. The reference is held meanwhile: a converter may change the dict it came from.
func (p *argParser) hold(i int, arg *Object) bool {
	Incref(arg)
	text, ok := p.item(arg)
	Decref(arg)
	if !ok {
		p.fail(i+1, text)
	}
	return ok
}

// leftOver raises what is wrong with keyword arguments that nobody took.
func (p *argParser) leftOver(given *kwargs, names []string, pos, n int) bool {
	for i := pos; i < n; i++ {
		if given.get(names[i]) != nil {
			Raise(TypeError, "argument for %s given by name ('%s') and position (%d)", p.named("function"), names[i], i+1)
			return false
		}
	}
	return p.known(given, names[pos:])
}

// known raises for a keyword that is none of the names.
func (p *argParser) known(given *kwargs, names []string) bool {
	ok := true
	given.each(func(name *Object) bool {
		if !IsStr(name) {
			Raise(TypeError, "keywords must be strings")
			ok = false
			return false
		}
		text := StrOf(name)
		if slices.Contains(names, text) {
			return true
		}
		Raise(TypeError, "'%s' is an invalid keyword argument for %s", text, p.named("this function"))
		ok = false
		return false
	})
	return ok
}

// skip goes past one unit and the pointers it takes. The text says what is wrong with the format.
func (p *argParser) skip() string {
	unit := p.peek()
	if unit != 0 {
		p.at++
	}
	switch {
	case unit == '(':
		for {
			switch c := p.peek(); {
			case c == ')':
				p.at++
				return ""
			case p.atEnd():
				return "Unmatched left paren in format string"
			}
			if text := p.skip(); text != "" {
				return text
			}
		}
	case unit == ')':
		return "Unmatched right paren in format string"
	case strings.IndexByte("bBhHiIlkLKnfdDcCpSYU", unit) >= 0:
		p.next()
	case unit == 'e':
		p.next()
		p.next()
		if !p.accept('s') && !p.accept('t') {
			return "impossible<bad format char>"
		}
		if p.accept('#') {
			p.next()
		}
	case strings.IndexByte("szyuZw", unit) >= 0:
		p.next()
		if p.accept('#') {
			p.next()
			if !p.needSize() {
				return "impossible<bad format char>"
			}
		} else {
			p.accept('*')
		}
	case unit == 'O':
		p.next()
		if p.accept('!') || p.accept('&') {
			p.next()
		}
	default:
		return "impossible<bad format char>"
	}
	return ""
}

// counts are the numbers of a parser's parameters: positional only, required, positional.
func (a *ArgParser) counts(names []string) (pos, min, max int) {
	for pos < len(names) && names[pos] == "" {
		pos++
	}
	if a.Format == nil {
		return pos, 0, 0
	}
	min, max = noLimit, noLimit
	p := argParser{format: cString(a.Format), flags: ArgSizeT, out: make([]unsafe.Pointer, 4*len(names)+4)}
	for i := range names {
		if p.accept('|') {
			min = i
		}
		if p.accept('$') {
			max = i
		}
		p.skip()
	}
	if min > len(names) {
		min = len(names)
	}
	if max > len(names) {
		max = len(names)
	}
	return pos, min, max
}

// parser makes the parser for a call from an extension's.
func (a *ArgParser) parser() argParser {
	p := argParser{flags: ArgSizeT}
	if a.Format != nil {
		p.format = cString(a.Format)
		p.nameAndMessage()
	}
	if a.Fname != nil {
		p.fname, p.hasName = cString(a.Fname), true
	}
	if a.CustomMsg != nil {
		p.message, p.hasMsg = cString(a.CustomMsg), true
	}
	return p
}

// ParseWithParser is _PyArg_ParseStackAndKeywords: names is a tuple of keyword names or nil, whose values are behind the
// positional arguments. It may run code.
func ParseWithParser(args []*Object, values []*Object, kwnames *Object, a *ArgParser, out []unsafe.Pointer) bool {
	p := a.parser()
	p.out = out
	given := kwargs{names: kwnames, values: values, count: len(values)}
	return p.finish(p.withParser(args, &given, a))
}

func (p *argParser) withParser(args []*Object, given *kwargs, a *ArgParser) bool {
	names := keywordNames(a.Keywords)
	pos, min, max := a.counts(names)
	n, count := len(args), given.count
	if !p.count(n, count, len(names), pos, min, max, false) {
		return false
	}
	for i := range names {
		p.accept('|')
		p.accept('$')
		var arg *Object
		if i < n {
			arg = args[i]
		} else if count > 0 && i >= pos {
			if arg = given.get(names[i]); arg != nil {
				count--
			}
		}
		if arg != nil {
			if !p.hold(i, arg) {
				return false
			}
			continue
		}
		if i < min {
			return p.missing(i, n, names, pos, min, max)
		}
		if count == 0 {
			return true
		}
		p.skip()
	}
	return count == 0 || p.leftOver(given, names, pos, n)
}

// count checks the numbers of arguments of a call with a parser.
func (p *argParser) count(n, given, all, pos, min, max int, vararg bool) bool {
	if n+given > all && !vararg {
		kind := ""
		if n == 0 {
			kind = "keyword "
		}
		Raise(TypeError, "%s takes at most %d %sargument%s (%d given)", p.named("function"), all, kind, plural(all), n+given)
		return false
	}
	if n > max && !vararg {
		if max == 0 {
			Raise(TypeError, "%s takes no positional arguments", p.named("function"))
			return false
		}
		bound := "exactly"
		if min < max {
			bound = "at most"
		}
		Raise(TypeError, "%s takes %s %d positional argument%s (%d given)", p.named("function"), bound, max, plural(max), n)
		return false
	}
	return true
}

// missing raises for a required argument that was not given.
func (p *argParser) missing(i, n int, names []string, pos, min, max int) bool {
	if i >= pos {
		Raise(TypeError, "%s missing required argument '%s' (pos %d)", p.named("function"), names[i], i+1)
		return false
	}
	required, bound := min, "exactly"
	if pos < required {
		required = pos
	}
	if required < max {
		bound = "at least"
	}
	Raise(TypeError, "%s takes %s %d positional argument%s (%d given)", p.named("function"), bound, required, plural(required), n)
	return false
}

// UnpackKeywords is _PyArg_UnpackKeywords: it puts all arguments into the order of the parameters, in buf, which has room
// for all of them; what is not given is nil. dict or kwnames has the keyword arguments. Everything is borrowed.
func UnpackKeywords(args []*Object, dict, kwnames *Object, values []*Object, a *ArgParser, minPositional, maxPositional, minKeyword int, buf []*Object) bool {
	p := a.parser()
	names, pos := parameterNames(a.Keywords)
	given := keywordsGiven(dict, kwnames, values)
	n, count := len(args), given.count
	if !p.unpackCount(n, count, len(names), pos, minPositional, maxPositional, minKeyword) {
		return false
	}
	clear(buf[:len(names)])
	copy(buf, args)
	required := minPositional
	if minKeyword > 0 {
		required = maxPositional + minKeyword
	}
	for i := max(n, pos); i < len(names); i++ {
		if count > 0 {
			if buf[i] = given.get(names[i]); buf[i] != nil {
				count--
				continue
			}
		} else if i >= required {
			break
		}
		if i < minPositional || (maxPositional <= i && i < required) {
			Raise(TypeError, "%s missing required argument '%s' (pos %d)", p.named("function"), names[i], i+1)
			return false
		}
	}
	return count == 0 || p.leftOver(&given, names, pos, n)
}

// tooFew raises for positional-only arguments that are not there.
func (p *argParser) tooFew(n, needed int, more bool) bool {
	bound := "exactly"
	if more {
		bound = "at least"
	}
	Raise(TypeError, "%s takes %s %d positional argument%s (%d given)", p.named("function"), bound, needed, plural(needed), n)
	return false
}

func (p *argParser) unpackCount(n, given, all, pos, minPositional, maxPositional, minKeyword int) bool {
	name := p.named("function")
	if n+given > all {
		kind := ""
		if n == 0 {
			kind = "keyword "
		}
		Raise(TypeError, "%s takes at most %d %sargument%s (%d given)", name, all, kind, plural(all), n+given)
		return false
	}
	if n > maxPositional {
		if maxPositional == 0 {
			Raise(TypeError, "%s takes no positional arguments", name)
			return false
		}
		bound := "exactly"
		if minPositional < maxPositional {
			bound = "at most"
		}
		Raise(TypeError, "%s takes %s %d positional argument%s (%d given)", name, bound, maxPositional, plural(maxPositional), n)
		return false
	}
	if needed := min(pos, minPositional); n < needed {
		return p.tooFew(n, needed, minPositional < maxPositional)
	}
	return true
}

// CheckKeywordNames is PyArg_ValidateKeywordArguments.
func CheckKeywordNames(dict *Object) bool {
	if !HasFlag(dict.Type, abi.TPFlagsDictSubclass) {
		BadInternalCall()
		return false
	}
	var k, v *Object
	for pos := 0; DictNext(dict, &pos, &k, &v); {
		if !IsStr(k) {
			Raise(TypeError, "keywords must be strings")
			return false
		}
	}
	return true
}
